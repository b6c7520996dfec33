package import Git
import Messages
import Supervision

extension HistoryProof {
  /// Proves all that leads to `tip`.
  ///
  /// Goes on from what was proved before where that gives the answer that a proof from the beginning
  /// would give, and keeps what it has come to.
  ///
  /// - Parameters:
  ///   - isFull: whether to begin at the beginning whatever was proved before.
  /// - Returns: the proof, and where a shallow clone ends.
  package static func whole(
    of tip: OID, in repository: Repository, isFull: Bool
  ) async throws(GitError) -> (proof: HistoryProof, boundary: [OID]) {
    if repository.isShallow {
      let (ids, boundary) = try commits(from: [tip], hiding: [], in: repository)
      return (try await HistoryProof(of: ids, in: repository), boundary)
    }
    let former = isFull ? nil : ProofState.read(in: repository)
    if let former, let proof = try await continuing(former, to: tip, in: repository) {
      if former.head != tip {
        ProofState(head: tip, proof: proof).write(in: repository)
      }
      return (proof, [])
    }
    let (ids, _) = try commits(from: [tip], hiding: [], in: repository)
    let proof = try await HistoryProof(of: ids, in: repository, isWhole: true)
    ProofState(head: tip, proof: proof).write(in: repository)
    return (proof, [])
  }

  /// The commits of a walk, parents before their children.
  package static func commits(
    from tips: [OID], hiding: [OID], in repository: Repository
  ) throws(GitError) -> (ids: [OID], boundary: [OID]) {
    let walk = try repository.history(from: tips, hiding: hiding)
    var ids: [OID] = []
    while let id = try walk.next() { ids.append(id) }
    return (ids.reversed(), walk.boundary)
  }

  /// Nil where only a proof from the beginning tells.
  private static func continuing(
    _ state: ProofState, to tip: OID, in repository: Repository
  ) async throws(GitError) -> HistoryProof? {
    if state.proof.hasSignatureFindings { return nil }
    // Before a walk libgit2 hashes the whole of git's commit graph.
    if state.head == tip { return state.proof }
    guard try repository.contains(state.head), try repository.isAncestor(state.head, of: tip)
    else { return nil }
    let (ids, _) = try commits(from: [tip], hiding: [state.head], in: repository)
    let proof = try await HistoryProof(of: ids, in: repository, after: state.proof)
    guard proof.separates else { return proof }
    // Which of two separated steps came second is told by the order of the commits, which is the
    // same only where all the new ones come after the old.
    let known = Set(ids + [state.head])
    for id in ids {
      let parents = try repository.parents(of: id)
      guard !parents.isEmpty, parents.allSatisfy(known.contains) else { return nil }
    }
    return proof
  }

  /// Whether a signature was found wanting: the key may have come in the meantime.
  private var hasSignatureFindings: Bool {
    let rules: [Rule] = [.unsigned, .badSignature, .signerNotCommitter, .keyMissing]
    return findings.contains { finding in rules.contains(finding.rule) }
  }
}
