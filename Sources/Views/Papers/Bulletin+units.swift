import Supervision

// What a 通报 says of each unit: fact and figure.
extension Bulletin {
  /// Every unit that owed something or took a step, in the order in which they come up.
  private var units: [String] {
    var names: [String] = []
    for entry in entries {
      let named = entry.duties.map(\.point.who) + entry.moved.compactMap { $0[.unit] }
      for name in named + [entry.state.lead].compactMap({ $0 }) where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  private func duties(of unit: String) -> [Duty] {
    entries.flatMap { $0.duties.filter { $0.point.who == unit } }
  }

  /// Units that had something due and did all of it in time, and were neither urged nor sent back.
  var praise: [[String: String]] {
    units.compactMap { unit in
      let duties = duties(of: unit)
      let met = duties.filter(\.isMet)
      guard !met.isEmpty, !duties.contains(where: \.isLate), faults(of: unit).isEmpty else {
        return nil
      }
      let what = met.map(\.point.what)
      var kinds: [Obligation] = []
      for kind in what where !kinds.contains(kind) { kinds.append(kind) }
      let parts = kinds.map { kind in "\(kind.name)\(what.count { $0 == kind })项" }
      return [
        "单位": unit,
        "情况": "本期到期事项\(met.count)项全部按时完成（\(parts.joined(separator: "、"))）",
      ]
    }
  }

  /// What each unit was late with or found at fault for, case by case.
  var problems: [[String: String]] {
    units.compactMap { unit in
      let faults = faults(of: unit)
      guard !faults.isEmpty else { return nil }
      let duties = duties(of: unit)
      let late = duties.count(where: \.isLate)
      // What is due on the last day has that day yet.
      let due = late + duties.count { $0.isMet && !$0.isLate }
      let share =
        late == 0 ? "" : "本期应完成\(due)项，逾期\(late)项，按时率\(Self.rate(due - late, of: due))。"
      let cases =
        faults.count == 1
        ? faults[0].text
        : faults.enumerated().map { "（\($0 + 1)）\($1.text)" }.joined(separator: "。")
      return ["单位": unit, "情况": share + cases]
    }
  }

  private func faults(of unit: String) -> [UnitFaults] {
    entries.compactMap { UnitFaults(of: unit, in: $0, through: last) }
  }

  /// What is late at the end, to be done by the day that the 通报 sets.
  var demands: [[String: String]] {
    entries.flatMap { entry in
      entry.duties.filter(\.isOverdue).map { duty in
        ["单位": duty.point.who, "情况": "\(entry.about)\(entry.duty(duty.point))"]
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
  var about: String { "“\(state.subject.header.shownTitle.quotedWithin)”（\(id)）" }

  func duty(_ point: DuePoint) -> String {
    guard let number = point.task,
      let matter = state.tasks.first(where: { $0.number == number })?.matter
    else { return point.whatInFull }
    return "任务\(number)“\(matter.withoutStop.quotedWithin)”"
  }
}
