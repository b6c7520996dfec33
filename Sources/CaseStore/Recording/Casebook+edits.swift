package import Files
import FrontMatter
import Git

extension Casebook {
  /// A case that is not on disk as it is in `HEAD`.
  package struct Edited: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case changed, added, removed
      /// To another folder, with or without changes.
      case moved(from: RelativePath)
      /// What it is now cannot be read.
      case unreadable(Unreadable)
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

  /// The files in the folders of cases that nothing has recorded, in the order of their paths.
  ///
  /// - Complexity: lists the folders of cases; no file is read.
  package func looseFiles(in listing: CaseListing) throws(CaseStoreError) -> [RelativePath] {
    var found: [RelativePath] = []
    var folders = listing.caseFolders
    while let folder = folders.popLast() {
      guard let list = try onDisk(self.folder.file(at: folder).list()) else { continue }
      for index in list.indices {
        let path = list.withName(at: index) { folder.appending($0) }
        if path.lastComponent.first == UInt8(ascii: ".") { continue }
        if list.kind(at: index) == .folder {
          folders.append(path)
        } else if listing.staged.index.entries(at: path).isEmpty,
          try !inGit(repository.isIgnored(path))
        {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  /// The recorded files beside the cases that are not on disk as in `HEAD`.
  ///
  /// - Complexity: only files that the index does not prove unchanged are read.
  package func editedOthers(in listing: CaseListing) throws(CaseStoreError) -> [RelativePath] {
    guard let head = try inGit(repository.head().commit) else { return [] }
    var places: Set<RelativePath> = Set(listing.others.map(listing.staged.path))
    let cases = try inGit(repository.entry(at: "cases", in: head))
    if let cases, listing.staged.index.trees["cases"] != cases.id {
      for entry in try inGit(repository.entries(under: "cases", in: head, orIn: listing.staged))
      where entry.mode.isFile && !CaseFile.isCase(entry.path) {
        let staged = listing.staged.index.entries(at: entry.path).first
        if staged?.id != entry.id { places.insert(entry.path) }
      }
    }
    var edited: [RelativePath] = []
    for path in places.sorted() {
      guard let recorded = try inGit(repository.entry(at: path, in: head)), recorded.mode.isFile
      else { continue }
      let now = folder.plainBytes(at: path).map { Repository.hash(blob: $0) }
      if now != recorded.id { edited.append(path) }
    }
    return edited
  }

  /// Where the index has the cases just as they are recorded, only what it does not prove is looked
  /// at.
  private func editedSinceStaged(_ listing: CaseListing) throws(CaseStoreError) -> [Edited] {
    var found = listing.absent.map { Edited(path: listing.staged.path(at: $0), kind: .removed) }
    func look(at path: RelativePath, _ reason: Unreadable? = nil) throws(CaseStoreError) {
      let staged = listing.staged.index.entries(at: path).first
      let recorded = staged.map { TreeEntry(path: path, id: $0.id, mode: $0.mode) }
      if let kind = try kind(of: path, since: recorded, reason) {
        found.append(Edited(path: path, kind: kind))
      }
    }
    for other in listing.cases.others where other.isOnDisk { try look(at: other.path) }
    for (path, reason) in listing.unreadable { try look(at: path, reason) }
    return found.sorted { $0.path < $1.path }
  }

  /// - Parameter recorded: in the order of paths, as the listing is, so that one walk along both finds
  ///   what differs.
  private func edited(in listing: CaseListing, since recorded: [TreeEntry]) throws(CaseStoreError)
    -> [Edited]
  {
    var (recorded, unreadable) = (recorded[...], listing.unreadable[...])
    var found: [Edited] = []
    func record(of path: RelativePath) -> TreeEntry? {
      while let gone = recorded.first, gone.path < path {
        found.append(Edited(path: gone.path, kind: .removed))
        recorded.removeFirst()
      }
      return recorded.first?.path == path ? recorded.removeFirst() : nil
    }
    func look(at path: RelativePath, _ blob: OID?, _ reason: Unreadable?) throws(CaseStoreError) {
      let old = record(of: path)
      if let old, blob == old.id { return }
      if let kind = try kind(of: path, since: old, reason) {
        found.append(Edited(path: path, kind: kind))
      }
    }
    for entry in listing.cases {
      let path = entry.path
      while let (other, reason) = unreadable.first, other < path {
        unreadable.removeFirst()
        try look(at: other, nil, reason)
      }
      if entry.isOnDisk { try look(at: path, entry.blob, nil) } else { _ = record(of: path) }
    }
    for (path, reason) in unreadable { try look(at: path, nil, reason) }
    return found + recorded.map { Edited(path: $0.path, kind: .removed) }
  }

  /// How the file at a path differs from what is recorded of it; nil if it does not.
  ///
  /// - Parameter reason: why it cannot be read, where that is known.
  private func kind(of path: RelativePath, since old: TreeEntry?, _ reason: Unreadable?)
    throws(CaseStoreError) -> Edited.Kind?
  {
    guard let old else {
      if try inGit(repository.isIgnored(path)) { return nil }
      let size = try onDisk(folder.file(at: path).status())?.size ?? 0
      let isTooLarge = size > FileLimit.bytes
      let reason = reason ?? (isTooLarge ? .tooLarge(bytes: Int(size)) : nil)
      return reason.map { .unreadable($0) } ?? .added
    }
    do throws(Unreadable) {
      if let reason { throw reason }
      let bytes = try folder.bytes(ofFileAt: path)
      return bytes.map { Repository.hash(blob: $0) } == old.id ? nil : .changed
    } catch {
      // A link that is recorded as one is no edit.
      return error == .symbolicLink && old.mode == .symbolicLink ? nil : .unreadable(error)
    }
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
