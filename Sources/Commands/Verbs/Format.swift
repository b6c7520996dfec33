import ArgumentParser
import CaseStore
import Files
import FrontMatter
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
    for source in try await CheckedFiles(paths, in: session).sources() {
      let found = try await source.layouts(in: session)
      session.warn(of: found.unread, below: source.cases.folder?.place)
      isClean = isClean && !found.unread.contains(where: \.hidesCases)
      for file in found.results where try !lay(out: file, in: session) { isClean = false }
    }
    if !isClean { throw Failure(.findings, nil) }
  }

  /// - Returns: whether the file was as it should be, or is now.
  private func lay(out file: LaidOut, in session: Session) throws(Failure) -> Bool {
    guard let bytes = file.laidOut else {
      session.console.writeError(session(.notLaidOut(file.shown)) + "\n")
      return false
    }
    if !check && !diff {
      try session.save(bytes, over: file.text.bytes, at: file.place, named: file.shown)
    }
    if diff {
      let (old, new) = (file.text.bytes, bytes)
      session.console.write(
        unifiedDiff(
          from: SourceText(path: file.shown, bytes: old),
          to: SourceText(path: file.shown, bytes: new), colour: session.usesColour),
        colours: session.usesColour)
    } else {
      session.console.write(file.shown + "\n")
    }
    return !check
  }
}

/// A file that is not laid out as it should be.
private struct LaidOut: Sendable {
  let text: SourceText
  let place: FilePlace
  /// The path as seen from where we are.
  let shown: String
  /// Nil for a file with faults.
  let laidOut: [UInt8]?
}

extension CheckedFiles.Source {
  /// The files that have another layout than they should have; rules only where everything is meant.
  fileprivate func layouts(in session: Session) async throws(Failure)
    -> CaseSource.Passage<LaidOut>
  {
    let folder = cases.folder
    @Sendable func layout(_ document: Document, _ path: RelativePath) -> LaidOut? {
      let text = document.text
      let laidOut = document.formatting().map(text.applying)
      guard laidOut != text.bytes else { return nil }
      return LaidOut(
        text: text, place: session.place(of: path, in: folder),
        shown: session.shown(text.path, in: folder), laidOut: laidOut)
    }
    var found = try await askingStore(
      await cases.onDisk.map(legible: false) { layout($0.subject.document, $0.path) })
    if isEverything {
      let rules = cases.rules.files.map(\.text).filter { $0.path.hasSuffix(".yaml") }
      found.results =
        rules.compactMap { layout(Document(yaml: $0), RelativePath($0.path)) } + found.results
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
