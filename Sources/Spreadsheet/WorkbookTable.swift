package import Messages
import XMLReader
import Zip

/// One sheet of a workbook (XLSX, ECMA-376) as the table that its CSV would be.
///
/// Values are taken as they read: shared and inline text, numbers, days by their format, the results of
/// formulas. Rows that a filter hides are taken too. A cell merged over rows stands in each of them under
/// the name of its first, by which it can be told from one that says the same.
package struct WorkbookTable: Sendable {
  /// Comma-separated; its places are named by their cells: `B7`.
  package let text: SourceText

  /// A province's ledger of 100,000 rows takes some 200 MB as XML, and a tenth of that packed.
  package static let mostBytes = 512 << 20
  /// How often its packed bytes a workbook may hold unpacked, beyond what a small one may.
  private static let mostUnpacked = (each: 100, free: 32 << 20)
  /// Blank ones between others included.
  private static let mostCells = 6_000_000

  /// - Parameters:
  ///   - path: as shown to the user.
  ///   - sheet: the name of one; nil for the first that is not hidden.
  ///   - limit: how many bytes its parts may have together.
  /// - Throws: `.noSheet`; `.refused`, with every cell that cannot be taken; `.malformed`; `.tooLarge`.
  package init(
    _ bytes: [UInt8], path: String, sheet: String? = nil, limit: Int = mostBytes
  ) throws(WorkbookError) {
    let unpacked = Self.mostUnpacked.free + Self.mostUnpacked.each * bytes.count
    let package = try Package(bytes, limit: min(limit, unpacked))
    let book = try WorkbookParts(package)
    let part = try book.part(ofSheet: sheet)
    var formats = try CellFormats(try package.file(at: book.styles))
    formats.countsFrom1904 = book.countsFrom1904
    let strings = try SharedStrings(try package.file(at: book.strings))
    guard let data = try package.file(at: part) else {
      throw .malformed(part: part, reason: "is not there")
    }
    let reader = SheetReader(strings: strings, formats: formats, limit: limit)
    try reader.read(data, of: part)
    let refusals = reader.refusals
    guard refusals.isEmpty else { throw .refused(refusals) }
    text = try Self.text(of: reader.cells, path: path)
  }

  /// - Parameter sheet: what its cells are named with, where there are several.
  static func text(
    of cells: [SheetReader.Cell], path: String, sheet: String? = nil
  ) throws(WorkbookError) -> SourceText {
    let prefix = sheet.map { "\($0)!" } ?? ""
    var bytes: [UInt8] = []
    var names: [(offset: Int, name: String)] = []
    var (row, column) = (1, 0)
    for cell in cells {
      if row < cell.place.row {
        // So that the lines are the rows, where few are blank.
        let blank = cell.place.row - row
        bytes += repeatElement(UInt8(ascii: "\n"), count: blank < 1000 ? blank : 1)
        (row, column) = (cell.place.row, 0)
      }
      while column < cell.place.column {
        column += 1
        if column > 1 { bytes.append(UInt8(ascii: ",")) }
        guard names.count < mostCells else { throw .tooLarge }
        let here = CellPlace(row: row, column: column)
        let named = here == cell.place ? cell.origin ?? here : here
        names.append((bytes.count, prefix + named.name))
      }
      bytes.append(UInt8(ascii: "\""))
      bytes += cell.text.replacing("\"", with: "\"\"").utf8
      bytes.append(UInt8(ascii: "\""))
    }
    return SourceText(path: path, bytes: bytes, names: names)
  }
}

/// The files of the package, by their paths in it.
struct Package {
  private let archive: ZipReader

  init(_ bytes: [UInt8], limit: Int) throws(WorkbookError) {
    do throws(ZipError) {
      archive = try ZipReader(bytes, limit: limit)
    } catch {
      throw WorkbookError(error, in: "ZIP")
    }
  }

  func file(at path: String?) throws(WorkbookError) -> [UInt8]? {
    guard let path else { return nil }
    do throws(ZipError) {
      return try archive.file(at: path)
    } catch {
      throw WorkbookError(error, in: path)
    }
  }
}

extension WorkbookError {
  fileprivate init(_ error: ZipError, in part: String) {
    switch error {
    case .cannotUse(let fault): self = .cannotUse(fault)
    case .failed(_, let reason):
      self = error.isTooLarge ? .tooLarge : .malformed(part: part, reason: reason)
    }
  }
}

/// The texts that cells share.
struct SharedStrings {
  private(set) var texts: [String] = []

  /// - Parameter bytes: `xl/sharedStrings.xml`; nil where there is none.
  init(_ bytes: [UInt8]?) throws(WorkbookError) {
    guard let bytes else { return }
    var texts: [String] = []
    var text = RichText()
    try XMLEvent.read(bytes, of: "sharedStrings.xml") { event throws(WorkbookError) in
      if case .start("si", _) = event { text = RichText() }
      text.take(event)
      // A return that XML cannot hold.
      if case .end("si") = event { texts.append(text.text.withoutEscapes) }
    }
    self.texts = texts
  }
}

/// The runs of a text, without how they are pronounced.
struct RichText {
  private(set) var text = ""
  private var isText = false
  private var isPhonetic = false

  mutating func take(_ event: XMLEvent) {
    switch event {
    case .start("t", _): isText = !isPhonetic
    case .end("t"): isText = false
    case .start("rPh", _): isPhonetic = true
    case .end("rPh"): isPhonetic = false
    case .text(let more) where isText: text += more
    case .start, .end, .text: break
    }
  }
}
