package import ByteCoding
import Messages
package import Supervision

/// One case as every ledger, list and summary shows it. The writers know no state and no stage:
/// whatever has to be decided about a case is decided here.
///
/// A class, since views sort, pick and hand on rows, and copying thirty fields costs more than making
/// them.
package final class LedgerRow: Sendable {
  package let asOf: Day
  package let path: String
  package let id: String
  /// `(涉密)` for a secret case, of which nothing that is written is shown.
  package let title: String
  package let instruction: PresentInstruction
  package let urgency: Urgency
  package let classification: Classification
  package let watch: Watch
  /// 来文; nil for a secret case.
  package let source: String?
  /// 反馈; nil where the lead reports once.
  package let cycle: Cycle?
  package let lead: String?
  package let coUnits: [String]
  /// Every unit that has or had a part, the lead first.
  package let units: [String]
  package let state: State
  package let round: Int
  package let duePoints: [DuePoint]
  package let light: Light
  package let counts: Counts
  /// Of the present round's first letter.
  package let letterNumber: String?
  /// The lead's.
  package let officer: String?
  /// The present round's, done and all.
  package let tasks: (done: Int, all: Int)
  /// What each task is about, by its number; empty for a secret case.
  package let matters: [Int: String]
  /// The present round's, as the 任务书 lists them; empty for a secret case.
  package let taskStates: [TaskState]
  let unitStates: [UnitState]
  package let limit: DatedLimit?
  /// The worst that the units' last reports declare.
  package let risk: Risk?
  package let lastProgress: (day: Day, note: String?)?
  package let registered: Day
  /// The date of the present round's first letter.
  package let issued: Day?
  package let milestones: Milestones
  package let lastStep: (day: Day, kind: StepKind)?
  /// What free text is searched in; empty unless asked for.
  package let texts: [String]

  package var next: DuePoint? { duePoints.first }

  /// Whether nothing more is owed in a case that has come to an end.
  package var hasEnded: Bool { State.ends.contains(state) && duePoints.isEmpty }

  /// The row of `state`; nil where the case was not registered yet.
  ///
  /// - Parameter withText: whether `texts` is filled, which a query for free text needs.
  package init?(_ state: CaseState, path: String, withText: Bool = false) {
    guard let standing = state.state else { return nil }
    let header = state.subject.header
    let isSecret = header.classification.isSecret
    asOf = state.asOf
    self.path = path
    id = state.id(at: path)
    title = header.shownTitle
    instruction = PresentInstruction(of: state)
    urgency = header.urgency
    classification = header.classification
    watch = header.watch
    source = isSecret ? nil : header.source?.value
    cycle = header.cycle == .once ? nil : header.cycle
    lead = state.lead
    coUnits = state.coUnits
    units = state.allUnits
    self.state = standing
    round = state.round
    duePoints = state.duePoints
    light = state.light
    counts = state.counts
    letterNumber = state.currentLetters.first?.number
    officer = state.lead.flatMap { state.unit($0)?.officer }
    let current = state.currentTasks
    tasks = (current.count { $0.done != nil }, current.count)
    matters =
      isSecret
      ? [:] : Dictionary(state.tasks.map { ($0.number, $0.matter) }, uniquingKeysWith: { $1 })
    taskStates = isSecret ? [] : current
    unitStates = state.units
    limit = state.limit
    risk = state.units.worstRisk
    lastProgress = state.lastProgress(showingNote: !isSecret)
    let steps = state.subject.steps
    let register = steps.first { $0.kind == .register && !$0.isVoid && $0.day <= state.asOf }
    registered = register?.day ?? steps.first?.day ?? state.asOf
    issued = state.currentLetters.first?.day
    milestones = state.milestones
    lastStep = state.lastStep.map { ($0.day, $0.kind) }
    texts = withText && !isSecret ? state.searchableTexts() : []
  }

  /// Reads what `write(to:)` has written, for a case that lies at `path` now; nil where the bytes are
  /// no row. There are no texts.
  ///
  /// - Parameter asOf: the day of the row. In a case where nothing is owed nothing depends on it, as
  ///   long as it is not before the last step.
  /// - Complexity: O(n) in the bytes, a few microseconds.
  package init?(from reader: inout ByteReader, path: String, asOf: Day) {
    guard let id = reader.shortText(), let title = reader.shortText(),
      let instruction = PresentInstruction(from: &reader), let urgency = reader.term(Urgency.self),
      let classification = reader.term(Classification.self), let watch = reader.term(Watch.self),
      let source = reader.optionalText(), let cycle = reader.optionalText(),
      let units = reader.names(), let lead = reader.optionalName(), let coUnits = reader.names(),
      let state = reader.term(State.self), let round = reader.shortNumber(),
      let duePoints = [DuePoint](from: &reader), let counts = Counts(from: &reader),
      let letterNumber = reader.optionalText(), let done = reader.shortNumber(),
      let all = reader.shortNumber(), let matters = reader.matters(),
      let taskStates = reader.list({ TaskState(from: &$0) }),
      let unitStates = reader.list({ UnitState(from: &$0) }), let hasLimit = reader.byte()
    else { return nil }
    var limit: DatedLimit?
    if hasLimit != 0 {
      limit = DatedLimit(from: &reader)
      if limit == nil { return nil }
    }
    guard let reported = reader.optionalDay(), let note = reader.optionalText(),
      let registered = reader.day(), let issued = reader.optionalDay(),
      let milestones = Milestones(from: &reader), let lastDay = reader.optionalDay()
    else { return nil }
    var lastKind: StepKind?
    if lastDay != nil {
      lastKind = reader.term(StepKind.self)
      if lastKind == nil { return nil }
    }
    self.asOf = asOf
    self.path = path
    self.id = id
    self.title = title
    self.instruction = instruction
    self.urgency = urgency
    self.classification = classification
    self.watch = watch
    self.source = source
    self.cycle = cycle.flatMap { Cycle(name: $0) }
    self.lead = lead
    self.coUnits = coUnits
    self.units = units
    self.state = state
    self.round = round
    self.duePoints = duePoints
    light = duePoints.map(\.light).max() ?? .none
    self.counts = counts
    self.letterNumber = letterNumber
    officer = lead.flatMap { lead in unitStates.first { $0.name == lead }?.officer }
    tasks = (done, all)
    self.matters = matters
    self.taskStates = taskStates
    self.unitStates = unitStates
    self.limit = limit
    risk = unitStates.worstRisk
    lastProgress = reported.map { ($0, note) }
    self.registered = registered
    self.issued = issued
    self.milestones = milestones
    lastStep = lastDay.flatMap { day in lastKind.map { (day, $0) } }
    texts = []
  }
}

