import Messages

/// Folds the steps of a case into its state, and finds what is out of order on the way.
struct Fold {
  let schema: Schema
  let subject: Case
  var result: CaseState
  var position = CoursePosition()
  var clocks: [Clock] = []
  /// The clocks that stand still while the case is suspended, and since when.
  var suspension: (since: Day, clocks: [Clock], periodic: [Reporting])?
  var periodic: [Reporting] = []
  /// What was owed periodically until the final report, in case that is sent back.
  var pausedPeriodic: [Reporting] = []
  /// The limit of the final report, where the round's letters or the header state one.
  var statedLimit: Limit?
  var requests: [ExtensionRequest] = []
  var isAssessed = false
  var isApproved = false
  /// The last inspection that contradicts the report, until it is answered.
  var contradiction: Step?
  var findings: [Diagnostic] = []
  /// Where the case stood at the last step out of place, while it stands there.
  private var blamed: CoursePosition?
  /// The units that the case has, or had at some time before.
  var members: Set<String>
  /// All that was ever owed; nil where nobody asks for it.
  var duties: DutyBook?
  /// Whether a completion could not be laid to a task: then none can be called unfinished.
  var hasLostCompletion = false

  struct ExtensionRequest: Hashable {
    let unit: String
    let task: Int?
    let day: Day
  }

  init(_ subject: Case, schema: Schema, asOf: Day) {
    self.schema = schema
    self.subject = subject
    members = subject.header.units
    result = CaseState(subject, asOf: asOf)
    result.leader = subject.header.instruction?.leader?.value ?? ""
    result.instructionClass = subject.header.instruction?.instructionClass?.value
    result.lead = subject.header.lead?.value
    result.coUnits = subject.header.coUnits.map(\.value)
  }

  var calendar: WorkingCalendar { schema.calendar }
  var office: Office { schema.office }

  mutating func report(_ diagnostic: Diagnostic) {
    findings.append(diagnostic)
  }

  mutating func run() {
    let steps = result.subject.steps.filter { $0.day <= result.asOf && !$0.isVoid }
    // Only late entries can be to blame for others; else what is unlawful is so by itself.
    let misplaced =
      steps.contains(where: \.isLateEntry) ? CoursePosition.misplaced(steps) : nil
    let isRegistered = steps.contains { $0.kind == .register }
    for step in CoursePosition.inOrder(steps) {
      result.lastStep = step
      let before = position
      let isLawful = position.take(step)
      if misplaced?.contains(step.number) ?? !isLawful, before.state != nil || !isRegistered {
        reportMisplaced(step, in: before)
      }
      if position.state != before.state { blamed = nil }
      // What recovery has taken counts; what it has not changes nothing.
      if isLawful || position != before {
        take(step, from: before.state)
        if duties != nil { settleDuties(after: step) }
      } else {
        notePreparation(step)
      }
    }
    result.state = position.state
    result.round = position.round
    settleDuePoints()
  }

  /// A step forgotten before the letter, or 恢复, makes all that follow it unlawful, for one cause.
  private mutating func reportMisplaced(_ step: Step, in position: CoursePosition) {
    switch position.state {
    case nil, .registered, .docketed, .suspended:
      guard blamed != position else { return }
      if step.kind != .register { blamed = position }
    case .declined, .handling, .underReview, .reviewed, .submitted, .closed, .archived,
      .withdrawn:
      break
    }
    report(.outOfPlace(step, position: position))
  }

  /// An assessment or an approval out of place was made all the same: it is not missing as well.
  private mutating func notePreparation(_ step: Step) {
    if step.kind == .assess { isAssessed = true }
    if step.kind == .approve { isApproved = true }
  }

