import ByteCoding
import Cache
import Git

/// Why the index gives no answer.
enum IndexError: Error {
  /// Its file is not as it was written: there is no index then.
  case broken
  /// It is not to blame.
  case git(GitError)
}

/// A part of the index as it was written, of which only what is asked for is read.
///
///     head     number of the first commit; how many commits, words of runs, heads, cases and bytes
///              of lists there are
///     commits  20 bytes of name, generation, time; by number
///     names    4 bytes of a commit's name and its number; by name
///     runs     start, how many parents, the parents; by start
///     heads    numbers
///     cases    8 bytes of hash, where the list ends; by hash
///     lists    of each case the commits that touch it: twice the distance from the one before, and
///              one if a file came or went
struct IndexPart {
  private enum Source {
    case memory([UInt8])
    case file(CacheReader, CacheReader.Segment)
  }

  static let headSize = 24
  static let commitSize = 32
  static let nameSize = 8
  static let caseSize = 12
  /// A part of so many bytes is read as a whole.
  private static let smallSize = 1 << 15

  private let source: Source
  /// The numbers of its commits.
  let numbers: Range<UInt32>
  private let words, headCount, cases: Int
  private let namesStart, runsStart, headsStart, casesStart, listsStart: Int
  private let size: Int

  init(_ contents: IndexContents) throws(IndexError) {
    try self.init(.memory(contents.bytes))
  }

  init(_ segment: CacheReader.Segment, of file: CacheReader) throws(IndexError) {
    if segment.count > Self.smallSize {
      try self.init(.file(file, segment))
    } else {
      guard let bytes = file.bytes(of: segment) else { throw .broken }
      try self.init(.memory(bytes))
    }
  }

  private init(_ source: Source) throws(IndexError) {
    self.source = source
    switch source {
    case .memory(let bytes): size = bytes.count
    case .file(_, let segment): size = segment.count
    }
    guard size >= Self.headSize else { throw .broken }
    let bytes = try Self.bytes(0..<Self.headSize, of: source)
    var reader = ByteReader(bytes)
    guard let first = reader.uint32(), let count = reader.uint32(), let words = reader.uint32(),
      let headCount = reader.uint32(), let cases = reader.uint32(), let lists = reader.uint32(),
      count <= .max - first
    else { throw .broken }
    numbers = first..<first + count
    (self.words, self.headCount, self.cases) = (Int(words), Int(headCount), Int(cases))
    namesStart = Self.headSize + Int(count) * Self.commitSize
    runsStart = namesStart + Int(count) * Self.nameSize
    headsStart = runsStart + Int(words) * 4
    casesStart = headsStart + Int(headCount) * 4
    listsStart = casesStart + Int(cases) * Self.caseSize
    guard listsStart + Int(lists) == size else { throw .broken }
  }

  private func bytes(_ range: Range<Int>) throws(IndexError) -> [UInt8] {
    try Self.bytes(range, of: source)
  }

  private static func bytes(_ range: Range<Int>, of source: Source) throws(IndexError) -> [UInt8] {
    switch source {
    case .memory(let bytes): return Array(bytes[range])
    case .file(let reader, let segment):
      guard let bytes = reader.bytes(range, of: segment) else { throw .broken }
      return bytes
    }
  }
}

// MARK: Questions

extension IndexPart {
  /// - Precondition: the number is one of `numbers`.
  func commit(_ number: UInt32) throws(IndexError) -> IndexedCommit {
    let start = Self.headSize + Int(number - numbers.lowerBound) * Self.commitSize
    var reader = ByteReader(try bytes(start..<start + Self.commitSize))
    guard let commit = reader.commit() else { throw .broken }
    return commit
  }

  /// The number of a commit; nil if it is not in this part.
  func number(of id: OID) throws(IndexError) -> UInt32? {
    let prefix = id.mark
    var place = try lowerBound(numbers.count) { place throws(IndexError) in
      try name(at: place).prefix < prefix
    }
    while place < numbers.count {
      let name = try name(at: place)
      guard name.prefix == prefix else { break }
      guard numbers.contains(name.number) else { throw .broken }
      if try commit(name.number).id == id { return name.number }
      place += 1
    }
    return nil
  }

