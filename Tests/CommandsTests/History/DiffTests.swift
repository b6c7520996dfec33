import Testing
import TestSupport

@Suite(.seeded) struct DiffTests {
  private static let path = "cases/2018/2018-0007.md"

  private func withSample(_ body: (DubanCLI) async throws -> Void) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      try await body(duban)
    }
  }

  private func edit(_ duban: DubanCLI, _ text: String, to other: String) throws {
    let before = try duban.git.read(Self.path)
    try #require(before.contains(text))
    try duban.git.write(before.replacing(text, with: other), to: Self.path)
  }

  @Test func editsThatAreNotRecordedAreTold() async throws {
    try await withSample { duban in
      try edit(duban, "标题: 疫苗处置和督导检查", to: "标题: 疫苗督查")
      try duban.git.write(
        try duban.git.read("cases/2018/2018-0004.md") + "补一行\n", to: "cases/2018/2018-0004.md")
      let all = try await duban("diff")
      #expect(all.output.contains("标题: 疫苗处置和督导检查 → 疫苗督查\n"))
      #expect(all.output.contains("    prose     +1 -0 lines\n"))
      #expect(all.output.hasSuffix(" 2 cases changed\n"))
      let one = try await duban("diff", "2018-0004")
      #expect(one.output.hasSuffix(" 1 case changed\n"))
      #expect(try await duban("diff", "--exit-code").status == 1)
      _ = try await duban("commit")
      #expect(try await duban("diff").output == "")
      #expect(try await duban("diff", "HEAD~2", "HEAD").output.contains("标题: "))
    }
  }

  @Test func casesThatMovedCameOrWentAreTold() async throws {
    try await withSample { duban in
      try await duban.git("mv", Self.path, "cases/2018-0007.md")
      try await duban.git("rm", "--quiet", "cases/2018/2018-0004.md")
      try duban.git.write(
        "---\n编号: 2018-0012\n标题: 新来的件\n批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性}\n过程:\n"
          + "  - 日期: 2018-07-02\n    步骤: 登记\n---\n", to: "cases/2018/2018-0012.md")
      let output = try await duban("diff").output
      #expect(output.contains("    file      \(Self.path) → cases/2018-0007.md\n"))
      #expect(output.contains("2018-0004 高标准农田建后管护问题整改\n  - the file is gone\n"))
      #expect(output.contains("2018-0012 新来的件\n  + 2018-07-02 register\n"))
      #expect(
        output.hasSuffix(
          " 3 cases changed, 1 registered, 1 removed, 1 step added(+), 1 light for the worse\n"))
    }
  }

  /// A commit of half past midnight in Shanghai is of that day, wherever it is asked from.
  @Test(arguments: rows(["UTC", "Asia/Shanghai", "America/Los_Angeles"]))
  func aDayIsThatOfTheCommitter(zone: String) async throws {
    try await withSample { duban in
      var duban = duban
      var git = duban.git
      for (time, line) in [("2026-03-01T23:30:00", "先一行"), ("2026-03-02T00:30:00", "后一行")] {
        git.variables["GIT_COMMITTER_DATE"] = time + "+08:00"
        try git.write(try git.read(Self.path) + line + "\n", to: Self.path)
        try await git("commit", "--quiet", "--all", "--message=改正文")
      }
      git.variables["TZ"] = zone
      duban = DubanCLI(git)
      let earlier = try await duban("diff", "2026-02-28", "2026-03-01", "2018-0007").output
      let whole = try await duban("diff", "2026-02-28", "2026-03-02", "2018-0007").output
      #expect(earlier.contains("+1 -0 lines"))
      #expect(whole.contains("+2 -0 lines"))
    }
  }

  @Test func aDateMeansWhatTheBranchHadNotWhatItMergedLater() async throws {
    try await withSample { duban in
      var git = duban.git
      func commit(_ line: String, _ day: String) async throws {
        git.variables["GIT_COMMITTER_DATE"] = "\(day)T09:00:00+08:00"
        try git.write(try git.read(Self.path) + line + "\n", to: Self.path)
        try await git("commit", "--quiet", "--all", "--message=\(line)")
      }
      try await git("switch", "--quiet", "--create", "旁支")
      try await commit("旁支的一行", "2026-03-03")
      try await git("switch", "--quiet", "-")
      git.variables["GIT_COMMITTER_DATE"] = "2026-03-05T09:00:00+08:00"
      try await git("merge", "--quiet", "--no-ff", "--no-edit", "旁支")
      let before = try await duban("diff", "2026-03-01", "2026-03-04", "2018-0007").output
      let after = try await duban("diff", "2026-03-01", "2026-03-05", "2018-0007").output
      #expect(!before.contains("prose"))
      #expect(after.contains("prose     +1 -0 lines"))
    }
  }

  @Test func aBareRepositoryIsComparedByItsCommits() async throws {
    try await withSample { duban in
      try await duban.git("clone", "--quiet", "--bare", ".", "hub.git")
      let bare = DubanCLI(GitCLI(directory: duban.git.path("hub.git")))
      #expect(try await bare("diff").output == "")
      let output = try await bare("diff", "2018-07-30", "2018-08-06").output
      #expect(output.hasSuffix("4 steps added(+), 3 lights for the worse\n"))
      #expect(try await bare("diff", "HEAD~2").output.contains("2021-0009"))
      let unknown = try await bare("diff", "HEAD~2", "2099-0001")
      #expect(unknown.status == 2)
    }
  }

  @Test func beforeTheFirstCommitEverythingIsNew() async throws {
    try await withSample { duban in
      let fresh = GitCLI(directory: duban.git.path("fresh"))
      try await duban.git("init", "--quiet", "fresh")
      for name in [Self.path, "schema/office.yaml", "schema/holidays.tsv"] {
        try fresh.write(try duban.git.read(name), to: name)
      }
      let output = try await DubanCLI(fresh)("diff").output
      #expect(output.contains("before the first commit → 2026-03-02 working tree"))
      #expect(output.contains("1 registered"))
    }
  }
}
