import Files

/// What a process is about to do, so that the next one can clear up if it dies.
///
/// On disk a list of fields, each a letter, its value and a NUL, which no path contains. It is only
/// ever added to, so that a process that dies while writing leaves a shorter journal, never a wrong
/// one.
struct Journal: Hashable {
  /// The git directory of the worktree it works in.
  var gitDirectory: String
  /// The files whose index entries it will refresh.
  var files: [File] = []
  /// Files that it will make and rename.
  var temporary: [FilePlace] = []
  /// Locks that libgit2 took for it.
  var locks: [Lock] = []

  /// A file with all that it is in turn: what `HEAD` has, then what each commit gives it, nil being
  /// no file. An index entry that is one of them and older than `HEAD`'s was left behind.
  struct File: Hashable {
    var path: RelativePath
    var versions: [OID?]
    /// Whether it was on disk what `HEAD` has.
    var isClean: Bool

    var isRemoved: Bool { versions[versions.count - 1] == nil }

    var bytes: [UInt8] {
      let ids = versions.map { "\($0 ?? .zero)" }.joined(separator: ",")
      return Journal.field("f", "\(isClean ? "=" : "~") \(ids) ".utf8 + path.bytes)
    }
  }

  /// A lock file of git's kind, which looks like any other: known by its inode, and by the name of
  /// the commit that it is to hold.
  struct Lock: Hashable {
    var place: FilePlace
    var device, inode: UInt64
    var target: OID

    var bytes: [UInt8] {
      Journal.field("l", "\(device) \(inode) \(target) ".utf8 + place.bytes)
    }
  }

  static let mark = "duban-git journal 3"

  init(gitDirectory: String) { self.gitDirectory = gitDirectory }

  /// Nil for what is no journal. A last field that was cut off is left out.
  init?(_ bytes: [UInt8]) {
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    guard fields.count >= 2, fields[0].elementsEqual(Self.mark.utf8),
      fields[1].first == UInt8(ascii: "d")
    else { return nil }
    gitDirectory = String(decoding: fields[1].dropFirst(), as: UTF8.self)
    for field in fields.dropFirst(2) {
      let value = field.dropFirst()
      switch field.first {
      case UInt8(ascii: "f"): if let file = File(value) { files.append(file) }
      case UInt8(ascii: "t"): temporary.append(FilePlace(bytes: Array(value)))
      case UInt8(ascii: "l"): if let lock = Lock(value) { locks.append(lock) }
      default: return nil
      }
    }
  }

  var bytes: [UInt8] {
    Self.mark.utf8 + [0] + Self.field("d", gitDirectory.utf8)
      + files.flatMap(\.bytes) + temporary.flatMap { Self.field("t", $0.bytes) }
      + locks.flatMap(\.bytes)
  }

  private static func field(_ letter: Unicode.Scalar, _ value: some Sequence<UInt8>) -> [UInt8] {
    [UInt8(ascii: letter)] + value + [0]
  }
}

extension Journal.File {
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard parts.count == 3 else { return nil }
    path = RelativePath(bytes: parts[2])
    isClean = parts[0].elementsEqual("=".utf8)
    versions = parts[1].split(separator: UInt8(ascii: ",")).map {
      OID(hex: String(decoding: $0, as: UTF8.self)).flatMap { $0 == .zero ? nil : $0 }
    }
    guard !versions.isEmpty else { return nil }
  }

  /// Whether an index entry has an older version than `HEAD`, of those that the file was given here.
  func isBehind(_ found: Recording.FileVersions) -> Bool {
    guard found.staged?.id != found.committed?.id,
      let reached = versions.lastIndex(of: found.committed?.id)
    else { return false }
    return found.staged?.isIntentToAdd == true || versions[..<reached].contains(found.staged?.id)
  }
}

extension Journal.Lock {
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard parts.count == 4, let device = UInt64(String(decoding: parts[0], as: UTF8.self)),
      let inode = UInt64(String(decoding: parts[1], as: UTF8.self)),
      let target = OID(hex: String(decoding: parts[2], as: UTF8.self))
    else { return nil }
    self.init(
      place: FilePlace(bytes: Array(parts[3])), device: device, inode: inode, target: target)
  }

  /// The lock that has just been taken at `place`.
  init(at place: FilePlace, for target: OID) throws(GitError) {
    let status = try onDisk(place.status())
    self.init(
      place: place, device: status?.device ?? 0, inode: status?.inode ?? 0, target: target)
  }

  /// Whether the file is still there and still this one: an inode may be used again, so its
  /// contents have to be ours as well, as far as they were written.
  func isLeftBehind() throws(GitError) -> Bool {
    guard let (bytes, status) = try onDisk(place.read()) else { return false }
    return status.device == device && status.inode == inode
      && "\(target)\n".utf8.starts(with: bytes)
  }
}
