import CaseStore
import Files
import Git
import Messages

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
    return try await askingGit(await prove(ids))
  }

  /// - Parameter lines: `<old oid> <new oid> <ref>` (githooks(5)).
  func preReceive(_ lines: [UInt8]) async throws(Failure) -> Failure? {
    let main = try inGit(repository.head()).branchName.map { "refs/heads/\($0)" }
    var ids: [OID] = []
    for words in lines.fields where words.count == 3 {
      let tip = try inGit(repository.commit(named: words[1]))
      if words[2] == main {
        guard let tip else { return .branchDeleted(words[2]) }
        if let old = try inGit(repository.commit(named: words[0])),
          try !inGit(repository.isAncestor(old, of: tip))
        {
          return .notFastForward(words[2])
        }
      }
      // Not the branches only: what has come in by a tag would be known when a branch takes it.
      if let tip { ids += try await commits(of: tip, without: ["--all"]) }
    }
    return try await askingGit(await prove(ids))
  }

  /// The commits that lead to `tip`, parents first.
  private func commits(of tip: OID, without known: [String]) async throws(Failure) -> [OID] {
    let output = try await running(
      await repository.git(
        ["rev-list", "--reverse", "--topo-order", "\(tip)", "--not"] + known
      ).output())
    return output.fields.compactMap { OID(hex: $0.first ?? "") }
  }

  private func prove(_ ids: [OID]) async throws(GitError) -> Failure? {
    var seen: Set<OID> = []
    let proof = try await HistoryProof(of: ids.filter { seen.insert($0).inserted }, in: repository)
    let report = VerifyReport(proof: proof, head: ids.last, boundary: [], overlays: [])
    guard report.hasErrors else { return nil }
    session.console.writeError(report.text(in: session.language))
    return .unlawfulHistory
  }
}

extension [UInt8] {
  /// The words of each line.
  fileprivate var fields: [[String]] {
    split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension Repository {
  /// The commit with this name; nil for none, and for a tag of something else.
  fileprivate func commit(named hex: String) throws(GitError) -> OID? {
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
  fileprivate static func branchDeleted(_ name: String) -> Failure {
    Failure(
      .input, Phrase(zh: "主分支 \(name) 不能删除", en: "the main branch \(name) is not deleted"))
  }

  fileprivate static func notFastForward(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "主分支 \(name) 的历史不能改写", en: "the history of the main branch \(name) is not rewritten"),
      hint: Phrase(zh: "先 git pull,再推送", en: "git pull first, then push"))
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
