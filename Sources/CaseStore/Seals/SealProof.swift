import Files
import FrontMatter
import Git
package import Messages
package import Supervision

/// What the seals of a history come to.
package struct SealProof: Sendable {
  /// What is not as it should be with them, or is to be remarked on.
  package internal(set) var findings: [ProofFinding] = []
  /// The seals of the history, oldest first.
  package internal(set) var seals: [Standing] = []
  /// The errors and warnings that the latest seal says are known, where they are the same now.
  package internal(set) var known: [ProofFinding] = []

  /// A seal of the history.
  package struct Standing: Sendable {
    package let tag: SealTag
    package let statement: SealStatement
    package internal(set) var stamp: TimeStamp?
    /// Whether no error was found of it.
    package internal(set) var holds = true

    /// A seal of what comes later has more commits, whatever the clocks said.
    static func isBefore(_ one: Standing, _ other: Standing) -> Bool {
      (one.statement.tally.commits, one.tag.tagger.time, one.tag.name)
        < (other.statement.tally.commits, other.tag.tagger.time, other.tag.name)
    }

    /// The earliest time at which it can have been there for others to see.
    var time: Int64 { stamp?.time ?? tag.tagger.time }
  }

  /// The seal up to which the history is sealed.
  package var latest: Standing? { seals.last(where: \.holds) }

  package init() {}
}

/// Judges the seals of a history.
struct SealJudge {
  let repository: Repository
  let head: OID
  let stamper: TimeStamper
  /// Where a clone has not all of the history.
  private let isPartial: Bool
  private var reckoning: SealReckoning
  private(set) var proof = SealProof()
  /// The tags whose contents hold.
  private(set) var sound: [OID] = []
  /// The tags that are seals of the history, by name.
  private var standing: [String: SealProof.Standing] = [:]

  init(of head: OID, in repository: Repository, stamper: TimeStamper) {
    (self.repository, self.head, self.stamper) = (repository, head, stamper)
    isPartial = repository.isShallow
    reckoning = SealReckoning(in: repository)
  }

  /// - Parameter proven: the tags that were proved before by this program, and are not reckoned again.
  mutating func judge(besides proven: Set<OID> = []) async throws(CaseStoreError) {
    let (tags, others) = try inGit(repository.sealTags())
    for other in others {
      add(
        .notASeal, other.name, of: head,
        Phrase(
          zh: "不是写明制作人、名字一致、指向提交的附注标签",
          en: "no annotated tag of a commit that names itself and its maker"))
    }
    for tag in tags {
      guard let statement = try await statement(of: tag) else { continue }
      standing[tag.name] = SealProof.Standing(tag: tag, statement: statement)
    }
    for var one in standing.values.sorted(by: SealProof.Standing.isBefore) {
      let tag = one.tag
      let first = proof.findings.count
      try await judgeStamp(of: &one)
      try judgeChain(of: one, among: tags)
      let before = proof.findings.count
      if !proven.contains(tag.id) { try await judgeContents(of: one) }
      if proof.findings.count == before { sound.append(tag.id) }
      one.holds = !proof.findings[first...].contains { $0.severity == .error }
      proof.seals.append(one)
    }
    judgeForks()
    try inGit(judgeArrivals())
  }

  mutating func add(
    _ rule: Rule, _ name: String, of commit: OID, time: Int64 = 0,
    as severity: Rule.Severity? = nil,
    _ message: Phrase
  ) {
    proof.findings.append(
      ProofFinding(
        commit: commit, time: time, path: nil, place: nil, rule: rule,
        severity: severity ?? rule.severity,
        message: Phrase(zh: "\(name):\(message.zh)", en: "\(name): \(message.en)")))
  }

  private mutating func add(
    _ rule: Rule, _ tag: SealTag, as severity: Rule.Severity? = nil, _ message: Phrase
  ) {
    add(rule, tag.name, of: tag.target, time: tag.tagger.time, as: severity, message)
  }
}

// MARK: Which tags are seals of the history

