package import Files
import Glibc
import OnDemand

/// Git's index as it lies on disk: gitformat-index(5), versions 2 to 4.
///
/// Read and changed byte by byte rather than through libgit2, which drops the extensions it does
/// not know, cannot read an index without a checksum, and insists on taking the lock itself. An
/// edit leaves every other entry exactly as it was.
package struct IndexFile: Sendable {
  let bytes: [UInt8]
  let version: UInt32
  let table: Table
  let extensions: [Extension]
  /// When the file was last written; nil for an index that does not exist yet.
  package let written: FileStatus.Time?

  struct Extension: Sendable {
    let name: String
    /// The contents, without the eight bytes of name and size.
    let range: Range<Int>
  }

  static let headerSize = 12
  static let checksumSize = 20

  /// An index without entries.
  package static let empty = IndexFile(
    bytes: Array("DIRC".utf8) + [0, 0, 0, 2, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 20),
    version: 2, table: .empty, extensions: [], written: nil)

  private init(
    bytes: [UInt8], version: UInt32, table: Table, extensions: [Extension],
    written: FileStatus.Time?
  ) {
    self.bytes = bytes
    self.version = version
    self.table = table
    self.extensions = extensions
    self.written = written
  }

  /// Reads and checks the structure.
  ///
  /// - Parameter checkingSeal: whether the checksum is checked too, unless it is left out
  ///   (`index.skipHash`).
  init(_ bytes: [UInt8], written: FileStatus.Time?, path: String, checkingSeal: Bool = true)
    throws(GitError)
  {
    func damaged(_ reason: String) -> GitError { .damagedIndex(path: path, reason: reason) }
    guard bytes.count >= Self.headerSize + Self.checksumSize, bytes.starts(with: "DIRC".utf8) else {
      throw damaged("header")
    }
    let version = bytes.integer(at: 4)
    guard (2...4).contains(version) else { throw damaged("version \(version)") }
    let sealed = bytes.count - Self.checksumSize
    let seal = bytes[sealed...]
    if checkingSeal, !seal.allSatisfy({ $0 == 0 }) {
      guard seal.elementsEqual(try Self.seal(of: bytes[..<sealed])) else {
        throw damaged("checksum")
      }
    }
    guard let table = Table(of: bytes, version: version, count: bytes.integer(at: 8), end: sealed)
    else { throw damaged("entries") }
    guard let extensions = Self.extensions(in: bytes, table.end..<sealed) else {
      throw damaged("extensions")
    }
    self.init(
      bytes: bytes, version: version, table: table, extensions: extensions, written: written)
  }

  /// The checksum that an index ends with.
  static func seal(of bytes: ArraySlice<UInt8>) throws(GitError) -> [UInt8] {
    do throws(LibraryFault) { return try sha1(bytes) } catch { throw .cannotUse(error) }
  }

  private static func extensions(in bytes: [UInt8], _ range: Range<Int>) -> [Extension]? {
    var found: [Extension] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard offset + 8 <= range.upperBound else { return nil }
      let (start, size) = (offset + 8, Int(bytes.integer(at: offset + 4)))
      guard start + size <= range.upperBound else { return nil }
      let name = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
      found.append(Extension(name: name, range: start..<start + size))
      offset = start + size
    }
    return found
  }

  /// The extension without which the entries cannot be understood, if there is one: `link` (split
  /// index), `sdir` (sparse index), or one of the future. Their names begin with a small letter.
  package var requiredExtension: String? {
    extensions.first { $0.name.utf8.first.map { $0 >= UInt8(ascii: "a") } ?? true }?.name
  }
}

extension IndexFile {
  /// The trees of the folders that are, in the index, as some commit had them.
  package var trees: [RelativePath: OID] {
    extensions.first { $0.name == "TREE" }.flatMap { CacheTree.trees(in: bytes[$0.range]) } ?? [:]
  }
}

extension Repository {
  /// Reads the index; one that does not exist is empty.
  ///
  /// - Parameter checkingSeal: whether the checksum is checked. Git itself does so only in `fsck`: it
  ///   takes longer than the rest of the reading.
  /// - Complexity: O(n) in the size of the index, without an allocation an entry.
  package func index(checkingSeal: Bool = true) throws(GitError) -> IndexFile {
    guard let (bytes, status) = try onDisk(FilePlace(indexPath).read()) else { return .empty }
    return try IndexFile(
      bytes, written: status.modified, path: indexPath, checkingSeal: checkingSeal)
  }

  /// Reads the index, letting git write out a copy of one that only git understands (split or
  /// sparse), so that all entries are in it.
  package func wholeIndex(checkingSeal: Bool = true) async throws(GitError) -> IndexFile {
    try await whole(try index(checkingSeal: checkingSeal))
  }

  func whole(_ index: IndexFile) async throws(GitError) -> IndexFile {
    if index.requiredExtension == nil { return index }
    let number = UInt64.random(in: 0 ... .max)
    let copy = FilePlace("\(environment["TMPDIR"] ?? "/tmp")/duban-git-index-\(number)")
    try onDisk(copy.create(with: index.bytes, permissions: 0o600, durable: false))
    defer { try? copy.remove() }
    var child = git(
      "-c", "core.splitIndex=false", "-c", "index.sparse=false", "-c", "index.skipHash=false",
      "update-index", "--no-split-index", "--force-write-index")
    child.environment.variables["GIT_INDEX_FILE"] = copy.description
    try await running(await child.output())
    let bytes = try onDisk(copy.read())?.bytes ?? []
    return try IndexFile(bytes, written: index.written, path: copy.description)
  }
}

extension IndexFile {
  /// The entries of one path: none, one, or the stages of a conflict.
  package func entries(at path: RelativePath) -> StagedFiles { StagedFiles(of: self, at: path) }

  /// The entries below `folder`, in the index's order.
  package func entries(under folder: RelativePath = .root) -> StagedFiles {
    StagedFiles(of: self, under: folder)
  }
}

extension [UInt8] {
  /// Four bytes, big end first.
  func integer(at offset: Int) -> UInt32 {
    withUnsafeBytes {
      UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
  }
}
