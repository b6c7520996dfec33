import Files
import Git
import Messages
import Supervision

/// Judges the seals of a history.
struct SealJudge {
  let repository: Repository
  let head: OID
  let stamper: TimeStamper
  /// Where a clone has not all of the history.
  let isPartial: Bool
  private var reckoning: SealReckoning
  private(set) var proof = SealProof()
  /// The tags whose contents hold.
  private(set) var sound: [OID] = []
  /// The tags that are seals of the history, by name.
  private var standing: [String: SealProof.Standing] = [:]

  /// - Parameter sums: what files come to that were read already.
  init(
    of head: OID, in repository: Repository, stamper: TimeStamper,
    knowing sums: [OID: Checksum] = [:]
  ) {
    (self.repository, self.head, self.stamper) = (repository, head, stamper)
    isPartial = repository.isShallow
    reckoning = SealReckoning(in: repository, knowing: sums)
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

  mutating func add(
    _ rule: Rule, _ tag: SealTag, as severity: Rule.Severity? = nil, _ message: Phrase
  ) {
    add(rule, tag.name, of: tag.target, time: tag.tagger.time, as: severity, message)
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
