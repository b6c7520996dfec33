package import Glibc

/// The place of a file on disk: the bytes that the operating system is given.
package struct FilePlace: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ path: String) { bytes = Array(path.utf8) }

  package var parent: FilePlace {
    guard let end = bytes.lastIndex(of: RelativePath.slash), end > 0 else {
      return FilePlace(bytes.first == RelativePath.slash ? "/" : ".")
    }
    return FilePlace(bytes: Array(bytes[..<end]))
  }

  package func sibling(named name: some Sequence<UInt8>) -> FilePlace {
    FilePlace(bytes: parent.bytes + [RelativePath.slash] + name)
  }

  /// What is at a path below this folder.
  package func file(_ path: RelativePath) -> FilePlace {
    FilePlace(bytes: bytes + [RelativePath.slash] + path.bytes)
  }

  package var withoutFinalSlash: FilePlace {
    bytes.count > 1 && bytes.last == RelativePath.slash
      ? FilePlace(bytes: Array(bytes.dropLast())) : self
  }

  package func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    bytes.withCString(body)
  }
}

extension [UInt8] {
  /// Calls `body` with the bytes and a NUL behind them, copied to the stack.
  package func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { buffer in
      let end = buffer.initialize(fromContentsOf: self)
      buffer.initializeElement(at: end, to: 0)
      // A buffer with at least the final NUL has an address.
      return UnsafeRawBufferPointer(buffer).withMemoryRebound(to: CChar.self) {
        body($0.baseAddress!)
      }
    }
  }
}

extension FilePlace: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// What a file is, without following a symbolic link.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case file, folder, symbolicLink, other }
  package struct Time: Hashable, Sendable {
    package var seconds: Int64
    package var nanoseconds: Int64
  }
  package var kind: Kind
  /// The low twelve bits: permissions.
  package var permissions: UInt32
  package var size: Int64
  package var modified, changed: Time
  package var device, inode: UInt64
  package var owner, group: UInt32

  package init(_ raw: stat) {
    kind =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      default: .other
      }
    permissions = UInt32(raw.st_mode & 0o7777)
    size = Int64(raw.st_size)
    modified = Time(raw.st_mtim)
    changed = Time(raw.st_ctim)
    device = UInt64(raw.st_dev)
    inode = UInt64(raw.st_ino)
    owner = raw.st_uid
    group = raw.st_gid
  }
}

extension FileStatus.Time {
  fileprivate init(_ raw: timespec) {
    seconds = Int64(raw.tv_sec)
    nanoseconds = Int64(raw.tv_nsec)
  }
}

extension FilePlace {
  /// The error of the system call that has just failed here.
  package func failure(_ call: String) -> FileError {
    .system(call: call, path: description, code: errno)
  }

