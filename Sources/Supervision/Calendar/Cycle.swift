/// 反馈: how often the lead reports while a case is handled.
package enum Cycle: Sendable, Hashable {
  case once, daily, weekly, fortnightly, monthly, quarterly
  /// 每月N日前
  case monthlyBy(day: Int)

  /// The wordings without a number, in the order they are offered.
  package static let fixed: [(name: String, cycle: Cycle)] = [
    ("一次性", .once), ("每日", .daily), ("每周", .weekly), ("每两周", .fortnightly),
    ("每月", .monthly), ("每季度", .quarterly),
  ]

  package init?(name: String) {
    if let found = Self.fixed.first(where: { $0.name == name }) {
      self = found.cycle
      return
    }
    guard name.hasPrefix("每月"), name.hasSuffix("日前"),
      let day = Int(name.dropFirst(2).dropLast(2)), (1...31).contains(day),
      name == "每月\(day)日前"
    else { return nil }
    self = .monthlyBy(day: day)
  }

  package var name: String {
    switch self {
    case .once: "一次性"
    case .daily: "每日"
    case .weekly: "每周"
    case .fortnightly: "每两周"
    case .monthly: "每月"
    case .quarterly: "每季度"
    case .monthlyBy(let day): "每月\(day)日前"
    }
  }

  /// The day on which period `number` (from 1) ends, counted from `start`, before days off are
  /// moved; nil where nothing periodic is owed.
  package func end(ofPeriod number: Int, from start: Day) -> Day? {
    switch self {
    case .once: nil
    case .daily: start.advanced(by: number)
    case .weekly: start.advanced(by: 7 * number)
    case .fortnightly: start.advanced(by: 14 * number)
    case .monthly: start.advanced(byMonths: number)
    case .quarterly: start.advanced(byMonths: 3 * number)
    case .monthlyBy(let day):
      Day.nth(
        day,
        monthsAfter: start < Day.nth(day, monthsAfter: 0, in: start.components)
          ? number - 1 : number, in: start.components)
    }
  }
}
