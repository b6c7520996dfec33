package import Messages

/// A workbook that was filled in elsewhere, each of its sheets as the table that its CSV would be.
package struct ReturnedWorkbook: Sendable {
  /// Those that are shown, their places named with the sheet: `回执!B7`.
  package let shown: [SourceText]
  /// The rows of a hidden sheet, by its name.
  package let hidden: [[String]]?

  /// What comes back of a sheet of some thousand rows is far smaller.
  private static let mostBytes = 64 << 20
  private static let macros = ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"]

  /// - Parameters:
  ///   - path: as shown to the user.
  ///   - hidden: the name of a hidden sheet that is asked for.
  /// - Throws: `.hasMacros`; `.refused`, with every cell that cannot be taken; `.malformed`; `.tooLarge`.
  package init(_ bytes: [UInt8], path: String, hidden: String) throws(WorkbookError) {
    let package = try Package(bytes, limit: Self.mostBytes)
    for macro in Self.macros where try package.file(at: macro) != nil { throw .hasMacros }
    let book = try WorkbookParts(package)
    var formats = try CellFormats(try package.file(at: book.styles))
    formats.countsFrom1904 = book.countsFrom1904
    let strings = try SharedStrings(try package.file(at: book.strings))
    var (shown, refusals): ([SourceText], [WorkbookError.Refusal]) = ([], [])
    var found: [[String]]?
    for sheet in book.sheets where !sheet.isHidden || sheet.name == hidden {
      guard let data = try package.file(at: sheet.part) else {
        throw .malformed(part: sheet.part, reason: "is not there")
      }
      let reader = SheetReader(strings: strings, formats: formats, limit: Self.mostBytes)
      try reader.read(data, of: sheet.part)
      refusals += reader.refusals.map {
        WorkbookError.Refusal(cell: "\(sheet.name)!\($0.cell)", reason: $0.reason)
      }
      if sheet.name == hidden {
        found = Dictionary(grouping: reader.cells, by: \.place.row).sorted { $0.key < $1.key }
          .map { $0.value.map(\.text) }
      } else {
        shown.append(try WorkbookTable.text(of: reader.cells, path: path, sheet: sheet.name))
      }
    }
    guard refusals.isEmpty else { throw .refused(refusals) }
    (self.shown, self.hidden) = (shown, found)
  }
}
