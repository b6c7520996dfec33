// 跟踪: from the letter to the final report.
extension Fold {
  /// Any act of a unit shows that it has the letter.
  @discardableResult
  mutating func hear(from step: Step) -> Int? {
    guard let unit = step[.unit] else { return nil }
    if step.kind != .object { judgeMembership(of: unit, in: step) }
    let index = index(of: unit)
    close(.acknowledge, of: unit)
    if result.units[index].acknowledged == nil, result.units[index].letter != nil {
      result.units[index].acknowledged = step.day
      if office.clockStart == .acknowledge { openOfficer(of: unit, from: step) }
    }
    return index
  }

  /// A unit that the case does not have has nothing to sign for, name or report. One of which a superior
  /// has the case acts for it, as many do.
  private mutating func judgeMembership(of unit: String, in step: Step) {
    // One that is not listed has been reported.
    guard !members.isEmpty, !members.contains(unit),
      schema.units.entries.isEmpty || schema.units.lists(unit)
    else { return }
    let superior = schema.units[unit]?.superior.map(schema.units.presentName)
      .flatMap { members.contains($0) ? $0 : nil }
    let units = subject.header.unitsInOrder.filter(members.contains)
    let others = members.subtracting(units).sorted()
    report(
      .unitNotInCase(unit, of: units + others, superior: superior, at: step.place(of: .unit)))
  }

  mutating func nameOfficer(_ step: Step) {
    guard let index = hear(from: step) else { return }
    result.units[index].officer = step[.officer]
    result.units[index].officerNamed = step.day
    close(.nameOfficer, of: result.units[index].name)
  }

  mutating func object(_ step: Step) {
    guard let index = hear(from: step) else { return }
    let unit = result.units[index]
    let start = office.clockStart == .issue ? unit.letter : unit.acknowledged
    if let start, let limit = office.limit(.object) {
      let last = calendar.deadline(limit, from: start)
      if step.day > last.day { report(.objectionLate(after: last.day, at: step.dayRange)) }
    }
    // Said again, it is still to be answered by the first one's day.
    guard !clocks.contains(where: { $0.what == .answerObjection && $0.subject == unit.name }) else {
      return
    }
    open(.answerObjection, from: step, within: .answerObjection, about: unit.name)
  }

  mutating func uphold(_ step: Step) {
    guard let unit = step[.unit] else { return }
    if !clocks.contains(where: { $0.what == .answerObjection && $0.subject == unit }) {
      report(.nothingToAnswer(step, from: unit))
    }
    close(.answerObjection, about: unit)
  }

  mutating func progress(_ step: Step) {
    guard let index = hear(from: step) else { return }
    let unit = result.units[index].name
    let risk: Risk? = step.term(.risk)
    result.units[index].lastProgress = Progress(day: step.day, step: step.number, risk: risk)
    result.units[index].pendingUrge = nil
    if unit == result.lead {
      close(.firstReport)
      serve(.progress, by: step)
    }
    complete(step, by: unit)
  }

  private mutating func complete(_ step: Step, by unit: String) {
    let named = task(in: step)
    guard let completion = step.completion else { return }
    let index: Int
    if let named {
      index = named
    } else if step.number(.task) != nil {
      hasLostCompletion = true
      return
    } else {
      let own = result.tasks.indices.filter {
        result.tasks[$0].isCurrent && result.tasks[$0].unit == unit
      }
      guard own.count == 1 else {
        if own.count > 1 {
          hasLostCompletion = true
          report(.completionOfWhichTask(own.map { result.tasks[$0].number }, step))
        }
        return
      }
      index = own[0]
    }
    result.tasks[index].lastCompletion = completion
    let number = result.tasks[index].number
    if completion.isDone {
      if result.tasks[index].done == nil { result.tasks[index].done = step.day }
      clocks.removeAll { $0.what == .task && $0.task == number }
    }
  }

  mutating func urge(_ step: Step) {
    result.counts.urged += 1
    guard let unit = step[.unit] else { return }
    let index = index(of: unit)
    result.units[index].pendingUrge = step.term(.level)
    result.units[index].urged += 1
  }
}

// MARK: Extensions

