import Supervision

/// The days a person means by `2018-09-01`, `2018-09` or `2018`.
struct DaySpan: Sendable, Hashable {
  let first: Day
  let last: Day

  /// Nil where the text names no such span.
  init?(_ text: String) {
    if let day = Day(text) ?? Day(loose: text) {
      self.init(first: day, last: day)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first, year.utf8.count == 4, let yearNumber = Int(year) else {
      return nil
    }
    switch parts.count {
    case 1:
      guard let first = Day(year: yearNumber, month: 1, day: 1),
        let last = Day(year: yearNumber, month: 12, day: 31)
      else { return nil }
      self.init(first: first, last: last)
    case 2:
      guard parts[1].utf8.count == 2, let month = Int(parts[1]), (1...12).contains(month),
        let first = Day(year: yearNumber, month: month, day: 1)
      else { return nil }
      self.init(first: first, last: first.advanced(byMonths: 1).advanced(by: -1))
    default: return nil
    }
  }

  private init(first: Day, last: Day) {
    self.first = first
    self.last = last
  }
}

extension Query {
  /// `今天+7`: how many days after the day the ledger is of; nil where the text says no such thing.
  static func daysFromToday(_ text: String) -> Int? {
    for word in ["今天", "today"] where text.lowercased().hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      guard !rest.isEmpty else { return 0 }
      guard rest.hasPrefix("+") || rest.hasPrefix("-"), let days = Int(rest), abs(days) <= 36_600
      else { return nil }
      return days
    }
    return nil
  }
}
