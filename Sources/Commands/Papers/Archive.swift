import ArgumentParser
import CaseStore
import Messages
import Supervision

/// `duban-git archive`: 一案一档.
struct Archive: Verb {
  static let name = "archive"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "一案一档:把一件的全部材料归成一卷", en: "Gather all papers of a case for the archive."),
    discussion: text(
      zh: """
        卷中有:卷内目录、案件文件、办理情况、历次函件、附件、提交记录(带提交号)和 SHA256SUMS。只取已记录的内容;同一次提交、同一日期,归出的卷每个字节都相同。
        归档这一步另记:duban-git step <案件> 归档 --档号 …
        """,
      en: """
        It holds the list of contents (卷内目录), the case file, its course, the letters, the attachments, the commits with their ids, and SHA256SUMS. Only what is recorded goes in; the same commit and date give the same bytes.
        The step itself is recorded apart: duban-git step <case> archive --archive-number …
        """))

  @Argument(help: help(zh: "案件编号或路径", en: "the id or path of a case", valueName: "case"))
  var name: String

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "按某次提交的内容(默认 HEAD)", en: "as this commit has it (HEAD)", valueName: "rev"))
  var rev: String?

  @Option(
    help: help(
      zh: "函件和卷内目录的格式:docx 或 md", en: "the letters and the list of contents as docx or md"))
  var letters = PaperOptions.Format.docx

  @Option(
    name: [.customShort("o"), .long],
    help: help(
      zh: "新文件夹(默认 ./<编号>),或以 .tar、.zip 结尾的文件",
      en: "a new folder (./<id>), or a file that ends in .tar or .zip",
      valueName: "path"))
  var output: String?

  func run() async throws {
    let session = Session.running
    let form = try DossierWriter.Form.meant(nil, to: output)
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let commit = try session.commit(meant: rev ?? "HEAD")
    let source = try session.paperSource(again: commit, isNamed: true)
    let writer = try await dossier(of: source, on: asOf, in: session)
    let (file, state) = (writer.file, writer.state)
    if rev == nil { try session.requireRecorded(file) }
    let target = output ?? file.id
    let count = try await writer.write(to: target, as: form, letters: letters)
    session.console.write(
      session(
        Phrase(
          zh: "\(file.id) 归成一卷:\(target),\(count)份材料",
          en: "\(file.id): \(count) papers in \(target)"))
        + "\n")
    if let state = state.state, !State.ends.contains(state), state != .archived {
      session.console.writeError(
        session(
          Phrase(
            zh: "duban-git: 提示: \(file.id) 还没有办结(\(state.name))",
            en: "duban-git: note: \(file.id) has not ended (\(state.rawValue))")) + "\n")
    }
  }
}

extension Archive: PaperVerb {
  static let paperOptions: [PaperOption<Archive>] = [
    .text("", \.stampedName), .choice("letters", \.stampedLetters),
  ]

  // As options that a stamp always has.

  private var stampedName: String? {
    get { name }
    set { name = newValue ?? name }
  }

  private var stampedLetters: PaperOptions.Format? {
    get { letters }
    set { letters = newValue ?? letters }
  }

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    let papers = try await dossier(of: source, on: day, in: session).papers(letters: letters)
    return papers.first { "\($0.path)" == page }?.bytes
  }

  private func dossier(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> DossierWriter
  {
    let file = try await session.file(meant: name, in: source.source)
    var named = self
    named.name = file.id
    return try DossierWriter(
      file, CaseState(folding: file.subject, schema: source.schema, asOf: day), of: source,
      stamp: named.stamp(of: source, on: day, office: source.schema.office), in: session)
  }
}

extension Session {
  /// Refuses a case with edits that no commit has: what goes to the archive is what is recorded.
  fileprivate func requireRecorded(_ file: CaseFile) throws(Failure) {
    guard let folder = try? caseFolder() else { return }
    let bytes = try inStore(folder.bytes(at: file.path))
    guard bytes != nil, bytes != file.text.bytes else { return }
    throw Failure(
      .input,
      Phrase(
        zh: "\(file.path) 有改动没有记录", en: "\(file.path) has edits that are not recorded"),
      hint: Phrase(
        zh: "先运行 duban-git commit \(file.id)", en: "run duban-git commit \(file.id) first"))
  }
}
