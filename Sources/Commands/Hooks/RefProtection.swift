import CaseStore
import Git
import Glibc
import Messages

/// What a push does to a reference of the shared repository.
struct RefUpdate {
  /// `refs/heads/main`
  let name: String
  /// Zero for one that is new.
  let old: OID
  /// Zero for one that is to go.
  let new: OID

  var isDeletion: Bool { new == .zero }
  var isCreation: Bool { old == .zero }
}

/// Which references of the shared repository a push may make, move and remove.
struct RefProtection {
  /// The branch that `HEAD` names, if it is there.
  let shared: String?
  /// The branch that `HEAD` names and nobody has pushed yet: any other may be the one that all share.
  let unborn: String?
  /// The branches that may be rewritten and removed: `duban.rewind`, as in `draft/*`.
  let rewindable: [String]

  /// - Parameter repository: whose own configuration is asked, and no other.
  init(of repository: Repository) throws(GitError) {
    rewindable = try repository.ownValues(of: "duban.rewind")
    switch try repository.head() {
    case .branch(let name, _): (shared, unborn) = (name, nil)
    case .unborn(let name): (shared, unborn) = (nil, name)
    case .detached: (shared, unborn) = (nil, nil)
    }
  }

  /// Why the reference is not to be changed so; nil if it may.
  ///
  /// - Parameters:
  ///   - tips: what branches are to be, by this push.
  ///   - now: seconds since 1970.
  func refusal(of update: RefUpdate, besides tips: [OID], in repository: Repository, now: Int64)
    async throws(GitError) -> Failure?
  {
    if let branch = update.name.after("refs/heads/") {
      if !update.isDeletion, branch.isMistakable { return .mistakable(update.name) }
      if update.isCreation || (!isShared(update.name) && mayRewind(branch, update.name)) {
        return nil
      }
      if update.isDeletion { return .branchDeleted(update.name, isShared: isShared(update.name)) }
      return try repository.isAncestor(update.old, of: update.new)
        ? nil : .notFastForward(update.name, isShared: isShared(update.name))
    }
    guard let tag = update.name.after("refs/tags/") else {
      return .neitherBranchNorTag(update.name)
    }
    if let seal = tag.after("seal/") {
      guard update.isCreation, !update.isDeletion else { return .sealChanged(update.name) }
      let fault = try await repository.sealFault(of: update.new, named: "seal/\(seal)")
      if let fault { return .refused(seal: update.name, fault) }
      return try await Self.fault(of: update, besides: tips, in: repository, now: now)
    }
    return tag.isMistakable && !update.isDeletion ? .mistakable(update.name) : nil
  }

  /// What `verify` would find of a seal for ever after.
  private static func fault(
    of update: RefUpdate, besides tips: [OID], in repository: Repository, now: Int64
  ) async throws(GitError) -> Failure? {
    guard let tag = try repository.tag(update.new), let tagger = tag.tagger else { return nil }
    if tagger.time > now + 86_400 { return .sealOfTheFuture(update.name, tagger) }
    var branches = tips
    for name in try repository.references(matching: "refs/heads/*") {
      if let tip = try repository.target(of: name) { branches.append(tip) }
    }
    var isOnBranch = false
    for tip in branches where !isOnBranch {
      isOnBranch = try repository.isAncestor(tag.target, of: tip)
    }
    guard isOnBranch else { return .sealOfNoBranch(update.name) }
    let findings = try await repository.findings(ofSeal: update.new, at: update.name)
    return findings.first { $0.severity == .error }.map { .brokenSeal($0.message) }
  }

  /// Whether a branch is the one that all share, or may be.
  func isShared(_ name: String) -> Bool {
    name.hasPrefix("refs/heads/") && shared.map { $0 == name } ?? true
  }

  /// Whether more comes to the shared branch.
  func isArrival(_ update: RefUpdate) -> Bool {
    isShared(update.name) && !update.isCreation && !update.isDeletion
  }

  private func mayRewind(_ branch: String, _ name: String) -> Bool {
    rewindable.contains { fnmatch($0, branch, 0) == 0 || fnmatch($0, name, 0) == 0 }
  }
}

