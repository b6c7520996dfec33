/// Which days are worked: weekends, and the State Council's yearly notices of holidays and make-up
/// days (国务院办公厅关于节假日安排的通知).
package struct WorkingCalendar: Sendable, Hashable {
  /// What the notices say of the days from `first` on, one byte a day: a case asks for hundreds of
  /// days, and a ledger for millions.
  private let marks: [Mark]
  private let first: Day
  /// The years for which a notice was published.
  package let published: ClosedRange<Int>?

  private enum Mark: UInt8 {
    case unnoticed, holiday, workday
  }

  /// - Parameter noticed: false for a holiday, true for a make-up working day.
  package init(noticed: [Day: Bool]) {
    let years = noticed.keys.map(\.year)
    published = years.min().flatMap { first in years.max().map { first...$0 } }
    first = noticed.keys.min() ?? Day(ordinal: 0)
    let last = noticed.keys.max() ?? first
    var marks = [Mark](
      repeating: .unnoticed, count: noticed.isEmpty ? 0 : last.days(since: first) + 1)
    for (day, isWorked) in noticed {
      marks[day.days(since: first)] = isWorked ? .workday : .holiday
    }
    self.marks = marks
  }

  /// The days of the notices, and whether each is worked.
  var noticed: [Day: Bool] {
    marks.indices.reduce(into: [:]) { days, index in
      guard marks[index] != .unnoticed else { return }
      days[first.advanced(by: index)] = marks[index] == .workday
    }
  }

  package func isWorkingDay(_ day: Day) -> Bool {
    let index = day.days(since: first)
    switch marks.indices.contains(index) ? marks[index] : .unnoticed {
    case .unnoticed: return day.weekday <= 5
    case .holiday: return false
    case .workday: return true
    }
  }

  /// Whether the notices reach `day`; beyond them only weekends are known (日历未公布).
  package func isPublished(_ day: Day) -> Bool {
    published?.contains(day.year) ?? false
  }

  /// `day` itself, or the first working day after it.
  package func workingDay(onOrAfter day: Day) -> Day {
    var day = day
    while !isWorkingDay(day) { day = day.advanced(by: 1) }
    return day
  }

  /// `day` itself, or the last working day before it.
  func workingDay(onOrBefore day: Day) -> Day {
    isWorkingDay(day) ? day : self.day(1, workingDaysBefore: day)
  }

  /// The `count`-th working day after `day`, which is not counted itself (民法典 201).
  ///
  /// - Complexity: O(count).
  package func day(_ count: Int, workingDaysAfter day: Day) -> Day {
    var day = day
    var left = count
    while left > 0 {
      day = day.advanced(by: 1)
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// The `count`-th working day before `day`, which is not counted itself.
  ///
  /// - Complexity: O(count).
  func day(_ count: Int, workingDaysBefore day: Day) -> Day {
    var day = day
    var left = count
    while left > 0 {
      day = day.advanced(by: -1)
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// The working days after `start`, up to and including `end`, but no more than `most`.
  ///
  /// - Complexity: O(most), so that a far deadline costs no more than a near one.
  package func workingDays(after start: Day, through end: Day, most: Int) -> Int {
    var count = 0
    var day = start.advanced(by: 1)
    while day <= end && count < most {
      if isWorkingDay(day) { count += 1 }
      day = day.advanced(by: 1)
    }
    return count
  }
}
