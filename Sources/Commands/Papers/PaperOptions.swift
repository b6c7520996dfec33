import ArgumentParser
import Messages
import Supervision
import Views
import Zip

/// What every paper has: its number, who gets a copy, its template, its form, and where it goes.
struct PaperOptions: ParsableArguments {
  enum Format: String, OutputFormat, ExpressibleByArgument {
    case md, docx

    static let usual = md

    var endings: [String] { self == .md ? ["md", "markdown", "txt"] : [rawValue] }
  }

  @Option(
    help: help(
      zh: "本文文号(默认取所记步骤的;未赋号的留空)", en: "its own 文号 (its step's by default; left blank if none)",
      valueName: "text"))
  var number: String?

  @Option(help: help(zh: "抄送,逗号隔开", en: "copies to these, by commas", valueName: "units"))
  var cc: String?

  @Flag(
    help: help(
      zh: "只印模板,供存入 schema/templates/<名称>.md 修改",
      en: "print the template, to be edited in schema/templates/<name>.md"))
  var template = false

  @Option(
    help: help(
      zh: "格式:md、docx(GB/T 9704 版式,写入文件;不写则看 -o 的文件名)",
      en: "md, or docx on the page of GB/T 9704 (to a file); by the name after -o if left out"))
  var format: Format?

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  /// The units that get a copy.
  var copies: [String] { cc?.split { ",，、".contains($0) }.map(String.init) ?? [] }

  /// The form to write, which nothing binary has that goes to a terminal.
  func chosenFormat(in session: Session) throws(Failure) -> Format {
    let format = try Format.meant(format, to: output)
    guard format == .docx else { return format }
    try session.refuseTerminal(
      for: "docx", output, hint: Phrase(zh: "加 -o 函.docx", en: "add -o letter.docx"))
    return format
  }
}

extension PaperOptions {
  /// What of them a stamp has.
  static func stamped<V>(at path: any WritableKeyPath<V, PaperOptions> & Sendable)
    -> [PaperOption<V>]
  {
    let own: [PaperOption<PaperOptions>] = [
      .text("number", \.number), .text("cc", \.cc), .choice("format", \.format),
    ]
    return own.map { option in
      PaperOption(name: option.name) {
        option.read($0[keyPath: path])
      } write: { verb, value in
        option.write(&verb[keyPath: path], value)
      }
    }
  }
}

/// The form of templates, which are text.
enum TemplateFormat: String, OutputFormat {
  case md

  static let usual = md

  var endings: [String] { ["md", "markdown", "txt"] }
}

extension Session {
  /// Refuses to write what is no text to the terminal: to it goes what is given no file, or `-`.
  func refuseTerminal(for format: String, _ output: String?, hint: Phrase) throws(Failure) {
    guard output == nil || output == "-", console.outputIsTerminal else { return }
    throw .usage(
      Phrase(
        zh: "\(format) 不是文本,不能写到终端", en: "\(format) is not text: it cannot go to the terminal"),
      hint: hint)
  }

  /// A filled template as a document.
  func bytes(
    of pieces: [Template.Piece], as kind: TemplateKind, office: Office, day: Day,
    in format: PaperOptions.Format, own: OwnFile, stamp: Stamp
  ) throws(Failure) -> [UInt8] {
    switch format {
    case .md: return Array((pieces.markdown + stamp.markdown).utf8)
    case .docx:
      return WordDocument(
        Paper(pieces), head: kind.head, issuer: office.name, day: day, stamp: stamp,
        fixed: try parts(own)
      ).package
    }
  }
}

extension WordDocument {
  /// The file: its parts in their container.
  var package: [UInt8] {
    var archive = ZipArchive()
    for part in parts { archive.add(part.bytes, at: part.path) }
    return archive.bytes
  }
}
