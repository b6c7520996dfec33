import Testing
import TestSupport

/// The driver as real git runs it, with the built program on `PATH`.
@Suite(.seeded) struct MergeDriverTests {
  private static let path = "cases/2018/2018-0007.md"

  /// Two clones of one bare repository, each set up.
  private func withClones(_ body: (DubanCLI, DubanCLI) async throws -> Void) async throws {
    try await withDirectory { folder in
      func repository(_ name: String) -> DubanCLI {
        var git = GitCLI(directory: "\(folder)/\(name)")
        git.variables["GIT_EDITOR"] = "true"
        git.variables["DUBAN_TODAY"] = "2026-03-02"
        return DubanCLI(git)
      }
      let here = GitCLI(directory: folder)
      let origin = repository("origin")
      try await here("init", "--quiet", "origin")
      try await expect(origin("init", "--sample", "--no-hooks"))
      try await here("clone", "--quiet", "--bare", "origin", "hub.git")
      for name in ["甲", "乙"] { try await here("clone", "--quiet", "hub.git", name) }
      let (one, other) = (repository("甲"), repository("乙"))
      try await expect(one("hooks", "install"), prints: "merge and diff drivers")
      try await expect(other("merge-driver", "--install"))
      try await body(one, other)
    }
  }

  private func step(_ duban: DubanCLI, _ day: String, _ place: String) async throws {
    try await expect(
      duban(
        "step", "2018-0007", "回访", "--方式", place, "--结果", "巩固", "--date", day), prints: "] 回访")
  }

  private func revisits(in duban: DubanCLI) throws -> [String] {
    try duban.git.read(Self.path).split(separator: "\n").filter { $0.hasPrefix("    方式: 回访") }
      .map { String($0.dropFirst(8)) }
  }

  @Test(arguments: rows(["merge", "rebase"]))
  func aWeekOfWorkInTwoClonesLosesNoStep(way: String) async throws {
    try await withClones { one, other in
      for day in 1...7 {
        try await step(one, "2019-03-0\(day)", "回访甲\(day)")
        try await step(other, "2019-03-0\(day)", "回访乙\(day)")
      }
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      try await other.git(way == "merge" ? ["merge", "--no-edit", "@{u}"] : ["rebase", "@{u}"])
      let expected =
        way == "merge"
        ? (1...7).flatMap { ["回访乙\($0)", "回访甲\($0)"] }
        : (1...7).map { "回访甲\($0)" } + (1...7).map { "回访乙\($0)" }
      #expect(try revisits(in: other) == expected)
      try await expect(other("check"))
      // Each commit is lawful by itself: a rebased step is added after all others.
      try await expect(other("verify"), prints: " 0 errors")
      #expect(try await other.git("status", "--porcelain") == "")
      try await other.git("push", "--quiet", "origin", "HEAD")
      try await one.git("pull", "--quiet", "--ff-only")
      #expect(try one.git.read(Self.path) == other.git.read(Self.path))
      try await one.git("fsck", "--strict")
    }
  }

  @Test func cherryPickAndStashPopJoinSteps() async throws {
    try await withClones { one, _ in
      try await one.git("switch", "--quiet", "--create", "旁支")
      try await step(one, "2019-03-01", "回访旁支")
      try await one.git("switch", "--quiet", "-")
      try await step(one, "2019-03-02", "回访主线")
      try await one.git("cherry-pick", "旁支")
      #expect(try revisits(in: one) == ["回访主线", "回访旁支"])
      #expect(try one.git.read(Self.path).contains("    方式: 回访旁支\n    结果: 巩固\n    补录: 是\n"))
      try await expect(one("verify"))

      let text = try one.git.read(Self.path)
      let unrecorded = "  - 日期: 2019-03-05\n    步骤: 回访\n    方式: 回访未提交\n    结果: 巩固\n"
      let parts = text.components(at: "    方式: 回访旁支\n    结果: 巩固\n    补录: 是\n")
      try one.git.write(parts.before + unrecorded + parts.after, to: Self.path)
      try await one.git("stash")
      try await step(one, "2019-03-04", "回访之后")
      try await one.git("stash", "pop")
      #expect(try revisits(in: one) == ["回访主线", "回访旁支", "回访之后", "回访未提交"])
      try await expect(one("check"))
    }
  }

