import ArgumentParser
import CaseStore
import Git
import Messages
import Supervision
import Views

/// `duban-git bulletin`: the 通报 of a period.
struct BulletinCommand: Verb {
  static let name = "bulletin"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "通报:两个日期或版本之间的办理情况(Markdown 或 DOCX)",
      en: "The bulletin of what moved between two dates or commits, as Markdown or DOCX."),
    discussion: text(
      zh: "写日期时,按步骤的日期取这一段(首尾两天都算),用现有的文件;写版本时,取两个版本之间记入的步骤。",
      en:
        "With dates, the steps of those days are told, both days included, as the files have them now; with revisions, the steps recorded between the two."
    ))

  @Option(help: help(zh: "起始日期或版本", en: "the first day, or a revision", valueName: "date|rev"))
  var since: String?

  @Option(
    help: help(
      zh: "截止日期或版本(默认今天)", en: "the last day, or a revision (today by default)",
      valueName: "date|rev"))
  var until: String?

  @Option(
    help: help(
      zh: "逾期事项限多久完成(默认按“预警”)", en: "how long late matters are given (预警 by default)",
      valueName: "limit"))
  var within: String?

  @OptionGroup var paper: PaperOptions

  func run() async throws {
    let session = Session.running
    if paper.template {
      try session.writeTemplate(of: .bulletin, to: paper.output)
      return
    }
    guard let since else {
      throw Failure.usage(
        Phrase(zh: "要写明从何时起", en: "say from when"),
        hint: Phrase(zh: "加 --since 2018-08-06", en: "add --since 2018-08-06"))
    }
    var asked = self
    asked.paper.format = try paper.chosenFormat(in: session)
    _ = try session.template(of: .bulletin, own: session.ownFile)
    let (source, last): (PaperSource, Day)
    if let until, Day(until) == nil {
      let commit = try session.commit(meant: until)
      source = try session.paperSource(again: commit, isNamed: true)
      last = try session.day(of: commit)
    } else {
      source = try await session.paperSource(rev: nil)
      last = until.flatMap { Day($0) } ?? session.today
    }
    if Day(since) == nil {
      asked.since = "\(try session.commit(meant: since))"
    }
    try await session.write(asked, of: source, on: last, to: paper.output)
  }
}

extension BulletinCommand: PaperVerb {
  static let paperOptions: [PaperOption<BulletinCommand>] =
    [.text("since", \.since), .text("within", \.within)] + PaperOptions.stamped(at: \.paper)

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    let template = try session.template(of: .bulletin, own: source.own)
    let bulletin = try await BulletinPeriod(
      since: since ?? "\(day)", until: day, of: source.source, in: session
    ).bulletin
    let office = bulletin.schema.office
    let limit = try within.map { text throws(Failure) -> Supervision.Limit in
      if let limit = Supervision.Limit(text) { return limit }
      throw .usage(
        Phrase(zh: "“\(text)”不是时限", en: "'\(text)' is no limit"),
        hint: Phrase(zh: "如 5个工作日、15日、2018-08-31", en: "such as 5个工作日, 15日, 2018-08-31"))
    }
    let data = bulletin.data(
      number: paper.number, within: limit ?? office.warning, copies: paper.copies)
    return try session.bytes(
      of: template.filled(with: data), as: .bulletin, office: office, day: bulletin.last,
      in: paper.format ?? .usual, own: source.own,
      stamp: stamp(of: source, on: day, office: office))
  }
}

/// The cases at the end of a period, and what the period brought.
private struct BulletinPeriod {
  let bulletin: Bulletin

  init(since: String, until last: Day, of source: Session.Source, in session: Session)
    async throws(Failure)
  {
    let former = Day(since) == nil ? try await Former(since, in: session) : nil
    // What was due on the day of a commit was told with it.
    let first = Day(since) ?? min(former?.day.advanced(by: 1) ?? last, last)
    guard first <= last else {
      throw .usage(
        Phrase(zh: "起始日期 \(first) 在截止日期 \(last) 之后", en: "\(first) is after \(last)"))
    }
    let schema = source.cases.schema
    let told = try await askingStore(
      await source.cases.map { file in
        let state = CaseState(
          folding: file.subject, schema: schema, asOf: last, withDuties: true)
        let moved =
          former?.steps(of: file, until: last, under: schema)
          ?? state.subject.steps.filter { $0.day >= first && $0.day <= last }
        let entry = Bulletin.Entry(state, id: file.id, moved: moved, from: first)
        return (entry: entry, fault: FaultyCase(file, state))
      })
    session.warn(
      of: told.unread, unreliable: told.results.compactMap(\.fault),
      below: source.cases.folder?.place)
    bulletin = Bulletin(
      told.results.compactMap(\.entry), from: first, through: last, schema: schema)
  }
}

/// The cases as they were when a period began, by their numbers.
private struct Former: Sendable {
  let day: Day
  private let cases: [String: Case]

  init(_ revision: String, in session: Session) async throws(Failure) {
    let (source, commit) = try session.source(atCommit: revision)
    day = try session.day(of: commit)
    let read = try await askingStore(await source.cases.map { ($0.id, $0.subject) })
    cases = Dictionary(read.results, uniquingKeysWith: { $1 })
  }

  /// The steps that a case has taken since.
  func steps(of file: CaseFile, until last: Day, under schema: Schema) -> [Step] {
    CaseDifference(
      from: cases[file.id].map { .init($0, schema: schema, day: day) },
      to: .init(file.subject, schema: schema, day: last)
    ).changes.compactMap { if case .stepAdded(let step) = $0 { step } else { nil } }
  }
}

extension Session {
  /// The day of a commit, on its committer's calendar.
  fileprivate func day(of commit: OID) throws(Failure) -> Day {
    let repository = try repository()
    return try inGit(repository.commit(commit).committer.day)
  }
}
