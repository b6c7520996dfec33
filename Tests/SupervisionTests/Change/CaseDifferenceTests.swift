import FrontMatter
import Supervision
import Testing
import TestSupport

@Suite struct CaseDifferenceTests {
  /// One version of a case and the day it is judged on.
  private func side(_ text: String, on day: String) throws -> CaseDifference.Side {
    CaseDifference.Side(
      SmallCase.read(text), schema: try Samples.schema(),
      day: try #require(Day("2018-\(day)")))
  }

  /// The changes between a case with the usual opening and the same with more steps.
  private func changes(
    _ earlier: String = "", _ header: [String] = [], from: String = "07-25", to: String = "07-26",
    adding later: String, _ changed: [String] = []
  ) throws -> [String] {
    try CaseDifference(
      from: side(Course(header, earlier).text, on: from),
      to: side(Course(header + changed, earlier + "\n" + later).text, on: to)
    ).changes.map(\.inShort)
  }

  @Test(
    arguments: rows([
      ("07-25 调度 说明=周调度", ["+调度"]),
      ("07-25 报责任人 单位=省教育厅 责任人=分管副厅长", ["+报责任人", "责任人 省教育厅 -→分管副厅长"]),
      ("07-25 进展 单位=省教育厅 任务=1 完成=是", ["+进展", "任务1完成 第6步"]),
      ("07-25 延期 批准=秘书长 新时限=2018-09-28", ["+延期", "报结 2018-08-23→2018-09-28 第6步延期"]),
      ("07-25 延期 批准=秘书长 新时限=2018-08-10 任务=1", ["+延期", "任务1 2018-07-31→2018-08-10 第6步延期"]),
      (
        "07-25 中止 理由=等 批准=秘书长",
        ["+中止", "状态 办理中→已中止", "灯 黄→绿"]
      ),
      (
        "07-25 改派 原单位=省教育厅 新单位=省卫生厅 批准=秘书长",
        ["+改派", "牵头 省教育厅→省卫生厅", "任务1 省教育厅→省卫生厅"]
      ),
      ("07-26 报结 单位=省教育厅", ["+报结", "状态 办理中→待审核"]),
      ("07-26 撤销 理由=不再需要 批准=秘书长", ["+撤销", "状态 办理中→已撤销", "灯 黄→绿"]),
      (
        "07-25 更正 更正=表头 字段=标题 原文=疫苗处置和督导检查 改为=疫苗督查 理由=笔误",
        ["+更正"]
      ),
      (
        "07-25 更正 更正=表头 字段=时限 原文=30日 改为=2018-09-28 理由=笔误",
        [
          "+更正", "报结 2018-08-23→2018-09-28 第6步更正",
          "任务2 2018-08-23→2018-09-28 第6步更正",
        ]
      ),
    ]))
  func aStepComesWithWhatItHasDone(step: String, expected: [String]) throws {
    let found = try changes(from: "07-26", adding: step)
    #expect(found == expected)
  }

  @Test func theStepThatMovedADeadlineIsFoundAmongSeveral() throws {
    let steps = """
      07-25 延期 批准=秘书长 新时限=2018-09-03
      07-26 延期 批准=秘书长 新时限=2018-09-28
      07-27 催办 单位=省公安厅 等级=蓝
      07-27 延期 批准=秘书长 新时限=2018-08-10 任务=1
      """
    let found = try changes(from: "07-27", to: "07-27", adding: steps)
    #expect(
      found == [
        "+延期", "+延期", "+催办", "+延期", "报结 2018-08-23→2018-09-28 第7步延期",
        "任务1 2018-07-31→2018-08-10 第9步延期",
      ])
  }

  @Test func timeAloneTurnsALight() throws {
    #expect(try changes(from: "07-24", to: "07-30", adding: "") == ["灯 绿→黄"])
    #expect(try changes(from: "07-30", to: "08-01", adding: "") == ["灯 黄→红"])
    #expect(try changes(from: "07-24", to: "07-24", adding: "").isEmpty)
  }

