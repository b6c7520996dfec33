import Files
import Git
import Messages
import Supervision

extension CommitJudge {
  /// What is wrong with what a merge makes of the files under `cases/` that are no cases: attachments, and
  /// whatever else lies there.
  ///
  /// - Parameters:
  ///   - changes: what the merge has otherwise than each parent.
  ///   - tree: what it has.
  ///   - bases: what both sides go back to.
  mutating func findingsOfOtherFiles(
    _ changes: [[Repository.PathChange]], in tree: OID, beside parents: [CommitTop],
    from bases: [CommitTop]
  ) throws(GitError) -> [(path: RelativePath, finding: Diagnostic)] {
    guard parents.count == 2 else { return [] }
    let paths = Set(
      changes.joined().map(\.path).filter { $0.isInside("cases") && !CaseFile.isCase($0) })
    var files: [JoinedFile] = []
    for path in paths.sorted() {
      files.append(
        JoinedFile(
          path: path, one: try blob(at: path, in: parents[0].id),
          other: try blob(at: path, in: parents[1].id),
          base: try common(path, in: bases, depth: 0), new: try blob(at: path, in: tree)))
    }
    var found: [(path: RelativePath, finding: Diagnostic)] = []
    for file in files where !file.isLawful {
      if try isJoined(file, beside: files) { continue }
      found.append((file.path, file.finding))
    }
    return found
  }

  func blob(at path: RelativePath, in tree: OID) throws(GitError) -> OID? {
    guard let entry = try repository.entry(at: path, in: tree), entry.mode != .folder else {
      return nil
    }
    return entry.id
  }

  /// Whether what both sides changed is made of both by lines, or goes along with what a side has moved.
  private func isJoined(_ file: JoinedFile, beside files: [JoinedFile]) throws(GitError) -> Bool {
    guard let new = file.new else {
      return file.isOfOneSide && files.contains { $0.new == file.one ?? file.other }
    }
    if file.isChangedByBoth {
      return try isJoined(file.one, file.other, from: file.base.blob, in: new)
    }
    for former in files where former.new == nil {
      if file.one == nil, file.other == nil {
        if former.isOfOneSide, new == former.one ?? former.other { return true }
        continue
      }
      guard let mine = file.one ?? file.other, let old = former.base.blob,
        let their = file.one == nil ? former.one : former.other,
        (file.one == nil ? former.other : former.one) == nil,
        mine == old || former.path.lastComponent == file.path.lastComponent
      else { continue }
      if new == their && mine == old { return true }
      if try isJoined(mine, their, from: old, in: new) { return true }
    }
    return false
  }

  private func isJoined(_ one: OID?, _ other: OID?, from base: OID?, in new: OID) throws(GitError)
    -> Bool
  {
    func bytes(_ id: OID?) throws(GitError) -> [UInt8] {
      try id.map { id throws(GitError) in try trees.blob(id) } ?? []
    }
    let join = LineJoin(
      of: try bytes(one)[...], try bytes(other)[...], from: try bytes(base)[...],
      in: try bytes(new)[...])
    return join.findings(from: 0).isEmpty
  }

  /// What several commits come to that have no order: their merge.
  private mutating func common(_ path: RelativePath, in tops: [CommitTop], depth: Int)
    throws(GitError) -> JoinedFile.Base
  {
    guard var last = tops.first else { return .known(nil) }
    var known = try blob(at: path, in: last.id)
    for top in tops.dropFirst() {
      let next = try blob(at: path, in: top.id)
      if next == known { continue }
      guard depth < Self.mostCrossings,
        case .known(let before) = try common(
          path, in: try commonAncestors(of: last.id, top.id), depth: depth + 1),
        known == before || next == before
      else { return .conflict }
      if known == before { (known, last) = (next, top) }
    }
    return .known(known)
  }
}

/// A file that is no case, as a merge has it and as its sides do.
private struct JoinedFile {
  /// What both sides go back to.
  enum Base {
    case known(OID?)
    /// What has no order, and differs.
    case conflict

    var blob: OID? {
      switch self {
      case .known(let blob): blob
      case .conflict: nil
      }
    }
  }

  let path: RelativePath
  let one, other: OID?
  let base: Base
  let new: OID?

  /// Whether only one side has it, which has added it.
  var isOfOneSide: Bool { (one == nil) != (other == nil) && isNew }

  private var isNew: Bool {
    if case .known(nil) = base { true } else { false }
  }

  var isChangedByBoth: Bool {
    guard one != other else { return false }
    switch base {
    case .known(let blob): return one != blob && other != blob
    case .conflict: return true
    }
  }

  /// Whether the merge has it as the side that changed it.
  var isLawful: Bool {
    if one == other || isChangedByBoth { return new == one || new == other }
    if case .known(let blob) = base, one == blob { return new == other }
    return new == one
  }

  var finding: Diagnostic {
    let (rule, message): (Rule, Phrase) =
      if new == nil, one != nil, other != nil {
        (
          .mergeAddsChange,
          Phrase(zh: "两边都有的文件不见了", en: "a file that both sides have is gone")
        )
      } else if new == nil || new == one || new == other {
        (
          .mergeDropsChange,
          Phrase(
            zh: "有一边改过这个文件,合并后没有这一改动",
            en: "one side has changed the file, and the merge has not")
        )
      } else {
        (
          .mergeAddsChange,
          Phrase(zh: "这个文件与哪一边都不同", en: "the file is as on neither side")
        )
      }
    return Diagnostic(rule, message, at: 0..<0)
  }
}
