import Files
package import Git
import Messages
import Supervision

/// Judges the seals of a history.
struct SealJudge {
  let repository: Repository
  let head: OID
  let stamper: TimeStamper
  /// Where a clone has not all of the history.
  let isPartial: Bool
  /// Whether others have the history too.
  let hasRemote: Bool
  private var reckoning: SealReckoning
  private(set) var proof = SealProof()
  /// What is called as a seal is, and is no annotated tag.
  private var impostors: Set<String> = []
  /// The tags whose contents hold.
  private(set) var sound: [OID] = []

  /// - Parameter sums: what files come to that were read already.
  init(
    of head: OID, in repository: Repository, stamper: TimeStamper,
    knowing sums: [OID: Checksum] = [:]
  ) {
    (self.repository, self.head, self.stamper) = (repository, head, stamper)
    isPartial = repository.isShallow
    hasRemote = (try? repository.references(matching: "refs/remotes/*").isEmpty) == false
    reckoning = SealReckoning(in: repository, knowing: sums)
  }

  /// - Parameter proven: the tags that were proved before by this program, and are not reckoned again.
  mutating func judge(besides proven: Set<OID> = []) async throws(CaseStoreError) {
    let (tags, others) = try inGit(repository.sealTags())
    impostors = Set(others.map(\.name))
    for other in others {
      let isElsewhere = isOfAnotherCommit(other.name, other.target)
      add(
        isElsewhere ? .sealBroken : .notASeal, other.name, of: head,
        Phrase(
          zh: "不是写明制作人、名字一致、指向提交的附注标签",
          en: "no annotated tag of a commit that names itself and its maker"))
    }
    var standing: [SealProof.Standing] = []
    for tag in tags {
      guard let statement = try await statement(of: tag) else { continue }
      standing.append(SealProof.Standing(tag: tag, statement: statement))
    }
    for var one in standing.sorted(by: SealProof.Standing.isBefore) {
      let tag = one.tag
      let first = proof.findings.count
      try await judgeStamp(of: &one)
      try judgeChain(of: one, among: tags)
      let holds =
        if proven.contains(tag.id) { true } else { try await judgeContents(of: one) }
      if holds { sound.append(tag.id) }
      one.holds = !proof.findings[first...].contains { $0.severity == .error }
      proof.seals.append(one)
    }
    judgeForks()
    try inGit(judgeArrivals())
  }

  /// Holds a tag against what it seals, whatever other seals there are.
  mutating func judgeAlone(_ tag: SealTag) async throws(CaseStoreError) {
    guard let statement = try await statement(of: tag) else { return }
    var one = SealProof.Standing(tag: tag, statement: statement)
    try await judgeStamp(of: &one)
    try await judgeContents(of: one)
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

  mutating func add(
    _ rule: Rule, _ tag: SealTag, as severity: Rule.Severity? = nil, _ message: Phrase,
    help: Phrase? = nil
  ) {
    add(
      rule, tag.name, of: tag.target, time: tag.tagger.time, as: severity,
      Phrase(zh: message.zh + (help?.zh ?? ""), en: message.en + (help?.en ?? "")))
  }
}

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
      if case .file(.cannotRun(let program, _)) = error {
        add(
          .sealTimeUntrusted, tag,
          Phrase(
            zh: "没有程序 \(program),时间戳没有核对",
            en: "there is no program \(program), so its time stamp was not judged"))
        return
      }
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
      if impostors.contains(previous.name) {
        add(
          .sealChainGap, one.tag,
          Phrase(
            zh: "它接在 \(previous.name) 之后,这个标签现在不是封存",
            en: "it follows \(previous.name), and the tag of that name is no seal now"))
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
          zh: "它接在 \(previous.name) 之后,这里没有那个标签;取来:git fetch --tags",
          en:
            "it follows \(previous.name), which is not here; get it by git fetch --tags"
        ))
    }
  }

  /// - Returns: whether what it says was worked out again, and is so.
  @discardableResult
  private mutating func judgeContents(of one: SealProof.Standing)
    async throws(CaseStoreError) -> Bool
  {
    let first = proof.findings.count
    let (tag, statement) = (one.tag, one.statement)
    let previous = statement.previous.compactMap { OID(hex: $0.commit) }
    // Said of the chain already.
    for commit in previous where try inGit(!repository.contains(commit)) { return false }
    guard !isPartial else {
      add(
        .sealNotHere, tag,
        Phrase(
          zh: "这个克隆不完整,不能重算;取全:git fetch --unshallow",
          en:
            "this clone is not whole, so it was not reckoned again; get all by git fetch --unshallow"
        ))
      return false
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
    if statement.day > tag.tagger.day.advanced(by: 1) || statement.day < sealed.day.advanced(by: -1)
    {
      add(
        .sealBroken, tag,
        Phrase(
          zh: "它的日期 \(statement.day) 不在被封存的提交(\(sealed.day))与标签(\(tag.tagger.day))之间",
          en:
            "its day \(statement.day) is not between what it seals (\(sealed.day)) and the tag (\(tag.tagger.day))"
        ))
    }
    if tag.tagger.time + 3600 < sealed.time {
      add(
        .sealBroken, tag,
        Phrase(
          zh: "标签(\(tag.tagger.digitsText))早于被封存的提交(\(sealed.digitsText))",
          en:
            "the tag (\(tag.tagger.digitsText)) is older than what it seals (\(sealed.digitsText))"
        ))
    }
    return proof.findings.count == first
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

  /// Warns of seals whose time has not come yet, by a day and more.
  mutating func judgeTimes(on today: Day) {
    for one in proof.seals where one.tag.tagger.time >= Int64(today.ordinal + 2) * 86_400 {
      add(
        .commitTimeImplausible, one.tag,
        Phrase(
          zh: "标签的时间 \(one.tag.tagger.digitsText) 还没有到",
          en: "made on \(one.tag.tagger.digitsText), which is still to come"))
    }
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

extension Repository {
  /// What is found of a seal alone, held against what it seals; nothing of a tag whose text is none.
  ///
  /// - Parameter reference: `refs/tags/seal/…`
  /// - Complexity: reads every file that it seals.
  package func findings(ofSeal id: OID, at reference: String) async throws(GitError)
    -> [ProofFinding]
  {
    let name = String(reference.dropFirst(SealTag.folder.count))
    guard let tag = try tag(id), let tagger = tag.tagger else { return [] }
    var judge = SealJudge(
      of: tag.target, in: self, stamper: TimeStamper(environment: environment))
    do throws(CaseStoreError) {
      try await judge.judgeAlone(SealTag(tag, by: tagger, id: id, named: name))
    } catch {
      switch error {
      case .git(let error): throw error
      case .file(let error): throw .file(error)
      default: return []
      }
    }
    return judge.proof.findings
  }
}
