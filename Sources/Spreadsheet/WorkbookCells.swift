import Messages

/// What stands in the cells of all sheets of a workbook, hidden ones too, as text.
package struct WorkbookCells: Sendable {
  package struct Cell: Sendable, Hashable {
    /// `台账!B7`
    package let place: String
    package let text: String
  }

  /// Sheet by sheet and row by row.
  package let cells: [Cell]

  /// - Parameter limit: how many bytes its parts may have together.
  /// - Throws: `.malformed`; `.tooLarge`.
  package init(_ bytes: [UInt8], limit: Int) throws(WorkbookError) {
    let package = try Package(bytes, limit: limit)
    let book = try WorkbookParts(package)
    var formats = try CellFormats(try package.file(at: book.styles))
    formats.countsFrom1904 = book.countsFrom1904
    let strings = try SharedStrings(try package.file(at: book.strings))
    var cells: [Cell] = []
    for sheet in book.sheets {
      guard let data = try package.file(at: sheet.part) else {
        throw .malformed(part: sheet.part, reason: "is not there")
      }
      let reader = SheetReader(strings: strings, formats: formats, limit: limit)
      try reader.read(data, of: sheet.part)
      for cell in reader.cells {
        cells.append(Cell(place: "\(sheet.name)!\(cell.place.name)", text: cell.text))
      }
      for refusal in reader.refusals {
        cells.append(Cell(place: "\(sheet.name)!\(refusal.cell)", text: refusal.reason.words.en))
      }
    }
    self.cells = cells
  }
}
