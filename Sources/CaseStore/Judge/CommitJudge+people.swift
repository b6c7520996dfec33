import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether those who wrote and made the commit may record its steps, or change the rules.
  mutating func judgePeople(_ scene: Scene, _ added: [RecordedStep]) {
    for person in people(in: scene) {
      for one in added {
        guard
          let fault = scene.schema.roles.fault(
            of: person, recording: one.step, in: scene.schema.office)
        else { continue }
        report(.roleFault(fault, person, one.step), one.file, in: scene)
      }
      if scene.changesRules, !person.isOfOffice(scene.schema.office) {
        report(
          .roleNotPermitted,
          Phrase(
            zh: "\(person.email.value) 不是督查室的人,不能改 schema/",
            en: "\(person.email.value) is not of the office and may not change schema/"),
          in: scene)
      }
    }
  }

  /// An import brings in what others have done and recorded elsewhere: it is the office's.
  mutating func judgeImporter(_ scene: Scene) {
    for person in people(in: scene) where !person.isOfOffice(scene.schema.office) {
      report(.roleNotPermitted, .mayNotImport(person), in: scene)
    }
  }

  /// The author and the committer as they are listed; one who is not is reported.
  mutating func people(in scene: Scene) -> [Roles.Person] {
    guard !scene.schema.roles.people.isEmpty else { return [] }
    let commit = scene.commit
    let addresses = Set([commit.author.email.lowercased(), commit.committer.email.lowercased()])
    return addresses.sorted().compactMap { address in
      if let person = scene.schema.roles.person(address) { return person }
      report(.unknownPerson, .unlisted(address), in: scene)
      return nil
    }
  }

  /// Notes who recorded which step, for what only shows when the steps of a case are together.
  mutating func noteActs(_ added: [RecordedStep], in scene: Scene) {
    let email = scene.commit.author.email.lowercased()
    let pairs = scene.schema.roles.separated
    if !pairs.isEmpty { part.separates = true }
    for one in added {
      let kind = one.step.kind
      let barred = pairs.compactMap { $0.partner(of: kind) }
      var finding: (@Sendable (StepKind) -> ProofFinding)?
      if !barred.isEmpty {
        let place = one.file.text.location(of: one.step.kindRange.lowerBound)
        let path = one.file.path
        finding = { other in
          scene.finding(.notSeparated(kind, other, email, at: 0..<0), path, place)
        }
      }
      part.acts.append(
        ProofPart.Act(
          number: one.file.id, email: email, kind: kind, barred: barred, finding: finding))
    }
  }
}

extension Scene {
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