  private func name(at place: Int) throws(IndexError) -> (prefix: UInt32, number: UInt32) {
    let start = namesStart + place * Self.nameSize
    var reader = ByteReader(try bytes(start..<start + Self.nameSize))
    guard let prefix = reader.uint32(), let number = reader.uint32() else { throw .broken }
    return (prefix, number)
  }

  /// The commits of this part that touch a case.
  func touches(of key: UInt64) throws(IndexError) -> [IndexedTouch] {
    let place = try lowerBound(cases) { place throws(IndexError) in try list(at: place).key < key }
    guard place < cases else { return [] }
    let found = try list(at: place)
    guard found.key == key else { return [] }
    return try touches(of: key, from: place == 0 ? 0 : try list(at: place - 1).end, to: found.end)
  }

  private func list(at place: Int) throws(IndexError) -> (key: UInt64, end: Int) {
    let start = casesStart + place * Self.caseSize
    var reader = ByteReader(try bytes(start..<start + Self.caseSize))
    guard let key = reader.uint64(), let end = reader.uint32() else { throw .broken }
    return (key, Int(end))
  }

  private func touches(of key: UInt64, from start: Int, to end: Int) throws(IndexError)
    -> [IndexedTouch]
  {
    guard start <= end, listsStart + end <= size else { throw .broken }
    var reader = ByteReader(try bytes(listsStart + start..<listsStart + end))
    var found: [IndexedTouch] = []
    var number: UInt32 = 0
    while !reader.isAtEnd {
      guard let word = reader.number() else { throw .broken }
      number &+= word >> 1
      guard numbers.contains(number) else { throw .broken }
      found.append(IndexedTouch(key: key, commit: number, moves: word & 1 == 1))
    }
    return found
  }

  func runs() throws(IndexError) -> [IndexRun] {
    var reader = ByteReader(try bytes(runsStart..<headsStart))
    var runs: [IndexRun] = []
    while !reader.isAtEnd {
      guard let start = reader.uint32(), numbers.contains(start), let count = reader.uint32(),
        let parents = reader.numbers(Int(count)), parents.allSatisfy({ $0 < start })
      else { throw .broken }
      runs.append(IndexRun(start: start, parents: parents))
    }
    return runs
  }

  func heads() throws(IndexError) -> [UInt32] {
    var reader = ByteReader(try bytes(headsStart..<casesStart))
    guard let heads = reader.numbers(headCount) else { throw .broken }
    return heads
  }

  /// All of it, to be written anew together with others.
  func contents() throws(IndexError) -> IndexContents {
    var contents = IndexContents(first: numbers.lowerBound)
    var reader = ByteReader(try bytes(Self.headSize..<namesStart))
    contents.commits.reserveCapacity(numbers.count)
    while let commit = reader.commit() { contents.commits.append(commit) }
    contents.runs = try runs()
    contents.heads = try heads()
    var lists = ByteReader(try bytes(casesStart..<listsStart))
    var start = 0
    while let key = lists.uint64(), let end = lists.uint32() {
      contents.touches += try touches(of: key, from: start, to: Int(end))
      start = Int(end)
    }
    return contents
  }

  /// The first of `count` places that does not come before what is looked for.
  private func lowerBound(
    _ count: Int, isBefore: (Int) throws(IndexError) -> Bool
  ) throws(IndexError) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if try isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ByteReader {
  fileprivate mutating func commit() -> IndexedCommit? {
    guard let name = raw(20), let generation = uint32(), let time = uint64() else { return nil }
    return IndexedCommit(
      id: OID(bytes: name), time: Int64(bitPattern: time), generation: generation)
  }

  fileprivate mutating func numbers(_ count: Int) -> [UInt32]? {
    var numbers: [UInt32] = []
    for _ in 0..<count {
      guard let number = uint32() else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// What `IndexContents` writes of seven bits a byte.
  fileprivate mutating func number() -> UInt32? {
    var (number, shift) = (UInt32(0), UInt32(0))
    while shift < 32, let byte = byte() {
      number |= UInt32(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    return nil
  }
}
