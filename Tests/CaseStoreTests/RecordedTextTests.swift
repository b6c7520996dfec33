import CaseStore
import Files
import Git
import Messages
import Supervision
import Testing
import TestSupport

@Suite(.seeded) struct RecordedTextTests {
  /// The commit of a step is one that has it and of which no ancestor has it, whatever the branches,
  /// merges, moves and clocks.
  @Test(arguments: rows(Seed.chosen(of: 61...64)))
  func aStepIsOfTheFirstCommitThatHasIt(seed: UInt64) async throws {
    try await Seed.with(seed) {
      try await withFolder { git in
        let history = RandomHistory(seed: seed, commits: 60, clocksAreRight: seed.isMultiple(of: 2))
        try await history.make(in: git)
        let repository = try Repository(
          at: git.directory, environment: Environment(git.variables))
        let versions = try await versions(in: repository)
        let tip = try repository.resolveCommit("main")
        var count = 0
        try await git("reset", "--quiet", "--hard")
        let paths = try await git("-c", "core.quotePath=off", "ls-files", "cases")
        for path in paths.split(separator: "\n").map(String.init) {
          let bytes = try git.readBytes(path)
          let file = CaseFile(path: RelativePath(path), bytes: bytes)
          let steps = file.subject.steps
          let found = try await repository.recordingCommits(
            of: [RecordedText(steps.map(\.number), of: file)], upTo: tip)
          for (step, commit) in zip(steps, found[0]) {
            count += 1
            let having = versions.filter {
              $0.id == file.id && $0.steps.contains(file.bytes(of: step))
            }
            let commit = try #require(commit)
            #expect(having.contains { $0.commit == commit })
            for other in having where other.commit != commit {
              let base = try await git("merge-base", "\(other.commit)", "\(commit)")
              #expect(base.prefix(40) != "\(other.commit)", "\(path) \(step.number)")
            }
          }
        }
        #expect(count > 0)
      }
    }
  }

  private func versions(in repository: Repository) async throws
    -> [(commit: OID, id: String, steps: Set<[UInt8]>)]
  {
    var versions: [(commit: OID, id: String, steps: Set<[UInt8]>)] = []
    try await repository.recordedSteps(of: "main", cases: nil) { recorded in
      let file = recorded.file
      versions.append(
        (recorded.commit.id, file.id, Set(file.subject.steps.map { file.bytes(of: $0) })))
      return true
    }
    return versions
  }

  /// What begins like a step, or stands in the prose, is not the step.
  @Test func theBeginningOfALongerStepIsNotTheStep() async throws {
    try await withFolder { git in
      let path = "cases/2018/2018-0001.md"
      func text(_ keys: String, prose: String = "") -> String {
        "---\n编号: 2018-0001\n过程:\n  - 日期: 2018-07-01\n    步骤: 登记\n  - 日期: 2018-07-02\n    步骤: 沟通\n\(keys)---\n\(prose)"
      }
      try await git("init", "--quiet", "--initial-branch=main")
      var commits: [String] = []
      for text in [
        text("    单位: 甲\n"), text("    单位: 甲市\n", prose: "  - 日期: 2018-07-02\n"), text("\n"),
        text(""),
      ] {
        try git.write(text, to: path)
        try await git("add", ".")
        try await git("commit", "--quiet", "--message=x")
        commits.append(String(try await git("rev-parse", "HEAD").prefix(40)))
      }
      let repository = try Repository(
        at: git.directory, environment: Environment(git.variables))
      let file = CaseFile(path: RelativePath(path), bytes: Array(text("").utf8))
      let found = try await repository.recordingCommits(
        of: [RecordedText([1, 2, 7], of: file)], upTo: try repository.resolveCommit("main"))
      #expect(found[0].map { $0.map { "\($0)" } } == [commits[0], commits[2], nil])
    }
  }
}

extension CaseFile {
  fileprivate func bytes(of step: Step) -> [UInt8] { Array(text.bytes[step.range]) }
}
