import CXlsxWriter
import Messages
import Supervision
import Views

/// One sheet while it is written, from the top down.
struct Sheet {
  let raw: UnsafeMutablePointer<lxw_worksheet>
  let book: UnsafeMutablePointer<lxw_workbook>
  let name: String
  let styles: Styles

  /// What a sheet can hold: Excel's limits.
  private static let mostRows = 1_048_576
  private static let mostUnits = 32_767

  /// Writes a caption and below it headings, with the buttons of the filter, for so many rows.
  ///
  /// - Parameter widths: of the columns, in digits.
  func begin(
    _ columns: [Grid.Column], caption: String, count: Int, from top: Int = 0, widths: [Int]
  ) throws(SpreadsheetError) -> Rows {
    guard top + count + 2 <= Self.mostRows else {
      throw .library(function: "worksheet_write", reason: "more rows than a sheet can hold")
    }
    try write(caption, top, 0, styles.title)
    let isNarrow = zip(columns, widths).contains { $0.heading.displayWidth + 3 > $1 }
    if isNarrow { try check(worksheet_set_row(raw, at(top + 1), 30, nil)) }
    for (index, column) in columns.enumerated() {
      try write(column.heading, top + 1, index, styles.heading)
    }
    return Rows(of: self, from: top + 2, widths: widths)
  }

  /// The rows of a table while they are written.
  struct Rows {
    private let sheet: Sheet
    private let widths: [Int]
    /// Where the next one goes.
    private(set) var next: Int

    fileprivate init(of sheet: Sheet, from first: Int, widths: [Int]) {
      self.sheet = sheet
      self.widths = widths
      next = first
    }

    mutating func write(_ cells: [Cell], isTotal: Bool = false) throws(SpreadsheetError) {
      var lines = 1
      for (column, cell) in cells.enumerated() {
        try sheet.write(cell, next, column, isTotal: isTotal)
        lines = max(lines, cell.lines(inWidth: widths[column]))
      }
      // Not every program makes room for wrapped text by itself; 409 points is the highest row
      // that Excel knows.
      let height = min(Double(lines) * 13 + 3, 409)
      try sheet.check(worksheet_set_row(sheet.raw, at(next), height, nil))
      next += 1
    }
  }

  /// Writes a grid with its caption above and its headings in the row after.
  ///
  /// - Parameter widths: of the columns, in digits.
  /// - Returns: the first row below it.
  func write(_ grid: Grid, from top: Int = 0, widths: [Int]) throws(SpreadsheetError) -> Int {
    var rows = try begin(
      grid.columns, caption: grid.caption, count: grid.rows.count, from: top, widths: widths)
    for (index, cells) in grid.rows.enumerated() {
      try rows.write(cells, isTotal: grid.hasTotal && index == grid.rows.count - 1)
    }
    return rows.next
  }

  func write(_ cell: Cell, _ row: Int, _ column: Int, isTotal: Bool = false)
    throws(SpreadsheetError)
  {
    switch cell {
    case .none: try check(worksheet_write_blank(raw, at(row), at(column), styles.text))
    case .text, .term: try write(cell.text, row, column, isTotal ? styles.total : styles.text)
    case .share: try write(cell.text, row, column, isTotal ? styles.total : styles.share)
    case .light(let light):
      try write(light == .none ? "" : light.name, row, column, styles.light(light))
    case .number(let number):
      try write(Double(number), row, column, isTotal ? styles.total : styles.number)
    case .points(let points):
      try write(
        Double(points.hundredths) / 100, row, column, isTotal ? styles.total : styles.number)
    case .tenths(let tenths):
      try write(Double(tenths) / 10, row, column, isTotal ? styles.totalTenths : styles.tenths)
    case .day(let day):
      // Excel's days are right from 1 March 1900 on, which is 61.
      let serial = day.ordinal + 25_569
      if serial >= 61 {
        try write(Double(serial), row, column, styles.day)
      } else {
        try write(day.description, row, column, styles.text)
      }
    }
  }

  /// Writes text as text, whatever it begins with: a string is never a formula here.
  func write(_ text: String, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>)
    throws(SpreadsheetError)
  {
    if text.isEmpty {
      try check(worksheet_write_blank(raw, at(row), at(column), format))
    } else {
      try check(
        worksheet_write_string(raw, at(row), at(column), text.cut(to: Self.mostUnits), format))
    }
  }

