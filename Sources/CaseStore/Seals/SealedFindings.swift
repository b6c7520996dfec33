import Files
import Git
import Messages
import Supervision

extension HistoryProof {
  /// The errors and warnings of some commits, and what a seal says of them.
  struct Sealed {
    let findings: [ProofFinding]
    let statement: SealStatement.Findings
  }

  /// What a seal of `commit` says of the findings up to it.
  ///
  /// A line each of commit, severity, rule and place, in the order of their bytes: it is the same in any
  /// language.
  func sealed(upTo commit: OID, in repository: Repository) throws(GitError) -> Sealed {
    let serious = findings.filter { $0.severity >= .warning }
    var known: [OID: Bool] = [:]
    var sealed: [ProofFinding] = []
    for finding in serious {
      if known[finding.commit] == nil {
        known[finding.commit] = try repository.isAncestor(finding.commit, of: commit)
      }
      if known[finding.commit] == true { sealed.append(finding) }
    }
    let lines = sealed.map(\.sealedLine).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Sealed(
      findings: sealed,
      statement: SealStatement.Findings(
        count: sealed.count, digest: try SealTag.digest(of: lines.joined())))
  }
}

extension ProofFinding {
  fileprivate var sealedLine: String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(commit) \(severity.rawValue) \(rule.id) \(path.map { "\($0)" } ?? "-")\(place)\n"
  }
}
