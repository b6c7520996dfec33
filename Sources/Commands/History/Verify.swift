import ArgumentParser
import CaseStore
import Files
import Git
import Glibc
import Messages
import Supervision
import Views

/// `duban-git verify`: proves that the history of the cases is what it should be.
struct Verify: Verb {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let name = "verify"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "证明历史未被改动", en: "Prove that the history was not tampered with."),
    discussion: text(
      zh:
        "逐个提交核对:步骤只增不改,固定的表头未动,案件未删,编号未重用,每步当时合规,提交说明、时间、人员、签名相符,合并没有夹带。每个提交按其第一个父提交的 schema/ 判断。全部历史核对过的,下次从那里接着核对;给出范围 A..B 时只核对其中的提交。有错误时退出码为1。",
      en:
        "Commit by commit: steps only appended, fixed fields unchanged, no case deleted, no number used again, each step lawful when recorded, messages, times, people and signatures right, merges adding nothing. Each commit is judged by the schema/ of its first parent. What was proved of a whole history is not proved again; of a range A..B only its own commits are. Exits with 1 where there are errors."
    ))

  @Argument(
    help: help(zh: "版本或范围(默认 HEAD 的全部历史)", en: "a revision or range; all of HEAD by default"))
  var range = "HEAD"

  @Option(
    help: help(
      zh: "从头核对,并证明先前抄下的提交(40位)仍在历史中",
      en:
        "prove from the beginning that a commit noted earlier, by its 40 digits, is in the history",
      valueName: "oid"))
  var anchor: [Anchor] = []

  @Option(
    parsing: .upToNextOption,
    help: help(
      zh: "核对文书、工作簿、表格、日历或网页(文件夹),由它所写的提交重新做出来比",
      en:
        "hold letters, workbooks, tables, calendars or pages (a folder) against what the commit that they name gives",
      valueName: "file"))
  var paper: [String] = []

  @Flag(help: help(zh: "从头核对,不用上次的结果", en: "from the beginning, whatever was proved before"))
  var full = false

  @Flag(
    help: help(
      zh: "连同封存时已有的问题一起算(同时用 --full)",
      en: "count what a seal knows of too; goes with --full"))
  var strict = false

  @Option(
    parsing: .upToNextOption,
    help: help(
      zh: "核对从别处来的封存:凭单上的文字,或标签",
      en: "hold a seal from elsewhere against the history: a slip's text, or a tag",
      valueName: "file"))
  var seal: [String] = []

  @Option(
    help: help(
      zh: "时间戳机构的证书(PEM);不写则用系统信任的",
      en: "certificates of time-stamping authorities (PEM); the system's by default",
      valueName: "file"))
  var tsaCa: [String] = []

  @Option(help: help(zh: "格式:text、json", en: "text or json"))
  var format = Format.text

  func run() async throws {
    let session = Session.running
    if !paper.isEmpty { return try await session.verify(papers: paper, as: format) }
    let repository = try session.repository()
    // Everything is read once, and needs no keeping.
    repository.keepNoObjects()
    for file in tsaCa where try onDisk(session.place(of: file).status()) == nil {
      throw Failure(.system(call: "open", path: file, code: ENOENT))
    }
    if !seal.isEmpty { return try await holdSeals(on: repository, session) }
    var report = try await askingGit(await self.report(on: repository, today: session.today))
    if range == "HEAD" {
      // Where nothing came in there is no file.
      report.more += try inStore(repository.cameInLate())
      report.seals = try await seals(beside: report, on: repository, session)
    }
    report.countsKnown = strict
    switch format {
    case .text: session.console.write(report.text(in: session.language))
    case .json: session.console.write(report.json(in: session.language).pretty + "\n")
    }
    if report.proof.isOfOlderRules {
      session.console.writeError(
        session(
          Phrase(
            zh: "提示:schema/office.yaml 没有“判规”,按 0.1.0 的规则核对;采用新规则:duban-git upgrade",
            en:
              "hint: schema/office.yaml has no 判规, so the rules of 0.1.0 were applied; agree to the newer ones with duban-git upgrade"
          )) + "\n")
    }
    if report.hasErrors { throw Failure(.findings, nil) }
  }

  private func seals(
    beside report: VerifyReport, on repository: Repository, _ session: Session
  ) async throws(Failure) -> SealProof {
    guard let head = report.head else { return SealProof() }
    let stamper = TimeStamper(
      environment: session.environment, trusting: tsaCa.map { "\(session.place(of: $0))" })
    return try await askingStore(
      await report.proof.seals(
        to: head, in: repository, stamper: stamper, on: session.today,
        isFull: full || !anchor.isEmpty || !tsaCa.isEmpty))
  }

  private func report(on repository: Repository, today: Day) async throws(GitError)
    -> VerifyReport
  {
    // A history that has not begun is as it should be.
    let hasBegun = try repository.head().commit != nil
    let (tips, hiding) =
      hasBegun || range != "HEAD" ? try repository.commits(of: range) : ([], [])
    let proof: HistoryProof
    let boundary: [OID]
    if hiding.isEmpty, let tip = tips.first, tips.count == 1 {
      (proof, boundary) = try await HistoryProof.whole(
        of: tip, in: repository, isFull: full || !anchor.isEmpty)
    } else {
      let ids: [OID]
      (ids, boundary) = try HistoryProof.commits(from: tips, hiding: hiding, in: repository)
      proof = try await HistoryProof(of: ids, in: repository)
    }
    return VerifyReport(
      proof: proof,
      more: try repository.unproved(anchor, in: tips)
        + repository.comingCommits(tips, after: today),
      head: tips.first, boundary: boundary, overlays: try repository.overlays())
  }
}
