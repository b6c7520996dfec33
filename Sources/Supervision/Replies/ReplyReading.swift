package import Messages

/// A reply sheet as it came back, held against the sheet as it went out.
package struct ReplyReading: Sendable {
  /// What stands in a cell that was filled in.
  package struct Cell: Sendable, Hashable {
    package let text: String
    /// Which of the texts it stands in.
    package let sheet: Int
    package let range: Range<Int>
  }

  /// Of the rows in which something was filled in, by their numbers.
  package private(set) var filled: [Int: [ReplyColumn: Cell]] = [:]
  /// What is wrong, by the texts.
  package private(set) var findings: [[Diagnostic]]
  private let sheet: ReplySheet

  /// - Parameter texts: the sheets of the workbook that are shown, each as comma-separated text.
  package init(_ texts: [SourceText], of sheet: ReplySheet) {
    self.sheet = sheet
    findings = texts.map { _ in [] }
    var isFound = false
    for (place, text) in texts.enumerated() {
      let rows = CSVTable(text).rows
      if let heading = heading(of: rows) {
        isFound = true
        read(rows, below: heading, of: text, at: place)
      } else {
        for cell in rows.joined() where !isOurs(cell.text) {
          report(.replyElsewhere(cell.range), at: place)
        }
      }
    }
    if !isFound, let first = texts.indices.first { report(.replyHeadingGone, at: first) }
  }

  private mutating func report(_ finding: Diagnostic, at place: Int) {
    findings[place].append(finding)
  }

  /// Whether a text stands on a sheet as it went out, apart from its rows.
  private func isOurs(_ text: String) -> Bool {
    let written = text.withoutBlanks
    return written.isEmpty
      || (sheet.guide + [sheet.caption]).contains { $0.withoutBlanks == written }
  }

  /// The row in which most headings stand, and no two of one column.
  private func heading(of rows: [[CSVTable.Cell]]) -> Int? {
    rows.prefix(20).firstIndex { row in
      let columns = row.compactMap { ReplyColumn(heading: $0.text, of: sheet.columns) }
      return columns.count > sheet.columns.count / 2
    }
  }

  private mutating func read(
    _ rows: [[CSVTable.Cell]], below heading: Int, of text: SourceText, at place: Int
  ) {
    for cell in rows[..<heading].joined() where !isOurs(cell.text) {
      report(.replyElsewhere(cell.range), at: place)
    }
    let headings = rows[heading]
    var columns: [Int: ReplyColumn] = [:]
    for (index, cell) in headings.enumerated() {
      guard let column = ReplyColumn(heading: cell.text, of: sheet.columns) else { continue }
      if columns.values.contains(column) {
        report(.replyColumnTwice(column, at: cell.range), at: place)
      } else {
        columns[index] = column
      }
    }
    let gone = sheet.columns.filter { column in
      column.isSaid && !columns.values.contains(column)
    }
    if let first = headings.first, !gone.isEmpty {
      report(.replyColumnsGone(gone, at: first.range), at: place)
      return
    }
    for row in rows[(heading + 1)...] { read(row, columns, at: place) }
  }

  private mutating func read(
    _ cells: [CSVTable.Cell], _ columns: [Int: ReplyColumn], at place: Int
  ) {
    var said: [ReplyColumn: CSVTable.Cell] = [:]
    var answers: [ReplyColumn: CSVTable.Cell] = [:]
    for (index, cell) in cells.enumerated() where !cell.text.isEmpty {
      guard let column = columns[index] else {
        report(.replyElsewhere(cell.range), at: place)
        continue
      }
      if column.isSaid { said[column] = cell } else { answers[column] = cell }
    }
    guard !said.isEmpty || !answers.isEmpty else { return }
    guard let written = said[.row], let number = Int(written.text),
      let row = sheet.rows.first(where: { $0.number == number })
    else {
      let cell = said[.row] ?? answers.values.min { $0.range.lowerBound < $1.range.lowerBound }
      if let range = (cell ?? said.values.first)?.range {
        report(.replyRowUnknown(said[.row]?.text, count: sheet.rows.count, at: range), at: place)
      }
      return
    }
    for column in sheet.columns where column.isSaid {
      let (was, now) = (row.said[column] ?? "", said[column]?.text ?? "")
      guard was.withoutBlanks != now.withoutBlanks else { continue }
      report(
        .replyCellChanged(column, of: row, was: was, at: (said[column] ?? written).range), at: place
      )
    }
    for column in sheet.columns {
      guard let cell = answers[column], !cell.text.isFiller(in: column) else { continue }
      if cell.continuesAbove {
        report(.replyCellMerged(column, at: cell.range), at: place)
      } else if !row.open.contains(column) {
        report(.replyCellNotOpen(column, of: row, at: cell.range), at: place)
      } else if let before = filled[number]?[column], before.text != cell.text {
        report(.replyRowTwice(number, column, at: cell.range), at: place)
      } else {
        filled[number, default: [:]][column] = Cell(
          text: cell.text, sheet: place, range: cell.range)
      }
    }
  }
}

extension String {
  /// As spreadsheets and people may have changed it without changing what it says.
  fileprivate var withoutBlanks: String { filter { !$0.isWhitespace } }

  /// Whether it only fills a cell: `/`, `——`, and 无 where that answers nothing.
  fileprivate func isFiller(in column: ReplyColumn) -> Bool {
    if allSatisfy({ "/-—–－、.。".contains($0) || $0.isWhitespace }) { return true }
    return self == "无" && column != .risk && column != .progress
  }
}
