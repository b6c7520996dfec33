import FrontMatter
import Supervision

// What a 通报 says of each unit: fact and figure.
extension Bulletin {
  /// Every unit that owed something or took a step, in the order in which they come up.
  private var units: [String] {
    var names: [String] = []
    for entry in entries {
      let named = entry.records.map(\.point.who) + entry.moved.compactMap { $0[.unit] }
      for name in named + [entry.state.lead].compactMap({ $0 }) where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  private func records(of unit: String) -> [(entry: Entry, record: DueRecord)] {
    entries.flatMap { entry in
      entry.records.filter { $0.point.who == unit }.map { (entry, $0) }
    }
  }

  /// Units that had something due and did all of it in time, and were neither urged nor sent back.
  var praise: [[String: String]] {
    units.compactMap { unit in
      let records = records(of: unit).filter { $0.record.outcome != .open }
      let isLate = self.records(of: unit).contains { $0.record.daysLate(on: last) > 0 }
      guard !records.isEmpty, !isLate, faults(of: unit).isEmpty else { return nil }
      let what = records.map { $0.record.point.what }
      var kinds: [Obligation] = []
      for kind in what where !kinds.contains(kind) { kinds.append(kind) }
      let parts = kinds.map { kind in "\(kind.name)\(what.count { $0 == kind })项" }
      return [
        "单位": unit,
        "情况": "本期到期事项\(records.count)项全部按时完成（\(parts.joined(separator: "、"))）",
      ]
    }
  }

  var problems: [[String: String]] {
    units.compactMap { unit in
      let late = records(of: unit).filter { $0.record.daysLate(on: last) > 0 }.map { found in
        lateness(found.record, in: found.entry)
      }
      let facts = late + faults(of: unit)
      guard !facts.isEmpty else { return nil }
      let reason = late.isEmpty ? nil : reason(of: unit) ?? "未说明原因"
      return ["单位": unit, "情况": (facts + [reason].compactMap { $0 }).joined(separator: "；")]
    }
  }

  /// `“疫苗处置”（2018-0007）报送承办责任人应于7月31日前完成，8月7日完成，逾期7天`
  private func lateness(_ record: DueRecord, in entry: Entry) -> String {
    let days = record.daysLate(on: last)
    let due = "\(entry.about)\(entry.duty(record.point))，应于\(record.due.spelled)前完成，"
    return switch record.outcome {
    case .met(let day): due + "实际\(day.spelled)完成，逾期\(days)天"
    case .open, .lapsed: due + "至\(last.spelled)仍未完成，逾期\(days)天"
    }
  }

  /// What a unit is to be told beside lateness: urged, sent back, contradicted on the spot.
  private func faults(of unit: String) -> [String] {
    entries.flatMap { entry -> [String] in
      let urged = entry.moved.filter { $0.kind == .urge && $0[.unit] == unit }
      var facts: [String] = []
      if !urged.isEmpty {
        let levels = urged.compactMap { $0[.level] }.joined(separator: "、")
        facts.append("\(entry.about)被催办\(urged.count)次（\(levels)）")
      }
      guard entry.state.lead == unit else { return facts }
      for step in entry.moved where step.kind == .review {
        guard step.term(.conclusion) == ReviewConclusion.returned else { continue }
        let found = Check.allCases.compactMap { check -> String? in
          guard let text = step.checks[check]?.value, text != Check.nothing else { return nil }
          return "\(check.name)：\(text.withoutStop)"
        }
        let why = found.isEmpty ? step[.reason].map { [$0.withoutStop] } ?? [] : found
        facts.append(
          "\(entry.about)办理报告于\(step.day.spelled)被退回"
            + (why.isEmpty ? "" : "（\(why.joined(separator: "，"))）"))
      }
      for step in entry.moved where step.kind == .inspect {
        guard step.term(.agreement) != Agreement.agrees else { continue }
        let how = step.term(.agreement) == Agreement.partly ? "部分相符" : "不符"
        facts.append(
          "\(entry.about)\(step.day.spelled)\(step[.means] ?? "核查")与报告\(how)：\((step[.facts] ?? "").withoutStop)"
        )
      }
      return facts
    }
  }

  /// What the unit last gave as its reason: in asking for more time, in a report, or when called.
  private func reason(of unit: String) -> String? {
    let steps = entries.flatMap(\.moved).filter { $0[.unit] == unit }
    let reasons = steps.compactMap { step -> (day: Day, text: String)? in
      let text =
        switch step.kind {
        case .requestExtension: step[.reason]
        case .progress: step[.problems]
        case .contact: step[.note]
        case .register, .assess, .docket, .decline, .approve, .issue, .object, .uphold,
          .acknowledge, .nameOfficer, .urge, .extend, .refuseExtension, .reassign, .stocktake,
          .bulletin, .furtherInstruction, .suspend, .resume, .withdraw, .finalReport, .inspect,
          .review, .submit, .close, .archive, .revisit, .reopen, .correct:
          String?.none
        }
      return text.map { (step.day, $0.withoutStop) }
    }
    return reasons.max { $0.day < $1.day }.map { "有关情况：\($0.text)" }
  }

  /// What is late at the end, to be done by the day that the 通报 sets.
  var demands: [[String: String]] {
    entries.flatMap { entry in
      entry.records.filter { $0.outcome == .open && $0.daysLate(on: last) > 0 }.map { record in
        ["单位": record.point.who, "情况": "\(entry.about)\(entry.duty(record.point))"]
      }
    }
  }

  /// What falls due in the next period, as long as this one.
  var coming: [[String: String]] {
    let end = last.advanced(by: last.days(since: first) + 1)
    let points = entries.flatMap { entry in
      entry.state.duePoints.compactMap { point -> (day: Day, entry: Entry, point: DuePoint)? in
        guard case .unit = point.owner, let day = point.due?.day, day >= last, day <= end else {
          return nil
        }
        return (day, entry, point)
      }
    }
    return points.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map(\.element).map { item in
        [
          "单位": item.point.who, "情况": "\(item.entry.about)\(item.entry.duty(item.point))",
          "时限": item.day.spelled,
        ]
      }
  }
}

extension Bulletin.Entry {
  /// `“疫苗处置和督导检查”（2018-0007）`
  fileprivate var about: String { "“\(state.subject.header.shownTitle.quotedWithin)”（\(id)）" }

  fileprivate func duty(_ point: DuePoint) -> String {
    guard let number = point.task,
      let matter = state.tasks.first(where: { $0.number == number })?.matter
    else { return point.whatInFull }
    return "任务\(number)“\(matter.withoutStop.quotedWithin)”"
  }
}

extension String {
  /// For a place between quotes, where others are single ones.
  fileprivate var quotedWithin: String {
    String(map { $0 == "“" ? "‘" : $0 == "”" ? "’" : $0 })
  }
}
