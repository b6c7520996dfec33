import ByteCoding
import Cache
import Files
import FrontMatter
package import Git
import Messages
import Supervision

/// What the last `verify` of a whole history proved, kept so that the next need only go on.
///
/// A private file in the common git directory that can be made again at any time. It is ignored when
/// in doubt: of another version, not as it was written, another's, of a commit that is no ancestor.
/// Whoever trusts not even that says `--full`.
package struct ProofState: Sendable {
  /// The commit up to which, with all its ancestors, everything is proved.
  package let head: OID
  package let proof: HistoryProof

  package init(head: OID, proof: HistoryProof) {
    self.head = head
    self.proof = proof
  }

  /// What is judged otherwise than by the version before makes this another number.
  private static let rules = 1

  private static func file(in repository: Repository, _ program: String) -> CacheFile? {
    repository.cacheFile("verified", contents: "verified \(rules) \(program)")
  }

  private static func place(in repository: Repository) -> FilePlace {
    FilePlace(repository.commonDirectory + "duban/verified")
  }

  /// - Parameter program: the version of this program.
  /// - Returns: nil where there is none that can be relied on.
  package static func read(in repository: Repository, program: String) -> ProofState? {
    guard place(in: repository).isPrivate, let file = file(in: repository, program)?.open(),
      let segment = file.segments.first, file.segments.count == 1,
      let bytes = file.bytes(of: segment)
    else { return nil }
    var reader = ByteReader(bytes)
    guard let head = reader.oid(), let proof = reader.proof(), reader.isAtEnd else { return nil }
    return ProofState(head: head, proof: proof)
  }

  /// Keeps the state; where that cannot be, the next run begins at the beginning.
  package func write(in repository: Repository, program: String) {
    var writer = ByteWriter()
    writer.add(head)
    writer.add(proof)
    guard Self.file(in: repository, program)?.replace(with: writer.bytes) == true else { return }
    Self.place(in: repository).makePrivate()
  }
}

// MARK: Writing

extension ByteWriter {
  fileprivate mutating func add(_ id: OID) { add(raw: id.bytes) }
  fileprivate mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  fileprivate mutating func add(_ proof: HistoryProof) {
    add(proof.commits)
    add(proof.touching)
    add(proof.steps)
    add(UInt8(proof.separates ? 1 : 0))
    add(proof.findings.count)
    for finding in proof.findings { add(finding) }
    add(proof.departures.count)
    for (number, departures) in proof.departures {
      add(number)
      add(departures.count)
      for one in departures {
        add(one.commit)
        add(one.blob)
      }
    }
    add(proof.recorders.count)
    for (email, cases) in proof.recorders {
      add(email)
      add(cases.count)
      for (number, kinds) in cases {
        add(number)
        add(kinds.bits)
      }
    }
  }

  private mutating func add(_ finding: ProofFinding) {
    add(finding.commit)
    add(UInt64(bitPattern: finding.time))
    // No path is empty.
    add(finding.path?.bytes ?? [])
    // Lines count from 1.
    add(finding.place?.line ?? 0)
    add(finding.place?.column ?? 0)
    for text in [
      finding.rule, finding.severity.rawValue, finding.message.zh, finding.message.en,
    ] { add(text) }
  }
}

// MARK: Reading

extension ByteReader {
  fileprivate mutating func oid() -> OID? { raw(20).map { OID(bytes: $0) } }

  private mutating func integer() -> Int? {
    uint64().flatMap { Int(exactly: Int64(bitPattern: $0)) }
  }

  /// As many as a number says, each read in turn; nil where one is not there.
  private mutating func list<Element>(_ read: (inout ByteReader) -> Element?) -> [Element]? {
    guard let count = integer(), count >= 0 else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }

  fileprivate mutating func proof() -> HistoryProof? {
    guard let commits = integer(), let touching = integer(), let steps = integer(),
      let separates = byte(), let findings = list({ $0.finding() }),
      let departures = list({ $0.departures() }), let recorders = list({ $0.recorder() })
    else { return nil }
    return HistoryProof(
      counts: (commits, touching, steps), findings: findings,
      departures: Dictionary(departures, uniquingKeysWith: { one, _ in one }),
      recorders: Dictionary(recorders, uniquingKeysWith: { one, _ in one }),
      separates: separates != 0)
  }

  private mutating func finding() -> ProofFinding? {
    guard let commit = oid(), let time = uint64(), let path = content(), let line = integer(),
      let column = integer(), let rule = text(),
      let severity = text().flatMap({ Rule.Severity(rawValue: $0) }), let zh = text(),
      let en = text()
    else { return nil }
    return ProofFinding(
      commit: commit, time: Int64(bitPattern: time),
      path: path.isEmpty ? nil : RelativePath(bytes: path),
      place: line > 0 ? SourceLocation(line: line, column: column) : nil, rule: rule,
      severity: severity, message: Phrase(zh: zh, en: en))
  }

  private mutating func departures() -> (String, [ProofPart.Departure])? {
    guard let number = text(),
      let departures = list({ reader in
        reader.oid().flatMap { commit in
          reader.oid().map { ProofPart.Departure(commit: commit, blob: $0) }
        }
      })
    else { return nil }
    return (number, departures)
  }

  private mutating func recorder() -> (String, [String: StepKinds])? {
    guard let email = text(),
      let cases = list({ reader in
        reader.text().flatMap { number in
          reader.uint64().map { (number, StepKinds(bits: $0)) }
        }
      })
    else { return nil }
    return (email, Dictionary(cases, uniquingKeysWith: { one, _ in one }))
  }
}
