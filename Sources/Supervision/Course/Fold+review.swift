// 审核 and 回访: from the final report to the last revisit.
extension Fold {
  mutating func finalReport(_ step: Step) {
    hear(from: step)
    if let unit = step[.unit], let lead = result.lead, unit != lead {
      report(.finalReportByOther(unit, lead: lead, at: step.place(of: .unit)))
    }
    if !unfinished.isEmpty { report(.reportedUnfinished(unfinished, at: step.kindRange)) }
    if let last = clocks.first(where: { $0.what == .finalReport })?.keptTo {
      let isInTime = step.day <= last
      // A report sent back was not the end of it: the last one counts, and an earlier lateness.
      result.milestones.reportedInTime = isInTime && result.milestones.reportedInTime != false
    }
    for what in [Obligation.finalReport, .firstReport, .answerExtension, .answerObjection] {
      close(what)
    }
    requests = []
    pausedPeriodic = periodic
    periodic = []
    open(.review, from: step, within: .review)
  }

  /// The numbers of the round's tasks that are surely open.
  private var unfinished: [Int] {
    hasLostCompletion ? [] : result.currentTasks.filter(\.isOpen).map(\.number)
  }

  mutating func inspect(_ step: Step) {
    result.counts.inspected += 1
    switch step.term(.agreement, as: Agreement.self) {
    case .contradicts: contradiction = step
    case .agrees: contradiction = nil
    case .partly, nil: break
    }
  }

  mutating func review(_ step: Step) {
    close(.review)
    judge(step)
    switch step.term(.conclusion, as: ReviewConclusion.self) {
    case .passed: pass(step)
    case .returned: sendBack(step)
    case nil: break
    }
  }

  private mutating func pass(_ step: Step) {
    let excused = step.numbers(.exempt)
    for number in excused {
      guard
        let index = result.tasks.firstIndex(where: { $0.number == number.value && $0.isCurrent })
      else {
        report(.noSuchTask(number.value, of: result.tasks.count, at: number.range))
        continue
      }
      if result.tasks[index].isOpen { result.tasks[index].isExcused = true }
    }
    if !excused.isEmpty, step[.reason] == nil {
      report(.exemptionWithoutReason(at: step.place(of: .exempt)))
    }
    if !unfinished.isEmpty {
      report(.passedUnfinished(unfinished, at: step.place(of: .conclusion)))
    }
    if let contradiction {
      report(
        .contradictionUnanswered(contradiction, at: step.place(of: .conclusion)))
    }
    let open = Set(result.currentTasks.filter(\.isOpen).map(\.number))
    clocks.removeAll { clock in
      switch clock.what {
      case .nameOfficer, .acknowledge: true
      case .task: clock.task.map { !open.contains($0) } ?? true
      case .docket, .issue, .firstReport, .progress, .answerObjection, .finalReport,
        .answerExtension, .stocktake, .bulletin, .review, .submit, .answer, .resume, .archive,
        .revisit, .reopen:
        false
      }
    }
    self.open(.submit, from: step, within: .submit)
  }

  /// 退回: the lead owes the report again, by 补报时限 or within the office's limit for a review.
  private mutating func sendBack(_ step: Step) {
    result.counts.returned += 1
    contradiction = nil
    periodic = pausedPeriodic
    pausedPeriodic = []
    let calendar = calendar
    for index in periodic.indices { periodic[index].restart(after: step.day, in: calendar) }
    guard let lead = result.lead,
      let limit = step.limit(.supplementLimit) ?? office.limit(.review) ?? Limit("5个工作日")
    else { return }
    open(.finalReport, by: .unit(lead), from: step, within: limit)
    result.limit?.current = calendar.deadline(limit, from: step.day)
  }

  /// 五查 against 结论, and who reviewed.
  private mutating func judge(_ step: Step) {
    let checks = step.checks
    let faults = Check.allCases.compactMap { check in
      checks[check].flatMap { $0.value == Check.nothing ? nil : (check, $0) }
    }
    switch step.term(.conclusion, as: ReviewConclusion.self) {
    case .passed:
      if let (check, found) = faults.first {
        report(.passedAgainstChecks(check, found, at: step.place(of: .conclusion)))
      }
    case .returned:
      if faults.isEmpty, checks.count == Check.allCases.count, step[.reason] == nil {
        report(.returnedWithoutFault(at: step.place(of: .conclusion)))
      }
    case nil: break
    }
    guard let reviewer = step[.reviewer] else { return }
    let names = result.units.flatMap { unit in
      [unit.name]
        + (schema.units[unit.name].map { $0.shortNames + $0.formerNames.map(\.name) } ?? [])
    }
    if let unit = names.first(where: { reviewer.contains($0) }) {
      report(.reviewerOfUnit(unit, at: step.place(of: .reviewer)))
    }
  }

  mutating func submit(_ step: Step) {
    close(.submit)
    close(.answer)
    result.milestones.submitted = step.day
    clocks.append(
      Clock(
        what: .answer, owner: .leader,
        start: Clock.Event(step, nil)))
  }

  mutating func close(_ step: Step) {
    clocks = []
    result.milestones.closed = step.day
    open(.archive, from: step, within: .archive)
    if let limit = office.revisits[subject.header.watch] {
      open(.revisit, by: .office, from: step, within: limit)
    }
  }

  mutating func archive(_ step: Step) {
    close(.archive)
    result.milestones.archived = step.day
    result.milestones.archiveNumber = step[.archiveNumber]
  }

  mutating func revisit(_ step: Step) {
    result.counts.revisited += 1
    close(.revisit)
    guard let outcome = step.term(.result, as: RevisitResult.self) else { return }
    result.milestones.lastRevisit = Revisit(day: step.day, result: outcome)
    if outcome != .rebounded {
      close(.reopen)
    } else if !clocks.contains(where: { $0.what == .reopen }) {
      open(.reopen, from: step, within: .reopen)
    }
    if let limit = step.limit(.next) ?? usualRevisit(after: outcome) {
      open(.revisit, by: .office, from: step, within: limit)
    }
  }

  /// When the case is looked at again, where the step does not say. A rebound is to be reopened, and
  /// looked at again when it is closed again.
  private func usualRevisit(after outcome: RevisitResult) -> Limit? {
    switch outcome {
    case .rebounded: nil
    case .advanced: office.revisits[subject.header.watch] ?? office.revisits[.key]
    case .consolidated: subject.header.watch == .longTerm ? office.revisits[.longTerm] : nil
    }
  }
}
