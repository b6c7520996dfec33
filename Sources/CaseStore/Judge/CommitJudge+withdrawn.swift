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
        let withdrawal = try withdrawal(from: address, needs, on: side, beside: coming)
        part.withdrawn.append(
          ProofPart.Withdrawn(commit: id, email: address, withdrawal: withdrawal?.id ?? side))
        if let withdrawal, commit.committer.time >= withdrawal.committer.time {
          report(.rightWithdrawn, .withdrawn(address, commit.id.short), in: judged, isNewer: true)
        } else if warned.insert(address).inserted {
          report(
            .rightWithdrawnSince, .withdrawn(address, commit.id.short), in: judged, isNewer: true)
        }
      }
    }
  }

  /// What a merge takes in by name (`Duban-Admit`), where it is made by those who may change the rules.
  private func admittedCommits(in judged: JudgedCommit) -> Set<OID> {
    let people = judged.people
    guard people.unlisted.isEmpty, people.faults(in: .right(.changeRules)).isEmpty else {
      return []
    }
    return Set(Trailers(in: judged.commit.message)["Duban-Admit"].compactMap { OID(hex: $0) })
  }

  /// The first commit of a side that no longer gives the right.
  private mutating func withdrawal(
    from address: String, _ needs: [Need], on side: OID, beside other: OID
  ) throws(GitError) -> CommitSummary? {
    var schema: OID?
    for id in try repository.history(from: [side], hiding: [other]).all().reversed() {
      let commit = try repository.commit(id)
      let top = try top(of: commit)
      guard top.schema?.id != schema else { continue }
      schema = top.schema?.id
      if try !rules(of: top).permit(address, needs, on: commit.committer.day) { return commit }
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
      case .step, .right: roles.fault(of: person, in: need, for: office) == nil
      case .edit: true
      }
    }
  }
}

extension Phrase {
  fileprivate static func withdrawn(_ address: String, _ commit: String) -> Phrase {
    Phrase(
      zh: "\(address) 的权限已取消,\(commit) 是他记的",
      en: "\(address) no longer has the right to what \(commit) records")
  }
}
