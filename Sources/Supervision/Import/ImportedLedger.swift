package import FrontMatter

/// An existing ledger, read as the cases it stands for.
package struct ImportedLedger: Sendable {
  package let text: SourceText
  package private(set) var cases: [ImportedCase] = []
  /// What is wrong with the table and with the cases it stands for, at the cells that say so.
  package private(set) var findings: [Diagnostic] = []

  /// - Parameters:
  ///   - text: comma-separated, in UTF-8; the first line that names enough columns is the heading.
  ///   - existing: every case there is, by its number; their numbers are not given out again.
  ///   - schema: the rules in force, by which the cases are judged.
  /// - Complexity: linear in the rows; a case is read about twenty times while it is put together.
  package init(
    _ text: SourceText, mapping: ImportMapping = ImportMapping(), schema: Schema,
    existing: [CaseNumber: String] = [:], today: Day
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
    for cells in table.rows[(heading.line + 1)...] {
      if let surplus = heading.surplus(in: cells) {
        findings.append(.surplusCell(at: surplus.range))
      }
      let row = ImportRow(cells, columns: heading.columns, mapping: mapping)
      var reader = ImportRowReader(row)
      let facts = ImportedFacts(&reader)
      findings += reader.findings
      guard let facts, let number = numbers.number(of: row, in: facts, findings: &findings) else {
        continue
      }
      let read = ImportedCase(row, facts, number: number, schema: schema)
      findings += read.findings(
        schema: schema, today: today, isWhole: reader.findings.isEmpty)
      cases.append(read)
    }
    findings = schema.office.setting(findings).sorted {
      ($0.range.lowerBound, $0.rule.id) < ($1.range.lowerBound, $1.rule.id)
    }
  }
}

/// The line that names the columns.
private struct ImportHeading {
  let line: Int
  let columns: [ImportField: Int]
  private let width: Int
  private(set) var findings: [Diagnostic] = []
  private(set) var isComplete = true

  /// Ledgers often begin with a title; the heading is the first line with three known columns.
  init?(_ rows: [[CSVTable.Cell]], mapping: ImportMapping) {
    let found = rows.prefix(10).firstIndex { row in
      row.count { mapping.field(of: $0.text) != nil } >= 3
    }
    guard let found else { return nil }
    line = found
    let row = rows[found]
    width = row.count
    var columns: [ImportField: Int] = [:]
    for (index, cell) in row.enumerated() where !cell.text.isEmpty {
      if let field = mapping.field(of: cell.text) {
        if let first = columns[field] {
          findings.append(.columnNamedTwice(cell, as: field, first: row[first]))
          isComplete = false
        } else {
          columns[field] = index
        }
      } else if !ImportField.derived.contains(cell.text), !mapping.ignored.contains(cell.text) {
        findings.append(.columnNotUsed(cell))
      }
    }
    self.columns = columns
    for field in ImportField.required
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
  private var taken: [CaseNumber: (path: String?, place: Range<Int>)]
  private var highest: [Int: Int] = [:]

  init(taken: [CaseNumber: String]) {
    self.taken = taken.mapValues { ($0, 0..<0) }
    for number in taken.keys {
      highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
    }
  }

  mutating func number(
    of row: ImportRow, in facts: ImportedFacts, findings: inout [Diagnostic]
  ) -> CaseNumber? {
    guard let cell = row.cell(.id) else {
      let year = facts.registered.year
      let number = CaseNumber(year: year, sequence: (highest[year] ?? 0) + 1)
      take(number, at: row.anchor)
      return number
    }
    guard let number = CaseNumber(cell.value) else {
      findings.append(.badCaseNumber(cell).withoutFix)
      return nil
    }
    if let first = taken[number] {
      findings.append(.numberTaken(cell, by: first.path, at: first.place))
      return nil
    }
    take(number, at: cell.range)
    return number
  }

  private mutating func take(_ number: CaseNumber, at place: Range<Int>) {
    taken[number] = (nil, place)
    highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
  }
}
