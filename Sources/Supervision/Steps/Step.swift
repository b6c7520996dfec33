package import FrontMatter

/// One act of supervision, as it is written in the file.
///
/// A class, since a fold and every rule hand steps about, and copying one copies all its parts.
package final class Step: Sendable {
  package struct Field: Sendable {
    package let key: StepKey
    package let value: StepValue
    package let keyRange: Range<Int>
    package let range: Range<Int>
  }

  /// Counted from 1, in the order of the file.
  package let number: Int
  package let kind: StepKind
  package let day: Day
  package let fields: [Field]
  /// The step's first key: where a finding about something absent points.
  package let anchor: Range<Int>
  /// The value of 步骤.
  package let kindRange: Range<Int>
  /// The value of 日期.
  package let dayRange: Range<Int>
  /// The whole item.
  package let range: Range<Int>
  /// Whether a correction has declared the step void (作废).
  package let isVoid: Bool

  init(
    number: Int, kind: StepKind, day: Day, fields: [Field], anchor: Range<Int>,
    kindRange: Range<Int>, dayRange: Range<Int>, range: Range<Int>, isVoid: Bool
  ) {
    (self.number, self.kind, self.day, self.fields) = (number, kind, day, fields)
    (self.anchor, self.kindRange, self.dayRange) = (anchor, kindRange, dayRange)
    (self.range, self.isVoid) = (range, isVoid)
  }
}

/// The value of one key of a step.
package enum StepValue: Sendable {
  case text(String)
  /// A text that is decoded only when it is asked for: few readers want an opinion or a note.
  case prose(Node)
  case texts([Located<String>])
  case day(Day)
  case limit(Limit)
  case number(Int)
  case numbers([Located<Int>])
  case completion(Completion)
  case tasks([Task])
  case attachments([Attachment])
  case checks(ShortMap<Check, Located<String>>)
  case target(CorrectionTarget)
  case any(Node)
}

/// 完成: whether a task is done, or how far.
package enum Completion: Sendable, Hashable {
  case done, notDone
  /// 0 to 100.
  case percent(Int)

  package var isDone: Bool {
    switch self {
    case .done: true
    case .notDone: false
    case .percent(let share): share == 100
    }
  }

  package init?(_ text: String) {
    switch text {
    case "是": self = .done
    case "否": self = .notDone
    default:
      guard text.hasSuffix("%"), let share = Int(text.dropLast()), (0...100).contains(share) else {
        return nil
      }
      self = .percent(share)
    }
  }
}

/// What a 更正 corrects.
package enum CorrectionTarget: Sendable, Hashable {
  case header
  /// Counted from 1.
  case step(Int)
}

extension Step {
  package func field(_ key: StepKey) -> Field? { fields.first { $0.key == key } }

  package subscript(key: StepKey) -> String? {
    switch field(key)?.value {
    case .text(let text): text
    case .prose(let node): node.text
    case .texts, .day, .limit, .number, .numbers, .completion, .tasks, .attachments, .checks,
      .target,
      .any, nil:
      nil
    }
  }

  package func texts(_ key: StepKey) -> [Located<String>] {
    guard case .texts(let texts)? = field(key)?.value else { return [] }
    return texts
  }

  package func number(_ key: StepKey) -> Int? {
    guard case .number(let number)? = field(key)?.value else { return nil }
    return number
  }

  package func numbers(_ key: StepKey) -> [Located<Int>] {
    guard case .numbers(let numbers)? = field(key)?.value else { return [] }
    return numbers
  }

  package func limit(_ key: StepKey) -> Limit? {
    guard case .limit(let limit)? = field(key)?.value else { return nil }
    return limit
  }

  package func term<T: Term>(_ key: StepKey, as type: T.Type = T.self) -> T? {
    self[key].flatMap { T(name: $0) }
  }

  package var completion: Completion? {
    guard case .completion(let completion)? = field(.completion)?.value else { return nil }
    return completion
  }

  package var tasks: [Task] {
    guard case .tasks(let tasks)? = field(.tasks)?.value else { return [] }
    return tasks
  }

  package var attachments: [Attachment] {
    guard case .attachments(let attachments)? = field(.attachments)?.value else { return [] }
    return attachments
  }

  package var checks: ShortMap<Check, Located<String>> {
    guard case .checks(let checks)? = field(.checks)?.value else { return [:] }
    return checks
  }

  package var target: CorrectionTarget? {
    guard case .target(let target)? = field(.target)?.value else { return nil }
    return target
  }

  /// Where `key` is written, or the step's first key where it is not.
  package func place(of key: StepKey) -> Range<Int> { field(key)?.range ?? anchor }

  /// Whether the step says that it was entered after later ones.
  package var isLateEntry: Bool { field(.lateEntry) != nil }

  /// Every place where the step names a unit.
  package var namedUnits: [Located<String>] {
    var named: [Located<String>] = []
    forEachUnit { named.append(Located($0, at: $1)) }
    return named
  }

  func forEachUnit(_ body: (String, Range<Int>) -> Void) {
    for field in fields {
      switch field.value {
      case .texts(let units) where field.key == .addressees || field.key == .coUnits:
        for unit in units { body(unit.value, unit.range) }
      case .tasks(let tasks):
        for task in tasks { if let unit = task.unit { body(unit.value, unit.range) } }
      case .text(let name) where field.key.namesUnit: body(name, field.range)
      case .text, .texts, .prose, .day, .limit, .number, .numbers, .completion, .attachments,
        .checks, .target, .any:
        break
      }
    }
  }
}

extension StepKey {
  /// Whether its value is one unit.
  fileprivate var namesUnit: Bool {
    self == .unit || self == .lead || self == .formerUnit || self == .newUnit
  }
}
