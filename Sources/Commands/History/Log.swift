import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// `duban-git log`: steps as commits, newest first.
struct Log: Verb {
  static let name = "log"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "步骤的提交记录,由近及远", en: "Steps as commits, newest first."),
    discussion: text(
      zh: "参数是案件编号、路径,或 git 的版本范围(A..B)。",
      en: "Arguments are ids or paths of cases, or a revision or range of git's (A..B)."))

  @Argument(help: help(zh: "案件或版本范围", en: "cases, or a range", valueName: "case"))
  var arguments: [String] = []

  @Option(help: help(zh: "只看某种步骤", en: "only steps of this kind", valueName: "kind"))
  var kind: String?

  @Option(help: help(zh: "只看涉及某单位的步骤", en: "only steps about this unit", valueName: "unit"))
  var unit: String?

  @Option(help: help(zh: "只看某阶段的步骤", en: "only steps of this stage", valueName: "stage"))
  var stage: String?

  @Option(
    name: [.customShort("n", allowingJoined: true), .customLong("max-count")],
    help: help(zh: "最多几条", en: "at most this many", valueName: "n"))
  var limit: Int?

  @Option(help: help(zh: "这之后提交的", en: "recorded after this", valueName: "date"))
  var since: String?

  @Option(help: help(zh: "这之前提交的", en: "recorded before this", valueName: "date"))
  var until: String?

  @Option(help: help(zh: "提交人含此文字", en: "whose author contains this", valueName: "text"))
  var author: String?

  @Flag(help: help(zh: "一条一行", en: "a line each"))
  var oneline = false

  @Flag(
    name: [.customShort("p"), .customLong("patch")], help: help(zh: "附上改动", en: "with the change"))
  var patch = false

  func run() async throws {
    let session = Session.running
    let (repository, folder) = try session.history()
    let (range, cases) = try subjects(in: repository, folder, session)
    let filter = try await LogFilter(self, in: repository)
    var found: [StepCommit] = []
    let head = try inGit(repository.head().commit)
    guard head != nil || range != "HEAD" else { return }
    var commits = 0
    var isCut = false
    try await askingGit(
      await repository.recordedSteps(of: range, cases: cases) { recorded throws(GitError) in
        guard filter.admits(recorded) else { return true }
        if found.last?.commit.id != recorded.commit.id {
          isCut = commits == limit
          if isCut { return false }
          commits += 1
        }
        found.append(recorded)
        return true
      })
    try await show(found, from: repository, in: session)
    if repository.isShallow, !isCut { try sayWhereHistoryEnds(of: range, repository, session) }
  }

  private func sayWhereHistoryEnds(
    of range: String, _ repository: Repository, _ session: Session
  ) throws(Failure) {
    let (tips, hiding) = try inGit(repository.commits(of: range))
    for commit in try inGit(repository.history(from: tips, hiding: hiding)).boundary {
      session.hint(
        Phrase(
          zh: "浅克隆到 \(commit) 为止,更早的没有列出;取全:git fetch --unshallow",
          en:
            "a shallow clone ends at \(commit): nothing earlier is shown; get it by git fetch --unshallow"
        ))
    }
  }

  /// What the arguments name: cases by id or path, anything else a range.
  private func subjects(
    in repository: Repository, _ folder: CaseFolder?, _ session: Session
  ) throws(Failure) -> (range: String, cases: Set<String>?) {
    var ids: Set<String> = []
    var ranges: [String] = []
    for argument in arguments {
      let path = argument.hasSuffix(".md") ? folder?.path(of: session.place(of: argument)) : nil
      if let path {
        ids.insert(CaseFile.id(at: path))
      } else if CaseNumber(argument) != nil {
        ids.insert(argument)
      } else if (try? repository.commits(of: argument)) != nil {
        ranges.append(argument)
      } else {
        throw .usage(
          Phrase(
            zh: "“\(argument)”既不是案件,也不是版本",
            en: "'\(argument)' is neither a case nor a revision"))
      }
    }
    guard ranges.count <= 1 else {
      throw .usage(Phrase(zh: "只能写一个版本范围", en: "only one range can be given"))
    }
    return (ranges.first ?? "HEAD", ids.isEmpty ? nil : ids)
  }

  private func show(
    _ found: [StepCommit], from repository: Repository, in session: Session
  ) async throws {
    let colour = session.usesColour
    let view = LogText([], language: session.language, colour: colour)
    let head = session.console.outputIsTerminal ? try? repository.head() : nil
    var parts: [String] = []
    for (index, recorded) in found.enumerated()
    where index == 0 || found[index - 1].commit.id != recorded.commit.id {
      let entry = LogEntry(recorded, head: head)
      var part = oneline ? view.oneline(entry) + "\n" : view.full(entry)
      if patch { part += (oneline ? "" : "\n") + (try await change(recorded, colour, repository)) }
      parts.append(part)
    }
    try await session.page(parts.joined(separator: oneline ? "" : "\n"))
  }

  /// What the commit changed in the case, as git shows it.
  private func change(_ recorded: StepCommit, _ colour: Bool, _ repository: Repository)
    async throws(Failure) -> String
  {
    let bytes = try await running(
      await repository.git(
        "diff-tree", "-p", "--root", "--no-commit-id", "--no-color", "\(recorded.commit.id)", "--",
        "\(recorded.path)"
      ).output())
    return Views.coloured(patch: String(decoding: bytes, as: UTF8.self), colour)
  }
}
