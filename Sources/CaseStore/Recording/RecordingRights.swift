import Git
import Messages
import Supervision

/// What keeps those who are about to record from it, by the rules that the commit will be judged by: what
/// `verify` and the server would find, said before.
struct RecordingRights {
  let repository: Repository
  let schema: Schema
  let people: ActingPeople

  /// - Parameter parents: of the commit to be made, which will not count as older than they are.
  init(
    of who: Identity, in repository: Repository, under schema: Schema, after parents: [OID]
  ) throws(GitError) {
    (self.repository, self.schema) = (repository, schema)
    var latest = who.committer
    for parent in parents {
      latest.time = max(latest.time, try repository.commit(parent).committer.time)
    }
    people = ActingPeople(who.author, who.committer, under: schema, on: latest.day)
  }

  private var roles: Roles { schema.roles }

  /// What is wrong with recording a plan, and what is to be remarked on, each as severe as 越权 has it.
  ///
  /// - Complexity: asks the history of the case only if one of the steps is to be separated (分离).
  func findings(of plan: CasePlan) async throws(GitError) -> [Diagnostic] {
    guard !roles.people.isEmpty || !roles.separated.isEmpty, let last = plan.commits.last else {
      return []
    }
    let file = CaseFile(path: plan.path, bytes: last.bytes)
    let steps = plan.commits.compactMap(\.act.step)
    let place = steps.first?.kindRange ?? 0..<0
    var found = people.unlisted.map { people.notListed($0, at: place) }
    for step in steps {
      for need in needs(of: step, in: file) {
        for (person, fault) in people.faults(in: need) {
          found.append(.roleFault(fault, person, step))
        }
      }
    }
    if let units = plan.editedUnits, schema.office.judging.areNew {
      for (person, fault) in people.faults(in: .edit(of: units)) {
        found.append(.roleFault(fault, person, at: place))
      }
    }
    found += try await unseparated(
      steps, in: file, of: CaseFile.id(at: plan.formerPath ?? plan.path))
    for index in found.indices { found[index].severity = people.severity }
    return found + forAnother(steps)
  }

  /// What keeps them from doing what only some may do, and no 越权 allows.
  func findings(of right: Right) -> [Diagnostic] {
    people.unlisted.map { people.notListed($0) }
      + people.faults(in: .right(right)).map { .roleFault($0.fault, $0.person, at: 0..<0) }
      + forAnother([])
  }

  /// Importing is the record of cases, and 越权 governs it.
  func importFindings() -> [Diagnostic] {
    findings(of: .importing).map { finding in
      var finding = finding
      if finding.severity == .error { finding.severity = people.severity }
      return finding
    }
  }

  private func needs(of step: Step, in file: CaseFile) -> [Need] {
    schema.office.judging.areNew ? file.subject.needs(of: step) : [step.need]
  }

  private func forAnother(_ steps: [Step]) -> [Diagnostic] {
    guard schema.office.judging.areNew else { return [] }
    return [people.recordedForAnother(steps)].compactMap(\.self)
  }

  /// The steps that one person must not record beside what the same person has recorded.
  private func unseparated(_ steps: [Step], in file: CaseFile, of id: String)
    async throws(GitError) -> [Diagnostic]
  {
    let barred = steps.flatMap { roles.partners(of: needs(of: $0, in: file).kinds) }
    guard !barred.isEmpty else { return [] }
    var found: [Diagnostic] = []
    for address in people.addresses {
      var acted = ActedSteps()
      if try repository.head().commit != nil {
        acted = try await repository.actedSteps(
          in: id, by: address, or: people.aliases(of: address), upTo: "HEAD")
      }
      var kinds = Set(
        StepKind.allCases.filter { acted.steps.contains($0) || acted.newer.contains($0) })
      for step in steps {
        let own = needs(of: step, in: file).kinds
        if let pair = roles.partners(of: own).first(where: { kinds.contains($0.second) }) {
          found.append(.notSeparated(pair.first, pair.second, address, at: step.kindRange))
        }
        kinds.formUnion(own)
      }
    }
    return found
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
