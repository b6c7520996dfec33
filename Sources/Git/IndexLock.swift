#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Git's own lock on the index: the file `index.lock`, which whoever makes it holds.
///
/// Git writes the new index into the lock and renames it. We keep a mark in it instead and rename
/// another file over the index, so that a lock that a killed process of ours left behind can be
/// told from one of git's.
final class IndexLock {
  private let place: FilePlace
  private var isHeld = true
  /// Whether a lock that a dead process of ours had left was removed to get this one.
  let replacedStale: Bool

  private static let mark = Array("duban-git holds the index\n".utf8)

  /// Waits for the lock.
  ///
  /// - Precondition: it is our turn (`Turn`), so that a lock with our mark has no living holder.
  /// - Throws: `.locked` if git, or whoever else, held it all the time.
  init(of index: FilePlace, patience: Duration) async throws(GitError) {
    let place = FilePlace(bytes: index.bytes + ".lock".utf8)
    self.place = place
    var replaced = false
    let taken: Void? = try await Patience.waiting(at: patience) { () throws(GitError) -> Void? in
      if try place.read()?.bytes == Self.mark {
        try place.remove()
        replaced = true
      }
      do throws(GitError) {
        return try place.create(with: Self.mark, permissions: nil, durable: false)
      } catch {
        if case .system(_, _, EEXIST) = error { return nil }
        throw error
      }
    }
    guard taken != nil else { throw .locked(GitError.HeldLock(at: place)) }
    replacedStale = replaced
  }

  deinit { release() }

  /// Gives the lock back. Doing it twice is fine.
  func release() {
    guard isHeld else { return }
    isHeld = false
    try? place.remove()
  }
}
