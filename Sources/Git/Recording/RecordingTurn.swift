import Files
import Glibc

/// How long the locks of others are waited for.
package struct Patience: Hashable, Sendable {
  /// For our own turn, behind processes like us that each take a moment.
  package var turn: Duration
  /// For a lock of git's, whose holder may be a person at an editor.
  package var git: Duration

  package init(turn: Duration, git: Duration) {
    self.turn = turn
    self.git = git
  }

  package static let standard = Patience(turn: .seconds(30), git: .seconds(2))

  /// Tries until there is an answer; nil when `limit` is over.
  ///
  /// Sleeps between the tries, a little longer each time and never twice the same, so that those
  /// who wait together do not all wake together.
  static func waiting<T>(at most: Duration, _ attempt: () throws(GitError) -> T?)
    async throws(GitError) -> T?
  {
    let clock = ContinuousClock()
    let end = clock.now + most
    var pause = 2
    while true {
      if let answer = try attempt() { return answer }
      if clock.now >= end || Task.isCancelled { return nil }
      try? await Task.sleep(for: .milliseconds(Int.random(in: pause...pause * 2)))
      pause = min(pause * 2, 40)
    }
  }
}

/// Our turn to record in a repository: among processes like ours, one at a time.
///
/// The lock is `flock` on a file in the common git directory, which the kernel drops when the
/// process dies. The file is removed at the end; if it is there at the beginning, its holder died,
/// and what it wrote into it says what it had begun.
final class RecordingTurn {
  private let place: FilePlace
  private var descriptor: Int32
  /// What was begun by a process that died.
  let leftBehind: Journal?
  /// Whether something is begun that the next turn would have to put right; the file with the
  /// journal then stays.
  var isUnfinished: Bool

  /// Waits for the lock.
  ///
  /// - Throws: `.locked` if others held it all the time.
  init(at place: FilePlace, patience: Duration) async throws(GitError) {
    self.place = place
    let taken = try await Patience.waiting(at: patience) { () throws(GitError) -> Int32? in
      try Self.take(place)
    }
    guard let taken else { throw .locked(GitError.HeldLock(at: place)) }
    descriptor = taken
    let found = try? place.read()
    leftBehind = found.flatMap { Journal($0.bytes) }
    isUnfinished = leftBehind != nil
  }

  deinit { release() }

  private static func take(_ place: FilePlace) throws(GitError) -> Int32? {
    let descriptor = place.withCString {
      open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
    guard descriptor >= 0 else { throw .file(place.failure("open")) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      defer { close(descriptor) }
      if errno == EWOULDBLOCK || errno == EINTR { return nil }
      throw .file(place.failure("flock"))
    }
    // The holder before us may have removed the file between our two calls: then we hold a lock
    // on a file that nobody else will find.
    var (held, found) = (stat(), stat())
    guard fstat(descriptor, &held) == 0, place.withCString({ lstat($0, &found) }) == 0,
      held.st_ino == found.st_ino, held.st_dev == found.st_dev
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Writes down what is about to be done, in place of what was written before.
  func note(_ journal: Journal, durable: Bool) throws(GitError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .file(place.failure("ftruncate"))
    }
    try onDisk(place.write(journal.bytes, to: descriptor))
    if durable, fsync(descriptor) != 0 { throw .file(place.failure("fsync")) }
    isUnfinished = true
  }

  /// Adds a lock that has just been taken for us, so that the next turn knows it for ours.
  func note(_ lock: Journal.Lock) throws(GitError) {
    try onDisk(place.write(lock.bytes, to: descriptor))
  }

  /// Ends the turn. Doing it twice is fine.
  func release() {
    guard descriptor >= 0 else { return }
    // Removed while it is still held, so that nobody can have taken it meanwhile.
    if !isUnfinished { try? place.remove() }
    close(descriptor)
    descriptor = -1
  }
}

extension GitError.HeldLock {
  init(at place: FilePlace) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let made = (try? place.status())??.modified.seconds
    self.init(path: place.description, age: made.map { max(0, now.tv_sec - Int($0)) })
  }
}
