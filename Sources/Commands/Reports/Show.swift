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
    let source = try await session.paperSource(rev: at, isStamped: format == .json)
    switch format {
    case .text: try await session.page(try await view(of: source, on: asOf, in: session))
    case .json: try await session.write(self, of: source, on: asOf, to: nil)
    }
  }

  private func view(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> String
  {
    let (file, state) = try await subject(of: source, on: day, in: session)
    let view = ShowText(
      state, path: "\(file.path)",
      commits: try await recorded(file, commits, of: source, in: session).map { LogEntry($0) },
      attachments: try attachments(of: file, source, upTo: day, in: session),
      language: session.language, width: session.width, colour: session.usesColour)
    return view?.text ?? ""
  }

  private func subject(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> (file: CaseFile, state: CaseState)
  {
    let file = try await session.file(meant: name, in: source.source)
    let state = CaseState(folding: file.subject, schema: source.schema, asOf: day)
    guard state.state != nil else { throw notYet(file, day) }
    return (file, state)
  }

  private func recorded(
    _ file: CaseFile, _ isAsked: Bool, of source: PaperSource, in session: Session
  ) async throws(Failure) -> [StepCommit] {
    guard isAsked else { return [] }
    let tip = source.source.commit.map { "\($0)" } ?? "HEAD"
    return try await session.recordedSteps(of: file, from: tip)
  }

  private func attachments(
    of file: CaseFile, _ source: PaperSource, upTo day: Day, in session: Session
  ) throws(Failure) -> [ShownAttachment] {
    try session.attachmentReader(for: source.source).attachments(of: file, upTo: day)
  }

  private func notYet(_ file: CaseFile, _ day: Day) -> Failure {
    .usage(
      Phrase(zh: "\(file.id) 在\(day)还没有登记", en: "\(file.id) was not registered yet on \(day)"),
      hint: file.subject.steps.first.map {
        Phrase(zh: "它登记于\($0.day)", en: "it was registered on \($0.day)")
      })
  }
}

extension Show: PaperVerb {
  static let paperOptions: [PaperOption<Show>] = [
    .text("", \.stampedName), .text("at", \.at), .choice("format", \.stampedFormat),
  ]

  // As options that a stamp always has.

  private var stampedName: String? {
    get { name }
    set { name = newValue ?? name }
  }

  private var stampedFormat: Format? {
    get { format }
    set { format = newValue ?? format }
  }

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    let (file, state) = try await subject(of: source, on: day, in: session)
    let commits = try await recorded(file, true, of: source, in: session).map(\.commit).map {
      ShownCommit(
        id: "\($0.id)", author: $0.author.person, date: $0.author.dateText, subject: $0.subject)
    }
    var asked = self
    (asked.name, asked.at) = (file.id, source.named.map { "\($0)" })
    let json = JSON.show(
      state, path: "\(file.path)", rev: asked.at, commits: commits,
      attachments: try attachments(of: file, source, upTo: day, in: session),
      stamp: asked.stamp(of: source.only(file), on: day, office: source.schema.office))
    return json.map { Array($0.pretty.utf8) }
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
