package import Messages

/// What a case amounts to on a day. Derived by folding its steps, never stored.
package struct CaseState: Sendable {
  /// The case as its corrections have it on that day.
  package internal(set) var subject: Case
  package let asOf: Day
  /// Nil where no 登记 is dated up to that day: the case is not there yet.
  package internal(set) var state: State?
  package internal(set) var round = 1
  /// The office that the round's instruction comes from.
  package internal(set) var leader = ""
  /// The 续批 that the round answers; nil where it is the header's instruction.
  package internal(set) var furtherInstruction: Step?
  /// Of the last instruction that is not 参阅性.
  package internal(set) var instructionClass: InstructionClass?
  package internal(set) var lead: String?
  package internal(set) var coUnits: [String] = []
  /// In the order of the header, then as they come up.
  package internal(set) var units: [UnitState] = []
  /// Where each of them is, once there are too many to look through.
  private var places: [String: Int] = [:]
  /// Of every round; `isCurrent` tells the present one's.
  package internal(set) var tasks: [TaskState] = []
  package internal(set) var counts = Counts()
  package internal(set) var letters: [Letter] = []
  /// The final report's limit in the present round.
  package internal(set) var limit: DatedLimit?
  package internal(set) var milestones = Milestones()
  package internal(set) var lastStep: Step?
  /// In the order of their days, ties by the table of due points, then by the header's units.
  package internal(set) var duePoints: [DuePoint] = []

  init(_ subject: Case, asOf: Day) {
    self.subject = subject
    self.asOf = asOf
  }

  /// All that was ever owed, in the order in which it came up; empty where it was not asked for.
  package internal(set) var duties: [Duty] = []

  package var next: DuePoint? { duePoints.first }

  /// The worst light of what is owed.
  package var light: Light { duePoints.map(\.light).max() ?? .none }

  /// Whether nothing more is owed in a case that has come to an end.
  package var hasEnded: Bool {
    state.map { State.ends.contains($0) } == true && duePoints.isEmpty
  }

  /// The steps up to the day, but for those that a 更正 has voided.
  package var stepsInForce: [Step] { subject.steps.filter { $0.day <= asOf && !$0.isVoid } }

  package var stage: Stage? { state?.stage }
  package var currentTasks: [TaskState] { tasks.filter(\.isCurrent) }
  package var currentLetters: [Letter] { letters.filter { $0.round == round } }
  package func unit(_ name: String) -> UnitState? { place(of: name).map { units[$0] } }

  func place(of unit: String) -> Int? {
    places.isEmpty ? units.firstIndex { $0.name == unit } : places[unit]
  }

  /// The unit's place in `units`, made where it has none yet.
  mutating func place(givenTo unit: String) -> Int {
    if let place = place(of: unit) { return place }
    units.append(UnitState(name: unit))
    if units.count == 32 {
      for (place, known) in units.enumerated() { places[known.name] = place }
    } else if units.count > 32 {
      places[unit] = units.count - 1
    }
    return units.count - 1
  }
}

/// Over the whole life of a case.
package struct Counts: Sendable, Hashable {
  package internal(set) var urged = 0
  package internal(set) var returned = 0
  package internal(set) var extended = 0
  package internal(set) var inspected = 0
  package internal(set) var revisited = 0
}

/// 发函, as it was sent.
package struct Letter: Sendable, Hashable {
  package let number: String?
  package let day: Day
  package let round: Int
  package let addressees: [String]
  package let step: Int
  /// The numbers of the tasks that it sets or takes up again.
  package let tasks: [Int]
}

/// A limit as first set, and as it stands after extensions and suspensions.
package struct DatedLimit: Sendable, Hashable {
  package internal(set) var original: Day
  package internal(set) var current: Deadline
}

/// The days the ledger shows.
package struct Milestones: Sendable, Hashable {
  /// Of the present round.
  package internal(set) var submitted: Day?
  /// Of the present round.
  package internal(set) var closed: Day?
  package internal(set) var archived: Day?
  package internal(set) var archiveNumber: String?
  package internal(set) var lastRevisit: Revisit?
  /// Whether the final report of the present round met its limit; nil while there is none.
  package internal(set) var reportedInTime: Bool?
}

