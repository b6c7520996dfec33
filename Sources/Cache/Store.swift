package import ByteCoding

/// Records by their keys in one file: answers worked out before, for whoever asks the same again.
///
/// What depends on anything that has changed, was not written whole or cannot be read is as if it had
/// never been kept. The payload of the file is a table that is looked up where it lies: a few answers
/// cost a few lookups, however many there are.
///
///     head     how many places there are, and over how many keys are spread (4 bytes each)
///     places   key (20 bytes, zeros where there is none), where behind the places its record starts,
///              count of its bytes (4 bytes each)
///     records  bytes, in the order in which they were given
///
/// Keys stand in their order, each at the place that its first bytes tell or as soon behind it as
/// there is room.
package struct Store: Sendable {
  private let file: CacheFile
  private var open: OpenCacheFile?
  /// How many places there are, and over how many keys are spread.
  private var (places, spread) = (0, 0)
  /// The places, where all are in memory.
  private var table: [UInt8]?

  private static let headSize = 8
  private static let placeSize = RecordKey.size + 8

  /// - Parameters:
  ///   - directory: the common git directory, ending in `/`.
  ///   - contents: whatever records depend on besides their keys, with the fingerprint of what makes
  ///     them. Those that were kept under anything else are forgotten.
  ///   - isPrivate: whether records are worth nothing if anybody else may have written them.
  ///   - isForMany: whether so many records are asked for that it pays to read all places at once.
  package init(
    _ name: String, in directory: String, of contents: [String], isPrivate: Bool = false,
    isForMany: Bool = false
  ) {
    let file = CacheFile(name, in: directory, of: contents, isPrivate: isPrivate)
    self.init(file)
    guard let open = OpenCacheFile(file), let head = try? open.bytes(0..<Self.headSize) else {
      return
    }
    let (places, spread): (UInt32, UInt32) = head.withUnsafeBytes {
      ($0.number(at: 0), $0.number(at: 4))
    }
    if isForMany {
      let end = Self.headSize + Int(places) * Self.placeSize
      guard let read = try? open.bytes(Self.headSize..<end) else { return }
      table = read
    }
    (self.open, self.places, self.spread) = (open, Int(places), Int(spread))
  }

  private init(_ file: CacheFile) { self.file = file }

  /// The same with nothing in it.
  package var emptied: Store { Store(file) }

  /// The record of a key; nil if there is none.
  package func record(of key: RecordKey) throws(DamagedBytes) -> ByteReader? {
    guard let open, let range = try range(of: key) else { return nil }
    return ByteReader(try open.bytes(range))
  }

  /// Where in the payload the record of a key is; nil if there is none.
  ///
  /// - Complexity: some 50 nanoseconds where the places are in memory, else a page is read.
  private func range(of key: RecordKey) throws(DamagedBytes) -> Range<Int>? {
    var place = key.place(among: spread)
    while place < places {
      switch try withPlaces(from: place, { Self.find(key, in: $0) }) {
      case .found(let range):
        let start = Self.headSize + places * Self.placeSize
        return start + range.lowerBound..<start + range.upperBound
      case .missing: return nil
      case .behind(let count): place += count
      }
    }
    return nil
  }

  /// The places from one on: all, or as many as need be read at once.
  private func withPlaces<Result>(
    from place: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(DamagedBytes) -> Result {
    if let table {
      return table.withUnsafeBytes {
        body(UnsafeRawBufferPointer(rebasing: $0[(place * Self.placeSize)...]))
      }
    }
    guard let open else { throw DamagedBytes() }
    let (start, end) = (place * Self.placeSize, min(place + 32, places) * Self.placeSize)
    return try open.bytes(Self.headSize + start..<Self.headSize + end).withUnsafeBytes(body)
  }

  private enum Finding {
    case found(Range<Int>)
    case missing
    /// It is none of so many places.
    case behind(Int)
  }

  private static func find(_ key: RecordKey, in places: UnsafeRawBufferPointer) -> Finding {
    var offset = 0
    while offset < places.count {
      let other = RecordKey(at: offset, of: places)
      if other == key { return .found(record(at: offset, of: places)) }
      if other == .none || key < other { return .missing }
      offset += placeSize
    }
    return .behind(places.count / placeSize)
  }

  private static func record(at offset: Int, of places: UnsafeRawBufferPointer) -> Range<Int> {
    let start = Int(places.number(at: offset + RecordKey.size) as UInt32)
    return start..<start + Int(places.number(at: offset + RecordKey.size + 4) as UInt32)
  }
}

// MARK: One after the other

extension Store {
  /// Looks records up in the order in which they were given, with some of them in memory at a time.
  package struct Walk {
    private let store: Store
    private var window: [UInt8] = []
    private var start = 0

    /// What is read at once.
    private static let size = 1 << 16

    package init(_ store: Store) { self.store = store }

    /// The record of a key; nil if there is none.
    package mutating func record(of key: RecordKey) throws(DamagedBytes) -> ByteReader? {
      try range(of: key).map { ByteReader(window, $0) }
    }

    /// The same as bytes, to be kept again.
    fileprivate mutating func bytes(of key: RecordKey) throws(DamagedBytes) -> ArraySlice<UInt8>? {
      try range(of: key).map { window[$0] }
    }

    /// Where in the window the record is, which is moved if need be.
    private mutating func range(of key: RecordKey) throws(DamagedBytes) -> Range<Int>? {
      guard let open = store.open, let range = try store.range(of: key) else { return nil }
      if range.lowerBound < start || range.upperBound > start + window.count {
        let end = min(open.count, max(range.lowerBound + Self.size, range.upperBound))
        guard range.upperBound <= end else { throw DamagedBytes() }
        window = try open.bytes(range.lowerBound..<end)
        start = range.lowerBound
      }
      return range.lowerBound - start..<range.upperBound - start
    }
  }
}

// MARK: Keeping

extension Store {
  /// What is to be kept: the bytes of a record; nil for one that is kept already.
  package typealias Entry = (key: RecordKey, bytes: [UInt8]?)

  /// The keys of all records, in the order in which they were given.
  package func keys() throws(DamagedBytes) -> [RecordKey] {
    var found: [(key: RecordKey, record: Range<Int>)] = []
    var place = 0
    while place < places {
      place += try withPlaces(from: place) { places in
        for offset in stride(from: 0, to: places.count, by: Self.placeSize) {
          let key = RecordKey(at: offset, of: places)
          if key != .none { found.append((key, Self.record(at: offset, of: places))) }
        }
        return places.count / Self.placeSize
      }
    }
    return found.sorted {
      ($0.record.lowerBound, $0.record.upperBound) < ($1.record.lowerBound, $1.record.upperBound)
    }.map(\.key)
  }

  /// Keeps these in place of what was kept, for the next run; where that cannot be, it works more.
  ///
  /// - Complexity: O(n log n) in their count, O(n) in all bytes; in memory are the places.
  package func keep(_ entries: [Entry]) {
    var kept: [(key: RecordKey, bytes: [UInt8]?, start: Int, count: Int)] = []
    kept.reserveCapacity(entries.count)
    var size = 0
    for (key, bytes) in entries {
      do throws(DamagedBytes) {
        let count = if let bytes { bytes.count } else { try range(of: key)?.count }
        guard let count else { continue }
        kept.append((key, bytes, size, count))
        size += count
      } catch {
        // That something cannot be read is no reason to forget it.
        return
      }
    }
    // A third is left free, so that few stand far behind their place.
    let spread = kept.count + kept.count / 2 + 1
    var (places, table) = (0, [UInt8]())
    table.reserveCapacity(spread * Self.placeSize)
    var last = RecordKey.none
    for index in kept.indices.sorted(by: { kept[$0].key < kept[$1].key })
    where kept[index].key != last {
      last = kept[index].key
      let place = max(places, last.place(among: spread))
      table.append(contentsOf: repeatElement(0, count: (place - places) * Self.placeSize))
      last.write(to: &table)
      table.append(number: UInt32(truncatingIfNeeded: kept[index].start))
      table.append(number: UInt32(kept[index].count))
      places = place + 1
    }
    var head: [UInt8] = []
    head.append(number: UInt32(places))
    head.append(number: UInt32(spread))
    // Past what a place can tell nothing is kept.
    guard size <= UInt32.max else { return }
    try? file.replace(count: head.count + table.count + size) { writer throws(CannotKeep) in
      try writer.write(head)
      try writer.write(table)
      var former = Walk(self)
      for (key, bytes, _, _) in kept {
        guard let bytes = bytes?[...] ?? (try? former.bytes(of: key)) else { throw CannotKeep() }
        try writer.write(bytes)
      }
    }
  }
}
