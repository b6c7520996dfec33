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
    case .falselySigned:
      add(.sealBroken, tag, Phrase(zh: "签名与内容不符", en: "its signature is not of this"))
      return nil
    }
    let written = tag.written
    guard written.values.count > 2 else {
      let isElsewhere = isOfAnotherCommit(tag.name, tag.target)
      add(
        isElsewhere ? .sealBroken : .notASeal, tag,
        Phrase(zh: "内容不是封存", en: "its text is not that of a seal"))
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
    guard statement.name == tag.name else {
      add(
        .sealBroken, tag,
        Phrase(
          zh: "内容封存的是 \(statement.commit)(\(statement.day)),名字应为 \(statement.name)",
          en:
            "its text seals \(statement.commit) on \(statement.day), and would be \(statement.name)"
        ))
      return nil
    }
    guard statement.commit == "\(tag.target)" else {
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

  /// Whether a tag is called as the seal of another commit than it is of: it was moved or made anew.
  func isOfAnotherCommit(_ name: String, _ target: OID) -> Bool {
    guard let digits = name.split(separator: "-").last,
      name.utf8.count == "seal/2026-11-30-".utf8.count + 8,
      digits.utf8.count == 8
    else { return false }
    return !"\(target)".hasPrefix(digits)
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
      ),
      help: hasRemote
        ? Phrase(
          zh: ";别人封存了还没有取来的,先 git fetch --tags 和 git pull",
          en: "; where it was only not fetched yet: git fetch --tags, and git pull") : nil)
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
    return try isRemade(commit, since: base) ? nil : found
  }

  /// Whether what is here was made from the sealed side: a commit stands on both sides with its time and
  /// first line, whoever wrote it, or more steps do than two people record alike.
  private func isRemade(_ commit: OID, since base: OID) throws(GitError) -> Bool {
    let deeds = (try deeds(in: commit, since: base), try deeds(in: head, since: base))
    if !deeds.0.isDisjoint(with: deeds.1) { return true }
    let steps = (try steps(in: commit, since: base), try steps(in: head, since: base))
    return steps.0.intersection(steps.1).count > 2
  }

  /// What commits that are made anew mostly keep.
  private struct Deed: Hashable {
    let time: Int64
    let subject: String
  }

  private func deeds(in commit: OID, since base: OID) throws(GitError) -> Set<Deed> {
    let walk = try repository.history(from: [commit], hiding: [base])
    var found: Set<Deed> = []
    while let id = try walk.next() {
      let one = try repository.commit(id)
      found.insert(Deed(time: one.author.time, subject: one.subject))
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
          file.subject.steps.indices.compactMap { place in
            // Every case has one of those.
            guard file.subject.steps[place].kind != .register,
              file.subject.stepNodes.indices.contains(place)
            else { return nil }
            return NumberedStep(
              number: file.id, step: file.subject.stepNodes[place].value.normalised)
          })
      }
      found.formUnion(try steps(change.new).subtracting(try steps(change.old)))
    }
    return found
  }
}
