import Git
import Messages
import Supervision

extension CommitJudge {
  /// Holds what one side of a merge brings against the rules that the other side has changed.
  ///
  /// Whichever side was there first: it is asked of both.
  mutating func judgeWithdrawnRights(from bases: [CommitTop], in judged: JudgedCommit)
    throws(GitError)
  {
    guard judged.parents.count == 2, let base = bases.first else { return }
    for (index, side) in judged.parents.enumerated() {
      let other = judged.parents[1 - index]
      guard side.schema != base.schema else { continue }
      let (before, now) = (try rules(of: base), try rules(of: side))
      guard before.roles != now.roles, !now.roles.people.isEmpty else { continue }
      try hold(other.id, against: side.id, before, now, in: judged)
    }
  }

  private mutating func hold(
    _ coming: OID, against side: OID, _ before: Schema, _ now: Schema, in judged: JudgedCommit
  ) throws(GitError) {
    let admitted = admittedCommits(in: judged)
    var warned: Set<String> = []
    for id in try repository.history(from: [coming], hiding: [side]).all()
    where !admitted.contains(id) {
      let commit = try repository.commit(id)
      guard commit.parents.count == 1 else { continue }
      let needs = MessageClaim(commit).needs
      guard !needs.isEmpty else { continue }
      let day = commit.committer.day
      for address in commit.addresses
      where before.permit(address, needs, on: day) && !now.permit(address, needs, on: day) {
        let withdrawal = try withdrawal(on: side, beside: coming) { rules, day in
          !rules.permit(address, needs, on: day)
        }
        part.withdrawn.append(
          ProofPart.Withdrawn(commit: id, email: address, withdrawal: withdrawal?.id ?? side))
        if let withdrawal, commit.committer.time >= withdrawal.committer.time {
          report(.rightWithdrawn, .withdrawn(address, commit.id.short), in: judged, isNewer: true)
        } else if warned.insert(address).inserted {
          report(
            .rightWithdrawnSince, .withdrawn(address, commit.id.short), in: judged, isNewer: true)
        }
      }
      try holdKeys(of: commit, coming, against: side, before, now, in: judged)
    }
  }

  /// Has it asked whether a commit is signed by a key that the other side no longer has.
  private mutating func holdKeys(
    of commit: CommitSummary, _ coming: OID, against side: OID, _ before: Schema, _ now: Schema,
    in judged: JudgedCommit
  ) throws(GitError) {
    guard commit.isSigned else { return }
    let (email, day) = (commit.committer.email, commit.committer.day)
    guard let person = before.roles.person(email, on: day) else { return }
    let kept = now.roles.person(email, on: day)?.keys(on: day) ?? []
    let dropped = person.keys(on: day).filter { !kept.contains($0) }
    guard !dropped.isEmpty else { return }
    let withdrawal = try withdrawal(on: side, beside: coming) { rules, day in
      let keys = rules.roles.person(email, on: day)?.keys(on: day) ?? []
      return !dropped.allSatisfy(keys.contains)
    }
    let isAfter = withdrawal.map { commit.committer.time >= $0.committer.time } ?? false
    let finding = Diagnostic(
      isAfter ? .rightWithdrawn : .rightWithdrawnSince, .keyWithdrawn(email, commit.id.short),
      at: 0..<0)
    part.questions.append(
      SignatureQuestion(
        commit: commit.id, time: commit.committer.time, emails: person.addresses, keys: dropped,
        isRequired: false,
        withdrawn: SignatureQuestion.WithdrawnKey(
          finding: judged.finding(finding, nil, nil, isNewer: true),
          record: ProofPart.Withdrawn(
            commit: commit.id, email: email, withdrawal: withdrawal?.id ?? side))))
  }

  /// What a merge takes in by name (`Duban-Admit`), where it is made by those who may change the rules.
  private func admittedCommits(in judged: JudgedCommit) -> Set<OID> {
    let people = judged.people
    guard people.unlisted.isEmpty, people.faults(in: .right(.changeRules)).isEmpty else {
      return []
    }
    return Set(Trailers(in: judged.commit.message)["Duban-Admit"].compactMap { OID(hex: $0) })
  }

  /// The first commit of a side whose rules take something away, as they are on its day.
  private mutating func withdrawal(
    on side: OID, beside other: OID, _ takeAway: (Schema, Day) -> Bool
  ) throws(GitError) -> CommitSummary? {
    var schema: OID?
    for id in try repository.history(from: [side], hiding: [other]).all().reversed() {
      let commit = try repository.commit(id)
      let top = try top(of: commit)
      guard top.schema?.id != schema else { continue }
      schema = top.schema?.id
      if takeAway(try rules(of: top), commit.committer.day) { return commit }
    }
    return nil
  }
}

extension MessageClaim {
  /// What the commit needed by its own words, which have been held against what it does.
  fileprivate var needs: [Need] {
    guard !cases.isEmpty else { return [] }
    if isImport { return [.right(.importing)] }
    if isRenumber { return [.right(.renumber)] }
    return kinds.compactMap { StepKind(rawValue: $0) }.map { .step($0, of: nil) }
      + (kinds.contains("edit") ? [.edit(of: [])] : [])
  }
}

extension CommitSummary {
  /// Of author and committer, in small letters.
  var addresses: [String] {
    Set([author.email.lowercased(), committer.email.lowercased()]).sorted()
  }
}

extension History {
  fileprivate func all() throws(GitError) -> [OID] {
    var ids: [OID] = []
    while let id = try next() { ids.append(id) }
    return ids
  }
}

extension Schema {
  /// Whether whoever has an address on a day may do what is needed; whose matter it is is not asked.
  fileprivate func permit(_ address: String, _ needs: [Need], on day: Day) -> Bool {
    guard let person = roles.person(address, on: day) else { return false }
    return needs.allSatisfy { need in
      switch need {
      case .step, .right: roles.fault(of: person, in: need, under: self) == nil
      case .edit: true
      }
    }
  }
}

extension Phrase {
  fileprivate static func keyWithdrawn(_ address: String, _ commit: String) -> Phrase {
    Phrase(
      zh: "\(commit) 用 \(address) 已停用的钥匙签名",
      en: "\(commit) is signed by a key that \(address) no longer has")
  }

  fileprivate static func withdrawn(_ address: String, _ commit: String) -> Phrase {
    Phrase(
      zh: "\(address) 的权限已取消,\(commit) 是他记的",
      en: "\(address) no longer has the right to what \(commit) records")
  }
}
