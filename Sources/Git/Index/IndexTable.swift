import Files

extension IndexFile {
  /// Where each entry of an index is, so that any of them is found without going through those
  /// before it.
  struct Table: Sendable {
    /// Where each entry starts, and last where the entries end and the extensions begin.
    fileprivate let starts: [UInt32]
    /// Version 4 stores only how a name differs from the one before: the names in full, a NUL behind
    /// each, and where each starts. Empty in other versions, where the index itself has them so.
    fileprivate let names: [UInt8]
    fileprivate let nameStarts: [UInt32]

    static let empty = Table(starts: [UInt32(headerSize)], names: [], nameStarts: [])

    private init(starts: [UInt32], names: [UInt8], nameStarts: [UInt32]) {
      (self.starts, self.names, self.nameStarts) = (starts, names, nameStarts)
    }

    /// Nil where the bytes make no sense.
    ///
    /// - Parameter end: where the entries and extensions end.
    init?(of bytes: [UInt8], version: UInt32, count: UInt32, end: Int) {
      // An entry takes at least 62 bytes, whatever the header claims.
      guard bytes.count <= UInt32.max, Int(count) <= bytes.count / 62 else { return nil }
      var starts: [UInt32] = []
      starts.reserveCapacity(Int(count) + 1)
      var (names, nameStarts): ([UInt8], [UInt32]) = ([], [])
      let isWhole = bytes.withUnsafeBytes { bytes in
        let entries = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        var place = headerSize
        for _ in 0..<count {
          guard place + 62 <= end else { return false }
          starts.append(UInt32(place))
          let nameStart = place + Raw.headSize(at: place, of: entries)
          let next =
            version == 4
            ? Self.expand(from: nameStart, of: entries, into: &names, &nameStarts)
            : Self.end(ofEntryAt: place, nameStart, of: entries)
          guard let next, next <= end else { return false }
          place = next
        }
        starts.append(UInt32(place))
        return true
      }
      guard isWhole else { return nil }
      self.init(starts: starts, names: names, nameStarts: nameStarts)
    }

    private static func end(
      ofEntryAt start: Int, _ nameStart: Int, of bytes: UnsafeRawBufferPointer
    ) -> Int? {
      let stored = Int(Raw.flags(at: start, of: bytes) & 0xfff)
      guard let length = stored < 0xfff ? stored : lengthToNul(from: nameStart, of: bytes) else {
        return nil
      }
      // One to eight NULs make the entry's length a multiple of eight.
      return start + ((nameStart - start + length + 8) & ~7)
    }

    /// Adds the name at `start`, of which the bytes to cut off the last one stand first.
    private static func expand(
      from start: Int, of bytes: UnsafeRawBufferPointer, into names: inout [UInt8],
      _ nameStarts: inout [UInt32]
    ) -> Int? {
      var place = start
      guard place < bytes.count else { return nil }
      var cut = Int(bytes[place] & 127)
      while bytes[place] & 128 != 0 {
        place += 1
        guard place < bytes.count, cut < 1 << 24 else { return nil }
        cut = ((cut + 1) << 7) + Int(bytes[place] & 127)
      }
      place += 1
      let last = nameStarts.last.map { Int($0)..<names.count - 1 } ?? 0..<0
      guard cut <= last.count, let length = lengthToNul(from: place, of: bytes),
        names.count + last.count + length < UInt32.max
      else { return nil }
      nameStarts.append(UInt32(names.count))
      names += names[last.dropLast(cut)]
      names += bytes[place...(place + length)]
      return place + length + 1
    }

    private static func lengthToNul(from place: Int, of bytes: UnsafeRawBufferPointer) -> Int? {
      guard place < bytes.count else { return nil }
      return bytes[place...].firstIndex(of: 0).map { $0 - place }
    }

    var count: Int { starts.count - 1 }
    var end: Int { Int(starts[count]) }

    /// The bytes of an entry, with its name and what fills it up.
    func range(of entry: Int) -> Range<Int> { Int(starts[entry])..<Int(starts[entry + 1]) }
  }
}

