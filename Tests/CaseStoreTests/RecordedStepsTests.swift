import CaseStore
import Files
import Git
import Testing
import TestSupport

@Suite struct RecordedStepsTests {
  /// Real git is asked for the commits of one case; walking everything must find the same.
  @Test func theCommitsOfACaseAreThoseOfTheWholeHistory() async throws {
    try await withFolder { git in
      let duban = MovedCases(git)
      try await duban.make()
      let repository = try Repository(
        at: git.directory, environment: Environment(git.variables))
      var all: [String: [OID]] = [:]
      try await repository.recordedSteps(of: "HEAD", cases: nil) { recorded in
        all[recorded.file.id, default: []].append(recorded.commit.id)
        return true
      }
      #expect(Set(all.keys) == ["2018-0001", "2018-0002", "2018-0003"])
      for (id, commits) in all {
        var found: [OID] = []
        try await repository.recordedSteps(of: "HEAD", cases: [id]) { recorded in
          #expect(recorded.file.id == id)
          found.append(recorded.commit.id)
          return true
        }
        #expect(found == commits, "\(id)")
      }
      // Registered, noted, moved to another folder, noted there.
      #expect(all["2018-0001"]?.count == 4)
      // Registered and removed: it is at no tip any more.
      #expect(all["2018-0003"]?.count == 2)
    }
  }
}

/// A small history with a moved and a removed case, made by real git.
private struct MovedCases {
  let git: GitCLI

  init(_ git: GitCLI) {
    self.git = git
  }

  func make() async throws {
    try await git("init", "--quiet", "--initial-branch=main")
    for id in ["2018-0001", "2018-0002", "2018-0003"] {
      try await record(text(id), at: "cases/2018/\(id).md")
    }
    try await record(text("2018-0001") + "补记。\n", at: "cases/2018/2018-0001.md")
    try git.write("", to: "cases/旧/.gitkeep")
    try await git("mv", "cases/2018/2018-0001.md", "cases/旧/2018-0001.md")
    try await git("commit", "--quiet", "--all", "--message=move")
    try await record(text("2018-0001") + "再记。\n", at: "cases/旧/2018-0001.md")
    try await git("rm", "--quiet", "cases/2018/2018-0003.md")
    try await git("commit", "--quiet", "--message=remove")
  }

  private func record(_ text: String, at path: String) async throws {
    try git.write(text, to: path)
    try await git("add", path)
    try await git("commit", "--quiet", "--message=\(path)")
  }

  private func text(_ id: String) -> String {
    "---\n编号: \(id)\n过程:\n  - 日期: 2018-07-23\n    步骤: 登记\n---\n"
  }
}
