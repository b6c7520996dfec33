import CaseGeneration
import Messages
import Supervision
import Testing
import TestSupport

/// One line a duty: `报责任人 省教育厅 07-24–07-31 07-31 按时#6`.
private func told(_ duty: Duty) -> String {
  func short(_ day: Day?) -> String { day.map { String("\($0)".dropFirst(5)) } ?? "–" }
  let what = duty.point.what.name + ((duty.point.task ?? duty.point.period).map { "\($0)" } ?? "")
  let late = duty.daysLate == 0 ? "" : "迟\(duty.daysLate)"
  let end =
    switch duty.outcome {
    case .open: "未办\(late)"
    case .suspended(let day): "中止\(short(day))\(late)"
    case .met(let day, let step): "办\(short(day))#\(step)\(late)"
    case .handedOn(let day, let step): "交出\(short(day))#\(step)\(late)"
    case .lapsed(let day, let step): "失效\(short(day))#\(step)\(late)"
    }
  return "\(what) \(duty.point.who) \(short(duty.since)) \(short(duty.keptTo)) \(end)"
}

@Suite(.seeded) struct DutyTests {
  @Test(arguments: rows(records, named: \.name))
  fileprivate func record(_ named: Named<Record>) throws {
    let record = named.value
    let duties = try Course(record.header, record.steps).state(on: record.day, withDuties: true)
      .duties.map(told)
    for line in record.expected { #expect(duties.contains(line), "\(line) in \(duties)") }
  }

  /// The record holds just what the fold says is owed, day by day.
  @Test func theRecordIsWhatWasOwedOnEachDay() throws {
    let schema = Schema(calendar: try Samples.schema().calendar)
    var ended = 0
    PropertyTests.forEachCase(upTo: 120) { made, subject in
      // As of a day before a correction the old value holds.
      guard !subject.steps.contains(where: { $0.kind == .correct }) else { return }
      let days = Set(made.days.flatMap { [$0, $0.advanced(by: 1)] }).sorted()
      let last = days.last!.advanced(by: 30)
      let duties = CaseState(
        folding: subject, schema: schema, asOf: last, withDuties: true
      ).duties
      ended += duties.count { $0.isMet || $0.hasLapsed }
      for day in days + [last] {
        let state = CaseState(folding: subject, schema: schema, asOf: day, withDuties: true)
        let open = state.duties.filter(\.isOpen).map(\.point)
        #expect(Set(open) == Set(state.duePoints), "\(day)")
        // What has ended stays as it was.
        for duty in state.duties where duty.isMet || duty.hasLapsed || duty.isHandedOn {
          #expect(
            duties.contains { $0.isSame(as: duty) }, "\(day): \(told(duty))")
        }
      }
    }
    #expect(ended > 200 || Seed.given != nil, "\(ended)")
  }
}

private let weekly = ["反馈: 每周", "时限: 1年"]
private let done = """
  07-25 报责任人 单位=省教育厅 责任人=副厅长
  08-07 报结 单位=省教育厅
  08-08 审核 审核人=主任 五查=无 结论=通过 豁免=[1] 理由=并入年度工作
  """

extension Duty {
  /// What was met stays met, and what lapsed may at most have been taken up again.
  fileprivate func isSame(as other: Duty) -> Bool {
    point.what == other.point.what && point.who == other.point.who
      && point.start == other.point.start && since == other.since
      && (outcome == other.outcome || other.hasLapsed && point.period != nil)
  }
}

private struct Record: Sendable {
  let name: String
  let header: [String]
  let steps: String
  let day: String
  let expected: [String]

  init(_ name: String, header: [String], _ steps: String, _ day: String, _ expected: [String]) {
    (self.name, self.header, self.steps, self.day, self.expected) =
      (name, header, steps, day, expected)
  }
}