extension IndexFile {
  /// Calls `body` with the entries as they lie in memory, valid until it returns.
  func withRaw<T, Failure: Error>(_ body: (RawEntries) throws(Failure) -> T) throws(Failure) -> T {
    // `withUnsafeBytes` takes no typed errors through, so that the result is handed on by hand.
    let result = bytes.withUnsafeBytes { bytes in
      table.names.withUnsafeBytes { names in
        table.starts.withUnsafeBufferPointer { starts in
          table.nameStarts.withUnsafeBufferPointer { nameStarts in
            let entries = RawEntries(
              bytes: bytes, starts: starts, names: names, nameStarts: nameStarts)
            return Result { () throws(Failure) in try body(entries) }
          }
        }
      }
    }
    return try result.get()
  }

  /// All entries of an index in memory.
  struct RawEntries {
    fileprivate let bytes: UnsafeRawBufferPointer
    fileprivate let starts: UnsafeBufferPointer<UInt32>
    fileprivate let names: UnsafeRawBufferPointer
    fileprivate let nameStarts: UnsafeBufferPointer<UInt32>

    subscript(entry: Int) -> Raw { Raw(start: Int(starts[entry]), number: entry, entries: self) }
  }

  /// One entry of an index in memory, whose parts are read where they lie.
  struct Raw {
    private let start: Int
    private let number: Int
    private let entries: RawEntries

    fileprivate init(start: Int, number: Int, entries: RawEntries) {
      (self.start, self.number, self.entries) = (start, number, entries)
    }

    /// The offset of the size in an entry.
    static let sizeOffset = 36

    fileprivate static func flags(at start: Int, of bytes: UnsafeRawBufferPointer) -> UInt16 {
      UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 60, as: UInt16.self))
    }

    /// How many bytes stand before the name: two more with extended flags (from version 3 on).
    fileprivate static func headSize(at start: Int, of bytes: UnsafeRawBufferPointer) -> Int {
      flags(at: start, of: bytes) & 0x4000 != 0 ? 64 : 62
    }

    /// Everything before the name.
    var head: UnsafeRawBufferPointer {
      let size = Self.headSize(at: start, of: entries.bytes)
      return UnsafeRawBufferPointer(rebasing: entries.bytes[start..<start + size])
    }

    /// The path; a NUL stands behind it.
    var name: UnsafeBufferPointer<UInt8> {
      let (bytes, first, last): (UnsafeRawBufferPointer, Int, Int)
      if entries.nameStarts.isEmpty {
        (bytes, first) = (entries.bytes, start + head.count)
        let stored = Int(flags & 0xfff)
        last = stored < 0xfff ? first + stored : bytes[first...].firstIndex(of: 0) ?? first
      } else {
        (bytes, first) = (entries.names, Int(entries.nameStarts[number]))
        let next =
          number + 1 < entries.nameStarts.count ? Int(entries.nameStarts[number + 1]) : bytes.count
        last = next - 1
      }
      return UnsafeRawBufferPointer(rebasing: bytes[first..<last]).assumingMemoryBound(
        to: UInt8.self)
    }

    /// The fields of four bytes, in their order.
    private func word(_ index: Int) -> UInt32 {
      UInt32(
        bigEndian: entries.bytes.loadUnaligned(fromByteOffset: start + index * 4, as: UInt32.self))
    }

    private var flags: UInt16 { Self.flags(at: start, of: entries.bytes) }

    private var extendedFlags: UInt16 {
      flags & 0x4000 == 0
        ? 0
        : UInt16(
          bigEndian: entries.bytes.loadUnaligned(fromByteOffset: start + 62, as: UInt16.self))
    }

    var id: OID { OID(at: start + 40, of: entries.bytes) }
    var mode: EntryMode { EntryMode(raw: word(6)) }
    var stage: Int { Int(flags >> 12 & 3) }
    var isAssumedUnchanged: Bool { flags & 0x8000 != 0 }
    var isSkipped: Bool { extendedFlags & 0x4000 != 0 }
    var isIntentToAdd: Bool { extendedFlags & 0x2000 != 0 }

    var seen: IndexEntry.Seen {
      IndexEntry.Seen(
        changed: IndexEntry.Seen.Time(seconds: word(0), nanoseconds: word(1)),
        modified: IndexEntry.Seen.Time(seconds: word(2), nanoseconds: word(3)),
        device: word(4), inode: word(5), owner: word(7), group: word(8), size: word(9))
    }

    /// A copy that outlives the index.
    var entry: IndexEntry {
      IndexEntry(
        path: RelativePath(bytes: name), id: id, mode: mode, stage: stage, seen: seen,
        isAssumedUnchanged: isAssumedUnchanged, isSkipped: isSkipped, isIntentToAdd: isIntentToAdd)
    }
  }
}