extension Fold {
  mutating func requestExtension(_ step: Step) {
    guard let index = hear(from: step) else { return }
    let unit = result.units[index].name
    let number = task(in: step).map { result.tasks[$0].number }
    requests.append(ExtensionRequest(unit: unit, task: number, day: step.day))
    if let due = extended(unit: unit, task: number).compactMap({ clocks[$0].due?.day }).min(),
      step.day > due
    {
      report(.extensionAskedLate(after: due, at: step.dayRange))
    }
    open(.answerExtension, from: step, within: .answerExtension, about: unit)
  }

  mutating func extend(_ step: Step) {
    let number = task(in: step).map { result.tasks[$0].number }
    result.counts.extended += 1
    let request = answer(step, task: number)
    guard let limit = step.limit(.newLimit) else { return }
    let deadline = calendar.deadline(limit, from: step.day)
    for index in extended(unit: step[.unit], task: number) {
      clocks[index].extend(to: deadline, decidedOn: request?.day)
      clocks[index].start.limit = .limit(limit)
      note(clocks[index])
    }
  }

  mutating func refuseExtension(_ step: Step) {
    let number = task(in: step).map { result.tasks[$0].number }
    if answer(step, task: number) == nil {
      report(.nothingToAnswer(step, from: step[.unit] ?? result.lead ?? ""))
    }
  }

  /// Answers the oldest open request that the step is about, and gives it back.
  private mutating func answer(_ step: Step, task: Int?) -> ExtensionRequest? {
    // A task says enough, whoever asked for it; with neither, the lead asked for the case.
    let unit = step[.unit] ?? (task == nil ? result.lead : nil)
    guard
      let index = requests.firstIndex(where: {
        $0.task == task && (unit == nil || $0.unit == unit)
      })
    else { return nil }
    let request = requests.remove(at: index)
    // Requests of one unit are answered in their order, and so are the clocks they opened.
    if let clock = clocks.firstIndex(where: {
      $0.what == .answerExtension && $0.subject == request.unit && $0.start.day == request.day
    }) {
      clocks.remove(at: clock)
    }
    return request
  }

  /// The clocks that an extension moves: of the task; of the unit's open tasks, and the final
  /// report if it is the lead; of the final report where neither is named.
  private func extended(unit: String?, task: Int?) -> [Int] {
    clocks.indices.filter { index in
      let clock = clocks[index]
      switch clock.what {
      case .task:
        if let task { return clock.task == task }
        return unit != nil && clock.owner == unit.map(Owner.unit)
      case .finalReport: return task == nil && (unit == nil || unit == result.lead)
      case .docket, .issue, .acknowledge, .nameOfficer, .firstReport, .progress,
        .answerObjection, .answerExtension, .stocktake, .bulletin, .review, .submit, .answer,
        .resume, .archive,
        .revisit, .reopen:
        return false
      }
    }
  }

  /// Keeps what is shown of a task or of the case in step with its clock.
  mutating func note(_ clock: Clock) {
    guard let original = clock.original, let current = clock.due else { return }
    let limit = DatedLimit(original: original, current: current)
    if clock.what == .finalReport { result.limit = limit }
    guard let number = clock.task,
      let index = result.tasks.firstIndex(where: { $0.number == number })
    else { return }
    result.tasks[index].deadline = limit
  }
}

// MARK: Reassigning

extension Fold {
  mutating func reassign(_ step: Step) {
    guard let former = step[.formerUnit], let new = step[.newUnit] else { return }
    let number = task(in: step).map { result.tasks[$0].number }
    // A number that names no task has been reported; it must not move the whole case.
    if number == nil && step.number(.task) != nil { return }
    let moved = openTasks(of: former, numbered: number)
    let movesLead = number == nil && former == result.lead
    let isParty =
      number == nil && (result.coUnits.contains(former) || result.unit(former)?.letter != nil)
    if !movesLead && !isParty && !moved.contains(where: { result.tasks[$0].unit == former }) {
      report(.reassignWithoutTask(former, at: step.place(of: .formerUnit)))
    }
    members.insert(new)
    for index in moved { result.tasks[index].unit = new }
    let numbers = Set(moved.map { result.tasks[$0].number })
    for index in clocks.indices where clocks[index].task.map(numbers.contains) == true {
      clocks[index].owner = .unit(new)
    }
    if movesLead {
      result.lead = new
      for index in clocks.indices
      where clocks[index].what == .finalReport || clocks[index].what == .firstReport {
        clocks[index].owner = .unit(new)
      }
    }
    if let place = result.coUnits.firstIndex(of: former), number == nil {
      result.coUnits[place] = new
    }
    if movesLead { result.coUnits.removeAll { $0 == new } }
    release(former)
    result.units[index(of: new)].letter = step.day
    openOfficer(of: new, from: step)
    restart(step, tasks: numbers, movesLead: movesLead)
  }

