import Files
import Git

extension HistoryProof {
  /// What is proved already, and what the judgement of more commits adds, on all cores.
  ///
  /// - Parameters:
  ///   - ids: parents before their children, without gaps.
  ///   - boundary: the commits at which a shallow clone ends.
  func judging(_ ids: [OID], boundary: Set<OID>, in repository: Repository)
    async throws(GitError) -> HistoryProof
  {
    let open = repository.opener
    return try await workInStretches(over: ids.count, .walking, into: self) {
      () throws(GitError) in
      let repository = try open()
      return (judge: try CommitJudge(repository, boundary: boundary), repository: repository)
    } _: { worker, range throws(GitError) in
      for id in ids[range] { try worker.judge.judge(id) }
      var part = worker.judge.part
      worker.judge.part = ProofPart()
      let answer = try await SignatureQuestion.answer(part.questions, in: worker.repository)
      part.findings += answer.findings
      part.unchecked += answer.unchecked
      part.withdrawn += answer.withdrawn
      part.questions = []
      return part
    } adding: {
      $0.add($1)
    }
  }
}
