import Testing
import TestSupport

@testable import Supervision

/// Days and limits as offices write them, and what they are read as.
@Suite struct WrittenDayTests {
  @Test(
    arguments: rows([
      ("2018-07-23", "2018-07-23"), ("2018年7月23日", "2018-07-23"), ("2018.7.23", "2018-07-23"),
      ("2018/7/23", "2018-07-23"), ("18.7.23", "2018-07-23"), ("20180723", "2018-07-23"),
      ("２０１８年７月２３日", "2018-07-23"), ("二〇一八年七月二十三日", "2018-07-23"), ("43304", "2018-07-23"),
      ("2018-07-23 09:30", "2018-07-23"), ("2018-07-23T00:00:00", "2018-07-23"),
      ("2018/7/23 0:00", "2018-07-23"), ("2018年7月23日(周一)", "2018-07-23"),
      ("2018年7月23日 星期一", "2018-07-23"), ("7月23日", "2018-07-23"), ("7.23", "2018-07-23"),
      ("7/23", "2018-07-23"), ("7-23", "2018-07-23"), ("七月二十三日", "2018-07-23"),
      ("7月23号", "2018-07-23"),
      ("2018年", nil), ("7月", nil), ("9月底", nil), ("去年", nil), ("2018-13-01", nil), ("2月30日", nil),
      ("7月20日、7月25日", nil), ("123456", nil), ("", nil),
    ]))
  func aDayIsReadHoweverItIsWritten(text: String, day: String?) {
    let found = WrittenDay(text, years: WrittenDay.Years(ledger: 2018))
    #expect(found.map { "\($0.day)" } == day)
  }

  @Test(
    arguments: rows([
      ("8月31日", "2018-08-31"), ("7月23日", "2018-07-23"), ("1月15日", "2019-01-15"),
      ("2.29", "2020-02-29"),
    ]))
  func aDayWithoutAYearIsTheFirstSinceTheInstruction(text: String, day: String) {
    let years = WrittenDay.Years(ledger: 2018, start: Day("2018-07-23"))
    let found = WrittenDay(text, years: years)
    #expect(found.map { "\($0.day)" } == day && found?.readings == [.yearSupplied])
  }

  @Test(
    arguments: rows([
      ("2018年8月31日前", "2018-08-31"), ("8月31日之前", "2018-08-31"), ("8月31日以前办结", "2018-08-31"),
      ("于8月31日前完成", "2018-08-31"), ("8月31日(含当日)", "2018-08-31"), ("8月31日内", "2018-08-31"),
      ("8月31日17:00前", "2018-08-31"), ("9月底", "2018-09-30"), ("9月底前", "2018-09-30"),
      ("2018年9月", "2018-09-30"),
      ("9月上旬", "2018-09-10"), ("9月中旬前", "2018-09-20"), ("9月下旬", "2018-09-30"),
      ("9月末", "2018-09-30"),
      ("年底前", "2018-12-31"), ("2019年底", "2019-12-31"), ("今年底", "2018-12-31"), ("三季度", "2018-09-30"),
      ("第四季度末", "2018-12-31"), ("2019年上半年", "2019-06-30"), ("2019年2月", "2019-02-28"),
      ("7月25日至8月31日", "2018-08-31"), ("43343", "2018-08-31"), ("30日", "30日"), ("30日内", "30日"),
      ("三十日内", "30日"), ("一个月", "1个月"), ("一个月内", "1个月"), ("两周", "2周"), ("半个月", "半个月"),
      ("15个工作日内", "15个工作日"), ("五个工作日", "5个工作日"), ("自收文之日起30日内", "30日"), ("收到后10日内办结", "10日"),
      ("立即", "当日"), ("当日", "当日"),
    ]))
  func aLimitIsReadHoweverItIsWritten(text: String, limit: String) {
    guard case .limit(let found, _)? = WrittenLimit(text, years: Self.years) else {
      Issue.record("\(text) is no limit")
      return
    }
    #expect(found == limit)
  }

  private static let years = WrittenDay.Years(ledger: 2018, start: Day("2018-07-23"))

  @Test(arguments: rows(["长期", "长期坚持", "持续推进", "常态化"]))
  func whatHasNoEndIsNoLimit(text: String) {
    #expect(WrittenLimit(text, years: Self.years) == .longTerm)
  }

  @Test(arguments: rows([("每月25日前", "每月25日前"), ("每月25日", "每月25日前"), ("每季度", "每季度"), ("每周", "每周")]))
  func howOftenToReportIsNoLimit(text: String, cycle: String) {
    #expect(WrittenLimit(text, years: Self.years) == .cycle(cycle))
  }

  @Test(arguments: rows(["按节点推进", "尽快", "见附件", "二三日", "0日", "去年"]))
  func otherWordsAreNoLimit(text: String) {
    #expect(WrittenLimit(text, years: Self.years) == nil)
  }

  /// What may number a line or begin a span stays in the text.
  @Test(
    arguments: rows([
      ("2018-09-20 排查完毕", "2018-09-20", "排查完毕"), ("9月20日,排查完毕", "2018-09-20", "排查完毕"),
      ("9月20日:排查完毕", "2018-09-20", "排查完毕"), ("2018.9.20 排查", "2018-09-20", "排查"),
      ("2018-09-20", "2018-09-20", ""), ("1.7月20日开会", nil, ""), ("3.5万元已拨付", nil, ""),
      ("1.2 完成", nil, ""),
      ("9月20日至10月8日开展排查", nil, ""), ("9月20日前完成", nil, ""), ("已印发方案", nil, ""),
      ("2018-09-20排查", nil, ""),
    ]))
  func aReportMayBeginWithItsDay(text: String, day: String?, rest: String) {
    let found = WrittenDay(beginning: text, years: Self.years)
    #expect(found.map { "\($0.day)" } == day && found?.rest ?? "" == rest)
  }
}
