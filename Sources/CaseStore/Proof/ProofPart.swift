import Git
import Messages
import Supervision

/// What the judgement of some commits comes to, and what only shows when all are known.
struct ProofPart: Sendable {
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
  /// Whether a commit was bound by the newer rules for histories (判规).
  var isBound = false
  /// Where they begin.
  var judgingBegins: [Beginning] = []

  mutating func note(_ event: Event) { events.append(event) }

  enum Event: Sendable {
    case acted(Act)
    /// A merge has joined what does not go together.
    case unsettled([Diagnostic], of: String)
    /// A step that settles nothing was recorded in a case of which these rules were broken before.
    case recorded(before: Set<String>, of: String, ProofFinding)
    case renumbered(String, to: String)
  }

  struct Beginning: Sendable, Hashable {
    let commit: OID
    /// 起
    let since: Day?
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
    let kind: StepKind
    /// The steps which the same person may not have recorded in the case.
    let barred: [StepKind]
    /// What is reported if there is one of them; nil where nothing is barred.
    let finding: (@Sendable (StepKind) -> ProofFinding)?
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