extension SealJudge {
  /// What a tag says, if it is a seal of the history; else what is to be said of it is noted.
  private mutating func statement(of tag: SealTag) async throws(CaseStoreError) -> SealStatement? {
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

// MARK: Whether they hold

extension SealJudge {
  private mutating func judgeStamp(of one: inout SealProof.Standing) async throws(CaseStoreError) {
    guard let stamp = one.tag.stamp else { return }
    let tag = one.tag
    let own = try inGit(repository.blob(at: "schema/tsa.pem", in: tag.target))
    let stamped: TimeStamp
    do throws(CaseStoreError) {
      stamped = try await stamper.judge(
        stamp, of: try inGit(SealTag.digest(of: tag.text)), own: own)
    } catch {
      guard case .timeStamp(let fault) = error else { throw error }
      add(
        fault.isOfTrust ? .sealTimeUntrusted : .sealTimeBroken, tag, as: .error, fault.words)
      return
    }
    one.stamp = stamped
    let sealed = try inGit(repository.commit(tag.target)).committer
    guard stamped.isBetween(sealed, and: tag.tagger) else {
      add(
        .sealTimeBroken, tag,
        Phrase(
          zh:
            "时间戳 \(stamped.text) 不在被封存的提交(\(sealed.digitsText))与标签(\(tag.tagger.digitsText))后一日之间",
          en:
            "the time stamp \(stamped.text) is not between the sealed commit (\(sealed.digitsText)) and a day after the tag (\(tag.tagger.digitsText))"
        ))
      return
    }
    let who = stamped.certificate.map { "\($0.subject) \($0.fingerprint)" } ?? ""
    switch stamped.trust {
    case .given, .system: break
    case .repository:
      add(
        .sealTimeOwnWord, tag,
        Phrase(
          zh: "时间戳的证书只有仓库自己(schema/tsa.pem)作保:\(who)",
          en: "time-stamped by the repository's own word only (schema/tsa.pem): \(who)"))
    case nil:
      add(
        .sealTimeUntrusted, tag,
        Phrase(
          zh: "这里没有可信的证书核对时间戳(\(who));用 --tsa-ca 指明",
          en: "nothing here vouches for the time stamp (\(who)); name its authority by --tsa-ca"))
    }
    if stamped.hasExpired {
      add(
        .sealCertificateExpired, tag,
        Phrase(
          zh: "时间戳的证书在盖章之后已过期", en: "the certificate of the time stamp has run out since"))
    }
  }

  /// What it says of the seals before it.
  private mutating func judgeChain(of one: SealProof.Standing, among tags: [SealTag])
    throws(CaseStoreError)
  {
    for previous in one.statement.previous {
      if let other = tags.first(where: { $0.name == previous.name }) {
        let digest = try inGit(SealTag.digest(of: other.text))
        if digest != previous.digest || "\(other.target)" != previous.commit {
          add(
            .sealChainGap, one.tag,
            Phrase(
              zh: "它接在 \(previous.name)(\(previous.digest))之后,这个标签现在不是那样",
              en:
                "it follows \(previous.name) (\(previous.digest)), which is another now"))
        }
        continue
      }
      guard let commit = OID(hex: previous.commit), try inGit(repository.contains(commit)),
        try inGit(repository.isAncestor(commit, of: head))
      else {
        if isPartial { continue }
        add(
          .sealedCommitLost, one.tag,
          Phrase(
            zh: "它接在 \(previous.name) 之后,那次封存的提交 \(previous.commit) 不在历史里",
            en:
              "it follows \(previous.name), whose commit \(previous.commit) is not in the history"))
        continue
      }
      add(
        .sealNotHere, one.tag,
        Phrase(
          zh: "它接在 \(previous.name) 之后,这里没有那个标签;取来:git fetch origin tag \(previous.name)",
          en:
            "it follows \(previous.name), which is not here; get it by git fetch origin tag \(previous.name)"
        ))
    }
  }

  private mutating func judgeContents(of one: SealProof.Standing) async throws(CaseStoreError) {
    let (tag, statement) = (one.tag, one.statement)
    let previous = statement.previous.compactMap { OID(hex: $0.commit) }
    // Said of the chain already.
    for commit in previous where try inGit(!repository.contains(commit)) { return }
    guard !isPartial else {
      add(
        .sealNotHere, tag,
        Phrase(
          zh: "这个克隆不完整,不能重算;取全:git fetch --unshallow",
          en:
            "this clone is not whole, so it was not reckoned again; get all by git fetch --unshallow"
        ))
      return
    }
    var expected = statement
    expected.office = try inGit(repository.schema(in: tag.target)).office.name
    let (tally, digests) = try await askingGit(
      await reckoning.reckon(
        tag.target, after: previous, withSM3: statement.digests.sm3 != nil))
    (expected.tally, expected.digests) = (tally, digests)
    for field in tag.written.differences(from: expected) {
      let now = expected.fields.first { $0.field == field }?.value ?? "-"
      add(
        .sealBroken, tag,
        Phrase(
          zh: "\(field.rawValue) 是 \(now),封存的是 \(tag.written[field] ?? "-")",
          en: "\(field.rawValue) is \(now), and it sealed \(tag.written[field] ?? "-")"))
    }
    let sealed = try inGit(repository.commit(tag.target)).committer
    if tag.tagger.time + 3600 < sealed.time {
      add(
        .sealBroken, tag,
        Phrase(
          zh: "标签(\(tag.tagger.digitsText))早于被封存的提交(\(sealed.digitsText))",
          en:
            "the tag (\(tag.tagger.digitsText)) is older than what it seals (\(sealed.digitsText))"
        ))
    }
  }

  /// Two made at once are joined by the next.
  private mutating func judgeForks() {
    let named = Set(proof.seals.flatMap { $0.statement.previous.map(\.name) })
    let ends = proof.seals.filter { !named.contains($0.tag.name) }
    guard ends.count > 1, let last = ends.last else { return }
    let names = ends.dropLast().map(\.tag.name)
    add(
      .sealFork, last.tag,
      Phrase(
        zh: "它和 \(names.joined(separator: "、")) 互不相接;下次封存会把它们接上",
        en:
          "it and \(names.joined(separator: ", ")) do not follow each other; the next seal joins them"
      ))
  }

  /// Remarks that a seal is due where the office wants one every so often (封存).
  mutating func judgeWhetherDue(on today: Day) throws(GitError) {
    guard
      let due = SealDue(
        after: proof.latest?.statement.day, under: try repository.schema(in: head)),
      due.isDue(on: today)
    else { return }
    let day = due.day.map { "\($0)" } ?? ""
    add(
      .sealDue, "封存", of: head, time: try repository.commit(head).committer.time,
      proof.latest.map { latest in
        Phrase(
          zh: "上次是 \(latest.statement.day)(\(latest.tag.name)),到 \(day) 该再封存",
          en:
            "the last is of \(latest.statement.day) (\(latest.tag.name)), and another was due by \(day)"
        )
      } ?? Phrase(zh: "还没有封存过", en: "there is no seal yet"))
  }

  /// What is dated before a seal and is not in it came in after it.
  private mutating func judgeArrivals() throws(GitError) {
    guard !isPartial else { return }
    for (index, one) in proof.seals.enumerated() {
      let next = index + 1 < proof.seals.count ? proof.seals[index + 1].tag.target : head
      let sealed = proof.seals[...index].map(\.tag.target)
      let walk = try repository.history(from: [next], hiding: sealed)
      while let id = try walk.next() {
        let commit = try repository.commit(id)
        let time = commit.committer.time
        guard time <= one.time, commit.parents.count < 2,
          let earliest = proof.seals[...index].first(where: { time < $0.time }),
          let (path, place) = try repository.firstStep(in: commit)
        else { continue }
        proof.findings.append(
          ProofFinding(
            commit: id, time: time, path: path, place: place, rule: .cameInAfterSeal,
            severity: Rule.cameInAfterSeal.severity,
            message: Phrase(
              zh:
                "\(commit.committer.day) 提交,\(earliest.tag.tagger.day) 封存时(\(earliest.tag.name))还没有",
              en:
                "committed on \(commit.committer.day), and not there yet when \(earliest.tag.name) was made on \(earliest.tag.tagger.day)"
            )))
      }
    }
  }
}

extension TimeStamp {
  /// Whether it lies between a sealed commit and a day after the tag; clocks differ by up to an hour.
  func isBetween(_ sealed: Signature, and tagger: Signature) -> Bool {
    (sealed.time - 3600...max(sealed.time, tagger.time) + 86_400).contains(time)
  }

  /// In UTC, in which authorities stamp.
  package var text: String {
    Signature(name: "", email: "", time: time, offset: 0).digitsText
  }
}

extension TimeStampFault {
  fileprivate var isOfTrust: Bool { if case .otherCertificate = self { true } else { false } }

  package var words: Phrase {
    switch self {
    case .noAnswer(let url, let words):
      Phrase(
        zh: "时间戳机构 \(url) 没有应答:\(words)",
        en: "the time-stamping authority \(url) does not answer: \(words)")
    case .notGranted(let words):
      Phrase(
        zh: "时间戳机构拒绝盖章:\(words)", en: "the time-stamping authority refuses to stamp: \(words)")
    case .unreadable(let words):
      Phrase(zh: "不是时间戳:\(words)", en: "this is no time stamp: \(words)")
    case .ofOtherText:
      Phrase(zh: "时间戳盖的是别的内容", en: "the time stamp is of something else")
    case .broken(let words):
      Phrase(
        zh: "时间戳与它自己的证书不符:\(words)",
        en: "the time stamp does not hold against its own certificate: \(words)")
    case .otherCertificate(let stamp):
      Phrase(
        zh: "时间戳不是所指明的机构盖的,而是 \(stamp.certificate?.subject ?? "-")",
        en:
          "the time stamp is not by the authority that was named, but by \(stamp.certificate?.subject ?? "-")"
      )
    }
  }
}
