/// Keeps, while the fold runs, all that was ever owed: what a step opens, and what becomes of it.
struct DutyBook {
  /// A clock, and how it stands.
  struct Owed {
    var clock: Clock
    /// Its owner, as people know it.
    var who: String
    var outcome: Duty.Outcome
  }

  struct Entry {
    var owed: Owed
    let since: Day
  }

  /// What stays the same in a duty while its day, its limit and its owner change.
  private struct Key: Hashable {
    let what: Obligation
    let step: Int
    let number: Int?
    /// The unit, where each has one of its own.
    let unit: String?

    init(_ clock: Clock) {
      what = clock.what
      step = clock.start.step
      number = clock.task ?? clock.period
      unit =
        switch (clock.what, clock.owner) {
        case (.acknowledge, .unit(let name)), (.nameOfficer, .unit(let name)): name
        default: clock.subject
        }
    }
  }

  /// In the order in which they came up.
  private(set) var entries: [Entry] = []
  /// The last entry of each.
  private var places: [Key: Int] = [:]
  /// The places of those that have not ended.
  private var pending: [Int] = []

  /// Takes down what a step has changed.
  ///
  /// - Parameter owed: the clocks that run after it, and those that a suspension holds.
  mutating func settle(after step: Step, owed: [Owed]) {
    let present = Set(owed.map { place(of: $0, after: step) })
    for place in pending where !present.contains(place) && !entries[place].hasEnded {
      entries[place].end(by: step)
    }
    pending = present.sorted()
  }

  /// Where the duty of a clock stands, entered anew where it is new, or new to its owner.
  private mutating func place(of owed: Owed, after step: Step) -> Int {
    let key = Key(owed.clock)
    let known = places[key]
    if let known, entries[known].owed.clock.owner == owed.clock.owner {
      entries[known].owed = owed
      return known
    }
    if let known, !entries[known].hasEnded {
      entries[known].owed.outcome = .handedOn(step.day, step: step.number)
    }
    let since = known == nil ? owed.clock.start.day : step.day
    entries.append(Entry(owed: owed, since: since))
    places[key] = entries.count - 1
    return entries.count - 1
  }
}

extension DutyBook.Entry {
  fileprivate var hasEnded: Bool {
    switch owed.outcome {
    case .open, .suspended: false
    case .met, .handedOn, .lapsed: true
    }
  }

  /// Ends it by a step that does what is owed, or makes it lapse.
  fileprivate mutating func end(by step: Step) {
    if owed.clock.what.metBy.contains(step.kind) {
      owed.outcome = .met(step.day, step: step.number)
    } else if case .suspended(let day) = owed.outcome {
      // No lateness runs up while the clock stands still.
      owed.outcome = .lapsed(day, step: step.number)
    } else {
      owed.outcome = .lapsed(step.day, step: step.number)
    }
  }
}

extension Fold {
  mutating func settleDuties(after step: Step) {
    let all = running.map { owed($0, .open) } + standing
    duties?.settle(after: step, owed: all)
  }

  private func owed(_ clock: Clock, _ outcome: Duty.Outcome) -> DutyBook.Owed {
    DutyBook.Owed(clock: clock, who: name(of: clock.owner), outcome: outcome)
  }

  /// The clocks that a suspension holds.
  private var standing: [DutyBook.Owed] {
    guard let suspension else { return [] }
    let clocks = suspension.clocks + suspension.periodic.compactMap(clock)
    return clocks.map { owed($0, .suspended(suspension.since)) }
  }

  /// The record of duties, as of the fold's day.
  var dutyRecord: [Duty] {
    (duties?.entries ?? []).map { entry in
      let (clock, outcome) = (entry.owed.clock, entry.owed.outcome)
      return Duty(
        point: duePoint(clock, of: entry.owed.who, isOwed: outcome == .open),
        keptTo: clock.keptTo, since: entry.since, subject: clock.subject, outcome: outcome,
        asOf: result.asOf)
    }
  }
}
