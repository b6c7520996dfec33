/// Something that was owed at some time, and what became of it: a line in the record of duties (履责).
package struct Duty: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case open
    /// The case is suspended, and its clocks stand still from this day on.
    case suspended(Day)
    /// Done, by the step of this number.
    case met(Day, step: Int)
    /// Given to another unit, which owes it now, by the step of this number.
    case handedOn(Day, step: Int)
    /// Not owed any more, without having been done: the case went on without it.
    case lapsed(Day, step: Int)
  }

  /// As it was when it ended, or on the day of the record.
  package let point: DuePoint
  /// The day after which it is late: the original one, moved by what suspensions took, or that of an
  /// extension asked for in time; nil where no day is set.
  package let keptTo: Day?
  /// The day on which it came to its owner: that of what it runs from, or of the 改派.
  package let since: Day
  /// The unit whose objection or request is to be answered.
  package let subject: String?
  package let outcome: Outcome
  /// The day of which this is the record.
  let asOf: Day

  /// The step that ended it.
  package var endingStep: Int? {
    switch outcome {
    case .met(_, let step), .handedOn(_, let step), .lapsed(_, let step): step
    case .open, .suspended: nil
    }
  }

  /// The last day on which it was owed, as far as is known.
  package var lastDay: Day {
    switch outcome {
    case .open: asOf
    case .suspended(let day), .met(let day, _), .handedOn(let day, _), .lapsed(let day, _): day
    }
  }

  /// The calendar days between the day it was kept to and that on which it was done, handed on or lapsed,
  /// or that of the record; 0 in time.
  ///
  /// What lapses stays as late as it was: 办结 washes nothing away.
  package var daysLate: Int { keptTo.map { max(0, lastDay.days(since: $0)) } ?? 0 }

  /// Those of the days that it was with its owner: nobody answers for the days of another.
  package var ownDaysLate: Int {
    keptTo.map { max(0, lastDay.days(since: max($0, since))) } ?? 0
  }

  /// Whether it was done late, lapsed late or is overdue.
  ///
  /// What was given more time that nobody had asked for in time is late once it is done, and not before.
  package var isLate: Bool { isOpen ? isOverdue : daysLate > 0 }

  /// Whether it was to be done by the day of the record and had not been before `first`: what a period's
  /// rate is of. What stands still is not; what was handed on is counted with who has it now.
  package func counts(from first: Day) -> Bool {
    guard let keptTo, keptTo <= asOf else { return false }
    return switch outcome {
    case .open: true
    case .suspended, .handedOn: false
    case .met(let day, _): day >= first
    // What lapsed in time was not asked for in the end.
    case .lapsed(let day, _): day >= first && daysLate > 0
    }
  }

  package var isOpen: Bool { outcome == .open }

  /// Whether it is owed now, and its present day is past.
  package var isOverdue: Bool { outcome == .open && point.light == .red }

  package var isMet: Bool { if case .met = outcome { true } else { false } }
  package var hasLapsed: Bool { if case .lapsed = outcome { true } else { false } }
  package var isHandedOn: Bool { if case .handedOn = outcome { true } else { false } }
}
