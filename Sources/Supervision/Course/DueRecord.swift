/// Something that a unit owed in a period, and what became of it by the period's end.
package struct DueRecord: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case met(Day)
    case open
    /// Not owed any more, without having been done: the case went on without it.
    case lapsed
  }

  /// As it was last seen, with the day that was in force then.
  package let point: DuePoint
  package let due: Day
  package let outcome: Outcome

  /// The calendar days after its day on which it was done, or `end` came without it; 0 where it was in
  /// time.
  package func daysLate(on end: Day) -> Int {
    switch outcome {
    case .met(let day): max(0, day.days(since: due))
    case .open: max(0, end.days(since: due))
    case .lapsed: 0
    }
  }
}

extension Case {
  /// What units owed by a day up to `last`, and had not done before `first`.
  ///
  /// - Complexity: a fold for each day in the period on which a step was taken.
  package func dueRecords(from first: Day, through last: Day, schema: Schema) -> [DueRecord] {
    struct Key: Hashable {
      let what: Obligation
      let who: String
      let task: Int?
      let period: Int?
      let start: Day
    }
    var days = Set(steps.map(\.day).filter { $0 >= first && $0 <= last })
    days.formUnion([first.advanced(by: -1), last])
    var order: [Key] = []
    var seen: [Key: (point: DuePoint, due: Day, outcome: DueRecord.Outcome)] = [:]
    var isBefore = true
    for day in days.sorted() {
      let state = CaseState(folding: self, schema: schema, asOf: day)
      var open: Set<Key> = []
      for point in state.duePoints {
        guard case .unit = point.owner, let due = point.due?.day else { continue }
        let key = Key(
          what: point.what, who: point.who, task: point.task, period: point.period,
          start: point.start)
        if seen[key] == nil { order.append(key) }
        seen[key] = (point, due, .open)
        open.insert(key)
      }
      guard !isBefore else {
        isBefore = false
        continue
      }
      // A suspension takes what is owed away and gives it back.
      guard state.state != .suspended else { continue }
      let taken = state.subject.steps.filter { $0.day == day && !$0.isVoid }
      for (key, record) in seen where !open.contains(key) && record.outcome == .open {
        let isMet = taken.contains { $0.meets(record.point) }
        seen[key] = (record.point, record.due, isMet ? .met(day) : .lapsed)
      }
    }
    return order.compactMap { key in
      guard let record = seen[key], record.due <= last else { return nil }
      return DueRecord(point: record.point, due: record.due, outcome: record.outcome)
    }
  }
}

extension Step {
  /// Whether the step does what `point` says is owed.
  fileprivate func meets(_ point: DuePoint) -> Bool {
    guard self[.unit] == point.who else { return false }
    return switch point.what {
    case .acknowledge: true
    case .nameOfficer: kind == .nameOfficer
    case .firstReport, .progress: kind == .progress
    case .task: kind == .progress && completion?.isDone == true
    case .finalReport: kind == .finalReport
    case .docket, .issue, .answerObjection, .answerExtension, .stocktake, .bulletin, .review,
      .submit,
      .answer, .resume, .archive, .revisit, .reopen:
      false
    }
  }
}
