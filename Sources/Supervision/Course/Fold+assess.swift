// 研判: from the instruction to the letter.
extension Fold {
  mutating func docket(_ step: Step) {
    if !isAssessed { report(.notAssessed(at: step.kindRange)) }
    if result.instructionClass == .informative {
      report(.informativeDocketed(at: step.kindRange, class: classPlace))
    }
    close(.docket)
    clocks.removeAll { $0.what == .archive }
    open(.issue, from: step, within: .issue)
  }

  mutating func decline(_ step: Step) {
    if result.instructionClass == .actionable {
      report(.actionableDeclined(at: step.kindRange, class: classPlace))
    }
    close(.docket)
    open(.archive, from: step, within: .archive)
  }

  private var classPlace: Range<Int>? { subject.header.instruction?.instructionClass?.range }

  mutating func issue(_ step: Step) {
    if !isApproved { report(.notApproved(at: step.kindRange)) }
    isApproved = false
    members.formUnion(step.namedUnits.map(\.value))
    let isFirstOfRound = !result.letters.contains { $0.round == position.round }
    if let lead = step[.lead] { result.lead = lead }
    let coUnits = step.texts(.coUnits).map(\.value)
    if !coUnits.isEmpty { result.coUnits = coUnits }
    listUnits(addressedBy: step)
    let added = addTasks(of: step, isFirstOfRound: isFirstOfRound)
    if result.lead == nil { report(.issueWithoutLead(at: step.kindRange)) }
    if result.currentTasks.isEmpty, !subject.header.classification.isSecret {
      report(.issueWithoutTasks(at: step.kindRange))
    }
    result.letters.append(
      Letter(
        number: step[.letterNumber], day: step.day, round: position.round,
        addressees: step.texts(.addressees).map(\.value), step: step.number,
        tasks: added.map { result.tasks[$0].number }))
    close(.docket)
    close(.issue)
    openAddressees(of: step)
    openTasks(added, from: step)
    if isFirstOfRound { openReports(from: step) } else { moveFinalReport(to: step, adding: added) }
  }

  /// The header's units first, so that the ledger has them in the header's order.
  private mutating func listUnits(addressedBy step: Step) {
    if let lead = result.lead { _ = index(of: lead) }
    for unit in result.coUnits { _ = index(of: unit) }
    for unit in subject.header.tasks.compactMap(\.unit?.value) where result.letters.isEmpty {
      _ = index(of: unit)
    }
    for unit in step.texts(.addressees) {
      result.units[index(of: unit.value)].letter = step.day
    }
  }

  /// A unit that has named its officer owes neither again; a clock that runs already runs on, so
  /// that a further letter washes no lateness away.
  private mutating func openAddressees(of step: Step) {
    var signing = places(owing: .acknowledge)
    var naming = places(owing: .nameOfficer)
    for unit in step.texts(.addressees).map(\.value) {
      let place = index(of: unit)
      guard result.units[place].officer == nil else { continue }
      if let limit = office.limit(.acknowledge), signing.insert(place).inserted {
        open(.acknowledge, by: .unit(unit), from: step, within: limit)
      }
      switch office.clockStart {
      case .issue:
        if let limit = office.limit(.nameOfficer), naming.insert(place).inserted {
          open(.nameOfficer, by: .unit(unit), from: step, within: limit)
        }
      case .acknowledge:
        // The new letter has to be signed for before the officer is owed.
        if !naming.contains(place) { result.units[place].acknowledged = nil }
      }
    }
  }

  /// The places of the units that owe it.
  private func places(owing what: Obligation) -> Set<Int> {
    var places: Set<Int> = []
    for clock in clocks where clock.what == what {
      if case .unit(let name) = clock.owner, let place = result.place(of: name) {
        places.insert(place)
      }
    }
    return places
  }

  private func isOwed(_ what: Obligation, by unit: String) -> Bool {
    clocks.contains { $0.what == what && $0.owner == .unit(unit) }
  }

  /// `unit` owes the name of its officer from `step` on.
  mutating func openOfficer(of unit: String, from step: Step) {
    guard let limit = office.limit(.nameOfficer), result.unit(unit)?.officer == nil,
      !isOwed(.nameOfficer, by: unit)
    else { return }
    open(.nameOfficer, by: .unit(unit), from: step, within: limit)
  }
}

// MARK: The letter's tasks

extension Fold {
  /// Adds the tasks of a letter and takes up those it names again; gives their indices.
  private mutating func addTasks(of step: Step, isFirstOfRound: Bool) -> [Int] {
    if isFirstOfRound {
      for index in result.tasks.indices { result.tasks[index].isCurrent = false }
    }
    let written = (result.letters.isEmpty ? subject.header.tasks : []) + step.tasks
    let limit = caseLimit(of: step, for: written)
    // 重办 names earlier tasks only, so it is read before the letter's own are added.
    let redone = redo(step, limit: limit)
    var taken: [Int] = []
    for task in written {
      let own = task.limit?.value ?? limit
      let deadline = calendar.deadline(own, from: step.day)
      result.tasks.append(
        TaskState(
          number: result.tasks.count + 1, matter: task.matter?.value ?? "",
          unit: task.unit?.value ?? result.lead ?? "", officer: task.officer?.value,
          criterion: task.criterion?.value, limit: own, hasOwnLimit: task.limit != nil,
          deadline: DatedLimit(original: deadline.day, current: deadline)))
      if let unit = task.unit?.value { _ = index(of: unit) }
      taken.append(result.tasks.count - 1)
    }
    return redone + taken
  }

