package import Files
import Git
import Messages
package import Supervision

extension StagedEdits {
  /// What `git commit` would do to the rules outside `schema/`.
  package struct RuleFileChanges: Sendable {
    package let paths: [RelativePath]
    /// Attributes that it would set and may not.
    package let findings: [FileFindings]
  }

  package func ruleFileChanges() async throws(CaseStoreError) -> RuleFileChanges {
    guard let tree = try await tree(), try inGit(repository.hasRecords(tree)) else {
      return RuleFileChanges(paths: [], findings: [])
    }
    let before = try base.map { id throws(CaseStoreError) in try inGit(repository.tree(of: id)) }
    func root(_ id: OID) -> TreeEntry { TreeEntry(path: .root, id: id, mode: .folder) }
    let changes = try inGit(TreeReader(repository).changes(from: before.map(root), to: root(tree)))
      .filter { RuleFiles.contain($0.path) }
    var findings: [FileFindings] = []
    for change in changes where RuleFiles.isAttributes(change.path) {
      guard let new = change.new, new.mode.isFile else { continue }
      let bytes = try inGit(repository.blob(new.id))
      let old = try inGit(
        change.old.map { entry throws(GitError) in try repository.blob(entry.id) })
      let found = FileFindings(ofAttributes: bytes, at: change.path, since: [old ?? []])
      if let found { findings.append(found) }
    }
    return RuleFileChanges(paths: changes.map(\.path), findings: findings)
  }

  /// What keeps those who commit from it: their rights, their clock, and recorded cases that new rules
  /// would make wrong. What 越权 only warns of is a warning.
  ///
  /// - Parameters:
  ///   - plans: what recording the staged cases will do.
  ///   - ruleFiles: the staged rules outside `schema/`.
  ///   - isMerge: whether both sides are joined, which acts for nobody.
  package func findingsOfPeople(
    _ plans: [CasePlan], ruleFiles: [RelativePath], isMerge: Bool, today: Day
  ) async throws(CaseStoreError) -> [FileFindings] {
    guard let base else { return [] }
    let who = try await askingGit(await repository.identity())
    let schema = try schemaInForce()
    let merged = replacesMerge ? [] : try inGit(repository.mergedCommits())
    let judge = try inGit(
      DraftJudge(of: who, in: repository, under: schema, after: [base] + merged))
    var found: [FileFindings] = []
    func add(_ findings: [Diagnostic], _ text: SourceText) {
      if !findings.isEmpty { found.append(FileFindings(text: text, findings: findings)) }
    }
    if isMerge {
      add(judge.mergeFindings(), SourceText(path: "schema/roles.yaml", bytes: []))
      return found
    }
    for plan in plans {
      let text = SourceText(path: "\(plan.path)", bytes: plan.commits.last?.bytes ?? [])
      add(try await askingGit(await judge.findings(of: plan)), text)
    }
    guard let path = (rules + ruleFiles).first else {
      if plans.isEmpty, let path = otherFiles.first {
        add(judge.findingsOfOtherFiles(), SourceText(path: "\(path)", bytes: []))
      }
      return found
    }
    let new = rules.isEmpty ? nil : try stagedSchema()
    var barring = judge.findings(ofRules: new)
    if let new {
      let trial = RulesTrial(from: schema, to: new, on: today)
      if let finding = try inGit(trial.finding(of: base, in: repository)) {
        barring.append(finding)
      }
    }
    add(barring, SourceText(path: "\(path)", bytes: []))
    return found
  }

  private func stagedSchema() throws(CaseStoreError) -> Schema {
    try SchemaFiles { path throws(CaseStoreError) in
      try staged[path].map { id throws(CaseStoreError) in try inGit(repository.blob(id)) }
    }.schema
  }
}
