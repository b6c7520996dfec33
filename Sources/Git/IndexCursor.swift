extension IndexFile {
  /// Goes through the entries of an index, one after another.
  struct Cursor {
    private let bytes: [UInt8]
    private let version: UInt32
    private let end: Int
    /// How many entries are still to come.
    private(set) var remaining: Int
    /// Where the present entry starts, and where the next one does.
    private(set) var start = IndexFile.headerSize
    private(set) var offset = IndexFile.headerSize
    /// Where the bytes of the name start that are stored with the entry.
    private var nameStart = 0
    /// Version 4 stores only how a name differs from the one before, so it is kept here.
    private var name: [UInt8] = []
    private var nameCount = 0

    init(_ bytes: [UInt8], version: UInt32, count: Int, end: Int) {
      self.bytes = bytes
      self.version = version
      self.end = end
      remaining = count
    }

    /// Goes to the next entry; false at the end, or where the bytes make no sense (`remaining` is
    /// then not 0).
    mutating func advance() -> Bool {
      guard remaining > 0, offset + 62 <= end else { return false }
      start = offset
      nameStart = start + (isExtended ? 64 : 62)
      guard version == 4 ? readCompressedName() : readName() else {
        offset = start
        return false
      }
      remaining -= 1
      return true
    }

    private mutating func readName() -> Bool {
      let stored = Int(flags & 0xfff)
      guard let length = stored < 0xfff ? stored : lengthToNul(from: nameStart) else {
        return false
      }
      nameCount = length
      // One to eight NULs make the entry's length a multiple of eight.
      offset = start + ((nameStart - start + length + 8) & ~7)
      return offset <= end
    }

    private mutating func readCompressedName() -> Bool {
      var place = nameStart
      guard place < end else { return false }
      var cut = Int(bytes[place] & 127)
      while bytes[place] & 128 != 0 {
        place += 1
        guard place < end, cut < 1 << 24 else { return false }
        cut = ((cut + 1) << 7) + Int(bytes[place] & 127)
      }
      place += 1
      guard cut <= name.count, let length = lengthToNul(from: place) else { return false }
      name.removeLast(cut)
      name += bytes[place..<place + length]
      nameCount = name.count
      offset = place + length + 1
      return offset <= end
    }

    private func lengthToNul(from place: Int) -> Int? {
      bytes.withUnsafeBufferPointer { all in
        guard place < end else { return nil }
        return all[place..<end].firstIndex(of: 0).map { $0 - place }
      }
    }

    func withName<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
      if version == 4 { return name.withUnsafeBufferPointer(body) }
      return bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[nameStart..<nameStart + nameCount]))
      }
    }

    /// The fixed part: everything before the name.
    var fixed: Range<Int> { start..<(start + (isExtended ? 64 : 62)) }

    /// When the file was last changed, in seconds, and its size; what is racy is decided by them.
    var modifiedSeconds: UInt32 { bytes.integer(at: start + 8) }
    var size: UInt32 { bytes.integer(at: start + 36) }
    var rawMode: UInt32 { bytes.integer(at: start + 24) }
    /// The offset of the size in an entry.
    static let sizeOffset = 36

    private var flags: UInt16 { UInt16(bytes[start + 60]) << 8 | UInt16(bytes[start + 61]) }
    private var isExtended: Bool { version >= 3 && flags & 0x4000 != 0 }

    /// The present entry.
    var entry: IndexEntry {
      func word(_ index: Int) -> UInt32 { bytes.integer(at: start + index * 4) }
      let more =
        isExtended ? UInt16(bytes[start + 62]) << 8 | UInt16(bytes[start + 63]) : 0
      return IndexEntry(
        path: withName { GitPath(bytes: $0) },
        id: bytes.withUnsafeBytes { OID(at: start + 40, of: $0) },
        mode: EntryMode(raw: word(6)), stage: Int(flags >> 12 & 3),
        seen: IndexEntry.Seen(
          changed: IndexEntry.Seen.Time(seconds: word(0), nanoseconds: word(1)),
          modified: IndexEntry.Seen.Time(seconds: word(2), nanoseconds: word(3)),
          device: word(4), inode: word(5), owner: word(7), group: word(8), size: word(9)),
        isAssumedUnchanged: flags & 0x8000 != 0, isSkipped: more & 0x4000 != 0,
        isIntentToAdd: more & 0x2000 != 0)
    }
  }
}
