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
package enum IndexProof: Sendable {
  /// What lies behind a symbolic link counts as absent, as in git.
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
  package func proofs(of files: StagedFiles) -> [IndexProof] {
    files.index.withRaw { entries in
      var proofs: [IndexProof] = []
      proofs.reserveCapacity(files.count)
      var inner = InnerFolder()
      defer { inner.close() }
      for place in files.indices {
        let entry = entries[place]
        let name = entry.name
        let start = name.lastIndex(of: RelativePath.slash).map { $0 + 1 } ?? 0
        let folder = UnsafeBufferPointer(rebasing: name[..<max(0, start - 1)])
        if !inner.isOpen(at: folder) { enter(folder, &inner) }
        let status: FileStatus
        switch look(at: name, from: start, in: inner) {
        case .found(let found): status = found
        case .nothing:
          proofs.append(.absent)
          continue
        case .refused:
          proofs.append(.unknown)
          continue
        }
        let isProof =
          entry.stage == 0 && (entry.mode == .file || entry.mode == .executable)
          && !entry.isIntentToAdd
          && files.index.written.map { entry.seen.proves(status, indexWritten: $0) } ?? false
        proofs.append(isProof ? .unchanged : .unknown)
      }
      return proofs
    }
  }

  /// The folder below this one that the last file was in: its neighbours are mostly there too.
  private struct InnerFolder {
    /// Its path as a stretch of the index; nil before the first.
    var path: UnsafeBufferPointer<UInt8>?
    /// -1 where there is no such folder, or it is not given.
    var descriptor: Int32 = -1
    var isRefused = false

    func isOpen(at path: UnsafeBufferPointer<UInt8>) -> Bool {
      self.path.map { order($0, path) == 0 } ?? false
    }

    mutating func close() {
      if descriptor >= 0 { Glibc.close(descriptor) }
      (path, descriptor, isRefused) = (nil, -1, false)
    }
  }

  /// Goes down folder by folder, since a path is followed through symbolic links and git's are not.
  private func enter(_ path: UnsafeBufferPointer<UInt8>, _ inner: inout InnerFolder) {
    inner.close()
    inner.path = path
    var folder = descriptor
    // What lies at the top is in the folder `.`.
    let names =
      path.isEmpty ? [Array(".".utf8)] : path.split(separator: RelativePath.slash).map(Array.init)
    for name in names {
      let next = name.withCString {
        openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      let reason = errno
      if folder != descriptor { close(folder) }
      guard next >= 0 else {
        inner.isRefused = ![ENOENT, ENOTDIR, ELOOP].contains(reason)
        return
      }
      folder = next
    }
    inner.descriptor = folder
  }

  private enum Sight {
    case found(FileStatus)
    case nothing
    /// The operating system does not say.
    case refused
  }

  /// What is at the name that starts at `start` of a path.
  private func look(at path: UnsafeBufferPointer<UInt8>, from start: Int, in inner: InnerFolder)
    -> Sight
  {
    guard inner.descriptor >= 0, let base = path.baseAddress else {
      return inner.isRefused ? .refused : .nothing
    }
    var raw = stat()
    // A NUL stands behind each path of an index.
    let found = UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: 1) {
      fstatat(inner.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW)
    }
    if found == 0 { return .found(FileStatus(raw)) }
    return errno == ENOENT || errno == ENOTDIR ? .nothing : .refused
  }
}