// MARK: Bytes

extension LedgerRow {
  /// Everything but the path, the day and the texts, in some 600 bytes. `init(from:path:asOf:)` reads
  /// the same in the same order.
  package func write(to writer: inout ByteWriter) {
    writer.add(short: id)
    writer.add(short: title)
    instruction.write(to: &writer)
    writer.add(urgency)
    writer.add(classification)
    writer.add(watch)
    writer.add(short: source)
    writer.add(short: cycle?.name)
    writer.add(names: units)
    writer.add(UInt8(lead == nil ? 0 : 1))
    if let lead { writer.add(name: lead) }
    writer.add(names: coUnits)
    writer.add(state)
    writer.add(short: round)
    duePoints.write(to: &writer)
    counts.write(to: &writer)
    writer.add(short: letterNumber)
    writer.add(short: tasks.done)
    writer.add(short: tasks.all)
    writer.add(short: matters.count)
    for (task, matter) in matters.sorted(by: { $0.key < $1.key }) {
      writer.add(short: task)
      writer.add(name: matter)
    }
    writer.add(short: taskStates.count)
    for task in taskStates { task.write(to: &writer) }
    writer.add(short: unitStates.count)
    for unit in unitStates { unit.write(to: &writer) }
    writer.add(UInt8(limit == nil ? 0 : 1))
    limit?.write(to: &writer)
    writer.add(lastProgress?.day)
    writer.add(short: lastProgress?.note)
    writer.add(registered)
    writer.add(issued)
    milestones.write(to: &writer)
    writer.add(lastStep?.day)
    if let lastStep { writer.add(lastStep.kind) }
  }
}

// MARK: Facts

extension LedgerRow {
  /// What the row says of a fact.
  package subscript(fact: LedgerFact) -> FactValue {
    switch fact {
    case .id: .text(id)
    case .instructed: .cell(Cell(instruction.day))
    case .leader: .text(instruction.leader)
    case .instructionClass: .cell(Cell(instruction.instructionClass))
    case .title: .text(title.isEmpty ? nil : title)
    case .urgency: .cell(Cell(urgency))
    case .classification: .cell(Cell(classification))
    case .letterNumber: .text(letterNumber)
    case .lead: .text(lead)
    case .coUnits: .names(coUnits)
    case .officer: .text(officer)
    case .issued: .cell(Cell(issued))
    case .tasks: .tasks(done: tasks.done, all: tasks.all)
    case .originalLimit: .cell(Cell(limit?.original))
    case .limit: .cell(Cell(limit?.current.day))
    case .lastProgress: .report(day: lastProgress?.day, note: lastProgress?.note)
    case .next: .due(next)
    case .light: .cell(.light(light))
    case .urged: .count(counts.urged)
    case .returned: .count(counts.returned)
    case .extended: .count(counts.extended)
    case .inspected: .count(counts.inspected)
    case .submitted: .cell(Cell(milestones.submitted))
    case .closed: .cell(Cell(milestones.closed))
    case .archiveNumber: .text(milestones.archiveNumber)
    case .lastRevisit:
      .event(
        day: milestones.lastRevisit?.day, what: Cell(milestones.lastRevisit?.result),
        member: "result")
    case .note: .words(note)
    case .state: .cell(Cell(state))
    case .stage: .cell(Cell(state.stage))
    case .round: .cell(.number(round))
    case .gist: .text(instruction.gist)
    case .source: .text(source)
    case .cycle: .words(cycle?.words)
    case .watch: .cell(Cell(watch))
    case .risk: .cell(Cell(risk))
    case .registered: .cell(.day(registered))
    case .path: .text(path)
    case .due: .cell(Cell(next?.due?.day))
    case .who: .text(next?.who)
    case .unit: .names(units)
    case .undone: .count(tasks.all - tasks.done)
    case .revisited: .count(counts.revisited)
    case .archived: .cell(Cell(milestones.archived))
    case .lastStep: .event(day: lastStep?.day, what: Cell(lastStep?.kind), member: "kind")
    case .ended: .cell(Cell(Answer(hasEnded)))
    case .overdue: .cell(Cell(Answer(light == .red)))
    case .text: .names([id, title] + texts)
    case .secrecyTerm, .keptAt, .firstReport, .contactLine: .text(nil)
    }
  }
}
