import ArgumentParser
import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision

/// `duban-git upgrade`: agrees to the newer rules for histories (判规), from today on.
struct Upgrade: Verb {
  static let name = "upgrade"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "采用新一版历史核对规则(判规)", en: "Agree to the newer rules for histories (判规)."),
    discussion: text(
      zh:
        "先列出新规则在已有历史中的发现,再在 schema/office.yaml 写入“判规”,单独提交。此前的提交仍照老规矩核对,新规则的发现只作提示。先升级服务器和所有克隆的程序,再用这个命令。",
      en:
        "Shows what the newer rules find in the history, then writes 判规 into schema/office.yaml, in a commit of its own. Commits before it are judged as they were, and what the newer rules find there stays a remark. Upgrade the program on the server and in every clone first."
    ))

  @Flag(
    name: [.customShort("n"), .long],
    help: help(zh: "只列出发现,不写入", en: "only show what would be found"))
  var dryRun = false

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    guard try !recorder.hasEditedRules() else {
      throw Failure(
        .input, Phrase(zh: "schema/ 有未提交的改动", en: "schema/ has edits that are not recorded"),
        hint: Phrase(zh: "先用 duban-git commit 提交", en: "record them with duban-git commit first"))
    }
    let place = recorder.book.folder.file(at: "schema/office.yaml")
    let text = SourceText(path: "schema/office.yaml", bytes: try onDisk(place.read())?.bytes ?? [])
    let judging = Office.reading(text).value.judging
    guard !judging.areNew else {
      session.console.write(
        session(
          Phrase(
            zh: "判规已是第\(judging.version)版", en: "判规 is version \(judging.version) already"))
          + "\n")
      return
    }
    try await showFindings(in: session)
    if dryRun { return }
    try onDisk(place.save(text.bytes(judgedSince: session.today)))
    _ = try inStore(recorder.book.renewAttributes())
    try await recorder.recordRules(note: nil)
  }

  private func showFindings(in session: Session) async throws(Failure) {
    let repository = try session.repository()
    guard let head = try inGit(repository.head().commit) else { return }
    let proof = try await askingGit(
      await HistoryProof.whole(of: head, in: repository, isFull: true).proof)
    let newer = proof.findings.filter(\.isNewer)
    for finding in newer {
      session.console.write(
        VerifyReport.line(of: finding, in: session.language).safeForTerminal + "\n")
    }
    session.console.writeError(
      session(
        Phrase(
          zh: "新规则在已有历史中的发现:\(newer.count)处,以后只作提示",
          en: "found by the newer rules in what is recorded: \(newer.count), remarks from now on"))
        + "\n")
  }
}

extension SourceText {
  /// The rules of the office with the newer rules for histories, from a day on.
  fileprivate func bytes(judgedSince day: Day) -> [UInt8] {
    if Document(yaml: self).root?["判规"] != nil {
      // Its version is an older one.
      let path: [PathElement] = [.key("判规")]
      let value = Value.mapping([
        Value.Entry("版", .text("\(JudgingRules.newest)")), Value.Entry("起", .text("\(day)")),
      ])
      if let edits = Document(yaml: self).setting(path, to: value) { return applying(edits) }
    }
    let separator = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? "" : "\n"
    return bytes + Array("\(separator)\(JudgingRules.line(since: day))\n".utf8)
  }
}
