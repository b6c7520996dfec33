package import Files
package import Git
import Messages
package import Supervision

/// A commit that touches a case, and the steps it recorded there.
package struct StepCommit: Sendable {
  package let commit: CommitSummary
  package let path: RelativePath
  /// The case as the commit has it; as its parent had it where the commit removes it.
  package let file: CaseFile
  /// The steps that no parent has; none for an edit of prose or header.
  package let steps: [Step]
}

extension Repository {
  /// What the commits of `range` recorded in cases, newest first.
  ///
  /// - Parameters:
  ///   - ids: only these cases, by the names of their files; nil for all.
  ///   - body: called for each; the walk ends when it gives false.
  package func recordedSteps(
    of range: String, cases ids: Set<String>?,
    _ body: (StepCommit) async throws(GitError) -> Bool
  ) async throws(GitError) {
    let trees = try TreeReader(self)
    if let ids {
      let (tips, hiding) = try commits(of: range)
      let trail = try await withHistoryIndex(knowing: tips + hiding) { index throws(GitError) in
        try index.trail(of: ids, in: index.span(from: tips, hiding: hiding), self)
      }
      let progress = WorkProgress(.walking, of: trail.count)
      defer { progress.end() }
      for (id, names) in trail {
        defer { progress.add() }
        for recorded in try recordedSteps(in: try commit(id), cases: names, trees) {
          guard try await body(recorded) else { return }
        }
      }
      return
    }
    let walk = try history(of: range)
    let progress = WorkProgress(.walking)
    defer { progress.end() }
    while let id = try walk.next() {
      defer { progress.add() }
      for recorded in try recordedSteps(in: try commit(id), cases: ids, trees) {
        guard try await body(recorded) else { return }
      }
    }
  }

  /// A merge records what none of its parents has, which is seldom anything.
  private func recordedSteps(
    in commit: CommitSummary, cases ids: Set<String>?, _ trees: TreeReader
  ) throws(GitError) -> [StepCommit] {
    let parents = try parentsHere(commit.parents)
    let changes = try changes(from: parents.first, to: commit.tree, under: "cases", by: trees)
    var found: [StepCommit] = []
    for change in changes {
      guard CaseFile.isCase(change.path), ids?.contains(CaseFile.id(at: change.path)) != false,
        let entry = change.new ?? change.old, let file = try caseFile(at: entry)
      else { continue }
      guard change.new != nil else {
        // A case moved to another folder, or under another number, is still there.
        let isMoved = changes.contains {
          $0.new != nil && $0.path.lastComponent.elementsEqual(change.path.lastComponent)
        }
        let renumbering = try renumbering(awayFrom: change, among: changes)
        if !isMoved && renumbering == nil {
          found.append(StepCommit(commit: commit, path: change.path, file: file, steps: []))
        }
        continue
      }
      var former = change.old
      if former == nil { former = try renumbering(to: change, among: changes)?.old }
      var before =
        try former.flatMap { old throws(GitError) in try caseFile(at: old) }.map { [$0] } ?? []
      for parent in parents.dropFirst() {
        guard let entry = try self.entry(at: change.path, in: parent) else { continue }
        if entry.id == change.new?.id { before = [file] }
        if let other = try caseFile(at: entry) { before.append(other) }
      }
      let steps = file.steps(since: before)
      if parents.count > 1 && steps.isEmpty { continue }
      found.append(StepCommit(commit: commit, path: change.path, file: file, steps: steps))
    }
    return found
  }

  /// The changes of cases in a commit, held against its first parent.
  func changesOfCases(in id: OID) throws(GitError) -> [PathChange] {
    let node = try node(id)
    return try changes(from: try parentsHere(node.parents).first, to: node.tree, under: "cases")
  }

  /// The parents of a shallow clone's last commits are not there.
  private func parentsHere(_ parents: [OID]) throws(GitError) -> [OID] {
    var here: [OID] = []
    for parent in parents where try contains(parent) { here.append(parent) }
    return here
  }

  func caseFile(at entry: TreeEntry) throws(GitError) -> CaseFile? {
    guard entry.mode.isFile else { return nil }
    return CaseFile(path: entry.path, bytes: try blob(entry.id))
  }
}

extension CaseFile {
  /// The steps that none of `earlier` has, by their content.
  func steps(since earlier: [CaseFile]) -> [Step] {
    // How often each step stands in the earlier versions; the same step may be taken twice.
    var known: [[UInt8]: Int] = [:]
    for file in earlier {
      var counts: [[UInt8]: Int] = [:]
      for step in file.subject.steps { counts[file.content(of: step), default: 0] += 1 }
      known.merge(counts) { max($0, $1) }
    }
    return subject.steps.filter { step in
      let content = content(of: step)
      guard let count = known[content], count > 0 else { return true }
      known[content] = count - 1
      return false
    }
  }

  func content(of step: Step) -> [UInt8] { Array(text.bytes[step.range]) }
}
