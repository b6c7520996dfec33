import ByteCoding
import Cache
package import Git
import Messages
package import Supervision

extension HistoryProof {
  /// What the seals of the history up to `head` come to.
  ///
  /// - Parameters:
  ///   - today: by which it is told whether a seal is due (封存); nil where that is not asked.
  ///   - isFull: whether seals are reckoned again that were proved before.
  package func seals(
    to head: OID, in repository: Repository, stamper: TimeStamper, on today: Day? = nil,
    isFull: Bool = false
  ) async throws(CaseStoreError) -> SealProof {
    var judge = SealJudge(of: head, in: repository, stamper: stamper, knowing: sums)
    let isSealed = try inGit(!repository.references(matching: SealTag.pattern).isEmpty)
    if !isSealed {
      if let today { try inGit(judge.judgeWhetherDue(on: today)) }
      return judge.proof
    }
    let proven = isFull ? [] : ProvenSeals.read(in: repository)
    try await judge.judge(besides: Set(proven))
    if let today {
      judge.judgeTimes(on: today)
      try inGit(judge.judgeWhetherDue(on: today))
    }
    var proof = judge.proof
    let sound = judge.sound
    if sound != proven { ProvenSeals.write(sound, in: repository) }
    for one in proof.seals.reversed() where one.holds && proof.known.isEmpty {
      let sealed = try inGit(sealed(upTo: one.tag.target, in: repository))
      if sealed.statement == one.statement.findings { proof.known = sealed.findings }
    }
    return proof
  }
}

/// The seals whose contents were reckoned and hold, for the next `verify`: what a tag says of a commit is the
/// same for ever, as long as both are here.
private enum ProvenSeals {
  private static let key = RecordKey(0, 0, 2)

  private static func store(in repository: Repository) -> Store? {
    repository.store("seals", isPrivate: true)
  }

  static func read(in repository: Repository) -> [OID] {
    guard var reader = try? store(in: repository)?.record(of: key) else { return [] }
    return (try? reader.read()) ?? []
  }

  static func write(_ tags: [OID], in repository: Repository) {
    var writer = ByteWriter()
    writer.write(tags)
    store(in: repository)?.keep([(key, writer.bytes)])
  }
}
