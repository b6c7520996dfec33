package import Git
import Messages
import Supervision

/// What the judgement of some commits comes to, and what only shows when all are known.
package struct ProofPart: Sendable {
  var commits = 0
  /// Commits that touch a case.
  var touching = 0
  var steps = 0
  var findings: [ProofFinding] = []
  /// Where a case came up under its number.
  var added: [(number: String, commit: OID)] = []
  /// Where a case left its number, and the file it had.
  var removed: [(number: String, last: Departure)] = []
  /// What is to be held against what was known before, in the order of the commits.
  private(set) var events: [Event] = []
  /// Whether some of the rules separate steps (分离).
  var separates = false
  var questions: [SignatureQuestion] = []
  /// The commits that are to be signed and whose signatures could not be checked for want of a key.
  var unchecked: [OID] = []
  var withdrawn: [Withdrawn] = []
  /// Whether a commit was bound by the newer rules for histories (判规).
  var isBound = false
  /// Where they begin.
  var judgingBegins: [Beginning] = []

  mutating func note(_ event: Event) { events.append(event) }

  enum Event: Sendable {
    case acted(Act)
    /// A merge has joined what does not go together.
    case unsettled([Diagnostic], of: String)
    /// A step that settles nothing was recorded in a case that had errors before.
    case recorded(Unsettling)
    case renumbered(String, to: String)
    /// The letters of a case are others than before.
    case sent(SentLetters)
  }

  struct Unsettling: Sendable {
    let number: String
    let rules: Set<String>
    let finding: ProofFinding
  }

  struct Beginning: Sendable, Hashable {
    let commit: OID
    /// 起
    let since: Day?
  }

  /// A commit of somebody whom the other side of a merge no longer lets record it.
  package struct Withdrawn: Sendable, Hashable {
    package let commit: OID
    package let email: String
    /// Where the right was taken away.
    package let withdrawal: OID
  }

  struct Departure: Sendable, Hashable {
    let commit: OID
    let blob: OID
  }

  /// A step that somebody recorded.
  struct Act: Sendable {
    let commit: OID
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
    /// What is reported if there is one of them, which only newer rules may count; nil where nothing is
    /// barred.
    let finding: (@Sendable (Roles.Pair, Bool) -> ProofFinding)?
  }
}

/// The steps of a case that are somebody's.
struct ActedSteps: Sendable, Hashable {
  var steps = StepKinds()
  /// Those that only newer rules count.
  var newer = StepKinds()

  /// The act and the step beside which it may not stand, and whether only newer rules count it so.
  func pair(barring act: ProofPart.Act) -> (Roles.Pair, isNewer: Bool)? {
    if let pair = act.barred.first(where: { $0.first == act.kind && steps.contains($0.second) }) {
      return (pair, false)
    }
    return act.barred.first { steps.contains($0.second) || newer.contains($0.second) }
      .map { ($0, true) }
  }

  mutating func insert(_ act: ProofPart.Act) {
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
