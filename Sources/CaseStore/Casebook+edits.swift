package import Git

extension Casebook {
  /// A case that is not on disk as it is in `HEAD`.
  package struct Edited: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case changed, added, removed
      /// To another folder, with or without changes.
      case moved(from: GitPath)
    }
    package let path: GitPath
    package let kind: Kind

    package init(path: GitPath, kind: Kind) {
      self.path = path
      self.kind = kind
    }
  }

  /// The cases that have edits which are not recorded, in the order of their paths.
  ///
  /// - Complexity: one `lstat` a case; only files that the index does not prove unchanged are read.
  package func edited() async throws(CaseStoreError) -> [Edited] {
    do throws(GitError) {
      let head = try repository.head().commit
      let recorded = try head.map { commit throws(GitError) in
        try repository.entries(under: "cases", in: commit).filter { CaseFile.isCase($0.path) }
      }
      var committed = Dictionary(
        uniqueKeysWithValues: (recorded ?? []).map { ($0.path, $0.id) })
      let index = try await repository.wholeIndex()
      var entries: [GitPath: IndexEntry] = [:]
      for entry in index.entries(under: "cases") where entry.stage == 0 {
        entries[entry.path] = entry
      }
      var found: [Edited] = []
      for path in try folder.casePaths() {
        guard let id = committed.removeValue(forKey: path) else {
          if try isToBeRecorded(path) { found.append(Edited(path: path, kind: .added)) }
          continue
        }
        let isUnchanged = try isUnchanged(path, id, entries[path], index)
        if !isUnchanged { found.append(Edited(path: path, kind: .changed)) }
      }
      for path in committed.keys where entries[path]?.isSkipped != true {
        found.append(Edited(path: path, kind: .removed))
      }
      return Self.pairingMoves(found)
    } catch {
      throw .git(error)
    }
  }

  private func isUnchanged(
    _ path: GitPath, _ id: OID, _ entry: IndexEntry?, _ index: IndexFile
  ) throws(GitError) -> Bool {
    let place = folder.file(at: path)
    if let entry, entry.id == id, let written = index.written, let status = try place.status(),
      entry.provesUnchanged(status, indexWritten: written)
    {
      return true
    }
    return try place.read().map { Repository.hash(blob: $0.bytes) } == id
  }

  /// Whether a file that is not in `HEAD` is meant to be a case: ignored files are not.
  private func isToBeRecorded(_ path: GitPath) throws(GitError) -> Bool {
    try !repository.isIgnored(path)
  }

  /// A case that is gone here and new there, under the same name, has moved.
  private static func pairingMoves(_ found: [Edited]) -> [Edited] {
    var removed: [ArraySlice<UInt8>: GitPath] = [:]
    for edit in found where edit.kind == .removed { removed[edit.path.lastComponent] = edit.path }
    var moved: Set<GitPath> = []
    let paired = found.map { edit in
      guard edit.kind == .added, let former = removed[edit.path.lastComponent],
        moved.insert(former).inserted
      else { return edit }
      return Edited(path: edit.path, kind: .moved(from: former))
    }
    return paired.filter { $0.kind != .removed || !moved.contains($0.path) }
      .sorted { $0.path < $1.path }
  }
}
