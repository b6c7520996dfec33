import Files
package import Git
import Messages
package import Supervision

/// Makes a seal.
package struct Sealing {
  package let repository: Repository
  package let stamper: TimeStamper

  package init(in repository: Repository, stamper: TimeStamper) {
    (self.repository, self.stamper) = (repository, stamper)
  }

  /// What a seal of the head says.
  ///
  /// - Parameters:
  ///   - day: on which it is made.
  ///   - note: words of who makes it.
  /// - Complexity: as of `verify`, and reads every file that is sealed.
  package func statement(of head: OID, on day: Day, note: [String])
    async throws(CaseStoreError) -> SealStatement
  {
    let (proof, _) = try await askingGit(
      await HistoryProof.whole(of: head, in: repository, isFull: false))
    let seals = try await proof.seals(to: head, in: repository, stamper: stamper)
    let sound = seals.seals.filter(\.holds)
    let named = Set(sound.flatMap { $0.statement.previous.map(\.name) })
    var previous: [SealStatement.Previous] = []
    for one in sound where !named.contains(one.tag.name) {
      previous.append(
        SealStatement.Previous(
          name: one.tag.name, commit: one.statement.commit,
          digest: try inGit(SealTag.digest(of: one.tag.text))))
    }
    let office = try inGit(repository.schema(in: head)).office
    var reckoning = SealReckoning(in: repository)
    let (tally, digests) = try await askingGit(
      await reckoning.reckon(
        head, after: previous.compactMap { OID(hex: $0.commit) },
        withSM3: office.sealsWithSM3))
    return SealStatement(
      office: office.name, commit: "\(head)", day: day, tally: tally, digests: digests,
      findings: try inGit(proof.sealed(upTo: head, in: repository)).statement, previous: previous,
      note: note)
  }

  /// Why somebody may not seal a commit; nil if he may.
  package func fault(of who: Signature, sealing commit: OID) throws(CaseStoreError) -> SealFault? {
    let schema = try inGit(repository.schema(in: commit))
    guard !schema.roles.people.isEmpty, schema.sealer(who) == nil else { return nil }
    return .notPermitted(who.email)
  }

  /// The tag, to which nothing leads yet.
  ///
  /// - Parameter stamp: in base64.
  /// - Throws: `.notASeal`; `.git(.refused)` where it cannot be signed.
  package func tag(_ statement: SealStatement, stamp: String?, by who: Signature)
    async throws(CaseStoreError) -> SealTag
  {
    guard let commit = OID(hex: statement.commit) else { preconditionFailure("40 digits") }
    let id = try await askingGit(
      await repository.writeTag(
        named: statement.name, of: commit, by: who,
        message: SealTag.message(statement.text, stamp: stamp)))
    if let fault = try await askingGit(await repository.sealFault(of: id, named: statement.name)) {
      throw .notASeal(fault)
    }
    guard let tag = try inGit(repository.tag(id)) else { throw .git(.missingObject(id)) }
    return SealTag(tag, by: who, id: id, named: statement.name)
  }

  /// Whether a time stamp lies where it has to.
  package func isTimely(_ stamp: TimeStamp, of statement: SealStatement, by who: Signature)
    throws(CaseStoreError) -> Bool
  {
    guard let commit = OID(hex: statement.commit) else { return false }
    return stamp.isBetween(try inGit(repository.commit(commit)).committer, and: who)
  }

  /// The seal of this name that is here; nil where there is none.
  package func seal(named name: String) throws(CaseStoreError) -> SealTag? {
    try inGit(repository.sealTags()).tags.first { $0.name == name }
  }

  /// The latest seal of a commit; nil where there is none.
  package func seal(of commit: OID) throws(CaseStoreError) -> SealTag? {
    try inGit(repository.sealTags()).tags.last { $0.target == commit && $0.statement != nil }
  }

  /// Lets the tag's reference lead to it here.
  ///
  /// - Throws: `.file(.failed)` in git's words, as where there is one already.
  package func keep(_ tag: SealTag) async throws(CaseStoreError) {
    try await running(
      await repository.git(
        "update-ref", "refs/tags/\(tag.name)", "\(tag.id)", "\(OID.zero)"
      ).output())
  }
}

// MARK: In halves

extension Sealing {
  /// Where texts wait for their time stamps.
  private var folder: FilePlace { FilePlace(repository.commonDirectory + "duban-seals") }

  /// Keeps a text until its time stamp comes.
  package func keepText(of statement: SealStatement) throws(CaseStoreError) {
    let top = FilePlace(repository.commonDirectory)
    try onDisk(folder.makeFolders(below: top, durable: true))
    let name = try inGit(SealTag.digest(of: statement.text))
    try onDisk(
      folder.file(RelativePath("\(name).txt")).save(Array(statement.text.utf8)))
  }

  /// The text that a time stamp is of, with the stamp.
  ///
  /// - Parameter stamp: in base64.
  /// - Throws: `.timeStamp(.ofOtherText)` where none of the waiting ones is; `.timeStamp`.
  package func waitingText(of stamp: String) async throws(CaseStoreError)
    -> (SealStatement, TimeStamp)
  {
    for name in try onDisk(folder.names()) ?? [] {
      guard let bytes = try onDisk(folder.file(RelativePath(bytes: name)).read())?.bytes,
        let statement = WrittenSeal(String(decoding: bytes, as: UTF8.self)).statement,
        let commit = OID(hex: statement.commit), try inGit(repository.contains(commit))
      else { continue }
      do throws(CaseStoreError) {
        return (statement, try await judge(stamp, of: statement))
      } catch {
        guard case .timeStamp(.ofOtherText) = error else { throw error }
      }
    }
    throw .timeStamp(.ofOtherText)
  }

  /// What a time stamp of a text says.
  package func judge(_ stamp: String, of statement: SealStatement)
    async throws(CaseStoreError) -> TimeStamp
  {
    guard let commit = OID(hex: statement.commit) else { preconditionFailure("40 digits") }
    return try await stamper.judge(
      stamp, of: try inGit(SealTag.digest(of: statement.text)),
      own: try inGit(repository.blob(at: "schema/tsa.pem", in: commit)))
  }

  /// The time stamp of a seal; nil where it has none.
  package func stamp(of tag: SealTag, _ statement: SealStatement)
    async throws(CaseStoreError) -> TimeStamp?
  {
    guard let stamp = tag.stamp else { return nil }
    return try await judge(stamp, of: statement)
  }

  /// Forgets a text whose tag is made.
  package func forgetText(of statement: SealStatement) throws(CaseStoreError) {
    let name = try inGit(SealTag.digest(of: statement.text))
    try onDisk(folder.file(RelativePath("\(name).txt")).remove())
  }
}
