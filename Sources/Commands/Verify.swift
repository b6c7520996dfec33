import ArgumentParser
import CaseStore
import FrontMatter
import Git
import Supervision
import Views

/// `duban-git verify`: proves that the history of the cases is what it should be.
struct Verify: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    abstract: text(zh: "证明历史未被改动", en: "Prove that the history was not tampered with."),
    discussion: text(
      zh:
        "逐个提交核对:步骤只增不改,固定的表头未动,案件未删,每步当时合规,提交说明、时间、人员、签名相符,合并没有夹带。每个提交按其第一个父提交的 schema/ 判断。有错误时退出码为1。",
      en:
        "Commit by commit: steps only appended, fixed fields unchanged, no case deleted, each step lawful when recorded, messages, times, people and signatures right, merges adding nothing. Each commit is judged by the schema/ of its first parent. Exits with 1 where there are errors."
    ))

  @Argument(
    help: help(zh: "版本或范围(默认 HEAD 的全部历史)", en: "a revision or range; all of HEAD by default"))
  var range = "HEAD"

  @Option(
    help: help(
      zh: "证明先前抄下的提交仍在历史中", en: "prove that a commit noted earlier is still in the history",
      valueName: "oid"))
  var anchor: [String] = []

  @Flag(help: help(zh: "从头核对(现在总是如此)", en: "from the beginning, as it always is now"))
  var full = false

  @Option(help: help(zh: "格式:text、json", en: "text or json"))
  var format = Format.text

  func run() async throws {
    let session = Session.running
    let isWrong: Bool
    do throws(GitError) {
      let repository = try Repository.discover(
        from: "\(session.directory)", environment: session.environment)
      let (tips, hiding) = try repository.commits(of: range)
      let walk = try repository.history(from: tips, hiding: hiding)
      var ids: [OID] = []
      while let id = try walk.next() { ids.append(id) }
      var proof = HistoryProof(repository)
      for id in ids.reversed() { try proof.judge(id) }
      proof.reportUnsigned(try await repository.unsigned(proof.unsignedCandidates))
      var lost: [String] = []
      for name in anchor where try !repository.isProven(name, in: tips) { lost.append(name) }
      let report = VerifyReport(
        proof: proof, head: tips.first, lost: lost, boundary: walk.boundary,
        overlays: try repository.overlays())
      switch format {
      case .text: session.console.write(report.text(in: session.language))
      case .json: session.console.write(report.json(in: session.language).pretty + "\n")
      }
      isWrong = report.hasErrors
    } catch {
      throw Failure(error)
    }
    if isWrong { throw Failure(.findings, nil) }
  }
}
