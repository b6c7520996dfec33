import FrontMatter
package import Git
package import Supervision

/// A commit that touches a case, and the steps it recorded there.
package struct RecordedSteps: Sendable {
  package let commit: CommitSummary
  package let path: GitPath
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
    _ body: (RecordedSteps) async throws(GitError) -> Bool
  ) async throws(GitError) {
    if let ids, let commits = try await commits(of: range, touching: ids) {
      for id in commits {
        for recorded in try recordedSteps(in: try commit(id), cases: ids) {
          guard try await body(recorded) else { return }
        }
      }
      return
    }
    let walk = try history(of: range)
    while let id = try walk.next() {
      for recorded in try recordedSteps(in: try commit(id), cases: ids) {
        guard try await body(recorded) else { return }
      }
    }
  }

  /// The commits that touch some cases, newest first.
  ///
  /// Asked of git itself, which compares the trees of a long history some thirty times as fast as
  /// libgit2 lets us. Cases are looked for at every path they have had: a case that comes in with a
  /// commit that takes a file of its name away elsewhere has been moved.
  ///
  /// - Returns: nil where one of the cases is at no tip of the range: then only a walk can tell.
  private func commits(of range: String, touching ids: Set<String>) async throws(GitError)
    -> [OID]?
  {
    var paths = try casePaths(of: ids, in: range)
    guard Set(paths.map { CaseFile.id(at: $0) }) == ids else { return nil }
    var asked: Set<GitPath> = []
    var found: [OID] = []
    while !paths.subtracting(asked).isEmpty {
      asked.formUnion(paths)
      let arguments = ["rev-list", "--full-history", range, "--"] + asked.sorted().map { "\($0)" }
      let words = try await git(arguments).output()
      found = String(decoding: words, as: UTF8.self).split(separator: "\n").compactMap {
        OID(hex: $0)
      }
      for id in found {
        let commit = try commit(id)
        // Only a commit that brings a case in can have moved it.
        guard let parent = commit.parents.first, try contains(parent) else { continue }
        let changes = try changes(from: parent, to: commit.tree, under: "cases")
        guard changes.contains(where: { $0.old == nil && asked.contains($0.path) }) else {
          continue
        }
        paths.formUnion(
          changes.filter { $0.new == nil && ids.contains(CaseFile.id(at: $0.path)) }.map(\.path))
      }
    }
    return found
  }

  /// Where the cases are at the tips of a range.
  private func casePaths(of ids: Set<String>, in range: String) throws(GitError) -> Set<GitPath> {
    var paths: Set<GitPath> = []
    for tip in try commits(of: range).tips {
      for entry in try entries(under: "cases", in: tip)
      where CaseFile.isCase(entry.path) && ids.contains(CaseFile.id(at: entry.path)) {
        paths.insert(entry.path)
      }
    }
    return paths
  }

  /// A merge records what none of its parents has, which is seldom anything.
  private func recordedSteps(in commit: CommitSummary, cases ids: Set<String>?)
    throws(GitError) -> [RecordedSteps]
  {
    var parents: [OID] = []
    // The parents of a shallow clone's last commits are not there.
    for parent in commit.parents where try contains(parent) { parents.append(parent) }
    let changes = try changes(from: parents.first, to: commit.tree, under: "cases")
    var found: [RecordedSteps] = []
    for change in changes {
      guard CaseFile.isCase(change.path), ids?.contains(CaseFile.id(at: change.path)) != false,
        let entry = change.new ?? change.old, let file = try caseFile(at: entry)
      else { continue }
      guard change.new != nil else {
        // A case moved to another folder is still there.
        let isMoved = changes.contains {
          $0.new != nil && $0.path.lastComponent.elementsEqual(change.path.lastComponent)
        }
        if !isMoved {
          found.append(RecordedSteps(commit: commit, path: change.path, file: file, steps: []))
        }
        continue
      }
      var before =
        try change.old.flatMap { old throws(GitError) in try caseFile(at: old) }
        .map { [$0] } ?? []
      for parent in parents.dropFirst() {
        guard let entry = try self.entry(at: change.path, in: parent) else { continue }
        if entry.id == change.new?.id { before = [file] }
        if let other = try caseFile(at: entry) { before.append(other) }
      }
      let steps = file.steps(since: before)
      if parents.count > 1 && steps.isEmpty { continue }
      found.append(RecordedSteps(commit: commit, path: change.path, file: file, steps: steps))
    }
    return found
  }

  private func caseFile(at entry: TreeEntry) throws(GitError) -> CaseFile? {
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

  private func content(of step: Step) -> [UInt8] { Array(text.bytes[step.range]) }
}
