package import Messages

/// An existing ledger, read as the cases it stands for.
package struct ImportedLedger: Sendable {
  package let text: SourceText
  package private(set) var cases: [ImportedCase] = []
  /// What is wrong with the table and with the cases it stands for, at the cells that say so.
  package private(set) var findings: [Diagnostic] = []
  /// How many rows stand below the heading, and how many of them tell of no case.
  package private(set) var rows = (read: 0, leftOut: 0)
  /// How many rows go on about the case above them: with the cases and those left out all that were
  /// read.
  package private(set) var continuingRows = 0

  /// - Parameters:
  ///   - text: comma-separated, in UTF-8; the first line that names enough columns is the heading.
  ///   - existing: who has the numbers that are not given out again.
  ///   - letters: the cases that have sent letters, whose numbers are not used again.
  ///   - schema: the rules in force, by which the cases are judged.
  ///   - each: called for each case when it is made.
  /// - Complexity: linear in the rows.
  package init(
    _ text: SourceText, mapping: ImportMapping = ImportMapping(), schema: Schema,
    existing: [CaseNumber: NumberHolder] = [:], letters: [UsedNumbers] = [], today: Day,
    each: () -> Void = {}
  ) {
    self.text = text
    let table = CSVTable(text)
    findings = table.findings
    guard let heading = ImportHeading(table.rows, mapping: mapping) else {
      let first = table.rows.first?.first?.range ?? 0..<0
      findings.append(.headingNotFound(at: first))
      return
    }
    findings += heading.findings(mapping)
    guard !heading.findings(mapping).contains(where: { $0.severity == .error }) else { return }
    let rows = table.rows[heading.lines.upperBound...]
    self.rows.read = rows.count
    for row in rows {
      findings += row.filter(\.isFormula).map(Diagnostic.formulaNotValue)
      if let surplus = heading.surplus(in: row) { findings.append(.surplusCell(at: surplus.range)) }
    }
    // In a workbook it is known which cells were merged.
    let isText = text.name(at: text.bytes.count) == nil
    let entries = entries(of: isText ? heading.fillingMerged(rows) : rows, under: heading).map {
      ImportRow($0, under: heading, mapping: mapping)
    }
    var reader = LedgerReader(
      entries, under: heading, schema: schema, existing: existing, today: today)
    reader.readAll(isTableWhole: table.findings.isEmpty, each: each)
    cases = reader.cases
    findings += reader.findings
    // What a formula is taken for has one cause.
    let formulas = Set(rows.joined().lazy.filter(\.isFormula).map(\.range))
    findings.removeAll {
      formulas.contains($0.range) && $0.rule.id != Rule.formulaNotValue.id
    }
    judgeLetters(besides: letters, under: schema)
    findings = schema.office.setting(findings.withOneACause(in: text)).sorted {
      ($0.range.lowerBound, $0.rule.id) < ($1.range.lowerBound, $1.rule.id)
    }
  }

  /// The rows of each case; those of none are named.
  private mutating func entries(of rows: ArraySlice<[CSVTable.Cell]>, under heading: ImportHeading)
    -> [[[CSVTable.Cell]]]
  {
    var entries: [[[CSVTable.Cell]]] = []
    var isOpen = false
    for row in rows {
      switch heading.kind(of: row, below: isOpen ? entries.last?.first : nil) {
      case .ofCase:
        entries.append([row])
        isOpen = true
      case .continuing:
        entries[entries.count - 1].append(row)
        continuingRows += 1
      case .leftOut:
        isOpen = false
        self.rows.leftOut += 1
        findings.append(.rowLeftOut(at: (row.first { !$0.text.isEmpty } ?? row[0]).range))
      }
    }
    for rows in entries where rows.count > 1 {
      let first = rows[0].first { !$0.text.isEmpty } ?? rows[0][0]
      findings.append(.rowsJoined(rows.count, at: first.range))
    }
    return entries
  }
}

extension ImportedLedger {
  /// Ledgers have one letter about several cases in a row for each: such cases name one another (同函).
  /// Two letters of one number are not imported.
  private mutating func judgeLetters(besides recorded: [UsedNumbers], under schema: Schema) {
    let used = cases.map { $0.used(in: schema) }
    var users: [String: [UsedNumbers]] = [:]
    for numbers in recorded + used {
      for letter in numbers.letters { users[letter.number.value, default: []].append(numbers) }
    }
    for index in cases.indices {
      guard let letter = used[index].letters.first, let all = users[letter.number.value] else {
        continue
      }
      let others = all.compactMap(\.id?.value).filter { $0 != "\(cases[index].number)" }
      if !others.isEmpty { cases[index].share(letterWith: others) }
    }
    let sharing = cases.map { $0.used(in: schema) }
    for (place, found) in Case.findingsAcross(recorded + sharing) where place >= recorded.count {
      let read = cases[place - recorded.count]
      for var finding in found where finding.rule.id == Rule.duplicateLetterNumber.id {
        finding.range = read.letterPlace
        finding.notes = []
        findings.append(finding)
      }
    }
  }
}

/// Who has a number, by the path of the case.
package enum NumberHolder: Sendable, Hashable {
  case present(String)
  /// A case that is on disk only, and its bytes: what an import that was killed leaves is this.
  case unrecorded(String, [UInt8])
  /// A case that was fetched and not merged yet.
  case fetched(String)
  /// A case that gave the number up for another.
  case former(String)
}
