import Files
import Git
package import Messages
import Supervision

extension Casebook {
  /// The plan with what there is to say of who records it and when: among its remarks, or thrown where it
  /// keeps them from it.
  ///
  /// - Throws: `.wrongInput`; `.git`.
  /// - Complexity: asks the history of the case only if one of the steps is to be separated (分离).
  func permitted(_ plan: CasePlan, to who: Identity, under schema: Schema)
    async throws(CaseStoreError) -> CasePlan
  {
    try requireSigning(under: schema, at: plan.path)
    guard let last = plan.commits.last else { return plan }
    let judge = try inGit(draftJudge(of: who, under: schema))
    let found = try await askingGit(await judge.findings(of: plan))
    guard !found.isEmpty else { return plan }
    let text = SourceText(path: "\(plan.path)", bytes: last.bytes)
    let findings = FileFindings(text: text, findings: found)
    guard !found.contains(where: { $0.severity == .error }) else { throw .wrongInput([findings]) }
    var plan = plan
    plan.remarks.append(findings)
    return plan
  }

  /// What judges what would be recorded now.
  func draftJudge(of who: Identity, under schema: Schema) throws(GitError) -> DraftJudge {
    try DraftJudge(
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

  /// What keeps those who would import cases from doing so, as `verify` and the server have it. Errors
  /// where the office wants a refusal (越权), else warnings, without a place.
  ///
  /// - Throws: `.git`.
  package func importerFindings() async throws(CaseStoreError) -> [Diagnostic] {
    let (who, schema) = (try await identity(), try schemaInForce())
    return try inGit(draftJudge(of: who, under: schema)).importFindings()
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