  private mutating func take(_ step: Step, from before: State?) {
    switch step.kind {
    case .register: open(.docket, from: step, within: .docket)
    case .assess: isAssessed = true
    case .docket: docket(step)
    case .decline: decline(step)
    case .approve: isApproved = true
    case .issue: issue(step)
    case .object: object(step)
    case .uphold: uphold(step)
    case .acknowledge: hear(from: step)
    case .nameOfficer: nameOfficer(step)
    case .contact, .emergencyNotice: break
    case .stocktake: serve(.stocktake, by: step)
    case .bulletin: serve(.bulletin, by: step)
    case .correct: members.formUnion(subject.header.units)
    case .progress: progress(step)
    case .urge: urge(step)
    case .requestExtension: requestExtension(step)
    case .extend: extend(step)
    case .refuseExtension: refuseExtension(step)
    case .reassign: reassign(step)
    case .furtherInstruction: furtherInstruction(step, from: before)
    case .suspend: suspend(step)
    case .resume: resume(step)
    case .withdraw: withdraw(step)
    case .finalReport: finalReport(step)
    case .inspect: inspect(step)
    case .review: review(step)
    case .submit: submit(step)
    case .close: close(step)
    case .archive: archive(step)
    case .revisit: revisit(step)
    case .reopen: beginRound(step)
    }
  }
}

// MARK: Clocks

extension Fold {
  /// Opens what the office owes after `step`, where the office sets a limit for it.
  mutating func open(
    _ what: Obligation, from step: Step, within limit: OfficeLimit, about subject: String? = nil
  ) {
    guard let limit = office.limit(limit) else { return }
    open(what, by: .office, from: step, within: limit, about: subject)
  }

  mutating func open(
    _ what: Obligation, by owner: Owner, from step: Step, within limit: Limit,
    task: Int? = nil, about subject: String? = nil
  ) {
    let due = calendar.deadline(limit, from: step.day)
    clocks.append(
      Clock(
        what: what, owner: owner,
        start: Clock.Event(step, .limit(limit)), due: due,
        original: due.day, keptTo: due.day, task: task, subject: subject))
  }

  /// Takes a step that does what is owed periodically.
  mutating func serve(_ what: Obligation, by step: Step) {
    for index in periodic.indices where periodic[index].what == what {
      periodic[index].serve(step.day, in: calendar)
    }
  }

  mutating func close(_ what: Obligation) {
    clocks.removeAll { $0.what == what }
  }

  mutating func close(_ what: Obligation, of unit: String) {
    clocks.removeAll { $0.what == what && $0.owner == .unit(unit) }
  }

  mutating func close(_ what: Obligation, about subject: String) {
    clocks.removeAll { $0.what == what && $0.subject == subject }
  }
}

// MARK: Units and tasks

extension Fold {
  /// The unit's place in `result.units`, made where it has none yet.
  mutating func index(of unit: String) -> Int {
    result.place(givenTo: unit)
  }

  /// The open tasks of the present round that a step about `unit` and `task` means.
  func openTasks(of unit: String?, numbered task: Int?) -> [Int] {
    result.tasks.indices.filter { index in
      let candidate = result.tasks[index]
      guard candidate.isCurrent, candidate.isOpen else { return false }
      if let task { return candidate.number == task }
      return candidate.unit == unit
    }
  }

  /// The task a step names, where there is one; a number that names none is reported.
  mutating func task(named key: StepKey = .task, in step: Step) -> Int? {
    guard let number = step.number(key) else { return nil }
    guard let index = result.tasks.firstIndex(where: { $0.number == number }) else {
      // A letter without any task has been reported.
      guard !result.tasks.isEmpty else { return nil }
      report(.noSuchTask(number, of: result.tasks.count, at: step.place(of: key)))
      return nil
    }
    return index
  }
}

extension CaseState {
  /// The state of `subject` on `day`, folding only the steps dated up to it.
  ///
  /// - Parameter withDuties: whether to keep the record of all that was ever owed.
  package init(
    folding subject: Case, schema: Schema, asOf day: Day, withDuties: Bool = false
  ) {
    var fold = Fold(subject.corrected(asOf: day, under: schema), schema: schema, asOf: day)
    if withDuties { fold.duties = DutyBook() }
    fold.run()
    self = fold.result
    duties = fold.dutyRecord
  }
}
