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
  /// What attached files come to, so that seals need not read them again.
  var sums: [OID: Checksum] = [:]
  /// The commits that are to be signed and whose signatures could not be checked for want of a key.
  var unchecked: [OID] = []
  var withdrawn: [Withdrawn] = []
  /// Whether a commit was bound by the newer rules for histories (判规).
  var isBound = false
  /// Of a shallow clone, the commits whose deeds cannot be told, since what came before is not there.
  var unjudged: [OID] = []
  /// Where they begin.
  var judgingBegins: [Beginning] = []

  mutating func note(_ event: Event) { events.append(event) }

  enum Event: Sendable {
    case acted(Acted)
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
  struct Acted: Sendable {
    let commit: OID
    let act: Act
    /// What is reported if there is a step beside which it may not stand, which only newer rules may
    /// count; nil where nothing is barred.
    let finding: (@Sendable (Roles.Pair, Bool) -> ProofFinding)?
  }
}
