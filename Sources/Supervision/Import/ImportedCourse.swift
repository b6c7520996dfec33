/// The steps that a row of a ledger tells of, or that must have been for it to stand where it does.
///
/// A ledger keeps some days and the number of things, not the story. A step whose day it does not keep
/// gets the earliest day it can have, and its 说明 says so; what a step must say and the ledger does not
/// know is `台账未记`.
struct ImportedCourse {
  struct PlannedStep {
    let kind: StepKind
    let day: Day
    /// Whether the ledger keeps the day.
    let isDated: Bool
    let fields: [(key: StepKey, values: [String])]
    /// The cell that tells of it.
    let place: Range<Int>
  }

  static let unrecorded = "台账未记"
  static let undated = "导入自台账,日期不详"

  private static func earlierRounds(_ round: Int) -> String { "导入自台账第\(round)轮,以前各轮见原台账" }

  private let row: ImportRow
  private let facts: ImportedFacts
  private let letter: ImportedLetter?
  private(set) var steps: [PlannedStep] = []

  init(_ row: ImportRow, _ facts: ImportedFacts, letter: ImportedLetter?) {
    self.row = row
    self.facts = facts
    self.letter = letter
    add(
      .register, on: facts.registered,
      note: facts.round > 1 ? Self.earlierRounds(facts.round) : nil,
      from: row[.registered] == nil ? .instructed : .registered)
    if facts.isDeclined {
      add(.decline, [(.reason, row[.note]?.onOneLine ?? Self.unrecorded)], from: .state)
      addArchiving()
    } else if facts.state != .registered {
      addDocketing()
    }
  }

  // MARK: Stages

  private mutating func addDocketing() {
    add(.assess, [(.opinion, Self.unrecorded)], from: .state)
    add(.docket, [(.approvedBy, Self.unrecorded)], from: .state)
    if facts.isIssued {
      addLetter()
      addTracking()
    }
    switch facts.state {
    case .suspended:
      add(.suspend, [(.reason, Self.unrecorded), (.approvedBy, Self.unrecorded)], from: .state)
    case .withdrawn: addWithdrawal()
    case .archived where facts.isWithdrawn: addWithdrawal()
    case .underReview: addReport()
    case .reviewed, .submitted, .closed, .archived: addReview()
    case .registered, .declined, .docketed, .handling: break
    }
    addArchiving()
  }

  private mutating func addLetter() {
    let issued = facts.issued ?? letter?.day
    let place = row.place(of: row[.issued] == nil ? .letterNumber : .issued)
    add(
      .approve, on: issued, earliest: letter?.earliest, [(.approver, Self.unrecorded)],
      at: row.place(of: .issued))
    add(
      .issue, on: issued, [(.letterNumber, row[.letterNumber]), (.addressees, addressees)],
      at: place)
    addOfficers()
  }

  private mutating func addOfficers() {
    // A ledger without the column does not say that nobody was named.
    let unknown = row.hasColumn(for: .officer) ? nil : Self.unrecorded
    if let officer = row[.officer] ?? unknown {
      add(.nameOfficer, [(.unit, row[.lead]), (.officer, officer.onOneLine)], from: .officer)
    }
    for part in row.parts.dropFirst() {
      guard let officer = part.officer else { continue }
      add(
        .nameOfficer, [(.unit, part.unit ?? row[.lead]), (.officer, officer.value.onOneLine)],
        at: officer.range)
    }
    // Whom a letter names beside the units of this case answers for another.
    let named = Set([row[.lead]] + row.parts.filter { $0.officer != nil }.map(\.unit))
    for unit in letter?.units ?? [] where !named.contains(unit) {
      add(.nameOfficer, [(.unit, unit), (.officer, Self.unrecorded)], from: .letterNumber)
    }
  }

  /// The lead, and the unit that the ledger says has yet to name its officer. Whether the others have
  /// named theirs no ledger keeps, so nothing is asked of them.
  private var addressees: String? {
    if let letter { return letter.units.joined(separator: ",") }
    guard let next = facts.next, next.what == .nameOfficer, next.who != row[.lead] else {
      return row[.lead]
    }
    return row[.lead].map { "\($0),\(next.who)" }
  }

  private mutating func addTracking() {
    for number in times(facts.urged) {
      add(
        .urge, [(.unit, row[.lead]), (.level, UrgeLevel.blue.name)], number: number, from: .urged)
    }
    for (part, urged) in zip(row.parts.dropFirst(), facts.urgedBelow) {
      for number in times(urged) {
        add(
          .urge, [(.unit, part.unit ?? row[.lead]), (.level, UrgeLevel.blue.name)],
          number: number, at: part.place)
      }
    }
    for number in times(facts.inspected) {
      add(
        .inspect,
        [
          (.means, InspectionMeans.open.name), (.place, Self.unrecorded),
          (.facts, Self.unrecorded), (.agreement, Agreement.agrees.name),
        ], number: number, from: .inspected)
    }
    for (index, task) in facts.tasks.enumerated() where task.isDone {
      add(
        .progress,
        [(.unit, task.unit ?? row[.lead]), (.task, "\(index + 1)"), (.completion, "是")],
        at: task.place ?? row.place(of: .tasks))
    }
    for number in times(facts.returned) { addReturn(number) }
    addExtensions()
    if let last = facts.lastProgress {
      add(
        .progress, on: last.day,
        [(.unit, row[.lead]), (.risk, facts.risk?.name)], note: last.text,
        from: .lastProgress)
    }
    for part in row.parts.dropFirst() {
      guard let progress = part.progress else { continue }
      let (day, text) = ImportRowReader.dayAndText(progress.value)
      add(
        .progress, on: day, [(.unit, part.unit ?? row[.lead])], note: text, at: progress.range)
    }
  }

