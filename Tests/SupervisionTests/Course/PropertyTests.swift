import CaseGeneration
import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

/// What must hold of every lawful case on every day, tried on cases made at random.
@Suite(.seeded) struct PropertyTests {
  /// Made and read once for all the tests.
  private static let cases: [(seed: UInt64, made: GeneratedCase, subject: Case)] =
    Seed.chosen(of: 1...300).map { seed in
      let made = CaseGenerator.generate(seed: seed)
      return (seed, made, read(made.markdown()))
    }

  static func forEachCase(
    upTo count: Int = .max, _ body: (GeneratedCase, Case) throws -> Void
  ) rethrows {
    for (seed, made, subject) in cases.prefix(count) {
      try Seed.with(seed) { try body(made, subject) }
    }
  }

  private static func read(_ text: String) -> Case {
    Case(Document(markdown: SourceText(path: "cases/2018-0007.md", bytes: Array(text.utf8))))
  }

  /// The days of the steps, the day after each, and long after the last: at most `most` of them.
  private func days(of made: GeneratedCase, most: Int) -> [Day] {
    let all = made.days.flatMap { [$0, $0.advanced(by: 1)] } + [made.days.last!.advanced(by: 400)]
    let step = max(1, all.count / most)
    return stride(from: 0, to: all.count, by: step).map { all[$0] } + [all.last!]
  }

  @Test func madeCasesReadWithoutAFinding() throws {
    try Self.forEachCase { _, subject in
      try #require(subject.document.findings.isEmpty)
      try #require(subject.findings.isEmpty)
    }
  }

  @Test func noLawfulWalkHasAStepOutOfPlace() throws {
    let calendar = try Samples.schema().calendar
    Self.forEachCase { made, subject in
      let last = made.days.last!
      let ids = subject.findings(
        schema: Schema(calendar: calendar), fileName: "2018-0007.md", asOf: last, today: last
      ).map(\.rule.id)
      for id in ["step-out-of-place", "date-out-of-order", "correction-mismatch"] {
        #expect(!ids.contains(id))
      }
    }
  }

  @Test func everyCaseThatHasNotEndedOwesSomething() throws {
    let schema = Schema(calendar: try Samples.schema().calendar)
    try Self.forEachCase { made, subject in
      for day in days(of: made, most: 5) {
        let state = CaseState(folding: subject, schema: schema, asOf: day)
        #expect(state.hasEnded || !state.duePoints.isEmpty, "\(day)")
        let owed = Set(state.duePoints.map(\.what))
        let expected = try #require(state.state).duty
        #expect(
          expected.isEmpty || !owed.isDisjoint(with: expected),
          "\(day): \(state.state!.name), \(owed)")
        expectConsistentLights(state, "\(day)")
      }
    }
  }

  /// On which a cache of settled cases relies: time alone begins and ends no duty where there is
  /// none.
  @Test func whatOwesNothingOwesNothingUntilTheNextStep() throws {
    let schema = Schema(calendar: try Samples.schema().calendar)
    var count = 0
    Self.forEachCase { _, subject in
      let days = Set(subject.steps.map(\.day)).sorted()
      for (day, next) in zip(days, days.dropFirst() + [days.last!.advanced(by: 4000)])
      where CaseState(folding: subject, schema: schema, asOf: day).duePoints.isEmpty {
        count += 1
        for later in [day.advanced(by: 1), day.advanced(by: 400), next.advanced(by: -1)]
        where later < next {
          let state = CaseState(folding: subject, schema: schema, asOf: later)
          #expect(state.duePoints.isEmpty, "\(day), \(later)")
        }
      }
    }
    #expect(count > 20 || Seed.given != nil, "\(count)")
  }

  private func expectConsistentLights(_ state: CaseState, _ place: String) {
    let earliest = state.duePoints.compactMap(\.due?.day).min()
    #expect(state.next?.due?.day == earliest, "\(place)")
    #expect(state.light == state.duePoints.map(\.light).max() ?? .none, "\(place)")
    for point in state.duePoints {
      let isLate = point.due.map { $0.day < state.asOf } ?? false
      #expect((point.light == .red) == isLate, "\(place)")
      #expect((point.light == .none) == (point.due == nil), "\(place)")
    }
    let ranks = state.duePoints.map { ($0.due?.day.ordinal ?? .max, $0.what.rank) }
    #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 }, "\(place)")
  }

  @Test func anEarlierDaySeesTheFileAsItWasThen() throws {
    let schema = Schema(calendar: try Samples.schema().calendar)
    Self.forEachCase { made, subject in
      guard made.isPlain else { return }
      for day in days(of: made, most: 3) {
        let whole = CaseState(folding: subject, schema: schema, asOf: day)
        let cut = CaseState(
          folding: Self.read(made.markdown(cutAfter: day)), schema: schema, asOf: day)
        #expect(whole.state == cut.state && whole.round == cut.round, "\(day)")
        #expect(whole.duePoints == cut.duePoints, "\(day)")
        #expect(whole.tasks == cut.tasks && whole.units == cut.units, "\(day)")
        #expect(whole.counts == cut.counts && whole.letters == cut.letters, "\(day)")
        #expect(
          whole.milestones == cut.milestones && whole.limit == cut.limit && whole.lead == cut.lead,
          "\(day)")
      }
    }
  }

  @Test func countsAreOfTheWholeLife() throws {
    let schema = Schema(calendar: try Samples.schema().calendar)
    Self.forEachCase { made, subject in
      for day in days(of: made, most: 3) {
        let counts = CaseState(folding: subject, schema: schema, asOf: day).counts
        #expect(counts.urged == made.count(of: .urge, on: day), "\(day)")
        #expect(counts.extended == made.count(of: .extend, on: day), "\(day)")
        #expect(counts.inspected == made.count(of: .inspect, on: day), "\(day)")
        #expect(counts.revisited == made.count(of: .revisit, on: day), "\(day)")
        let returned = made.count(of: .review, on: day) { $0.lines.contains("结论: 退回") }
        #expect(counts.returned == returned, "\(day)")
      }
      let last = made.days.last!
      let state = CaseState(folding: subject, schema: schema, asOf: last)
      #expect(state.round == made.round && state.state == made.state)
    }
  }

  @Test func theWalksReachEveryKindAndState() {
    var kinds: Set<StepKind> = []
    var states: Set<State> = []
    Self.forEachCase { made, _ in
      kinds.formUnion(made.steps.map(\.kind))
      states.insert(made.state)
    }
    #expect(kinds == Set(StepKind.allCases) || Seed.given != nil)
    #expect(states == Set(State.allCases) || Seed.given != nil)
  }
}

extension State {
  /// What is always owed in this state, one or the other.
  fileprivate var duty: Set<Obligation> {
    switch self {
    case .registered: [.docket]
    case .docketed: [.issue]
    case .handling: [.finalReport, .issue]
    case .suspended: [.resume]
    case .underReview: [.review]
    case .reviewed: [.submit]
    case .submitted: [.answer]
    case .declined, .closed, .withdrawn: [.archive]
    case .archived: []
    }
  }
}
