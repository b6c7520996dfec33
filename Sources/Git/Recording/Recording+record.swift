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
  ///   if `HEAD` could not be moved; `.unsure` with everything recorded.
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
    var hooks = try Hooks(in: repository)
    let signing = try Signing(in: repository)
    var commits: [OID] = []
    let syncsOnce = together && durable
    let syncsEach = durable && !syncsOnce
    var moved = 0
    var unsure: GitError?
    do throws(GitError) {
      try write(plan, durable: syncsEach, noting: &written, faults: faults)
      try faults(.filesWritten)
      commits = try await build(
        drafts, with: plan, durable: syncsEach, hooks: &hooks, signing: signing, faults: faults)
      if syncsOnce { try syncAll() }
      try faults(.commitsWritten)
      let moves = together ? commits.indices.suffix(1) : commits.indices[...]
      unsure = try await moveBranch(
        along: Array(commits[moves]), Array(drafts[moves]), hooks: hooks, counting: &moved,
        faults: faults)
    } catch {
      // Once something is recorded it must stay on disk, or it would show as undone.
      guard moved == 0 else { throw error }
      let stuck = putBack(written)
      turn.isUnfinished = !sweep(plan)
      throw stuck.isEmpty ? error : .leftWritten(stuck, because: error)
    }
    let isSwept = sweep(plan)
    try faults(.branchMoved)
    let indexFault = await refreshIndex(after: plan, faults: faults)
    let isReleased = indexLock.release()
    turn.isUnfinished = indexFault != nil || !isSwept || !isReleased
    try faults(.indexUnlocked)
    try verify(commits, drafts, plan)
    try faults(.verified)
    await hooks.runAfterwards()
    if let unsure, let last = commits.last { throw .unsure(last, because: unsure) }
    return Recorded(
      commits: commits, mendings: mendings, indexFault: indexFault, hookWords: hooks.words)
  }

  /// What is to be written where.
  struct Plan {
    struct File {
      var versions: FileVersions
      var content: [UInt8]?
      var mode: EntryMode
      /// Where the new contents are first written, in the same folder.
      var temporary: FilePlace
      /// Another name of the file as it was, so that putting it back takes no room on a full disk.
      var former: FilePlace
    }
    var files: [File]
    /// Where the new objects are first written.
    var quarantine: FilePlace
  }

  /// Works out what each file is to become, and refuses what cannot be done.
  private func plan(_ drafts: [Draft], from versionsOfFiles: [FileVersions]) throws(GitError)
    -> Plan
  {
    var last: [RelativePath: [UInt8]?] = [:]
    var blobs: [RelativePath: Set<OID>] = [:]
    for change in drafts.flatMap(\.changes) {
      last[change.path] = .some(change.content)
      if let content = change.content {
        blobs[change.path, default: []].insert(Repository.hash(blob: content))
      }
    }
    var files: [Plan.File] = []
    for versions in versionsOfFiles {
      guard let content = last.removeValue(forKey: versions.path) else { continue }
      try requireStagedVersion(
        of: versions, isIn: blobs[versions.path] ?? [], removed: content == nil)
      try requireStoredAsIs(content ?? [], of: versions)
      let place = repository.file(at: versions.path)
      files.append(
        Plan.File(
          versions: versions, content: content, mode: versions.mode,
          temporary: place.sibling(named: FilePlace.temporaryName().utf8),
          former: place.sibling(named: FilePlace.temporaryName().utf8)))
    }
    precondition(last.isEmpty, "every path that is recorded has been read in this turn")
    return Plan(
      files: files.sorted { $0.versions.path < $1.versions.path },
      quarantine: QuarantinedObjects.place(in: repository))
  }

  /// What the user has staged of a file may only be what `HEAD` has or what is recorded now: the
  /// index entry is about to be replaced.
  private func requireStagedVersion(of versions: FileVersions, isIn blobs: Set<OID>, removed: Bool)
    throws(GitError)
  {
    guard let staged = versions.staged else {
      if versions.committed == nil || removed { return }
      throw .refused(.stagedDifferently(versions.path))
    }
    guard staged.id == versions.committed?.id || staged.isIntentToAdd || blobs.contains(staged.id)
    else { throw .refused(.stagedDifferently(versions.path)) }
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
    journal.paths = plan.files.map(\.versions.path)
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
