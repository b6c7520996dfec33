import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether those who wrote and made the commit may record its steps, or change the rules.
  mutating func judgePeople(_ judged: JudgedCommit, _ added: [WrittenStep]) {
    for person in people(in: judged) {
      for one in added {
        guard
          let fault = judged.schema.roles.fault(
            of: person, recording: one.step, in: judged.schema.office)
        else { continue }
        report(.roleFault(fault, person, one.step), one.file, in: judged)
      }
      if judged.changesRules, !person.isOfOffice(judged.schema.office) {
        report(.roleNotPermitted, .mayNotChangeRules(person), in: judged)
      }
    }
  }

  /// An import brings in what others have done and recorded elsewhere: it is the office's.
  mutating func judgeImporter(_ judged: JudgedCommit) {
    for person in people(in: judged) where !person.isOfOffice(judged.schema.office) {
      report(.roleNotPermitted, .mayNotImport(person), in: judged)
    }
  }

  /// The author and the committer as they are listed; one who is not is reported.
  mutating func people(in judged: JudgedCommit) -> [Roles.Person] {
    for address in unlisted(in: judged) { report(.unknownPerson, .unlisted(address), in: judged) }
    return listedPeople(in: judged)
  }

  /// The author and the committer, as far as they are listed.
  func listedPeople(in judged: JudgedCommit) -> [Roles.Person] {
    judged.commit.addresses.compactMap { judged.schema.roles.person($0) }
  }

  /// Remarks on who is not listed and touches neither cases nor rules.
  mutating func judgeUnknownPeople(in judged: JudgedCommit) {
    for address in unlisted(in: judged) {
      var finding = Diagnostic(.unknownPerson, .unlisted(address), at: 0..<0)
      finding.severity = .warning
      report(finding, place: nil, at: nil, in: judged, true)
    }
  }

  private func unlisted(in judged: JudgedCommit) -> [String] {
    let roles = judged.schema.roles
    return roles.people.isEmpty ? [] : judged.commit.addresses.filter { roles.person($0) == nil }
  }

  /// Notes who recorded which step, for what only shows when the steps of a case are together.
  ///
  /// Author and committer count alike: whose hand it was, only the signature tells.
  mutating func noteActs(_ added: [WrittenStep], in judged: JudgedCommit) {
    let author = judged.commit.author.email.lowercased()
    let pairs = judged.schema.roles.separated
    if !pairs.isEmpty { part.separates = true }
    for one in added {
      let kind = one.step.kind
      let barred = pairs.compactMap { $0.partner(of: kind) }
      for email in judged.commit.addresses {
        var finding: (@Sendable (StepKind) -> ProofFinding)?
        if !barred.isEmpty {
          let place = one.file.text.location(of: one.step.kindRange.lowerBound)
          let path = one.file.path
          finding = { other in
            judged.finding(
              .notSeparated(kind, other, email, at: 0..<0), path, place, isNewer: email != author)
          }
        }
        part.note(
          .acted(
            ProofPart.Act(
              commit: judged.commit.id, number: one.file.id, email: email, kind: kind,
              barred: barred, finding: finding)))
      }
    }
  }
}

extension JudgedCommit {
  /// What is to be asked of the commit's signature; nil where it has none and needs none.
  var signatureQuestion: SignatureQuestion? {
    let isRequired = schema.roles.requiresSignature
    guard isRequired || commit.isSigned else { return nil }
    let email = commit.committer.email
    return SignatureQuestion(
      commit: commit.id, time: commit.committer.time, email: email,
      key: schema.roles.person(email)?.key, isRequired: isRequired)
  }
}
