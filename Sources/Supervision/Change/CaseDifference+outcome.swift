extension CaseDifference {
  /// What the steps between two versions, or the days, have come to.
  struct Outcome {
    let old: Side?
    let new: Side
    let before: CaseState?
    let after: CaseState
    /// In the order of the file.
    let added: [Step]

    init(from old: Side?, to new: Side, added: [Step]) {
      self.old = old
      self.new = new
      before = old?.state
      after = new.state
      self.added = added
    }

    var changes: [Change] {
      standing + limit + tasks + officers
    }

    private var standing: [Change] {
      var found: [Change] = []
      if before?.state != after.state { found.append(.state(from: before?.state, to: after.state)) }
      if let round = before?.round, round != after.round {
        found.append(.round(from: round, to: after.round))
      }
      if let lead = before?.lead, let now = after.lead, lead != now {
        found.append(.lead(from: lead, to: now))
      }
      let light = before?.light ?? .none
      if light != after.light {
        found.append(
          .light(
            from: light, to: after.light,
            after.light == .none ? nil : after.duePoints.first { $0.light == after.light }))
      }
      return found
    }

    private var limit: [Change] {
      let was = before?.limit?.current.day
      guard let now = after.limit?.current.day, was != now else { return [] }
      return [
        .deadline(.finalReport, from: was, to: now, by: mover(to: now) { $0.limit?.current.day })
      ]
    }

    private var officers: [Change] {
      after.units.compactMap { unit in
        let was = before?.unit(unit.name)?.officer
        guard let now = unit.officer, was != now else { return nil }
        return .officer(of: unit.name, from: was, to: now)
      }
    }

    private var tasks: [Change] {
      after.tasks.flatMap { task -> [Change] in
        guard let was = before?.tasks.first(where: { $0.number == task.number }) else {
          return [.taskAdded(task)] + ending(of: task, was: nil)
        }
        var found: [Change] = []
        if was.unit != task.unit { found.append(.taskReassigned(task, from: was.unit)) }
        let (day, now) = (was.deadline.current.day, task.deadline.current.day)
        if day != now {
          found.append(
            .deadline(
              .task(task.number), from: day, to: now,
              by: mover(to: now) { state in
                state.tasks.first { $0.number == task.number }?.deadline.current.day
              }))
        }
        if was.done != nil, task.done == nil { found.append(.taskReopened(task)) }
        return found + ending(of: task, was: was)
      }
    }

    private func ending(of task: TaskState, was: TaskState?) -> [Change] {
      guard let done = task.done else {
        return task.isExcused && was?.isExcused != true ? [.taskExcused(task)] : []
      }
      // A task that was to be done again is done on another day.
      if was?.done == done { return [] }
      let reports = added.filter { step in
        step.kind == .progress && step.day == done && step.completion?.isDone == true
          && step.number(.task) ?? task.number == task.number
          && step[.unit] ?? task.unit == task.unit
      }
      return [.taskDone(task, by: reports.last)]
    }

    /// The added step after which a deadline was what it is now.
    private func mover(to day: Day, _ deadline: (CaseState) -> Day?) -> Step? {
      let candidates = CoursePosition.inOrder(
        added.filter { $0.kind.specification.movesDates && !$0.isVoid })
      guard candidates.count > 1 else { return candidates.first }
      let moved = candidates.first { step in
        deadline(CaseState(folding: new.subject, schema: new.schema, asOf: step.day)) == day
      }
      // Of several on one day the last has the last word.
      return candidates.last { $0.day == moved?.day } ?? candidates.last
    }
  }
}
