import Git
package import Supervision

extension Casebook {
  /// The number and path of every case there is, on disk or in `HEAD`.
  package func existingCases() async throws(CaseStoreError) -> [CaseNumber: String] {
    var found: [CaseNumber: String] = [:]
    for (name, path) in try await takenNumbers().paths {
      if let number = CaseNumber(name) { found[number] = "\(path)" }
    }
    return found
  }

  /// Records cases that were kept elsewhere, a commit a case, all of them or none.
  ///
  /// - Parameter cases: each with the bytes of its new file.
  /// - Throws: `.caseExists` if a number has been taken meanwhile; `.wrongInput`; `.git`.
  package func recordImports(
    _ cases: [(number: CaseNumber, bytes: [UInt8])], today: Day, note: String? = nil
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(.standard)
    defer { recording.end() }
    let schema = try schemaInForce()
    let taken = try await takenNumbers()
    var standings: [Recording.Standing] = []
    var commits: [CasePlan.Commit] = []
    var drafts: [Draft] = []
    for (number, bytes) in cases {
      if let path = taken.paths[number.description] { throw .caseExists(path) }
      let path = GitPath(schema.office.path(for: number))
      standings.append(try recording.standing(at: path))
      let plan = try CasePlan(
        from: nil, to: CaseFile(path: path, bytes: bytes), schema: schema, today: today,
        note: note, isImport: true)
      commits += plan.commits
      drafts += plan.commits.map { commit in
        Draft(
          changes: [Draft.Change(path, commit.bytes)], message: commit.message.text, by: identity)
      }
    }
    do throws(GitError) {
      let done = try await recording.record(drafts, from: standings)
      return Recorded(
        path: "cases",
        commits: zip(done.commits, commits).map {
          Recorded.Commit(id: $0, act: $1.act, message: $1.message)
        }, mendings: done.mendings, indexFault: done.indexFault, hookWords: done.hookWords)
    } catch {
      throw .git(error)
    }
  }
}