extension RefProtection {
  /// What is said when the hook is installed.
  var words: [Phrase] {
    var words: [Phrase] = []
    if let shared {
      words.append(
        Phrase(
          zh: "\(shared)(HEAD 所指)是共用分支:不能改写,不能删除",
          en: "\(shared), which HEAD names, is the shared branch: never rewritten, never deleted"))
    } else {
      let name = unborn ?? "HEAD"
      words.append(
        Phrase(
          zh: "HEAD 所指的 \(name) 还没有:在此之前,每个分支都当作共用分支,不能改写,不能删除",
          en:
            "there is no \(name) yet, which HEAD names: until then every branch counts as shared, and is never rewritten or deleted"
        ))
    }
    let others = rewindable.joined(separator: " ")
    words.append(
      rewindable.isEmpty
        ? Phrase(
          zh: "别的分支也不能改写、删除;要放开的,用 git config --add duban.rewind 'draft/*' 指定",
          en:
            "nor are the other branches; to let some be: git config --add duban.rewind 'draft/*'"
        )
        : Phrase(
          zh: "别的分支只有 \(others) 可以改写、删除(duban.rewind)",
          en: "of the others only \(others) may be (duban.rewind)"))
    words.append(
      Phrase(
        zh: "refs/tags/seal/* 只能新建,由有“封存”权的人;分支和标签以外的引用、替换对象、时间超前一天以上的提交一概拒绝",
        en:
          "refs/tags/seal/* are only ever created, by those with the right 封存; other references than branches and tags, replacements, and commits more than a day ahead are refused"
      ))
    return words
  }
}

extension String {
  fileprivate func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }

  /// Whether a name is taken for something else: an object's id, short or whole, or the folder of the
  /// seals. A day (`20181130`) is none.
  fileprivate var isMistakable: Bool {
    if self == "seal" { return true }
    guard utf8.count >= 7, utf8.allSatisfy(\.isHexDigit) else { return false }
    return utf8.count >= 12 || utf8.contains { !(0x30...0x39).contains($0) }
  }
}

extension Failure {
  fileprivate static func branchDeleted(_ name: String, isShared: Bool) -> Failure {
    guard isShared else {
      return Failure(
        .input, Phrase(zh: "分支 \(name) 不能删除", en: "the branch \(name) is not deleted"),
        hint: .rewind)
    }
    return Failure(
      .input, Phrase(zh: "主分支 \(name) 不能删除", en: "the main branch \(name) is not deleted"))
  }

  fileprivate static func notFastForward(_ name: String, isShared: Bool) -> Failure {
    Failure(
      .input,
      isShared
        ? Phrase(
          zh: "主分支 \(name) 的历史不能改写", en: "the history of the main branch \(name) is not rewritten")
        : Phrase(
          zh: "分支 \(name) 的历史不能改写", en: "the history of the branch \(name) is not rewritten"),
      hint: isShared ? Phrase(zh: "先 git pull,再推送", en: "git pull first, then push") : .rewind)
  }

  fileprivate static func neitherBranchNorTag(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(name) 不是分支,也不是标签,这里不收",
        en: "\(name) is neither a branch nor a tag, and is not taken here"))
  }

  fileprivate static func mistakable(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(name) 的名字会被当作提交号或封存标签,换一个名字",
        en: "the name of \(name) would be taken for a commit's id or for a seal: take another"))
  }

  fileprivate static func sealOfTheFuture(_ name: String, _ who: Signature) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "封存标签 \(name) 的时间 \(who.digitsText) 还没有到",
        en: "the time of the seal \(name), \(who.digitsText), is still to come"),
      hint: Phrase(zh: "校准机器时钟,再封存", en: "set the clock right, and seal again"))
  }

  fileprivate static func sealOfNoBranch(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "封存标签 \(name) 的提交不在任何分支上", en: "the seal \(name) is of a commit that no branch has"),
      hint: Phrase(
        zh: "与分支一起推送:git push --atomic;变基过的,删掉本地的标签再封存",
        en:
          "push it with its branch: git push --atomic; where that was rebased, delete the tag here and seal again"
      ))
  }

  fileprivate static func brokenSeal(_ message: Phrase) -> Failure {
    Failure(
      .input,
      Phrase(zh: "封存不符:\(message.zh)", en: "the seal does not hold: \(message.en)"),
      hint: Phrase(zh: "用 duban-git seal 封存", en: "seals are made by duban-git seal"))
  }

  fileprivate static func sealChanged(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "封存标签 \(name) 不能移动或删除", en: "the seal \(name) is never moved and never deleted"))
  }

  fileprivate static func refused(seal name: String, _ fault: SealFault) -> Failure {
    switch fault {
    case .notASeal:
      Failure(
        .input,
        Phrase(
          zh: "\(name) 不是封存标签:要写明制作人,名字与标签一致,并指向提交",
          en: "\(name) is no seal: a tag that names its maker and itself, and is of a commit"))
    case .notPermitted(let email):
      Failure(
        .input,
        Phrase(zh: "\(email) 没有“封存”的权限", en: "\(email) has not the right to seal (封存)"))
    case .notSigned, .falselySigned:
      Failure(
        .input,
        Phrase(
          zh: "封存标签 \(name) 没有可信的签名", en: "the seal \(name) has no good signature"))
    }
  }
}

extension Phrase {
  fileprivate static var rewind: Phrase {
    Phrase(
      zh: "确要如此的,由管理员在共享仓库运行 git config --add duban.rewind 分支",
      en:
        "where that is wanted, whoever keeps the shared repository runs git config --add duban.rewind BRANCH"
    )
  }
}
