import ArgumentParser
import Messages
import Supervision
import Views

/// `duban-git due`: what falls due, for a wall or a calendar.
struct Due: Verb {
  enum Format: String, OutputFormat, ExpressibleByArgument {
    case table, ics, json

    static let usual = table

    var endings: [String] { self == .table ? ["txt"] : [rawValue] }
  }

  static let name = "due"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "到期事项,可导入日历(ics)", en: "What falls due; as a calendar too (ics)."))

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has the cases", valueName: "rev"))
  var rev: String?

  @Option(
    parsing: .unconditional,
    help: help(
      zh: "只要几天内到期的和已逾期的(默认全部)",
      en: "only what is due within so many days, or overdue (all by default)",
      valueName: "days"))
  var days: Int?

  @Option(help: help(zh: "只看某单位该办的", en: "only what this unit owes", valueName: "unit"))
  var mine: String?

  @Option(
    help: help(
      zh: "格式:table、ics、json(不写则看 -o 的文件名)",
      en: "table, ics or json; by the name after -o if left out"))
  var format: Format?

  @Option(
    help: help(
      zh: "日历提前多久在上午九时提醒,如 3个工作日,当日(默认按“提醒”;无 为不提醒)",
      en:
        "in a calendar, ring at nine so long before: 3个工作日,当日, or days; 无 for never (提醒 by default)",
      valueName: "limits"))
  var alarm: String?

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  func run() async throws {
    let session = Session.running
    try check(days, "--days")
    let format = try Format.meant(format, to: output)
    _ = try alarm.map(Self.reminders)
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    var asked = self
    asked.format = format
    let source = try await session.paperSource(rev: rev)
    if format == .table, output == nil {
      let (list, _) = try await list(of: source, on: asOf, in: session)
      let table = Grid(list).table(width: session.width, colour: session.usesColour)
      try await session.page(table)
    } else {
      try await session.write(asked, of: source, on: asOf, to: output)
    }
  }

  private func list(of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> (list: DueList, schema: Schema)
  {
    let owed = try await session.owed(asOf: day, source.source)
    var unit: String?
    if let mine { unit = try await session.debtor(meant: mine, in: owed) }
    return (DueList(owed.cases, of: owed.basis, unit: unit, within: days), owed.schema)
  }

  /// `3个工作日,当日`; a bare number is days, `无` is none.
  private static func reminders(_ text: String) throws(Failure) -> [Supervision.Limit] {
    let words = text.split { ",，、".contains($0) }.map { $0.filter { $0 != " " } }
    guard words != ["无"] else { return [] }
    var limits: [Supervision.Limit] = []
    for word in words {
      let wording = word == "0" ? "当日" : Int(word) == nil ? word : "\(word)日"
      guard let limit = Supervision.Limit(wording), limit.isRelative else {
        throw .notReminders(text)
      }
      limits.append(limit)
    }
    guard !limits.isEmpty else { throw .notReminders(text) }
    return limits
  }

  private func check(_ count: Int?, _ option: String) throws(Failure) {
    guard let count, !(0...36_600).contains(count) else { return }
    throw .usage(
      Phrase(
        zh: "\(option) 要 0 到 36600 的天数,不是 \(count)",
        en: "\(option) takes 0 to 36600 days, not \(count)"))
  }
}

extension Due: PaperVerb {
  static let paperOptions: [PaperOption<Due>] = [
    .number("days", \.days), .text("mine", \.mine), .choice("format", \.format),
    .text("alarm", \.alarm),
  ]

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    try check(days, "--days")
    let alarm = try alarm.map(Self.reminders)
    let (list, schema) = try await list(of: source, on: day, in: session)
    let stamp = stamp(of: source, on: day, office: schema.office)
    switch format {
    case .ics:
      return DueCalendar(
        list, reminders: alarm ?? schema.office.reminders, calendar: schema.calendar, stamp: stamp
      ).bytes
    case .json: return Array(JSON.due(list, stamp: stamp).pretty.utf8)
    case .table, nil: return Array(Grid(list).table().utf8)
    }
  }
}

extension Failure {
  fileprivate static func notReminders(_ text: String) -> Failure {
    .usage(
      Phrase(zh: "--alarm 不懂“\(text)”", en: "--alarm does not understand '\(text)'"),
      hint: Phrase(
        zh: "写提前多久,逗号隔开,如 3个工作日,当日;无 为不提醒",
        en: "say how long before, by commas, such as 3个工作日,当日; 无 for never"))
  }
}
