import Files

extension Recording {
  /// Records the drafts, one commit each, on top of `HEAD`, and ends the turn.
  ///
  /// The files get the contents that the last draft gives them; a file that has them already is
  /// not touched. Nothing else that is edited or staged changes or is recorded.
  ///
  /// - Parameters:
  ///   - drafts: oldest first, at least one.
  ///   - versionsOfFiles: what `read` gave for every path in `drafts`.
  ///   - together: whether they are one thing, recorded whole or not at all: the branch then moves
  ///     once, and before it does one sync makes sure of all that was written.
  /// - Throws: `.refused`, `.fileChanged`, `.branchMoved`, … with the files put back as they were,
  ///   if `HEAD` could not be moved; `.unsure` and `.indexBehind` with everything recorded; `.partly`.
  /// - Complexity: the index is read and written once, each folder on the way to a file once a
  ///   draft.
  package func record(
    _ drafts: [Draft], from versionsOfFiles: [FileVersions], together: Bool = false,
    faults: Faults = { _ in }
  ) async throws(GitError) -> Recorded {
    defer { end() }
    precondition(!drafts.isEmpty, "there is nothing to record")
    let plan = try plan(drafts, from: versionsOfFiles)
    try turn.note(journal(of: plan), durable: durable)
    try faults(.noted)
    var written: [WrittenFile] = []
    var hooks = try Hooks(in: repository, without: idleHooks)
    let signing = try Signing(in: repository)
    var commits: [OID] = []
    let syncsOnce = durable && (together || plan.files.count > Self.mostSyncedAlone)
    let syncsEach = durable && !syncsOnce
    let packs = packs(drafts, hooks, signing)
    var advance = Advance()
    do throws(GitError) {
      let made = try newObjects(
        at: plan.quarantine, durable: syncsEach, apart: packs || hooks.watchCommits)
      try copy(plan, into: made, noting: &written, faults: faults)
      try write(
        plan.files.filter { !$0.isCopy }, durable: durable && !together, noting: &written,
        faults: faults)
      try faults(.filesWritten)
      commits = try await build(
        drafts, with: plan, into: made, packs: packs, hooks: &hooks, signing: signing,
        faults: faults)
      if syncsOnce {
        try await WorkProgress(.syncing).beating { () throws(GitError) in try syncAll() }
      }
      try faults(.commitsWritten)
      advance = await moveBranch(
        along: commits, drafts, inOneMove: together, hooks: hooks, faults: faults)
      // Once something is recorded it must stay on disk, or it would show as undone.
      if advance.count == 0, let halt = advance.halt { throw halt }
    } catch {
      let stuck = putBack(written)
      turn.isUnfinished = !sweep(plan)
      let error = error.naming(repository.gitDirectory)
      throw stuck.isEmpty ? error : .leftWritten(stuck, because: error)
    }
    let recorded = Array(commits.prefix(advance.count))
    let entries = plan.entries(after: drafts.prefix(advance.count))
    let isSwept = sweep(plan)
    try faults(.branchMoved)
    var fault: GitError?
    do throws(GitError) {
      try await refreshIndex(entries, knowing: plan.contents, faults: faults)
    } catch {
      fault = .indexBehind(recorded[recorded.count - 1], because: error)
    }
    let isReleased = indexLock.release()
    turn.isUnfinished = fault != nil || !isSwept || !isReleased
    try faults(.indexUnlocked)
    try verify(recorded, drafts, entries)
    try faults(.verified)
    await hooks.runAfterwards()
    if let fault = advance.fault(of: commits, because: fault) { throw fault }
    return Recorded(commits: commits, hookWords: hooks.words)
  }

  /// For more files than this one wait for the whole disk takes less time than one for each.
  static let mostSyncedAlone = 32

  /// What is to be written where.
  struct Plan {
    struct File {
      var versions: FileVersions
      var content: [UInt8]?
      var mode: EntryMode
      /// What `HEAD` has, then what each draft gives the file.
      var row: [OID?]
      /// Where the new contents are first written, in the same folder.
      var temporary: FilePlace
      /// Another name of the file as it was, so that putting it back takes no room on a full disk.
      var former: FilePlace
      /// Whether the contents are somewhere else too.
      var isCopy: Bool
    }
    var files: [File]
    /// Where the new objects are first written.
    var quarantine: FilePlace

    /// The files as they are to be, by their names in git.
    var contents: [OID: [UInt8]] {
      var contents: [OID: [UInt8]] = [:]
      for file in files { if let id = file.row.last ?? nil { contents[id] = file.content } }
      return contents
    }

