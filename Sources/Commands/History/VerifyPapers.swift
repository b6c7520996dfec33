import Messages
import Views

extension Session {
  /// `verify --paper FILE…`
  ///
  /// - Throws: `.input` where one could not be read, `.findings` where one is not what its commit gives.
  func verify(papers names: [String], as format: Verify.Format) async throws(Failure) {
    let prover = try await PaperProver(in: self)
    var proofs: [PaperProof] = []
    for name in names { proofs.append(try await prover.proof(of: name)) }
    switch format {
    case .text:
      console.write(
        self(prover.history.words) + "\n" + proofs.map { $0.text(in: language) }.joined())
    case .json:
      let history = prover.history
      let json = JSON.object([
        ("version", .int(1)), ("root", JSON(history.root.map { "\($0)" })),
        ("head", JSON(history.head.map { "\($0)" })), ("seal", JSON(history.seal)),
        ("papers", .array(proofs.map { $0.json(in: language) })),
      ])
      console.write(json.pretty + "\n")
    }
    if proofs.contains(where: { $0.verdict == .unreadable }) { throw Failure(.input, nil) }
    if proofs.contains(where: { $0.verdict != .same }) { throw Failure(.findings, nil) }
  }
}
