import Files
package import Git
import Messages
package import Supervision

extension Casebook {
  /// Who has the numbers that an import must not use: cases on disk, in `HEAD` and in what was
  /// fetched, and those that gave a number up.
  package func numberHolders() async throws(CaseStoreError) -> [CaseNumber: NumberHolder] {
    try numberHolders(try await takenNumbers())
  }

  /// Records cases that were kept elsewhere, a commit a case, all of them or none.
  ///
  /// - Parameter cases: each with the bytes of its new file.
  /// - Throws: `.caseExists` or `.numberTaken` if a number has been taken meanwhile; `.wrongInput`,
  ///   also where those who record may not import (越权: 拒绝); `.git`.
  package func recordImports(
    _ cases: [(number: CaseNumber, bytes: [UInt8])], today: Day, note: String? = nil,
    faults: Recording.Faults = { _ in }
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(.standard)
    defer { recording.end() }
    let schema = try schemaInForce()
    try requireSigning(under: schema, at: "cases")
    let holders = try numberHolders(try await takenNumbers())
    let files = cases.map { number, bytes in
      CaseFile(path: RelativePath(schema.office.path(for: number)), bytes: bytes)
    }
    let found = try await numberFindings(of: files.map { ($0, nil) })
    guard found.isEmpty else { throw .wrongInput(found) }
    let judge = try inGit(draftJudge(of: identity, under: schema))
    var plans: [CasePlan] = []
    let progress = WorkProgress(.reading, of: files.count)
    defer { progress.end() }
    for (file, (number, bytes)) in zip(files, cases) {
      try Self.requireFree(number, for: bytes, among: holders)
      let plan = try CasePlan(
        from: nil, to: file, schema: schema, today: today, note: note, isImport: true)
      let errors = try await askingGit(await judge.findings(of: plan))
        .filter { $0.severity == .error }
      guard errors.isEmpty else {
        throw .wrongInput([FileFindings(text: file.text, findings: errors)])
      }
      plans.append(plan)
      progress.add()
    }
    let versionsOfFiles = try recording.versions(at: files.map(\.path))
    var recorded = try await recording.record(
      plans, from: versionsOfFiles, by: identity, faults: faults)
    // What is remarked on was told of the ledger.
    recorded.remarks = []
    return recorded
  }

  private static func requireFree(
    _ number: CaseNumber, for bytes: [UInt8], among holders: [CaseNumber: NumberHolder]
  ) throws(CaseStoreError) {
    switch holders[number] {
    // Left by an import that was killed: the same again is the rest of it.
    case .unrecorded(_, bytes): return
    case .present(let path), .unrecorded(let path, _): throw .caseExists(RelativePath(path))
    case .fetched(let path), .former(let path): throw .numberTaken(number, by: RelativePath(path))
    case nil: return
    }
  }
}
