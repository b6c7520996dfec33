import FoundationEssentials
import Testing
import TestSupport

/// What is left when an import is killed, or the disk fails it, at the calls that change something: all
/// of it or nothing is recorded, and the same import again makes it whole.
@Suite(.seeded) struct ImportFaultTests {
  /// What is imported, and how.
  struct Import: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let initialization: [String]
    let rows: [String]
    let paths: [String]

    var table: String {
      (["案号,事项,批示领导,批示日期,类别"] + rows).map { $0 + "\n" }.joined()
    }

    static let small = Import(
      testDescription: "one by one", initialization: ["init", "--no-hooks"],
      rows: [
        "2018-0007,疫苗处置和督导检查,省委主要领导,2018-07-22,批办性", ",学校食堂,省委主要领导,2018-08-27,批办性",
        "2019-0001,另一件,省委主要领导,2019-02-27,参阅性",
      ], paths: ["2018/2018-0007", "2018/2018-0008", "2019/2019-0001"].map { "cases/\($0).md" })
    /// So many that they become one pack.
    static let large = Import(
      testDescription: "as a pack, with our hooks", initialization: ["init"],
      rows: (101...200).map { "2018-0\($0),事项\($0),省委主要领导,2018-07-22,批办性" },
      paths: (101...200).map { "cases/2018/2018-0\($0).md" })
  }

  /// What is tried: every call, but of those on a hundred files only some.
  private static func trials(of calls: [FaultyRun.Call], in one: Import) -> [FaultyRun.Trial] {
    FaultyRun.trials(of: calls).filter { trial in
      one.rows.count < 100 || !trial.call.path.hasPrefix("/cases/")
        || trial.call.number.isMultiple(of: 25)
    }
  }

  @Test(arguments: rows([Import.small, .large]))
  func anImportIsRecordedWholeOrNotAtAll(one: Import) async throws {
    try await withFolder { git in
      try await expect(DubanCLI(git)(one.initialization), prints: "")
      try git.write(one.table, to: ".git/台账.csv")
      try git.write("暂存\n", to: "暂存.txt")
      try await git("add", "暂存.txt")
      let before = try await git("rev-parse", "HEAD")
      let (calls, after) = try await FaultTests.withCopy(of: git, "样") { whole in
        let calls = try await whole.calls(Self.arguments(whole.git))
        // One sync for all files and objects, and those of the branch, its logs and the index.
        #expect(calls.count { $0.name == "syncfs" } == 2)
        #expect(calls.count { $0.name == "fsync" } < 12, "\(calls.map(\.name))")
        let count = try await whole.git("rev-list", "--count", "\(before.dropLast())..HEAD")
        #expect(count == "\(one.rows.count)\n")
        let recorded = Recorded(
          head: try await whole.git("rev-parse", "HEAD"),
          tree: try await whole.git("rev-parse", "HEAD:cases"),
          files: try Self.files(of: one, in: whole.git))
        return (calls, recorded)
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (turn, trial) in Self.trials(of: calls, in: one).enumerated() {
          if turn >= 2 { try await group.next() }
          group.addTask {
            try await FaultTests.with(trial, of: git) { run in
              try await Self.judge(run, trial, of: one, in: git, from: before, to: after)
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  private struct Recorded: Sendable {
    let head: String
    let tree: String
    let files: [String?]
  }

  private static func arguments(_ git: GitCLI) -> [String] { ["import", git.path(".git/台账.csv")] }

  private static func files(of one: Import, in git: GitCLI) throws -> [String?] {
    try one.paths.map { git.exists($0) ? try git.read($0) : nil }
  }

  private static func judge(
    _ run: FaultyRun, _ trial: FaultyRun.Trial, of one: Import, in original: GitCLI,
    from before: String, to after: Recorded
  ) async throws {
    let (git, fault, call) = (run.git, trial.fault, trial.call)
    let result = try await run.result(of: arguments(git), trial, in: original)
    let what: Comment = "\(fault) at \(call.number) \(call.name) \(call.path): \(result.errors)"
    #expect(try run.wasHit(), what)
    let head = try await git("rev-parse", "HEAD")
    let files = try files(of: one, in: git)
    // Every file is its new version or not there; the branch has all commits or none.
    #expect(zip(files, after.files).allSatisfy { $0 == nil || $0 == $1 }, what)
    #expect([before, after.head].contains(head), what)
    if head == after.head { #expect(files == after.files, what) }
    if result.status == 0 { #expect(head == after.head, what) }
    // What fails is undone, where the disk can still be written to.
    if fault == .failing || fault == .full, head == before {
      #expect(files.allSatisfy { $0 == nil }, what)
    }
    // Once more, and it is whole.
    for lock in try FaultTests.leftovers(in: git).filter(FaultTests.isGitsOwn) {
      #expect(fault != .failing, what)
      try FileManager.default.removeItem(atPath: git.path(lock))
    }
    let again = try await DubanCLI(git)(arguments(git))
    #expect(again.status == (head == before ? 0 : 4), "\(what) then \(again.errors)")
    #expect(try await git("rev-parse", "HEAD:cases") == after.tree, what)
    #expect(try Self.files(of: one, in: git) == after.files, what)
    #expect(try FaultTests.leftovers(in: git) == [], what)
    #expect(try await git("status", "--porcelain") == "A  暂存.txt\n", what)
  }
}
