import Files
import Glibc

/// Git's own lock on the index: the file `index.lock`, which whoever makes it holds.
///
/// Git writes the new index into the lock and renames it. We keep a mark in it instead and rename
/// another file over the index, so that a lock that a killed process of ours left behind can be
/// told from one of git's.
final class IndexLock {
  private let place: FilePlace
  /// Where the lock is made before it appears.
  private let marked: FilePlace
  private var isHeld = false

  private static let mark = Array("duban-git holds the index\n".utf8)

  /// Waits for the lock.
  ///
  /// - Parameter removed: told of what a dead process of ours had left and was removed to get this one.
  /// - Precondition: it is our turn (`RecordingTurn`), so that a lock with our mark has no living holder.
  /// - Throws: `.locked` if git, or whoever else, held it all the time.
  init(of index: FilePlace, patience: Duration, removed: (FilePlace) -> Void)
    async throws(GitError)
  {
    let place = FilePlace(bytes: index.bytes + ".lock".utf8)
    let marked = FilePlace(bytes: index.bytes + ".duban-git-lock".utf8)
    self.place = place
    self.marked = marked
    if try onDisk(marked.status()) != nil {
      try onDisk(marked.remove())
      removed(marked)
    }
    let taken: Void? = try await Patience.waiting(at: patience) { () throws(GitError) -> Void? in
      if try onDisk(place.read())?.bytes == Self.mark {
        try onDisk(place.remove())
        removed(place)
      }
      return try Self.make(place, by: marked)
    }
    guard taken != nil else { throw .locked(GitError.HeldLock(at: place)) }
    isHeld = true
  }

  /// Makes the lock appear with its mark in it: one without could not be told from another's, should
  /// we be killed in between.
  ///
  /// - Returns: nil if it is held.
  private static func make(_ place: FilePlace, by marked: FilePlace) throws(GitError) -> Void? {
    guard try onDisk(place.status()) == nil else { return nil }
    do throws(GitError) {
      try onDisk(marked.create(with: mark, permissions: nil, durable: false))
      defer { try? marked.remove() }
      if try onDisk(place.isLinked(to: marked)) { return () }
      // Without hard links that moment remains.
      return try onDisk(place.create(with: mark, permissions: nil, durable: false))
    } catch {
      if case .file(.system(_, _, EEXIST)) = error { return nil }
      throw error
    }
  }

  deinit { release() }

  /// Gives the lock back. Doing it twice is fine.
  ///
  /// - Returns: false if it stays, which the next turn then has to see to.
  @discardableResult
  func release() -> Bool {
    guard isHeld else { return true }
    isHeld = false
    // The first is gone already, unless that failed.
    return [marked, place].allSatisfy { (try? $0.remove()) != nil }
  }
}
