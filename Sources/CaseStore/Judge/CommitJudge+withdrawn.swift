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
      let (before, now) = (try rules(of: base).roles, try rules(of: side).roles)
      guard before != now, !now.people.isEmpty else { continue }
      try hold(other.id, against: side.id, before, now, in: judged)
    }
  }

  private mutating func hold(
    _ coming: OID, against side: OID, _ before: Roles, _ now: Roles, in judged: JudgedCommit
  ) throws(GitError) {
    var warned: Set<String> = []
    for id in try repository.history(from: [coming], hiding: [side]).all() {
      let commit = try repository.commit(id)
      guard commit.parents.count == 1 else { continue }
      let claim = MessageClaim(commit)
      guard !claim.cases.isEmpty else { continue }
      for address in commit.addresses {
        let kinds = claim.kinds.compactMap { StepKind(rawValue: $0) }
        guard let lost = now.lost(address, kinds, since: before) else { continue }
        let withdrawn = try timeOfWithdrawal(of: address, kinds, on: side, beside: coming)
        if let withdrawn, commit.committer.time >= withdrawn {
          report(.rightWithdrawn, .withdrawn(lost, commit.id.short), in: judged, isNewer: true)
        } else if warned.insert(lost).inserted {
          report(.rightWithdrawnSince, .withdrawn(lost, commit.id.short), in: judged, isNewer: true)
        }
      }
    }
  }

  /// When the first commit of a side was made that no longer gives the right.
  private mutating func timeOfWithdrawal(
    of address: String, _ kinds: [StepKind], on side: OID, beside other: OID
  ) throws(GitError) -> Int64? {
    var schema: OID?
    for id in try repository.history(from: [side], hiding: [other]).all().reversed() {
      let commit = try repository.commit(id)
      let top = try top(of: commit)
      guard top.schema?.id != schema else { continue }
      schema = top.schema?.id
      if try !rules(of: top).roles.permit(address, kinds) { return commit.committer.time }
    }
    return nil
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

extension Roles {
  fileprivate func permit(_ address: String, _ kinds: [StepKind]) -> Bool {
    guard let person = person(address) else { return false }
    return kinds.allSatisfy { permitted[person.role.value]?.contains($0) == true }
  }

  /// The address of one who may no longer do what he might by the former rules.
  fileprivate func lost(_ address: String, _ kinds: [StepKind], since before: Roles) -> String? {
    before.permit(address, kinds) && !permit(address, kinds) ? address : nil
  }
}

extension Phrase {
  fileprivate static func withdrawn(_ address: String, _ commit: String) -> Phrase {
    Phrase(
      zh: "\(address) 的权限已取消,\(commit) 是他记的",
      en: "\(address) no longer has the right to what \(commit) records")
  }
}