  /// Limits do not start again unless the step sets a new one.
  private mutating func restart(_ step: Step, tasks: Set<Int>, movesLead: Bool) {
    guard let limit = step.limit(.newLimit) else { return }
    let deadline = calendar.deadline(limit, from: step.day)
    for index in clocks.indices {
      let isMoved =
        clocks[index].task.map(tasks.contains) == true
        || (movesLead && clocks[index].what == .finalReport)
      guard isMoved else { continue }
      clocks[index].extend(to: deadline, decidedOn: step.day)
      note(clocks[index])
    }
  }

  /// Whatever a unit asked is answered by its reassignment; one with no part left owes nothing.
  private mutating func release(_ unit: String) {
    close(.answerObjection, about: unit)
    let keepsPart =
      unit == result.lead || result.coUnits.contains(unit)
      || result.tasks.contains { $0.isCurrent && $0.isOpen && $0.unit == unit }
    guard !keepsPart else { return }
    close(.acknowledge, of: unit)
    close(.nameOfficer, of: unit)
    close(.answerExtension, about: unit)
    requests.removeAll { $0.unit == unit }
  }
}

// MARK: Further instructions, suspension, withdrawal

extension Fold {
  mutating func furtherInstruction(_ step: Step, from before: State?) {
    let given: InstructionClass? = step.term(.instructionClass)
    if let given, given != .informative { result.instructionClass = given }
    switch position.state {
    case .handling where position.round > result.round: beginRound(step)
    case .registered where before != .registered:
      clocks = []
      answer(step)
      open(.docket, from: step, within: .docket)
    default: break
    }
  }

  /// What is done from here on answers the instruction of `step`.
  private mutating func answer(_ step: Step) {
    result.furtherInstruction = step
    if let leader = step[.leader] { result.leader = leader }
  }

  /// A new round owes a letter again; nothing of the old one is owed any more.
  mutating func beginRound(_ step: Step) {
    result.round = position.round
    if step.kind == .furtherInstruction { answer(step) }
    clocks = []
    requests = []
    periodic = []
    pausedPeriodic = []
    contradiction = nil
    isApproved = false
    for index in result.tasks.indices { result.tasks[index].isCurrent = false }
    for index in result.units.indices { result.units[index].pendingUrge = nil }
    result.limit = nil
    result.milestones = Milestones(
      archived: result.milestones.archived, archiveNumber: result.milestones.archiveNumber,
      lastRevisit: result.milestones.lastRevisit)
    open(.issue, from: step, within: .issue)
  }

  mutating func suspend(_ step: Step) {
    suspension = (step.day, clocks, periodic)
    clocks = []
    periodic = []
    if let expected = step.limit(.expectedResume) {
      open(.resume, by: .office, from: step, within: expected)
    } else {
      open(.resume, from: step, within: .suspensionReview)
    }
  }

  /// All clocks stand still while the case is suspended, and the days between are given back.
  mutating func resume(_ step: Step) {
    guard let held = suspension else { return }
    suspension = nil
    let days = step.day.days(since: held.since)
    clocks = held.clocks
    periodic = held.periodic
    guard days > 0 else { return }
    for index in clocks.indices {
      clocks[index].giveBack(days, in: calendar)
      note(clocks[index])
    }
    for index in periodic.indices { periodic[index].giveBack(days, in: calendar) }
  }

  mutating func withdraw(_ step: Step) {
    clocks = []
    requests = []
    periodic = []
    pausedPeriodic = []
    suspension = nil
    open(.archive, from: step, within: .archive)
  }
}
