import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct DifferenceTextTests {
  /// A sample case as it was after its first `steps` steps and as it is, each on its day.
  private func shown(_ id: String, first steps: Int, _ from: String, _ to: String) throws
    -> ShownDifference
  {
    let samples = try Samples()
    let path = "cases/\(id.prefix(4))/\(id).md"
    let new = String(decoding: try ProjectFiles.bytes(of: path), as: UTF8.self)
    let old = new.keepingSteps(steps)
    let difference = CaseDifference(
      from: CaseDifference.Side(read(old, path), schema: samples.schema, day: day(from)),
      to: CaseDifference.Side(read(new, path), schema: samples.schema, day: day(to)))
    return ShownDifference(difference, path: path)
  }

  private func read(_ text: String, _ path: String) -> Case {
    Case(Document(markdown: SourceText(path: path, bytes: Array(text.utf8))))
  }

  private func all() throws -> [ShownDifference] {
    [
      try shown("2018-0002", first: 24, "2018-08-20", "2018-12-31"),
      try shown("2018-0004", first: 17, "2018-08-20", "2018-12-31"),
      try shown("2018-0007", first: 15, "2018-07-30", "2018-08-06"),
    ]
  }

  private func text(
    _ shown: [ShownDifference], _ language: Language, width: Int? = nil, colour: Bool = false
  ) -> String {
    DifferenceText(
      shown, from: ShownState(day: day("2018-07-30"), rev: "3501279", isWorkTree: false),
      to: ShownState(day: day("2018-08-06"), rev: nil, isWorkTree: true), language: language,
      width: width, colour: colour
    ).text
  }

  @Test(arguments: rows(Language.allCases))
  func differencesAreToldInWords(language: Language) throws {
    try expectGolden(text(all(), language, width: 80), "views/diff-\(language.rawValue).txt")
  }

  @Test(arguments: rows([40, 60, 80, 120]), rows(Language.allCases))
  func noLineIsWiderThanTheTerminal(width: Int, language: Language) throws {
    for line in text(try all(), language, width: width).split(separator: "\n") {
      #expect(line.displayWidth <= width, "\(line)")
    }
  }

  @Test func colourChangesNothingButColour() throws {
    let coloured = text(try all(), .zh, width: 80, colour: true)
    #expect(coloured.contains("\u{1B}[32m+ "))
    #expect(coloured.replacing(/\u{1B}\[\d*m/, with: "") == text(try all(), .zh, width: 80))
  }

  @Test func nothingIsSaidOfNothing() {
    #expect(text([], .zh) == "")
  }

  @Test(arguments: rows(Language.allCases))
  func aSecretCaseShowsNoText(language: Language) throws {
    let header = """
      编号: 2018-0099
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性}
      密级: 机密
      保密期限: 10年
      存放处: 保密室
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
      """
    let step = "  - {日期: 2018-07-03, 步骤: 研判, 意见: 不可外传的话}\n"
    let old = read("---\n\(header)\n---\n", "a.md")
    let new = read("---\n来文: 不可外传的来文\n\(header)\n\(step)---\n", "a.md")
    let side = { (subject: Case) in
      CaseDifference.Side(subject, schema: Schema(), day: day("2018-07-03"))
    }
    let shown = ShownDifference(CaseDifference(from: side(old), to: side(new)), path: "a.md")
    let json = JSON.differences(
      [shown], from: ShownState(day: day("2018-07-02"), rev: nil, isWorkTree: false),
      to: ShownState(day: day("2018-07-03"), rev: nil, isWorkTree: true)
    ).pretty
    for output in [text([shown], language), json] {
      #expect(output.contains("来文") && output.contains("2018-07-03"))
      #expect(!output.contains("不可外传"))
    }
  }

  @Test func whatATerminalWouldObeyIsShownHarmless() throws {
    let text = """
      ---
      编号: 2018-0098
      标题: 甲
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性, 摘要: 查}
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
      ---

      """
    let hostile = text.replacing("标题: 甲", with: "标题: 乙\u{1B}[31m\u{202E}丙")
    let side = { (text: String) in
      CaseDifference.Side(read(text, "a.md"), schema: Schema(), day: day("2018-07-03"))
    }
    let shown = ShownDifference(CaseDifference(from: side(text), to: side(hostile)), path: "a.md")
    let output = self.text([shown], .zh)
    #expect(output.contains("乙"))
    #expect(!output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func totalsCountWhatADirectorAsksFor() throws {
    let totals = DifferenceTotals(try all().map(\.difference))
    #expect(totals.cases == 3)
    #expect(totals.registered == 0)
    #expect(totals.deadlinesMoved > 0)
    #expect(totals.tasksDone > 0)
    #expect(totals.stepsAdded > 20)
  }
}

extension String {
  /// The case with its first `count` steps only.
  fileprivate func keepingSteps(_ count: Int) -> String {
    var number = 0
    var isCut = false
    return split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line.hasPrefix("  - 日期:") {
        number += 1
        isCut = number > count
      }
      if line == "---" { isCut = false }
      return !isCut
    }.joined(separator: "\n")
  }
}
