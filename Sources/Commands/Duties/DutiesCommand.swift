import ArgumentParser
import CaseStore
import Messages
import Supervision
import Views

/// `duban-git duties`: 履责记录, every obligation there ever was.
struct DutiesCommand: Verb {
  enum Format: String, OutputFormat, ExpressibleByArgument {
    case table, csv, json, md

    static let usual = table

    var endings: [String] {
      switch self {
      case .table: ["txt"]
      case .csv, .json: [rawValue]
      case .md: ["md", "markdown"]
      }
    }
  }

  static let name = "duties"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "履责记录:谁在何时前应办什么,哪一步、哪次提交办的,迟了几天",
      en: "The record of duties: who owed what by when, and which step and commit met it."),
    discussion: text(
      zh: """
        每项应办的事一行,按案件和先后排列。迟的天数从原定时限起算,中止的天数扣除;时限前申请的延期从新时限起算。
        改派以后由新单位承担,各记一行。结果:按时、迟办、未到期、逾期未办、中止、移交、终止(案件往前走了,不再要办)。
        """,
      en: """
        A line for each thing that was owed, by case and in the order in which they came up. Days late are counted \
        from the original day plus what suspensions took, or from an extension asked for in time. What is reassigned \
        has a line for each unit. Outcomes: met, metLate, open, overdue, suspended, handedOn, lapsed (the case went on without it).
        """))

  @Option(help: help(zh: "只看某单位、本机关或领导的", en: "only what this unit, the office or a leader owed"))
  var who: String?

  @Option(
    help: help(
      zh: "这一天以前已经了结的不列", en: "leave out what had ended before this day", valueName: "date"))
  var since: String?

  @Option(
    help: help(
      zh: "截至某日(默认今天),以后的步骤不算", en: "as of this day (today by default); later steps do not count",
      valueName: "date"))
  var until: String?

  @Flag(help: help(zh: "只要迟了的", en: "only what was or is late"))
  var late = false

  @Option(
    name: .customLong("where"),
    help: help(
      zh: "只要符合条件的案件,写法同 ledger", en: "only of cases that match, as of ledger", valueName: "query"))
  var whereQuery: String?

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has the cases", valueName: "rev"))
  var rev: String?

  @Option(
    help: help(
      zh: "格式:table、csv、json、md(不写则看 -o 的文件名)",
      en: "table, csv, json or md; by the name after -o if left out"))
  var format: Format?

  @Flag(help: help(zh: "CSV 前加 BOM,供 Excel 打开", en: "a BOM before CSV, for Excel"))
  var bom = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  func run() async throws {
    let session = Session.running
    let format = try Format.meant(format, to: output)
    let last = try until.map { text throws(Failure) in try session.day(text) } ?? session.today
    var asked = self
    asked.format = format
    let source = try await session.paperSource(rev: rev)
    if format == .table, output == nil {
      let list = try await list(of: source, on: last, in: session)
      try await session.page(
        Grid(list).table(width: session.width, colour: session.usesColour))
    } else {
      try await session.write(asked, of: source, on: last, to: output)
    }
  }

  private func list(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> DutyList
  {
    let first = try since.map { text throws(Failure) in try session.day(text) }
    if let first, first > day {
      throw .usage(Phrase(zh: "起始日期 \(first) 在截止日期 \(day) 之后", en: "\(first) is after \(day)"))
    }
    return try await session.duties(
      of: source, on: day,
      choosing: DutyChoice(who: who, since: first, isLate: late, query: whereQuery))
  }
}

extension DutiesCommand: PaperVerb {
  static let paperOptions: [PaperOption<DutiesCommand>] = [
    .text("rev", \.rev), .text("who", \.who), .text("since", \.since), .flag("late", \.late),
    .text("where", \.whereQuery), .choice("format", \.format), .flag("bom", \.bom),
  ]

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    let list = try await list(of: source, on: day, in: session)
    switch format {
    case .csv: return Grid(list).csv(byteOrderMark: bom)
    case .md:
      let stamp = stamp(of: source, on: day, office: source.schema.office)
      return Array((Grid(list).markdown + stamp.markdown).utf8)
    case .json:
      let stamp = stamp(of: source, on: day, office: source.schema.office)
      let rev = source.named.map { "\($0)" }
      return Array(JSON.duties(list, rev: rev, stamp: stamp).pretty.utf8)
    case .table, nil: return Array(Grid(list).table().utf8)
    }
  }
}
