import Messages

/// One row of an existing ledger, its cells by what they tell.
struct ImportRow: Sendable {
  private let cells: [LedgerFact: Located<String>]
  private let columns: Set<LedgerFact>
  /// The row's first cell: where a finding about something absent points.
  let anchor: Range<Int>

  /// - Parameter columns: which cell holds which field.
  init(_ row: [CSVTable.Cell], columns: [LedgerFact: Int], mapping: ImportMapping) {
    var cells: [LedgerFact: Located<String>] = [:]
    let anchor = (columns[.id].flatMap { $0 < row.count ? row[$0] : nil } ?? row[0]).range
    for field in LedgerFact.importable {
      let cell = columns[field].flatMap { $0 < row.count ? row[$0] : nil }
      var text = cell?.text.asShown ?? ""
      if let meant = mapping.values[field]?[text] { text = meant }
      if text.isEmpty { text = mapping.defaults[field] ?? "" }
      if !text.isEmpty { cells[field] = Located(text, at: cell?.range ?? anchor) }
    }
    self.cells = cells
    self.columns = Set(columns.keys)
    self.anchor = anchor
  }

  subscript(field: LedgerFact) -> String? { cells[field]?.value }

  /// Whether the ledger has a column for it, so that an empty cell means something.
  func hasColumn(for field: LedgerFact) -> Bool { columns.contains(field) }

  func cell(_ field: LedgerFact) -> Located<String>? { cells[field] }

  /// Where the field stands, or the row's first cell where it does not.
  func place(of field: LedgerFact) -> Range<Int> { cells[field]?.range ?? anchor }

  var isSecret: Bool {
    self[.classification].flatMap { Classification(typed: $0) }?.isSecret == true
  }
}

extension ImportRow {
  /// The cells with something in them, by what they tell, in the order of the catalogue.
  var filled: [(field: LedgerFact, cell: Located<String>)] {
    LedgerFact.importable.compactMap { field in
      guard columns.contains(field), let cell = cells[field] else { return nil }
      return (field, cell)
    }
  }
}

extension String {
  /// As a spreadsheet shows it: `="2018-08-20"` is text that it is not to read as a date, and an
  /// apostrophe keeps it from reading a formula.
  fileprivate var asShown: String {
    if hasPrefix("=\""), hasSuffix("\""), utf8.count > 2 {
      return String(dropFirst(2).dropLast()).replacing("\"\"", with: "\"")
    }
    guard first == "'", let second = unicodeScalars.dropFirst().first,
      "=+-@＝＋－＠".unicodeScalars.contains(second)
    else { return self }
    return String(dropFirst())
  }
}

// MARK: Reading cells

/// Reads the cells of one row, and collects what is wrong with them.
struct ImportRowReader {
  let row: ImportRow
  private(set) var findings: [Diagnostic] = []

  init(_ row: ImportRow) { self.row = row }

  /// The day in a cell, however it is written; a time of day after it is left out.
  mutating func day(_ field: LedgerFact) -> Day? {
    guard let cell = row.cell(field) else { return nil }
    if let day = Self.wholeDay(in: cell.value) { return day }
    findings.append(.badDate(cell, named: field.name).withoutFix)
    return nil
  }

  /// `2018-09-20 排查完毕`: a day, and what happened on it; nil where it begins with no day.
  mutating func dayAndText(_ field: LedgerFact) -> (day: Day?, text: String)? {
    guard let cell = row.cell(field) else { return nil }
    guard let found = Self.day(in: cell.value) else { return (nil, cell.value) }
    return (found.day, found.rest)
  }

  /// How often something happened; nothing is never.
  mutating func count(_ field: LedgerFact) -> Int {
    guard let cell = row.cell(field) else { return 0 }
    let text = Spelling.halfWidth(cell.value).filter { $0 != "次" }
    guard let count = Int(text), (0...1000).contains(count) else {
      findings.append(.badCount(cell, named: field.name))
      return 0
    }
    return count
  }

  mutating func term<T: Term>(_ field: LedgerFact, as type: T.Type = T.self) -> T? {
    guard let cell = row.cell(field) else { return nil }
    guard let term = T(typed: cell.value) else {
      findings.append(
        .badChoice(cell, named: field.name, among: T.allCases.map(\.name)).withoutFix)
      return nil
    }
    return term
  }

  /// The day that a text is, perhaps with a time of day as spreadsheets write it.
  static func wholeDay(in text: String) -> Day? {
    day(in: text).flatMap { $0.rest.allSatisfy { "0123456789:".contains($0) } ? $0.day : nil }
  }

  /// The day that a text begins with, and what follows it.
  static func day(in text: String) -> (day: Day, rest: String)? {
    if let day = Day(text) ?? Day(loose: text) { return (day, "") }
    guard let blank = text.firstIndex(where: \.isWhitespace) else { return nil }
    let first = String(text[..<blank])
    guard let day = Day(first) ?? Day(loose: first) else { return nil }
    return (day, text[blank...].trimmed)
  }
}

extension Diagnostic {
  /// A fix would mend the case that is to be, not the table that was read.
  var withoutFix: Diagnostic {
    var finding = self
    finding.fixes = []
    return finding
  }
}
