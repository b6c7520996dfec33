/// What is owed once a period, the lead's reports or the office's own 调度 and 通报: the grid of periods and
/// the earliest one unserved.
struct Reporting: Sendable, Hashable {
  let what: Obligation
  let cycle: Cycle
  /// The round's letter, from which the periods are counted.
  let letter: Clock.Event
  /// The earliest period that nothing has served, from 1.
  private(set) var period: Int
  /// When that period's report is due.
  private(set) var due: Deadline
  /// A step counts for the period only after this day.
  private(set) var after: Day

  /// Nil where the cycle owes nothing periodic.
  init?(_ what: Obligation, _ cycle: Cycle, from letter: Step, in calendar: WorkingCalendar) {
    guard let due = Self.due(1, of: cycle, from: letter.day, in: calendar) else { return nil }
    self.what = what
    self.cycle = cycle
    self.letter = Clock.Event(letter, .cycle(cycle))
    period = 1
    self.due = due
    after = letter.day
  }

  /// A day off moves to the next working day.
  private static func due(
    _ period: Int, of cycle: Cycle, from start: Day, in calendar: WorkingCalendar
  ) -> Deadline? {
    cycle.end(ofPeriod: period, from: start).map { end in
      let day = calendar.workingDay(onOrAfter: end)
      return Deadline(day, isPublished: calendar.isPublished(day) && calendar.isPublished(start))
    }
  }

  /// What `owner` owes of it now.
  func clock(of owner: Owner) -> Clock {
    Clock(
      what: what, owner: owner, start: letter, due: due, original: due.day, keptTo: due.day,
      period: period)
  }

  /// Takes a step of `day`, which serves the earliest unserved period or none.
  mutating func serve(_ day: Day, in calendar: WorkingCalendar) {
    guard day > after else { return }
    after = due.day
    skip(through: due.day, in: calendar)
  }

  /// Starts again after a return: the periods up to `day` are not owed any more.
  mutating func restart(after day: Day, in calendar: WorkingCalendar) {
    if due.day <= day {
      skip(through: day, in: calendar)
    }
    after = max(after, day)
  }

  /// Gives back the days of a suspension to the open period; those it swallows are not owed.
  mutating func giveBack(_ days: Int, in calendar: WorkingCalendar) {
    due = calendar.giving(back: days, to: due)
  }

  /// Goes on to the first period that is due after `day`: days off can put several on one day.
  private mutating func skip(through day: Day, in calendar: WorkingCalendar) {
    while let next = Self.due(period + 1, of: cycle, from: letter.day, in: calendar) {
      period += 1
      due = next
      if next.day > day { return }
    }
  }
}
