package import Files
package import Git
package import Supervision

extension Casebook {
  /// Adds to several cases and records that together: a commit a step, and the branch moved once.
  ///
  /// - Parameters:
  ///   - onceJudged: asked when everything is judged and before anything is written; false to record
  ///     nothing. Meanwhile nobody else records.
  ///   - edit: the bytes that the file of each is to have.
  /// - Throws: as `record` does; then nothing is recorded.
  package func recordTogether(
    at paths: [RelativePath], today: Day, patience: Patience = .standard,
    onceJudged: () async -> Bool = { true },
    edit: (CaseFile, Schema) throws(CaseStoreError) -> [UInt8]
  ) async throws(CaseStoreError) -> [Recorded] {
    let identity = try await identity()
    let recording = try await begin(patience)
    defer { recording.end() }
    let schema = try schemaInForce()
    let versionsOfCases = try recording.versions(at: paths)
    var plans: [CasePlan] = []
    for versions in versionsOfCases {
      guard let bytes = versions.file else { throw versions.absence }
      let old = CaseFile(path: versions.path, bytes: bytes)
      if let fault = old.illegibility { throw .unread(Unread(old.path, .illegible(fault))) }
      guard versions.isClean else { throw .unrecordedEdits(old.path) }
      let new = CaseFile(path: old.path, bytes: try edit(old, schema))
      plans.append(try await plan(of: new, from: nil, today: today, note: nil, by: identity))
    }
    guard await onceJudged() else { return [] }
    let versionsOfOthers = try recording.versions(at: plans.flatMap(\.otherPaths))
    let mark = try inGit(repository.commentMark())
    let drafts = plans.flatMap { $0.drafts(by: identity, commentMark: mark) }
    guard !drafts.isEmpty else { return [] }
    let done = try await askingGit(
      await recording.record(drafts, from: versionsOfCases + versionsOfOthers, together: true))
    var ids = done.commits[...]
    return plans.enumerated().map { index, plan in
      let commits = plan.commits.compactMap { commit in
        ids.popFirst().map { Recorded.Commit(id: $0, act: commit.act, message: commit.message) }
      }
      return Recorded(
        path: plan.path, commits: commits, remarks: plan.remarks,
        hookWords: index == 0 ? done.hookWords : "")
    }
  }
}
