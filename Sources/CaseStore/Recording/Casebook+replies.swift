package import Files
package import Git
package import Supervision

extension Casebook {
  /// What a reply sheet brings to one case.
  package struct Reply {
    let path: RelativePath
    /// Attachments that are to be put beside the case.
    let files: [RelativePath: [UInt8]]
    /// The bytes that the case is to have; as they are where it brings nothing new.
    let edit: (CaseFile, Schema) throws(CaseStoreError) -> [UInt8]

    package init(
      at path: RelativePath, attaching files: [RelativePath: [UInt8]],
      edit: @escaping (CaseFile, Schema) throws(CaseStoreError) -> [UInt8]
    ) {
      (self.path, self.files, self.edit) = (path, files, edit)
    }
  }

  /// Adds what a reply sheet brings to its cases, a commit a step, all of it or nothing.
  ///
  /// - Parameter source: the file that came in, as each commit names it (`Duban-Source`).
  /// - Throws: `.unrecordedEdits`; `.wrongInput` with what is wrong in any of the cases; `.git`; what `edit`
  ///   throws.
  package func recordReplies(
    _ replies: [Reply], from source: String, today: Day, faults: Recording.Faults = { _ in }
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(.standard)
    defer { recording.end() }
    let schema = try schemaInForce()
    var (plans, versions, wrong): ([CasePlan], [Recording.FileVersions], [FileFindings]) = (
      [], [], []
    )
    for reply in replies {
      let now = try recording.versions(at: reply.path)
      guard let bytes = now.file else { throw now.absence }
      let old = CaseFile(path: reply.path, bytes: bytes)
      if let fault = old.illegibility { throw .unread(Unread(reply.path, .illegible(fault))) }
      guard now.isClean else { throw .unrecordedEdits(reply.path) }
      let new = CaseFile(path: reply.path, bytes: try reply.edit(old, schema))
      do throws(CaseStoreError) {
        var plan = try await plan(
          of: new, from: nil, today: today, note: nil, attaching: reply.files, by: identity)
        guard !plan.commits.isEmpty else { continue }
        plan.add(Trailer("Duban-Source", source))
        versions += [now] + (try recording.versions(at: plan.otherPaths))
        plans.append(plan)
      } catch {
        guard case .wrongInput(let files) = error else { throw error }
        wrong += files
      }
    }
    guard wrong.isEmpty else { throw .wrongInput(wrong) }
    guard !plans.isEmpty else { return Recorded(path: "cases", commits: []) }
    return try await recording.record(plans, from: versions, by: identity, faults: faults)
  }
}
