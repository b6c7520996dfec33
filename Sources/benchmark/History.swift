import Supervision

/// A deterministic repository for measuring: so many cases of so many steps, one commit a step.
struct History {
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

  private func isRunning(_ index: Int) -> Bool { index % 20 == Self.firstRunning }

  private func isInforming(_ index: Int) -> Bool {
    steps == Self.informing.count && !isRunning(index)
  }

  /// What a case goes through: most end, if there are steps enough for it, with reports between.
  private func kind(of number: Int, of index: Int) -> StepKind {
    if isInforming(index) { return Self.informing[number] }
    if number < Self.opening.count { return Self.opening[number] }
    let left = steps - number
    let ends = !isRunning(index) && steps >= Self.opening.count + Self.ending.count
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

  private func day(of number: Int, of index: Int) -> Day {
    start(of: index).advanced(by: number)
  }

  private func start(of index: Int) -> Day {
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

  /// The whole history as `git fast-import` reads it.
  ///
  /// - Parameter schema: the files of `schema/`, by path, for the first commit.
  func fastImport(schema: [(path: String, bytes: [UInt8])], to write: ([UInt8]) -> Void) {
    func data(_ bytes: [UInt8]) -> [UInt8] { Array("data \(bytes.count)\n".utf8) + bytes + [10] }
    func commit(_ message: String, at seconds: Int) -> [UInt8] {
      let who = "督查室 <office@example.org> \(seconds) +0800\n"
      return Array("commit refs/heads/main\nauthor \(who)committer \(who)".utf8)
        + data(Array(message.utf8))
    }
    let days = start(of: 0).ordinal - 1
    var first = commit("建立督办仓库\n", at: days * 86_400)
    for file in schema { first += Array("M 100644 inline \(file.path)\n".utf8) + data(file.bytes) }
    write(first)
    var seconds = 0
    for (index, number) in inOrder() {
      let id = self.number(of: index)
      let day = day(of: number, of: index)
      let kind = kind(of: number, of: index)
      let message =
        "\(kind.name) \(id) 第\(index + 1)件\n\nDuban-Case: \(id)\nDuban-Step: \(kind.rawValue)\n"
        + "Duban-Date: \(day)\n"
      // From nine in the morning on.
      seconds = max(seconds + 1, day.ordinal * 86_400 + 3600)
      write(
        commit(message, at: seconds)
          + Array("M 100644 inline \(path(of: index))\n".utf8)
          + data(Array(text(of: index, steps: number + 1).utf8)))
    }
  }

  /// The same steps as hledger and ledger read them: a transaction a step, an account a case.
  func journal(to write: ([UInt8]) -> Void) {
    for (index, number) in inOrder() {
      let kind = kind(of: number, of: index)
      write(
        Array(
          """
          \(day(of: number, of: index)) \(kind.name)
              案件:\(self.number(of: index))  1 步
              步骤:\(kind.name)  -1 步


          """.utf8))
    }
  }

  /// Every step of every case on its day, as an office would record them.
  private func inOrder() -> [(index: Int, number: Int)] {
    (0..<cases).flatMap { index in
      let day = start(of: index).ordinal
      return (0..<steps).map { (day: day + $0, index: index, number: $0) }
    }.sorted { ($0.day, $0.index) < ($1.day, $1.index) }.map { ($0.index, $0.number) }
  }
}
