/// One reason for which a unit gains or loses points: an event of a case, with the steps that show it.
package struct ScoreLine: Sendable, Hashable {
  package let unit: String
  package let event: AssessedEvent
  /// The day of the event: the first on which it was late, or that of the step.
  package let day: Day
  /// The calendar days late that count in the period; 0 for what a step says.
  package let days: Int
  /// Which time it is in the case, where that counts; 0 where only days count.
  package let time: Int
  /// Whether the unit does not lead the case, so that 协办折算 was applied.
  package let isCoUnit: Bool
  /// From when the version is that it was judged by.
  package let version: Day
  /// Below zero where points are lost.
  package let points: Points
  /// The duty; nil for what a step says.
  package let duty: Duty?
  /// The step that shows it: which met the duty, or from which it runs while it is owed.
  package let step: Int
}

extension Assessment {
  /// What a case comes to for the units that have a part in it.
  ///
  /// - Parameters:
  ///   - state: as of the period's last day, with its duties.
  ///   - subject: the same case, from which the state of other days is made.
  /// - Complexity: one fold more for each line, to know who led the case then.
  package func lines(
    of state: CaseState, _ subject: Case, from first: Day, schema: Schema
  ) -> [ScoreLine] {
    let scored = ScoredCourse(state: state, subject: subject, first: first, schema: schema)
    return state.duties.compactMap { line(of: $0, in: scored) } + stepLines(in: scored)
  }

  /// Late days before the period counted in an earlier one, and so did that it was late at all.
  private func line(of duty: Duty, in scored: ScoredCourse) -> ScoreLine? {
    guard case .unit(let unit) = duty.point.owner, duty.ownDaysLate > 0,
      let event = AssessedEvent(late: duty.point.what), let kept = duty.keptTo,
      // What was late already when it was handed over is not the new unit's.
      duty.since <= kept
    else { return nil }
    let first = scored.first
    let begin = kept.advanced(by: 1)
    guard duty.lastDay >= first, let version = version(on: begin), let rule = version.rules[event]
    else { return nil }
    let days = duty.lastDay.days(since: max(begin, first)) + 1
    let isNew = begin >= first
    var points = isNew ? rule.points(ofTime: 1) : .zero
    if let daily = rule.daily { points = points + daily.times(days) }
    guard points != .zero else { return nil }
    let isCoUnit = scored.lead(on: begin) != unit
    if isCoUnit { points = points.percent(version.coUnitShare) }
    return ScoreLine(
      unit: unit, event: event, day: begin, days: days, time: isNew ? 1 : 0, isCoUnit: isCoUnit,
      version: version.since, points: -points, duty: duty,
      step: duty.endingStep ?? duty.point.startStep)
  }

  private func stepLines(in scored: ScoredCourse) -> [ScoreLine] {
    var times: [AssessedEvent: [String: Int]] = [:]
    return scored.state.stepsInForce.compactMap { step in
      guard let event = AssessedEvent(step), let version = version(on: step.day),
        let rule = version.rules[event], event != .praised || rule.isPraise(step[.answer]),
        let lead = scored.lead(on: step.day)
      else { return nil }
      // Of the others the lead answers for the case.
      let unit = event == .urged ? step[.unit] ?? lead : lead
      let time = (times[event]?[unit] ?? 0) + 1
      times[event, default: [:]][unit] = time
      guard step.day >= scored.first else { return nil }
      var points = rule.points(ofTime: time)
      if unit != lead { points = points.percent(version.coUnitShare) }
      guard points != .zero else { return nil }
      return ScoreLine(
        unit: unit, event: event, day: step.day, days: 0, time: time, isCoUnit: unit != lead,
        version: version.since, points: event.isGain ? points : -points, duty: nil,
        step: step.number)
    }
  }
}

/// A case over a period that is scored.
private struct ScoredCourse {
  let state: CaseState
  let subject: Case
  let first: Day
  let schema: Schema

  /// Who led it on a day.
  func lead(on day: Day) -> String? {
    CaseState(folding: subject, schema: schema, asOf: day).lead
  }
}

extension PointRule {
  /// Whether an answer of the leader has one of the words.
  fileprivate func isPraise(_ answer: String?) -> Bool {
    guard let answer else { return false }
    return (words.isEmpty ? ["肯定"] : words).contains { answer.contains($0) }
  }
}
