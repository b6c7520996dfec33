import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct DueCalendarTests {
  /// The lines of a calendar, unfolded as RFC 5545 says; fails on a line that is too long, ends
  /// inside a character or is not ended by CRLF.
  private static func unfolded(_ bytes: [UInt8]) throws -> [String] {
    var lines: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = try #require(rest.firstIndex(of: 0x0A))
      try #require(end > rest.startIndex && rest[end - 1] == 0x0D)
      let line = rest[..<(end - 1)]
      #expect(line.count <= 75 && !line.contains(0x0D))
      let text = try #require(String(validating: line, as: UTF8.self))
      if text.hasPrefix(" ") {
        lines[lines.count - 1] += text.dropFirst()
      } else {
        lines.append(text)
      }
      rest = rest[(end + 1)...]
    }
    return lines
  }

  private static func calendar(_ list: DueList, _ reminders: [String] = ["1个工作日"]) throws
    -> DueCalendar
  {
    DueCalendar(
      list, reminders: reminders.compactMap { Supervision.Limit($0) },
      calendar: try Samples().schema.calendar)
  }

  private static func list(_ text: String, days: Int? = nil, unit: String? = nil) throws -> DueList
  {
    DueList(
      try Samples().rows(asOf: day(text)).owing, of: LedgerBasis(asOf: day(text)), unit: unit,
      within: days)
  }

  @Test(arguments: rows(["2018-08-06", "2018-10-01", "2020-06-01", "2021-12-31"]))
  func everyDuePointWithADayIsAnEventInPlainFoldedLines(text: String) throws {
    let list = try Self.list(text)
    let lines = try Self.unfolded(Self.calendar(list).bytes)
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    let dated = list.items.count { $0.point.due != nil }
    #expect(lines.count { $0 == "BEGIN:VEVENT" } == dated && dated > 0)
    let uids = lines.filter { $0.hasPrefix("UID:") }
    #expect(Set(uids).count == dated && uids.allSatisfy { $0.hasSuffix("@duban-git") })
    #expect(uids.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    let stamp = "DTSTAMP:\(text.filter { $0 != "-" })T000000Z"
    #expect(lines.filter { $0.hasPrefix("DTSTAMP:") }.allSatisfy { $0 == stamp })
    for line in lines where line.hasPrefix("SUMMARY:") {
      #expect(!line.replacing("\\\\", with: "").replacing("\\,", with: "").contains(","))
    }
  }

  @Test func whatCannotBeReadStandsOnTheDay() throws {
    let asOf = day("2018-08-06")
    let unread = UnreadCase(
      path: "cases/2018/2018-0071.md", rule: "case-unreadable",
      reason: Phrase(zh: "是符号链接,没有读", en: "a link"), isGuessed: false)
    let list = DueList([], of: LedgerBasis(asOf: asOf, unread: [unread]), unit: nil, within: nil)
    let lines = try Self.unfolded(Self.calendar(list).bytes)
    #expect(lines.contains("SUMMARY:2018-0071 (读不出来:是符号链接\\,没有读)"), "\(lines)")
    #expect(lines.contains("DTSTART;VALUE=DATE:20180806"))
    #expect(lines.contains("DESCRIPTION:文件:cases/2018/2018-0071.md"))
  }

  @Test func anEventSaysWhoOwesWhatAndWhy() throws {
    let lines = try Self.unfolded(
      Self.calendar(Self.list("2018-08-06"), ["当日", "3日", "3个工作日", "2个工作日"]).bytes)
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("SUMMARY:2018-0007 报责任人 省卫生和计划生育委员会") })
    #expect(lines[start] == "SUMMARY:2018-0007 报责任人 省卫生和计划生育委员会 疫苗处置和督导检查")
    #expect(lines[start - 2] == "DTSTART;VALUE=DATE:20180731")
    #expect(lines[start - 1] == "DTEND;VALUE=DATE:20180801")
    #expect(
      lines[start + 1].hasPrefix("DESCRIPTION:依据:2018-07-24发函\\,5个工作日\\;逾期6天\\n应办:省卫生"))
    #expect(lines[start + 2] == "CATEGORIES:督办,红")
    // Three days before is a Saturday, so that it rings on Friday, as do two working days before.
    let end = try #require(lines[start...].firstIndex(of: "END:VEVENT"))
    #expect(
      lines[start..<end].filter { $0.hasPrefix("TRIGGER:") }
        == ["TRIGGER:-P4DT15H", "TRIGGER:-P3DT15H", "TRIGGER:PT9H"])
    #expect(
      lines[start..<end].filter { $0.hasPrefix("DESCRIPTION:2018-0007 报责任人") }
        .allSatisfy { $0.hasSuffix("疫苗处置和督导检查 时限2018-07-31") })
  }

  @Test func anExtensionMovesTheDayAndKeepsTheIdentity() throws {
    let asked = """
      ---
      编号: 2018-0001
      标题: 一,二;三\\四
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性, 摘要: 办}
      牵头单位: 省教育厅
      时限: 2018-08-31
      任务:
        - {事项: 甲, 单位: 省教育厅, 时限: 2018-08-20}
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
        - {日期: 2018-07-02, 步骤: 研判, 意见: 立项}
        - {日期: 2018-07-02, 步骤: 立项, 批准: 省委秘书长}
        - {日期: 2018-07-02, 步骤: 审定, 审定人: 省委秘书长}
        - {日期: 2018-07-02, 步骤: 发函, 文号: ×督函〔2018〕1号, 主送: [省教育厅]}
      """
    let granted =
      asked + "\n  - {日期: 2018-07-09, 步骤: 延期, 批准: 省委秘书长, 任务: 1, 新时限: 2018-09-20}\n---\n"
    func events(_ text: String) throws -> (uids: [String], days: [String], lines: [String]) {
      let row = try #require(
        LedgerRow(state(text, asOf: day("2018-07-10")), path: "cases/2018/2018-0001.md"))
      let lines = try Self.unfolded(
        Self.calendar(DueList([row].owing, of: LedgerBasis(asOf: day("2018-07-10")))).bytes)
      return (
        lines.filter { $0.hasPrefix("UID:") }.sorted(),
        lines.filter { $0.hasPrefix("DTSTART") }.sorted(), lines
      )
    }
    let before = try events(asked + "\n---\n")
    let after = try events(granted)
    #expect(before.uids == after.uids && before.days != after.days)
    #expect(after.days.contains("DTSTART;VALUE=DATE:20180920"))
    #expect(before.lines.contains { $0.hasSuffix("一\\,二\\;三\\\\四") })
  }

  @Test func aSuspensionMovesThePeriodicReportAndKeepsItsIdentity() throws {
    let going = """
      ---
      编号: 2018-0001
      标题: 空气质量整治
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性, 摘要: 办}
      牵头单位: 省环境保护厅
      时限: 2018-12-28
      反馈: 每周
      任务:
        - {事项: 甲, 单位: 省环境保护厅, 时限: 2018-12-20}
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
        - {日期: 2018-07-02, 步骤: 研判, 意见: 立项}
        - {日期: 2018-07-02, 步骤: 立项, 批准: 省委秘书长}
        - {日期: 2018-07-02, 步骤: 审定, 审定人: 省委秘书长}
        - {日期: 2018-07-02, 步骤: 发函, 文号: ×督函〔2018〕1号, 主送: [省环境保护厅]}
        - {日期: 2018-07-06, 步骤: 进展, 单位: 省环境保护厅, 类型: 续报}

      """
    let held =
      going + "  - {日期: 2018-07-11, 步骤: 中止, 理由: 等待复核, 批准: 省委秘书长}\n"
      + "  - {日期: 2018-07-13, 步骤: 恢复}\n"
    func report(_ text: String) throws -> (uid: String, day: String) {
      let row = try #require(
        LedgerRow(state(text + "---\n", asOf: day("2018-07-13")), path: "cases/2018/2018-0001.md"))
      let lines = try Self.unfolded(
        Self.calendar(DueList([row].owing, of: LedgerBasis(asOf: day("2018-07-13")))).bytes)
      let start = try #require(lines.firstIndex { $0.hasPrefix("UID:2018-0001-progress-") })
      return (lines[start], lines[start + 2])
    }
    let (before, after) = (try report(going), try report(held))
    #expect(before.uid == after.uid && before.uid.hasPrefix("UID:2018-0001-progress-2-20180702-"))
    #expect(before.day == "DTSTART;VALUE=DATE:20180716")
    #expect(after.day == "DTSTART;VALUE=DATE:20180718")
  }

  @Test func onANarrowTerminalNamesStayReadable() throws {
    let list = try Self.list("2018-08-06")
    let narrow = Grid(list).table(width: 80).split(separator: "\n")
    #expect(narrow[0].hasSuffix("(屏宽不足,略去:依据)") && narrow.count == list.items.count + 2)
    #expect(narrow.contains { $0.contains("高标准农田建后管") && $0.contains("壬市人民政府") })
    let wide = Grid(list).table(width: 120)
    #expect(wide.contains("省卫生和计划生育委员会  报责任人  2018-07-24发函,5个工作日"))
  }

  @Test func theListIsOfWhatIsOverdueAndDueWithinTheDaysByItsDay() throws {
    let list = try Self.list("2018-08-06", days: 3)
    let days = list.items.compactMap { $0.point.due?.day }
    #expect(days == days.sorted() && days.count == list.items.count)
    #expect(days.first == day("2018-07-31") && days.allSatisfy { $0 <= day("2018-08-09") })
    #expect(try Self.list("2018-08-06").items.count > list.items.count)
    let mine = try Self.list("2018-08-06", unit: "省卫生和计划生育委员会").items
    #expect(!mine.isEmpty && mine.allSatisfy { $0.point.who == "省卫生和计划生育委员会" })
    let table = Grid(list).table()
    #expect(table.hasPrefix("到期事项 截至2018-08-06,3天内到期和已逾期的,共\(list.items.count)项\n"))
    #expect(table.contains("2018-07-31  红  2018-0007  疫苗处置和督导检查"))
  }
}
