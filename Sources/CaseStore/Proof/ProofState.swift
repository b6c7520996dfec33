package import ByteCoding
import Cache
import Files
import Git
import Messages
import Supervision

/// What the last `verify` of a whole history proved, kept so that the next need only go on.
///
/// It is ignored when in doubt: of another program, not as it was written, another's, of a commit that
/// is no ancestor. Whoever trusts not even that says `--full`.
struct ProofState {
  /// The commit up to which, with all its ancestors, everything is proved.
  let head: OID
  private(set) var proof: HistoryProof

  private static let key = RecordKey(0, 0, 1)

  private static func store(in repository: Repository) -> Store? {
    repository.store("verified", isPrivate: true)
  }

  /// Nil where there is none that can be relied on.
  static func read(in repository: Repository) -> ProofState? {
    guard var reader = try? store(in: repository)?.record(of: key) else { return nil }
    guard var state = try? ProofState(head: reader.read(), proof: reader.read()),
      (try? state.proof.weigh(in: repository)) != nil
    else { return nil }
    return state
  }

  /// Keeps the state; where that cannot be, the next run begins at the beginning.
  func write(in repository: Repository) {
    var writer = ByteWriter()
    writer.write(head, proof)
    Self.store(in: repository)?.keep([(Self.key, writer.bytes)])
  }
}

extension HistoryProof: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      counts: (try reader.read(), try reader.read(), try reader.read()),
      found: try reader.read(), judgingBegins: try reader.read(), departures: try reader.read(),
      recorders: try reader.read(), separated: try reader.read(),
      unsettled: try reader.read(), letters: try reader.read(), separates: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(
      commits, touching, steps, found, judgingBegins.sorted { $0.commit < $1.commit }, departures,
      recorders, separated, unsettled, letters, separates)
  }
}

extension ProofFinding: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let (commit, time): (OID, Int) = (try reader.read(), try reader.read())
    let path = try reader.counted()
    let (line, column): (Int, Int) = (try reader.read(), try reader.read())
    self.init(
      commit: commit, time: Int64(time), path: path.isEmpty ? nil : RelativePath(bytes: path),
      place: line > 0 ? SourceLocation(line: line, column: column) : nil,
      rule: try reader.read { Rule.named($0) },
      severity: try reader.read { Rule.Severity(rawValue: $0) },
      message: Phrase(zh: try reader.read(), en: try reader.read()), isNewer: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(commit, Int(time))
    // No path is empty, and lines count from 1.
    writer.add(counted: path?.bytes ?? [])
    writer.write(
      place?.line ?? 0, place?.column ?? 0, rule.id, severity.rawValue, message.zh, message.en,
      isNewer)
  }
}

extension ProofPart.Departure: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(commit: try reader.read(), blob: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(commit, blob) }
}

extension ProofPart.Beginning: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    let commit: OID = try reader.read()
    let day: String = try reader.read()
    self.init(commit: commit, since: Day(day))
  }

  func write(to writer: inout ByteWriter) { writer.write(commit, since.map { "\($0)" } ?? "") }
}

extension SeparatedAct: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      number: try reader.read(), email: try reader.read(),
      kind: try reader.read { StepKind(rawValue: $0) })
  }

  func write(to writer: inout ByteWriter) { writer.write(number, email, kind.rawValue) }
}

extension Unsettled: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let rules: [String: [String]] = try reader.read()
    self.init(rules: rules.mapValues { Set($0) })
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(rules.mapValues { $0.sorted() })
  }
}

extension ActedSteps: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(steps: try reader.read(), newer: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(steps, newer) }
}

extension StepKinds: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(bits: UInt64(bitPattern: Int64(try reader.number())))
  }

  func write(to writer: inout ByteWriter) { writer.add(Int(bitPattern: UInt(bits))) }
}
