import Supervision
import Testing
import TestSupport

@Suite struct WorkingCalendarTests {
  /// The table of the trade: 民法典 201–203 and the State Council's notices.
  @Test(
    arguments: rows([
      ("2018-07-23", "5个工作日", "2018-07-30", true),
      ("2018-09-28", "5个工作日", "2018-10-10", true),
      ("2020-01-22", "5个工作日", "2020-02-06", true),
      ("2025-04-25", "5个工作日", "2025-05-06", true),
      ("2026-02-12", "5个工作日", "2026-02-26", true),
      ("2026-09-10", "15日", "2026-09-28", true),
      ("2018-07-17", "60日", "2018-09-17", true),
      ("2026-12-28", "5个工作日", "2027-01-04", false),
      ("2018-01-31", "1个月", "2018-02-28", true),
      ("2018-08-31", "半年", "2019-02-28", true),
      ("2020-02-29", "1年", "2021-03-01", true),
      ("2018-09-22", "当日", "2018-09-25", true),
      ("2018-09-29", "当日", "2018-09-29", true),
      ("2018-07-23", "2018-09-22", "2018-09-22", true),
    ]))
  func aLimitEndsAsTheLawSays(start: String, limit: String, due: String, isPublished: Bool) throws {
    let calendar = try Samples.schema().calendar
    let deadline = calendar.deadline(try #require(Limit(limit)), from: try #require(Day(start)))
    #expect("\(deadline.day)" == due)
    #expect(deadline.isPublished == isPublished)
  }

  /// 2018-10-01 to 07 are off, 09-29 and 09-30, a weekend, are worked.
  @Test(
    arguments: rows([
      ("2018-10-08", "1个工作日", "2018-09-30"), ("2018-10-08", "3个工作日", "2018-09-28"),
      ("2018-10-08", "5日", "2018-09-30"), ("2018-10-08", "当日", "2018-10-08"),
      ("2018-10-06", "当日", "2018-09-30"), ("2018-11-05", "1个月", "2018-09-30"),
      ("2018-07-31", "3日", "2018-07-27"), ("2018-07-31", "1周", "2018-07-24"),
    ]))
  func aReminderComesBeforeOnAWorkingDay(due: String, limit: String, day: String) throws {
    let calendar = try Samples.schema().calendar
    let found = calendar.reminder(try #require(Limit(limit)), before: try #require(Day(due)))
    #expect("\(found)" == day)
  }

  @Test(
    arguments: rows(["五天", "5", "5个", "0日", "-1日", "五个工作日", "5个工作曰", "2018-02-30", "", "99999日"]))
  func otherWordingsAreNoLimits(wording: String) {
    #expect(Limit(wording) == nil)
  }

  @Test func everyDayOfNineCenturiesReadsBack() throws {
    var day = try #require(Day("1600-01-01"))
    var weekday = day.weekday
    while day.year < 2500 {
      #expect(Day("\(day)") == day)
      #expect(day.weekday == weekday)
      weekday = weekday % 7 + 1
      day = day.advanced(by: 1)
    }
  }

  @Test(
    arguments: rows([
      "2018-02-29", "2018-13-01", "2018-00-10", "2018-1-01", "18-01-01", "2018/01/01", "２０１８-01-01",
    ]))
  func whatTheCalendarHasNotIsNoDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(
    arguments: rows([
      "2018.7.23", "2018/7/23", "2018年7月23日", "2018年07月23日", "２０１８－０７－２３", "2018-7-23", "2018．7．23",
      "2018 年 7 月 23 日",
    ]))
  func aLooseDateIsUnderstood(text: String) {
    #expect(Day(loose: text).map { "\($0)" } == "2018-07-23")
  }
}
