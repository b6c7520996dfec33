package import Files
import Messages
package import Supervision

/// What a merge of a case file comes to.
package struct MergedFile: Sendable {
  package let bytes: [UInt8]
  package let conflicts: [CaseMerge.Conflict]
  /// What neither side had: steps that are lawful each for itself and not together (`unsettled`). Both
  /// stand in the file; after the merge a 更正 that voids one of them settles it. Made anew on top of
  /// ours, theirs is in conflict instead.
  package let findings: FileFindings?

  /// Whether git may go on.
  package var isClean: Bool { conflicts.isEmpty }

  /// - Parameters:
  ///   - base: empty where both sides added the file.
  ///   - path: the file's own, whatever the names of the versions.
  ///   - markers: nil to leave out what is in conflict.
  ///   - isReplay: whether theirs is made anew on top of ours.
  package init(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], path: RelativePath, schema: Schema, today: Day,
    markers: ConflictMarkers?, isReplay: Bool
  ) {
    func text(_ bytes: [UInt8]) -> SourceText { SourceText(path: "\(path)", bytes: bytes) }
    let merge = CaseMerge(
      base: text(base), ours: text(ours), theirs: text(theirs), markers: markers,
      isReplay: isReplay)
    guard merge.conflicts.isEmpty else {
      bytes = merge.bytes
      conflicts = merge.conflicts
      findings = nil
      return
    }
    func file(_ bytes: [UInt8]) -> CaseFile { CaseFile(path: path, bytes: bytes) }
    let found = file(merge.bytes).unsettled(
      beside: [file(ours), file(theirs)], under: schema, on: today)
    let isRefused = isReplay && !found.isEmpty
    bytes = isRefused ? markers?.marking(ours, theirs, from: base) ?? base : merge.bytes
    conflicts = isRefused ? [.unlawfulOnTop] : []
    findings =
      found.isEmpty
      ? nil
      : FileFindings(
        text: text(merge.bytes), findings: isRefused ? found : found.map(\.unsettled))
  }
}
