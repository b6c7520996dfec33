import Files
package import Git
import Messages
package import Supervision

/// A seal from anywhere: the text of a slip, typed from paper, or a tag as `git cat-file tag` prints it.
package struct ForeignSeal: Sendable {
  package let written: WrittenSeal
  /// As a tag has it, time stamp and all.
  private let tag: String?

  package init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let isTag = text.hasPrefix("object ")
    let message = text.split(separator: "\n\n", maxSplits: 1).dropFirst().first
    tag = isTag ? message.map { String($0) } : nil
    written = WrittenSeal(SealTag.parts(of: tag ?? text).text)
  }

  /// Where it does not hold against a history; nothing where it holds.
  package enum Fault: Sendable, Hashable {
    /// It does not say of which commit it is, or of what.
    case incomplete([SealField])
    case commitLost(String)
    /// It is of a commit of another branch.
    case notOfHistory(OID)
    /// An earlier seal that it follows is of a commit that is not here.
    case previousLost(String)
    /// What is there now, and what it says.
    case differs(SealField, now: String, written: String)
    /// The digest of its text is not what it says it is, though nothing else is wrong.
    case digestDiffers(now: String, written: String)
    case timeStamp(TimeStampFault)
  }

  package struct Verdict: Sendable {
    package var faults: [Fault] = []
    /// Lines that were not there to be held against anything.
    package var unchecked: [SealField] = []
    package var stamp: TimeStamp?
  }

  /// What has to be there: without it nothing can be proved.
  private static let needed: [SealField] = [.commit, .filesSHA256, .commitsSHA256]

  /// Holds it against the history of `head`.
  ///
  /// - Throws: `.git`, `.file`; what is wrong with the seal itself is in the verdict.
  package func verdict(
    against head: OID, in repository: Repository, stamper: TimeStamper
  ) async throws(CaseStoreError) -> Verdict {
    var verdict = Verdict()
    let missing = Self.needed.filter { written[$0]?.isEmpty ?? true }
    guard missing.isEmpty, let commit = OID(hex: written[.commit] ?? "") else {
      verdict.faults = [.incomplete(missing.isEmpty ? [.commit] : missing)]
      return verdict
    }
    guard try inGit(repository.contains(commit)) else {
      verdict.faults = [.commitLost("\(commit)")]
      return verdict
    }
    guard try inGit(repository.isAncestor(commit, of: head)) else {
      verdict.faults = [.notOfHistory(commit)]
      return verdict
    }
    var previous: [OID] = []
    for digits in written.values[.previousCommit] ?? [] {
      guard let id = OID(hex: digits), try inGit(repository.contains(id)) else {
        verdict.faults.append(.previousLost(digits))
        continue
      }
      previous.append(id)
    }
    guard verdict.faults.isEmpty else { return verdict }
    var reckoning = SealReckoning(in: repository)
    let (tally, digests) = try await askingGit(
      await reckoning.reckon(
        commit, after: previous, withSM3: written[.filesSM3] != nil))
    try inGit(compare(tally, digests, of: commit, in: repository, into: &verdict))
    if let tag, let stamp = SealTag.parts(of: tag).stamp {
      do throws(CaseStoreError) {
        verdict.stamp = try await stamper.judge(
          stamp, of: try inGit(SealTag.digest(of: SealTag.parts(of: tag).text)),
          own: try inGit(repository.blob(at: "schema/tsa.pem", in: commit)))
      } catch {
        guard case .timeStamp(let fault) = error else { throw error }
        verdict.faults.append(.timeStamp(fault))
      }
    }
    return verdict
  }

  private func compare(
    _ tally: SealStatement.Tally, _ digests: SealStatement.Digests, of commit: OID,
    in repository: Repository, into verdict: inout Verdict
  ) throws(GitError) {
    let office = try repository.schema(in: commit).office.name
    let statement = written.statement
    let now = SealStatement(
      office: office, commit: "\(commit)",
      day: written[.day].flatMap { Day($0) } ?? Day(ordinal: 0), tally: tally, digests: digests,
      findings: statement?.findings ?? SealStatement.Findings(count: 0, digest: ""),
      previous: statement?.previous ?? [], note: written.values[.note] ?? [])
    // What only the seal itself can say is bound by the digest of its text alone.
    let said: Set<SealField> = [
      .day, .findings, .findingsSHA256, .previous, .previousCommit, .previousSHA256, .note,
    ]
    for field in written.differences(from: now) where !said.contains(field) {
      let value = now.fields.first { $0.field == field }?.value ?? "-"
      verdict.faults.append(.differs(field, now: value, written: written[field] ?? "-"))
    }
    verdict.unchecked = written.missing.filter { written[$0] == nil }
    guard let digest = written.beside[.digest], let statement, verdict.faults.isEmpty else {
      return
    }
    let digestNow = try SealTag.digest(of: statement.text)
    if digestNow != digest {
      verdict.faults.append(.digestDiffers(now: digestNow, written: digest))
    }
  }
}
