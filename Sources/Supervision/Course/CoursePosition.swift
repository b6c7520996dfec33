/// Where a case stands on its way: the part of the fold that says which step may follow.
package struct CoursePosition: Sendable, Hashable {
  /// Nil until 登记.
  package private(set) var state: State?
  /// Counted from 1.
  package private(set) var round = 1
  /// The state that archiving has covered.
  package private(set) var beforeArchive: State?
  /// Whether the present round's letter has been issued: without it nothing can be reported final.
  package private(set) var hasLetter = false

  package init() {}

  /// How `step` leads on from here, or nil where it is out of place.
  package func transition(for step: Step) -> StepSpecification.Transition? {
    let specification = step.kind.specification
    guard let acting = actingState(for: specification) else { return nil }
    if step.kind == .finalReport && !hasLetter { return nil }
    return specification.transitions.first { transition in
      guard transition.from.contains(acting) else { return false }
      return switch transition.condition {
      case .always: true
      case .conclusion(let conclusion): step.term(.conclusion) == conclusion
      case .demandsAction: step.term(.instructionClass) != InstructionClass.informative
      }
    }
  }

  private func actingState(for specification: StepSpecification) -> State? {
    state == .archived && specification.seesThroughArchive ? beforeArchive : state
  }

  /// Takes `step`, and says whether it was lawful.
  ///
  /// An unlawful step is taken all the same where steps before it may have been forgotten, as a compiler
  /// goes on after a mistake, so that one step forgotten does not make all that follow it look wrong. One
  /// that comes after the case has gone past it, or been given up, has no effect.
  package mutating func take(_ step: Step) -> Bool {
    if step.kind == .register {
      guard state == nil else { return false }
      state = .registered
      return true
    }
    guard let transition = transition(for: step) else {
      recover(from: step)
      return false
    }
    if transition.opensRound {
      round += 1
      hasLetter = false
    }
    move(to: transition.to, by: step)
    return true
  }

  private mutating func move(to next: State?, by step: Step) {
    if let next {
      beforeArchive = next == .archived ? state : nil
      state = next
    }
    if step.kind == .issue { hasLetter = true }
  }

  private mutating func recover(from step: Step) {
    if state == nil { state = .registered }
    guard step.kind != .furtherInstruction, let way = state?.wayGone else { return }
    let fitting = step.kind.specification.transitions.first { transition in
      switch transition.condition {
      case .always, .demandsAction: true
      case .conclusion(let conclusion): step.term(.conclusion) == conclusion
      }
    }
    guard let fitting, let next = fitting.to,
      fitting.from.contains(where: { $0.wayGone.map { $0 > way } ?? false })
    else { return }
    hasLetter = hasLetter || step.kind == .finalReport
    move(to: next, by: step)
  }
}

extension State {
  /// How far a case is on its way that is in this state; nil where the way has ended before its end.
  fileprivate var wayGone: Int? {
    switch self {
    case .registered: 0
    case .docketed: 1
    case .suspended: 2
    case .handling: 3
    case .underReview: 4
    case .reviewed: 5
    case .submitted: 6
    case .closed: 7
    case .archived: 8
    case .declined, .withdrawn: nil
    }
  }
}

extension CoursePosition {
  /// The steps of a case in the order of their dates, the order of the file among equals; but an entry
  /// made late stands at the first place of its day where it and what follows are lawful.
  static func inOrder(_ steps: [Step]) -> [Step] {
    // The usual file is in order already.
    if zip(steps, steps.dropFirst()).allSatisfy({ $0.day <= $1.day && !$1.isLateEntry }) {
      return steps
    }
    var order = steps.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    // No real case has more than a few.
    guard steps.count(where: \.isLateEntry) <= 64 else { return order }
    for late in steps where late.isLateEntry { order.settle(late) }
    return order
  }

  /// The numbers of the steps that are out of place when `steps` are taken by date.
  static func unlawful(_ steps: [Step]) -> Set<Int> { unlawful(inOrder: inOrder(steps)) }

  /// The same of steps that are in their order already.
  fileprivate static func unlawful(inOrder steps: [Step]) -> Set<Int> {
    var position = CoursePosition()
    return Set(steps.filter { !position.take($0) }.map(\.number))
  }

  /// The steps that are out of place, by the number of the step to blame.
  ///
  /// A late entry (补录) that makes a later step unlawful is itself to blame: that step was lawful
  /// when it was recorded.
  static func misplaced(_ steps: [Step]) -> Set<Int> {
    let all = unlawful(steps)
    let late = steps.filter(\.isLateEntry)
    // Each late entry is tried on the whole case; no real one has more than a few.
    guard !all.isEmpty, (1...64).contains(late.count) else { return all }
    var taken = steps.filter { !$0.isLateEntry }
    var blamed = unlawful(taken)
    for late in late {
      let with = unlawful(taken + [late])
      if with.isSubset(of: blamed) {
        taken.append(late)
        blamed = with
      } else {
        blamed.insert(late.number)
      }
    }
    return blamed
  }
}

extension [Step] {
  /// Moves an entry made late to the first place of its day where it and what follows are lawful, if
  /// there is one before its own.
  fileprivate mutating func settle(_ late: Step) {
    guard let place = firstIndex(where: { $0.number == late.number }),
      let first = firstIndex(where: { $0.day == late.day }), first < place
    else { return }
    var others = self
    others.remove(at: place)
    let known = CoursePosition.unlawful(inOrder: others)
    for candidate in first..<place {
      var order = others
      order.insert(late, at: candidate)
      if CoursePosition.unlawful(inOrder: order).isSubset(of: known) {
        self = order
        return
      }
    }
  }
}