  @Test func aNewCaseIsTold() throws {
    let text = Course("07-25 进展 单位=省公安厅 任务=2 完成=是").text
    let changes = try CaseDifference(from: nil, to: side(text, on: "07-25")).changes.map(\.inShort)
    #expect(
      changes == [
        "登记", "+登记", "+研判", "+立项", "+审定", "+发函", "+进展", "状态 -→办理中", "灯 无→绿",
        "报结 -→2018-08-23 第5步发函", "新任务1", "新任务2", "任务2完成 第6步",
      ])
    #expect(
      try CaseDifference(from: side(text, on: "07-25"), to: nil).changes.map(\.inShort) == ["删除"])
  }

  @Test func theHeaderIsComparedKeyByKey() throws {
    #expect(
      try changes(from: "07-26", adding: "", ["标题: 疫苗督查", "关注: 重点"])
        == ["标题 疫苗处置和督导检查→疫苗督查", "关注 -→重点"])
    #expect(
      try changes(
        from: "07-26", adding: "",
        [
          "任务: [{事项: 核查, 单位: 省教育厅, 时限: 7个工作日}, {事项: 整改, 单位: 省公安厅}, {事项: 回头看, 单位: 省公安厅}]"
        ])
        == [
          "任务1 2018-07-31→2018-08-02", "新任务3", "任务.1.时限 5个工作日→7个工作日", "任务.3 -→…",
        ])
  }

  @Test(
    arguments: rows([
      ("正文\n\n第二段\n", "正文\n\n改了的\n第三段\n", ["正文+2-1"]), ("正文\n", "\n正文\n", ["版式"]),
      ("正文\n", "正文\n", []),
    ]))
  func proseIsCountedInLines(old: String, new: String, expected: [String]) throws {
    let text = Course("").text
    let difference = try CaseDifference(
      from: side(text + old, on: "07-25"), to: side(text + new, on: "07-25"))
    #expect(difference.changes.map(\.inShort) == expected)
  }

  @Test func whatHappenedToRecordedStepsIsTold() throws {
    let steps = Course.opening.split(separator: "\n").map(String.init)
    func text(_ steps: [String]) -> String {
      Course(opening: steps.joined(separator: "\n"), "").text
    }
    func between(_ new: [String]) throws -> [String] {
      try CaseDifference(
        from: side(text(steps), on: "07-25"), to: side(text(new), on: "07-25")
      ).changes.map(\.inShort)
    }
    #expect(try between(Array(steps.dropFirst(2).reversed())).contains("-研判"))
    #expect(
      try between([steps[0], "07-23 研判 意见=不必立项"] + steps.dropFirst(2)) == ["研判改"])
    #expect(
      try between([steps[0], steps[2], steps[1]] + steps[3...]).contains { $0.hasSuffix("移") })
  }

  @Test func aNewNumberIsNoFieldThatChanged() throws {
    let number = "07-26 更正 更正=表头 字段=编号 原文=2018-0007 改为=2018-0012 理由=重号"
    #expect(
      try changes(from: "07-26", adding: number, ["编号: 2018-0012"])
        == ["改号 2018-0007→2018-0012", "+更正"])
  }

  @Test func secrecyOfEitherSideHides() throws {
    let open = Course("").text
    let secret = open.replacing("标题: 疫苗处置和督导检查\n", with: "密级: 机密\n")
    #expect(
      try CaseDifference(from: side(open, on: "07-25"), to: side(secret, on: "07-25")).isSecret)
    #expect(
      try CaseDifference(from: side(secret, on: "07-25"), to: side(open, on: "07-25")).isSecret)
    #expect(try !CaseDifference(from: side(open, on: "07-25"), to: nil).isSecret)
  }

  /// Every sample, cut before each of its steps: the steps added are those that were cut off.
  @Test(arguments: rows(Samples.cases))
  func anyTwoVersionsDifferByTheStepsBetweenThem(name: String) throws {
    let subject = try Samples.read(name)
    let schema = try Samples.schema()
    let days = subject.steps.map(\.day)
    let last = try #require(days.max())
    let whole = CaseDifference.Side(subject, schema: schema, day: last)
    #expect(CaseDifference(from: whole, to: whole).isEmpty)
    for day in Set(days) {
      let earlier = CaseDifference.Side(subject, schema: schema, day: day)
      let changes = CaseDifference(from: earlier, to: whole).changes
      #expect(changes.allSatisfy { !$0.inShort.hasPrefix("+") })
    }
    let fresh = CaseDifference(from: nil, to: whole).changes.map(\.inShort)
    #expect(fresh.count { $0.hasPrefix("+") } == subject.steps.count)
  }
}

extension CaseDifference.Change {
  fileprivate var inShort: String {
    switch self {
    case .registered: "登记"
    case .removed: "删除"
    case .renumbered(let from, let to): "改号 \(from)→\(to)"
    case .stepAdded(let step): "+\(step.kind.name)"
    case .stepChanged(let from, let to):
      from.kind == to.kind ? "\(to.kind.name)改" : "\(from.kind.name)改为\(to.kind.name)"
    case .stepRemoved(let step): "-\(step.kind.name)"
    case .stepMoved(let step, _): "\(step.kind.name)移"
    case .state(let from, let to): "状态 \(from?.name ?? "-")→\(to?.name ?? "-")"
    case .round(let from, let to): "轮次 \(from)→\(to)"
    case .light(let from, let to, _): "灯 \(from.name)→\(to.name)"
    case .lead(let from, let to): "牵头 \(from)→\(to)"
    case .deadline(let what, let from, let to, let step):
      "\(what.inShort) \(from.map { "\($0)" } ?? "-")→\(to)"
        + (step.map { " 第\($0.number)步\($0.kind.name)" } ?? "")
    case .taskAdded(let task): "新任务\(task.number)"
    case .taskReassigned(let task, let from): "任务\(task.number) \(from)→\(task.unit)"
    case .taskDone(let task, let step):
      "任务\(task.number)完成" + (step.map { " 第\($0.number)步" } ?? "")
    case .taskExcused(let task): "任务\(task.number)豁免"
    case .taskReopened(let task): "任务\(task.number)重办"
    case .officer(let unit, let from, let to): "责任人 \(unit) \(from ?? "-")→\(to)"
    case .field(let path, let from, let to):
      "\(path.joined(separator: ".")) \(from.inShort)→\(to.inShort)"
    case .prose(let added, let removed): "正文+\(added)-\(removed)"
    case .layout: "版式"
    }
  }
}

extension CaseDifference.Deadlined {
  fileprivate var inShort: String {
    switch self {
    case .finalReport: "报结"
    case .task(let number): "任务\(number)"
    }
  }
}

extension Value? {
  fileprivate var inShort: String {
    switch self {
    case nil: "-"
    case .text(let text)?: text
    case .list?, .mapping?: "…"
    }
  }
}
