/// What the cells of one row say, read.
struct ImportedFacts {
  let state: State
  /// The round that the ledger tells of; it keeps nothing of those before.
  let round: Int
  /// When the case was registered; of a later round, the day of its instruction.
  let registered: Day
  let issued: Day?
  let submitted: Day?
  let closed: Day?
  let archived: Day?
  let urged: Int
  let returned: Int
  let extended: Int
  let inspected: Int
  let tasks: [Task]
  let lastProgress: (day: Day?, text: String)?
  let risk: Risk?
  let lastRevisit: (day: Day?, result: String)?
  /// What the ledger says is owed next.
  let next: ImportedObligation?
  /// How often the units of the rows below the first were urged, in their order.
  let urgedBelow: [Int]
  private let hasLetter: Bool

  /// What is to be done, by whom and until when: where that is not said it is the lead's, within the
  /// limit of the case.
  struct Task {
    let matter: String
    var unit: String?
    var limit: String?
    /// Until when it was extended.
    var newLimit: String?
    var isDone: Bool
    /// The cell that tells of it.
    var place: Range<Int>?
  }

  /// - Returns: nil if no day is known on which the case can have been registered.
  init?(_ reader: inout ImportRowReader) {
    let row = reader.row
    let given: State? = reader.term(.state)
    let instructed = reader.day(.instructed)
    let registered = reader.day(.registered)
    issued = reader.day(.issued)
    submitted = reader.day(.submitted)
    closed = reader.day(.closed)
    archived = reader.day(.archived)
    urged = reader.count(.urged)
    returned = reader.count(.returned)
    extended = reader.count(.extended)
    inspected = reader.count(.inspected)
    urgedBelow = row.parts.dropFirst().map { part in
      part.urged.map { reader.count($0, named: LedgerFact.urged.name) } ?? 0
    }
    lastProgress = reader.dayAndText(.lastProgress)
    risk = reader.term(.risk)
    lastRevisit = reader.dayAndText(.lastRevisit).map { ($0.day, $0.text) }
    next = row[.next].flatMap { ImportedObligation($0) }
    hasLetter = issued != nil || row[.letterNumber] != nil
    round = max(1, reader.count(.round))
    guard let first = (round > 1 ? instructed : registered) ?? instructed ?? registered else {
      return nil
    }
    self.registered = first
    let isInformative =
      row[.instructionClass].flatMap { InstructionClass(typed: $0) } == .informative
    state =
      given
      ?? (archived != nil || row[.archiveNumber] != nil
        ? .archived
        : closed != nil
          ? .closed
          : submitted != nil
            ? .submitted
            : hasLetter || Self.isHandled(row)
              ? .handling : isInformative ? .declined : .registered)
    let isReported =
      [.underReview, .reviewed, .submitted, .closed].contains(state)
      || state == .archived && (closed != nil || submitted != nil)
    tasks = row.isSecret ? [] : Self.tasks(of: row, allDone: isReported)
  }

  /// Whether a row without a letter and a state tells of something under way: a unit that has a limit, or
  /// has reported.
  private static func isHandled(_ row: ImportRow) -> Bool {
    let signs: [LedgerFact] = [.limit, .originalLimit, .lastProgress, .officer, .urged]
    return row[.lead] != nil && signs.contains { row[$0] != nil || row.unread.contains($0) }
  }

  private static func tasks(of row: ImportRow, allDone: Bool) -> [Task] {
    let title = (row[.title] ?? "").onOneLine
    guard row.parts.dropFirst().contains(where: \.hasTask) else {
      let (done, matters) = tasks(row[.tasks], title: title, allDone: allDone)
      return matters.enumerated().map { Task(matter: $1, isDone: $0 < done) }
    }
    return row.parts.enumerated().flatMap { index, part -> [Task] in
      guard index == 0 || part.hasTask else { return [] }
      let matters = part.matters.isEmpty ? [title] : part.matters.flatMap(\.parts)
      let limit = part.originalLimit ?? part.limit
      return matters.map { matter in
        Task(
          matter: matter, unit: part.unit, limit: limit,
          newLimit: part.limit == limit ? nil : part.limit, isDone: allDone || part.isDone,
          place: part.place)
      }
    }
  }

  /// `2/3`, and `完成2共3` as our own CSV has it, counts tasks; any other text is what they are about, a line or a part up to `;` each.
  private static func tasks(_ cell: String?, title: String, allDone: Bool) -> (
    done: Int, matters: [String]
  ) {
    guard let cell else { return (allDone ? 1 : 0, [title]) }
    let counted = cell.hasPrefix("完成") ? cell.dropFirst(2) : cell[...]
    let share = counted.split { $0 == "/" || $0 == "共" }.map { Int(String($0).trimmed) }
    if share.count == 2, let done = share[0], let all = share[1], (1...1000).contains(all),
      (0...all).contains(done)
    {
      return (done, all == 1 ? [title] : (1...all).map { "\(title)(第\($0)项)" })
    }
    let matters = cell.parts
    return (allDone ? matters.count : 0, matters.isEmpty ? [title] : matters)
  }

  /// Whether the case has no other limits than those of its tasks.
  var tasksHaveLimits: Bool { isIssued && tasks.contains { $0.limit != nil } }

  /// Whether the case ended before a letter was sent.
  var isDeclined: Bool {
    state == .declined || state == .archived && !hasLetter && closed == nil && submitted == nil
  }

  /// Whether an archived case was withdrawn: a letter went out and no answer came.
  var isWithdrawn: Bool { state == .archived && closed == nil && submitted == nil }

  /// Whether a revisit belongs to the round that the ledger tells of.
  var isRevisitable: Bool { state == .closed || state == .archived }

  /// Whether the letter went out.
  var isIssued: Bool {
    switch state {
    case .registered, .declined, .docketed: false
    case .withdrawn: hasLetter
    case .archived: !isDeclined
    case .handling, .suspended, .underReview, .reviewed, .submitted, .closed: true
    }
  }
}

extension String {
  /// A line or a part up to `;` each.
  fileprivate var parts: [String] {
    split(whereSeparator: { ";；\n".contains($0) }).map { $0.trimmed }.filter { !$0.isEmpty }
  }
}

/// `2018-07-31 报责任人 省卫生和计划生育委员会`: what the ledger writes under 下一节点.
struct ImportedObligation {
  let day: Day
  let what: Obligation
  /// Counted from 1.
  let task: Int?
  let who: String

  /// Nil for what an office writes there in its own words.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3, let day = Day(parts[0]) else { return nil }
    let name = parts[1].prefix { !$0.isNumber }
    guard let what = Obligation(name: String(name)) else { return nil }
    self.day = day
    self.what = what
    task = Int(parts[1][name.endIndex...])
    who = parts[2]
  }
}
