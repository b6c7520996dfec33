package import Messages

/// An existing ledger, read as the cases it stands for.
package struct ImportedLedger: Sendable {
  package let text: SourceText
  package private(set) var cases: [ImportedCase] = []
  /// What is wrong with the table and with the cases it stands for, at the cells that say so.
  package private(set) var findings: [Diagnostic] = []
  /// How many rows stand below the heading, and how many of them tell of no case.
  package private(set) var rows = (read: 0, leftOut: 0)

  /// - Parameters:
  ///   - text: comma-separated, in UTF-8; the first line that names enough columns is the heading.
  ///   - existing: who has the numbers that are not given out again.
  ///   - letters: the cases that have sent letters, whose numbers are not used again.
  ///   - schema: the rules in force, by which the cases are judged.
  /// - Complexity: linear in the rows; a case is read about twenty times while it is put together.
  package init(
    _ text: SourceText, mapping: ImportMapping = ImportMapping(), schema: Schema,
    existing: [CaseNumber: NumberHolder] = [:], letters: [UsedNumbers] = [], today: Day
  ) {
    self.text = text
    let table = CSVTable(text)
    findings = table.findings
    guard let heading = ImportHeading(table.rows, mapping: mapping) else {
      let first = table.rows.first?.first?.range ?? 0..<0
      findings.append(.headingNotFound(at: first))
      return
    }
    findings += heading.findings
    guard heading.isComplete else { return }
    var numbers = ImportNumbers(taken: existing)
    var formulaPlaces: Set<Range<Int>> = []
    for cells in table.rows[(heading.line + 1)...] {
      rows.read += 1
      let formulas = cells.filter(\.isFormula)
      formulaPlaces.formUnion(formulas.map(\.range))
      findings += formulas.map(Diagnostic.formulaNotValue)
      if let surplus = heading.surplus(in: cells) {
        findings.append(.surplusCell(at: surplus.range))
      }
      let row = ImportRow(cells, columns: heading.columns, mapping: mapping)
      var reader = ImportRowReader(row)
      let facts = ImportedFacts(&reader)
      guard facts != nil || row[.title] != nil else {
        // A line below the table: a sum, a signature.
        rows.leftOut += 1
        findings.append(.rowLeftOut(at: row.anchor))
        continue
      }
      findings += reader.findings
      guard let facts else {
        if reader.findings.isEmpty, table.findings.isEmpty {
          findings.append(.rowWithoutDay(at: row.anchor))
        }
        continue
      }
      let read = numbers.numbered(row, in: facts, findings: &findings) {
        ImportedCase(row, facts, number: $0, schema: schema)
      }
      guard let read else { continue }
      findings += read.findings(
        schema: schema, today: today, isWhole: reader.findings.isEmpty)
      if reader.findings.isEmpty { findings += read.remarked.map(Diagnostic.cellKeptAsRemark) }
      cases.append(read)
    }
    // What a formula is taken for has one cause.
    findings.removeAll {
      formulaPlaces.contains($0.range) && $0.rule.id != Rule.formulaNotValue.id
    }
    judgeLetters(besides: letters, under: schema)
    findings = schema.office.setting(findings).sorted {
      ($0.range.lowerBound, $0.rule.id) < ($1.range.lowerBound, $1.rule.id)
    }
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

/// The line that names the columns.
private struct ImportHeading {
  let line: Int
  let columns: [LedgerFact: Int]
  private let width: Int
  private(set) var findings: [Diagnostic] = []
  private(set) var isComplete = true

  /// Without these a row cannot become a case, whatever else it says.
  private static let required: [LedgerFact] = [.leader, .instructed, .instructionClass]

  /// Ledgers often begin with a title; the heading is the first line with three known columns.
  init?(_ rows: [[CSVTable.Cell]], mapping: ImportMapping) {
    let found = rows.prefix(10).firstIndex { row in
      row.count { mapping.field(of: $0.text) != nil } >= 3
    }
    guard let found else { return nil }
    line = found
    let row = rows[found]
    width = row.count
    var columns: [LedgerFact: Int] = [:]
    for (index, cell) in row.enumerated() where !cell.text.isEmpty {
      if let field = mapping.field(of: cell.text) {
        if let first = columns[field] {
          findings.append(.columnNamedTwice(cell, as: field, first: row[first]))
          isComplete = false
        } else {
          columns[field] = index
        }
      } else if !LedgerFact.computedHeadings.contains(cell.text),
        !mapping.ignored.contains(cell.text)
      {
        findings.append(.columnNotUsed(cell))
      }
    }
    self.columns = columns
    for field in Self.required
    where columns[field] == nil && mapping.defaults[field] == nil {
      findings.append(.columnMissing(field, at: row[0].range))
      isComplete = false
    }
  }

  /// The first cell with something in it that stands under no heading.
  func surplus(in row: [CSVTable.Cell]) -> CSVTable.Cell? {
    row.dropFirst(width).first { !$0.text.isEmpty }
  }
}

/// The numbers that the rows have, and those given to rows without one.
private struct ImportNumbers {
  /// By a case, or by the cell of another row.
  private enum Holder { case existing(NumberHolder), row(Range<Int>) }
  private var taken: [CaseNumber: Holder]
  private var highest: [Int: Int] = [:]

  init(taken: [CaseNumber: NumberHolder]) {
    self.taken = taken.mapValues(Holder.existing)
    for (number, holder) in taken {
      // Its own case may come to it again.
      if case .unrecorded = holder { continue }
      highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
    }
  }

  /// The case that a row becomes, under its number or the next free one of its year.
  mutating func numbered(
    _ row: ImportRow, in facts: ImportedFacts, findings: inout [Diagnostic],
    _ made: (CaseNumber) -> ImportedCase
  ) -> ImportedCase? {
    guard let cell = row.cell(.id) else {
      let year = facts.registered.year
      var sequence = highest[year] ?? 0
      while true {
        sequence += 1
        let read = made(CaseNumber(year: year, sequence: sequence))
        if holder(barring: read) == nil { return take(read, at: row.anchor) }
      }
    }
    guard let number = CaseNumber(cell.value) else {
      findings.append(.badCaseNumber(cell).withoutFix)
      return nil
    }
    let read = made(number)
    switch holder(barring: read) {
    case .existing(let holder): findings.append(.numberTaken(cell, by: holder))
    case .row(let first): findings.append(.numberTaken(cell, at: first))
    case nil: return take(read, at: cell.range)
    }
    return nil
  }

  /// Who has the case's number already; nobody where it is the case itself.
  private func holder(barring read: ImportedCase) -> Holder? {
    if case .existing(.unrecorded(_, let bytes)) = taken[read.number], read.isWritten(in: bytes) {
      return nil
    }
    return taken[read.number]
  }

  private mutating func take(_ read: ImportedCase, at place: Range<Int>) -> ImportedCase {
    let number = read.number
    taken[number] = .row(place)
    highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
    return read
  }
}
