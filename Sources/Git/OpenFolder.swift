#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder that is held open, so that looking at many files below it walks its own path once.
package final class OpenFolder: Sendable {
  private let place: FilePlace
  private let descriptor: Int32

  package init(_ place: FilePlace) throws(GitError) {
    self.place = place
    descriptor = place.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw place.failure("open") }
  }

  deinit { close(descriptor) }

  /// What is at a path below the folder; nil if nothing is.
  package func status(of path: GitPath) throws(GitError) -> FileStatus? {
    var raw = stat()
    guard path.withCString({ fstatat(descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw GitError.system(call: "fstatat", path: "\(place)/\(path)", code: errno)
    }
    return FileStatus(raw)
  }
}
