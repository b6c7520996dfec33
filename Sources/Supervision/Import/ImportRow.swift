import Messages

/// What an existing ledger says of one case, its cells by what they tell: one row, or several under one
/// 序号.
struct ImportRow: Sendable {
  private let cells: [LedgerFact: Located<String>]
  private let heading: ImportHeading
  /// What each row says by itself; none where there is one.
  let parts: [Part]
  /// What the rows below the first say beside it, and whether it could be read.
  let below: [(field: LedgerFact, cell: Located<String>, isRead: Bool)]
  /// Cells in which nothing is found that their column is for.
  let unread: Set<LedgerFact>
  /// How cells were read that say no plain value.
  let readings: [(field: LedgerFact, reading: ImportReading, range: Range<Int>)]
  /// Days that lack a year which nothing gives.
  let yearless: [(field: LedgerFact, range: Range<Int>)]
  /// The row's first cell: where a finding about something absent points.
  let anchor: Range<Int>

  /// One row of several that tell of a case: a unit, and what it is to do or has done.
  struct Part: Sendable {
    let unit: String?
    let matters: [String]
    let originalLimit: String?
    let limit: String?
    let officer: Located<String>?
    let progress: Located<String>?
    let urged: Located<String>?
    let isDone: Bool
    let place: Range<Int>

    /// What it has of its own to be done.
    var hasTask: Bool { !matters.isEmpty || originalLimit != nil || limit != nil }
  }

  init(_ rows: [[CSVTable.Cell]], under heading: ImportHeading, mapping: ImportMapping) {
    var reader = CellReader(heading: heading, mapping: mapping)
    let first = rows[0]
    let idPlace = heading.places[.id].flatMap { $0 < first.count ? first[$0] : nil }
    anchor = (idPlace ?? first[0]).range
    self.heading = heading
    cells = reader.cells(of: rows, anchor: anchor)
    var below: [(field: LedgerFact, cell: Located<String>, isRead: Bool)] = []
    parts = rows.count == 1 ? [] : rows.map { reader.part($0, of: first, noting: &below) }
    self.below = below.filter { [cells] in $0.cell.range != cells[$0.field]?.range }
    unread = reader.unread
    readings = reader.readings
    yearless = reader.yearless
  }

  /// What a cell says that could be read.
  subscript(field: LedgerFact) -> String? {
    unread.contains(field) ? nil : cells[field]?.value
  }

  /// Whether the ledger has a column for it, so that an empty cell means something.
  func hasColumn(for field: LedgerFact) -> Bool { heading.column(of: field) != nil }

  func cell(_ field: LedgerFact) -> Located<String>? { cells[field] }

  /// Where the field stands, or the row's first cell where it does not.
  func place(of field: LedgerFact) -> Range<Int> { cells[field]?.range ?? anchor }

  var isSecret: Bool {
    self[.classification].flatMap { Classification(typed: $0) }?.isSecret == true
  }

  /// The cells with something in them, by what they tell, in the order of the catalogue.
  var filled: [(field: LedgerFact, cell: Located<String>)] {
    LedgerFact.importable.compactMap { field in
      guard hasColumn(for: field), let cell = cells[field] else { return nil }
      return (field, cell)
    }
  }
}

// MARK: Which rows tell of a case

extension ImportHeading {
  /// What a row is beside those above it.
  enum RowKind { case ofCase, continuing, leftOut }

  /// - Parameters:
  ///   - row: with something in it.
  ///   - above: the first row of the case above; nil where none is.
  func kind(of row: [CSVTable.Cell], below above: [CSVTable.Cell]?) -> RowKind {
    if row.first(where: { !$0.text.isEmpty })?.text.isClosingWord == true { return .leftOut }
    let number = serial.flatMap { text(row, $0) }
    if let above, continues(row, above, number: number) { return .continuing }
    return [.title, .gist, .source, .instructed, .registered].contains { self[row, $0] != nil }
      || self[row, .tasks] != nil && self[row, .lead] != nil ? .ofCase : .leftOut
  }

  /// Whether a row goes on about the case above: its 序号 is the same or left blank, and it has no day of
  /// its own as every case has.
  private func continues(
    _ row: [CSVTable.Cell], _ above: [CSVTable.Cell], number: String?
  ) -> Bool {
    guard self[row, .id] == nil || self[row, .id] == self[above, .id] else { return false }
    let isPart = [
      .lead, .coUnits, .tasks, .limit, .originalLimit, .officer, .lastProgress, .title,
    ].contains { (fact: LedgerFact) in self[row, fact] != nil }
    guard isPart else { return false }
    if let serial, let numberAbove = text(above, serial) {
      if let number { return number == numberAbove }
      return !hasOwnDay(row)
    }
    if let title = column(of: .title)?.index, title < row.count, row[title].continuesAbove {
      return !hasOwnDay(row)
    }
    return self[row, .title] == nil && self[row, .gist] == nil && self[row, .source] == nil
      && !hasOwnDay(row)
  }

