import Files
import Git
package import Messages
import Supervision

extension Casebook {
  /// The plan with what keeps those who record it from recording its steps: among its remarks, or
  /// thrown, as roles.yaml has it (越权).
  ///
  /// The server and `verify` judge by the same rules; to hear of it here saves a refused push.
  ///
  /// - Throws: `.wrongInput`; `.git`.
  /// - Complexity: asks the history of the case only if one of the steps is to be separated (分离).
  func permitted(_ plan: CasePlan, to who: Identity, under schema: Schema)
    async throws(CaseStoreError) -> CasePlan
  {
    try requireTimely(plan, by: who, in: schema.office)
    try requireSigning(under: schema, at: plan.path)
    guard let last = plan.commits.last else { return plan }
    let found = try await askingGit(await rights(of: who, under: schema).findings(of: plan))
    guard !found.isEmpty else { return plan }
    let text = SourceText(path: "\(plan.path)", bytes: last.bytes)
    let findings = FileFindings(text: text, findings: found)
    guard !found.contains(where: { $0.severity == .error }) else { throw .wrongInput([findings]) }
    var plan = plan
    plan.remarks.append(findings)
    return plan
  }

  /// What those who would record now may do.
  func rights(of who: Identity, under schema: Schema) throws(GitError) -> RecordingRights {
    try RecordingRights(
      of: who, in: repository, under: schema,
      after: [repository.head().commit].compactMap(\.self) + repository.mergedCommits())
  }

  /// Refuses to record without a signature what has to have one (要求签名).
  func requireSigning(under schema: Schema, at path: RelativePath) throws(CaseStoreError) {
    guard schema.roles.requiresSignature,
      try inGit(repository.configuredBool("commit.gpgSign")) != true
    else { return }
    let finding = Diagnostic(
      .unsigned, Phrase(zh: "提交没有签名", en: "the commit would not be signed"), at: 0..<0,
      help: Phrase(
        zh: "先设置签名:git config commit.gpgSign true,以及 gpg.format 和 user.signingKey",
        en: "let git sign: git config commit.gpgSign true, with gpg.format and user.signingKey"))
    let text = SourceText(path: "\(path)", bytes: [])
    throw .wrongInput([FileFindings(text: text, findings: [finding])])
  }

  /// Refuses steps that are dated later than they are recorded: the clock of the machine is behind, or the
  /// date is wrong.
  private func requireTimely(_ plan: CasePlan, by who: Identity, in office: Office)
    throws(CaseStoreError)
  {
    let last = who.committer.lastDay(in: office)
    let found = plan.commits.compactMap(\.act.step).filter { $0.day > last }
      .map { Diagnostic.stepAfterCommit($0, who.committer.day) }
    guard !found.isEmpty, let bytes = plan.commits.last?.bytes else { return }
    let text = SourceText(path: "\(plan.path)", bytes: bytes)
    throw .wrongInput([FileFindings(text: text, findings: found)])
  }

  /// What keeps those who would import cases from doing so, as `verify` and the server have it. Errors
  /// where the office wants a refusal (越权), else warnings, without a place.
  ///
  /// - Throws: `.git`.
  package func importerFindings() async throws(CaseStoreError) -> [Diagnostic] {
    try importerFindings(try await identity(), under: try schemaInForce())
  }

  func importerFindings(_ who: Identity, under schema: Schema) throws(CaseStoreError)
    -> [Diagnostic]
  {
    try inGit(rights(of: who, under: schema)).importFindings()
  }
}

extension RecordedAct {
  /// The step that it records.
  var step: Step? {
    switch self {
    case .step(let step), .renumbered(let step, _): step
    case .edit, .imported: nil
    }
  }
}
