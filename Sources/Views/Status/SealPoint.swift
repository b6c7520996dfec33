package import Supervision

/// That the office owes a seal of the history (封存), beside all cases.
package struct SealPoint: Sendable, Hashable {
  /// 机关
  package let who: String
  /// When it was last sealed; nil for never.
  package let last: Day?
  /// Nil where it was never sealed: at once.
  package let due: Day?
  package let light: Light

  /// - Parameter day: on which it is asked.
  package init(last: Day?, due: Day?, under schema: Schema, on day: Day) {
    (self.last, self.due) = (last, due)
    who = schema.office.name
    light =
      switch due {
      case nil: .yellow
      case let due? where due < day: .red
      case let due? where schema.calendar.reminder(schema.office.warning, before: due) <= day:
        .yellow
      default: .green
      }
  }

  /// Whether it is told among what presses.
  var presses: Bool { light != .green }

  /// What it is called for programs, as the duties of cases are.
  static let name = "seal"
}
