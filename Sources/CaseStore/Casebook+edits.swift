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
  package func edited() async throws(CaseStoreError) -> [Edited] {
    try edited(in: try await listing())
  }

  /// - Complexity: only files that the index does not prove unchanged are read, and of `HEAD` only
  ///   the folders that the index has otherwise.
  package func edited(in listing: CaseListing) throws(CaseStoreError) -> [Edited] {
    do throws(GitError) {
      var recorded: ArraySlice<TreeEntry> = []
      if let head = try repository.head().commit {
        recorded = try repository.entries(
          under: "cases", in: head, orIn: listing.index, listing.staged
        ).filter { CaseFile.isCase($0.path) }[...]
      }
      let skipped = Set(listing.staged.lazy.filter(\.isSkipped).map(\.path))
      var found: [Edited] = []
      // Both are in the order of paths, so that one walk along them finds what differs.
      func noteRemoved(before path: GitPath?) {
        while let gone = recorded.first, path.map({ gone.path < $0 }) ?? true {
          if !skipped.contains(gone.path) { found.append(Edited(path: gone.path, kind: .removed)) }
          recorded.removeFirst()
        }
      }
      for item in listing.items {
        noteRemoved(before: item.path)
        if let old = recorded.first, old.path == item.path {
          recorded.removeFirst()
          if try !isUnchanged(item, old.id) {
            found.append(Edited(path: item.path, kind: .changed))
          }
        } else if try !repository.isIgnored(item.path) {
          found.append(Edited(path: item.path, kind: .added))
        }
      }
      noteRemoved(before: nil)
      return Self.pairingMoves(found)
    } catch {
      throw .git(error)
    }
  }

  private func isUnchanged(_ item: CaseListing.Item, _ id: OID) throws(GitError) -> Bool {
    if item.blob == id { return true }
    return try folder.file(at: item.path).read().map { Repository.hash(blob: $0.bytes) } == id
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
