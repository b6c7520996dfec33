import CaseStore
import Files
import Git
import Messages
import Supervision

/// What the hooks of `git push` do, on either side: prove what is about to be shared.
struct PushHooks {
  let repository: Repository
  let session: Session

  init(in repository: Repository, _ session: Session) {
    self.repository = repository
    self.session = session
  }

  /// - Parameters:
  ///   - remote: the name of where it goes, or its address.
  ///   - lines: `<local ref> <local oid> <remote ref> <remote oid>` (githooks(5)).
  func prePush(to remote: String, _ lines: [UInt8]) async throws(Failure) -> Failure? {
    var ids: [OID] = []
    for words in lines.fields where words.count == 4 {
      guard let tip = try inGit(repository.commit(named: words[1])) else { continue }
      var known = ["--remotes=\(remote)"]
      // What the other side has may not be here.
      if let there = OID(hex: words[3]), there != .zero, try inGit(repository.contains(there)) {
        known.append("\(there)")
      }
      ids += try await commits(of: tip, without: known)
    }
    guard let refusal = try await askingGit(await prove(ids).refusal) else { return nil }
    return try await wasRebased() ? .unlawfulRebase : refusal
  }

  /// Whether the last that moved `HEAD` were commits made anew on top of others, since it was last
  /// somewhere else.
  private func wasRebased() async throws(Failure) -> Bool {
    let log = try await running(
      await repository.git("log", "--walk-reflogs", "--max-count=20", "--format=%gs", "HEAD").run())
    return String(decoding: log.standardOutput, as: UTF8.self).split(separator: "\n")
      .contains { $0.contains("rebase") && $0.contains("(finish)") }
  }

  /// - Parameters:
  ///   - lines: `<old oid> <new oid> <ref>` (githooks(5)).
  ///   - now: seconds since 1970.
  func preReceive(_ lines: [UInt8], now: Int64) async throws(Failure) -> Failure? {
    let protection = try inGit(RefProtection(of: repository))
    var ids: [OID] = []
    var arriving: [OID] = []
    let tips = lines.updates.filter { $0.name.hasPrefix("refs/heads/") && !$0.isDeletion }
      .map(\.new)
    for update in lines.updates {
      let refusal = try await askingGit(
        await protection.refusal(of: update, besides: tips, in: repository, now: now))
      if let refusal { return refusal }
      // Not the branches only: what has come in by a tag would be known when a branch takes it. What
      // came in elsewhere was never judged.
      if let tip = try inGit(repository.commit(named: "\(update.new)")) {
        ids += try await commits(of: tip, without: ["--branches", "--tags"])
        if protection.isArrival(update) {
          arriving += try await commits(of: tip, without: ["\(update.old)"])
        }
      }
    }
    if let refusal = try inGit(untimely(ids, now: now)) { return refusal }
    let (proof, unlawful) = try await askingGit(await prove(ids))
    if let refusal = unlawful ?? proof.unproved(among: Set(ids)) { return refusal }
    guard !arriving.isEmpty else { return nil }
    let today = try inGit(repository.day(at: now))
    for finding in try inGit(repository.cameInLate(arriving, on: today)) {
      session.console.writeError(
        VerifyReport.line(of: finding, in: session.language).safeForTerminal + "\n")
    }
    return nil
  }

  /// Keeps what became reachable from the shared branch, and when.
  ///
  /// - Parameters: as of `preReceive`.
  func postReceive(_ lines: [UInt8], now: Int64) throws(Failure) {
    let protection = try inGit(RefProtection(of: repository))
    let updates = lines.updates.filter { protection.isShared($0.name) && !$0.isDeletion }
    let today = try inGit(repository.day(at: now))
    try onDisk(
      repository.note(
        updates.map { Arrival(on: today, branch: $0.name, old: $0.old, new: $0.new) }))
  }

  /// Refuses what comes from a clock that is more than a day ahead: it would stand in the way of
  /// everybody's. No step is dated after its commit, which the proof sees to.
  private func untimely(_ ids: [OID], now: Int64) throws(GitError) -> Failure? {
    for id in ids {
      let commit = try repository.commit(id)
      for who in [commit.author, commit.committer] where who.time > now + 86_400 {
        return .fromTheFuture(id, who)
      }
    }
    return nil
  }

  /// The commits that lead to `tip`, parents first.
  private func commits(of tip: OID, without known: [String]) async throws(Failure) -> [OID] {
    let walk = try await running(
      await repository.git(
        ["--no-replace-objects", "rev-list", "--reverse", "--topo-order", "\(tip)", "--not"] + known
      ).run())
    let words = String(decoding: walk.standardError, as: UTF8.self)
    guard walk.status == 0 else { throw .incomplete(tip, words) }
    return walk.standardOutput.fields.compactMap { OID(hex: $0.first ?? "") }
  }

