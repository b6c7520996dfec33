import Git
import Synchronization

/// The judging of many commits by several tasks, stretch by stretch; what they come to is put
/// together in the order of the commits, so that nothing but the sum is kept.
final class ProofWork: Sendable {
  private struct State {
    var next = 0
    var done: [Int: ProofPart] = [:]
    var sum: HistoryProof
    var taken = 0
    var failure: GitError?
  }

  private let ids: [OID]
  private let boundary: Set<OID>
  private let state: Mutex<State>
  /// Commits that one task judges at a time: enough to share what neighbours have in common.
  private static let stretch = 512

  init(_ ids: [OID], proof: HistoryProof, boundary: Set<OID>) {
    self.ids = ids
    self.boundary = boundary
    state = Mutex(State(sum: proof))
  }

  func run(in repository: Repository) async throws(GitError) -> HistoryProof {
    let place = Place(repository)
    let tasks = min(Processors.count, (ids.count + Self.stretch - 1) / Self.stretch)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks { group.addTask { await self.work(at: place) } }
    }
    return try state.withLock { state throws(GitError) in
      if let failure = state.failure { throw failure }
      return state.sum
    }
  }

  /// Where a task opens the repository for itself: libgit2's serves one task at a time.
  private struct Place: Sendable {
    let folder: String
    let workTree: String?
    let environment: GitEnvironment

    init(_ repository: Repository) {
      folder = repository.gitDirectory
      workTree = repository.workTree
      environment = repository.environment
    }
  }

  private func work(at place: Place) async {
    do throws(GitError) {
      let repository = try Repository(
        at: place.folder, workTree: place.workTree, environment: place.environment)
      var judge = try CommitJudge(repository, boundary: boundary)
      while let number = takeNext() {
        let start = number * Self.stretch
        for id in ids[start..<min(start + Self.stretch, ids.count)] { try judge.judge(id) }
        judge.part.findings += try await SignatureQuestion.findings(
          judge.part.questions, in: repository)
        judge.part.questions = []
        deliver(judge.part, number)
        judge.part = ProofPart()
      }
    } catch {
      state.withLock { if $0.failure == nil { $0.failure = error } }
    }
  }

  private func takeNext() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next * Self.stretch < ids.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private func deliver(_ part: ProofPart, _ number: Int) {
    state.withLock { state in
      state.done[number] = part
      while let next = state.done.removeValue(forKey: state.taken) {
        state.sum.add(next)
        state.taken += 1
      }
    }
  }
}