    /// What the files are in the last of some drafts.
    func entries(after drafts: ArraySlice<Draft>) -> [RelativePath: TreeEntry?] {
      let modes = Dictionary(uniqueKeysWithValues: files.map { ($0.versions.path, $0.mode) })
      var entries: [RelativePath: TreeEntry?] = [:]
      for change in drafts.flatMap(\.changes) {
        let entry = change.id.map {
          TreeEntry(path: change.path, id: $0, mode: modes[change.path] ?? .file)
        }
        entries[change.path] = .some(entry)
      }
      return entries
    }
  }

  /// Works out what each file is to become, and refuses what cannot be done.
  private func plan(_ drafts: [Draft], from versionsOfFiles: [FileVersions]) throws(GitError)
    -> Plan
  {
    var copies: Set<RelativePath> = []
    var last: [RelativePath: [UInt8]?] = [:]
    var rows: [RelativePath: [OID?]] = [:]
    for change in drafts.flatMap(\.changes) {
      last[change.path] = .some(change.content)
      if change.isCopy { copies.insert(change.path) }
      rows[change.path, default: []].append(change.id)
    }
    var files: [Plan.File] = []
    for versions in versionsOfFiles {
      guard let content = last.removeValue(forKey: versions.path) else { continue }
      // What lies there is recorded as it was read, or not at all: it is somebody's, and newer.
      if copies.contains(versions.path), let file = versions.file, file != content {
        throw .fileChanged(versions.path)
      }
      let row = [versions.committed?.id] + (rows[versions.path] ?? [])
      try requireStagedVersion(of: versions, isIn: row, removed: content == nil)
      try requireStoredAsIs(content ?? [], of: versions)
      let place = repository.file(at: versions.path)
      files.append(
        Plan.File(
          versions: versions, content: content, mode: versions.mode, row: row,
          temporary: place.sibling(named: FilePlace.temporaryName().utf8),
          former: place.sibling(named: FilePlace.temporaryName().utf8),
          isCopy: copies.contains(versions.path)))
    }
    precondition(last.isEmpty, "every path that is recorded has been read in this turn")
    return Plan(
      files: files.sorted { $0.versions.path < $1.versions.path },
      quarantine: QuarantinedObjects.place(in: repository))
  }

  /// What the user has staged of a file may only be what `HEAD` has or what is recorded now: the
  /// index entry is about to be replaced.
  private func requireStagedVersion(of versions: FileVersions, isIn row: [OID?], removed: Bool)
    throws(GitError)
  {
    guard let staged = versions.staged else {
      if versions.committed == nil || removed { return }
      throw .refused(.stagedDifferently(versions.path))
    }
    guard staged.isIntentToAdd || row.contains(staged.id) else {
      throw .refused(.stagedDifferently(versions.path))
    }
  }

  /// Git may not store other bytes than the file has.
  private func requireStoredAsIs(_ content: [UInt8], of versions: FileVersions) throws(GitError) {
    guard try repository.isConverted(content, at: versions.path) else { return }
    // Where nobody asked for `text`, git leaves alone what has CRLF in the repository already.
    let text = try repository.attribute("text", of: versions.path)
    let isGuessed = text == .unspecified || text == .text("auto")
    let carriageReturn = UInt8(ascii: "\r")
    if isGuessed, let committed = versions.committed,
      try repository.blob(committed.id).contains(carriageReturn)
    {
      return
    }
    throw .refused(.lineEndings(versions.path))
  }

  func journal(of plan: Plan) -> Journal {
    var journal = Journal(gitDirectory: repository.gitDirectory)
    journal.files = plan.files.map { file in
      Journal.File(
        path: file.versions.path, versions: file.row, isClean: file.versions.isUnedited)
    }
    // Git and libgit2 lock the two indices while they write them.
    journal.temporary =
      plan.files.flatMap { [$0.temporary, $0.former] } + [plan.quarantine]
      + [temporaryIndex, hookIndex].flatMap { [$0, FilePlace(bytes: $0.bytes + ".lock".utf8)] }
      + Signing.leavings(beside: signingBuffer)
    return journal
  }
}

extension Recording.FileVersions {
  /// The mode that a commit gives the file: as before, else what the file is.
  var mode: EntryMode {
    if let committed { return committed.mode }
    return (permissions ?? 0) & 0o100 != 0 ? .executable : .file
  }
}
