import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether those who wrote and made the commit may record its steps and its edits, or change the
  /// rules.
  ///
  /// - Parameter edited: the cases that it changes otherwise than by steps, and whose matter each was.
  mutating func judgePeople(
    _ judged: JudgedCommit, _ added: [WrittenStep],
    edited: [(file: CaseFile, units: Set<String>)] = []
  ) {
    let people = judged.people
    reportUnlisted(in: judged)
    for one in added {
      let needs = one.file.subject.needs(of: one.step)
      for need in needs + (needs.contains(one.step.need) ? [] : [one.step.need]) {
        // The first rules asked for the step alone.
        let isOlder = need == one.step.need
        guard needs.contains(need) || !judged.bindsNewerRules else { continue }
        for (person, fault) in people.faults(in: need) {
          report(.roleFault(fault, person, one.step), of: one.file, in: judged, isNewer: !isOlder)
        }
      }
    }
    for (file, units) in edited {
      for (person, fault) in people.faults(in: .edit(of: units)) {
        report(.roleFault(fault, person, at: 0..<0), of: file, in: judged, isNewer: true)
      }
    }
    judgeRulers(of: judged)
    reportForAnother(added.map(\.step), in: judged)
  }

  /// An import brings in what others have done and recorded elsewhere.
  mutating func judgeImporter(_ judged: JudgedCommit) {
    reportUnlisted(in: judged)
    for (person, fault) in judged.people.faults(in: .right(.importing)) {
      report(.roleFault(fault, person, at: 0..<0), of: nil, in: judged)
    }
    judgeRulers(of: judged)
    reportForAnother([], in: judged)
  }

  private mutating func judgeRulers(of judged: JudgedCommit) {
    guard judged.changesRules else { return }
    judgeRight(.changeRules, in: judged, isNewer: !judged.changesSchema)
  }

  /// What no setting of 越权 allows.
  mutating func judgeRight(_ right: Right, in judged: JudgedCommit, isNewer: Bool = false) {
    for (person, fault) in judged.people.faults(in: .right(right)) {
      report(
        .roleFault(fault, person, at: 0..<0), place: nil, at: nil, in: judged, isNewer)
    }
  }

  /// Reports whoever is not listed on the day of the commit, and changes cases or rules.
  mutating func reportUnlisted(in judged: JudgedCommit) {
    for address in judged.people.unlisted {
      let finding = judged.people.notListed(address)
      if judged.changesRules {
        report(finding, place: nil, at: nil, in: judged, !judged.changesSchema)
      } else {
        report(finding, of: nil, in: judged)
      }
    }
  }

  /// Remarks on who is not listed and touches neither cases nor rules.
  mutating func judgeUnknownPeople(in judged: JudgedCommit) {
    for address in judged.people.unlisted {
      var finding = judged.people.notListed(address)
      finding.severity = .warning
      report(finding, place: nil, at: nil, in: judged, true)
    }
  }

  private mutating func reportForAnother(_ added: [Step], in judged: JudgedCommit) {
    guard let finding = judged.people.recordedForAnother(added) else { return }
    report(finding, place: nil, at: nil, in: judged, true)
  }

  /// Reports what 越权 governs.
  private mutating func report(
    _ finding: Diagnostic, of file: CaseFile?, in judged: JudgedCommit, isNewer: Bool = false
  ) {
    var finding = finding
    if judged.bindsNewerRules { finding.severity = judged.people.severity }
    // That somebody has not a right is said of the case, not of a place in it.
    let place = finding.range.isEmpty ? nil : file?.text.location(of: finding.range.lowerBound)
    report(finding, place: place, at: file?.path, in: judged, isNewer)
  }
}

// MARK: Separated steps

extension CommitJudge {
  /// Notes who recorded which step, for what only shows when the steps of a case are together.
  ///
  /// Author and committer count alike: whose hand it was, only the signature tells. A 更正 counts as what
  /// it corrects. What came together in one import is not held against itself.
  mutating func noteActs(
    _ added: [WrittenStep], in judged: JudgedCommit, isImport: Bool = false
  ) {
    let (people, roles) = (judged.people, judged.schema.roles)
    if !roles.separated.isEmpty { part.separates = true }
    for one in added {
      let own = one.step.kind
      let others = one.file.subject.needs(of: one.step).kinds.filter { $0 != own }
      let barred = isImport ? [] : roles.partners(of: [own] + others)
      for address in people.addresses {
        // The first rules asked the author alone.
        let isNewer = isImport || address != people.author
        var finding: (@Sendable (Roles.Pair, Bool) -> ProofFinding)?
        if !barred.isEmpty {
          let place = one.file.text.location(of: one.step.kindRange.lowerBound)
          let path = one.file.path
          let severity = judged.bindsNewerRules ? people.severity : .error
          finding = { pair, isOtherNewer in
            var found = Diagnostic.notSeparated(pair.first, pair.second, address, at: 0..<0)
            found.severity = severity
            return judged.finding(found, path, place, isNewer: isNewer || isOtherNewer)
          }
        }
        part.note(
          .acted(
            ProofPart.Act(
              commit: judged.commit.id, number: one.file.id, email: address,
              aliases: people.aliases(of: address), kind: own, others: others, isNewer: isNewer,
              barred: barred, finding: finding)))
      }
    }
  }
}

extension JudgedCommit {
  /// Who answers for the commit. By a day that is not before that of any parent: who may no longer act
  /// does not come back by an older date.
  var people: ActingPeople {
    var latest = commit.committer
    latest.time = max(latest.time, parents.map(\.time).max() ?? latest.time)
    return ActingPeople(commit.author, commit.committer, under: schema, on: latest.day)
  }

  /// What is to be asked of the commit's signature; nil where it has none and needs none.
  var signatureQuestion: SignatureQuestion? {
    let isRequired = schema.roles.requiresSignature
    guard isRequired || commit.isSigned else { return nil }
    let people = people
    let person = schema.roles.person(people.signer, on: people.day)
    return SignatureQuestion(
      commit: commit.id, time: commit.committer.time, emails: person?.addresses ?? [people.signer],
      keys: person?.keys(on: people.day) ?? [], isRequired: isRequired)
  }
}
