import CaseStore
import Files
import FoundationEssentials
import Git
import Messages
import Supervision
import TestSupport
import Testing

/// What honest people do in clones of one office is lawful, together too; and what the driver joins the
/// judge accepts.
///
/// `DUBAN_LIVES=20000` tries more cases than the usual ones.
@Suite(.seeded) struct HistoryLawTests {
  private static let casesOfAnOffice = 25
  private static let lives =
    ProcessInfo.processInfo.environment["DUBAN_LIVES"].flatMap { Int($0) } ?? 2_000
  private static let offices = Array(1...max(1, lives / casesOfAnOffice))

  @Test(arguments: rows(offices)) func whatHonestClonesDoIsLawful(office: Int) async throws {
    var random = Seed.generator()
    let clones = try RandomClones(
      clones: Int.random(in: 2...3, using: &random), cases: Self.casesOfAnOffice, moves: 100,
      random: &random)
    #expect(clones.faults == [])
    #expect(clones.lostSteps == [])
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      try await git("init", "--quiet", "--initial-branch=main")
      try await git(
        ["fast-import", "--quiet"], input: String(decoding: clones.stream, as: UTF8.self))
      let repository = try Casebook(
        at: CaseFolder(FilePlace(folder)), environment: Environment(git.variables)
      ).repository
      let tip = try repository.resolveCommit("main")
      let (proof, _) = try await HistoryProof.whole(of: tip, in: repository, isFull: true)
      #expect(proof.errors == [])
      // What the hook of the shared repository is shown.
      var old: [OID] = []
      for number in clones.pushes.indices {
        let new = try repository.resolveCommit("push-\(number)")
        let (ids, _) = try HistoryProof.commits(from: [new], hiding: old, in: repository)
        let part = try await HistoryProof(of: ids, in: repository)
        #expect(part.errors == [], "push \(number)")
        old = [new]
      }
    }
  }
}

extension HistoryProof {
  fileprivate var errors: [String] {
    findings.filter { $0.severity == .error }.map { finding in
      "\(finding.commit.short) \(finding.path ?? .root) \(finding.rule.id): \(finding.message.en)"
    }
  }
}
