package import Files
package import Git
package import Supervision

/// What differs between the cases of two moments.
package struct Comparison: Sendable {
  package struct Entry: Sendable {
    /// Where the case is now, or was last.
    package let path: RelativePath
    /// Where it was, if it is elsewhere now.
    package let formerPath: RelativePath?
    package let difference: CaseDifference

    /// The number by which people call the case.
    package var id: String { CaseFile.id(at: path) }
  }

  package let old: ComparedState
  package let new: ComparedState
  /// The cases that differ, in the order of their numbers.
  package let entries: [Entry]
  /// What could not be read at either moment, so that nothing can be said of it.
  package let unread: [Unread]

  /// - Parameters:
  ///   - ids: only these cases, by their present or former numbers; nil for all.
  ///   - followsTime: whether each moment is judged on its own day, so that a light that time has
  ///     turned is a difference, even of a case that nobody touched. Otherwise both are judged on
  ///     the later day, and only what the files say makes a difference.
  /// - Complexity: reads the cases whose files differ; all of them where time or the rules can have
  ///   made a difference.
  package init(
    from old: ComparedState, to new: ComparedState, ids: Set<String>? = nil, followsTime: Bool,
    in repository: Repository, folder: CaseFolder?
  ) async throws(CaseStoreError) {
    var (old, new) = (old, new)
    if !followsTime {
      let day = max(old.day, new.day)
      (old.day, new.day) = (day, day)
    }
    let reader = Reader(repository: repository, folder: folder)
    let rules = (try reader.rules(at: old), try reader.rules(at: new))
    let readsAll = old.day != new.day || rules.0 != rules.1
    let changed = readsAll ? nil : try await reader.changed(from: old, to: new)
    let (before, after) = (
      try await reader.cases(at: old, changed?.paths),
      try await reader.cases(at: new, changed?.paths)
    )
    let unread = Set(before.unread + after.unread + (changed?.unread ?? [])).sorted {
      $0.path < $1.path
    }
    let pairs = Self.pairs(before.results, after.results).filter { pair in
      // What is on one side only may be behind what the other side does not give.
      if pair.old == nil || pair.new == nil, let file = pair.new ?? pair.old,
        unread.contains(where: { $0.mayHide(file) })
      {
        return false
      }
      guard let ids else { return true }
      return [pair.old?.id, pair.new?.id].contains { $0.map(ids.contains) == true }
    }
    let days = (old.day, new.day)
    entries = await mapConcurrently(pairs) { pair -> Entry? in
      let difference = CaseDifference(
        from: pair.old.map { CaseDifference.Side($0.subject, schema: rules.0, day: days.0) },
        to: pair.new.map { CaseDifference.Side($0.subject, schema: rules.1, day: days.1) })
      guard let path = (pair.new ?? pair.old)?.path else { return nil }
      let former = pair.old?.path == path ? nil : pair.old?.path
      return difference.isEmpty && former == nil
        ? nil : Entry(path: path, formerPath: former, difference: difference)
    }.compactMap(\.self)
    self.unread = unread
    self.old = old
    self.new = new
  }
}

extension Unread {
  fileprivate func mayHide(_ file: CaseFile) -> Bool {
    file.path.isInside(path) || file.id == CaseFile.id(at: path)
  }
}

// MARK: Which case is which

extension Comparison {
  private struct Pair: Sendable {
    var old: CaseFile?
    var new: CaseFile?
  }

  /// The cases of both moments, each with itself: by the name of its file wherever that is, and
  /// where it has given up its number to another case, by the number that it had.
  private static func pairs(_ old: [CaseFile], _ new: [CaseFile]) -> [Pair] {
    var before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var pairs: [Pair] = []
    for file in new where before[file.id] == nil {
      let former = file.subject.formerNumbers.reversed().lazy.compactMap { before[$0.number] }
        .first { former in
          file.subject.continues(former.subject)
            && after[former.id]?.subject.continues(former.subject) != true
        }
      if let former { before[former.id] = nil }
      pairs.append(Pair(old: former, new: file))
    }
    let renumbered = Set(pairs.compactMap(\.new?.path))
    for file in new where !renumbered.contains(file.path) {
      pairs.append(Pair(old: before.removeValue(forKey: file.id), new: file))
    }
    pairs += before.values.map { Pair(old: $0, new: nil) }
    return pairs.sorted { one, other in
      guard let first = one.new ?? one.old, let second = other.new ?? other.old else {
        return false
      }
      return (first.id, first.path) < (second.id, second.path)
    }
  }
}

// MARK: Reading

extension Comparison {
  private struct Reader {
    let repository: Repository
    let folder: CaseFolder?

    func rules(at state: ComparedState) throws(CaseStoreError) -> Schema {
      switch state.place {
      case .nothing: Schema()
      case .commit(let id): try SchemaFiles(of: id, in: repository).schema
      case .workTree: try folder?.rules(environment: repository.environment).schema ?? Schema()
      }
    }

    /// The paths of the cases whose files are not the same at both moments, and what is unread on disk.
    func changed(from old: ComparedState, to new: ComparedState) async throws(CaseStoreError)
      -> (paths: Set<RelativePath>, unread: [Unread])
    {
      var (paths, unread): (Set<RelativePath>, [Unread]) = ([], [])
      // The files on disk are held against HEAD, which the index makes cheap.
      for state in [old, new] where state.place == .workTree {
        guard let folder else { continue }
        let book = try Casebook(at: folder, environment: repository.environment)
        let listing = try await book.listing()
        unread += listing.unread
        for edit in try book.edited(in: listing) {
          paths.insert(edit.path)
          if case .moved(let former) = edit.kind { paths.insert(former) }
        }
      }
      let head = try inGit(repository.head().commit)
      let commits = [old, new].map { $0.place == .workTree ? head : $0.commit }
      for change in try inGit(
        repository.changes(from: commits[0], to: commits[1], under: "cases"))
      {
        paths.insert(change.path)
      }
      return (paths.filter(CaseFile.isCase), unread)
    }

    /// - Parameter paths: nil for all.
    func cases(at state: ComparedState, _ paths: Set<RelativePath>?) async throws(CaseStoreError)
      -> CaseSource.Passage<CaseFile>
    {
      switch state.place {
      case .nothing: break
      case .commit(let id):
        return try await CaseSource.commit(id, in: repository, at: paths).map { $0 }
      case .workTree:
        guard let folder else { break }
        return try await CaseSource.workTree(
          of: folder, at: paths, environment: repository.environment
        ).map { $0 }
      }
      return CaseSource.Passage()
    }
  }
}
