import Supervision

/// What a commit does to cases and rules, as its trees have it.
struct CommitDeed {
  /// What it changes of the rules.
  enum RulesChange {
    case none
    /// Only such as lie outside `schema/`.
    case outside
    case schema
  }

  private(set) var cases: [CaseDeed] = []
  /// The numbers of the cases that it touches.
  private(set) var numbers: [String] = []
  private(set) var steps: [WrittenStep] = []
  /// The cases that it changes otherwise than by steps, and whose matter each was before.
  private(set) var edits: [(file: CaseFile, units: Set<String>)] = []
  /// What becomes of the files that cases attach.
  var attached: [AttachedFiles] = []
  var rules = RulesChange.none
  /// The rules that each parent has and those that it has itself, where they differ.
  var schemas: (before: [Schema], now: Schema)?
  /// Whether there was no repository of cases before, so that the rules come with the first of them.
  var isBeginning = false
  /// Whether all that it does is to bring in cases that were kept elsewhere.
  var isImport = false
  /// Whether all that it does is to give a case another number.
  var isRenumbering = false
  /// Whether it joins several sides, and acts for nobody.
  var isMerge = false
  /// Of a merge, whether the rules are not those of every parent.
  var joinsRules = false
  /// Of a merge, whether it has chosen between rules that both sides changed.
  var choosesRules = false
  /// Whether anything among the cases and rules is not as in one of the parents.
  var changesRecords = true

  /// Whether it makes cases or rules that no parent has.
  var isOfRecords: Bool { isImport || !cases.isEmpty || rules != .none }

  mutating func add(_ one: CaseDeed) {
    cases.append(one)
    numbers += one.numbers
    steps += one.steps
    if let edit = one.edit { edits.append(edit) }
  }
}

/// What a commit does to a case.
enum CaseDeed {
  /// Only steps are written at its end.
  case extended(CaseFile, by: [Step])
  /// It comes up, or becomes another.
  case revised(CaseRevision)
  /// Its file goes.
  case removed(CaseFile)
  /// A merge joins what its sides have.
  case joined(JoinedCase)
  /// A merge has it as one side has it, or no side had a file.
  case taken(number: String)

  /// Of one that gets another number, both.
  var numbers: [String] {
    switch self {
    case .extended(let file, _), .removed(let file): [file.id]
    case .revised(let revision):
      [revision.old?.id].compactMap { $0 == revision.new.id ? nil : $0 } + [revision.new.id]
    case .joined(let joined): [joined.file.id]
    case .taken(let number): [number]
    }
  }

  fileprivate var steps: [WrittenStep] {
    switch self {
    case .extended(let file, let steps): steps.map { WrittenStep(file: file, step: $0) }
    case .revised(let revision):
      revision.change.added.map { WrittenStep(file: revision.new, step: $0) }
    case .removed, .joined, .taken: []
    }
  }

  fileprivate var edit: (file: CaseFile, units: Set<String>)? {
    guard case .revised(let revision) = self, let old = revision.old,
      revision.change.added.isEmpty || revision.change.isEdit
    else { return nil }
    return (revision.new, old.subject.matterUnits)
  }
}

/// A step and the file that a commit writes it into.
struct WrittenStep {
  let file: CaseFile
  let step: Step
}
