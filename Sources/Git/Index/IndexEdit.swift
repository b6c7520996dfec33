import Files

/// Rewrites an index with a few entries set or removed and all others as they were.
struct IndexEdit {
  private let index: IndexFile
  private let changes: [Change]
  private var out: [UInt8] = []
  private var count = 0
  /// The name of the last entry written, which version 4 names the next one by.
  private var lastName: [UInt8] = []
  private var changesPaths = false
  private(set) var racy: [Racy] = []

  /// An entry to be set (with stage 0, in place of all stages) or, with nil, removed.
  struct Change {
    let path: RelativePath
    let entry: IndexEntry?
  }

  /// An entry of the old index that was written in the index's own second: where its size stands
  /// in the new bytes.
  struct Racy {
    let entry: IndexEntry
    let sizeOffset: Int
  }

  /// - Precondition: the paths of `changes` differ from one another, and the index has no required
  ///   extension.
  init(of index: IndexFile, with changes: [Change]) {
    precondition(index.requiredExtension == nil, "such an index is git's own to change")
    self.index = index
    self.changes = changes.sorted { $0.path < $1.path }
  }

  /// The bytes of the new index.
  ///
  /// `isUnnoticed` is asked for each racy entry whether its file has changed in a way that only its
  /// contents show. The new index is younger than the file, so that git would take it for clean:
  /// its size is set to 0, which makes git look (`ce_smudge_racily_clean_entry` in git).
  mutating func bytes(isUnnoticed: (IndexEntry) throws(GitError) -> Bool) throws(GitError)
    -> [UInt8]
  {
    out = Array(index.bytes[..<IndexFile.headerSize])
    out.reserveCapacity(index.bytes.count + 1024)
    writeEntries()
    withUnsafeBytes(of: UInt32(count).bigEndian) { out.replaceSubrange(8..<12, with: $0) }
    for racy in racy where try isUnnoticed(racy.entry) {
      out.replaceSubrange(racy.sizeOffset..<racy.sizeOffset + 4, with: [0, 0, 0, 0])
    }
    writeExtensions()
    let isSealed =
      index.written == nil || index.bytes.suffix(IndexFile.checksumSize).contains { $0 != 0 }
    out +=
      isSealed
      ? try IndexFile.seal(of: out[...]) : [UInt8](repeating: 0, count: IndexFile.checksumSize)
    return out
  }

  private mutating func writeEntries() {
    var waiting = changes[...]
    var matched = 0
    index.withRaw { entries in
      for number in 0..<index.table.count {
        let old = entries[number]
        var isReplaced = false
        while let change = waiting.first, !isReplaced {
          let place = change.path.bytes.withUnsafeBufferPointer { order(old.name, $0) }
          if place < 0 { break }
          isReplaced = place == 0
          if !isReplaced {
            write(change.entry)
            waiting.removeFirst()
          }
        }
        if isReplaced { matched += 1 } else { copy(old, index.table.range(of: number)) }
      }
    }
    for change in waiting { write(change.entry) }
    changesPaths = matched != changes.count || changes.contains { $0.entry == nil }
  }

  private mutating func copy(_ old: IndexFile.Raw, _ range: Range<Int>) {
    if let written = index.written, Int64(old.seen.modified.seconds) >= written.seconds,
      old.seen.size != 0
    {
      racy.append(Racy(entry: old.entry, sizeOffset: out.count + IndexFile.Raw.sizeOffset))
    }
    count += 1
    if index.version == 4 {
      out += old.head
      writeCompressed(Array(old.name))
    } else {
      out += index.bytes[range]
    }
  }

  private mutating func write(_ entry: IndexEntry?) {
    guard let entry else { return }
    count += 1
    let start = out.count
    let seen = entry.seen
    for word in [
      seen.changed.seconds, seen.changed.nanoseconds, seen.modified.seconds,
      seen.modified.nanoseconds, seen.device, seen.inode, entry.mode.rawValue, seen.owner,
      seen.group, seen.size,
    ] { withUnsafeBytes(of: word.bigEndian) { out += $0 } }
    out += entry.id.bytes
    let name = entry.path.bytes
    withUnsafeBytes(of: UInt16(min(name.count, 0xfff)).bigEndian) { out += $0 }
    if index.version == 4 {
      writeCompressed(name)
    } else {
      out += name
      out += repeatElement(0, count: 8 - (out.count - start) % 8)
    }
  }

  /// Writes a name as version 4 does: how many bytes to cut off the last one, and what follows.
  private mutating func writeCompressed(_ name: [UInt8]) {
    let common = zip(lastName, name).prefix { $0 == $1 }.count
    var cut = lastName.count - common
    var digits = [UInt8(cut & 127)]
    cut >>= 7
    while cut > 0 {
      cut -= 1
      digits.append(128 | UInt8(cut & 127))
      cut >>= 7
    }
    out += digits.reversed()
    out += name[common...]
    out.append(0)
    lastName = name
  }

  /// Keeps what is still true. What is left out git makes anew when it next writes the index:
  /// the offsets in `EOIE` and `IEOT`, the positions in `FSMN`, and `UNTR` once a path has come
  /// or gone.
  private mutating func writeExtensions() {
    for part in index.extensions {
      let contents = index.bytes[part.range]
      switch part.name {
      case "TREE":
        if let tree = CacheTree.invalidated(contents, at: changes.map(\.path)) {
          write(extension: part.name, tree)
        }
      case "REUC": write(extension: part.name, contents)
      case "UNTR" where !changesPaths: write(extension: part.name, contents)
      default: break
      }
    }
  }

  private mutating func write(extension name: String, _ contents: some Collection<UInt8>) {
    out += name.utf8
    withUnsafeBytes(of: UInt32(contents.count).bigEndian) { out += $0 }
    out += contents
  }
}
