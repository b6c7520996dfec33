import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

@Suite struct CaseChangeTests {
  private static let header = """
    编号: 2018-0007
    标题: 疫苗处置和督导检查
    批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性}
    牵头单位: 省食品药品监督管理局
    任务:
      - {事项: 核查, 单位: 省疾病预防控制中心, 时限: 5个工作日}

    """
  private static let steps = [
    "  - 日期: 2018-07-23\n    步骤: 登记\n",
    "  - 日期: 2018-07-23\n    步骤: 研判\n    意见: 建议立项\n",
    "  - 日期: 2018-07-23\n    步骤: 立项\n    批准: 省委秘书长\n",
    "  - 日期: 2018-07-24\n    步骤: 发函\n    主送: [省疾病预防控制中心]\n",
  ]

  private func read(
    _ steps: [String], header: String = Self.header, prose: String = ""
  ) -> Case {
    let text = "---\n\(header)过程:\n\(steps.joined())---\n\(prose)"
    return Case(
      Document(markdown: SourceText(path: "cases/2018/2018-0007.md", bytes: Array(text.utf8))))
  }

  private func ids(_ change: CaseChange) -> [String] { change.findings.map(\.rule.id) }

  @Test func everyStepOfANewCaseIsNew() {
    let change = CaseChange(from: nil, to: read(Self.steps))
    #expect(change.added.map(\.kind) == [.register, .assess, .docket, .issue])
    #expect(change.findings.isEmpty)
  }

  @Test(arguments: rows(0...4))
  func stepsThatWereAppendedAreNew(count: Int) {
    let change = CaseChange(
      from: read(Array(Self.steps.prefix(count))), to: read(Self.steps, prose: "\n新的正文\n"))
    #expect(change.added.map(\.number) == Array((count + 1)..<5))
    #expect(change.findings.isEmpty)
  }

  @Test func layoutIsNoChange() {
    let loose = [
      "  # 注\n  - 步骤: '登记'\n    日期: \"2018-07-23\"   # 注\n",
      "\n  - {日期: 2018-07-23, 意见: 建议立项, 步骤: 研判}\n",
    ]
    let change = CaseChange(from: read(Array(Self.steps.prefix(2))), to: read(loose))
    #expect(change.added.isEmpty && change.findings.isEmpty)
  }

  @Test(
    arguments: rows([
      ([0, 2, 3], [1], ["recorded-step-removed"]),
      ([0, 2, 1, 3], [], ["recorded-steps-reordered"]),
      ([1, 2, 3], [], ["recorded-step-removed"]), ([], [0, 1, 2, 3], ["recorded-step-removed"]),
    ]))
  func whatIsRecordedStays(places: [Int], gone: [Int], expected: [String]) {
    let change = CaseChange(from: read(Self.steps), to: read(places.map { Self.steps[$0] }))
    #expect(Set(ids(change)) == Set(expected))
    #expect(change.added.isEmpty)
  }

  @Test(arguments: rows([0, 1, 2, 3]), rows([0, 1]))
  func aChangedStepIsOneFindingAndItsFixRestoresIt(place: Int, more: Int) throws {
    var steps = Self.steps
    steps[place] = "  - 日期: 2018-07-25\n    步骤: 研判\n    意见: |\n      改过的\n      意见\n"
    let extra = Array(repeating: "  - 日期: 2018-07-30\n    步骤: 调度\n    说明: 新\n", count: more)
    let old = read(Self.steps)
    let new = read(steps + extra)
    let change = CaseChange(from: old, to: new)
    #expect(ids(change) == ["recorded-step-changed"])
    #expect(change.added.map(\.kind) == extra.map { _ in .stocktake })
    let fix = try #require(change.findings.first?.fixes.first)
    let mended = Case(
      Document(
        markdown: SourceText(
          path: "cases/2018/2018-0007.md", bytes: new.document.text.applying(fix.edits))))
    #expect(CaseChange(from: old, to: mended).findings.isEmpty)
  }

  @Test func aStepPutBetweenRecordedOnesIsFound() {
    let steps = [Self.steps[0], Self.steps[1], Self.steps[3]]
    let change = CaseChange(from: read(steps), to: read(Self.steps))
    #expect(ids(change) == ["step-not-appended"])
    #expect(change.added.map(\.kind) == [.docket])
  }

