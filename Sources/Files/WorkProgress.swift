import Synchronization

/// How far a long piece of work is, for whoever listens.
///
/// Where nobody listens it counts nothing and asks no clock.
package final class WorkProgress: Sendable {
  /// What is being done, and so what is counted.
  package enum Work: Sendable {
    /// Files, one after the other.
    case reading
    /// Files, or the rows of one.
    case writing
    /// Commits of a history.
    case walking
    /// Objects, for commits to come.
    case storing
    /// Commits, on their branch.
    case recording
    /// Nothing that can be counted: what was written is made sure of.
    case syncing
  }

  /// Who wants to know. A bare closure as a task-local value crashes in an optimised build (Swift 6.3).
  package struct Listener: Sendable {
    fileprivate let hear: @Sendable (WorkProgress) -> Void

    /// - Parameter hear: called whenever some of the work is done, on whatever thread did it, and
    ///   when it ends.
    package init(_ hear: @escaping @Sendable (WorkProgress) -> Void) {
      self.hear = hear
    }
  }

  /// Listens to the work of a task and of those that it starts.
  @TaskLocal package static var listener: Listener?

  package let work: Work
  /// Nil where nobody can know beforehand.
  package let total: Int?
  /// When it began; nil where nobody listens.
  package let start: ContinuousClock.Instant?
  private let listener: Listener?
  private let count = Atomic(0)
  private let ended = Atomic(false)

  package init(_ work: Work, of total: Int? = nil) {
    self.work = work
    self.total = total
    listener = Self.listener
    start = listener == nil ? nil : .now
  }

  package var done: Int { count.load(ordering: .relaxed) }
  package var isOver: Bool { ended.load(ordering: .relaxed) }

  /// Says that so many more are done.
  package func add(_ more: Int = 1) {
    guard let listener else { return }
    count.add(more, ordering: .relaxed)
    listener.hear(self)
  }

  /// Does something that tells nothing until it is done, and lets whoever listens hear meanwhile that it
  /// goes on.
  package func beating<T, Failure>(
    _ body: nonisolated(nonsending) () async throws(Failure) -> T
  ) async throws(Failure) -> T {
    let beat = listener.map { _ in
      Task { while (try? await Task.sleep(for: .milliseconds(200))) != nil { add(0) } }
    }
    defer {
      beat?.cancel()
      end()
    }
    return try await body()
  }

  /// Says that the work is over, done or not.
  package func end() {
    guard let listener else { return }
    ended.store(true, ordering: .relaxed)
    listener.hear(self)
  }
}
