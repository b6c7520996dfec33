import ArgumentParser
import CaseStore
import Git
import Messages
import Supervision
import Views

/// `duban-git show`: one case in full.
struct Show: Verb {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let name = "show"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "一件的全部:表头、轮次、单位、任务、时限、过程",
      en: "One case in full: header, rounds, units, tasks, clocks, timeline."))

  @Argument(help: help(zh: "案件编号或路径", en: "the id or path of a case", valueName: "case"))
  var name: String

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has it", valueName: "rev"))
  var at: String?

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Flag(help: help(zh: "附上提交", en: "with the commits that recorded it"))
  var commits = false

  @Option(help: help(zh: "格式:text 或 json", en: "text or json"))
  var format = Format.text

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let source = try await session.source(rev: at)
    let rev = source.commit
    let file = try await session.file(meant: name, in: source)
    let state = CaseState(folding: file.subject, schema: source.cases.schema, asOf: asOf)
    guard state.state != nil else { throw notYet(file, asOf) }
    let recorded =
      commits || format == .json
      ? try await session.recordedSteps(of: file, from: rev.map { "\($0)" } ?? "HEAD") : []
    let attachments = try session.attachmentReader(for: source).attachments(of: file, upTo: asOf)
    switch format {
    case .text:
      let view = ShowText(
        state, path: "\(file.path)", commits: recorded.map { LogEntry($0) },
        attachments: attachments, language: session.language, width: session.width,
        colour: session.usesColour)
      try await session.page(view?.text ?? "")
    case .json:
      let summaries = recorded.map(\.commit).map {
        ShownCommit(
          id: "\($0.id)", author: $0.author.person, date: $0.author.dateText, subject: $0.subject)
      }
      let json = JSON.show(
        state, path: "\(file.path)", rev: rev.map { "\($0)" }, commits: summaries,
        attachments: attachments)
      session.console.write(json?.pretty ?? "")
    }
  }

  private func notYet(_ file: CaseFile, _ day: Day) -> Failure {
    .usage(
      Phrase(zh: "\(file.id) 在\(day)还没有登记", en: "\(file.id) was not registered yet on \(day)"),
      hint: file.subject.steps.first.map {
        Phrase(zh: "它登记于\($0.day)", en: "it was registered on \($0.day)")
      })
  }
}

extension Session {
  /// The commits that recorded a case; none where it is in no git repository, or not recorded yet.
  fileprivate func recordedSteps(of file: CaseFile, from range: String) async throws(Failure)
    -> [StepCommit]
  {
    do throws(GitError) {
      let repository = try Repository.discover(from: "\(directory)", environment: environment)
      let head = try repository.head().commit
      guard range != "HEAD" || head != nil else { return [] }
      var found: [StepCommit] = []
      try await repository.recordedSteps(of: range, cases: [file.id]) {
        recorded throws(GitError) in
        found.append(recorded)
        return true
      }
      return found
    } catch {
      if case .noRepository = error { return [] }
      throw Failure(error)
    }
  }
}
