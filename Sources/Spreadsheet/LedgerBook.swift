package import Views

/// The ledger as a workbook: 台账, 任务书, 汇总 with charts, and 说明, where it comes from.
///
/// The same rows give the same bytes.
package struct LedgerBook {
  private let rows: [LedgerRow]
  private let basis: LedgerBasis
  private let office: String
  private let stamp: Stamp?
  private let each: () -> Void

  /// - Parameter each: called for each row of the long sheets, when it is written.
  package init(
    _ rows: [LedgerRow], of basis: LedgerBasis, office: String, stamp: Stamp? = nil,
    each: @escaping () -> Void = {}
  ) {
    self.stamp = stamp
    self.rows = rows
    self.basis = basis
    self.office = office
    self.each = each
  }

  /// How many rows the long sheets have of some cases.
  package static func count(of rows: [LedgerRow]) -> Int {
    rows.reduce(rows.count) { $0 + $1.taskStates.count }
  }

  /// - Parameter folder: where temporary files go.
  package func bytes(temporaryFolder folder: String) throws(SpreadsheetError) -> [UInt8] {
    try Book.made(
      temporaryFolder: folder, title: "督办件台账", author: office, description: stamp?.text ?? "",
      created: basis.asOf
    ) { book throws(SpreadsheetError) in
      try writeLedger(book.sheet("台账"))
      try writeTasks(book.sheet("任务书"))
      try Overview(rows, of: basis).write(to: book.sheet("汇总", inMemory: true))
      if let stamp { try write(Grid(stamp), to: book.sheet("说明")) }
    }
  }

  private func writeLedger(_ sheet: Sheet) throws(SpreadsheetError) {
    let table = LongTable.ledger(rows, of: basis)
    try write(table, to: sheet)
    let printed = LedgerColumn.catalogue.count { $0.isPrinted }
    try sheet.printOnly(printed, rows: table.count)
    try sheet.setUpPrint(on: .a3)
  }

  private func writeTasks(_ sheet: Sheet) throws(SpreadsheetError) {
    try write(TaskTable.tasks(rows, of: basis), to: sheet)
    try sheet.setUpPrint(on: .a4)
  }

  private func write(_ grid: Grid, to sheet: Sheet) throws(SpreadsheetError) {
    let widths = [16, 90]
    sheet.setColumns(to: widths)
    _ = try sheet.write(grid, widths: widths)
    try sheet.setUpPrint(on: .a4)
  }

  /// Nothing is measured, since a table of any length is gone through once.
  private func write(_ table: LongTable<some Sequence<[Cell]>>, to sheet: Sheet)
    throws(SpreadsheetError)
  {
    sheet.setColumns(to: table.widths)
    var rows = try sheet.begin(
      table.columns, caption: table.caption, count: table.count, widths: table.widths)
    for cells in table.rows {
      try rows.write(cells)
      each()
    }
    try sheet.freezeAndFilter(columns: table.columns.count, rows: table.count)
  }
}
