package import Files
package import Git
package import Messages
import Supervision

/// One thing that is not as it should be in the history.
///
/// It holds words and numbers only, no text of a case, so that many can be kept.
package struct ProofFinding: Sendable, Hashable {
  package let commit: OID
  /// When the commit was made, in seconds since 1970-01-01 UTC.
  package let time: Int64
  /// The case, or nil where it is about the commit as a whole.
  package let path: RelativePath?
  /// In the file as the commit has it; nil for the whole file.
  package let place: SourceLocation?
  package let rule: Rule
  package var severity: Rule.Severity
  package let message: Phrase
  /// Whether only newer rules (判规) know it than bound the commit.
  package let isNewer: Bool

  package init(
    commit: OID, time: Int64, path: RelativePath?, place: SourceLocation?, rule: Rule,
    severity: Rule.Severity, message: Phrase, isNewer: Bool = false
  ) {
    self.commit = commit
    self.time = time
    self.path = path
    self.place = place
    self.rule = rule
    self.severity = severity
    self.message = message
    self.isNewer = isNewer
  }
}

extension ProofFinding {
  /// The same as what a merge has brought together.
  var unsettled: ProofFinding {
    ProofFinding(
      commit: commit, time: time, path: path, place: place, rule: .unsettled,
      severity: Rule.unsettled.severity, message: message, isNewer: isNewer)
  }
}

extension ProofFinding: Comparable {
  /// By what is in the history and not by the way through it, so that a proof in pieces and one
  /// from the beginning say the same in the same order.
  package static func < (one: ProofFinding, other: ProofFinding) -> Bool {
    if one.time != other.time { return one.time < other.time }
    let (path, others) = (one.path ?? .root, other.path ?? .root)
    if path != others { return path < others }
    let (place, second) = (one.place, other.place)
    return (place?.line ?? 0, place?.column ?? 0, one.commit, one.rule.id, one.message.en)
      < (second?.line ?? 0, second?.column ?? 0, other.commit, other.rule.id, other.message.en)
  }
}
