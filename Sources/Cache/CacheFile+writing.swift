import Glibc

/// That a cache cannot be written: a full disk, a folder of someone else's, another process at it.
/// There is nothing to be done about it then.
struct CannotKeep: Error {}

extension CacheFile {
  /// Puts a file in place of what is there, with a payload that is made while it is written, so that
  /// it need never be in memory.
  ///
  /// - Parameters:
  ///   - count: of the payload's bytes.
  ///   - body: writes them.
  func replace(
    count: Int, _ body: (inout PageWriter) throws(CannotKeep) -> Void
  ) throws(CannotKeep) {
    let permissions = try makeFolder()
    let temporary = path + ".new"
    // What nobody else may have written, a group may still read.
    let shared = permissions & 0o020 == 0 ? 0o600 : permissions & 0o644
    let descriptor = try take(temporary, isPrivate ? shared : permissions & 0o666)
    defer { close(descriptor) }
    do throws(CannotKeep) {
      guard ftruncate(descriptor, 0) == 0 else { throw CannotKeep() }
      var writer = PageWriter(descriptor)
      try writer.write(head: head(count))
      try body(&writer)
      guard try writer.finish() == count, rename(temporary, path) == 0 else { throw CannotKeep() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Opens a file to write for this process alone.
  ///
  /// - Throws: if another has it.
  private func take(_ path: String, _ permissions: mode_t) throws(CannotKeep) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = open(path, flags, permissions)
    guard descriptor >= 0 else { throw CannotKeep() }
    // The one before us may have renamed the file between our two calls.
    var (held, found) = (stat(), stat())
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &held) == 0,
      lstat(path, &found) == 0, held.st_ino == found.st_ino, held.st_dev == found.st_dev,
      held.st_mode & S_IFMT == S_IFREG,
      // Whatever the mask of the process that comes first says.
      fchmod(descriptor, permissions) == 0
    else {
      close(descriptor)
      throw CannotKeep()
    }
    return descriptor
  }

  /// Makes the folder, and tells the permissions of the git directory: a repository that a group
  /// shares shares its caches.
  ///
  /// What root makes in another's repository would be of no use to those whose it is: they could not
  /// write it.
  private func makeFolder() throws(CannotKeep) -> mode_t {
    var (git, own) = (stat(), stat())
    guard stat(directory, &git) == 0, geteuid() != 0 || git.st_uid == 0 else { throw CannotKeep() }
    // What a group may write, it may write in: git gives such folders its group too.
    let shared: mode_t = git.st_mode & 0o020 == 0 ? 0 : 0o2000
    if mkdir(folder, 0o777) == 0 { chmod(folder, git.st_mode & 0o7777 | shared) }
    guard lstat(folder, &own) == 0, own.st_mode & S_IFMT == S_IFDIR else { throw CannotKeep() }
    return git.st_mode
  }
}

/// `stat(2)`, under a name that `stat` the type does not hide.
private func stat(_ path: String, _ status: inout stat) -> Int32 {
  fstatat(AT_FDCWD, path, &status, 0)
}

/// Writes a payload as pages with their checksums.
struct PageWriter: ~Copyable {
  private let descriptor: Int32
  private var payload: [UInt8] = []
  private var written = 0
  private var offset = 0

  fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

  fileprivate func write(head: [UInt8]) throws(CannotKeep) { try write(head, at: 0) }

  mutating func write(_ piece: some Collection<UInt8>) throws(CannotKeep) {
    payload += piece
    // Whole pages, and many at a time.
    if payload.count >= 256 * CacheFile.shareSize {
      try writePages(payload.count / CacheFile.shareSize * CacheFile.shareSize)
    }
  }

  /// Writes what is left, and tells how many bytes the payload has.
  fileprivate mutating func finish() throws(CannotKeep) -> Int {
    try writePages(payload.count)
    return written
  }

  private mutating func writePages(_ count: Int) throws(CannotKeep) {
    var pages: [UInt8] = []
    pages.reserveCapacity(count + count / CacheFile.shareSize * 8 + 8)
    payload.withUnsafeBytes { payload in
      for start in stride(from: 0, to: count, by: CacheFile.shareSize) {
        let share = UnsafeRawBufferPointer(
          rebasing: payload[start..<min(start + CacheFile.shareSize, count)])
        let sum = checksum(share, seed: UInt64(offset + pages.count))
        pages += share
        pages.append(number: sum)
      }
    }
    try write(pages, at: CacheFile.headSize + offset)
    payload.removeFirst(count)
    written += count
    offset += pages.count
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(CannotKeep) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw CannotKeep() }
      done += count
    }
  }
}
