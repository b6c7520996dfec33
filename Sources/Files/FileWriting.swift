import CSync
import Glibc

extension FilePlace {
  /// Makes this file, which must not exist yet, with these bytes.
  ///
  /// - Parameters:
  ///   - permissions: nil for those that any new file gets.
  ///   - durable: whether to wait until it is on the disk; else that is begun.
  /// - Throws: `.system` with `EEXIST` if something is there.
  package func create(with bytes: [UInt8], permissions: UInt32?, durable: Bool) throws(FileError) {
    let descriptor = withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw failure("open") }
    do throws(FileError) {
      defer { close(descriptor) }
      if let permissions, fchmod(descriptor, mode_t(permissions)) != 0 { throw failure("fchmod") }
      try write(bytes, to: descriptor)
      if durable {
        if fsync(descriptor) != 0 { throw failure("fsync") }
      } else {
        // Only a beginning: what goes wrong shows when somebody waits for it.
        _ = sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE)
      }
    } catch {
      // Half a file of ours helps nobody.
      withCString { _ = unlink($0) }
      throw error
    }
  }

  /// Writes a document here, in place of what is here, by way of a file beside it: a reader sees
  /// the old bytes or the new ones. A device or pipe is written to as it is.
  package func save(_ bytes: [UInt8]) throws(FileError) {
    if let kind = try status()?.kind, kind != .file {
      let descriptor = withCString { open($0, O_WRONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw failure("open") }
      defer { close(descriptor) }
      try write(bytes, to: descriptor)
      return
    }
    let permissions = try status()?.permissions
    let temporary = sibling(named: "\(FilePlace.temporaryName())".utf8)
    try temporary.create(with: bytes, permissions: permissions, durable: false)
    try replace(by: temporary)
  }

  /// Adds bytes to the end of the file, which is made where there is none, in one piece: others may add to
  /// it at the same time.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    let descriptor = withCString {
      open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
    if fsync(descriptor) != 0 { throw failure("fsync") }
  }

  /// Writes everything, however many calls it takes.
  package func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written >= 0 else { throw failure("write") }
      rest = rest.dropFirst(written)
    }
  }

  /// Puts the file at `temporary` here, in place of what is here.
  package func replace(by temporary: FilePlace) throws(FileError) {
    let status = temporary.withCString { old in withCString { new in rename(old, new) } }
    guard status == 0 else { throw failure("rename") }
  }

  /// Puts the file at `temporary` here, unless something is here already (`EEXIST`).
  package func appear(from temporary: FilePlace) throws(FileError) {
    if try isLinked(to: temporary) {
      try temporary.remove()
      return
    }
    // Without hard links all we can do is look first.
    guard try status() == nil else {
      errno = EEXIST
      throw failure("link")
    }
    try replace(by: temporary)
  }

  /// Gives the file at `other` this name too, unless something has it already (`EEXIST`).
  ///
  /// - Returns: false where the file system has no hard links.
  package func isLinked(to other: FilePlace) throws(FileError) -> Bool {
    if other.withCString({ old in withCString { new in link(old, new) } }) == 0 { return true }
    guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS else { throw failure("link") }
    return false
  }

  /// Removes the file; one that is not there is fine.
  package func remove() throws(FileError) {
    guard withCString({ unlink($0) }) == 0 || errno == ENOENT else { throw failure("unlink") }
  }

  /// Removes a file, or a folder with all that is in it.
  package func removeAll() throws(FileError) {
    guard try status()?.kind == .folder else { return try remove() }
    for name in try names() ?? [] {
      try FilePlace(bytes: bytes + [RelativePath.slash] + name).removeAll()
    }
    removeFolder()
  }

  /// Makes the folder and those it lies in, down from `top`, and says which were new, outermost
  /// first.
  package func makeFolders(below top: FilePlace, durable: Bool) throws(FileError) -> [FilePlace] {
    guard bytes.count > top.bytes.count, try status()?.kind != .folder else { return [] }
    var made = try parent.makeFolders(below: top, durable: durable)
    if withCString({ mkdir($0, 0o777) }) == 0 {
      made.append(self)
      if durable { try parent.syncFolder() }
    } else if errno != EEXIST {
      throw failure("mkdir")
    }
    return made
  }

  /// Makes a new folder that nobody else can read.
  package func makePrivateFolder() throws(FileError) {
    guard withCString({ mkdir($0, 0o700) }) == 0 else { throw failure("mkdir") }
  }

  /// Removes the folder if it is empty.
  package func removeFolder() {
    withCString { _ = rmdir($0) }
  }

  /// Makes sure that what is in this file is so for good.
  package func sync() throws(FileError) {
    let descriptor = withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("fsync") }
  }

  /// Makes sure that a file that came or went in this folder has come or gone for good.
  package func syncFolder() throws(FileError) {
    let descriptor = withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder and say so; there is nothing to be done about it.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("fsync") }
  }

  /// Makes sure of everything that was written to this folder's file system, by whomever: for many
  /// files one wait for the disk, where a sync each waits for every one (syncfs(2); since Linux 5.8
  /// it tells what could not be written).
  package func syncAll() throws(FileError) {
    let descriptor = withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    guard syncfs(descriptor) == 0 else { throw failure("syncfs") }
  }

  /// Whether this user may write here.
  package var isWritable: Bool { withCString { access($0, W_OK) } == 0 }
  /// Whether this user may run this file.
  package var isExecutable: Bool { withCString { access($0, X_OK) } == 0 }
}

/// `write(2)`, under a name that `FilePlace.write` does not hide.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

extension FilePlace {
  /// Sets who may do what with a file or folder of ours.
  package func setPermissions(_ permissions: UInt32) { withCString { _ = chmod($0, permissions) } }

  /// Takes from everybody else what they may do with a file of ours.
  package func makePrivate() { withCString { _ = chmod($0, 0o600) } }

  /// Whether this is a file of our own that nobody else may have written.
  package var isPrivate: Bool {
    // A file that cannot be looked at is no file of ours.
    guard let status = try? status() else { return false }
    return status.kind == .file && status.owner == geteuid() && status.permissions & 0o022 == 0
  }
}

extension FilePlace {
  /// A name that no other file has, for one that is soon renamed or removed.
  package static func temporaryName() -> String {
    let number = String(UInt64.random(in: 0 ... .max), radix: 16)
    return ".duban-git-\(String(repeating: "0", count: 16 - number.count))\(number).tmp"
  }

  /// The folder of a file with such a name; nil for any other place.
  package var folderOfTemporary: FilePlace? {
    let name = bytes.split(separator: UInt8(ascii: "/")).last ?? []
    return name.starts(with: ".duban-git-".utf8) && name.suffix(4).elementsEqual(".tmp".utf8)
      ? parent : nil
  }
}
