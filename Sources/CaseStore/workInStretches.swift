import Files
import Git
import Synchronization

/// Works through a long list, stretch by stretch, on all cores; what the stretches come to is put
/// together in their order, so that only the sum is kept.
///
/// - Parameters:
///   - count: how many elements there are.
///   - kind: what progress is told of.
///   - stretch: how many a task takes at a time: enough to share what neighbours have in common.
///   - begin: makes what a task keeps from one stretch to its next.
///   - work: does the elements of a stretch.
///   - add: takes the next stretch into the sum.
func workInStretches<Worker, Part: Sendable, Sum: Sendable>(
  over count: Int, _ kind: WorkProgress.Work, by stretch: Int = 512, into sum: Sum,
  beginning begin: @escaping @Sendable () throws(GitError) -> Worker,
  _ work: @escaping @Sendable (inout Worker, Range<Int>) async throws(GitError) -> Part,
  adding add: @escaping @Sendable (inout Sum, Part) -> Void
) async throws(GitError) -> Sum {
  guard count > 0 else { return sum }
  guard count > stretch else {
    var (worker, sum) = (try begin(), sum)
    add(&sum, try await work(&worker, 0..<count))
    return sum
  }
  let progress = WorkProgress(kind, of: count)
  defer { progress.end() }
  let stretches = Stretches(of: stretch, in: count, into: sum, adding: add)
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<Processors.count {
      group.addTask {
        do throws(GitError) {
          var worker = try begin()
          while let (number, range) = stretches.takeNext() {
            stretches.deliver(try await work(&worker, range), number)
            progress.add(range.count)
          }
        } catch {
          stretches.fail(error)
        }
      }
    }
  }
  return try stretches.sum()
}

/// Who does what next, and what is done.
private final class Stretches<Part: Sendable, Sum: Sendable>: Sendable {
  private struct State {
    var next = 0
    var done: [Int: Part] = [:]
    var taken = 0
    var sum: Sum
    var failure: GitError?
  }

  private let size: Int
  private let count: Int
  private let add: @Sendable (inout Sum, Part) -> Void
  private let state: Mutex<State>

  init(
    of size: Int, in count: Int, into sum: Sum,
    adding add: @escaping @Sendable (inout Sum, Part) -> Void
  ) {
    (self.size, self.count, self.add) = (size, count, add)
    state = Mutex(State(sum: sum))
  }

  func takeNext() -> (number: Int, range: Range<Int>)? {
    state.withLock { state in
      let start = state.next * size
      guard state.failure == nil, start < count else { return nil }
      defer { state.next += 1 }
      return (state.next, start..<min(start + size, count))
    }
  }

  func deliver(_ part: Part, _ number: Int) {
    state.withLock { state in
      state.done[number] = part
      while let next = state.done.removeValue(forKey: state.taken) {
        add(&state.sum, next)
        state.taken += 1
      }
    }
  }

  func fail(_ error: GitError) {
    state.withLock { if $0.failure == nil { $0.failure = error } }
  }

  func sum() throws(GitError) -> Sum {
    try state.withLock { state throws(GitError) in
      if let failure = state.failure { throw failure }
      return state.sum
    }
  }
}