  private func prove(_ ids: [OID]) async throws(GitError) -> (
    proof: HistoryProof, refusal: Failure?
  ) {
    var seen: Set<OID> = []
    let proof = try await HistoryProof(of: ids.filter { seen.insert($0).inserted }, in: repository)
    let report = VerifyReport(proof: proof, head: ids.last, boundary: [], overlays: [])
    guard report.hasErrors else {
      // What 越权 lets pass with a warning.
      for finding in proof.findings where finding.severity == .warning && finding.rule.isOfPeople {
        session.console.writeError(
          VerifyReport.line(of: finding, in: session.language).safeForTerminal + "\n")
      }
      return (proof, nil)
    }
    session.console.writeError(report.text(in: session.language))
    return (proof, .unlawfulHistory)
  }
}

extension HistoryProof {
  /// What a shared repository does not take although `verify` elsewhere only warns of it: a signature
  /// that nobody can check there, and what somebody recorded who has lost the right and may have dated it
  /// back.
  fileprivate func unproved(among coming: Set<OID>) -> Failure? {
    if let id = unchecked.first { return .uncheckedSignature(id) }
    // What takes the right away only with this push was not there when it was recorded.
    return withdrawn.first { coming.contains($0.commit) && !coming.contains($0.withdrawal) }
      .map { .withdrawnRight($0) }
  }
}

extension Rule {
  fileprivate var isOfPeople: Bool {
    [.unknownPerson, .roleNotPermitted, .actOfOtherUnit, .stepsNotSeparated].contains(self)
  }
}

extension [UInt8] {
  /// What each line of `<old oid> <new oid> <ref>` says.
  fileprivate var updates: [RefUpdate] {
    fields.compactMap { words in
      guard words.count == 3, let old = OID(hex: words[0]), let new = OID(hex: words[1]) else {
        return nil
      }
      return RefUpdate(name: words[2], old: old, new: new)
    }
  }

  /// The words of each line.
  fileprivate var fields: [[String]] {
    split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension Repository {
  /// The commit with this name; nil for none, and for a tag of something else.
  func commit(named hex: String) throws(GitError) -> OID? {
    guard let id = OID(hex: hex), id != .zero else { return nil }
    do throws(GitError) {
      return try resolveCommit(hex)
    } catch {
      if case .wrongKind = error { return nil }
      throw error
    }
  }
}

extension Failure {
  fileprivate static func incomplete(_ tip: OID, _ words: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "通向 \(tip.abbreviated) 的历史不完整:\(words.lastLine)",
        en: "the history that leads to \(tip.abbreviated) is not whole: \(words.lastLine)"),
      hint: Phrase(
        zh: "浅克隆先补全:git fetch --unshallow", en: "complete a shallow clone: git fetch --unshallow"))
  }

  fileprivate static func fromTheFuture(_ id: OID, _ who: Signature) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "提交 \(id.abbreviated) 的时间 \(who.digitsText) 还没有到",
        en: "the time of the commit \(id.abbreviated), \(who.digitsText), is still to come"),
      hint: Phrase(zh: "校准机器时钟,再重新提交", en: "set the clock right, and commit again"))
  }

  fileprivate static func uncheckedSignature(_ id: OID) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "提交 \(id.abbreviated) 的签名,这里没有公钥可以核对",
        en: "there is no key here to check the signature of the commit \(id.abbreviated) with"),
      hint: Phrase(
        zh: "由督查室把公钥放进 schema/keys/(*.asc),或由管理员导入",
        en:
          "let the office put the key into schema/keys/ (*.asc), or whoever keeps the shared repository import it"
      ))
  }

  fileprivate static func withdrawnRight(_ withdrawn: ProofPart.Withdrawn) -> Failure {
    let id = withdrawn.commit.abbreviated
    return Failure(
      .input,
      Phrase(
        zh: "\(withdrawn.email) 的权限已取消,\(id) 是他记的",
        en: "\(withdrawn.email) no longer has the right to what \(id) records"),
      hint: Phrase(
        zh: "确属取消之前所记的,由督查室合并,在合并的提交说明末尾写明:Duban-Admit: \(withdrawn.commit)",
        en:
          "where it was recorded before that, let the office merge it and name it at the end of the merge's message: Duban-Admit: \(withdrawn.commit)"
      ))
  }

  /// Commits that were lawful where they were made.
  fileprivate static var unlawfulRebase: Failure {
    let plain = unlawfulHistory
    return Failure(
      plain.status, plain.message,
      hint: Phrase(
        zh: "这些提交变基过,接在别人的提交之后不再合规:回到变基之前再合并,git reset --hard ORIG_HEAD && git pull --no-rebase",
        en:
          "these commits were rebased, and are not lawful on top of others': go back and merge, git reset --hard ORIG_HEAD && git pull --no-rebase"
      ))
  }

  fileprivate static var unlawfulHistory: Failure {
    Failure(
      .input,
      Phrase(zh: "要推送的提交不合规,没有推送", en: "what is pushed is not lawful, so nothing is"),
      hint: Phrase(
        zh: "以上各条用 duban-git explain 可查说明;已推送的历史不受影响",
        en: "duban-git explain ID says more of each; what was pushed before is untouched"))
  }
}
