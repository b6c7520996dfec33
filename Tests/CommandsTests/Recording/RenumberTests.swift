import Testing
import TestSupport

/// Two clones that took one number, as a clerk meets it.
@Suite(.seeded) struct RenumberTests {
  private static let old = "cases/2026/2026-0001.md"
  private static let new = "cases/2026/2026-0003.md"

  /// 甲 has pushed 2026-0001 and 2026-0002; 乙 has registered its own 2026-0001 and knows of nothing.
  private func withCollision(_ body: (DubanCLI, DubanCLI) async throws -> Void) async throws {
    try await withDirectory { folder in
      func repository(_ name: String) -> DubanCLI {
        DubanCLI(GitCLI(directory: "\(folder)/\(name)"))
      }
      let here = GitCLI(directory: folder)
      try await here("init", "--quiet", "origin")
      try await expect(repository("origin")("init", "--no-hooks"))
      try await here("clone", "--quiet", "--bare", "origin", "hub.git")
      for name in ["甲", "乙"] { try await here("clone", "--quiet", "hub.git", name) }
      let (one, other) = (repository("甲"), repository("乙"))
      for clone in [one, other] { try await expect(clone("merge-driver", "--install")) }
      try await register("学校食堂", in: one)
      try await register("校车安全", in: one)
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await register("殡葬服务", in: other)
      try await expect(other("step", "2026-0001", "研判", "--意见", "建议立项"))
      try await body(one, other)
    }
  }

  private func register(_ title: String, in clone: DubanCLI) async throws {
    try await expect(
      clone(
        "new", "--title", title, "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
        "--class", "批办性", "--gist", "查清情况"))
  }

  private func expect(
    _ result: DubanCLI.Result, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
  }

