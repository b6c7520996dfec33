import FrontMatter

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

  private var classPlace: Range<Int>? { header.instruction?.instructionClass?.range }

  mutating func issue(_ step: Step) {
    if !isApproved { report(.notApproved(at: step.kindRange)) }
    isApproved = false
    let isFirstOfRound = !result.letters.contains { $0.round == standing.round }
    if let lead = step[.lead] { result.lead = lead }
    let coUnits = step.texts(.coUnits).map(\.value)
    if !coUnits.isEmpty { result.coUnits = coUnits }
    listUnits(addressedBy: step)
    let added = addTasks(of: step, isFirstOfRound: isFirstOfRound)
    if result.lead == nil { report(.issueWithoutLead(at: step.kindRange)) }
    if result.currentTasks.isEmpty, !header.classification.isSecret {
      report(.issueWithoutTasks(at: step.kindRange))
    }
    result.letters.append(
      Letter(
        number: step[.letterNumber], day: step.day, round: standing.round,
        addressees: step.texts(.addressees).map(\.value), step: step.number))
    close(.issue)
    openAddressees(of: step)
    openTasks(added, from: step)
    if isFirstOfRound { openReports(from: step) } else { moveFinalReport(to: step, adding: added) }
  }

  /// The header's units first, so that the ledger has them in the header's order.
  private mutating func listUnits(addressedBy step: Step) {
    if let lead = result.lead { _ = index(of: lead) }
    for unit in result.coUnits { _ = index(of: unit) }
    for unit in header.tasks.compactMap(\.unit?.value) where result.letters.isEmpty {
      _ = index(of: unit)
    }
    for unit in step.texts(.addressees) {
      result.units[index(of: unit.value)].letter = step.day
    }
  }

  private mutating func openAddressees(of step: Step) {
    for unit in step.texts(.addressees).map(\.value) {
      guard result.unit(unit)?.officer == nil else { continue }
      close(.acknowledge, of: unit)
      close(.nameOfficer, of: unit)
      if let limit = office.limit(.acknowledge) {
        open(.acknowledge, by: .unit(unit), from: step, within: limit)
      }
      if office.clockStart == .issue { openOfficer(of: unit, from: step) }
    }
  }

  /// `unit` owes the name of its officer from `step` on.
  mutating func openOfficer(of unit: String, from step: Step) {
    guard let limit = office.limit(.nameOfficer), result.unit(unit)?.officer == nil,
      !clocks.contains(where: { $0.what == .nameOfficer && $0.owner == .unit(unit) })
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
    let written = (result.letters.isEmpty ? header.tasks : []) + step.tasks
    let limit = caseLimit(of: step, for: written)
    var taken: [Int] = []
    for task in written {
      let own = task.limit?.value ?? limit
      let deadline = calendar.deadline(own, from: step.day)
      result.tasks.append(
        TaskState(
          number: result.tasks.count + 1, matter: task.matter?.value ?? "",
          unit: task.unit?.value ?? result.lead ?? "", officer: task.officer?.value,
          criterion: task.criterion?.value, limit: own,
          deadline: DatedLimit(original: deadline.day, current: deadline)))
      if let unit = task.unit?.value { _ = index(of: unit) }
      taken.append(result.tasks.count - 1)
    }
    return taken + redo(step, limit: limit)
  }

  /// 重办: earlier tasks that the letter takes up again.
  private mutating func redo(_ step: Step, limit caseLimit: Limit) -> [Int] {
    step.numbers(.redo).compactMap { number in
      guard let index = result.tasks.firstIndex(where: { $0.number == number.value }) else {
        report(.noSuchTask(number.value, of: result.tasks.count, at: number.range))
        return nil
      }
      let own = result.tasks[index].limit
      let limit: Limit
      if let given = step.limit(.limit) {
        limit = own.flatMap { $0.isRelative ? $0 : nil } ?? given
      } else if let own, own.isRelative {
        limit = own
      } else {
        report(.redoNeedsLimit(number.value, at: number.range))
        limit = caseLimit
      }
      let deadline = calendar.deadline(limit, from: step.day)
      result.tasks[index].deadline = DatedLimit(original: deadline.day, current: deadline)
      result.tasks[index].done = nil
      result.tasks[index].lastCompletion = nil
      result.tasks[index].isExcused = false
      result.tasks[index].isCurrent = true
      return index
    }
  }

  private mutating func openTasks(_ indices: [Int], from step: Step) {
    for index in indices {
      let task = result.tasks[index]
      clocks.removeAll { $0.what == .task && $0.task == task.number }
      clocks.append(
        Clock(
          what: .task, owner: .unit(task.unit),
          start: Clock.Event(name: step.kind.name, day: step.day, limit: task.limit?.wording),
          due: task.deadline.current, original: task.deadline.original, task: task.number))
    }
  }

  /// The limit of the whole case, as the letter or the header has it.
  private func statedLimit(of step: Step) -> Limit? {
    if let limit = step.limit(.limit) { return limit }
    guard let limit = header.limit?.value else { return nil }
    // A fixed day of the header that is past binds the round it was set for.
    if case .date(let day) = limit.measure, day < step.day { return nil }
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
    return latest ?? office.closing[header.urgency] ?? Limit("30日")!
  }
}

// MARK: The letter's reports

extension Fold {
  private mutating func openReports(from step: Step) {
    guard let lead = result.lead else { return }
    if let limit = header.firstReport?.value {
      open(.firstReport, by: .unit(lead), from: step, within: limit)
    }
    reporting = Reporting(header.cycle, from: step.day, in: calendar)
    pausedReporting = nil
    let deadline: Deadline
    let wording: String?
    if let stated = statedLimit(of: step) {
      deadline = calendar.deadline(stated, from: step.day)
      wording = stated.wording
    } else if let latest = result.currentTasks.max(by: {
      $0.deadline.current.day < $1.deadline.current.day
    }) {
      deadline = latest.deadline.current
      wording = latest.limit?.wording
    } else {
      let limit = caseLimit(of: step, for: [])
      deadline = calendar.deadline(limit, from: step.day)
      wording = limit.wording
    }
    result.limit = DatedLimit(original: deadline.day, current: deadline)
    clocks.append(
      Clock(
        what: .finalReport, owner: .unit(lead),
        start: Clock.Event(name: step.kind.name, day: step.day, limit: wording), due: deadline,
        original: deadline.day))
  }

  /// A further letter in the round moves the final report where it sets a limit, or where a task
  /// it adds ends later and no limit was stated for the case.
  private mutating func moveFinalReport(to step: Step, adding added: [Int]) {
    guard let index = clocks.firstIndex(where: { $0.what == .finalReport }) else { return }
    if let limit = step.limit(.limit) {
      clocks[index].extend(to: calendar.deadline(limit, from: step.day))
    } else if header.limit == nil,
      let latest = added.map({ result.tasks[$0].deadline.current }).max(by: { $0.day < $1.day }),
      latest.day > clocks[index].due?.day ?? latest.day
    {
      clocks[index].extend(to: latest)
    }
    note(clocks[index])
  }
}
