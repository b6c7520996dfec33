import ByteCoding
import Cache
import Git

/// What the index keeps of one commit.
struct IndexedCommit: Hashable, Sendable {
  let id: OID
  /// Seconds of its committer's clock, or of an ancestor's that was ahead of it: no commit is older
  /// than its parents.
  let time: Int64
  /// One more than the highest of its parents'.
  let generation: UInt32

  /// Newest first, children before their parents: an order that depends on nothing but the history.
  static func isShownBefore(_ one: IndexedCommit, _ other: IndexedCommit) -> Bool {
    (one.time, one.generation, one.id) > (other.time, other.generation, other.id)
  }
}

/// Commits by the numbers that the index gives them, parents before their children.
///
/// As a rule a commit is the only child of the one numbered before it; where it is not, a new run of
/// commits starts.
struct IndexRun: Hashable, Sendable {
  let start: UInt32
  let parents: [UInt32]
}

/// That a commit differs from its first parent in a case.
struct IndexedTouch: Hashable, Sendable {
  /// The hash of the case's number.
  let key: UInt64
  let commit: UInt32
  /// Whether a file of the case came or went, so that the case may have moved.
  let moves: Bool

  static func key(of id: String) -> UInt64 { keyHash(id.utf8) }
}

/// A part of the index as it is made: some commits, numbered one after the other.
struct IndexContents: Sendable {
  /// The number of the first commit.
  let first: UInt32
  var commits: [IndexedCommit] = []
  /// By their starts; the first commit always starts one.
  var runs: [IndexRun] = []
  /// Those of all commits up to here that have no child here.
  var heads: [UInt32] = []
  /// By key, then by commit.
  var touches: [IndexedTouch] = []

  init(first: UInt32) { self.first = first }

  mutating func sortTouches() {
    touches.sort { ($0.key, $0.commit) < ($1.key, $1.commit) }
  }

  /// Adds the part that comes right after.
  mutating func append(_ other: IndexContents) {
    commits += other.commits
    runs += other.runs
    heads = other.heads
    touches += other.touches
  }
}

// MARK: As bytes

extension IndexContents {
  /// The part as `IndexPart` reads it.
  var bytes: [UInt8] {
    var (words, cases, lists) = (ByteWriter(), ByteWriter(), ByteWriter())
    var wordCount: UInt32 = 0
    for run in runs {
      for word in [run.start, UInt32(run.parents.count)] + run.parents { words.add(word) }
      wordCount += UInt32(run.parents.count) + 2
    }
    var caseCount: UInt32 = 0
    var (start, previous) = (0, UInt32(0))
    for (place, touch) in touches.enumerated() {
      if touches[start].key != touch.key { (start, previous) = (place, 0) }
      lists.add(number: (touch.commit - previous) << 1 | (touch.moves ? 1 : 0))
      previous = touch.commit
      let isLast = place + 1 == touches.count || touches[place + 1].key != touch.key
      guard isLast else { continue }
      cases.add(touch.key)
      cases.add(UInt32(lists.bytes.count))
      caseCount += 1
    }
    var writer = ByteWriter()
    writer.reserve(
      IndexPart.headSize + commits.count * (IndexPart.commitSize + IndexPart.nameSize)
        + words.bytes.count + cases.bytes.count + lists.bytes.count + heads.count * 4)
    for number in [
      first, UInt32(commits.count), wordCount, UInt32(heads.count), caseCount,
      UInt32(lists.bytes.count),
    ] {
      writer.add(number)
    }
    for commit in commits {
      writer.add(raw: commit.id.bytes)
      writer.add(commit.generation)
      writer.add(UInt64(bitPattern: commit.time))
    }
    for (prefix, number) in names {
      writer.add(prefix)
      writer.add(number)
    }
    writer.add(raw: words.bytes)
    for head in heads { writer.add(head) }
    writer.add(raw: cases.bytes)
    writer.add(raw: lists.bytes)
    return writer.bytes
  }

  /// The first bytes of the commits' names, in order, and their numbers.
  private var names: [(prefix: UInt32, number: UInt32)] {
    commits.enumerated().map { ($1.id.mark, first + UInt32($0)) }.sorted {
      ($0.prefix, $0.number) < ($1.prefix, $1.number)
    }
  }
}

extension OID {
  /// The first four bytes as a number.
  var mark: UInt32 { UInt32(prefix >> 32) }
}

extension ByteWriter {
  /// A number of seven bits a byte, the lowest first; all but the last byte have the eighth set.
  fileprivate mutating func add(number: UInt32) {
    var rest = number
    while rest >= 0x80 {
      add(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    add(UInt8(rest))
  }
}
