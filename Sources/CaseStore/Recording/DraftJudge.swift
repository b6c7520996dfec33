import Files
package import Git
import Messages
import Supervision

/// Judges what is about to be recorded, as `verify` and the server will when it is.
struct DraftJudge {
  private let repository: Repository
  private let who: Identity
  private let schema: Schema
  private let parents: [CommitFacts.Parent]

  /// - Parameter parents: of the commit to be made, which will not count as older than they are.
  init(
    of who: Identity, in repository: Repository, under schema: Schema, after parents: [OID]
  ) throws(GitError) {
    (self.repository, self.who, self.schema) = (repository, who, schema)
    self.parents = try parents.map { id throws(GitError) in
      CommitFacts.Parent(id: id, time: try repository.commit(id).committer.time)
    }
  }

  private var facts: CommitFacts {
    CommitFacts(
      by: who.author, who.committer, after: parents, under: schema,
      bindsNewerRules: schema.office.judging.areNew, isMade: false)
  }

  /// What is wrong with recording a plan, and what is to be remarked on, by places in the case as it is to
  /// be; what is about no place stands at the first new step.
  ///
  /// - Complexity: asks the history of the case only if one of the steps is to be separated (分离).
  func findings(of plan: CasePlan) async throws(GitError) -> [Diagnostic] {
    var known: [String: ActedSteps] = [:]
    var found: [Diagnostic] = []
    let place = plan.commits.lazy.compactMap(\.act.step?.kindRange).first ?? 0..<0
    for commit in plan.commits {
      var facts = facts
      facts.deed = plan.deed(of: commit)
      let acts = facts.acts.map(\.act)
      for act in acts where !act.barred.isEmpty && known[act.email] == nil {
        known[act.email] = try await acted(act, before: plan)
      }
      for var finding in shown(judge(facts, knowing: known)) {
        if finding.range == 0..<0 { finding.range = place }
        if !found.contains(finding) { found.append(finding) }
      }
      for act in acts { known[act.email]?.insert(act) }
    }
    return found
  }

  /// What is wrong with changing the rules.
  ///
  /// - Parameter rules: those of `schema/` as they are to be; nil where only others change.
  func findings(ofRules rules: Schema?) -> [Diagnostic] {
    var facts = facts
    facts.deed.rules = rules == nil ? .outside : .schema
    facts.deed.schemas = rules.map { ([schema], $0) }
    return shown(judge(facts))
  }

  /// What is wrong with changing what lies among the cases and is no case.
  func findingsOfOtherFiles() -> [Diagnostic] { shown(judge(facts)) }

  /// What is wrong with importing cases, whichever they are.
  func importFindings() -> [Diagnostic] {
    var facts = facts
    facts.deed.isImport = true
    return shown(judge(facts))
  }

  /// What is wrong with joining both sides.
  func mergeFindings() -> [Diagnostic] {
    var facts = facts
    facts.deed.isMerge = true
    facts.deed.joinsRules = true
    return shown(judge(facts))
  }

  /// What only newer rules know is nothing to those that are in force; and that a step is entered late
  /// was said of its date.
  private func shown(_ findings: [CommitFinding]) -> [Diagnostic] {
    findings.filter { !$0.isNewer || schema.office.judging.areNew }.map(\.diagnostic)
      .filter { $0.rule != .recordedLate }
  }

  private func acted(_ act: Act, before plan: CasePlan) async throws(GitError) -> ActedSteps {
    let number = CaseFile.id(at: plan.formerPath ?? plan.path)
    var acted = ActedSteps()
    for parent in parents {
      acted.formUnion(
        try await repository.actedSteps(
          in: number, by: act.email, or: act.aliases, upTo: "\(parent.id)"))
    }
    return acted
  }
}

extension CasePlan {
  /// What one of its commits does.
  func deed(of commit: Commit) -> CommitDeed {
    var deed = CommitDeed()
    deed.add(commit.deed)
    deed.attached = [commit.attached].compactMap(\.self)
    switch commit.act {
    case .imported: deed.isImport = true
    case .renumbered: deed.isRenumbering = true
    case .step, .edit: break
    }
    return deed
  }

  /// Whether a message says what each of the commits does.
  ///
  /// - Parameter subject: its first line.
  package func isSaid(by message: Trailers, _ subject: String) -> Bool {
    let claim = MessageClaim(message, subject)
    return commits.allSatisfy { deed(of: $0).findings(claimedAs: claim).isEmpty }
  }
}

extension Repository {
  /// The steps of a case that a person has recorded, as author or as committer; those of an import, those
  /// of a committer and what a 更正 corrects only newer rules count.
  ///
  /// - Parameters:
  ///   - email: under which the person acts now.
  ///   - aliases: all addresses of the same person.
  ///   - tip: a revision; with what led to it, `own` left out.
  func actedSteps(
    in number: String, by email: String, or aliases: Set<String>, upTo tip: String,
    but own: OID? = nil
  ) async throws(GitError) -> ActedSteps {
    var acted = ActedSteps()
    try await recordedSteps(of: tip, cases: [number]) { recorded throws(GitError) in
      let commit = recorded.commit
      guard commit.id != own, commit.parents.count < 2,
        commit.addresses.contains(where: aliases.contains)
      else { return true }
      let isNewer =
        commit.author.email.lowercased() != email || MessageClaim(commit).isImport
      for step in recorded.steps {
        if isNewer { acted.newer.insert(step.kind) } else { acted.steps.insert(step.kind) }
        for kind in recorded.file.subject.needs(of: step).kinds where kind != step.kind {
          acted.newer.insert(kind)
        }
      }
      return true
    }
    return acted
  }
}
