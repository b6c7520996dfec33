package import Files
import Messages
package import Supervision

/// What a merge of a case file comes to, and whether git may go on with it.
package struct MergedFile: Sendable {
  package let bytes: [UInt8]
  package let conflicts: [CaseMerge.Conflict]
  /// Errors that neither side had: steps that are lawful each for itself and not together. Both
  /// stand in the file; a 更正 that voids one of them settles it.
  package let findings: FileFindings?

  package var isClean: Bool { conflicts.isEmpty && findings == nil }

  /// - Parameters:
  ///   - base: empty where both sides added the file.
  ///   - path: the file's own, whatever the names of the versions.
  ///   - isReplay: whether theirs is made anew on top of ours.
  package init(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], path: RelativePath, schema: Schema, today: Day,
    markers: ConflictMarkers, isReplay: Bool
  ) {
    func text(_ bytes: [UInt8]) -> SourceText { SourceText(path: "\(path)", bytes: bytes) }
    let merge = CaseMerge(
      base: text(base), ours: text(ours), theirs: text(theirs), markers: markers,
      isReplay: isReplay)
    bytes = merge.bytes
    conflicts = merge.conflicts
    guard merge.conflicts.isEmpty else {
      findings = nil
      return
    }
    func errors(_ bytes: [UInt8]) -> [Diagnostic] {
      let file = CaseFile(path: path, bytes: bytes)
      return file.subject.findings(
        schema: schema, fileName: file.fileName, asOf: today, today: today
      ).filter { $0.severity == .error }
    }
    func counts(_ findings: [Diagnostic]) -> [String: Int] {
      findings.reduce(into: [:]) { $0[$1.rule.id, default: 0] += 1 }
    }
    let sides = [counts(errors(ours)), counts(errors(theirs))]
    let merged = errors(merge.bytes)
    let count = counts(merged)
    let new = merged.filter { finding in
      let id = finding.rule.id
      return sides.allSatisfy { count[id, default: 0] > $0[id, default: 0] }
    }
    findings = new.isEmpty ? nil : FileFindings(text: text(merge.bytes), findings: new)
  }
}
