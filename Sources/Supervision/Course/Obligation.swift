import Messages

/// What can be owed in a case, in the order of the format's table of due points.
package enum Obligation: String, Term {
  case docket, issue, acknowledge, nameOfficer, firstReport, progress, answerObjection, task
  case finalReport, answerExtension, stocktake, bulletin, review, submit, answer, resume, archive,
    revisit, reopen

  package var name: String {
    switch self {
    case .docket: "立项"
    case .issue: "发函"
    case .acknowledge: "签收"
    case .nameOfficer: "报责任人"
    case .firstReport: "初报"
    case .progress: "续报"
    case .answerObjection: "答复异议"
    case .task: "任务"
    case .finalReport: "报结"
    case .answerExtension: "答复延期"
    case .stocktake: "调度"
    case .bulletin: "通报"
    case .review: "审核"
    case .submit: "呈报"
    case .answer: "阅示"
    case .resume: "恢复"
    case .archive: "归档"
    case .revisit: "回访"
    case .reopen: "重启"
    }
  }

  /// The steps that meet it, where they end it; by any other it lapses.
  var metBy: Set<StepKind> {
    switch self {
    case .docket: [.docket, .decline]
    case .issue: [.issue]
    case .acknowledge:
      [.acknowledge, .object, .nameOfficer, .progress, .requestExtension, .finalReport]
    case .nameOfficer: [.nameOfficer]
    case .firstReport, .progress, .task: [.progress]
    case .answerObjection: [.reassign, .uphold]
    case .finalReport: [.finalReport]
    case .answerExtension: [.extend, .refuseExtension]
    case .stocktake: [.stocktake]
    case .bulletin: [.bulletin]
    case .review: [.review]
    case .submit: [.submit]
    case .answer: [.close, .furtherInstruction]
    case .resume: [.resume, .withdraw]
    case .archive: [.archive]
    case .revisit: [.revisit]
    case .reopen: [.reopen, .revisit]
    }
  }

  /// The place in the table, which settles ties between due points of one day.
  package var rank: Int { Self.table.firstIndex(of: self)! }  // every case is in allCases

  private static let table = allCases
}

/// Who owes something.
package enum Owner: Sendable, Hashable {
  case office
  case leader
  case unit(String)
}

/// Something that is owed, as the fold keeps it while it runs.
struct Clock: Sendable, Hashable {
  let what: Obligation
  var owner: Owner
  /// The event it runs from, and that event's day.
  var start: Event
  /// Nil where no day is set: the leader answers when the leader answers.
  var due: Deadline?
  /// The day before any extension; a suspension moves it, since its days are given back.
  var original: Day?
  /// The day that lateness is counted from: the original one, or that of an extension asked for
  /// before it.
  var keptTo: Day?
  /// The number of the task it is about.
  var task: Int?
  /// The unit whose objection or request is to be answered.
  var subject: String?
  /// Which of the periodic reports it is, from 1.
  var period: Int?

  struct Event: Sendable, Hashable {
    let kind: StepKind
    let day: Day
    /// The number of the step.
    let step: Int
    /// The limit, where there is one.
    var limit: Counted?

    init(_ step: Step, _ limit: Counted?) {
      self.init(kind: step.kind, day: step.day, step: step.number, limit: limit)
    }

    init(kind: StepKind, day: Day, step: Int, limit: Counted?) {
      (self.kind, self.day, self.step, self.limit) = (kind, day, step, limit)
    }
  }

  /// What the time is counted by. Its words are made when somebody reads them.
  enum Counted: Sendable, Hashable {
    case limit(Limit), cycle(Cycle)

    var words: Phrase {
      switch self {
      case .limit(let limit): limit.words
      case .cycle(let cycle): cycle.words
      }
    }
  }

  /// Moves the clock by the days that a suspension took, then off a day off.
  mutating func giveBack(_ days: Int, in calendar: WorkingCalendar) {
    due = due.map { calendar.giving(back: days, to: $0) }
    original = original.map { calendar.giving(back: days, to: Deadline($0)).day }
    keptTo = keptTo.map { calendar.giving(back: days, to: Deadline($0)).day }
  }

  /// Moves the clock to `deadline`; the original day stays, and lateness counts from the new day
  /// only where it was asked for, or decided by the office itself, in time.
  mutating func extend(to deadline: Deadline, decidedOn day: Day?) {
    due = deadline
    if let day, let last = keptTo, day <= last { keptTo = deadline.day }
  }
}
