import ByteCoding
import Cache
import Git

/// What the index keeps of one commit, by its name.
struct IndexedCommit: Hashable, Sendable {
  /// Commits are numbered as the index comes to know them, parents before their children.
  let number: Int
  /// Seconds of its committer's clock, or of an ancestor's that was ahead of it: no commit is older
  /// than its parents.
  let time: Int
  /// One more than the highest of its parents'.
  let generation: Int
}

/// That a commit differs from its first parent in a case, by the hash of the case's number.
struct IndexedTouch: Hashable, Sendable {
  let id: OID
  let commit: IndexedCommit
  /// Whether a file of the case came or went, so that the case may have moved.
  let moves: Bool
  /// The case as the commit has it; nil where it went.
  let blob: OID?
}

/// That in a commit a case went which its first parent has.
struct IndexedDeparture: Hashable, Sendable {
  let id: OID
  let number: Int
}

/// A run of commits, each but the first the only child of the one numbered before it.
struct IndexRun: Hashable, Sendable {
  let start: Int
  /// The numbers of the first commit's parents.
  let parents: [Int]
}

/// How far the index goes.
struct IndexExtent: Hashable, Sendable {
  /// As many commits have a number.
  var count = 0
  /// The numbers of those without children.
  var heads: Set<Int> = []
}

extension IndexedCommit: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(number: try reader.read(), time: try reader.read(), generation: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(number, time, generation) }
}

extension IndexedTouch: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      id: try reader.read(), commit: try reader.read(), moves: try reader.read(),
      blob: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(id, commit, moves, blob) }
}

extension IndexedDeparture: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(id: try reader.read(), number: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(id, number) }
}

extension IndexRun: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(start: try reader.read(), parents: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(start, parents) }
}

extension IndexExtent: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(count: try reader.read(), heads: Set(try reader.read([Int].self)))
  }

  func write(to writer: inout ByteWriter) { writer.write(count, heads.sorted()) }
}

extension RecordKey {
  static let extent = RecordKey(0, 0, 1)
  static let runs = RecordKey(0, 0, 2)
  static let departures = RecordKey(0, 0, 3)
}
