import Messages
import Supervision

/// What one unit was late with in one case, and what else it is to be told: only what the files say.
struct UnitFaults {
  private let unit: String
  private let entry: Bulletin.Entry
  private let last: Day
  /// In the order in which they came up.
  private let late: [Duty]

  /// Nil where there is nothing to say.
  init?(of unit: String, in entry: Bulletin.Entry, through last: Day) {
    self.unit = unit
    self.entry = entry
    self.last = last
    late = entry.duties.filter { $0.point.who == unit && $0.isLate }
    if facts.isEmpty { return nil }
  }

  /// `“疫苗处置”（2018-0007）：报送承办责任人，按2018年7月24日发函、5个工作日，应于…`
  var text: String { "\(entry.about)：\(facts.joined(separator: "；"))" }

  private var facts: [String] {
    let told = late.map(lateness) + extensions + handovers + urging + returns + inspections
    guard !late.isEmpty else { return told }
    let said = statements
    return told + (said.isEmpty && !hasAsked ? ["未说明原因"] : said)
  }

  /// From when on what was done or said is about what is late; nil where nothing is.
  private var start: Day? { late.map(\.point.start).min() }

  /// The steps that concern what is late, up to the last day; where nothing is, those of the period.
  private var steps: [Step] {
    guard let start else { return entry.moved }
    return entry.state.stepsInForce.filter { $0.day >= start }
  }
}

// MARK: What is late

extension UnitFaults {
  /// The clock that ran out, why it ran and how it was counted, and by how much.
  private func lateness(_ duty: Duty) -> String {
    let point = duty.point
    let days = duty.daysLate
    let last = duty.keptTo ?? last
    let original = point.original.map { $0 == last ? "" : "（原定\($0.spelled)）" } ?? ""
    let due =
      "\(entry.duty(point))，\(basis(of: point))\(standing(of: point))应于\(last.spelled)前完成\(original)，"
    return switch duty.outcome {
    case .met(let day, _): due + "实际\(day.spelled)完成，逾期\(days)天"
    case .lapsed(let day, _): due + "至\(day.spelled)不再办理时未完成，逾期\(days)天"
    case .open, .suspended, .handedOn:
      due + "至\(self.last.spelled)仍未完成，逾期\(days)天，亮\(point.light.name)灯"
    }
  }

  /// `按2018年7月24日发函（×督函〔2018〕31号）、5个工作日，`
  private func basis(of point: DuePoint) -> String {
    let event = entry.state.stepsInForce.last {
      $0.kind == point.startKind && $0.day == point.start
    }
    let number = event?[.letterNumber].map { "（\($0)）" } ?? ""
    // A limit that is a day is the one named next.
    let measure = point.measure.map { Day($0.zh) == nil ? "、\($0.zh)" : "" } ?? ""
    return "按\(point.start.spelled)\(point.startKind.name)\(number)\(measure)，"
  }

  /// The days that the case stood still since the clock began, by which its day was put off.
  private func standing(of point: DuePoint) -> String {
    var since: Day?
    var days = 0
    for step in entry.state.stepsInForce where step.day >= point.start {
      if step.kind == .suspend { since = step.day }
      if step.kind == .resume, let begin = since {
        days += step.day.days(since: begin)
        since = nil
      }
    }
    return days > 0 ? "中止\(days)天顺延，" : ""
  }

  /// The units that what is late was with before, and this one.
  private var holders: Set<String> {
    var names: Set<String> = [unit]
    for step in entry.state.stepsInForce.reversed() where step.kind == .reassign {
      if let former = step[.formerUnit], let new = step[.newUnit], names.contains(new) {
        names.insert(former)
      }
    }
    return names
  }

  private var handovers: [String] {
    steps.filter { $0.kind == .reassign && $0[.newUnit] == unit && !late.isEmpty }.map { step in
      "\(step.day.spelled)由\(step[.formerUnit] ?? "")改派"
    }
  }

