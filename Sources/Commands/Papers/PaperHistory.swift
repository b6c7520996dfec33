import CaseStore
import Git
import Messages

/// The history that papers are held against.
struct PaperHistory {
  let root: OID?
  let head: OID?
  /// The name of the latest seal of this history; nil where there is none.
  let seal: String?
  /// Commits with errors.
  private let faulty: Set<OID>
  private let repository: Repository

  init(in repository: Repository, of session: Session) async throws(Failure) {
    self.repository = repository
    head = try inGit(repository.head().commit)
    guard let head else {
      (root, seal, faulty) = (nil, nil, [])
      return
    }
    let (ids, boundary) = try inGit(
      HistoryProof.commits(from: [head], hiding: [], in: repository))
    // Of a shallow clone it is not here.
    root = boundary.isEmpty ? ids.first : nil
    let (proof, _) = try await askingGit(
      await HistoryProof.whole(of: head, in: repository, isFull: false))
    let stamper = TimeStamper(environment: session.environment)
    seal = try await askingStore(
      await proof.seals(to: head, in: repository, stamper: stamper)
    ).latest?.tag.name
    faulty = Set(proof.findings.filter { $0.severity == .error }.map(\.commit))
  }

  /// The commit that a paper names by its 40 digits, where it can be trusted; else why not.
  func commit(named digits: String) throws(GitError) -> Result<OID, Doubt> {
    guard digits.utf8.count == 40, let id = OID(hex: digits), try repository.contains(id) else {
      return .failure(.unknown)
    }
    do throws(GitError) {
      guard try repository.resolveCommit(digits) == id else { return .failure(.unknown) }
    } catch {
      if case .wrongKind = error { return .failure(.unknown) }
      throw error
    }
    guard let head, try repository.isAncestor(id, of: head) else { return .failure(.elsewhere) }
    for commit in faulty where try repository.isAncestor(commit, of: id) {
      return .failure(.faulty)
    }
    return .success(id)
  }

  /// Why a commit proves nothing.
  enum Doubt: Error {
    /// The repository has no such commit.
    case unknown
    /// It does not lead to `HEAD`.
    case elsewhere
    /// It, or one before it, was judged with errors.
    case faulty
  }
}