  /// Whether an extension, and not only a return, moved the limit to where it is now.
  private var isExtended: Bool {
    let isMoved = row[.originalLimit].map { $0 != row[.limit] } ?? false
    return facts.extended > 0 || isMoved && facts.returned == 0
  }

  private mutating func addExtensions() {
    if facts.tasksHaveLimits { return addExtensionsOfTasks() }
    guard isExtended, let limit = row[.limit] else { return }
    for number in times(max(facts.extended, 1)) {
      add(
        .extend,
        [(.approvedBy, Self.unrecorded), (.newLimit, limit), (.unit, row[.lead])],
        number: number, from: facts.extended > 0 ? .extended : .limit)
    }
  }

  private mutating func addExtensionsOfTasks() {
    for (index, task) in facts.tasks.enumerated() {
      guard let limit = task.newLimit else { continue }
      add(
        .extend,
        [
          (.approvedBy, Self.unrecorded), (.newLimit, limit), (.unit, task.unit ?? row[.lead]),
          (.task, "\(index + 1)"),
        ], at: task.place ?? row.anchor)
    }
  }

  private mutating func addReturn(_ number: Int) {
    addReport(number)
    add(
      .review,
      [
        (.reviewer, Self.unrecorded), (.checks, Check.nothing),
        (.conclusion, ReviewConclusion.returned.name), (.reason, Self.unrecorded),
        (.supplementLimit, isExtended ? row[.originalLimit] : row[.limit]),
      ], number: number, from: .returned)
  }

  private mutating func addReport(_ number: Int = 1) {
    add(.finalReport, [(.unit, row[.lead])], number: number, from: .state)
  }

  private mutating func addReview() {
    addReport(facts.returned + 1)
    let undone = facts.tasks.indices.filter { !facts.tasks[$0].isDone }
    add(
      .review,
      [
        (.reviewer, Self.unrecorded), (.checks, Check.nothing),
        (.conclusion, ReviewConclusion.passed.name),
        (.reason, undone.isEmpty ? nil : Self.unrecorded),
        (.exempt, undone.isEmpty ? nil : undone.map { "\($0 + 1)" }.joined(separator: ",")),
      ], from: .state)
    if facts.state != .reviewed {
      add(.submit, on: facts.submitted, [(.recipient, row[.leader])], from: .submitted)
      if facts.state != .submitted {
        add(.close, on: facts.closed, [(.answer, Self.unrecorded)], from: .closed)
      }
    }
  }

  private mutating func addWithdrawal() {
    add(
      .withdraw,
      [(.reason, row[.note]?.onOneLine ?? Self.unrecorded), (.approvedBy, Self.unrecorded)],
      from: .state)
  }

  private mutating func addArchiving() {
    if facts.state == .archived {
      add(
        .archive, on: facts.archived, [(.archiveNumber, row[.archiveNumber] ?? Self.unrecorded)],
        from: .archiveNumber)
    }
    if let revisit = facts.lastRevisit, facts.isRevisitable {
      add(
        .revisit, on: revisit.day,
        [
          (.means, Self.unrecorded), (.result, revisit.result),
          (.next, facts.next.flatMap { $0.what == .revisit ? "\($0.day)" : nil }),
        ], from: .lastRevisit)
    }
  }

  // MARK: Steps

  private func times(_ count: Int) -> [Int] { count > 0 ? Array(1...count) : [] }

  private mutating func add(
    _ kind: StepKind, on day: Day? = nil, _ fields: [(StepKey, String?)] = [], number: Int = 1,
    note: String? = nil, from field: LedgerFact
  ) {
    add(kind, on: day, fields, number: number, note: note, at: row.place(of: field))
  }

  /// - Parameters:
  ///   - day: when it happened; nil where the ledger does not tell.
  ///   - earliest: before when it cannot have happened, if not by the steps before it.
  ///   - number: which of several of its kind it is, so that no two are the same.
  ///   - place: the cell that tells of it.
  private mutating func add(
    _ kind: StepKind, on day: Day? = nil, earliest: Day? = nil, _ fields: [(StepKey, String?)] = [],
    number: Int = 1,
    note: String? = nil, at place: Range<Int>
  ) {
    let isImplied = day == nil
    var written = fields.compactMap { key, text in text.map { (key: key, values: [$0]) } }
    var notes = note.map { $0.isEmpty ? [] : [$0] } ?? []
    if isImplied { notes.append(number > 1 ? "\(Self.undated)(第\(number)次)" : Self.undated) }
    if !notes.isEmpty, !row.isSecret { written.append((.note, notes)) }
    steps.append(
      PlannedStep(
        kind: kind, day: day ?? max(earliest, steps.last?.day) ?? facts.registered,
        isDated: !isImplied, fields: written, place: place))
  }
}

private func max(_ one: Day?, _ other: Day?) -> Day? {
  [one, other].compactMap(\.self).max()
}
