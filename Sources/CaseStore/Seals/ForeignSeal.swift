import Files
package import Git
import Messages
package import Supervision

/// A seal from anywhere: the text of a slip, typed from paper, or a tag as `git cat-file tag` prints it.
package struct ForeignSeal: Sendable {
  package let written: WrittenSeal
  /// As a tag has it, time stamp and all.
  private let tag: String?
  /// What the tag itself says that it is of.
  private let object: String?

  package init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let isTag = text.hasPrefix("object ")
    object =
      isTag
      ? text.split(separator: "\n").first.map { String($0.dropFirst("object ".count)) } : nil
    let message = text.split(separator: "\n\n", maxSplits: 1).dropFirst().first
    tag = isTag ? message.map { String($0) } : nil
    written = WrittenSeal(tag.map { SealTag.parts(of: $0).text } ?? text)
  }

  /// Where it does not hold against a history; nothing where it holds.
  package enum Fault: Sendable, Hashable {
    /// It does not say of which commit it is, or of what.
    case incomplete([SealField])
    case commitLost(String)
    /// It is of a commit of another branch.
    case notOfHistory(OID)
    /// It is of a commit that comes after what is here.
    case later(OID)
    /// An earlier seal that it follows is of a commit that is not here.
    case previousLost(String)
    /// What is there now, and what it says.
    case differs(SealField, now: String, written: String)
    /// The digest of its text is not what it says it is, though nothing else is wrong.
    case digestDiffers(now: String, written: String)
    /// It holds as far as it goes, but lines are missing by which the rest is held.
    case notProved(missing: [String])
    /// What the tag is called, and what it is called on the slip.
    case nameDiffers(now: String, written: String)
    case timeStamp(TimeStampFault)
  }

  package struct Verdict: Sendable {
    package var faults: [Fault] = []
    /// Lines of a slip that nothing here tells anything of.
    package var unchecked: [String] = []
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
      let isLater = try inGit(repository.isAncestor(head, of: commit))
      verdict.faults = [isLater ? .later(commit) : .notOfHistory(commit)]
      return verdict
    }
    if let object, object != "\(commit)" {
      verdict.faults.append(.differs(.commit, now: object, written: "\(commit)"))
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
    let reckoned = SealStatement(
      office: office, commit: "\(commit)",
      day: written[.day].flatMap { Day($0) } ?? Day(ordinal: 0), tally: tally, digests: digests,
      findings: statement?.findings ?? SealStatement.Findings(count: 0, digest: ""),
      previous: statement?.previous ?? [], note: written.values[.note] ?? [])
    // What only the seal itself can say is bound by the digest of its text alone.
    let said: Set<SealField> = [
      .day, .findings, .findingsSHA256, .previous, .previousCommit, .previousSHA256, .note,
    ]
    for field in written.differences(from: reckoned) where !said.contains(field) {
      let value = reckoned.fields.first { $0.field == field }?.value ?? "-"
      verdict.faults.append(
        .differs(field, now: value, written: written.values[field]?.joined(separator: ", ") ?? "-"))
    }
    if let name = written.beside[.tag]?.lowercased(), let statement, name != statement.name {
      verdict.faults.append(.nameDiffers(now: statement.name, written: name))
    }
    // The text of a tag is whole, to the byte, or it is none.
    if let tag {
      if tag.contains("\n-----BEGIN ") { verdict.unchecked.append("签名") }
      if statement?.text != SealTag.parts(of: tag).text {
        verdict.faults.append(.incomplete(written.missing))
      }
      return
    }
    if written.beside[.timeStamp] != nil {
      verdict.unchecked.append(SealField.Beside.timeStamp.rawValue)
    }
    guard verdict.faults.isEmpty else { return }
    let digest = written.beside[.digest]
    guard let statement, let digest else {
      var missing = written.missing.map(\.rawValue)
      if missing.isEmpty, statement == nil { missing = [SealField.previous.rawValue] }
      verdict.faults.append(
        .notProved(missing: missing + (digest == nil ? [SealField.Beside.digest.rawValue] : [])))
      return
    }
    let now = try SealTag.digest(of: statement.text)
    if now != digest { verdict.faults.append(.digestDiffers(now: now, written: digest)) }
  }
}