  /// What is at this place; nil if nothing is.
  package func status() throws(FileError) -> FileStatus? {
    var raw = stat()
    guard withCString({ lstat($0, &raw) }) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("lstat")
    }
    return FileStatus(raw)
  }

  /// What a symbolic link at this place leads to in the end, or else what is here; nil if nothing is,
  /// or it cannot be looked at.
  package var targetKind: FileStatus.Kind? {
    var raw = stat()
    return withCString { stat($0, &raw) } == 0 ? FileStatus(raw).kind : nil
  }

  /// The same place with no symbolic link on the way; nil if it cannot be found.
  package var resolved: FilePlace? {
    guard let path = withCString({ realpath($0, nil) }) else { return nil }
    defer { free(path) }
    return FilePlace(bytes: Array(UnsafeRawBufferPointer(start: path, count: strlen(path))))
  }

  /// The bytes of a file and what it is; nil if there is none.
  ///
  /// A symbolic link at the end of the path is not followed (`ELOOP`).
  package func read() throws(FileError) -> (bytes: [UInt8], status: FileStatus)? {
    let descriptor = withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      if errno == ENXIO { throw .notAFile(path: "\(self)") }
      throw failure("open")
    }
    defer { close(descriptor) }
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw failure("fstat") }
    // To read a pipe would take as long as it pleases who writes into it.
    if FileStatus(raw).kind == .other { throw .notAFile(path: "\(self)") }
    guard let bytes = Self.readAll(descriptor, expecting: Int(raw.st_size)) else {
      throw failure("read")
    }
    return (bytes, FileStatus(raw))
  }

  /// The first bytes of a file and what it is, as `read()` gives them.
  package func readBeginning(_ count: Int) throws(FileError) -> (
    bytes: [UInt8], status: FileStatus
  )? {
    let descriptor = withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("open")
    }
    defer { close(descriptor) }
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw failure("fstat") }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      // A buffer with room has an address.
      repeat {
        got = readBytes(descriptor, buffer.baseAddress!, count)
      } while got < 0 && errno == EINTR
      filled = max(0, got)
    }
    guard got >= 0 else { throw failure("read") }
    return (bytes, FileStatus(raw))
  }

  /// The bytes of a plain file; nil if there is none.
  ///
  /// Nothing else is read, nor waited for: to open a pipe would take as long as it pleases who writes
  /// into it.
  ///
  /// - Parameter limit: the most bytes that are read.
  package func readPlainFile(atMost limit: Int = .max) throws(Unreadable) -> [UInt8]? {
    let descriptor = withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: return nil
      case ELOOP: throw .symbolicLink
      case ENXIO: throw .notAFile
      default: throw .failed(code: errno)
      }
    }
    defer { close(descriptor) }
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw .failed(code: errno) }
    switch FileStatus(raw).kind {
    case .file: break
    case .folder: throw .folder
    case .symbolicLink, .other: throw .notAFile
    }
    if raw.st_size > limit { throw .tooLarge(bytes: Int(raw.st_size)) }
    guard let bytes = Self.readAll(descriptor, expecting: Int(raw.st_size)) else {
      throw .failed(code: errno)
    }
    return bytes
  }

  /// Hands over the bytes of a plain file piece by piece; false if there is none. A symbolic link is followed.
  func readPieces(_ body: (UnsafeRawBufferPointer) -> Void) throws(Unreadable) -> Bool {
    let descriptor = withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return false }
      throw .failed(code: errno)
    }
    defer { close(descriptor) }
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw .failed(code: errno) }
    guard FileStatus(raw).kind == .file else { throw .notAFile }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
      // A buffer with room has an address.
      let got = readBytes(descriptor, piece.baseAddress!, piece.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .failed(code: errno) }
      if got == 0 { return true }
      body(UnsafeRawBufferPointer(rebasing: piece[..<got]))
    }
  }

  /// Nil where reading fails, for the reason that `errno` gives.
  private static func readAll(_ descriptor: Int32, expecting size: Int) -> [UInt8]? {
    var failed = false
    // One byte more than expected, so that the end is seen by the same read.
    var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count < buffer.count {
        let got = readBytes(descriptor, buffer.baseAddress! + count, buffer.count - count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        count += got
      }
    }
    if failed { return nil }
    // The file grew while it was read: read on in pieces.
    while bytes.count > size {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let got = readBytes(descriptor, &piece, piece.count)
      if got < 0, errno == EINTR { continue }
      if got < 0 { return nil }
      if got == 0 { break }
      bytes += piece[..<got]
    }
    return bytes
  }

  /// The names in a folder, without `.` and `..`, unsorted; nil if there is no folder.
  package func names() throws(FileError) -> [[UInt8]]? {
    try list().map { list in list.indices.map { list.withName(at: $0) { Array($0) } } }
  }

  /// What is in a folder, unsorted; nil if there is no folder.
  package func list() throws(FileError) -> FolderList? {
    guard let folder = withCString({ opendir($0) }) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("opendir")
    }
    defer { closedir(folder) }
    var list = FolderList()
    while let entry = readdir(folder) { list.add(entry) }
    return list
  }
}

/// `read(2)`, under a name that `FilePlace.read()` does not hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int
{
  read(descriptor, buffer, count)
}
