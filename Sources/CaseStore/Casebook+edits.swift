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
      let entries = try head.map { commit throws(GitError) in
        try repository.entries(under: "cases", in: commit).filter { CaseFile.isCase($0.path) }
      }
      let index = try await repository.wholeIndex()
      // All three are in the order of paths, so that one walk along them finds what differs.
      var recorded = (entries ?? []).sorted { $0.path < $1.path }[...]
      var staged = index.entries(under: "cases").filter { $0.stage == 0 }[...]
      var found: [Edited] = []
      func entry(at path: GitPath) -> IndexEntry? {
        staged = staged.drop { $0.path < path }
        return staged.first?.path == path ? staged.first : nil
      }
      func noteRemoved(before path: GitPath?) {
        while let gone = recorded.first, path.map({ gone.path < $0 }) ?? true {
          if entry(at: gone.path)?.isSkipped != true {
            found.append(Edited(path: gone.path, kind: .removed))
          }
          recorded.removeFirst()
        }
      }
      for path in try folder.casePaths() {
        noteRemoved(before: path)
        guard let old = recorded.first, old.path == path else {
          if try !repository.isIgnored(path) { found.append(Edited(path: path, kind: .added)) }
          continue
        }
        recorded.removeFirst()
        if try !isUnchanged(path, old.id, entry(at: path), index) {
          found.append(Edited(path: path, kind: .changed))
        }
      }
      noteRemoved(before: nil)
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

  /// A case that is gone here and new there, under the same name, has moved.
  static func pairingMoves(_ found: [Edited]) -> [Edited] {
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
  }
}
