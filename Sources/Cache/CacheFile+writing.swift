import Glibc

extension CacheFile {
  /// Puts a file of one segment in place of what is there.
  ///
  /// - Returns: false if it was not to be: a full disk, a folder of someone else's, another
  ///   process at it. There is nothing to be done about it then.
  @discardableResult
  package func replace(with payload: [UInt8]) -> Bool {
    replace(count: payload.count) { write in write(payload[...]) }
  }

  /// The same with a payload that is made while it is written, so that it need never be in memory.
  ///
  /// - Parameters:
  ///   - count: of the payload's bytes.
  ///   - body: hands the payload on, piece by piece; false if it gives up, as it should where
  ///     what it hands on to says so.
  @discardableResult
  package func replace(
    count: Int, _ body: (_ write: (ArraySlice<UInt8>) -> Bool) -> Bool
  ) -> Bool {
    guard makeFolder() else { return false }
    let temporary = path + ".new"
    guard let descriptor = take(temporary) else { return false }
    defer { close(descriptor) }
    var offset = Self.headSize * 2
    var written = 0
    var pending: [UInt8] = []
    func writePending(_ count: Int) -> Bool {
      let pages = Self.pages(Array(pending[..<count]), at: offset)
      pending.removeFirst(count)
      defer { offset += pages.count }
      return write(pages, to: descriptor, at: offset)
    }
    let isWritten =
      ftruncate(descriptor, 0) == 0 && write(head, to: descriptor, at: 0)
      && write(Self.segmentHead(count, at: Self.headSize), to: descriptor, at: Self.headSize)
      && body { piece in
        pending += piece
        written += piece.count
        // Whole pages, and many at a time.
        return pending.count < 256 * Self.payloadSize
          || writePending(pending.count / Self.payloadSize * Self.payloadSize)
      } && writePending(pending.count) && written == count
    guard isWritten, rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  /// Adds a segment after those that `reader` has seen.
  ///
  /// - Returns: false if it was not to be, or if the file is no longer the one that was read.
  @discardableResult
  package func append(_ payload: [UInt8], after reader: CacheReader) -> Bool {
    guard mayWrite, let descriptor = take(path, creating: false) else { return false }
    defer { close(descriptor) }
    guard let (segments, end) = survey(descriptor), segments == reader.segments else {
      return false
    }
    // What a killed process has left there. The head of the segment comes last: until then there
    // is none.
    let isWritten =
      ftruncate(descriptor, off_t(end)) == 0
      && write(
        Self.pages(payload, at: end + Self.headSize), to: descriptor, at: end + Self.headSize)
      && write(Self.segmentHead(payload.count, at: end), to: descriptor, at: end)
    if !isWritten { _ = ftruncate(descriptor, off_t(end)) }
    return isWritten
  }

  /// Removes the file, whatever it is.
  package func remove() {
    if mayWrite { unlink(path) }
  }

  /// Opens a file to write for this process alone; nil if another has it.
  private func take(_ path: String, creating: Bool = true) -> Int32? {
    let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (creating ? O_CREAT : 0)
    let descriptor = Glibc.open(path, flags, permissions & 0o666)
    guard descriptor >= 0 else { return nil }
    // The one before us may have renamed the file between our two calls.
    var (held, found) = (stat(), stat())
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &held) == 0,
      lstat(path, &found) == 0, held.st_ino == found.st_ino, held.st_dev == found.st_dev,
      held.st_mode & S_IFMT == S_IFREG
    else {
      close(descriptor)
      return nil
    }
    // Whatever the mask of the process that comes first says.
    if creating { fchmod(descriptor, permissions & 0o666) }
    return descriptor
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = pwrite(
          descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        done += written
      }
      return true
    }
  }
}

// MARK: The folder

extension CacheFile {
  /// The git directory, without its final slash.
  private var directory: String { String(folder.dropLast("duban/".count + 1)) }

  /// The permissions of the git directory: a repository that a group shares shares its cache.
  private var permissions: mode_t {
    var status = stat()
    return stat(directory, &status) == 0 ? status.st_mode & 0o7777 : 0o700
  }

  /// Whether what this process makes there is of use to those whose repository it is: root leaves
  /// nothing behind that they could not write.
  private var mayWrite: Bool {
    var status = stat()
    guard stat(directory, &status) == 0 else { return false }
    return geteuid() != 0 || status.st_uid == 0
  }

  private func makeFolder() -> Bool {
    guard mayWrite else { return false }
    let folder = String(folder.dropLast())
    if mkdir(folder, 0o777) == 0 {
      chmod(folder, permissions)
      return true
    }
    var status = stat()
    return errno == EEXIST && lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// The file `path` as it is now, under a name that `stat` the type does not hide.
private func stat(_ path: String, _ status: inout stat) -> Int32 {
  fstatat(AT_FDCWD, path, &status, 0)
}
