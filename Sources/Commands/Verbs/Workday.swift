import ArgumentParser
import CaseStore
import Messages
import Supervision

/// `duban-git workday`: when a limit ends.
struct Workday: Verb {
  static let name = "workday"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "计算时限到哪一天", en: "Compute when a time limit ends."),
    discussion: text(
      zh: """
        例:duban-git workday 2018-09-28 5个工作日  →  2018-10-10
        --is 只看一天(默认今天)是不是工作日,用退出码回答:是为0,不是为1。定时任务:duban-git workday --is && …
        """,
      en: """
        Example: duban-git workday 2018-09-28 5个工作日  →  2018-10-10
        --is asks whether a day (today by default) is a working day, by the exit code: 0 if it is, 1 if not. In a timer: \
        duban-git workday --is && …
        """))

  @Flag(
    name: .customLong("is"),
    help: help(
      zh: "那天是工作日退出码为0,不是为1", en: "exit with 0 on a working day, with 1 on a day off"
    ))
  var asksDay = false

  @Argument(
    help: help(zh: "起算日(当日不计)", en: "the day of the event, which is not counted", valueName: "date")
  )
  var start: String?

  @Argument(
    help: help(zh: "时限,如 5个工作日、15日、1个月", en: "a limit such as 5个工作日, 15日, 1个月", valueName: "limit"))
  var limit: String?

  func run() async throws {
    let session = Session.running
    if asksDay {
      guard limit == nil else {
        throw Failure.usage(
          Phrase(zh: "--is 只要一个日期", en: "--is takes a day and no limit"))
      }
      let day = try start.map { text throws(Failure) in try session.day(text) } ?? session.today
      guard try session.calendar().isWorkingDay(day) else { throw Failure(.findings, nil) }
      return
    }
    guard let start, let limit else {
      throw Failure.usage(
        Phrase(zh: "要写日期和时限", en: "a day and a limit are needed"),
        hint: Phrase(
          zh: "如 duban-git workday 2018-09-28 5个工作日",
          en: "such as duban-git workday 2018-09-28 5个工作日"))
    }
    try tell(limit, from: session.day(start), in: session)
  }

  private func tell(_ limit: String, from start: Day, in session: Session) throws(Failure) {
    guard let limit = Limit(limit) else {
      throw Failure.usage(
        Phrase(zh: "“\(limit)”不是时限", en: "'\(limit)' is not a time limit"),
        hint: Phrase(
          zh: "写作 5个工作日、15日、2周、1个月、半年、1年、当日",
          en: "write 5个工作日, 15日, 2周, 1个月, 半年, 1年 or 当日"))
    }
    let deadline = try session.calendar().deadline(limit, from: start)
    session.console.write("\(deadline.day)\n")
    if !deadline.isPublished {
      session.console.writeError(
        session(Phrase(zh: "日历未公布:只按周末推算", en: "calendar not yet published (日历未公布): weekends only"))
          + "\n")
    }
  }
}

extension Session {
  /// Reads a date that a person typed.
  func day(_ text: String) throws(Failure) -> Day {
    guard let day = Day(text) ?? Day(loose: text) else {
      throw .usage(
        Day.impossibility(of: text).map {
          Phrase(zh: "没有“\(text)”这一天:\($0.zh)", en: "'\(text)' is no day: \($0.en)")
        } ?? Phrase(zh: "“\(text)”不是日期", en: "'\(text)' is not a date"),
        hint: Phrase(zh: "日期写作 2018-07-23", en: "write dates as 2018-07-23"))
    }
    return day
  }

  /// The calendar of the case repository we are in, else the one that is built in.
  func calendar() throws(Failure) -> WorkingCalendar {
    if let folder = try? caseFolder() {
      return try inStore(folder.rules(environment: environment).schema.calendar)
    }
    return BuiltIn.schema.calendar
  }
}
