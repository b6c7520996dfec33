package import Files
import FrontMatter
package import Git
import Messages
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

  package let old: Moment
  package let new: Moment
  /// The cases that differ, in the order of their numbers.
  package let entries: [Entry]

  /// - Parameters:
  ///   - ids: only these cases, by their present or former numbers; nil for all.
  ///   - followsTime: whether each moment is judged on its own day, so that a light that time has
  ///     turned is a difference, even of a case that nobody touched. Otherwise both are judged on
  ///     the later day, and only what the files say makes a difference.
  /// - Complexity: reads the cases whose files differ; all of them where time or the rules can have
  ///   made a difference.
  package init(
    from old: Moment, to new: Moment, ids: Set<String>? = nil, followsTime: Bool,
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
    let paths = readsAll ? nil : try await reader.changed(from: old, to: new)
    let pairs = Self.pairs(
      try await reader.files(at: old, paths), try await reader.files(at: new, paths)
    ).filter { pair in
      guard let ids else { return true }
      return [pair.old?.id, pair.new?.id].contains { $0.map(ids.contains) == true }
    }
    let (before, after) = (old.day, new.day)
    entries = await mapConcurrently(pairs) { pair -> Entry? in
      let difference = CaseDifference(
        from: pair.old.map { CaseDifference.Side($0.subject, schema: rules.0, day: before) },
        to: pair.new.map { CaseDifference.Side($0.subject, schema: rules.1, day: after) })
      guard let path = (pair.new ?? pair.old)?.path else { return nil }
      let former = pair.old?.path == path ? nil : pair.old?.path
      return difference.isEmpty && former == nil
        ? nil : Entry(path: path, formerPath: former, difference: difference)
    }.compactMap(\.self)
    self.old = old
    self.new = new
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

    func rules(at moment: Moment) throws(CaseStoreError) -> Schema {
      try SchemaFiles { path throws(CaseStoreError) in try self.bytes(of: path, at: moment) }.schema
    }

    private func bytes(of path: RelativePath, at moment: Moment) throws(CaseStoreError) -> [UInt8]?
    {
      switch moment.place {
      case .nothing: nil
      case .commit(let id): try inGit(repository.blob(at: path, in: id))
      case .workTree: try onDisk(folder?.file(at: path).read())?.bytes
      }
    }

    /// The paths of the cases whose files are not the same at both moments.
    func changed(from old: Moment, to new: Moment) async throws(CaseStoreError) -> Set<RelativePath>
    {
      var paths: Set<RelativePath> = []
      // The files on disk are held against HEAD, which the index makes cheap.
      for moment in [old, new] where moment.place == .workTree {
        guard let folder else { continue }
        for edit in try await Casebook(at: folder, environment: repository.environment).edited() {
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
      return paths.filter(CaseFile.isCase)
    }

    func files(at moment: Moment, _ paths: Set<RelativePath>?) async throws(CaseStoreError)
      -> [CaseFile]
    {
      guard let paths else {
        switch moment.place {
        case .nothing: return []
        case .commit(let id): return try await Snapshot.commit(id, in: repository).files
        case .workTree:
          guard let folder else { return [] }
          return try await Snapshot.workTree(of: folder).files
        }
      }
      var files: [CaseFile] = []
      for path in paths.sorted() {
        guard let bytes = try bytes(of: path, at: moment) else { continue }
        files.append(CaseFile(path: path, bytes: bytes))
      }
      return files
    }
  }
}
