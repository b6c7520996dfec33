import CXlsxWriter
package import Supervision
package import Views

/// A reply sheet as a workbook: the table, of which only what is to be filled in can be written in, what it
/// means, and, hidden, what it is made of.
///
/// The same sheet gives the same bytes.
package struct ReplyBook {
  private let sheet: ReplySheet
  private let stamp: Stamp
  /// Of which case the rows are shown; nil for all.
  private let only: String?
  private let filled: [Int: [ReplyColumn: String]]
  /// What stands above the explanation.
  private let remark: String?

  package init(_ sheet: ReplySheet, stamp: Stamp) {
    (self.sheet, self.stamp) = (sheet, stamp)
    (only, filled, remark) = (nil, [:], nil)
  }

  /// What came back, with the rows of one case only: the others' are blank, at their places.
  ///
  /// - Parameter remark: what it is an extract of.
  package init(
    _ sheet: ReplySheet, stamp: Stamp, only path: String,
    filled: [Int: [ReplyColumn: String]], remark: String
  ) {
    (self.sheet, self.stamp, self.filled) = (sheet, stamp, filled)
    (only, self.remark) = (path, remark)
  }

  /// - Parameter folder: where temporary files go.
  package func bytes(temporaryFolder folder: String) throws(SpreadsheetError) -> [UInt8] {
    try Book.made(
      temporaryFolder: folder, title: "督办事项回执", author: sheet.basis.office,
      description: stamp.text, created: sheet.basis.day
    ) { book throws(SpreadsheetError) in
      try writeTable(book.sheet(ReplySheet.tableName))
      try writeGuide(book.sheet(ReplySheet.guideName))
      try writeBasis(book.sheet(ReplySheet.basisName))
    }
  }

  private func isShown(_ row: ReplyRow) -> Bool { only.map { $0 == row.path } ?? true }

  private func writeTable(_ page: Sheet) throws(SpreadsheetError) {
    let columns = sheet.columns
    page.setColumns(to: columns.map(\.width))
    try page.write(sheet.caption, 0, 0, page.styles.title)
    for (index, column) in columns.enumerated() {
      try page.write(column.name, 1, index, page.styles.heading)
    }
    for (place, row) in sheet.rows.enumerated() where isShown(row) {
      try write(row, at: place + 2, on: page)
    }
    for (index, column) in columns.enumerated() {
      guard let choices = column.choices, !sheet.rows.isEmpty else { continue }
      try page.offer(
        choices, inColumn: index, rows: 2..<(sheet.rows.count + 2), isOpen: column.isOpen)
    }
    page.freeze(rows: 2, columns: 2)
    page.protect()
    try page.setUpPrint(on: .a3)
  }

  private func write(_ row: ReplyRow, at place: Int, on page: Sheet) throws(SpreadsheetError) {
    var lines = 1
    for (index, column) in sheet.columns.enumerated() {
      if column == .row {
        try page.write(row.number, place, index, page.styles.said)
        continue
      }
      let text = (column.isSaid ? row.said[column] : filled[row.number]?[column]) ?? ""
      lines = max(lines, Cell.text(text).lines(inWidth: column.width))
      let style =
        row.open.contains(column)
        ? column.isLiteral ? page.styles.literalEntry : page.styles.entry
        : column == .light && row.light != .none
          ? page.styles.light(row.light) : page.styles.said
      try page.write(text, place, index, style)
    }
    try page.setHeight(ofRow: place, lines: max(lines, 2))
  }

  private func writeGuide(_ page: Sheet) throws(SpreadsheetError) {
    page.setColumns(to: [100])
    for (place, line) in ([remark].compactMap(\.self) + sheet.guide).enumerated() {
      try page.write(line, place, 0, page.styles.text)
      try page.setHeight(ofRow: place, lines: Cell.text(line).lines(inWidth: 100))
    }
    page.protect()
    try page.setUpPrint(on: .a4)
  }

  private func writeBasis(_ page: Sheet) throws(SpreadsheetError) {
    let others = Set(sheet.rows.filter { !isShown($0) }.map { "\($0.number)" })
    var place = 0
    for (name, value) in sheet.hidden where !others.contains(name) {
      try page.write(name, place, 0, page.styles.text)
      try page.write(value, place, 1, page.styles.text)
      place += 1
    }
    page.protect()
    page.hide()
  }
}

extension Sheet {
  fileprivate func write(
    _ number: Int, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>
  ) throws(SpreadsheetError) {
    try check(worksheet_write_number(raw, at(row), at(column), Double(number), format))
  }

  fileprivate func setHeight(ofRow row: Int, lines: Int) throws(SpreadsheetError) {
    // 409 points is the highest row that Excel knows.
    try check(worksheet_set_row(raw, at(row), min(Double(lines) * 13 + 3, 409), nil))
  }

  fileprivate func freeze(rows: Int, columns: Int) {
    worksheet_freeze_panes(raw, at(rows), at(columns))
  }

  /// Locks what is not to be filled in. There is no password: what comes back is held against what went out.
  fileprivate func protect() {
    var options = lxw_protection()
    (options.format_columns, options.format_rows) = (1, 1)
    worksheet_protect(raw, nil, &options)
  }

  fileprivate func hide() { worksheet_hide(raw) }

  /// - Parameter isOpen: whether something else may be written, after a question.
  fileprivate func offer(_ choices: [String], inColumn column: Int, rows: Range<Int>, isOpen: Bool)
    throws(SpreadsheetError)
  {
    // As a file has it: a text of commas between quotes.
    let status = "\"\(choices.joined(separator: ","))\"".withMutableCString { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = list
      validation.error_type = UInt8(
        (isOpen ? LXW_VALIDATION_ERROR_TYPE_INFORMATION : LXW_VALIDATION_ERROR_TYPE_STOP).rawValue)
      return worksheet_data_validation_range(
        raw, at(rows.lowerBound), at(column), at(rows.upperBound - 1), at(column), &validation)
    }
    try check(status)
  }
}
