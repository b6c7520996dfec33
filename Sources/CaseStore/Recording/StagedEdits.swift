package import Files
package import Git
import Messages
package import Supervision

/// What `git commit` is about to record of cases and rules: how the index differs from the commit
/// that it will stand on.
package struct StagedEdits {
  package let edits: [Casebook.Edited]
  /// Whether there is something new among the cases that is no file: a link or a submodule.
  package let bringsOthers: Bool
  /// What differs among the cases and is no case, such as attachments.
  package let otherFiles: [RelativePath]
  /// The files of `schema/` that differ.
  package let rules: [RelativePath]
  /// The commit that is compared with: `HEAD`, or its first parent where `HEAD` is to be replaced.
  package let base: OID?
  /// Whether `HEAD` is to be replaced and is a merge.
  package let replacesMerge: Bool
  /// Of the commit that will be made.
  private let parents: [OID]
  let repository: Repository
  private let recorded: [RelativePath: TreeEntry]
  let staged: [RelativePath: OID]

  /// Whether there is no commit before it, so that the rules may come with the first cases.
  package var isFirst: Bool { base == nil }

  /// Whether there are cases or rules, recorded or to be.
  package var isOfRecords: Bool { !recorded.isEmpty || !staged.isEmpty }

  /// - Parameter replacingHead: whether the commit takes the place of `HEAD` (`--amend`).
  /// - Complexity: one read of the index and of the trees under `cases` and `schema`; no case.
  package init(in repository: Repository, replacingHead: Bool = false) async throws(CaseStoreError)
  {
    self.repository = repository
    var recorded: [RelativePath: TreeEntry] = [:]
    let head = try inGit(repository.head().commit)
    let replaced = replacingHead ? head : nil
    let parents = try inGit(
      replaced.map { id throws(GitError) in try repository.commit(id).parents })
    if let parents {
      self.parents = parents
    } else {
      self.parents =
        try [head].compactMap(\.self) + (head == nil ? [] : inGit(repository.mergedCommits()))
    }
    base = self.parents.first
    replacesMerge = parents.map { $0.count > 1 } ?? false
    var (staged, others): ([RelativePath: OID], [RelativePath: OID]) = ([:], [:])
    for entry in try await askingGit(await repository.wholeIndex().entries())
    where (entry.path.isInside("cases") || entry.path.isInside("schema"))
      && entry.stage == 0 && !entry.isIntentToAdd
    {
      if entry.mode.isFile { staged[entry.path] = entry.id } else { others[entry.path] = entry.id }
    }
    if let base {
      for folder in ["cases", "schema"] as [RelativePath] {
        for entry in try inGit(repository.entries(under: folder, in: base)) {
          if entry.mode.isFile { recorded[entry.path] = entry }
          if others[entry.path] == entry.id { others[entry.path] = nil }
        }
      }
    }
    bringsOthers = others.keys.contains(where: CaseFile.isVisible)
    let paths = Set(recorded.keys).union(staged.keys).sorted()
      .filter { recorded[$0]?.id != staged[$0] }
    rules = paths.filter { $0.isInside("schema") }
    otherFiles = paths.filter { $0.isInside("cases") && !CaseFile.isCase($0) }
    edits = Casebook.pairingMoves(
      paths.filter(CaseFile.isCase).map { path in
        let kind: Casebook.Edited.Kind =
          recorded[path] == nil ? .added : staged[path] == nil ? .removed : .changed
        return Casebook.Edited(path: path, kind: kind)
      })
    self.recorded = recorded
    self.staged = staged
  }

  /// What recording the staged cases will do, and what is wrong with those that cannot be.
  package struct Judgement: Sendable {
    package var plans: [CasePlan] = []
    package var wrong: [FileFindings] = []

    /// The commits that `duban-git commit` would make of it.
    package var commits: [CasePlan.Commit] { plans.flatMap(\.commits) }
  }

  /// - Parameter note: what the user adds to the message.
  /// - Throws: `.git`.
  package func judge(today: Day, note: String? = nil) async throws(CaseStoreError) -> Judgement {
    var judgement = Judgement()
    let schema = try schemaInForce()
    let judge = EditJudge(after: parents, in: repository, schema: schema, today: today)
    for edit in edits {
      if edit.kind == .removed {
        judgement.wrong.append(.deletedCase(edit.path))
        continue
      }
      let (old, new) = try versions(of: edit)
      let unsettled = try await judge.unsettledRules(of: old)
      do throws(CaseStoreError) {
        var plan = try CasePlan(
          from: old, to: new, schema: schema, today: today, note: note, unsettled: unsettled)
        try plan.attach(from: attachmentSource, under: schema)
        judgement.plans.append(plan)
      } catch {
        guard case .wrongInput(let files) = error else { throw error }
        judgement.wrong += files
      }
    }
    return judgement
  }

  /// What is wrong with what is staged, held against what the commit will stand on.
  package func findings(under schema: Schema, today: Day) async throws(CaseStoreError)
    -> [FileFindings]
  {
    let (repository, staged) = (repository, staged)
    func bytes(_ path: RelativePath) throws(CaseStoreError) -> [UInt8]? {
      try staged[path].map { id throws(CaseStoreError) in try inGit(repository.blob(id)) }
    }
    let held = self.judge(under: schema, today: today)
    var found = try await held.findings(
      of: edits, reading: bytes, attaching: attachmentSource)
    found = found.adding(
      try held.findings(ofFiles: otherFiles, but: edits.formerPaths, reading: bytes))
    guard parents.count > 1, let tree = try await tree() else { return found }
    var judge = try inGit(JoinJudge(of: parents, in: repository))
    return found.adding(try inGit(judge.findingsOfOtherFiles(in: tree)))
  }

  /// The staged files, beside what they will stand on.
  private var attachmentSource: AttachmentSource {
    let (repository, staged, recorded, base) = (repository, staged, recorded, base)
    return AttachmentSource(
      content: { path throws(CaseStoreError) in
        guard let id = staged[path] else { return .nothing }
        return .file(try inGit(repository.blob(id)))
      },
      recorded: { path throws(CaseStoreError) in recorded[path]?.id },
      blob: { id throws(CaseStoreError) in try inGit(repository.blob(id)) },
      isAttached: { path throws(CaseStoreError) in
        guard let base else { return false }
        return try inGit(repository.isAttached(path, in: base))
      })
  }

  /// What holds the index against what the commit will stand on.
  package func judge(under schema: Schema, today: Day) -> EditJudge {
    EditJudge(after: parents, in: repository, schema: schema, today: today)
  }

  private func versions(of edit: Casebook.Edited) throws(CaseStoreError) -> (CaseFile?, CaseFile) {
    let former: RelativePath
    switch edit.kind {
    case .removed: throw .caseRemoved(edit.path)
    case .moved(let from): former = from
    case .added, .changed, .unreadable: former = edit.path
    }
    let old = try recorded[former].map { entry throws(CaseStoreError) in
      CaseFile(path: former, bytes: try inGit(repository.blob(entry.id)))
    }
    let bytes = try staged[edit.path].map { id throws(CaseStoreError) in
      try inGit(repository.blob(id))
    }
    return (old, CaseFile(path: edit.path, bytes: bytes ?? []))
  }

  /// `HEAD`'s; before the first commit, the staged one.
  func schemaInForce() throws(CaseStoreError) -> Schema {
    try SchemaFiles { path throws(CaseStoreError) in
      let id = isFirst ? staged[path] : recorded[path]?.id
      return try id.map { id throws(CaseStoreError) in try inGit(repository.blob(id)) }
    }.schema
  }
}
