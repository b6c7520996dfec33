package import ByteCoding
import FrontMatter
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
  /// 反馈, as it is written; nil where the lead reports once.
  package let cycle: String?
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
    cycle = header.cycle == .once ? nil : header.cycle.name
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
    self.cycle = cycle
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

extension [UnitState] {
  /// The worst that the units' last reports declare.
  fileprivate var worstRisk: Risk? {
    compactMap { $0.lastProgress?.risk }.max { $0.rank < $1.rank }
  }
}

extension Risk {
  var rank: Int { Self.allCases.firstIndex(of: self)! }  // every case is among all cases
}

extension CaseState {
  /// The number by which lists call the case: its own, else the name of its file.
  func id(at path: String) -> String {
    if let id = subject.id { return id }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }
}

/// The instruction that the present round answers.
package struct PresentInstruction: Sendable, Hashable {
  package let leader: String?
  package let day: Day?
  /// Of the last instruction that is not 参阅性.
  package let instructionClass: InstructionClass?
  package let gist: String?

  init(leader: String?, day: Day?, instructionClass: InstructionClass?, gist: String?) {
    self.leader = leader
    self.day = day
    self.instructionClass = instructionClass
    self.gist = gist
  }

  /// The header's, or that of the 续批 which the round answers.
  init(of state: CaseState) {
    let header = state.subject.header
    let further = state.furtherInstruction
    leader = state.leader.isEmpty ? nil : state.leader
    day = further?.day ?? header.instruction?.date?.value
    instructionClass = state.instructionClass
    let gist = further.map { $0[.gist] } ?? header.instruction?.gist?.value
    self.gist = header.classification.isSecret ? nil : gist
  }
}

extension CaseState {
  fileprivate var allUnits: [String] {
    var names: [String] = []
    func add(_ name: String) {
      if !name.isEmpty && !names.contains(name) { names.append(name) }
    }
    if let lead { add(lead) }
    for unit in coUnits { add(unit) }
    for unit in units { add(unit.name) }
    for task in tasks { add(task.unit) }
    return names
  }

  /// The last report of any unit; of two on one day, the one that is written later.
  fileprivate func lastProgress(showingNote: Bool) -> (day: Day, note: String?)? {
    guard let last = units.compactMap({ $0.lastProgress?.day }).max() else { return nil }
    let step = subject.steps.last { $0.kind == .progress && $0.day == last && !$0.isVoid }
    return (last, showingNote ? step?[.note] : nil)
  }

  fileprivate func searchableTexts() -> [String] {
    let header = subject.header
    var texts = [header.title?.value, header.source?.value, header.instruction?.gist?.value]
      .compactMap { $0 }
    texts += allUnits
    texts += tasks.flatMap { [$0.matter, $0.criterion].compactMap { $0 } }
    for step in subject.steps where step.day <= asOf && !step.isVoid {
      for field in step.fields {
        switch field.value {
        case .text(let text): texts.append(text)
        case .prose(let node): texts.append(node.text)
        case .checks(let checks):
          texts += Check.allCases.compactMap { checks[$0]?.value }.filter { $0 != Check.nothing }
        case .texts, .day, .limit, .number, .numbers, .completion, .tasks, .target, .any: break
        }
      }
    }
    return texts
  }
}