  /// 重办: earlier tasks that the letter takes up again.
  private mutating func redo(_ step: Step, limit caseLimit: Limit) -> [Int] {
    step.numbers(.redo).compactMap { number in
      guard let index = result.tasks.firstIndex(where: { $0.number == number.value }) else {
        report(.noSuchTask(number.value, of: result.tasks.count, at: number.range))
        return nil
      }
      let limit = limit(ofRedone: result.tasks[index], in: step, at: number.range) ?? caseLimit
      result.tasks[index].limit = limit
      let deadline = calendar.deadline(limit, from: step.day)
      result.tasks[index].deadline = DatedLimit(original: deadline.day, current: deadline)
      result.tasks[index].done = nil
      result.tasks[index].lastCompletion = nil
      result.tasks[index].isExcused = false
      result.tasks[index].isCurrent = true
      return index
    }
  }

  /// Its own limit where that is relative; nil where the case's is to be taken.
  private mutating func limit(ofRedone task: TaskState, in step: Step, at range: Range<Int>)
    -> Limit?
  {
    guard task.hasOwnLimit, let own = task.limit else { return nil }
    if own.isRelative { return own }
    if step.limit(.limit) == nil { report(.redoNeedsLimit(task.number, at: range)) }
    return nil
  }

  private mutating func openTasks(_ indices: [Int], from step: Step) {
    for index in indices {
      let task = result.tasks[index]
      clocks.removeAll { $0.what == .task && $0.task == task.number }
      clocks.append(
        Clock(
          what: .task, owner: .unit(task.unit),
          start: Clock.Event(step, task.limit.map(Clock.Counted.limit)),
          due: task.deadline.current, original: task.deadline.original,
          keptTo: task.deadline.current.day, task: task.number))
    }
  }

  /// The limit of the whole case, as the letter or the header has it.
  private func statedLimit(of step: Step) -> Limit? {
    if let limit = step.limit(.limit) { return limit }
    return ofThisRound(subject.header.limit, from: step)
  }

  /// A limit of the header: a fixed day that is past when a later round's letter goes out bound the
  /// round it was set for.
  private func ofThisRound(_ limit: Located<Limit>?, from step: Step) -> Limit? {
    guard let limit = limit?.value else { return nil }
    if case .date(let day) = limit.measure, day < step.day, position.round > 1 { return nil }
    return limit
  }

  /// What a task without a limit of its own has: the case's, else the latest of the others', else
  /// the office's by urgency.
  private func caseLimit(of step: Step, for tasks: [Task]) -> Limit {
    if let stated = statedLimit(of: step) { return stated }
    let latest = tasks.compactMap(\.limit?.value).max {
      calendar.deadline($0, from: step.day).day < calendar.deadline($1, from: step.day).day
    }
    // The catalogue of defaults has one for every urgency.
    return latest ?? office.closing[subject.header.urgency] ?? Limit("30日")!
  }
}

// MARK: The letter's reports

extension Fold {
  private mutating func openReports(from step: Step) {
    let header = subject.header
    let cycles: [(Obligation, Cycle)] = [
      (.progress, header.cycle), (.stocktake, header.stocktakes), (.bulletin, header.bulletins),
    ]
    periodic = cycles.compactMap { Reporting($0, $1, from: step, in: calendar) }
    pausedPeriodic = []
    guard let lead = result.lead else { return }
    if let limit = ofThisRound(subject.header.firstReport, from: step) {
      open(.firstReport, by: .unit(lead), from: step, within: limit)
    }
    let deadline: Deadline
    let counted: Clock.Counted?
    statedLimit = statedLimit(of: step)
    if let stated = statedLimit {
      deadline = calendar.deadline(stated, from: step.day)
      counted = .limit(stated)
    } else if let latest = result.currentTasks.max(by: {
      $0.deadline.current.day < $1.deadline.current.day
    }) {
      deadline = latest.deadline.current
      counted = latest.limit.map(Clock.Counted.limit)
    } else {
      let limit = caseLimit(of: step, for: [])
      deadline = calendar.deadline(limit, from: step.day)
      counted = .limit(limit)
    }
    result.limit = DatedLimit(original: deadline.day, current: deadline)
    clocks.append(
      Clock(
        what: .finalReport, owner: .unit(lead),
        start: Clock.Event(step, counted), due: deadline,
        original: deadline.day, keptTo: deadline.day))
  }

  /// A further letter in the round moves the final report where it sets a limit, or where a task
  /// it adds ends later and no limit was stated for the case.
  private mutating func moveFinalReport(to step: Step, adding added: [Int]) {
    guard let index = clocks.firstIndex(where: { $0.what == .finalReport }) else { return }
    if let limit = step.limit(.limit) {
      clocks[index].extend(to: calendar.deadline(limit, from: step.day), decidedOn: step.day)
      statedLimit = limit
    } else if statedLimit == nil,
      let latest = added.map({ result.tasks[$0].deadline.current }).max(by: { $0.day < $1.day }),
      latest.day > clocks[index].due?.day ?? latest.day
    {
      clocks[index].extend(to: latest, decidedOn: step.day)
    }
    note(clocks[index])
  }
}
