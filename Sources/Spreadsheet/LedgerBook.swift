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

  package init(_ rows: [LedgerRow], of vintage: Vintage, office: String) {
    self.rows = rows
    self.vintage = vintage
    self.office = office
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
  private static let printedWidths = [
    "id": 10, "instructed": 10, "leader": 10, "class": 7, "title": 18, "urgency": 5,
    "classification": 5, "letterNumber": 13, "lead": 12, "coUnits": 14, "officer": 9,
    "issued": 10, "tasks": 5, "originalLimit": 10, "limit": 10, "lastProgress": 20, "next": 16,
    "light": 4, "urged": 4, "returned": 4, "extended": 4, "inspected": 4, "submitted": 10,
    "closed": 10, "archiveNumber": 9, "lastRevisit": 10, "note": 12,
  ]

  private func writeLedger(_ sheet: Sheet) throws(SpreadsheetError) {
    let grid = Grid(ledger: rows, columns: LedgerColumn.catalogue, of: vintage)
    let widths = Sheet.widths(of: grid, fixed: Self.printedWidths)
    sheet.setColumns(to: widths)
    _ = try sheet.write(grid, widths: widths)
    try sheet.freezeAndFilter(grid)
    // What the paper ledgers have; the columns after 备注 are for computing with.
    let printed = grid.columns.firstIndex { $0.identifier == "note" }.map { $0 + 1 }
    try sheet.printOnly(printed ?? grid.columns.count, of: grid)
    try sheet.setUpPrint(on: .a3)
  }

  private func writeTasks(_ sheet: Sheet) throws(SpreadsheetError) {
    let grid = Grid(tasks: rows, of: vintage)
    let widths = Sheet.widths(of: grid)
    sheet.setColumns(to: widths)
    _ = try sheet.write(grid, widths: widths)
    try sheet.freezeAndFilter(grid)
    try sheet.setUpPrint(on: .a4)
  }
}
