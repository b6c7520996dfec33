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
    try await clones.kept { repository in
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

  /// What `verify` calls an error of a commit, no door lets in: neither the hook of the shared repository,
  /// which is shown that commit alone, nor recording it; and nothing else that is wrong hides it.
  @Test(arguments: rows(1...5)) func whatVerifyRefusesEveryDoorRefuses(office: Int) async throws {
    var random = Seed.generator()
    var clones = try RandomClones(clones: 2, cases: 12, moves: 60, random: &random)
    var pairs: [[RandomClones.Fault]] = []
    for _ in 0..<8 {
      guard let both = clones.addFault(cases: 2, &random), both.edits.count == 2 else { continue }
      let alone = both.edits.sorted { $0.key < $1.key }.compactMap {
        clones.add([$0.key: $0.value], to: both.parent)
      }
      if alone.count == 2 { pairs.append([both] + alone) }
    }
    let made = clones
    try await made.kept { repository in
      let tip = try repository.resolveCommit("main")
      let (whole, _) = try await HistoryProof.whole(of: tip, in: repository, isFull: true)
      var errors: [Int: Set<String>] = [:]
      for (number, commit) in made.branches.enumerated() {
        let id = try repository.resolveCommit("branch-\(number)")
        let shown = try await HistoryProof(of: [id], in: repository)
        let verified = try await HistoryProof(of: [id], in: repository, after: whole)
        errors[commit] = shown.faults(of: id)
        #expect(shown.faults(of: id) == verified.faults(of: id))
      }
      for faults in pairs {
        let found = faults.map { errors[$0.commit] ?? [] }
        #expect(found[0].isSuperset(of: found[1].union(found[2])), "\(found)")
        for (fault, errors) in zip(faults, found).dropFirst() {
          guard let (path, bytes) = fault.edits.first else { continue }
          let old = made.commits[fault.parent].files[path].map { CaseFile(path: path, bytes: $0) }
          let plan = try? CasePlan(
            from: old, to: CaseFile(path: path, bytes: bytes), schema: made.schema,
            today: made.day, unsettled: made.known.rules(of: CaseFile.id(at: path)))
          #expect(errors.isEmpty || plan == nil, "\(path): \(errors)")
        }
      }
    }
  }
}

extension RandomClones {
  /// Keeps the history in git.
  fileprivate func kept(_ body: (Repository) async throws -> Void) async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      try await git("init", "--quiet", "--initial-branch=main")
      try await git(["fast-import", "--quiet"], input: String(decoding: stream, as: UTF8.self))
      let book = try Casebook(
        at: CaseFolder(FilePlace(folder)), environment: Environment(git.variables))
      try await body(book.repository)
    }
  }
}

extension HistoryProof {
  fileprivate var errors: [String] {
    findings.filter { $0.severity == .error }.map { finding in
      "\(finding.commit.short) \(finding.path ?? .root) \(finding.rule.id): \(finding.message.en)"
    }
  }

  /// The errors of a commit by file and rule.
  fileprivate func faults(of commit: OID) -> Set<String> {
    Set(
      findings.filter { $0.commit == commit && $0.severity == .error }.map { finding in
        "\(finding.path ?? .root) \(finding.rule.id)"
      })
  }
}
