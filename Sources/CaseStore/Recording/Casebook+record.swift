package import Files
import FrontMatter
package import Git
package import Supervision

extension Casebook {
  /// What was recorded of one case, and what there is to say about it.
  package struct Recorded: Sendable {
    package let path: RelativePath
    /// Oldest first; none if there was nothing to record.
    package let commits: [Commit]
    /// The step that was to be added and is there already.
    package var existing: Step?
    package var remarks: [FileFindings] = []
    package var hookWords = ""

    package struct Commit: Sendable {
      package let id: OID
      package let act: RecordedAct
      package let message: CommitMessage
    }
  }

  /// Adds to a case and records it.
  ///
  /// Everything happens in one turn: the file is read, `edit` says what it is to become, the new
  /// text is read again and judged, and only then is anything written.
  ///
  /// - Parameters:
  ///   - note: what the user adds to the commit's message.
  ///   - files: attachments that are to be put beside the case, by their paths.
  ///   - edit: the bytes that the file is to have.
  /// - Throws: `.unrecordedEdits` if the case has edits of its own; `.wrongInput`; `.git`; what
  ///   `edit` throws.
  package func record(
    at path: RelativePath, today: Day, note: String? = nil,
    attaching files: [RelativePath: [UInt8]] = [:], patience: Patience = .standard,
    faults: Recording.Faults = { _ in },
    edit: (CaseFile, Schema) throws(CaseStoreError) -> [UInt8]
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(patience)
    defer { recording.end() }
    let versions = try recording.versions(at: path)
    guard let bytes = versions.file else { throw versions.absence }
    let old = CaseFile(path: path, bytes: bytes)
    if let fault = old.illegibility { throw .unread(Unread(path, .illegible(fault))) }
    guard versions.isClean else { throw .unrecordedEdits(path) }
    let schema = try schemaInForce()
    let new = CaseFile(path: path, bytes: try edit(old, schema))
    if let existing = new.repeatedLastStep(of: old) {
      return Recorded(path: path, commits: [], existing: existing)
    }
    let plan = try await plan(
      of: new, from: nil, today: today, note: note, attaching: files, by: identity)
    let all = [versions] + (try recording.versions(at: plan.otherPaths))
    return try await recording.record(plan, from: all, by: identity, faults: faults)
  }

  /// Makes a case and records it.
  ///
  /// - Parameters:
  ///   - number: nil for the next of `year`, chosen in this turn, so that two who ask at once do not
  ///     get the same.
  ///   - text: the bytes of the new file, and the attachments that are to be put beside it.
  /// - Throws: `.caseExists`, `.wrongInput`, `.git`; what `text` throws.
  package func recordNew(
    number: CaseNumber? = nil, year: Int, today: Day, note: String? = nil,
    patience: Patience = .standard,
    text: (CaseNumber, Schema) throws(CaseStoreError) -> (
      bytes: [UInt8], files: [RelativePath: [UInt8]]
    )
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(patience)
    defer { recording.end() }
    let taken = try await takenNumbers()
    let number = number ?? taken.next(in: year)
    try requireFree(number, among: taken)
    let schema = try schemaInForce()
    let path = RelativePath(schema.office.path(for: number))
    let versions = try recording.versions(at: path)
    let (bytes, files) = try text(number, schema)
    let new = CaseFile(path: path, bytes: bytes)
    let plan = try await plan(
      of: new, from: nil, today: today, note: note, attaching: files, by: identity)
    let all = [versions] + (try recording.versions(at: plan.otherPaths))
    return try await recording.record(plan, from: all, by: identity, faults: { _ in })
  }

  /// Records the edits that were made by hand to one case.
  ///
  /// - Parameter formerPath: where the case was, if it has been moved.
  /// - Throws: `.caseRemoved`, `.wrongInput`, `.git`.
  package func recordEdits(
    at path: RelativePath, from formerPath: RelativePath? = nil, today: Day, note: String? = nil,
    patience: Patience = .standard, faults: Recording.Faults = { _ in }
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(patience)
    defer { recording.end() }
    let versions = try recording.versions(at: path)
    guard let bytes = versions.file else { throw versions.absence }
    let former = try formerPath.map { path throws(CaseStoreError) in
      try recording.versions(at: path)
    }
    let new = CaseFile(path: path, bytes: bytes)
    var plan = try await plan(of: new, from: formerPath, today: today, note: note, by: identity)
    if let formerPath {
      let judge = try editJudge(under: try schemaInForce(), today: today)
      plan.attachments = try judge.movedAttachments(of: new, from: formerPath, in: folder)
    }
    let read =
      [versions] + [former].compactMap(\.self) + (try recording.versions(at: plan.otherPaths))
    return try await recording.record(plan, from: read, by: identity, faults: faults)
  }

  /// What recording a case as it is to be will do, by whom and how.
  package struct Rehearsal: Sendable {
    package let plan: CasePlan
    package let identity: Identity
    package let conditions: RecordingConditions
  }

