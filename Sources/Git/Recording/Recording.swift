package import Files

/// One turn at recording: from taking the locks to giving them back.
///
/// The order is fixed, and none of it can be left out: the locks first, then `HEAD`, the file and
/// its index entry are read (`read`); the caller decides; then `record` writes the file, the
/// objects, the branch and the index entry, and reads the commit back. Whoever was killed in
/// between leaves a journal, and the next turn clears up after it.
package final class Recording {
  package let repository: Repository
  let durable: Bool
  let turn: RecordingTurn
  let indexLock: IndexLock
  let patience: Patience
  /// The index as it was when the turn began, or after mending; nobody else can change it.
  private(set) var index: IndexFile
  /// Whether the index on disk is one that only git understands.
  let indexNeedsGit: Bool
  /// Where `HEAD` was when the turn began.
  package let head: Head
  /// What this turn found left behind by one that died, and put right.
  package internal(set) var mendings: [Mending] = []

  /// Something that a killed process had left, and what was done about it.
  package enum Mending: Hashable, Sendable {
    case removedLock(path: String)
    case removedTemporaryFile(path: String)
    /// The commit had been recorded, and its index entry was not refreshed.
    case refreshedIndexEntry(RelativePath)
  }

  init(in repository: Repository, patience: Patience, durable: Bool) async throws(GitError) {
    self.repository = repository
    self.durable = durable
    self.patience = patience
    turn = try await RecordingTurn(
      at: FilePlace(repository.commonDirectory + "duban.lock"), patience: patience.turn)
    repository.share(FilePlace(repository.commonDirectory + "duban.lock"))
    indexLock = try await IndexLock(
      of: FilePlace(repository.indexPath), patience: patience.git)
    let onDisk = try repository.index()
    indexNeedsGit = onDisk.requiredExtension != nil
    index = try await repository.whole(onDisk)
    head = try repository.head()
    if !durable { try setDurable(false) }
    try repository.requireRecordable(head)
    try await clearUp()
  }

  deinit { end() }

  /// Ends the turn without recording, or after it. Doing it twice is fine.
  package func end() {
    if !durable { try? setDurable(true) }
    if !indexLock.release() { turn.isUnfinished = true }
    turn.release()
  }
}

extension Recording {
  private func setDurable(_ durable: Bool) throws(GitError) {
    LibGit2.setDurable(durable)
    try repository.reopenReferences()
  }
}

extension Repository {
  /// Puts right what a killed recording left behind, if there was one, without recording.
  ///
  /// - Complexity: one look for a file, if there was none.
  package func clearUp(patience: Patience = .standard) async throws(GitError)
    -> [Recording.Mending]
  {
    guard try onDisk(FilePlace(commonDirectory + "duban.lock").status()) != nil else { return [] }
    let recording = try await beginRecording(patience: patience)
    defer { recording.end() }
    return recording.mendings
  }

  /// Waits for our turn to record and takes it, holding git's index lock too.
  ///
  /// - Parameter durable: false only for a repository that is being made, which a crash may undo.
  /// - Throws: `.refused` if nothing can be recorded here now; `.locked`.
  package func beginRecording(patience: Patience = .standard, durable: Bool = true)
    async throws(GitError) -> Recording
  {
    // Before the locks too, so that a repository in which nothing can be recorded stays untouched.
    try requireRecordable(try head())
    return try await Recording(in: self, patience: patience, durable: durable)
  }
}

extension Recording {
  /// What there is of one file: on disk, in `HEAD`, and in the index.
  package struct FileVersions: Hashable, Sendable {
    package var path: RelativePath
    /// Nil if there is no file.
    package var file: [UInt8]?
    package var permissions: UInt32?
    package var committed: TreeEntry?
    package var staged: IndexEntry?

    /// Whether the file has neither edits nor a staged version that `HEAD` has not.
    package var isClean: Bool {
      file.map { Repository.hash(blob: $0) } == committed?.id && staged?.id == committed?.id
    }
  }

  /// Reads what there is of the file at `path`.
  ///
  /// - Throws: `.refused` if we do not record there.
  package func read(_ path: RelativePath) throws(GitError) -> FileVersions {
    try repository.requireRecordable(path, in: head.commit)
    let found = try onDisk(repository.file(at: path).read())
    return FileVersions(
      path: path, file: found?.bytes, permissions: found?.status.permissions,
      committed: try head.commit.flatMap { commit throws(GitError) in
        try repository.entry(at: path, in: commit)
      },
      staged: try repository.requireNoConflict(at: path, in: index))
  }

  /// Puts right what a killed process left behind, as its journal says.
  func clearUp() async throws(GitError) {
    for place in indexLock.replaced { mendings.append(.removedLock(path: place.description)) }
    guard let journal = turn.leftBehind else { return }
    for lock in journal.locks where try lock.isLeftBehind() {
      try onDisk(lock.place.remove())
      mendings.append(.removedLock(path: lock.place.description))
    }
    for file in journal.temporary where try onDisk(file.status()) != nil {
      try onDisk(file.removeAll())
      mendings.append(.removedTemporaryFile(path: file.description))
    }
    // Another worktree's index is that worktree's to mend: its entry then shows as staged there.
    if journal.gitDirectory == repository.gitDirectory {
      for path in journal.paths {
        do throws(GitError) {
          try await mendIndexEntry(at: path)
        } catch {
          // Someone has done something else with that path meanwhile, and it is his now.
          guard case .refused = error else { throw error }
        }
      }
    }
    turn.isUnfinished = false
  }

  /// Refreshes the index entry of `path` if the file is what `HEAD` has and the index is not.
  ///
  /// - Returns: whether there was anything to mend.
  @discardableResult
  package func mendIndexEntry(at path: RelativePath) async throws(GitError) -> Bool {
    let versions = try read(path)
    let file = versions.file.map { Repository.hash(blob: $0) }
    guard file == versions.committed?.id, versions.staged?.id != versions.committed?.id else {
      return false
    }
    try await refreshIndex([path: versions.committed])
    index = try await repository.wholeIndex()
    mendings.append(.refreshedIndexEntry(path))
    return true
  }
}