  /// What was asked and granted of the time that ran out: each request with its answer, and what was
  /// granted without one.
  private var extensions: [String] {
    let holders = holders
    var open: String?
    var told: [String] = []
    for step in steps where late.contains(where: { isAbout($0.point, step, holders) }) {
      let who = step[.unit].map { $0 == unit ? "" : $0 } ?? ""
      let to = step.limit(.newLimit).map { "至\($0.spelled)" } ?? ""
      let why = step[.reason].map { "（理由：\($0.withoutStop)）" } ?? ""
      if step.kind == .requestExtension {
        if let open { told.append("\(open)，尚未答复") }
        open = "\(step.day.spelled)\(who)申请延期\(to)\(why)"
      } else {
        let answer = step.kind == .extend ? "准予延期\(to)" : "未准延期\(why)"
        told.append((open.map { "\($0)，" } ?? "") + "\(step.day.spelled)\(answer)")
        open = nil
      }
    }
    return told + [open.map { "\($0)，尚未答复" }].compactMap(\.self)
  }

  /// Whether a step about more time is about this point: of its task, or of all that one of its
  /// holders had to do.
  private func isAbout(_ point: DuePoint, _ step: Step, _ holders: Set<String>) -> Bool {
    guard point.what == .task || point.what == .finalReport,
      [.requestExtension, .extend, .refuseExtension].contains(step.kind)
    else { return false }
    if let task = step.number(.task) { return task == point.task }
    return step[.unit].map(holders.contains) ?? (point.what == .finalReport)
  }

  private var hasAsked: Bool {
    let holders = holders
    return steps.contains { step in
      step.kind == .requestExtension && late.contains { isAbout($0.point, step, holders) }
    }
  }

  /// What the unit last reported of problems and plans, and last said when it was called.
  private var statements: [String] {
    let tasks = Set(late.compactMap(\.point.task))
    let isAny = late.contains { $0.point.task == nil }
    let own = steps.filter { step in
      step[.unit] == unit && (isAny || step.number(.task).map(tasks.contains) ?? true)
    }
    let report = own.last { $0.kind == .progress && ($0[.problems] ?? $0[.plan]) != nil }
    let call = own.last { $0.kind == .contact && $0[.note] != nil }
    return [report, call].compactMap(\.self).sorted { $0.day < $1.day }.map { step in
      let parts = [
        step[.problems].map { "问题：\($0.withoutStop)" },
        step[.plan].map { "打算：\($0.withoutStop)" },
        step.kind == .contact ? step[.note]?.withoutStop : nil,
      ].compactMap(\.self).joined(separator: "，")
      let what = step.kind == .contact ? "\(step[.means] ?? "")沟通：" : "报告"
      return "\(step.day.spelled)\(what)\(parts)"
    }
  }
}

// MARK: What the office did

extension UnitFaults {
  /// How often it was urged, how strongly, and when last.
  private var urging: [String] {
    let urged = steps.filter { $0.kind == .urge && $0[.unit] == unit }
    guard let latest = urged.last else { return late.isEmpty ? [] : ["未催办"] }
    let levels = urged.compactMap { $0[.level] }.joined(separator: "、")
    return ["被催办\(urged.count)次（\(levels)），最近一次\(latest.day.spelled)"]
  }

  /// Its reports that were sent back, with what 五查 found.
  private var returns: [String] {
    guard entry.state.lead == unit else { return [] }
    return steps.filter { $0.term(.conclusion) == ReviewConclusion.returned }.map { step in
      let found = Check.allCases.compactMap { check -> String? in
        guard let text = step.checks[check]?.value, text != Check.nothing else { return nil }
        return "\(check.name)：\(text.withoutStop)"
      }
      let why = found.isEmpty ? [step[.reason]?.withoutStop].compactMap(\.self) : found
      return "办理报告于\(step.day.spelled)被退回"
        + (why.isEmpty ? "" : "（\(why.joined(separator: "，"))）")
    }
  }

  /// What was found on the spot in the period and is not what the report says.
  private var inspections: [String] {
    guard entry.state.lead == unit else { return [] }
    return entry.moved.filter { $0.kind == .inspect }.compactMap { step in
      guard step.term(.agreement) != Agreement.agrees else { return nil }
      let how = step.term(.agreement) == Agreement.partly ? "部分相符" : "不符"
      let facts = (step[.facts] ?? "").withoutStop
      return "\(step.day.spelled)\(step[.means] ?? "核查")与报告\(how)：\(facts)"
    }
  }
}

extension Supervision.Limit {
  /// As it stands in a sentence: a day as days are written in print.
  fileprivate var spelled: String {
    if case .date(let day) = measure { day.spelled } else { wording }
  }
}
