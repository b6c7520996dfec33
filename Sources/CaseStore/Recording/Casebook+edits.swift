package import Files
import Git

extension Casebook {
  /// A case that is not on disk as it is in `HEAD`.
  package struct Edited: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case changed, added, removed
      /// To another folder, with or without changes.
      case moved(from: RelativePath)
    }
    package let path: RelativePath
    package let kind: Kind

    package init(path: RelativePath, kind: Kind) {
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
    let head = try inGit(repository.head().commit)
    var cases: TreeEntry?
    if let head { cases = try inGit(repository.entry(at: "cases", in: head)) }
    if let cases, listing.staged.index.trees["cases"] == cases.id {
      return Self.pairingMoves(try editedSinceStaged(listing))
    }
    var recorded: [TreeEntry] = []
    if let head {
      recorded = try inGit(repository.entries(under: "cases", in: head, orIn: listing.staged))
        .filter { CaseFile.isCase($0.path) }
    }
    return Self.pairingMoves(try edited(in: listing, since: recorded))
  }

  /// Where the index has the cases just as they are recorded, only what it does not prove is looked
  /// at.
  private func editedSinceStaged(_ listing: CaseListing) throws(CaseStoreError) -> [Edited] {
    var found = listing.absent.map { listing.staged[$0] }.filter { !$0.isSkipped }.map {
      Edited(path: $0.path, kind: .removed)
    }
    for path in listing.items.others {
      if let entry = listing.staged.index.entries(at: path).first {
        if try !isUnchanged(path, entry.id) { found.append(Edited(path: path, kind: .changed)) }
      } else if try !inGit(repository.isIgnored(path)) {
        found.append(Edited(path: path, kind: .added))
      }
    }
    return found.sorted { $0.path < $1.path }
  }

  private func edited(in listing: CaseListing, since recorded: [TreeEntry]) throws(CaseStoreError)
    -> [Edited]
  {
    var recorded = recorded[...]
    let skipped = Set(
      listing.absent.lazy.map { listing.staged[$0] }.filter(\.isSkipped).map(\.path))
    var found: [Edited] = []
    // Both are in the order of paths, so that one walk along them finds what differs.
    func noteRemoved(before path: RelativePath?) {
      while let gone = recorded.first, path.map({ gone.path < $0 }) ?? true {
        if !skipped.contains(gone.path) { found.append(Edited(path: gone.path, kind: .removed)) }
        recorded.removeFirst()
      }
    }
    for item in listing.items {
      let path = item.path
      noteRemoved(before: path)
      if let old = recorded.first, old.path == path {
        recorded.removeFirst()
        if item.blob == old.id { continue }
        if try !isUnchanged(path, old.id) {
          found.append(Edited(path: path, kind: .changed))
        }
      } else if try !inGit(repository.isIgnored(path)) {
        found.append(Edited(path: path, kind: .added))
      }
    }
    noteRemoved(before: nil)
    return found
  }

  private func isUnchanged(_ path: RelativePath, _ id: OID) throws(CaseStoreError) -> Bool {
    try onDisk(folder.file(at: path).read()).map { Repository.hash(blob: $0.bytes) } == id
  }

  /// A case that is gone here and new there, under the same name, has moved.
  static func pairingMoves(_ found: [Edited]) -> [Edited] {
    var removed: [ArraySlice<UInt8>: RelativePath] = [:]
    for edit in found where edit.kind == .removed { removed[edit.path.lastComponent] = edit.path }
    var moved: Set<RelativePath> = []
    let paired = found.map { edit in
      guard edit.kind == .added, let former = removed[edit.path.lastComponent],
        moved.insert(former).inserted
      else { return edit }
      return Edited(path: edit.path, kind: .moved(from: former))
    }
    return paired.filter { $0.kind != .removed || !moved.contains($0.path) }
  }
}