  @Test func theOneThatIsNotPushedGetsAnotherNumberAndBothAreKept() async throws {
    try await withCollision { one, other in
      await #expect(throws: GitCLI.Failure.self) {
        try await other.git("push", "--quiet", "origin", "HEAD")
      }
      let words = await HooksTests.refusal(other.git, "pull", "--no-rebase")
      #expect(words.contains("duban-git renumber 2026-0001 && git pull --no-rebase"), "\(words)")
      let check = try await other("check")
      #expect(check.errors.contains("duban-git renumber 2026-0001"), "\(check.errors)")

      let refused = try await other("renumber", "2026-0001")
      #expect(refused.status == 3)
      #expect(refused.errors.contains("a number changes before the merge"))
      #expect(refused.errors.contains("git merge --abort && duban-git renumber 2026-0001"))
      #expect(try await other.git("diff", "--name-only", "--diff-filter=U") == "\(Self.old)\n")

      try await other.git("merge", "--abort")
      let done = try await other("renumber", "2026-0001", "-m", "与甲方重号")
      expect(done)
      // Not 2026-0002, which the other clone has.
      #expect(done.output.contains("] 改号 2026-0003 殡葬服务"))
      #expect(
        try await other.git("log", "-1", "--format=%(trailers:unfold)%-C()").hasPrefix(
          """
          Duban-Case: 2026-0003
          Duban-Step: renumber
          Duban-Date: 2026-03-02
          Duban-Renumbered: 2026-0001

          """))
      #expect(
        try await other.git("show", "--format=", "--name-status", "-M40%", "HEAD")
          .contains("\t\(Self.old)\t\(Self.new)\n"))
      #expect(
        try other.git.read(Self.new).contains(
          "    更正: 表头\n    字段: 编号\n    原文: 2026-0001\n    改为: 2026-0003\n    理由: 与甲方重号\n"))
      #expect(try await other.git("status", "--porcelain") == "")
      try await other.git("fsck", "--strict")

      try await other.git("pull", "--quiet", "--no-rebase", "--no-edit")
      try await other.git("push", "--quiet", "origin", "HEAD")
      try await one.git("pull", "--quiet", "--ff-only")
      for clone in [one, other] {
        let ledger = try await clone("ledger", "--format", "csv", "--columns", "案号,事项").output
        for row in ["2026-0001,学校食堂", "2026-0002,校车安全", "2026-0003,殡葬服务"] {
          #expect(ledger.contains(row))
        }
        expect(try await clone("check"))
      }
    }
  }

  @Test func theTrailOfACaseGoesOnUnderItsFormerNumber() async throws {
    try await withCollision { _, other in
      try await other.git("fetch", "--quiet")
      expect(try await other("renumber", "2026-0001"))
      try await other.git("merge", "--quiet", "--no-edit", "@{u}")
      func subjects(_ arguments: String...) async throws -> [String] {
        try await other(["log", "--oneline"] + arguments).output.split(separator: "\n").map {
          String($0.drop { $0 != " " }.dropFirst())
        }
      }
      #expect(
        try await subjects("2026-0003") == [
          "改号 2026-0003 殡葬服务", "研判 2026-0001 殡葬服务", "登记 2026-0001 殡葬服务",
        ])
      #expect(try await subjects("2026-0001") == ["登记 2026-0001 学校食堂"])
      #expect(try await subjects().count == 5)
      #expect(
        try await subjects("--kind", "研判") == ["研判 2026-0001 殡葬服务"])
      let change = try await other("diff", "HEAD^1~1", "HEAD^1").output
      #expect(change.contains("2026-0003 殡葬服务\n    number    2026-0001 → 2026-0003\n"))
      #expect(change.contains("1 renumbered, 1 step added(+), 1 of them a correction"), "\(change)")
      let merged = try await other("diff", "HEAD^1", "HEAD").output
      #expect(merged.contains("2026-0001 学校食堂\n  + 2026-03-02 register\n"))
      #expect(!merged.contains("殡葬服务"))
    }
  }

  @Test func aNumberIsFreeOnlyIfNobodyHasOrHadIt() async throws {
    try await withCollision { one, other in
      try await other.git("fetch", "--quiet")
      let taken = try await other("renumber", "2026-0001", "2026-0002")
      #expect(taken.status == 4 && taken.errors.contains("2026-0002 is taken by"))
      for number in ["2026-0001", "2025-0009", "2027-0001"] {
        let wrong = try await other("renumber", "2026-0001", number)
        #expect(wrong.status == 2 && wrong.errors.contains("after it"), "\(wrong.errors)")
      }
      #expect(try await other("renumber", "2026-0001", "0007").status == 2)
      #expect(try await other("renumber", "2026-0009").status == 2)
      expect(try await other("renumber", "2026-0001", "2026-0007"))
      let title = ["--title", "新件", "--leader", "省委主要领导", "--instruction-date", "2026-02-27"]
      let again = try await other(
        ["new", "--id", "2026-0001", "--class", "批办性", "--gist", "查清"] + title)
      #expect(again.status == 4 && again.errors.contains("2026-0001 is taken by"))
      // What was fetched counts as well.
      let next = try await other(["new", "--class", "批办性", "--gist", "查清"] + title)
      #expect(next.output.contains("2026-0008"), "\(next.output)\(next.errors)")
      // Where the number was never another's, its former use is found in the file.
      try await other.git("update-ref", "-d", "refs/remotes/origin/HEAD")
      for line in try await other.git("for-each-ref", "--format=%(refname)", "refs/remotes")
        .split(separator: "\n")
      {
        try await other.git("update-ref", "-d", String(line))
      }
      let reserved = try await other(
        ["new", "--id", "2026-0001", "--class", "批办性", "--gist", "查清"] + title)
      #expect(reserved.status == 4 && reserved.errors.contains("taken by \(path("2026-0007"))"))
    }
  }

  private func path(_ id: String) -> String { "cases/2026/\(id).md" }

  @Test func aCaseThatOthersHaveKeepsItsNumber() async throws {
    try await withCollision { one, _ in
      let head = try await one.git("rev-parse", "HEAD")
      let refused = try await one("renumber", "2026-0002")
      #expect(refused.status == 4 && refused.errors.contains("it stays"), "\(refused.errors)")
      #expect(try await one.git("rev-parse", "HEAD") == head)
      // Two files of one number in the tree are a collision, wherever they came from.
      try await one.git("mv", path("2026-0002"), "cases/2026-0002.md")
      expect(try await one("commit"))
      try one.git.write(try one.git.read("cases/2026-0002.md"), to: path("2026-0002"))
      try await one.git("add", "--all")
      try await one.git("commit", "--quiet", "--message=重号")
      expect(try await one("renumber", "cases/2026-0002.md"))
      #expect(one.git.exists("cases/2026-0003.md") && one.git.exists(path("2026-0002")))
    }
  }

  @Test func editsOfItsOwnAreRecordedFirst() async throws {
    try await withCollision { _, other in
      try other.git.write(try other.git.read(Self.old) + "补一行\n", to: Self.old)
      let refused = try await other("renumber", "2026-0001")
      #expect(refused.status == 4 && refused.errors.contains("edits that are not recorded"))
      #expect(try await other.git("diff", "--stat").contains(Self.old))
    }
  }
}
