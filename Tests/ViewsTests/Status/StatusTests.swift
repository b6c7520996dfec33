import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct StatusTests {
  private func status(_ date: String, unit: String? = nil, unrecorded: [String] = []) throws
    -> Status
  {
    Status(
      try Samples().rows(asOf: day(date)).owing, of: LedgerBasis(asOf: day(date)), unit: unit,
      unrecorded: unrecorded)
  }

  static let days = ["2017-05-02", "2018-08-06", "2018-09-17", "2018-12-03", "2020-05-06"]

  @Test(arguments: rows([80, 140]), rows(Language.allCases))
  func theMorningReadsWell(width: Int, language: Language) throws {
    var text = ""
    for date in Self.days {
      let edits =
        date == "2018-08-06" ? ["cases/2018/2018-0004.md", "cases/2018/2018-0007.md"] : []
      text +=
        StatusText(
          try status(date, unrecorded: edits), language: language, width: width
        ).text
      text += "\n"
    }
    try expectGolden(text, "views/status-\(width)-\(language.rawValue).txt")
  }

  @Test(arguments: rows([60, 80, 100, 110, 120, 200]), rows(Language.allCases))
  func noLineIsWiderThanTheTerminal(width: Int, language: Language) throws {
    for date in Self.days {
      let text = StatusText(try status(date), language: language, width: width).text
      for line in text.split(separator: "\n") where line.hasPrefix("  ") {
        #expect(line.displayWidth <= width, "\(line)")
        #expect(line.last != " ")
      }
    }
  }

  @Test func colourChangesNothingButColour() throws {
    let status = try status("2018-08-06", unrecorded: ["cases/2018/2018-0007.md"])
    let plain = StatusText(status, language: .zh, width: 120)
    let coloured = StatusText(status, language: .zh, width: 120, colour: true)
    for (text, other) in [(plain.text, coloured.text), (plain.short, coloured.short)] {
      #expect(other.contains("\u{1B}[31m"))
      #expect(other.replacing(/\u{1B}\[\d*m/, with: "") == text)
    }
  }

  @Test func aDayOnWhichNothingIsOwedSaysSo() {
    let status = Status([], of: LedgerBasis(asOf: day("2018-08-06")))
    let text = StatusText(status, language: .zh, width: 80).text
    #expect(text == "督办动态 2018年8月6日 星期一\n\n没有要办的事项\n")
    #expect(!status.hasOverdue)
  }

  @Test func aUnitSeesOnlyWhatItOwes() throws {
    let status = try status("2018-08-06", unit: "省卫生")
    #expect(status.sections.values.flatMap { $0 }.map(\.owing.id) == ["2018-0007"])
    #expect(status.hasOverdue)
    #expect(status.smooth == 0 && status.revisits.isEmpty)
  }

  @Test func theShortFormIsALineEach() throws {
    let status = try status("2018-08-06", unrecorded: ["cases/2018/2018-0007.md"])
    let lines = StatusText(status, language: .zh, width: 80).short.split(separator: "\n")
    #expect(lines.first == "红 2018-07-31 2018-0007 省卫生和计划生育委员会 报责任人")
    #expect(lines.last == "M cases/2018/2018-0007.md")
    let waiting = StatusText(try self.status("2018-12-03"), language: .zh).short
    #expect(waiting.contains("\n- -          2018-0006 省政府主要领导 阅示\n"))
  }

  @Test func thePorcelainIsALineADuePointWithTabs() throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"))
    let lines = Status.porcelain(rows.owing).split(separator: "\n")
    #expect(lines.count == rows.reduce(0) { $0 + $1.duePoints.count })
    #expect(
      lines[0]
        == "red\t2018-07-31\t2018-0007\t省卫生和计划生育委员会\tnameOfficer\tcases/2018/2018-0007.md")
    #expect(
      lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 6 })
    #expect(Status.porcelain(rows.owing, nul: true).split(separator: "\0").count == lines.count)
  }

  @Test func anAbsentDayIsADash() throws {
    let row = try Samples().row("2018-0006", asOf: day("2018-12-03"))
    #expect(
      Status.porcelain([row].owing)
        == "none\t-\t2018-0006\t省政府主要领导\tanswer\tcases/2018/2018-0006.md\n")
  }

  private static let unnumbered = """
    ---
    编号: 2018-0001
    标题: 校园食堂排查
    批示: {领导: 省委主要领导, 日期: 2018-07-02, 类别: 批办性, 摘要: 查}
    牵头单位: 省教育厅
    任务: [{事项: 排查, 单位: 省教育厅, 时限: 30日}]
    过程:
      - {日期: 2018-07-02, 步骤: 登记}
      - {日期: 2018-07-02, 步骤: 立项, 批准: 省委秘书长}
      - {日期: 2018-07-03, 步骤: 发函, 主送: [省教育厅]}
    ---

    """

  @Test func aLetterWithoutANumberIsListed() throws {
    let path = "cases/2018/2018-0001.md"
    let sent = state(Self.unnumbered, asOf: day("2018-07-03"))
    let owing = try #require(OwingCase(sent, path: path))
    let status = Status([owing], of: LedgerBasis(asOf: day("2018-07-03")))
    let text = StatusText(status, language: .zh, width: 80)
    #expect(text.text.contains("\n未赋号件 1件\n"))
    #expect(text.text.contains("\n    2018-07-03  2018-0001 校园食堂排查  第3步 发函 主送省教育厅\n"))
    #expect(text.short.contains("- 2018-07-03 2018-0001 未赋号 第3步 发函 主送省教育厅\n"))
    #expect(!Status.porcelain([owing]).contains("none"))
    #expect(
      !StatusText(
        Status([owing], of: LedgerBasis(asOf: day("2018-07-03")), unit: "省教育厅"), language: .zh
      ).text.contains("未赋号件"))

    // Numbered later, and where nothing else is owed.
    let late = Self.unnumbered.replacing(
      "主送: [省教育厅]}\n",
      with: "主送: [省教育厅]}\n  - {日期: 2018-07-05, 步骤: 更正, 更正: 3, 字段: 文号, 原文: '', "
        + "改为: ×督函〔2018〕9号, 理由: 补号}\n")
    let numbered = try #require(OwingCase(state(late, asOf: day("2018-07-05")), path: path))
    #expect(numbered.unnumbered.isEmpty)
    #expect(state(late, asOf: day("2018-07-05")).letters.first?.number == "×督函〔2018〕9号")
    let ended = Self.unnumbered.replacing(
      "主送: [省教育厅]}\n",
      with: "主送: [省教育厅]}\n  - {日期: 2018-07-04, 步骤: 撤销, 理由: 重复, 批准: 秘书长}\n"
        + "  - {日期: 2018-07-04, 步骤: 归档, 档号: 一}\n")
    let archived = try #require(OwingCase(state(ended, asOf: day("2018-07-04")), path: path))
    #expect(archived.duePoints.isEmpty && archived.unnumbered.count == 1)
  }

  @Test func anUnusualPathIsQuotedUnlessLinesEndWithNUL() throws {
    let text = """
      ---
      编号: 2018-0001
      批示: {领导: 省委主要领导, 日期: 2018-07-02, 类别: 批办性}
      过程: [{日期: 2018-07-02, 步骤: 登记}]
      ---
      """
      .replacing("过程: [{日期: 2018-07-02, 步骤: 登记}]", with: "过程:\n  - {日期: 2018-07-02, 步骤: 登记}")
    let path = "cases/a\tb\"\n.md"
    let row = try #require(LedgerRow(state(text, asOf: day("2018-07-03")), path: path))
    #expect(Status.porcelain([row].owing).hasSuffix("\tdocket\t\"cases/a\\tb\\\"\\n.md\"\n"))
    #expect(Status.porcelain([row].owing, nul: true).hasSuffix("\tdocket\t\(path)\0"))
  }
}
