package import Supervision
package import Views

/// The scores of a period as a workbook: 得分, 明细, and 说明, where it comes from.
///
/// The same scores give the same bytes.
package struct ScoreBook {
  private let score: Grid
  private let reasons: Grid
  private let office: String
  private let stamp: Stamp
  private let day: Day

  package init(score: Grid, reasons: Grid, office: String, on day: Day, stamp: Stamp) {
    (self.score, self.reasons, self.office, self.day, self.stamp) =
      (score, reasons, office, day, stamp)
  }

  /// - Parameter folder: where temporary files go.
  package func bytes(temporaryFolder folder: String) throws(SpreadsheetError) -> [UInt8] {
    try Book.made(
      temporaryFolder: folder, title: "督查考核得分", author: office, description: stamp.text,
      created: day
    ) { book throws(SpreadsheetError) in
      try write(score, [7, 28, 9, 9, 9, 10, 12], to: book.sheet("得分"))
      try write(reasons, [28, 8, 14, 12, 30, 10, 12, 12, 6, 18, 7, 13], to: book.sheet("明细"))
      try write(Grid(stamp), [16, 90], to: book.sheet("说明"))
    }
  }

  private func write(_ grid: Grid, _ widths: [Int], to sheet: Sheet) throws(SpreadsheetError) {
    sheet.setColumns(to: widths)
    _ = try sheet.write(grid, widths: widths)
    try sheet.setUpPrint(on: .a4)
  }
}
