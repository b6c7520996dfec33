import FrontMatter
import Git
import Supervision

extension Repository {
  /// The commits that touch some cases, newest first, and the numbers by which those are called in
  /// each.
  ///
  /// Asked of git itself, which compares the trees of a long history some thirty times as fast as
  /// libgit2 lets us. Cases are looked for at every path they have had: a case that comes in with a
  /// commit that takes it away elsewhere has been moved, or has got another number; before that
  /// commit its old number means it, and after it no longer.
  ///
  /// - Returns: nil where one of the cases is at no tip of the range: then only a walk can tell.
  func trail(of ids: Set<String>, in range: String) async throws(GitError)
    -> [(commit: OID, cases: Set<String>)]?
  {
    var paths = try casePaths(of: ids, in: range)
    guard Set(paths.map { CaseFile.id(at: $0) }) == ids else { return nil }
    var asked: Set<GitPath> = []
    var found: [OID] = []
    var renumberings: [OID: Renumbering] = [:]
    while !paths.subtracting(asked).isEmpty {
      asked.formUnion(paths)
      found = try await commits(of: range, touching: asked)
      for id in found {
        let commit = try commit(id)
        // Only a commit that brings a case in, or takes one away, can have moved it.
        guard let parent = commit.parents.first, try contains(parent) else { continue }
        let changes = try changes(from: parent, to: commit.tree, under: "cases")
        for change in changes where asked.contains(change.path) {
          if change.old == nil {
            paths.formUnion(
              changes.filter { $0.new == nil && ids.contains(CaseFile.id(at: $0.path)) }
                .map(\.path))
          }
          if let renumbering = try renumbering(change, among: changes) {
            renumberings[id] = renumbering
          }
        }
      }
    }
    return try await trail(of: ids, among: found, range, asked, renumberings)
  }

  /// The trail without the commits of another case that had the number before, and with those of
  /// ours under the number that it had.
  private func trail(
    of ids: Set<String>, among found: [OID], _ range: String, _ asked: Set<GitPath>,
    _ renumberings: [OID: Renumbering]
  ) async throws(GitError) -> [(commit: OID, cases: Set<String>)] {
    guard !renumberings.isEmpty else { return found.map { ($0, ids) } }
    var names: [OID: Set<String>] = [:]
    for id in found { names[id] = ids }
    var former: [OID: Set<String>] = [:]
    var paths = asked
    var pending = renumberings.map { (commit: $0.key, renumbering: $0.value) }[...]
    var ours = ids
    while let (commit, renumbering) = pending.popFirst() {
      let earlier = try await commits(of: "\(commit)^", touching: [renumbering.from])
      let old = CaseFile.id(at: renumbering.from)
      if ours.contains(CaseFile.id(at: renumbering.to)) {
        for id in earlier { former[id, default: []].insert(old) }
        paths.insert(renumbering.from)
        // That number may itself have come after another.
        if let first = earlier.last,
          let before = try self.renumbering(in: first, to: renumbering.from)
        {
          ours.insert(old)
          pending.append((first, before))
        }
      } else {
        // The number was another case's until then.
        for id in earlier + [commit] { names[id]?.remove(old) }
      }
    }
    let all = try await commits(of: range, touching: paths)
    return all.compactMap { id in
      let cases = (names[id] ?? []).union(former[id] ?? [])
      return cases.isEmpty ? nil : (id, cases)
    }
  }

  private func commits(of range: String, touching paths: Set<GitPath>) async throws(GitError)
    -> [OID]
  {
    let arguments = ["rev-list", "--full-history", range, "--"] + paths.sorted().map { "\($0)" }
    let words = try await git(arguments).output()
    return String(decoding: words, as: UTF8.self).split(separator: "\n").compactMap { OID(hex: $0) }
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
}

// MARK: New numbers

/// A case that has got another number in a commit, and its file with it.
struct Renumbering: Hashable {
  let from: GitPath
  let to: GitPath
  let old: TreeEntry
}

extension Repository {
  /// The renumbering that brings a case in, or takes it away.
  func renumbering(_ change: PathChange, among changes: [PathChange]) throws(GitError)
    -> Renumbering?
  {
    change.new == nil
      ? try renumbering(awayFrom: change, among: changes)
      : try renumbering(to: change, among: changes)
  }

  func renumbering(awayFrom change: PathChange, among changes: [PathChange]) throws(GitError)
    -> Renumbering?
  {
    for candidate in changes where candidate.old == nil {
      if let found = try renumbering(to: candidate, among: changes), found.from == change.path {
        return found
      }
    }
    return nil
  }

  /// The renumbering by which a commit brought in the case at `path`.
  fileprivate func renumbering(in commit: OID, to path: GitPath) throws(GitError) -> Renumbering? {
    let commit = try self.commit(commit)
    guard let parent = commit.parents.first, try contains(parent) else { return nil }
    let changes = try changes(from: parent, to: commit.tree, under: "cases")
    guard let change = changes.first(where: { $0.path == path }) else { return nil }
    return try renumbering(to: change, among: changes)
  }

  /// A case that comes in, says that it has given up a number, and goes away under that number.
  func renumbering(to change: PathChange, among changes: [PathChange]) throws(GitError)
    -> Renumbering?
  {
    guard change.old == nil, CaseFile.isCase(change.path),
      changes.contains(where: { $0.new == nil && CaseFile.isCase($0.path) }),
      let entry = change.new, let file = try caseFile(at: entry)
    else { return nil }
    let former = Set(file.subject.formerNumbers.map(\.number))
    guard
      let gone = changes.first(where: {
        $0.new == nil && former.contains(CaseFile.id(at: $0.path))
      }), let old = gone.old
    else { return nil }
    return Renumbering(from: gone.path, to: change.path, old: old)
  }
}
