import Supervision

/// That somebody records a step of a case.
struct Act: Sendable {
  let number: String
  let email: String
  /// All addresses of the same person.
  let aliases: Set<String>
  let kind: StepKind
  /// The further kinds that it counts as: of a 更正 that of what it corrects.
  let others: [StepKind]
  /// Whether the first rules for histories did not count it.
  let isNewer: Bool
  /// The steps which the same person may not have recorded in the case, each with that of the act's
  /// kinds beside which it may not stand.
  let barred: [Roles.Pair]
}

/// The steps of a case that are somebody's.
struct ActedSteps: Sendable, Hashable {
  var steps = StepKinds()
  /// Those that only newer rules count.
  var newer = StepKinds()

  /// The act and the step beside which it may not stand, and whether only newer rules count it so.
  func pair(barring act: Act) -> (Roles.Pair, isNewer: Bool)? {
    if let pair = act.barred.first(where: { $0.first == act.kind && steps.contains($0.second) }) {
      return (pair, false)
    }
    return act.barred.first { steps.contains($0.second) || newer.contains($0.second) }
      .map { ($0, true) }
  }

  /// The same as of another address of the person, of which the first rules knew nothing.
  var underAnotherAddress: ActedSteps {
    ActedSteps(newer: StepKinds(bits: steps.bits | newer.bits))
  }

  mutating func formUnion(_ other: ActedSteps) {
    steps = StepKinds(bits: steps.bits | other.steps.bits)
    newer = StepKinds(bits: newer.bits | other.newer.bits)
  }

  mutating func insert(_ act: Act) {
    if act.isNewer { newer.insert(act.kind) } else { steps.insert(act.kind) }
    for kind in act.others { newer.insert(kind) }
  }
}

/// Some kinds of steps.
struct StepKinds: Sendable, Hashable {
  private(set) var bits: UInt64

  init(bits: UInt64 = 0) { self.bits = bits }

  mutating func insert(_ kind: StepKind) { bits |= Self.bit(of: kind) }

  func contains(_ kind: StepKind) -> Bool { bits & Self.bit(of: kind) != 0 }

  private static func bit(of kind: StepKind) -> UInt64 {
    // Every kind is among all kinds.
    1 << UInt64(StepKind.allCases.firstIndex(of: kind)!)
  }
}
