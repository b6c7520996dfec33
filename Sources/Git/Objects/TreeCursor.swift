import Files
import Glibc

/// Goes through the bytes of a tree: `<octal mode> <name>\0<20 bytes>`, entry after entry.
struct TreeCursor {
  /// Where the parts of an entry lie.
  struct Item {
    let start, name, id: Int
  }

  private let bytes: [UInt8]
  private let tree: OID
  private var position = 0

  init(_ bytes: [UInt8], _ tree: OID) {
    self.bytes = bytes
    self.tree = tree
  }

  mutating func next() throws(GitError) -> Item? {
    guard position < bytes.count else { return nil }
    guard let space = index(of: UInt8(ascii: " "), from: position),
      let zero = index(of: 0, from: space), zero + 21 <= bytes.count
    else { throw .malformedObject(tree) }
    let item = Item(start: position, name: space + 1, id: zero + 1)
    position = zero + 21
    return item
  }

  /// Goes on to the first entry that is not the same bytes in both.
  ///
  /// - Returns: the last that is.
  @discardableResult
  mutating func skipWhatIsEqual(in other: inout TreeCursor) throws(GitError) -> Item? {
    let limit = commonPrefix(with: other)
    var (last, end): (Int?, Int) = (nil, 0)
    // Only the name's end is looked for: a mode holds no zero byte.
    while end < limit, let zero = index(of: 0, from: end), zero + 21 <= limit {
      (last, end) = (end, zero + 21)
    }
    position = last ?? 0
    let item = last == nil ? nil : try next()
    other.position = position
    return item
  }

  private func commonPrefix(with other: TreeCursor) -> Int {
    bytes.withUnsafeBytes { mine in
      other.bytes.withUnsafeBytes { theirs in
        let count = min(mine.count, theirs.count)
        var place = 0
        while place + 8 <= count,
          mine.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            == theirs.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        {
          place += 8
        }
        while place < count, mine[place] == theirs[place] { place += 1 }
        return place
      }
    }
  }

  /// Whether two entries are the same in every byte.
  func isSame(_ item: Item, as other: Item, in tree: TreeCursor) -> Bool {
    bytes[item.start..<(item.id + 20)].elementsEqual(tree.bytes[other.start..<(other.id + 20)])
  }

  mutating func rewind() { position = 0 }

  func hasSameRest(as other: TreeCursor) -> Bool {
    bytes.count - position == other.bytes.count - other.position
      && bytes.withUnsafeBytes { mine in
        other.bytes.withUnsafeBytes { theirs in
          UnsafeRawBufferPointer(rebasing: mine[position...]).elementsAreEqual(
            UnsafeRawBufferPointer(rebasing: theirs[other.position...]))
        }
      }
  }

  func name(of item: Item) -> ArraySlice<UInt8> { bytes[item.name..<(item.id - 1)] }

  func mode(of item: Item) -> UInt32 {
    bytes[item.start..<(item.name - 1)].reduce(0) { $0 << 3 | UInt32($1 & 7) }
  }

  /// Whether the mode is written as git writes it, without a zero before it.
  func isModePlain(of item: Item) -> Bool { bytes[item.start] != UInt8(ascii: "0") }

  func entry(_ item: Item, in folder: RelativePath) -> TreeEntry {
    entry(item, at: folder.appending(name(of: item)))
  }

  func entry(_ item: Item, at path: RelativePath) -> TreeEntry {
    TreeEntry(
      path: path, id: OID(bytes: bytes[item.id..<(item.id + 20)]),
      mode: EntryMode(raw: mode(of: item)))
  }

  /// Git's order of entries: a folder's name ends with `/`.
  func order(_ item: Item, _ other: Item, in tree: TreeCursor) -> Int {
    let (mine, theirs) = (name(of: item), tree.name(of: other))
    for (one, another) in zip(mine, theirs) where one != another { return one < another ? -1 : 1 }
    let count = min(mine.count, theirs.count)
    let (next, nextOther) = (next(of: item, after: count), tree.next(of: other, after: count))
    return next < nextOther ? -1 : next == nextOther ? 0 : 1
  }

  /// What comes in the name after some bytes, its end included.
  private func next(of item: Item, after count: Int) -> UInt8 {
    let name = name(of: item)
    if name.count > count { return name[name.startIndex + count] }
    return EntryMode(raw: mode(of: item)) == .folder ? RelativePath.slash : 0
  }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      // A buffer with something left at `start` has an address.
      memchr(buffer.baseAddress! + start, Int32(byte), buffer.count - start).map {
        UnsafeRawPointer($0) - buffer.baseAddress!
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func elementsAreEqual(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count, let mine = baseAddress, let theirs = other.baseAddress else {
      return count == other.count
    }
    return memcmp(mine, theirs, count) == 0
  }
}