  /// What is often one merged cell over several cases.
  static let merged: [LedgerFact] = [.instructed, .leader]

  /// The rows of a text with the day, and the leader, that a merged cell had over several numbers: only
  /// the first of them still has it.
  func fillingMerged(_ rows: ArraySlice<[CSVTable.Cell]>) -> ArraySlice<[CSVTable.Cell]> {
    guard let number = serial, let day = column(of: .instructed)?.index else { return rows }
    var above: [CSVTable.Cell]?
    return rows.map { row -> [CSVTable.Cell] in
      guard day < row.count, text(row, number) != nil, kind(of: row, below: nil) == .ofCase else {
        // Rows that go on about a case stand in between; what sums up ends the cell.
        if kind(of: row, below: above) == .leftOut { above = nil }
        return row
      }
      var row = row
      if let above, row[day].text.isEmpty, !hasOwnDay(row) {
        for fact in Self.merged {
          guard let index = column(of: fact)?.index, index < row.count, row[index].text.isEmpty,
            let text = text(above, index)
          else { continue }
          row[index] = CSVTable.Cell(text: text, range: row[index].range, isFilled: true)
        }
      }
      above = row
      return row
    }[...]
  }

  private func hasOwnDay(_ row: [CSVTable.Cell]) -> Bool {
    [LedgerFact.instructed, .registered].contains { fact in
      guard let index = column(of: fact)?.index, index < row.count else { return false }
      return !row[index].text.isEmpty && !row[index].continuesAbove
    }
  }

  private subscript(row: [CSVTable.Cell], fact: LedgerFact) -> String? {
    column(of: fact).flatMap { text(row, $0.index) }
  }

  private func text(_ row: [CSVTable.Cell], _ index: Int) -> String? {
    index < row.count && !row[index].text.isEmpty ? row[index].text : nil
  }
}

extension String {
  /// Whether it begins what stands below a table or sums up a part of it: 合计, 填表人:….
  fileprivate var isClosingWord: Bool {
    let text = bare
    for word in ["合计", "小计", "总计", "共计", "累计"] where text.hasPrefix(word) {
      guard let next = text.dropFirst(word.count).first else { return true }
      if ":：(（".contains(next) || next.isNumber { return true }
    }
    return [
      "填表人", "制表人", "填报人", "审核人", "审签人", "填报单位", "报送单位", "填表单位", "制表单位", "填报时间", "填报日期", "填表时间",
      "填表日期", "制表时间", "制表日期", "单位负责人", "联系电话", "说明", "备注", "注",
    ].contains { word in
      text.hasPrefix(word) && [":", "："].contains(text.dropFirst(word.count).first)
    }
  }
}

// MARK: Reading cells

/// Reads the cells of one row, and collects what is wrong with them.
struct ImportRowReader {
  let row: ImportRow
  private(set) var findings: [Diagnostic] = []

  init(_ row: ImportRow) { self.row = row }

  /// The day in a cell, which has been read as a day already where it is one.
  mutating func day(_ field: LedgerFact) -> Day? {
    guard let cell = row.cell(field) else { return nil }
    if let day = Day(cell.value) { return day }
    findings.append(.badDate(cell, named: field.name).withoutFix)
    return nil
  }

  /// `2018-09-20 排查完毕`: a day, and what happened on it; nil where it begins with no day.
  mutating func dayAndText(_ field: LedgerFact) -> (day: Day?, text: String)? {
    row.cell(field).map { Self.dayAndText($0.value) }
  }

  static func dayAndText(_ text: String) -> (day: Day?, text: String) {
    guard let day = Day(text.prefix(10)) else { return (nil, text) }
    return (day, text.dropFirst(10).trimmed)
  }

  /// How often something happened; nothing is never.
  mutating func count(_ field: LedgerFact) -> Int {
    guard let cell = row.cell(field) else { return 0 }
    return count(cell, named: field.name)
  }

  mutating func count(_ cell: Located<String>, named name: String) -> Int {
    let text = Spelling.halfWidth(cell.value).filter { $0 != "次" }
    guard let count = Int(text), (0...1000).contains(count) else {
      findings.append(.badCount(cell, named: name))
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
}

extension Diagnostic {
  /// A fix would mend the case that is to be, not the table that was read.
  var withoutFix: Diagnostic {
    var finding = self
    finding.fixes = []
    return finding
  }
}
