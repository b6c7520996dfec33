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
        report(
          .roleNotPermitted,
          Phrase(
            zh: "\(person.email.value) 不是督查室的人,不能改 schema/",
            en: "\(person.email.value) is not of the office and may not change schema/"),
          in: judged)
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
    guard !judged.schema.roles.people.isEmpty else { return [] }
    let commit = judged.commit
    let addresses = Set([commit.author.email.lowercased(), commit.committer.email.lowercased()])
    return addresses.sorted().compactMap { address in
      if let person = judged.schema.roles.person(address) { return person }
      report(.unknownPerson, .unlisted(address), in: judged)
      return nil
    }
  }

  /// Notes who recorded which step, for what only shows when the steps of a case are together.
  mutating func noteActs(_ added: [WrittenStep], in judged: JudgedCommit) {
    let email = judged.commit.author.email.lowercased()
    let pairs = judged.schema.roles.separated
    if !pairs.isEmpty { part.separates = true }
    for one in added {
      let kind = one.step.kind
      let barred = pairs.compactMap { $0.partner(of: kind) }
      var finding: (@Sendable (StepKind) -> ProofFinding)?
      if !barred.isEmpty {
        let place = one.file.text.location(of: one.step.kindRange.lowerBound)
        let path = one.file.path
        finding = { other in
          judged.finding(.notSeparated(kind, other, email, at: 0..<0), path, place)
        }
      }
      part.acts.append(
        ProofPart.Act(
          number: one.file.id, email: email, kind: kind, barred: barred, finding: finding))
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