  /// Judges a case as recording it does, and writes nothing.
  ///
  /// - Throws: `.wrongInput`, `.impossibleClock`, `.git`, as recording does.
  package func rehearsal(
    of new: CaseFile, from formerPath: RelativePath? = nil, today: Day, note: String? = nil,
    attaching files: [RelativePath: [UInt8]] = [:]
  ) async throws(CaseStoreError) -> Rehearsal {
    let identity = try await identity()
    let plan = try await plan(
      of: new, from: formerPath, today: today, note: note, attaching: files, by: identity)
    return Rehearsal(
      plan: plan, identity: identity, conditions: try inGit(repository.recordingConditions()))
  }

  /// What recording a case does, held against what is recorded of it and of others, and against who
  /// records.
  func plan(
    of new: CaseFile, from formerPath: RelativePath?, today: Day, note: String?,
    attaching files: [RelativePath: [UInt8]] = [:], by identity: Identity
  ) async throws(CaseStoreError) -> CasePlan {
    let old = try recordedFile(at: formerPath ?? new.path)
    let schema = try schemaInForce()
    try await requireOwnNumbers(of: new, from: old)
    let unsettled = try await editJudge(under: schema, today: today).unsettledRules(of: old)
    var plan = try CasePlan(
      from: old, to: new, schema: schema, today: today, note: note, unsettled: unsettled)
    try plan.attach(from: try attachmentSource(adding: files), under: schema)
    return try await permitted(plan, to: identity, under: schema)
  }

  /// Puts right what a killed recording left behind, if nobody records now.
  package func clearUp() async throws(CaseStoreError) {
    let now = Patience(turn: .zero, git: .zero)
    try await askingGit(await repository.clearUp(patience: now, mended: mended))
  }

  func identity() async throws(CaseStoreError) -> Identity {
    try await repository.recordingIdentity()
  }

  func begin(_ patience: Patience) async throws(CaseStoreError) -> Recording {
    let idle = try inGit(OwnHook.idle(in: repository))
    return try await askingGit(
      await repository.beginRecording(patience: patience, idleHooks: idle, mended: mended))
  }
}

extension Recording {
  func versions(at paths: [RelativePath]) throws(CaseStoreError) -> [FileVersions] {
    try inGit(read(paths))
  }

  func versions(at path: RelativePath) throws(CaseStoreError) -> FileVersions {
    return try inGit(read(path))
  }

  /// Turns plans of several cases into commits, all of them or none.
  func record(
    _ plans: [CasePlan], from versionsOfFiles: [FileVersions], by who: Identity, faults: Faults
  ) async throws(CaseStoreError) -> Casebook.Recorded {
    let mark = try inGit(repository.commentMark())
    let drafts = plans.flatMap { $0.drafts(by: who, commentMark: mark) }
    let done = try await askingGit(
      await record(drafts, from: versionsOfFiles, together: true, faults: faults))
    return Casebook.Recorded(
      path: "cases",
      commits: zip(done.commits, plans.flatMap(\.commits)).map {
        Casebook.Recorded.Commit(id: $0, act: $1.act, message: $1.message)
      }, remarks: plans.flatMap(\.remarks), hookWords: done.hookWords)
  }

  /// Turns the plan into commits.
  func record(
    _ plan: CasePlan, from versionsOfFiles: [FileVersions], by who: Identity, faults: Faults
  ) async throws(CaseStoreError) -> Casebook.Recorded {
    guard !plan.commits.isEmpty else {
      return Casebook.Recorded(path: plan.path, commits: [], remarks: plan.remarks)
    }
    let drafts = plan.drafts(by: who, commentMark: try inGit(repository.commentMark()))
    let done = try await askingGit(await record(drafts, from: versionsOfFiles, faults: faults))
    return Casebook.Recorded(
      path: plan.path,
      commits: zip(done.commits, plan.commits).map {
        Casebook.Recorded.Commit(id: $0, act: $1.act, message: $1.message)
      }, remarks: plan.remarks, hookWords: done.hookWords)
  }
}

extension Recording.FileVersions {
  /// Why there is no file.
  var absence: CaseStoreError {
    committed == nil ? .unknownCase("\(path)", near: []) : .caseRemoved(path)
  }
}

extension CaseFile {
  /// The last step of `old`, if all that was added to it is the same step again: as when a command
  /// is run once more because nobody knows whether it was done.
  fileprivate func repeatedLastStep(of old: CaseFile) -> Step? {
    let added = CaseChange(from: old.subject, to: subject)
    guard added.findings.isEmpty, added.added.count == 1, let new = subject.stepNodes.last,
      let last = old.subject.stepNodes.last, new.value.sameEntries(as: last.value)
    else { return nil }
    return old.subject.steps.last
  }
}

extension Value {
  fileprivate func sameEntries(as other: Value) -> Bool {
    guard case .mapping(let mine) = self, case .mapping(let others) = other else {
      return self == other
    }
    return Set(mine) == Set(others)
  }
}

extension Repository {
  /// Who records, at a time that a record can have.
  func recordingIdentity() async throws(CaseStoreError) -> Identity {
    let who = try await askingGit(await identity())
    for one in [who.author, who.committer] where !one.isOfRecordableTime {
      throw .impossibleClock(one)
    }
    return who
  }
}