  private func setWatch(_ value: String, in git: GitCLI) throws {
    let lines = try git.read(Self.path).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("关注:") }
    let place = try #require(lines.firstIndex(of: "过程:"))
    let text = lines[..<place] + ["关注: \(value)"] + lines[place...]
    try git.write(text.joined(separator: "\n"), to: Self.path)
  }

  /// One of the clones has 长期 committed, the other 普通; then `ways` come to the conflict.
  @Test(
    arguments: rows([
      (["merge", "主线"], true), (["rebase", "主线"], false), (["cherry-pick", "主线"], true),
      (["stash", "pop"], true),
    ]))
  func aFieldChangedOnBothSidesIsMarkedWhereItIs(way: [String], isOursFirst: Bool) async throws {
    try await withClones { one, _ in
      try await one.git("switch", "--quiet", "--create", "旁支")
      if way[0] == "stash" {
        try setWatch("长期", in: one.git)
        try await one.git("stash")
        try setWatch("普通", in: one.git)
        try await one.git("commit", "--quiet", "--all")
      } else {
        try setWatch("普通", in: one.git)
        try await one.git("commit", "--quiet", "--all")
        try await one.git("switch", "--quiet", "--create", "主线", "HEAD^")
        try setWatch("长期", in: one.git)
        try await one.git("commit", "--quiet", "--all")
        try await one.git("switch", "--quiet", "旁支")
      }
      await #expect(throws: GitCLI.Failure.self) { try await one.git(way) }
      #expect(try await one.git("diff", "--name-only", "--diff-filter=U") == "\(Self.path)\n")
      let lines = try one.git.read(Self.path).split(separator: "\n")
      let start = try #require(lines.firstIndex { $0.hasPrefix("<<<<<<< ") })
      let values = ["关注: 普通", "关注: 长期"]
      #expect(
        lines[(start + 1)...(start + 3)].joined(separator: "|")
          == (isOursFirst ? values : values.reversed()).joined(separator: "|=======|"))
      #expect(lines[start + 4].hasPrefix(">>>>>>> ") && lines[start + 5] == "过程:")
      let check = try await one("check", Self.path)
      #expect(check.status == 1)
      #expect(
        check.output.hasPrefix("\(Self.path):\(start + 1):1: error:")
          && check.output.contains("[conflict-marker]"), "\(check.output)")
      // A person takes one of the two, and git goes on.
      try setWatch("长期", in: one.git)
      try one.git.write(
        try one.git.read(Self.path).split(separator: "\n", omittingEmptySubsequences: false)
          .filter { line in !["<<<<<<<", "=======", ">>>>>>>"].contains { line.hasPrefix($0) } }
          .joined(separator: "\n"), to: Self.path)
      try await expect(one("check", Self.path))
      try await one.git("add", Self.path)
      if way[0] == "rebase" { try await one.git("rebase", "--continue") }
      if way[0] == "merge" { try await one.git("commit", "--quiet", "--no-edit") }
      #expect(try one.git.read(Self.path).contains("关注: 长期\n过程:"))
    }
  }

  /// What git 2.44 gives besides; an older one leaves the placeholders.
  @Test(
    arguments: rows([
      (["%S", "%X", "%Y"], "ours", "theirs"), ([], "ours", "theirs"),
      (["基础", "HEAD", "3f2a (发函 2018-0007)"], "HEAD", "3f2a (发函 2018-0007)"),
    ]))
  func theMarksNameTheSidesAsGitDoes(labels: [String], ours: String, theirs: String) async throws {
    try await withClones { one, _ in
      let text = try one.git.read(Self.path)
      for (name, value) in [("O", "普通"), ("A", "长期"), ("B", "重点")] {
        try setWatch(value, in: one.git)
        try one.git.write(try one.git.read(Self.path), to: name)
      }
      try one.git.write(text, to: Self.path)
      let merged = try await one(["merge-driver", "O", "A", "B", "7", Self.path] + labels)
      #expect(merged.status == 1)
      let lines = try one.git.read("A").split(separator: "\n")
      #expect(lines.contains("<<<<<<< \(ours)") && lines.contains(">>>>>>> \(theirs)"))
    }
  }

  /// git asks for marks longer by one where both sides have renamed the file, and by two where it joins
  /// what both sides go back to.
  @Test(arguments: rows([(8, true), (9, false)]))
  func aRenamedFileIsMarkedAndACommonOneIsNot(length: Int, isMarked: Bool) async throws {
    try await withClones { one, _ in
      let text = try one.git.read(Self.path)
      for (name, value) in [("O", "普通"), ("A", "长期"), ("B", "重点")] {
        try setWatch(value, in: one.git)
        try one.git.write(try one.git.read(Self.path), to: name)
      }
      try one.git.write(text, to: Self.path)
      let merged = try await one("merge-driver", "O", "A", "B", "\(length)", Self.path)
      #expect(merged.status == 1)
      #expect(try one.git.read("A").contains("<<<<<<<< ours") == isMarked)
    }
  }

  @Test func withoutTheProgramGitMergesByLines() async throws {
    try await withClones { one, _ in
      let git = try one.git.withoutProgram()
      let driver = try await git("config", "merge.duban.driver")
      try await git(
        "config", "merge.duban.driver",
        String(driver.dropLast()).replacing(DubanCLI.path, with: "/没有/duban-git"))
      try await git("config", "core.hooksPath", "/dev/null")
      try await git("switch", "--quiet", "--create", "旁支")
      try setWatch("长期", in: git)
      try await git("commit", "--quiet", "--all", "-m", "长期")
      try await git("switch", "--quiet", "--create", "另", "HEAD^")
      try setWatch("普通", in: git)
      try git.write(try git.read(Self.path) + "\n另记。\n", to: Self.path)
      try await git("commit", "--quiet", "--all", "-m", "普通")
      let words = await HooksTests.refusal(git, "merge", "旁支")
      #expect(words.contains("merged by lines"), "\(words)")
      #expect(
        try git.read(Self.path).contains(
          "<<<<<<< ours\n关注: 普通\n=======\n关注: 长期\n>>>>>>> theirs\n"))
    }
  }

  @Test func theProgramIsFoundWhereItWasWhenPathHasNone() async throws {
    try await withClones { one, _ in
      let git = try one.git.withoutProgram()
      let bare = DubanCLI(git)
      try await git("switch", "--quiet", "--create", "旁支")
      try await step(bare, "2019-03-01", "回访旁支")
      try await git("switch", "--quiet", "-")
      try await step(bare, "2019-03-02", "回访主线")
      try await git("merge", "--quiet", "--no-edit", "旁支")
      #expect(try revisits(in: bare) == ["回访旁支", "回访主线"])
    }
  }

  /// Neither the one who takes a number second, nor the one who took it first, is lost.
  @Test func theSameNumberTakenTwiceCollides() async throws {
    try await withClones { one, other in
      let path = "cases/2026/2026-0001.md"
      for (clone, title) in [(one, "学校食堂"), (other, "殡葬服务")] {
        try await expect(
          clone(
            "new", "--title", title, "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
            "--class", "批办性", "--gist", "查清情况"), prints: "2026-0001")
      }
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      let words = await HooksTests.refusal(other.git, "merge", "@{u}")
      #expect(words.contains("\(path): both sides registered a case 2026-0001"), "\(words)")
      #expect(try await other.git("diff", "--name-only", "--diff-filter=U") == "\(path)\n")
      let text = try other.git.read(path)
      #expect(text.contains("标题: 学校食堂") && text.contains("标题: 殡葬服务"))
      let check = try await other("check", path)
      #expect(check.status == 1 && check.output.contains("[conflict-marker]"), "\(check.output)")
    }
  }

  @Test func stepsUnlawfulTogetherAreBothKeptAndSaid() async throws {
    try await withClones { one, other in
      try await expect(
        one("step", "2018-0007", "重启", "--理由", "反弹", "--批准", "省委秘书长", "--date", "2019-03-01"))
      try await expect(
        other("step", "2018-0007", "重启", "--理由", "群众来信", "--批准", "省委秘书长", "--date", "2019-03-02"))
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      try await other.git("merge", "--no-edit", "@{u}")
      try await expect(other("check"), prints: "[unsettled]")
      try await expect(other("verify"), prints: "[unsettled]")
      try await other.git("push", "--quiet", "origin", "HEAD")
      let text = try other.git.read(Self.path)
      #expect(text.contains("群众来信") && text.contains("理由: 反弹") && !text.contains("<<<<"))
    }
  }

  @Test func aHunkIsNamedAfterItsStep() async throws {
    try await withClones { one, _ in
      let text = try one.git.read(Self.path)
      let parts = text.components(at: "    步骤: 立项\n    批准:")
      try one.git.write(parts.before + " 更改" + parts.after, to: Self.path)
      let diff = try await one.git("diff", "-U0")
      #expect(diff.split(separator: "\n").contains { $0.hasPrefix("@@") && $0.hasSuffix("步骤: 立项") })
    }
  }

  /// Withdrawn on one side: on top of that nothing of the other is lawful, in a merge it is to be settled.
  @Test func whatIsNotLawfulOnTopIsInConflictAndMayBeMerged() async throws {
    try await PushHooksTests().withServer(hooks: true) { _, one, other in
      try await expect(
        DubanCLI(one)("step", "2026-0001", "撤销", "--理由", "重复", "--批准", "省委秘书长"))
      try await one("push", "--quiet")
      try await expect(DubanCLI(other)("step", "2026-0001", "立项", "--批准", "省委秘书长"))
      let pulled = await HooksTests.refusal(other, "pull", "--rebase")
      #expect(pulled.contains("git rebase --abort"), "\(pulled)")
      #expect(pulled.contains("git pull --no-rebase"), "\(pulled)")
      #expect(try other.read(HooksTests.path).contains("<<<<<<< "))
      try await other("rebase", "--abort")
      try await other("pull", "--quiet", "--no-rebase", "--no-edit")
      #expect(try await DubanCLI(other)("verify", "--full").status == 0)
      try await other("push", "--quiet")
    }
  }
}

extension String {
  /// The text up to and with `text`, and what follows.
  fileprivate func components(at text: String) -> (before: String, after: String) {
    guard let range = firstRange(of: text) else { return (self, "") }
    return (String(self[..<range.upperBound]), String(self[range.upperBound...]))
  }
}
