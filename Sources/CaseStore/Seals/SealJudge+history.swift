import Files
import FrontMatter
import Git
import Messages
import Supervision

extension SealJudge {
  /// What a tag says, if it is a seal of the history; else what is to be said of it is noted.
  mutating func statement(of tag: SealTag) async throws(CaseStoreError) -> SealStatement? {
    guard try inGit(repository.contains(tag.target)) else {
      addLost(tag, tag.target)
      return nil
    }
    switch try await askingGit(await repository.sealFault(of: tag.id, named: tag.name)) {
    case nil: break
    case .notASeal:
      add(.notASeal, tag, Phrase(zh: "不是封存标签", en: "no seal"))
      return nil
    case .notPermitted(let email):
      add(
        .notASeal, tag,
        Phrase(zh: "\(email) 没有“封存”的权限", en: "\(email) has not the right to seal (封存)"))
      return nil
    case .notSigned:
      add(.notASeal, tag, Phrase(zh: "没有可信的签名", en: "it has no good signature"))
      return nil
    }
    let written = tag.written
    guard written.values.count > 2 else {
      add(.notASeal, tag, Phrase(zh: "内容不是封存", en: "its text is not that of a seal"))
      return nil
    }
    guard let statement = tag.statement else {
      let missing = written.missing.map(\.rawValue)
      add(
        .sealBroken, tag,
        missing.isEmpty
          ? Phrase(zh: "内容不合格式", en: "its text is not in the form of seals")
          : Phrase(
            zh: "内容不合格式,没有或重复:\(missing.joined(separator: "、"))",
            en:
              "its text is not in the form of seals: missing or there twice: \(missing.joined(separator: ", "))"
          ))
      return nil
    }
    guard statement.commit == "\(tag.target)", statement.name == tag.name else {
      add(
        .sealBroken, tag,
        Phrase(
          zh: "它封存的是 \(statement.commit)(\(statement.day)),标签却指向 \(tag.target)",
          en:
            "it seals \(statement.commit) on \(statement.day), and the tag is of \(tag.target)"
        ))
      return nil
    }
    return try isOfHistory(tag) ? statement : nil
  }

  /// Whether the sealed commit leads to the head; what is to be said if it does not is noted.
  private mutating func isOfHistory(_ tag: SealTag) throws(CaseStoreError) -> Bool {
    if try inGit(repository.isAncestor(tag.target, of: head)) { return true }
    // What is sealed later is no part of what was asked about.
    if try inGit(repository.isAncestor(head, of: tag.target)) { return false }
    if !isPartial, let branch = try inGit(otherBranch(with: tag.target)) {
      add(
        .notASeal, tag,
        Phrase(
          zh: "封存的提交在 \(branch) 上,还没有并入这里",
          en: "it seals a commit of \(branch), which is not merged here"))
    } else {
      addLost(tag, tag.target)
    }
    return false
  }

  private mutating func addLost(_ tag: SealTag, _ commit: OID) {
    guard !isPartial else {
      add(
        .sealNotHere, tag,
        Phrase(
          zh: "封存的提交 \(commit) 不在这个不完整的克隆里;取全:git fetch --unshallow",
          en:
            "the sealed commit \(commit) is not in this clone, which is not whole; get all by git fetch --unshallow"
        ))
      return
    }
    add(
      .sealedCommitLost, tag,
      Phrase(
        zh: "\(tag.tagger.day) 封存的提交 \(commit) 不在历史里:历史在封存之后改写过",
        en:
          "the commit \(commit), sealed on \(tag.tagger.day), is not in the history, which was re-made since"
      ))
  }

  /// A branch that has the commit beside what is here; nil where there is none, or where what is here was
  /// made anew from it, as steps or commits show that stand on both sides since they parted.
  private func otherBranch(with commit: OID) throws(GitError) -> String? {
    guard let base = try repository.mergeBases(commit, head)?.first else { return nil }
    var found: String?
    for pattern in ["refs/remotes/*", "refs/heads/*"] where found == nil {
      for name in try repository.references(matching: pattern).sorted()
      where found == nil && !name.hasSuffix("/HEAD") {
        guard let tip = try repository.target(of: name) else { continue }
        if try repository.isAncestor(commit, of: tip) {
          found = name.split(separator: "/").dropFirst(2).joined(separator: "/")
        }
      }
    }
    guard let found else { return nil }
    let steps = (try steps(in: commit, since: base), try steps(in: head, since: base))
    guard steps.0.isDisjoint(with: steps.1) else { return nil }
    let deeds = (try deeds(in: commit, since: base), try deeds(in: head, since: base))
    return deeds.0.isDisjoint(with: deeds.1) ? found : nil
  }

  /// What commits that are made anew mostly keep.
  private struct Deed: Hashable {
    let email: String
    let time: Int64
    let subject: String
  }

  private func deeds(in commit: OID, since base: OID) throws(GitError) -> Set<Deed> {
    let walk = try repository.history(from: [commit], hiding: [base])
    var found: Set<Deed> = []
    while let id = try walk.next() {
      let one = try repository.commit(id)
      found.insert(Deed(email: one.author.email, time: one.author.time, subject: one.subject))
    }
    return found
  }

  private struct NumberedStep: Hashable {
    let number: String
    let step: Value
  }

  /// The steps of cases that a commit has and an earlier one has not.
  private func steps(in commit: OID, since base: OID) throws(GitError) -> Set<NumberedStep> {
    var found: Set<NumberedStep> = []
    for change in try repository.changes(from: base, to: commit, under: "cases")
    where CaseFile.isCase(change.path) {
      func steps(_ entry: TreeEntry?) throws(GitError) -> Set<NumberedStep> {
        guard let entry, entry.mode.isFile else { return [] }
        let file = CaseFile(path: entry.path, bytes: try repository.blob(entry.id))
        return Set(
          file.subject.stepNodes.map { NumberedStep(number: file.id, step: $0.value.normalised) })
      }
      found.formUnion(try steps(change.new).subtracting(try steps(change.old)))
    }
    return found
  }
}
