import CXlsxWriter
import Glibc
package import OnDemand
import Supervision

extension Library {
  package static let xlsxWriter = Library(cxlsxwriter_load)
}

/// A workbook while it is written: libxlsxwriter in constant-memory mode, where each row goes to
/// disk when the next one starts, so that rows must be written from the top down.
///
/// Nothing in the file depends on the clock: the date of creation is given.
struct Book: ~Copyable {
  private let raw: UnsafeMutablePointer<lxw_workbook>
  private let path: String
  let styles: Styles

  /// - Parameters:
  ///   - folder: a folder of ours for the file and what the library keeps meanwhile.
  ///   - description: among the properties; empty for none.
  init(in folder: String, title: String, author: String, description: String, created: Day)
    throws(SpreadsheetError)
  {
    if let fault = Library.xlsxWriter.fault { throw .cannotUse(fault) }
    let path = folder + "/book.xlsx"
    guard
      let raw = folder.withMutableCString({ folder in
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 0)
        return workbook_new_opt(path, &options)
      })
    else { throw .library(function: "workbook_new_opt", reason: "out of memory") }
    self.path = path
    self.raw = raw
    styles = Styles(raw)
    title.withMutableCString { title in
      author.withMutableCString { author in
        var properties = lxw_doc_properties()
        properties.title = title
        properties.author = author
        properties.created = created.ordinal * 86_400
        description.withMutableCString { description in
          if description.pointee != 0 { properties.comments = description }
          _ = workbook_set_properties(raw, &properties)
        }
      }
    }
  }

  /// A new sheet behind those there are.
  ///
  /// - Parameter inMemory: whether its cells are kept, so that charts of them carry their figures: for
  ///   a program that shows a chart and does not calculate. Not for a sheet of many rows.
  /// - Precondition: the name is one that a sheet may have: at most 31 characters, no `[]:*?/\`.
  func sheet(_ name: String, inMemory: Bool = false) -> Sheet {
    // The library asks when a sheet is made, and again for each sheet by itself.
    raw.pointee.options.constant_memory = inMemory ? 0 : 1
    guard let sheet = workbook_add_worksheet(raw, name) else {
      preconditionFailure("a sheet's name that the library refuses: \(name)")
    }
    return Sheet(raw: sheet, book: raw, name: name, styles: styles)
  }

  /// Writes the file, frees everything and returns the file's bytes.
  consuming func finished() throws(SpreadsheetError) -> [UInt8] {
    let status = workbook_close(raw)
    guard status == LXW_NO_ERROR else {
      throw .library(function: "workbook_close", reason: String(cString: lxw_strerror(status)))
    }
    return try Self.bytes(of: path)
  }

  /// The bytes of a workbook, made in a temporary folder: the library writes to files only.
  ///
  /// - Parameter folder: where temporary files go.
  static func made(
    temporaryFolder folder: String, title: String, author: String, description: String,
    created: Day, _ write: (borrowing Book) throws(SpreadsheetError) -> Void
  ) throws(SpreadsheetError) -> [UInt8] {
    var template = Array("\(folder)/duban-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .file(call: "mkdtemp", errno: errno) }
    let place = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
      unlink(place + "/book.xlsx")
      rmdir(place)
    }
    let book = try Book(
      in: place, title: title, author: author, description: description, created: created)
    try write(book)
    return try book.finished()
  }

  private static func bytes(of path: String) throws(SpreadsheetError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw .file(call: "fopen", errno: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard ferror(file) == 0 else { throw .file(call: "fread", errno: errno) }
    return bytes
  }
}

extension String {
  /// The library's options take pointers it does not write through.
  func withMutableCString<R>(_ body: (UnsafeMutablePointer<CChar>) -> R) -> R {
    withCString { body(UnsafeMutablePointer(mutating: $0)) }
  }
}

/// The formats of cells, each made once a workbook.
struct Styles {
  let title: UnsafeMutablePointer<lxw_format>
  let heading: UnsafeMutablePointer<lxw_format>
  let text: UnsafeMutablePointer<lxw_format>
  let day: UnsafeMutablePointer<lxw_format>
  let number: UnsafeMutablePointer<lxw_format>
  let tenths: UnsafeMutablePointer<lxw_format>
  let share: UnsafeMutablePointer<lxw_format>
  /// What was sent and is not to be changed.
  let said: UnsafeMutablePointer<lxw_format>
  /// What is to be filled in.
  let entry: UnsafeMutablePointer<lxw_format>
  /// The same for what is to stay as it is typed.
  let literalEntry: UnsafeMutablePointer<lxw_format>
  let total: UnsafeMutablePointer<lxw_format>
  let totalTenths: UnsafeMutablePointer<lxw_format>
  private let lights: [Light: UnsafeMutablePointer<lxw_format>]

  fileprivate init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func format(bold: Bool = false, size: Double = 10, font: String = "宋体")
      -> UnsafeMutablePointer<lxw_format>
    {
      guard let format = workbook_add_format(book) else { preconditionFailure("out of memory") }
      format_set_font_name(format, font)
      format_set_font_size(format, size)
      if bold { format_set_bold(format) }
      return format
    }
    func cell(
      _ align: lxw_format_alignments = LXW_ALIGN_LEFT, bold: Bool = false, as code: String? = nil,
      shrinks: Bool = false
    )
      -> UnsafeMutablePointer<lxw_format>
    {
      let format = format(bold: bold)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xBFBFBF)
      format_set_align(format, UInt8(align.rawValue))
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      if shrinks { format_set_shrink(format) } else { format_set_text_wrap(format) }
      if let code { format_set_num_format(format, code) }
      return format
    }
    title = format(bold: true, size: 14, font: "黑体")
    heading = cell(LXW_ALIGN_CENTER, bold: true)
    format_set_bg_color(heading, 0xEDEBE4)
    // The button of the filter stands at the bottom.
    format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    text = cell()
    // A day that does not fit would be shown as ####.
    day = cell(LXW_ALIGN_CENTER, as: "yyyy-mm-dd", shrinks: true)
    number = cell(LXW_ALIGN_RIGHT, as: "0")
    tenths = cell(LXW_ALIGN_RIGHT, as: "0.0")
    share = cell(LXW_ALIGN_RIGHT)
    total = cell(LXW_ALIGN_RIGHT, bold: true)
    totalTenths = cell(LXW_ALIGN_RIGHT, bold: true, as: "0.0")
    said = cell()
    format_set_bg_color(said, 0xEDEDED)
    entry = cell()
    literalEntry = cell(as: "@")
    for format in [entry, literalEntry] { format_set_unlocked(format) }
    let colours: [(Light, fill: lxw_color_t, ink: lxw_color_t)] = [
      (.red, 0xFFC7CE, 0x9C0006), (.yellow, 0xFFEB9C, 0x7F6000), (.green, 0xC6EFCE, 0x006100),
    ]
    var lights: [Light: UnsafeMutablePointer<lxw_format>] = [.none: cell(LXW_ALIGN_CENTER)]
    for (light, fill, ink) in colours {
      let format = cell(LXW_ALIGN_CENTER, bold: true)
      format_set_bg_color(format, fill)
      format_set_font_color(format, ink)
      lights[light] = format
    }
    self.lights = lights
  }

  func light(_ light: Light) -> UnsafeMutablePointer<lxw_format> { lights[light] ?? text }
}
