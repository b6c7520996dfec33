import Glibc
import OnDemand

/// A folder of files that we make anew each time, beside whatever else a person keeps in it.
///
/// A list in the folder says which files are ours and what they held; nothing else is ever written
/// over or removed. All files are first written to a folder of their own in it, so that a full disk
/// changes nothing, and then moved to their places, each in one step.
package final class PublishedFolder {
  /// Where the list is, and the files before they are moved.
  private static let listName = ".duban-site"
  private static let stagingName = ".duban-site.new"
  private static let listHeading = "duban-git site 1"

  private let place: FilePlace
  private let descriptor: Int32
  /// What the list says of the files that are ours: paths and the SHA-1 of their bytes.
  private let former: [RelativePath: String]
  private var staged: [(path: RelativePath, digest: String)] = []
  /// Whether files of a run that was interrupted were there, and are gone now.
  package let hadLeftovers: Bool

  /// Opens the folder, made where it is not there yet, and keeps other runs out of it.
  ///
  /// - Returns: nil while another run holds it.
  package static func open(at place: FilePlace) throws(FileError) -> PublishedFolder? {
    _ = try place.makeFolders(below: FilePlace("/"), durable: false)
    let descriptor = place.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw place.failure("open") }
    // The kernel drops the lock when we end, however that may be.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return try PublishedFolder(place, descriptor)
  }

  private init(_ place: FilePlace, _ descriptor: Int32) throws(FileError) {
    self.place = place
    self.descriptor = descriptor
    do throws(FileError) {
      former = try Self.list(at: place.file(RelativePath(Self.listName)))
      let staging = place.file(RelativePath(Self.stagingName))
      hadLeftovers = try staging.status() != nil
      try staging.removeAll()
      _ = try staging.makeFolders(below: place, durable: false)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit {
    try? place.file(RelativePath(Self.stagingName)).removeAll()
    close(descriptor)
  }

  /// Takes a file of the new version, at a path from the top of the folder.
  package func add(_ bytes: [UInt8], at path: RelativePath) throws(FileError) {
    let file = stagedFile(at: path)
    _ = try file.parent.makeFolders(
      below: place.file(RelativePath(Self.stagingName)), durable: false)
    try file.create(with: bytes, permissions: nil, durable: false)
    staged.append((path, try Self.digest(of: bytes)))
  }

  /// What stands where a file of ours should go and is not provably ours, first one first: a
  /// person's file, a link, a folder with a file's name.
  package func obstacle() throws(FileError) -> RelativePath? {
    var checked: Set<RelativePath> = [.root]
    for (path, _) in staged {
      var folder = path.parent
      while checked.insert(folder).inserted {
        if let kind = try place.file(folder).status()?.kind, kind != .folder { return folder }
        folder = folder.parent
      }
      guard let status = try place.file(path).status() else { continue }
      guard status.kind == .file, former[path] != nil else { return path }
    }
    let list = RelativePath(Self.listName)
    if former.isEmpty, try place.file(list).status() != nil { return list }
    return nil
  }

  /// What came of publishing.
  package struct Outcome: Hashable, Sendable {
    /// Files of an earlier version that are gone.
    package let removed: Int
    /// Files of an earlier version that somebody has changed since; they stay, and are ours no more.
    package let kept: [RelativePath]
  }

  /// Moves the new files to their places and removes those of the version before.
  ///
  /// After a crash at any point every file of ours is in the list, so that the next run finds it.
  ///
  /// - Precondition: there is no `obstacle()`.
  package func publish() throws(FileError) -> Outcome {
    let current = Dictionary(staged.map { ($0.path, $0.digest) }) { $1 }
    try write(former.merging(current) { $1 })
    for (path, _) in staged {
      let target = place.file(path)
      _ = try target.parent.makeFolders(below: place, durable: false)
      try target.replace(by: stagedFile(at: path))
    }
    var removed = 0
    var kept: [RelativePath] = []
    for (path, digest) in former.sorted(by: { $0.key < $1.key }) where current[path] == nil {
      guard try liesInFolders(path), let found = try place.file(path).status() else { continue }
      guard found.kind == .file, let bytes = try place.file(path).read()?.bytes,
        try Self.digest(of: bytes) == digest
      else {
        kept.append(path)
        continue
      }
      try place.file(path).remove()
      removed += 1
      removeEmptyFolders(above: path)
    }
    try write(current)
    try place.file(RelativePath(Self.stagingName)).removeAll()
    return Outcome(removed: removed, kept: kept)
  }

  private func stagedFile(at path: RelativePath) -> FilePlace {
    place.file(RelativePath(Self.stagingName)).file(path)
  }

  /// Whether the way to a path leads through folders only, none of them a link to elsewhere.
  private func liesInFolders(_ path: RelativePath) throws(FileError) -> Bool {
    var folder = path.parent
    while folder != .root {
      guard try place.file(folder).status()?.kind == .folder else { return false }
      folder = folder.parent
    }
    return true
  }

  private func removeEmptyFolders(above path: RelativePath) {
    var folder = path.parent
    while folder != .root {
      place.file(folder).removeFolder()
      folder = folder.parent
    }
  }

  // MARK: The list

  private func write(_ files: [RelativePath: String]) throws(FileError) {
    var bytes = Array("\(Self.listHeading)\n".utf8)
    for (path, digest) in files.sorted(by: { $0.key < $1.key }) {
      bytes += digest.utf8 + [UInt8(ascii: " ")] + path.bytes + [UInt8(ascii: "\n")]
    }
    try place.file(RelativePath(Self.listName)).save(bytes)
  }

  /// What a list of ours says; nothing where there is none, or it is none of ours.
  private static func list(at place: FilePlace) throws(FileError) -> [RelativePath: String] {
    guard try place.status()?.kind == .file, let bytes = try place.read()?.bytes else { return [:] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard lines.first?.elementsEqual(listHeading.utf8) == true else { return [:] }
    var files: [RelativePath: String] = [:]
    for line in lines.dropFirst() where line.count > 41 {
      let path = RelativePath(bytes: Array(line.dropFirst(41)))
      // The list lies where anybody may write; it must not lead out of the folder.
      guard
        path.components.allSatisfy({
          !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
        })
      else { continue }
      files[path] = String(decoding: line.prefix(40), as: UTF8.self)
    }
    return files
  }

  private static func digest(of bytes: [UInt8]) throws(FileError) -> String {
    do throws(LibraryFault) {
      return try sha1(bytes[...]).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    } catch {
      throw .cannotUse(error)
    }
  }
}
