import ArgumentParser
import Files
import FrontMatter
import Glibc
import Messages
import Views

/// `duban-git front-matter`: the parsed front matter as JSON, no schema applied.
struct FrontMatterCommand: Verb {
  static let name = "front-matter"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "把文件的表头解析为 JSON(不套用格式)", en: "Print a file's front matter as JSON, no schema applied."))

  @Argument(help: help(zh: "文件;- 为标准输入", en: "a file, or - for standard input", valueName: "file"))
  var file: String

  func run() async throws {
    let session = Session.running
    let source = SourceText(path: file, bytes: try session.bytes(of: file))
    let document = Document(markdown: source)
    guard document.diagnostics.isEmpty, let root = document.root else {
      session.console.writeError(
        text(
          of: document.diagnostics, in: source, language: session.language,
          colour: session.colourChoice == .always),
        colours: session.colourChoice == .always)
      throw Failure(.findings, nil)
    }
    session.console.write(JSON(root).pretty)
  }
}

extension JSON {
  /// Every scalar is text: the subset gives nothing a type.
  fileprivate init(_ node: Node) {
    switch node.kind {
    case .scalar: self = .string(node.text)
    case .sequence: self = .array(node.items.map { JSON($0) })
    case .mapping: self = .object(node.entries.map { ($0.key.text, JSON($0.value)) })
    }
  }
}

extension Session {
  /// The bytes of a file named on the command line, or of standard input for `-`.
  func bytes(of name: String) throws(Failure) -> [UInt8] {
    if name == "-" { return console.readAll() }
    guard let found = try onDisk(place(of: name).read()) else {
      throw Failure(FileError.system(call: "open", path: name, code: ENOENT))
    }
    return found.bytes
  }
}
