import ArgumentParser
import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision
import Views

/// `duban-git fmt`: the layout in which cases are written.
struct Format: Verb {
  static let name = "fmt"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "整理文件的版式(缩进、空格、空行),内容和注释不变",
      en: "Lay files out (indentation, blanks, empty lines); contents and comments stay."),
    discussion: text(
      zh: "不写路径则整理整个仓库。语法有错的文件不动,并列出来;写法问题请用 check --fix。",
      en:
        "Without paths, everything. A file with faults of syntax is left alone and named; check --fix mends those."
    ))

  @Argument(
    help: help(zh: "案件文件、目录或编号", en: "case files, folders or ids", valueName: "path"))
  var paths: [String] = []

  @Flag(
    help: help(
      zh: "不写文件,只列出会改动的;有则退出码为1", en: "write nothing; list what would change, and exit with 1"))
  var check = false

  @Flag(help: help(zh: "不写文件,显示会怎样改动", en: "write nothing; show what would change"))
  var diff = false

  func run() async throws {
    let session = Session.running
    var isClean = true
    for file in try await CheckedFiles(paths, in: session).layouts() {
      guard let bytes = file.laidOut else {
        isClean = false
        session.console.writeError(session(.notLaidOut(file.shown)) + "\n")
        continue
      }
      guard bytes != file.text.bytes else { continue }
      if check || diff {
        isClean = isClean && !check
      } else {
        try session.save(bytes, over: file.text.bytes, at: file.place, named: file.shown)
      }
      if diff {
        let (old, new) = (file.text.bytes, bytes)
        session.console.write(
          unifiedDiff(
            from: SourceText(path: file.shown, bytes: old),
            to: SourceText(path: file.shown, bytes: new), colour: session.usesColour))
      } else {
        session.console.write(file.shown + "\n")
      }
    }
    if !isClean { throw Failure(.findings, nil) }
  }
}

extension CheckedFiles {
  struct LaidOut {
    let text: SourceText
    let place: FilePlace
    /// The path as seen from where we are.
    let shown: String
    /// Nil for a file with faults.
    let laidOut: [UInt8]?
  }

  /// The files meant, each with the layout it should have; rules only where everything is meant.
  func layouts() async throws(Failure) -> [LaidOut] {
    var found: [LaidOut] = []
    for source in try await sources() {
      func add(_ document: Document) {
        let text = document.text
        found.append(
          LaidOut(
            text: text,
            place: source.folder?.file(at: RelativePath(text.path)) ?? session.place(of: text.path),
            shown: source.folder.map { session.shown(text.path, in: $0.place) } ?? text.path,
            laidOut: document.formatting().map(text.applying)))
      }
      if isEverything {
        for file in source.snapshot.rules.files where file.text.path.hasSuffix(".yaml") {
          add(Document(yaml: file.text))
        }
      }
      for file in source.snapshot.files { add(file.subject.document) }
    }
    return found
  }
}

extension Phrase {
  fileprivate static func notLaidOut(_ path: String) -> Phrase {
    Phrase(
      zh: "\(path) 有语法错误,没有整理;先运行 duban-git check \(path)",
      en: "\(path) has faults of syntax and was left alone; see duban-git check \(path)")
  }
}