  private func write(
    _ number: Double, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>
  ) throws(SpreadsheetError) {
    try check(worksheet_write_number(raw, at(row), at(column), number, format))
  }

  func check(_ status: lxw_error) throws(SpreadsheetError) {
    guard status == LXW_NO_ERROR else {
      throw .library(function: "worksheet_write", reason: String(cString: lxw_strerror(status)))
    }
  }
}

func at(_ row: Int) -> lxw_row_t { lxw_row_t(row) }
func at(_ column: Int) -> lxw_col_t { lxw_col_t(column) }

// MARK: How it looks

extension Sheet {
  enum Paper: UInt8 {
    case a3 = 8
    case a4 = 9
  }

  /// Sets widths that the grids' texts need; longer ones wrap.
  func fitColumns(to grids: [Grid]) {
    var widths: [Int] = []
    for grid in grids {
      for (index, width) in Self.widths(of: grid).enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], width)
      }
    }
    setColumns(to: widths)
  }

  func setColumns(to widths: [Int]) {
    for (index, width) in widths.enumerated() {
      worksheet_set_column(raw, at(index), at(index), Double(width), nil)
    }
  }

  /// What the texts of the columns need, up to a width at which they wrap.
  ///
  /// - Complexity: O(n) in the cells.
  static func widths(of grid: Grid) -> [Int] {
    let most = 28
    return grid.columns.indices.map { index in
      // Room for the arrow of the filter beside the heading.
      var widest = grid.columns[index].heading.displayWidth + 3
      for row in grid.rows where widest < most {
        widest = max(widest, min(row[index].text.displayWidth + 2, most))
      }
      return widest
    }
  }

  /// Freezes the caption, the headings and the first column, and lets the rows be filtered.
  func freezeAndFilter(columns: Int, rows: Int) throws(SpreadsheetError) {
    worksheet_freeze_panes(raw, 2, 1)
    try check(worksheet_autofilter(raw, 1, 0, at(rows + 1), at(columns - 1)))
    try check(worksheet_repeat_rows(raw, 0, 1))
  }

  /// As wide as a page, numbered below.
  ///
  /// - Parameter onOnePage: whether it is made as high as a page too.
  func setUpPrint(on paper: Paper, isLandscape: Bool = true, onOnePage: Bool = false)
    throws(SpreadsheetError)
  {
    worksheet_set_paper(raw, paper.rawValue)
    if isLandscape { worksheet_set_landscape(raw) }
    worksheet_fit_to_pages(raw, 1, onOnePage ? 1 : 0)
    worksheet_set_margins(raw, 0.35, 0.35, 0.5, 0.55)
    try check(worksheet_set_footer(raw, "&C第 &P 页，共 &N 页"))
  }
}

extension Sheet {
  /// Prints only the first columns of so many rows.
  func printOnly(_ columns: Int, rows: Int) throws(SpreadsheetError) {
    try check(worksheet_print_area(raw, 0, 0, at(rows + 1), at(columns - 1)))
  }
}

extension Cell {
  /// How many lines it takes in a column of so many digits.
  func lines(inWidth width: Int) -> Int {
    switch self {
    // What is short by its nature. Days shrink.
    case .none, .day, .number, .tenths, .points, .share, .light: return 1
    case .text, .term: break
    }
    let room = max(2, (width - 1) / 2 * 2)
    let text = text
    // No scalar is wider than the bytes it has.
    guard text.utf8.count > room else { return 1 }
    // A Chinese character that does not fit goes to the next line whole.
    return (text.displayWidth + room - 1) / room
  }
}

extension String {
  /// The text without what XML cannot hold, at most `most` UTF-16 units long.
  fileprivate func cut(to most: Int) -> String {
    let isFine = unicodeScalars.allSatisfy { $0.value != 0xFFFE && $0.value != 0xFFFF }
    if isFine, utf8.count <= most { return self }
    var kept = UnicodeScalarView()
    var units = 0
    for scalar in unicodeScalars where scalar.value != 0xFFFE && scalar.value != 0xFFFF {
      units += scalar.value > 0xFFFF ? 2 : 1
      if units > most - 1 {
        kept.append("…")
        break
      }
      kept.append(scalar)
    }
    return String(kept)
  }
}
