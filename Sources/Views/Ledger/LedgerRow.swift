package import ByteCoding
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
  /// Letters without a number, of any round.
  let unnumbered: [UnnumberedLetter]
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
  /// The days and units of steps that were corrected.
  let correctedDuties: [CorrectedDuty]
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
    unnumbered = state.unnumberedLetters
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
    correctedDuties = state.subject.correctedDuties(asOf: state.asOf)
    let steps = state.subject.steps
    let register = steps.first { $0.kind == .register && !$0.isVoid && $0.day <= state.asOf }
    registered = register?.day ?? steps.first?.day ?? state.asOf
    issued = state.currentLetters.first?.day
    milestones = state.milestones
    lastStep = state.lastStep.map { ($0.day, $0.kind) }
    texts = withText && !isSecret ? state.searchableTexts() : []
  }

  /// Reads what `write(to:)` has written, for a case that lies at `path` now. There are no texts.
  ///
  /// - Parameter asOf: the day of the row. In a case where nothing is owed nothing depends on it, as
  ///   long as it is not before the last step.
  /// - Complexity: O(n) in the bytes, a few microseconds.
  package init(from reader: inout ByteReader, path: String, asOf: Day) throws(DamagedBytes) {
    self.asOf = asOf
    self.path = path
    id = try reader.read()
    title = try reader.read()
    instruction = try reader.read()
    urgency = try reader.read()
    classification = try reader.read()
    watch = try reader.read()
    source = try reader.read()
    cycle = try reader.read()
    units = try reader.read()
    lead = try reader.read()
    coUnits = try reader.read()
    state = try reader.read()
    round = try reader.read()
    duePoints = try reader.read()
    light = duePoints.map(\.light).max() ?? .none
    counts = try reader.read()
    letterNumber = try reader.read()
    unnumbered = try reader.read()
    officer = try reader.read()
    tasks = (try reader.read(), try reader.read())
    matters = try reader.read()
    taskStates = try reader.read()
    unitStates = try reader.read()
    limit = try reader.read()
    risk = try reader.read()
    lastProgress = try reader.read(Bool.self) ? (try reader.read(), try reader.read()) : nil
    correctedDuties = try reader.read()
    registered = try reader.read()
    issued = try reader.read()
    milestones = try reader.read()
    lastStep = try reader.read(Bool.self) ? (try reader.read(), try reader.read()) : nil
    texts = []
  }

  /// Everything but the path, the day and the texts, in some 600 bytes.
  package func write(to writer: inout ByteWriter) {
    writer.write(
      id, title, instruction, urgency, classification, watch, source, cycle, units, lead, coUnits,
      state, round, duePoints, counts, letterNumber, unnumbered, officer, tasks.done, tasks.all,
      matters,
      taskStates, unitStates, limit, risk)
    writer.write(lastProgress != nil)
    if let lastProgress { writer.write(lastProgress.day, lastProgress.note) }
    writer.write(correctedDuties, registered, issued, milestones, lastStep != nil)
    if let lastStep { writer.write(lastStep.day, lastStep.kind) }
  }

  /// Of all sources by which a row is made and kept.
  package static var fingerprint: String { sourceFingerprint }
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
