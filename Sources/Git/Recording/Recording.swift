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
  let idleHooks: Set<String>
  /// The index as it was when the turn began, or after mending; nobody else can change it.
  private(set) var index: IndexFile
  /// Whether the index on disk is one that only git understands.
  let indexNeedsGit: Bool
  /// Where `HEAD` was when the turn began.
  package let head: Head
  private let mended: (Mending) -> Void

  /// Something that a killed process had left, and what was done about it.
  package enum Mending: Hashable, Sendable {
    case removedLock(path: String)
    case removedTemporaryFile(path: String)
    /// A file of a move that had not been recorded is again what it was.
    case putBack(RelativePath)
    /// The commit had been recorded, and its index entry was not refreshed.
    case refreshedIndexEntry(RelativePath)
  }

  init(
    in repository: Repository, patience: Patience, durable: Bool, idleHooks: Set<String>,
    mended: @escaping (Mending) -> Void
  ) async throws(GitError) {
    self.mended = mended
    self.repository = repository
    self.durable = durable
    self.patience = patience
    self.idleHooks = idleHooks
    turn = try await RecordingTurn(
      at: FilePlace(repository.commonDirectory + "duban.lock"), patience: patience.turn)
    repository.share(FilePlace(repository.commonDirectory + "duban.lock"))
    indexLock = try await IndexLock(
      of: FilePlace(repository.indexPath), patience: patience.git
    ) { mended(.removedLock(path: $0.description)) }
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
  /// Whether a process has begun to record in the repository whose top is `top` and not come to its
  /// end: it is at work, or was killed. Asked without libgit2.
  package static func hasBegun(inRepositoryAt top: FilePlace, _ environment: Environment) -> Bool {
    let place = environment.commonFolder(ofRepositoryAt: top)?.file("duban.lock")
    return place.map { (try? $0.status()) ?? nil != nil } ?? false
  }

  private func setDurable(_ durable: Bool) throws(GitError) {
    LibGit2.setDurable(durable)
    try repository.reopenReferences()
  }
}

extension Repository {
  /// Puts right what a killed recording left behind, if there was one, without recording.
  ///
  /// - Complexity: one look for a file, if there was none.
  package func clearUp(
    patience: Patience = .standard, mended: @escaping (Recording.Mending) -> Void
  ) async throws(GitError) {
    guard try onDisk(FilePlace(commonDirectory + "duban.lock").status()) != nil else { return }
    try await beginRecording(patience: patience, mended: mended).end()
  }

  /// Waits for our turn to record and takes it, holding git's index lock too.
  ///
  /// - Parameters:
  ///   - durable: false only for a repository that is being made, which a crash may undo.
  ///   - idleHooks: hooks that would do nothing for what is recorded, and are not run.
  ///   - mended: told of what a process that died had left behind and this turn puts right, also where
  ///     it then fails.
  /// - Throws: `.refused` if nothing can be recorded here now; `.locked`.
  package func beginRecording(
    patience: Patience = .standard, durable: Bool = true, idleHooks: Set<String> = [],
    mended: @escaping (Recording.Mending) -> Void = { _ in }
  ) async throws(GitError) -> Recording {
    // Before the locks too, so that a repository in which nothing can be recorded stays untouched.
    try requireRecordable(try head())
    return try await Recording(
      in: self, patience: patience, durable: durable, idleHooks: idleHooks, mended: mended)
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
    package var isClean: Bool { isUnedited && staged?.id == committed?.id }

    /// Whether the file is what `HEAD` has.
    var isUnedited: Bool {
      guard let file, let committed else { return file == nil && committed == nil }
      return Repository.hash(blob: file) == committed.id
    }
  }

  /// Reads what there is of the files at some paths.
  ///
  /// - Throws: `.refused` if we do not record there.
  package func read(_ paths: [RelativePath]) throws(GitError) -> [FileVersions] {
    try repository.requireRecordable(paths, in: head.commit)
    return try paths.map { path throws(GitError) in try versions(at: path) }
  }

  /// Reads what there is of the file at `path`.
  ///
  /// - Throws: `.refused` if we do not record there.
  package func read(_ path: RelativePath) throws(GitError) -> FileVersions {
    try read([path])[0]
  }

  private func versions(at path: RelativePath) throws(GitError) -> FileVersions {
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
    guard let journal = turn.leftBehind else { return }
    for lock in journal.locks where try lock.isLeftBehind() {
      try onDisk(lock.place.remove())
      mended(.removedLock(path: lock.place.description))
    }
    for file in journal.temporary where try onDisk(file.status()) != nil {
      try onDisk(file.removeAll())
      mended(.removedTemporaryFile(path: file.description))
    }
    // Another worktree's index is that worktree's to mend: its entry then shows as staged there.
    if journal.gitDirectory == repository.gitDirectory {
      try putBackMove(journal)
      for file in journal.files {
        do throws(GitError) {
          try await mendIndexEntry(of: file)
        } catch {
          // Someone has done something else with that path meanwhile, and it is his now.
          guard case .refused = error else { throw error }
        }
      }
    }
    turn.isUnfinished = false
  }

  /// Puts the files back that were about to move: half of a move is nothing that can be recorded, and
  /// all of it looks like a new file beside one that is gone.
  private func putBackMove(_ journal: Journal) throws(GitError) {
    let files = journal.files
    guard files.count > 1, files.contains(where: \.isRemoved),
      files.allSatisfy(\.isClean)
    else { return }
    var moved: [FileVersions] = []
    for file in files {
      let found = try onDisk(repository.file(at: file.path).read())
      let id = found.map { Repository.hash(blob: $0.bytes) }
      let committed = try head.commit.flatMap { commit throws(GitError) in
        try repository.entry(at: file.path, in: commit)
      }
      // Recorded, or somebody's since then.
      guard committed?.id == file.versions[0], file.versions.contains(id) else { return }
      if id != committed?.id {
        moved.append(FileVersions(path: file.path, file: found?.bytes, committed: committed))
      }
    }
    for file in moved {
      let place = repository.file(at: file.path)
      if let committed = file.committed {
        // By a name that is noted, should this be killed too.
        let temporary =
          journal.temporary.first { $0.parent == place.parent }
          ?? place.sibling(named: FilePlace.temporaryName().utf8)
        let bytes = try repository.blob(committed.id)
        try onDisk(
          temporary.create(
            with: bytes, permissions: committed.mode.rawValue & 0o777,
            durable: durable))
        try onDisk(place.replace(by: temporary))
      } else {
        try onDisk(place.remove())
      }
      mended(.putBack(file.path))
    }
  }

  /// Refreshes the index entry of a file if it was left behind `HEAD`'s.
  private func mendIndexEntry(of file: Journal.File) async throws(GitError) {
    let versions = try read(file.path)
    guard file.isBehind(versions) else { return }
    try await refreshIndex([file.path: versions.committed])
    index = try await repository.wholeIndex()
    mended(.refreshedIndexEntry(file.path))
  }
}
