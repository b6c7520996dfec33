import ByteCoding
import Messages

// The rules of the lights: when one is not green, why, and how the reason is kept.

extension Fold {
  /// The light of a clock on the day of the fold, and why it is not green.
  func light(of clock: Clock) -> (Light, LightCause?) {
    guard let due = clock.due?.day else { return (.none, nil) }
    let today = result.asOf
    if today > due { return (.red, .overdue(days: today.days(since: due))) }
    if let left = workingDaysLeft(until: due) {
      if left > 0 { return (.yellow, .left(workingDays: left)) }
      return (.yellow, due == today ? .dueToday : .dueSoon)
    }
    guard case .unit(let name) = clock.owner, let unit = result.unit(name) else {
      return (.green, nil)
    }
    if unit.lastProgress?.risk == .uncontrollable {
      return (.yellow, .uncontrollable)
    }
    if let level = unit.pendingUrge { return (.yellow, .urged(level)) }
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
}

/// Why a light is not green.
enum LightCause: Sendable, Hashable {
  case overdue(days: Int)
  case dueToday, dueSoon
  case left(workingDays: Int)
  /// The unit has declared a risk that is out of control.
  case uncontrollable
  /// The unit was urged and has not answered.
  case urged(UrgeLevel)

  var phrase: Phrase {
    switch self {
    case .overdue(let days):
      Phrase(zh: "逾期\(days)天", en: "\(days) \(days == 1 ? "day" : "days") overdue")
    case .dueToday: Phrase(zh: "今天到期", en: "due today")
    case .dueSoon: Phrase(zh: "即将到期", en: "due soon")
    case .left(let days):
      Phrase(zh: "还剩\(days)个工作日", en: "\(days) working \(days == 1 ? "day" : "days") left")
    case .uncontrollable: Phrase(zh: "单位报告风险不可控", en: "the unit declares a risk out of control")
    case .urged(let level):
      Phrase(zh: "\(level.name)色催办未回应", en: "urged (\(level.rawValue)), unanswered")
    }
  }
}

extension DuePoint {
  /// Whether its light tells of a risk that the unit has declared.
  package var tellsOfRisk: Bool { cause == .uncontrollable }
}

// MARK: Bytes

extension LightCause: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    switch try reader.number() {
    case 0: self = .overdue(days: try reader.read())
    case 1: self = .dueToday
    case 2: self = .dueSoon
    case 3: self = .left(workingDays: try reader.read())
    case 4: self = .uncontrollable
    case 5: self = .urged(try reader.read())
    default: throw DamagedBytes()
    }
  }

  func write(to writer: inout ByteWriter) {
    switch self {
    case .overdue(let days): writer.write(0, days)
    case .dueToday: writer.write(1)
    case .dueSoon: writer.write(2)
    case .left(let days): writer.write(3, days)
    case .uncontrollable: writer.write(4)
    case .urged(let level): writer.write(5, level)
    }
  }
}
