import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Spreadsheet
import Supervision
import Views

/// `duban-git score`: 考核得分 of a period, by `schema/assessment.yaml`.
struct ScoreCommand: Verb {
  enum Format: String, OutputFormat, ExpressibleByArgument {
    case table, csv, json, md, xlsx

    static let usual = table

    var endings: [String] {
      switch self {
      case .table: ["txt"]
      case .csv, .json, .xlsx: [rawValue]
      case .md: ["md", "markdown"]
      }
    }
  }

  static let name = "score"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "考核得分:按 schema/assessment.yaml 给各单位计分,每一分都有出处",
      en: "Scores of units by schema/assessment.yaml, each point with what it is for."),
    discussion: text(
      zh: """
        得分都是从履责记录(duties)和步骤算出来的,截至本期最后一天;以后补的步骤不改变以前的得分。
        没有应办事项的单位不计分,本机关不参加考核。接手时已经逾期的不算新单位的。
        """,
      en: """
        Scores are sums over the record of duties and the steps, as of the last day of the period: what is recorded \
        later changes none of an earlier period. Units that had nothing to do have no score, and the office is not \
        scored. What was late already when it was reassigned is not the new unit's.
        """))

  @Option(help: help(zh: "某年(默认今年至今)", en: "a year (this one so far by default)"))
  var year: Int?

  @Option(help: help(zh: "起始日期", en: "the first day", valueName: "date"))
  var since: String?

  @Option(help: help(zh: "截止日期(默认今天)", en: "the last day (today by default)", valueName: "date"))
  var until: String?

  @Option(help: help(zh: "只看某单位的", en: "only this unit's"))
  var unit: String?

  @Flag(
    help: help(
      zh: "列出每一分的出处:事由、案件、应办、天数、提交",
      en: "list what each point is for: rule, case, duty, days and commit"))
  var explain = false

  @Option(help: help(zh: "按某次提交的内容和办法", en: "as this commit has cases and rules", valueName: "rev"))
  var rev: String?

  @Option(
    help: help(
      zh: "格式:table、csv、json、md、xlsx(同时用 -o;不写则看 -o 的文件名)",
      en: "table, csv, json, md, or xlsx (with -o); by the name after -o if left out"))
  var format: Format?

  @Flag(help: help(zh: "CSV 前加 BOM,供 Excel 打开", en: "a BOM before CSV, for Excel"))
  var bom = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  @Flag(
    help: help(
      zh: "印出一份考核办法,改好存为 schema/assessment.yaml",
      en: "print rules to begin with, for schema/assessment.yaml"))
  var template = false

  func run() async throws {
    let session = Session.running
    if template {
      try session.write(Array(Assessment.template.utf8), to: output)
      return
    }
    var asked = self
    let format = try Format.meant(format, to: output)
    asked.format = format
    let period = try ScorePeriod(year: year, since: since, until: until, in: session)
    // A paper says its period by its first day and the day that it is of.
    (asked.year, asked.since, asked.until) = (nil, "\(period.first)", nil)
    if format == .xlsx {
      let hint = Phrase(zh: "加 -o 得分.xlsx", en: "add -o score.xlsx")
      guard output != nil else {
        throw Failure.usage(Phrase(zh: "xlsx 要写入文件", en: "xlsx goes to a file"), hint: hint)
      }
      try session.refuseTerminal(for: "xlsx", output, hint: hint)
    }
    let source = try await session.paperSource(rev: rev)
    if format == .table, output == nil {
      let scores = try await asked.scores(of: source, on: period.last, in: session)
      try await session.page(
        asked.grid(of: scores).table(width: session.width, colour: session.usesColour))
    } else {
      try await session.write(asked, of: source, on: period.last, to: output)
    }
  }

  private struct Scores {
    let reasons: ScoreReasons
    let units: [UnitScore]
    let basis: LedgerBasis
  }

  private func scores(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> Scores
  {
    let first = try since.map { text throws(Failure) in try session.day(text) } ?? day
    let (reasons, basis) = try await session.scores(of: source, from: first, through: day)
    var units = reasons.score.units
    if let unit {
      let name = source.schema.units.entry(meant: unit)?.name.value ?? unit
      units = units.filter { $0.unit.contains(name) }
      if units.isEmpty {
        try source.schema.requireDebtor(name, among: [])
        throw .usage(
          Phrase(
            zh: "“\(name)”在 \(first) 至 \(day) 没有应办事项,不计分",
            en: "'\(name)' had nothing to do from \(first) to \(day), so it has no score"))
      }
    }
    return Scores(reasons: reasons, units: units, basis: basis)
  }

  private func grid(of scores: Scores) -> Grid {
    explain
      ? Grid(scores.reasons, units: scores.units, of: scores.basis)
      : Grid(scores.reasons.score, units: scores.units, of: scores.basis)
  }
}

/// The days that are meant.
private struct ScorePeriod {
  let first, last: Day

  init(year: Int?, since: String?, until: String?, in session: Session) throws(Failure) {
    if let year {
      guard since == nil, until == nil else {
        throw .usage(
          Phrase(zh: "--year 与 --since、--until 不能同用", en: "--year excludes --since and --until"))
      }
      guard let first = Day("\(year)-01-01"), let last = Day("\(year)-12-31") else {
        throw .usage(Phrase(zh: "没有 \(year) 这一年", en: "there is no year \(year)"))
      }
      (self.first, self.last) = (first, min(last, max(first, session.today)))
    } else {
      last = try until.map { text throws(Failure) in try session.day(text) } ?? session.today
      first =
        try since.map { text throws(Failure) in try session.day(text) } ?? last.firstOfYear
    }
    guard first <= last else {
      throw .usage(Phrase(zh: "起始日期 \(first) 在截止日期 \(last) 之后", en: "\(first) is after \(last)"))
    }
  }
}

extension Day {
  fileprivate var firstOfYear: Day { Day("\(description.prefix(4))-01-01") ?? self }
}

extension ScoreCommand: PaperVerb {
  static let paperOptions: [PaperOption<ScoreCommand>] = [
    .text("rev", \.rev), .text("since", \.since), .text("unit", \.unit),
    .flag("explain", \.explain), .choice("format", \.format), .flag("bom", \.bom),
  ]

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    let scores = try await scores(of: source, on: day, in: session)
    let stamp = stamp(of: source, on: day, office: source.schema.office)
    switch format {
    case .csv: return grid(of: scores).csv(byteOrderMark: bom)
    case .md: return Array((grid(of: scores).markdown + stamp.markdown).utf8)
    case .json:
      let rev = source.named.map { "\($0)" }
      return Array(
        JSON.score(
          scores.reasons, units: scores.units, of: scores.basis, rev: rev, stamp: stamp
        ).pretty.utf8)
    case .xlsx:
      do throws(SpreadsheetError) {
        return try ScoreBook(
          score: Grid(scores.reasons.score, units: scores.units, of: scores.basis),
          reasons: Grid(scores.reasons, units: scores.units, of: scores.basis),
          office: source.schema.office.name, on: day, stamp: stamp
        ).bytes(temporaryFolder: session.environment["TMPDIR"] ?? "/tmp")
      } catch {
        throw Failure(error)
      }
    case .table, nil: return Array(grid(of: scores).table().utf8)
    }
  }
}