  @Test(
    arguments: rows([
      ("编号: 2018-0007", "编号: 2018-0008", 1, true), ("编号: 2018-0007", "编号: '2018-0007'", 1, false),
      ("标题: 疫苗处置和督导检查", "标题: 疫苗", 4, false), ("类别: 批办性", "类别: 指导性", 2, false),
      ("类别: 批办性", "类别: 指导性", 3, true), ("牵头单位: 省食", "牵头单位: 省药", 3, false),
      ("牵头单位: 省食", "牵头单位: 省药", 4, true), ("时限: 5个工作日", "时限: 6个工作日", 4, true),
      ("编号:", "缓急: 平件\n编号:", 4, false), ("编号:", "缓急: 急件\n编号:", 4, true),
      ("编号:", "反馈: 一次性\n编号:", 4, false), ("编号:", "反馈: 每周\n编号:", 4, true),
      ("编号:", "协办单位: []\n编号:", 4, false), ("编号:", "协办单位: 省卫健委\n编号:", 4, true),
      ("编号:", "关注: 重点\n编号:", 4, false),
    ]))
  func aFieldIsFixedByItsStep(old: String, new: String, recorded: Int, refused: Bool) {
    let steps = Array(Self.steps.prefix(recorded))
    let change = CaseChange(
      from: read(steps), to: read(steps, header: Self.header.replacing(old, with: new)))
    #expect(ids(change) == (refused ? ["fixed-field-changed"] : []))
  }

  @Test func aFieldMayChangeTogetherWithTheStepThatFixesIt() {
    let change = CaseChange(
      from: read(Array(Self.steps.prefix(3))),
      to: read(
        Self.steps, header: Self.header.replacing("时限: 5个工作日", with: "时限: 6个工作日")))
    #expect(change.findings.isEmpty)
    #expect(change.added.map(\.kind) == [.issue])
  }

  private func numbered(_ number: String, _ corrections: [(String, String)]) -> Case {
    let steps = corrections.map { from, to in
      "  - 日期: 2018-07-30\n    步骤: 更正\n    更正: 表头\n    字段: 编号\n    原文: \(from)\n    改为: \(to)\n    理由: 重号\n"
    }
    return read(
      Self.steps + steps, header: Self.header.replacing("2018-0007", with: number))
  }

  @Test func aNumberChangesOnlyWithA更正ThatSaysSo() {
    let old = read(Self.steps)
    let silent = CaseChange(from: old, to: numbered("2018-0012", []))
    #expect(ids(silent) == ["fixed-field-changed"] && silent.renumbering == nil)
    let said = CaseChange(from: old, to: numbered("2018-0012", [("2018-0007", "2018-0012")]))
    #expect(ids(said).isEmpty)
    #expect(said.renumbering?.number == "2018-0007")
    #expect(said.renumbering?.replacement == "2018-0012")
    let other = CaseChange(from: old, to: numbered("2018-0012", [("2018-0008", "2018-0012")]))
    #expect(ids(other) == ["fixed-field-changed"])
    let twice = CaseChange(
      from: old,
      to: numbered("2018-0013", [("2018-0007", "2018-0012"), ("2018-0012", "2018-0013")]))
    #expect(ids(twice).isEmpty && twice.renumbering?.replacement == "2018-0013")
  }

  @Test(
    arguments: rows([
      ("2018-0012", [("2018-0007", "2018-0012")], []),
      ("2018-0013", [("2018-0007", "2018-0012"), ("2018-0012", "2018-0013")], []),
      ("2018-0007", [("2018-0007", "2018-0012")], ["correction-mismatch"]),
      (
        "2018-0013", [("2018-0007", "2018-0012"), ("2018-0009", "2018-0013")],
        ["correction-mismatch"]
      ),
    ]))
  func theFileHasTheNumberThatTheLast更正Gives(
    number: String, corrections: [(String, String)], expected: [String]
  ) throws {
    let day = try #require(Day("2018-08-01"))
    let findings = numbered(number, corrections).findings(
      schema: Schema(), fileName: "\(number).md", asOf: day, today: day)
    #expect(findings.map(\.rule.id).filter { $0 == "correction-mismatch" } == expected)
  }

  @Test func aNumberThatWasGivenUpIsNotGivenAgain() {
    let renumbered = numbered("2018-0012", [("2018-0007", "2018-0012")])
    func found(registered day: String) -> [String] {
      let other = read(Self.steps.map { $0.replacing("2018-07-23", with: day) })
      return Case.findingsAcross([
        UsedNumbers(of: renumbered, at: "a.md"), UsedNumbers(of: other, at: "b.md"),
      ]).values.flatMap(\.self)
        .map(\.rule.id)
    }
    #expect(found(registered: "2018-07-23").isEmpty)
    #expect(found(registered: "2018-07-30").isEmpty)
    #expect(found(registered: "2018-07-31") == ["duplicate-case-number"])
  }
}
