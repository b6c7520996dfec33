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
    let roles = schema.roles
    guard !roles.people.isEmpty, let last = plan.commits.last else { return plan }
    let steps = plan.commits.compactMap(\.act.step)
    guard !steps.isEmpty else { return plan }
    var found: [Diagnostic] = []
    for address in who.addresses {
      if let person = roles.person(address) {
        for step in steps {
          let fault = roles.fault(of: person, recording: step, in: schema.office)
          if let fault { found.append(.roleFault(fault, person, step)) }
        }
      } else {
        found.append(Diagnostic(.unknownPerson, .unlisted(address), at: steps[0].kindRange))
      }
    }
    found += try await unseparated(
      steps, of: CaseFile.id(at: plan.formerPath ?? plan.path),
      by: who.author.email.lowercased(), under: roles)
    guard !found.isEmpty else { return plan }
    let text = SourceText(path: "\(plan.path)", bytes: last.bytes)
    for index in found.indices {
      found[index].severity = roles.enforcement == .refuse ? .error : .warning
    }
    let findings = FileFindings(text: text, findings: found)
    guard roles.enforcement != .refuse else { throw .wrongInput([findings]) }
    var plan = plan
    plan.remarks.append(findings)
    return plan
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

  /// What keeps those who would import cases from doing so: that is the office's, as `verify` and the
  /// server have it. Errors where the office wants a refusal (越权), else warnings, without a place.
  ///
  /// - Throws: `.git`.
  package func importerFindings() async throws(CaseStoreError) -> [Diagnostic] {
    importerFindings(try await identity(), under: try schemaInForce())
  }

  func importerFindings(_ who: Identity, under schema: Schema) -> [Diagnostic] {
    let roles = schema.roles
    guard !roles.people.isEmpty else { return [] }
    return who.addresses.compactMap { address in
      guard let person = roles.person(address) else {
        return Diagnostic(.unknownPerson, .unlisted(address), at: 0..<0)
      }
      return person.isOfOffice(schema.office)
        ? nil : Diagnostic(.roleNotPermitted, .mayNotImport(person), at: 0..<0)
    }.map { finding in
      var finding = finding
      finding.severity = roles.enforcement == .refuse ? .error : .warning
      return finding
    }
  }

  /// The steps that one person must not record beside what the same person has recorded.
  private func unseparated(
    _ steps: [Step], of id: String, by email: String, under roles: Roles
  ) async throws(CaseStoreError) -> [Diagnostic] {
    let isAsked = steps.contains { step in
      roles.separated.contains { $0.partner(of: step.kind) != nil }
    }
    guard isAsked else { return [] }
    var kinds: Set<StepKind> = []
    if try inGit(repository.head().commit) != nil {
      let acted = try await askingGit(await repository.stepKinds(of: id, recordedBy: email))
      kinds.formUnion(acted)
    }
    var found: [Diagnostic] = []
    for step in steps {
      if let other = roles.separatedStep(from: step.kind, in: kinds) {
        found.append(.notSeparated(step.kind, other, email, at: step.kindRange))
      }
      kinds.insert(step.kind)
    }
    return found
  }
}

extension Identity {
  /// Of the author and the committer, in small letters.
  fileprivate var addresses: [String] {
    Set([author.email.lowercased(), committer.email.lowercased()]).sorted()
  }
}

extension RecordedAct {
  /// The step that it records.
  fileprivate var step: Step? {
    switch self {
    case .step(let step), .renumbered(let step, _): step
    case .edit, .imported: nil
    }
  }
}

extension Repository {
  /// The kinds of the steps of a case that a person has recorded.
  fileprivate func stepKinds(of id: String, recordedBy email: String)
    async throws(GitError) -> Set<StepKind>
  {
    var kinds: Set<StepKind> = []
    try await recordedSteps(of: "HEAD", cases: [id]) { recorded throws(GitError) in
      if recorded.commit.author.email.lowercased() == email {
        kinds.formUnion(recorded.steps.map(\.kind))
      }
      return true
    }
    return kinds
  }
}
