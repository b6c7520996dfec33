import Testing
import TestSupport

/// The driver as real git runs it, with the built program on `PATH`.
@Suite struct MergeDriverTests {
  private static let path = "cases/2018/2018-0007.md"

  /// Two clones of one bare repository, each set up.
  private func withClones(_ body: (DubanCLI, DubanCLI) async throws -> Void) async throws {
    try await withDirectory { folder in
      let programs = DubanCLI.path.split(separator: "/").dropLast().joined(separator: "/")
      func repository(_ name: String) -> DubanCLI {
        var git = GitCLI(directory: "\(folder)/\(name)")
        git.variables["PATH"] = "/\(programs):\(git.variables["PATH"] ?? "/usr/bin:/bin")"
        return DubanCLI(git)
      }
      let here = GitCLI(directory: folder)
      let origin = repository("origin")
      try await here("init", "--quiet", "origin")
      try await expect(origin("init", "--sample"))
      try await here("clone", "--quiet", "--bare", "origin", "hub.git")
      for name in ["甲", "乙"] { try await here("clone", "--quiet", "hub.git", name) }
      let (one, other) = (repository("甲"), repository("乙"))
      for clone in [one, other] { try await expect(clone("merge-driver", "--install")) }
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

  @Test(arguments: ["merge", "rebase"])
  func aWeekOfWorkInTwoClonesLosesNoStep(way: String) async throws {
    try await withClones { one, other in
      for day in 1...7 {
        try await step(one, "2019-03-0\(day)", "回访甲\(day)")
        try await step(other, "2019-03-0\(day)", "回访乙\(day)")
      }
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      try await other.git(way == "merge" ? ["merge", "--no-edit", "@{u}"] : ["rebase", "@{u}"])
      let expected = (1...7).flatMap { ["回访乙\($0)", "回访甲\($0)"] }
      #expect(try revisits(in: other) == expected)
      try await expect(other("check"))
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
      #expect(try revisits(in: one) == ["回访旁支", "回访主线"])

      let text = try one.git.read(Self.path)
      let unrecorded = "  - 日期: 2019-03-05\n    步骤: 回访\n    方式: 回访未提交\n    结果: 巩固\n"
      let parts = text.components(at: "    方式: 回访主线\n    结果: 巩固\n")
      try one.git.write(parts.before + unrecorded + parts.after, to: Self.path)
      try await one.git("stash")
      try await step(one, "2019-03-04", "回访之后")
      try await one.git("stash", "pop")
      #expect(try revisits(in: one) == ["回访旁支", "回访主线", "回访之后", "回访未提交"])
      try await expect(one("check"))
    }
  }

  @Test func aFieldChangedOnBothSidesStopsTheMerge() async throws {
    try await withClones { one, other in
      for (clone, value) in [(one, "长期"), (other, "普通")] {
        let lines = try clone.git.read(Self.path).split(
          separator: "\n", omittingEmptySubsequences: false
        ).filter { !$0.hasPrefix("关注:") }
        let place = try #require(lines.firstIndex(of: "过程:"))
        let text = lines[..<place] + ["关注: \(value)"] + lines[place...]
        try clone.git.write(text.joined(separator: "\n"), to: Self.path)
        try await clone.git("commit", "--quiet", "--all", "--message=关注")
      }
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      await #expect(throws: GitCLI.Failure.self) { try await other.git("merge", "@{u}") }
      #expect(try await other.git("diff", "--name-only", "--diff-filter=U") == "\(Self.path)\n")
      let marked = "<<<<<<< ours\n关注: 普通\n=======\n关注: 长期\n>>>>>>> theirs\n过程:\n"
      #expect(try other.git.read(Self.path).contains(marked))
    }
  }

  @Test func stepsUnlawfulTogetherAreBothKeptAndStopTheMerge() async throws {
    try await withClones { one, other in
      try await expect(
        one("step", "2018-0007", "重启", "--理由", "反弹", "--批准", "省委秘书长", "--date", "2019-03-01"))
      try await expect(
        other("step", "2018-0007", "重启", "--理由", "群众来信", "--批准", "省委秘书长", "--date", "2019-03-02"))
      try await one.git("push", "--quiet", "origin", "HEAD")
      try await other.git("fetch", "--quiet")
      await #expect(throws: GitCLI.Failure.self) { try await other.git("merge", "@{u}") }
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
}

extension String {
  /// The text up to and with `text`, and what follows.
  fileprivate func components(at text: String) -> (before: String, after: String) {
    guard let range = firstRange(of: text) else { return (self, "") }
    return (String(self[..<range.upperBound]), String(self[range.upperBound...]))
  }
}
