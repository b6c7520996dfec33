import Messages

/// 考核办法: what units gain and lose points for, `schema/assessment.yaml`.
///
/// The office is not scored. What a period came to is judged by the version that was in force on the day
/// of each event, and by the files as of the period's last day: a later step changes nothing.
package struct Assessment: Sendable, Hashable {
  /// One version of the rules, from a day on.
  package struct Version: Sendable, Hashable {
    package let since: Day
    /// 基础分
    package var base = Points(hundredths: 10_000)
    /// 协办折算, in percent: what the points of a unit that does not lead the case count for.
    package var coUnitShare = 100
    package var rules: [AssessedEvent: PointRule] = [:]
    /// 扣分封顶 and 加分封顶: the most that a unit loses or gains in a period; nil for no end.
    package var mostLost: Points?
    package var mostGained: Points?
  }

  /// In the order of their days.
  package var versions: [Version] = []

  /// The rules of a day; nil before the first version.
  package func version(on day: Day) -> Version? { versions.last { $0.since <= day } }
}

/// Points, exact to a hundredth.
package struct Points: Sendable, Hashable, Comparable {
  package var hundredths: Int

  package init(hundredths: Int) { self.hundredths = hundredths }

  /// `2`, `0.5`, `1.25`; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, whole < 1_000_000,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    var digits = parts.count == 2 ? String(parts[1]) : "00"
    if digits.utf8.count == 1 { digits += "0" }
    guard digits.utf8.count == 2, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let rest = Int(digits)
    else { return nil }
    hundredths = whole * 100 + rest
  }

  package static let zero = Points(hundredths: 0)
  package static func < (one: Points, other: Points) -> Bool { one.hundredths < other.hundredths }
  package static func + (one: Points, other: Points) -> Points {
    Points(hundredths: one.hundredths + other.hundredths)
  }
  package static func - (one: Points, other: Points) -> Points {
    Points(hundredths: one.hundredths - other.hundredths)
  }
  package static prefix func - (one: Points) -> Points { Points(hundredths: -one.hundredths) }

  func times(_ count: Int) -> Points { Points(hundredths: hundredths * count) }

  /// Rounded half up.
  func percent(_ share: Int) -> Points { Points(hundredths: (hundredths * share + 50) / 100) }

  /// `98.5`, without zeros at the end.
  package var text: String {
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// How many points an event comes to.
package struct PointRule: Sendable, Hashable {
  package enum Key: String, Term {
    case each, daily, most, words

    package var name: String {
      switch self {
      case .each: "每次"
      case .daily: "每日"
      case .most: "封顶"
      case .words: "字样"
      }
    }
  }

  /// 每次: those of the first, the second and so on; the last of them goes for all that follow.
  package var each: [Points] = []
  /// 每日: for each calendar day late.
  package var daily: Points?
  /// 封顶: the most that a unit's events of this name come to in a period.
  package var most: Points?
  /// 字样: the words of which one stands in the 阅示.
  package var words: [String] = []

  /// - Parameter number: which time it is, from 1.
  func points(ofTime number: Int) -> Points {
    each.isEmpty ? .zero : each[min(number, each.count) - 1]
  }
}

/// What points are given or taken for.
package enum AssessedEvent: String, Term {
  case acknowledgedLate, officerNamedLate, firstReportLate, progressLate, taskLate, finalReportLate
  case urged, returned, contradicted, partlyContradicted, rebounded
  case praised

  package var name: String {
    switch self {
    case .acknowledgedLate: "签收逾期"
    case .officerNamedLate: "报责任人逾期"
    case .firstReportLate: "初报迟报"
    case .progressLate: "续报迟报"
    case .taskLate: "任务逾期"
    case .finalReportLate: "报结逾期"
    case .urged: "被催办"
    case .returned: "退回"
    case .contradicted: "核查不符"
    case .partlyContradicted: "核查部分相符"
    case .rebounded: "回访反弹"
    case .praised: "领导肯定"
    }
  }

  /// Whether points are given for it, under 加分, and not taken, under 扣分.
  package var isGain: Bool { self == .praised }

  /// What its rule may say: days are late only of what has a day, and only a 阅示 has words.
  package var keys: [PointRule.Key] {
    PointRule.Key.allCases.filter { key in
      switch key {
      case .each, .most: true
      case .daily: obligation != nil
      case .words: self == .praised
      }
    }
  }

  /// The duty that was met late, or not at all; nil for what a step says.
  var obligation: Obligation? {
    switch self {
    case .acknowledgedLate: .acknowledge
    case .officerNamedLate: .nameOfficer
    case .firstReportLate: .firstReport
    case .progressLate: .progress
    case .taskLate: .task
    case .finalReportLate: .finalReport
    case .urged, .returned, .contradicted, .partlyContradicted, .rebounded, .praised: nil
    }
  }

  init?(late what: Obligation) {
    guard let event = Self.allCases.first(where: { $0.obligation == what }) else { return nil }
    self = event
  }

  /// The event that a step is, by its own keys.
  init?(_ step: Step) {
    switch step.kind {
    case .urge: self = .urged
    case .review where step.term(.conclusion) == ReviewConclusion.returned: self = .returned
    case .inspect where step.term(.agreement) == Agreement.contradicts: self = .contradicted
    case .inspect where step.term(.agreement) == Agreement.partly: self = .partlyContradicted
    case .revisit where step.term(.result) == RevisitResult.rebounded: self = .rebounded
    case .close: self = .praised
    default: return nil
    }
  }
}