package struct Revisit: Sendable, Hashable {
  package let day: Day
  package let result: RevisitResult
}

/// One unit's part in a case.
package struct UnitState: Sendable, Hashable {
  package let name: String
  /// The last letter addressed to it.
  package internal(set) var letter: Day?
  package internal(set) var acknowledged: Day?
  package internal(set) var officer: String?
  package internal(set) var officerNamed: Day?
  package internal(set) var lastProgress: Progress?
  /// The slip that the unit has not answered with a report yet.
  package internal(set) var pendingUrge: UrgeLevel?
  /// How often it was urged.
  package internal(set) var urged = 0

  init(name: String) {
    self.name = name
  }
}

package struct Progress: Sendable, Hashable {
  package let day: Day
  /// The number of the step, whose 说明 says more.
  package let step: Int
  package let risk: Risk?
}

/// One task of the 任务书 and how it stands.
package struct TaskState: Sendable, Hashable {
  /// Counted from 1 over all rounds.
  package let number: Int
  package let matter: String
  package internal(set) var unit: String
  package let officer: String?
  package let criterion: String?
  /// The limit's own wording; the case's where the task has none.
  package internal(set) var limit: Limit?
  /// Whether the task was given a limit of its own.
  let hasOwnLimit: Bool
  package internal(set) var deadline: DatedLimit
  package internal(set) var done: Day?
  package internal(set) var lastCompletion: Completion?
  /// Whether a review that passed the report has excused it (豁免).
  package internal(set) var isExcused = false
  package internal(set) var isCurrent = true

  package var isOpen: Bool { done == nil && !isExcused }
}

/// Something owed: who owes what, by when, and why.
package struct DuePoint: Sendable, Hashable {
  package let what: Obligation
  package let owner: Owner
  /// The owner as people know it: the office, the leader's post, the unit.
  package let who: String
  /// Nil where no day is set.
  package let due: Deadline?
  package let original: Day?
  package let light: Light
  /// The event it runs from.
  let event: Clock.Event
  /// Why the light is not green; nil where there is nothing to say.
  let cause: LightCause?
  package let task: Int?
  /// Which of the periodic reports since `start` it is, from 1; nil for anything else.
  package let period: Int?
  /// Whom to call at the unit that is late; nil where it is not, and where nobody is known.
  package let contact: UnitContact?

  /// The day of the event it runs from.
  package var start: Day { event.day }

  /// The number of the step that it is.
  package var startStep: Int { event.step }

  /// The kind of that event.
  package var startKind: StepKind { event.kind }

  /// What the time is counted by: `5个工作日`, `每周`; nil where no limit is set.
  package var measure: Phrase? { event.limit?.words }

  /// Where it comes from, and how it was counted: `2018-07-24发函,5个工作日`.
  package var origin: Phrase {
    let kind = event.kind.words
    var zh = "\(event.day)\(kind.zh)"
    var en = "\(kind.en) of \(event.day)"
    if let limit = measure {
      zh += ",\(limit.zh)"
      en += ", \(limit.en)"
    }
    if let due, let original, original != due.day {
      zh += ",原定\(original)"
      en += ", originally \(original)"
    }
    if due?.isPublished == false {
      zh += ",日历未公布"
      en += ", calendar not yet published"
    }
    return Phrase(zh: zh, en: en)
  }

  /// What its light says: `逾期2天`; nil where there is nothing to say.
  package var reason: Phrase? { cause?.phrase }

  /// Both: `2018-07-24发函,5个工作日;逾期2天`.
  package var why: Phrase { origin.with(reason) }

  /// Whom to call first, which is not to be cut off: `联络:办公室 0791-80000103;2018-07-24发函,5个工作日;逾期2天`.
  package var whomAndWhy: Phrase { contact?.words.with(why) ?? why }
}

extension Phrase {
  /// Followed by what else there is to say.
  package func with(_ other: Phrase?) -> Phrase {
    guard let other else { return self }
    return Phrase(zh: "\(zh);\(other.zh)", en: "\(en); \(other.en)")
  }
}