private let records: [Record] = [
  Record(
    "what is done, and late", header: ["任务: [{事项: 核查, 单位: 省教育厅, 时限: 5个工作日}]"],
    """
    08-02 报责任人 单位=省教育厅 责任人=副厅长
    08-03 进展 单位=省教育厅 任务=1 完成=是
    """, "08-10",
    [
      "立项 督查室 07-23 07-26 办07-23#3", "发函 督查室 07-23 07-26 办07-24#5",
      "报责任人 省教育厅 07-24 07-31 办08-02#6迟2", "报责任人 省公安厅 07-24 07-31 未办迟10",
      "任务1 省教育厅 07-24 07-31 办08-03#7迟3", "报结 省教育厅 07-24 08-23 未办",
    ]
  ),
  Record(
    "handed on: each unit is late for its own days", header: [],
    "08-05 改派 原单位=省公安厅 新单位=省水利厅 任务=2 批准=主任", "09-01",
    [
      "任务2 省公安厅 07-24 08-23 交出08-05#6", "任务2 省水利厅 08-05 08-23 未办迟9",
      "报责任人 省水利厅 08-05 08-10 未办迟22",
    ]
  ),
  Record(
    "handed on when it is late already", header: ["任务: [{事项: 整改, 单位: 省公安厅, 时限: 5个工作日}]"],
    "08-10 改派 原单位=省公安厅 新单位=省水利厅 任务=1 批准=主任", "08-12",
    ["任务1 省公安厅 07-24 07-31 交出08-10#6迟10", "任务1 省水利厅 08-10 07-31 未办迟12"]
  ),
  Record(
    "more time: asked for in time, and not", header: [],
    """
    08-01 申请延期 单位=省教育厅 任务=1 理由=雨 新时限=2018-08-20
    08-02 延期 单位=省教育厅 任务=1 批准=主任 新时限=2018-08-20
    08-18 申请延期 单位=省公安厅 任务=2 理由=雨 新时限=2018-09-20
    08-20 延期 单位=省公安厅 任务=2 批准=主任 新时限=2018-09-20
    09-19 进展 单位=省公安厅 任务=2 完成=是
    """, "09-21",
    [
      "任务1 省教育厅 07-24 07-31 未办迟52", "任务2 省公安厅 07-24 09-20 办09-19#10",
      "答复延期 督查室 08-01 08-06 办08-02#7", "答复延期 督查室 08-18 08-22 办08-20#9",
    ]
  ),
  Record(
    "the lead's weekly reports", header: weekly,
    """
    07-30 进展 单位=省教育厅
    08-13 进展 单位=省教育厅
    """, "08-22",
    [
      "续报1 省教育厅 07-24 07-31 办07-30#6", "续报2 省教育厅 07-24 08-07 办08-13#7迟6",
      "续报3 省教育厅 07-24 08-14 未办迟8",
    ]
  ),
  Record(
    "suspended, and given back", header: [],
    """
    08-08 中止 理由=诉讼 批准=秘书长
    """, "08-20",
    [
      "任务1 省教育厅 07-24 07-31 中止08-08迟8", "报结 省教育厅 07-24 08-23 中止08-08",
      "恢复 督查室 08-08 09-07 未办",
    ]
  ),
  Record(
    "suspended and withdrawn", header: [],
    """
    08-08 中止 理由=诉讼 批准=秘书长
    08-28 撤销 理由=并案 批准=秘书长
    """, "09-20",
    [
      "任务1 省教育厅 07-24 07-31 失效08-08#7迟8", "恢复 督查室 08-08 09-07 办08-28#7",
      "归档 督查室 08-28 09-27 未办",
    ]
  ),
  Record(
    "resumed", header: [],
    """
    08-08 中止 理由=诉讼 批准=秘书长
    08-28 恢复
    """, "08-28",
    ["任务1 省教育厅 07-24 08-20 未办迟8", "恢复 督查室 08-08 09-07 办08-28#7"]
  ),
  Record(
    "lapsed with the report that passed, and late until then",
    header: ["协办单位: []", "任务: [{事项: 核查, 单位: 省教育厅}]"],
    done,
    "08-20",
    [
      "报责任人 省公安厅 07-24 07-31 失效08-08#8迟8", "报结 省教育厅 07-24 08-23 办08-07#7",
      "审核 督查室 08-07 08-14 办08-08#8",
    ]
  ),

]
