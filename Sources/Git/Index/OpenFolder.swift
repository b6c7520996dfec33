package import Files
import Glibc

/// A folder that is held open, so that looking at many files below it walks its own path once.
package final class OpenFolder: Sendable {
  private let place: FilePlace
  private let descriptor: Int32

  package init(_ place: FilePlace) throws(GitError) {
    self.place = place
    descriptor = place.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .file(place.failure("open")) }
  }

  deinit { close(descriptor) }
}

/// How a file that the index knows stands on disk.
package enum FileStanding: Sendable {
  case absent
  /// It is certain to hold what its entry names, so that it need not be read.
  case unchanged
  /// Only its contents tell.
  case unknown
}

extension OpenFolder {
  /// How the files of some entries, paths from this folder, stand.
  ///
  /// - Complexity: one `lstat` an entry, from the folder that it is in.
  package func standings(of files: StagedFiles) throws(GitError) -> [FileStanding] {
    try files.index.withRaw { entries throws(GitError) in
      var standings: [FileStanding] = []
      standings.reserveCapacity(files.count)
      var inner = InnerFolder()
      defer { inner.close() }
      for place in files.indices {
        let entry = entries[place]
        let name = entry.name
        let start = name.lastIndex(of: RelativePath.slash).map { $0 + 1 } ?? 0
        let folder = UnsafeBufferPointer(rebasing: name[..<max(0, start - 1)])
        if !inner.isOpen(at: folder) { try enter(folder, &inner) }
        guard let status = try status(of: name, from: start, in: inner) else {
          standings.append(.absent)
          continue
        }
        let isProof =
          entry.stage == 0 && (entry.mode == .file || entry.mode == .executable)
          && !entry.isIntentToAdd
          && files.index.written.map { entry.seen.proves(status, indexWritten: $0) } ?? false
        standings.append(isProof ? .unchanged : .unknown)
      }
      return standings
    }
  }

  /// The folder below this one that the last file was in: its neighbours are mostly there too.
  private struct InnerFolder {
    /// Its path as a stretch of the index; nil before the first.
    var path: UnsafeBufferPointer<UInt8>?
    /// -1 where there is no such folder.
    var descriptor: Int32 = -1

    func isOpen(at path: UnsafeBufferPointer<UInt8>) -> Bool {
      self.path.map { order($0, path) == 0 } ?? false
    }

    mutating func close() {
      if descriptor >= 0 { Glibc.close(descriptor) }
      (path, descriptor) = (nil, -1)
    }
  }

  private func enter(_ path: UnsafeBufferPointer<UInt8>, _ inner: inout InnerFolder)
    throws(GitError)
  {
    inner.close()
    inner.path = path
    inner.descriptor = (path.isEmpty ? Array(".".utf8) : Array(path)).withCString {
      openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard inner.descriptor < 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw failure("openat", path)
  }

  /// What is at the name that starts at `start` of a path; nil if nothing is.
  private func status(of path: UnsafeBufferPointer<UInt8>, from start: Int, in inner: InnerFolder)
    throws(GitError) -> FileStatus?
  {
    guard inner.descriptor >= 0, let base = path.baseAddress else { return nil }
    var raw = stat()
    // A NUL stands behind each path of an index.
    let found = UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: 1) {
      fstatat(inner.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW)
    }
    guard found == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("fstatat", path)
    }
    return FileStatus(raw)
  }

  private func failure(_ call: String, _ path: UnsafeBufferPointer<UInt8>) -> GitError {
    .file(.system(call: call, path: "\(place)/\(RelativePath(bytes: path))", code: errno))
  }
}
