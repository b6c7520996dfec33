import FrontMatter

// What is owed at the end of the fold, with its lights and reasons.
extension Fold {
  mutating func settleDuePoints() {
    if let reporting, let lead = result.lead {
      clocks.append(
        Clock(
          what: .progress, owner: .unit(lead),
          start: Clock.Event(
            name: StepKind.issue.name, day: reporting.start, limit: reporting.cycle.name),
          due: reporting.due, original: reporting.due.day))
    }
    let order = Dictionary(
      uniqueKeysWithValues: result.units.enumerated().map { ($1.name, $0) })
    let ranked = clocks.enumerated().map { index, clock in
      let unit =
        switch clock.owner {
        case .office, .leader: -1
        case .unit(let name): order[name] ?? .max
        }
      let day = clock.due?.day.ordinal ?? .max
      return (key: (day, clock.what.rank, unit, clock.task ?? 0, index), clock: clock)
    }
    result.duePoints = ranked.sorted { $0.key < $1.key }.map { duePoint($0.clock) }
  }

  private func duePoint(_ clock: Clock) -> DuePoint {
    let (light, reason) = light(of: clock)
    return DuePoint(
      what: clock.what, owner: clock.owner, who: name(of: clock.owner), due: clock.due,
      original: clock.original, light: light, start: clock.start.day, origin: origin(of: clock),
      reason: reason, task: clock.task)
  }

  private func name(of owner: Owner) -> String {
    switch owner {
    case .office: office.name
    case .leader: result.leader
    case .unit(let name): name
    }
  }

  /// The light of a clock on the day of the fold, and why it is not green.
  private func light(of clock: Clock) -> (Light, Phrase?) {
    guard let due = clock.due?.day else { return (.none, nil) }
    let today = result.asOf
    if today > due {
      let days = today.days(since: due)
      return (.red, Phrase(zh: "逾期\(days)天", en: "\(days) \(days == 1 ? "day" : "days") overdue"))
    }
    if let left = workingDaysLeft(until: due) {
      let reason =
        left == 0
        ? Phrase(zh: "今天到期", en: "due today")
        : Phrase(
          zh: "还剩\(left)个工作日", en: "\(left) working \(left == 1 ? "day" : "days") left")
      return (.yellow, due == today || left > 0 ? reason : Phrase(zh: "即将到期", en: "due soon"))
    }
    guard case .unit(let name) = clock.owner, let unit = result.unit(name) else {
      return (.green, nil)
    }
    if unit.lastProgress?.risk == .uncontrollable {
      return (.yellow, Phrase(zh: "单位报告风险不可控", en: "the unit declares a risk out of control"))
    }
    if let level = unit.pendingUrge {
      return (
        .yellow, Phrase(zh: "\(level.name)色催办未回应", en: "urged (\(level.rawValue)), unanswered")
      )
    }
    return (.green, nil)
  }

  /// The working days up to and including `due`, where they are few enough to warn of.
  private func workingDaysLeft(until due: Day) -> Int? {
    if case .workingDays(let most) = office.warning.measure {
      let left = calendar.workingDays(after: result.asOf, through: due, most: most + 1)
      return left <= most ? left : nil
    }
    guard calendar.deadline(office.warning, from: result.asOf).day >= due else { return nil }
    return calendar.workingDays(
      after: result.asOf, through: due, most: due.days(since: result.asOf))
  }

  /// Where a due point comes from, and how it was counted: `2018-07-24发函,5个工作日`.
  private func origin(of clock: Clock) -> Phrase {
    var zh = "\(clock.start.day)\(clock.start.name)"
    var en = "\(clock.start.name) of \(clock.start.day)"
    if let limit = clock.start.limit {
      zh += ",\(limit)"
      en += ", \(limit)"
    }
    if let due = clock.due, let original = clock.original, original != due.day {
      zh += ",原定\(original)"
      en += ", originally \(original)"
    }
    if clock.due?.isPublished == false {
      zh += ",日历未公布"
      en += ", calendar not yet published"
    }
    return Phrase(zh: zh, en: en)
  }
}
