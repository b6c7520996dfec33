import Files
import Git
import Supervision

extension HistoryIndex {
  /// The commits that touch some cases, newest first, and the numbers by which those are called in
  /// each.
  ///
  /// A case that comes in with a commit which takes it away under another number has got a new one:
  /// before that commit its old number means it, and after it no longer.
  func trail(of ids: Set<String>, in span: Span, _ repository: Repository) throws(GitError)
    -> [(commit: OID, cases: Set<String>)]
  {
    let found = commits(touching: ids, in: span)
    var pending = try renumberings(of: ids, in: found, repository)[...]
    guard !pending.isEmpty else { return found.map { ($0.id, $0.cases) } }
    // The numbers that mean another case in a commit, and those that meant ours.
    var (foreign, former) = ([OID: Set<String>](), [OID: Set<String>]())
    var (names, ours) = (ids, ids)
    while let (commit, renumbering) = pending.popFirst() {
      let old = CaseFile.id(at: renumbering.from)
      let parents = try repository.parents(of: commit)
      let earlier = commits(touching: [old], in: self.span(from: Array(parents.prefix(1))))
      if ours.contains(CaseFile.id(at: renumbering.to)) {
        for one in earlier { former[one.id, default: []].insert(old) }
        names.insert(old)
        // That number may itself have come after another.
        if let first = earlier.last,
          let before = try self.renumbering(
            in: first.id, to: renumbering.from, repository)
        {
          ours.insert(old)
          pending.append((first.id, before))
        }
      } else {
        // The number was another case's until then.
        for id in earlier.map(\.id) + [commit] { foreign[id, default: []].insert(old) }
      }
    }
    return commits(touching: names, in: span).compactMap { one in
      let id = one.id
      let cases = one.cases.intersection(ids).subtracting(foreign[id] ?? []).union(former[id] ?? [])
      return cases.isEmpty ? nil : (id, cases)
    }
  }

  /// The commits among `found` in which one of the cases got its number, or lost it.
  private func renumberings(of ids: Set<String>, in found: [Touched], _ repository: Repository)
    throws(GitError) -> [(commit: OID, renumbering: Renumbering)]
  {
    var renumberings: [(commit: OID, renumbering: Renumbering)] = []
    for one in found where one.moves {
      let changes = try repository.changesOfCases(in: one.id)
      for change in changes where ids.contains(CaseFile.id(at: change.path)) {
        let renumbering = try repository.renumbering(change, among: changes)
        if let renumbering { renumberings.append((one.id, renumbering)) }
      }
    }
    return renumberings
  }

  /// The renumbering by which a commit brought in the case at `path`.
  private func renumbering(in commit: OID, to path: RelativePath, _ repository: Repository)
    throws(GitError) -> Renumbering?
  {
    let changes = try repository.changesOfCases(in: commit)
    guard let change = changes.first(where: { $0.path == path }) else { return nil }
    return try repository.renumbering(to: change, among: changes)
  }
}

// MARK: New numbers

/// A case that has got another number in a commit, and its file with it.
struct Renumbering: Hashable {
  let from: RelativePath
  let to: RelativePath
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
