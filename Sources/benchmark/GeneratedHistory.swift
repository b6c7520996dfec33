import Supervision

/// A deterministic repository for measuring: so many cases of so many steps, one commit a step.
struct GeneratedHistory {
  let cases: Int
  let steps: Int

  /// The first of the cases that are still running: one in twenty.
  static let firstRunning = 7

  private static let opening: [StepKind] = [
    .register, .assess, .docket, .approve, .issue, .acknowledge, .nameOfficer,
  ]
  private static let ending: [StepKind] = [.finalReport, .review, .submit, .close, .archive]

  /// The shortest life: an instruction that only informs.
  private static let informing: [StepKind] = [.register, .assess, .decline, .archive]

  /// After so many cases the days on which they begin are the same: 8 years, 12 months, 28 days.
  private static let period = 168

  private func isRunning(_ index: Int) -> Bool { index % 20 == Self.firstRunning }

  private func isInforming(_ index: Int) -> Bool {
    steps == Self.informing.count && !isRunning(index)
  }

  /// What a case goes through: most end, if there are steps enough for it, with reports between.
  func kind(of number: Int, of index: Int) -> StepKind {
    if isInforming(index) { return Self.informing[number] }
    if number < Self.opening.count { return Self.opening[number] }
    let left = steps - number
    // A report must have come between, which says that the task is done.
    let ends = !isRunning(index) && steps > Self.opening.count + Self.ending.count
    return ends && left <= Self.ending.count ? Self.ending[Self.ending.count - left] : .progress
  }

  /// A step of a case as lines below 过程.
  private func step(_ number: Int, of index: Int) -> String {
    let day = day(of: number, of: index)
    let kind = kind(of: number, of: index)
    // What was to be done is done when the final report comes.
    let isLast = number + 1 < steps && self.kind(of: number + 1, of: index) == .finalReport
    let fields =
      switch kind {
      case .assess: "意见: 领导要求核查处置,建议立项督办"
      case .docket: "批准: 省委秘书长"
      case .decline: "理由: 只需知悉,不需办理"
      case .approve: "审定人: 省委秘书长"
      case .issue: "文号: ×督函〔\(day.year)〕\(index + 1)号\n    主送: [省教育厅, 省公安厅]"
      case .acknowledge: "单位: 省教育厅"
      case .nameOfficer: "单位: 省教育厅\n    责任人: 分管副厅长"
      case .progress:
        "单位: 省教育厅\n    类型: 续报\n\(isLast ? "    任务: 1\n    完成: 是\n" : "")    说明: |\n      第\(number)次报告:排查学校食堂\(number * 37)所,发现问题\(number * 3)个,已整改\(number * 2)个。\n      其余问题列入清单,逐项明确整改单位和时限,下周继续报告。"
      case .finalReport: "单位: 省教育厅"
      case .review:
        "审核人: 督查室副主任\n    五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}\n    结论: 通过"
      case .submit: "对象: 省委主要领导"
      case .close: "阅示: 同意办结"
      case .archive: "档号: 督查-\(day.year)-\(index + 1)"
      default: ""
      }
    return "  - 日期: \(day)\n    步骤: \(kind.name)\n" + (fields.isEmpty ? "" : "    \(fields)\n")
  }

  func day(of number: Int, of index: Int) -> Day {
    start(of: index).advanced(by: number)
  }

  func start(of index: Int) -> Day {
    Day(year: 2016 + index % 8, month: 1 + index % 12, day: 1 + index % 28)!  // every month has 28
  }

  func path(of index: Int) -> String {
    "cases/\(start(of: index).year)/\(number(of: index)).md"
  }

  func number(of index: Int) -> CaseNumber {
    CaseNumber(year: start(of: index).year, sequence: index / 8 + 1)
  }

  /// The file of a case with its first `count` steps.
  func text(of index: Int, steps count: Int) -> String {
    var text = """
      ---
      编号: \(number(of: index))
      标题: 第\(index + 1)件学校食堂食品安全整治
      批示:
        领导: 省委主要领导
        日期: \(start(of: index))
        类别: \(isInforming(index) ? InstructionClass.informative.name : "批办性")
        摘要: 立即核查处置,举一反三,部署全省排查整治
      缓急: 急件
      牵头单位: 省教育厅
      协办单位: [省公安厅]
      任务:
        - 事项: 排查全省学校食堂
          单位: 省教育厅
          时限: 60日
      反馈: 每月
      过程:

      """
    for number in 0..<count { text += step(number, of: index) }
    return text + "---\n\n## 研判\n\n领导要求核查处置,举一反三。建议按急件立项,由省教育厅牵头办理。\n"
  }

  /// Whether nothing is left to be done about a case.
  func hasEnded(_ index: Int) -> Bool { kind(of: steps - 1, of: index) == .archive }

  /// The day on which the task of a case is due: sixty days after the letter.
  func due(of index: Int) -> Day { day(of: 4, of: index).advanced(by: 60) }

  /// Calls `body` with every step of every case on its day, as an office would record them.
  ///
  /// A day at a time, so that only the cases of a day are held.
  func forEachStep(_ body: (_ index: Int, _ number: Int) -> Void) {
    // Cases begin on the days of the first `period`, and again on the same.
    let beginnings = (0..<min(Self.period, cases)).map { (day: start(of: $0).ordinal, first: $0) }
    guard let first = beginnings.map(\.day).min(), let last = beginnings.map(\.day).max() else {
      return
    }
    for day in first..<(last + steps) {
      let due = beginnings.filter { ($0.day...($0.day + steps - 1)).contains(day) }
      let cases = due.flatMap { beginning in
        stride(from: beginning.first, to: self.cases, by: Self.period).map {
          (index: $0, number: day - beginning.day)
        }
      }
      for (index, number) in cases.sorted(by: { $0.index < $1.index }) { body(index, number) }
    }
  }
}
