import CGit2
import Files

extension Recording {
  /// Where the new index is written before it is renamed.
  var temporaryIndex: FilePlace { FilePlace(repository.indexPath + ".duban-git-new") }
  /// What is being signed, where the program wants a file.
  var signingBuffer: FilePlace { FilePlace(repository.gitDirectory + "duban-git-signing") }
  /// The index that hooks are shown: `HEAD` with our change, as `git commit --only` has it.
  var hookIndex: FilePlace { FilePlace(repository.indexPath + ".duban-git-hook") }

  /// Sets the index entries of some paths to what was committed, nil meaning removed, and leaves
  /// all others as they are.
  ///
  /// - Parameter contents: of what was committed, so that it need not be hashed again.
  func refreshIndex(
    _ committed: [RelativePath: TreeEntry?], knowing contents: [OID: [UInt8]] = [:],
    faults: Faults = { _ in }
  ) async throws(GitError) {
    guard !indexNeedsGit else {
      try await refreshThroughGit(committed)
      try faults(.indexReplaced)
      return
    }
    var changes: [IndexEdit.Change] = []
    for (path, entry) in committed {
      let entry = try entry.map { entry throws(GitError) in
        IndexEntry(
          path: path, id: entry.id, mode: entry.mode, seen: try seen(of: entry, contents[entry.id]))
      }
      changes.append(IndexEdit.Change(path: path, entry: entry))
    }
    var edit = IndexEdit(of: index, with: changes)
    let bytes = try edit.bytes(isUnnoticed: isUnnoticed)
    let place = FilePlace(repository.indexPath)
    try onDisk(temporaryIndex.remove())
    let permissions = try onDisk(place.status())?.permissions
    try onDisk(temporaryIndex.create(with: bytes, permissions: permissions, durable: durable))
    repository.share(temporaryIndex)
    try faults(.temporaryIndexWritten)
    try onDisk(place.replace(by: temporaryIndex))
    if durable { try onDisk(place.parent.syncFolder()) }
    try faults(.indexReplaced)
  }

  /// What the file of an entry looks like, if it holds just what was committed; else nothing, so
  /// that git looks at it.
  private func seen(of entry: TreeEntry, _ content: [UInt8]?) throws(GitError) -> IndexEntry.Seen {
    guard let (bytes, status) = try onDisk(repository.file(at: entry.path).read()),
      bytes == content || Repository.hash(blob: bytes) == entry.id
    else { return .nothing }
    return IndexEntry.Seen(status)
  }

  /// Whether an entry's file has changed in a way that its status does not show to the least
  /// attentive git (`core.checkStat=minimal`, built without nanoseconds).
  private func isUnnoticed(_ entry: IndexEntry) throws(GitError) -> Bool {
    guard entry.mode == .file || entry.mode == .executable, !entry.isSkipped,
      let status = try onDisk(repository.file(at: entry.path).status()), status.kind == .file,
      UInt32(truncatingIfNeeded: status.size) == entry.seen.size,
      UInt32(truncatingIfNeeded: status.modified.seconds) == entry.seen.modified.seconds
    else { return false }
    guard let (bytes, _) = try onDisk(repository.file(at: entry.path).read()) else { return false }
    return Repository.hash(blob: bytes) != entry.id
  }

  /// Lets git change a copy of an index that only git understands, and puts it in place.
  private func refreshThroughGit(_ committed: [RelativePath: TreeEntry?]) async throws(GitError) {
    let place = FilePlace(repository.indexPath)
    guard let (bytes, status) = try onDisk(place.read()) else { return }
    try onDisk(temporaryIndex.remove())
    try onDisk(temporaryIndex.create(with: bytes, permissions: status.permissions, durable: false))
    var lines: [UInt8] = []
    for (path, entry) in committed {
      let mode = entry.map { String($0.mode.rawValue, radix: 8) } ?? "0"
      lines += "\(mode) \(entry?.id ?? .zero)\t".utf8 + path.bytes + [0]
    }
    var child = repository.git("update-index", "-z", "--index-info", input: lines)
    child.environment.variables["GIT_INDEX_FILE"] = temporaryIndex.description
    try await running(await child.output())
    try onDisk(place.replace(by: temporaryIndex))
    if durable { try onDisk(place.parent.syncFolder()) }
  }
}
