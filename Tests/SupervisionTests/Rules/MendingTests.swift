import FrontMatter
import Messages
import Supervision
import Testing

@Suite struct MendingTests {
  private let today = Day("2018-08-01")!  // written as the format has it

  private func findings(_ text: SourceText) -> [Diagnostic] {
    Case(Document(markdown: text)).findings(
      schema: Schema(), fileName: "2018-0008.md", asOf: today, today: today)
  }

  private func mending(_ text: String, recorded: String? = nil) -> Mending {
    Case.mending(
      source(text), recorded: recorded.map { Case(Document(markdown: source($0))) },
      schema: Schema(), fileName: "2018-0008.md", asOf: today, today: today)
  }

  private func source(_ text: String) -> SourceText {
    SourceText(path: "cases/2018/2018-0008.md", bytes: Array(text.utf8))
  }

  /// As a clerk types who has never seen YAML.
  static let firstFile = """
    －－－
    编号：２０１８-0008
    标题：校园食堂　食品安全整改
    批示：
      领导：省委主要领导
      日期：2018.7.22
      类别：批办性
      摘要：彻查，限期整改
    缓急:急件
    牵头单位：省教育厅
    协办单位：［省市场监督管理局，省卫生健康委员会、省公安厅］
    任务：
      －事项：排查全省校园食堂
        单位：省教育厅
        时限：5 个工作日
    过程：
      － 日期：2018年7月23日
    \t\t步骤：登记
      -日期：2018/7/23
        步骤 : 研判
        意见：建议立项
    ———

    ## 研判
    """

  @Test func aFirstFileTypedWithFullWidthPunctuationBecomesValid() {
    let text = Self.firstFile.replacing("２０１８", with: "2018")
    let mended = mending(text)
    #expect(findings(mended.text).filter { $0.severity > .info } == [])
    #expect(mended.fixes >= 20)
    let document = Document(markdown: mended.text)
    #expect(document.node(at: ["协办单位"])?.items.map(\.text) == ["省市场监督管理局", "省卫生健康委员会", "省公安厅"])
    #expect(document.node(at: ["过程", 1, "日期"])?.text == "2018-07-23")
    #expect(mending(String(decoding: mended.text.bytes, as: UTF8.self)).fixes == 0)
  }

  @Test func whatIsRightIsLeftAsItIs() throws {
    for name in Samples.cases {
      let text = try Samples.text("cases/\(name).md")
      let mended = Case.mending(
        text, recorded: nil, schema: try Samples.schema(),
        fileName: String(name.split(separator: "/")[1]) + ".md", asOf: today, today: today)
      #expect(mended.text == text && mended.fixes == 0)
    }
  }

  private let recorded = """
    ---
    编号: 2018-0008
    标题: 校园食堂
    批示: {领导: 甲, 日期: 2018-07-22, 类别: 批办性, 摘要: 乙}
    过程:
      - 日期: 2018-07-23
        步骤: 登记
      - 日期: 2018-07-24
        步骤: 发函
        主送: [省教育厅、省公安厅]
    ---

    """

  @Test func noFixChangesWhatIsRecorded() {
    let edited = recorded.replacing("标题: 校园食堂", with: "标题：校园食堂\n协办单位: [甲、乙]")
    let mended = String(decoding: mending(edited, recorded: recorded).text.bytes, as: UTF8.self)
    #expect(mended.contains("标题: 校园食堂\n协办单位: [甲, 乙]\n"))
    #expect(mended.contains("主送: [省教育厅、省公安厅]"))
    #expect(!String(decoding: mending(edited).text.bytes, as: UTF8.self).contains("、"))
  }

  @Test func remarksAreLeftToThePersonWhoWrites() {
    let text = "---\n标题: “两不愁三保障”\n---\n"
    #expect(mending(text).fixes == 0)
  }

  @Test func aFixThatDoesNotHoldIsNotMade() {
    let rule = Rule.syntax[0]
    func judge(_ text: SourceText) -> [Diagnostic] {
      // The first fix makes way for a new finding; the second is good.
      text.bytes.enumerated().filter { $1 == UInt8(ascii: "x") || $1 == UInt8(ascii: "y") }.map {
        Diagnostic(
          rule, Phrase(zh: "坏", en: "bad"), at: $0.offset..<$0.offset + 1,
          fixes: [
            .init(
              Phrase(zh: "改", en: "mend"),
              edits: [
                SourceEdit(
                  replacing: $0.offset..<$0.offset + 1,
                  with: $0.element == UInt8(ascii: "x") ? "y" : "z")
              ])
          ])
      }
    }
    let mended = source("x-y-x").mended(judge: judge)
    #expect(String(decoding: mended.text.bytes, as: UTF8.self) == "x-z-x")
    #expect(mended.fixes == 1)
  }
}
