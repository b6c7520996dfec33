import Glibc
import Supervision
package import Views

/// The ledger as a workbook: 台账, 任务书 and 汇总 with charts.
///
/// The same rows give the same bytes.
package struct LedgerBook {
  private let rows: [LedgerRow]
  private let vintage: Vintage
  private let office: String
  private let each: () -> Void

  /// - Parameter each: called for each row of the long sheets, when it is written.
  package init(
    _ rows: [LedgerRow], of vintage: Vintage, office: String, each: @escaping () -> Void = {}
  ) {
    self.rows = rows
    self.vintage = vintage
    self.office = office
    self.each = each
  }

  /// How many rows the long sheets have of some cases.
  package static func count(of rows: [LedgerRow]) -> Int {
    rows.reduce(rows.count) { $0 + $1.taskStates.count }
  }

  /// The file, made in a temporary folder: the library writes to files only.
  ///
  /// - Parameter folder: where temporary files go.
  package func bytes(temporaryFolder folder: String) throws(SpreadsheetError) -> [UInt8] {
    var template = Array("\(folder)/duban-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .file(call: "mkdtemp", errno: errno) }
    let place = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
      unlink(place + "/book.xlsx")
      rmdir(place)
    }
    let book = try Book(
      in: place, title: "督办件台账", author: office, created: vintage.asOf)
    try writeLedger(book.sheet("台账"))
    try writeTasks(book.sheet("任务书"))
    try Overview(rows, of: vintage).write(to: book.sheet("汇总", inMemory: true))
    return try book.finished()
  }

  /// Widths, in digits, by which the columns of a paper ledger fit a page of A3 at nearly four fifths
  /// of their size: letters of ten points are printed in eight.
  private static let ledgerWidths = [
    "id": 10, "instructed": 10, "leader": 10, "class": 7, "title": 18, "urgency": 5,
    "classification": 5, "letterNumber": 13, "lead": 12, "coUnits": 14, "officer": 9,
    "issued": 10, "tasks": 5, "originalLimit": 10, "limit": 10, "lastProgress": 20, "next": 16,
    "light": 4, "urged": 4, "returned": 4, "extended": 4, "inspected": 4, "submitted": 10,
    "closed": 10, "archiveNumber": 9, "lastRevisit": 10, "note": 12,
    // These are not printed.
    "state": 10, "stage": 8, "round": 7, "gist": 28, "source": 24, "cycle": 10, "watch": 8,
    "risk": 8, "registered": 12, "path": 28,
  ]

  private static let taskWidths = [
    "id": 11, "title": 24, "task": 7, "matter": 28, "criterion": 20, "unit": 20, "officer": 14,
    "originalLimit": 12, "limit": 12, "done": 12, "light": 6,
  ]

  private func writeLedger(_ sheet: Sheet) throws(SpreadsheetError) {
    let table = LongTable.ledger(rows, of: vintage)
    try write(table, widths: Self.ledgerWidths, to: sheet)
    // What the paper ledgers have; the columns after 备注 are for computing with.
    let printed = table.columns.firstIndex { $0.identifier == "note" }.map { $0 + 1 }
    try sheet.printOnly(printed ?? table.columns.count, rows: table.count)
    try sheet.setUpPrint(on: .a3)
  }

  private func writeTasks(_ sheet: Sheet) throws(SpreadsheetError) {
    try write(TaskTable.tasks(rows, of: vintage), widths: Self.taskWidths, to: sheet)
    try sheet.setUpPrint(on: .a4)
  }

  /// - Parameter widths: by the identifiers of the columns, in digits: nothing is measured, since a
  ///   table of any length is gone through once.
  private func write(
    _ table: LongTable<some Sequence<[Cell]>>, widths: [String: Int], to sheet: Sheet
  ) throws(SpreadsheetError) {
    let widths = table.columns.map { column in
      guard let width = widths[column.identifier] else {
        preconditionFailure("no width for column \(column.identifier)")
      }
      return width
    }
    sheet.setColumns(to: widths)
    var rows = try sheet.begin(
      table.columns, caption: table.caption, count: table.count, widths: widths)
    for cells in table.rows {
      try rows.write(cells)
      each()
    }
    try sheet.freezeAndFilter(columns: table.columns.count, rows: table.count)
  }
}
