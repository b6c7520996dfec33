import Testing
import TestSupport

/// What two sides make unlawful together is joined, said alike at every door, and settled by a 更正.
@Suite(.seeded) struct SettlingTests {
  private static let path = "cases/2018/2018-0007.md"

  /// A case that is withdrawn on one branch while a unit signs on the other; on the first, before the
  /// merge.
  private func withBranches(_ body: (GitCLI, DubanCLI) async throws -> Void) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      var duban = duban
      duban.variables["DUBAN_TODAY"] = "2018-07-27"
      try await git("config", "user.name", "督查室")
      try await git("config", "user.email", "office@example.org")
      let hooks = try await duban("hooks", "install")
      #expect(hooks.status == 0, "\(hooks.errors)")
      try await git("add", ".gitattributes")
      try await git("commit", "--quiet", "-m", "属性")
      try await git("branch", "旁支")
      func step(_ arguments: String...) async throws {
        let done = try await duban(["step", "2018-0007"] + arguments)
        #expect(done.status == 0, "\(done.errors)")
      }
      try await step("撤销", "--理由", "并案", "--批准", "省委秘书长", "--date", "2018-07-25")
      try await git("switch", "--quiet", "旁支")
      try await step("签收", "--单位", "省教育厅", "--date", "2018-07-26")
      try await git("switch", "--quiet", "main")
      try await body(git, duban)
    }
  }

  @Test func whatDoesNotGoTogetherIsJoinedAndSettled() async throws {
    try await withBranches { git, duban in
      try await git("merge", "--quiet", "--no-edit", "旁支")
      for door in [["check"], ["verify"], ["check", "--since", "HEAD^"]] {
        let said = try await duban(door)
        #expect(said.status == 0 && said.output.contains("warning: "), "\(door): \(said.output)")
        #expect(said.output.contains("[unsettled]"), "\(door): \(said.output)")
      }
      let early = try await duban("step", "2018-0007", "归档", "--档号", "1")
      #expect(early.status == 4 && early.errors.contains("[before-settling]"), "\(early.errors)")
      let text = try git.read(Self.path)
      let step = "  - {日期: 2018-07-27, 步骤: 归档, 档号: '1'}\n"
      try git.write(text.replacing("\n---\n\n正文", with: "\n\(step)---\n\n正文"), to: Self.path)
      for door in [["check"], ["commit"], ["commit", "--dry-run"]] {
        let said = try await duban(door)
        #expect(said.status != 0, "\(door)")
        #expect(
          (said.output + said.errors).contains("[before-settling]"), "\(door): \(said.errors)")
      }
      await #expect(throws: GitCLI.Failure.self) {
        try await git("commit", "--quiet", "--all", "-m", "归档")
      }
      try await git("reset", "--quiet", "--hard")
      let correct = try await duban(
        "step", "2018-0007", "更正", "--更正", "7", "--字段", "步骤", "--原文", "签收", "--改为", "作废", "--理由",
        "已撤销", "--批准", "省委秘书长")
      #expect(correct.status == 0, "\(correct.errors)")
      let after = try await duban("step", "2018-0007", "归档", "--档号", "1")
      #expect(after.status == 0, "\(after.errors)")
      let (check, verify) = (try await duban("check"), try await duban("verify", "--full"))
      #expect(check.status == 0 && !check.output.contains("[unsettled]"), "\(check.output)")
      #expect(verify.status == 0, "\(verify.output)")
    }
  }

  @Test func aMergeThatLeavesAllAsInHeadIsHeldAgainstTheOtherSide() async throws {
    try await withBranches { git, duban in
      await #expect(throws: GitCLI.Failure.self) {
        try await git("merge", "--quiet", "--strategy=ours", "--no-edit", "旁支")
      }
      try await git("reset", "--quiet", "--hard")
      try await git("merge", "--quiet", "--no-commit", "--no-ff", "旁支")
      #expect(try await duban("check", "--staged").status == 0)
      try await git("checkout", "HEAD", "--", Self.path)
      for door in [["check"], ["check", "--staged"]] {
        let said = try await duban(door)
        #expect(said.status == 1, "\(door)")
        #expect(said.output.contains("[recorded-step-changed]"), "\(door): \(said.output)")
      }
      await #expect(throws: GitCLI.Failure.self) {
        try await git("commit", "--quiet", "-m", "合并")
      }
    }
  }

  @Test func whatAMergeDoesToOtherFilesIsHeldAgainstBothSides() async throws {
    try await withBranches { git, duban in
      try await git("merge", "--quiet", "--no-commit", "--no-ff", "旁支")
      try git.write("甲", to: "cases/2018/附记.txt")
      try await git("add", "cases")
      let said = try await duban("check", "--staged")
      #expect(said.output.contains("[merge-adds-change]"), "\(said.output)")
      await #expect(throws: GitCLI.Failure.self) {
        try await git("commit", "--quiet", "-m", "合并")
      }
    }
  }

  @Test func anAmendedMergeIsHeldAgainstBothSides() async throws {
    try await withBranches { git, _ in
      try await git("merge", "--quiet", "--no-edit", "旁支")
      try await git("commit", "--quiet", "--amend", "-m", "合并,再写一遍")
      let text = try git.read(Self.path)
      let own = "  - {日期: 2018-07-26, 步骤: 签收, 单位: 省教育厅, 说明: 夹带}\n"
      try git.write(text.replacing("\n---\n\n正文", with: "\n\(own)---\n\n正文"), to: Self.path)
      await #expect(throws: GitCLI.Failure.self) {
        try await git("commit", "--quiet", "--all", "--amend", "--no-edit")
      }
    }
  }

  @Test func aRehearsalNamesPersonKeyAndHooks() async throws {
    try await withBranches { git, duban in
      try git.write(
        try git.read(Self.path).replacing("正文。", with: "新的正文。"), to: Self.path)
      let head = try await git("rev-parse", "HEAD")
      let said = try await duban("commit", "--dry-run")
      #expect(said.status == 0, "\(said.errors)")
      #expect(said.output.contains("Duban-Step: edit") && said.output.contains("+新的正文。"))
      for words in ["recorded by 督查室 <office@example.org>, ", "not signed", "hooks: pre-commit"] {
        #expect(said.errors.contains(words), "\(said.errors)")
      }
      #expect(try await git("rev-parse", "HEAD") == head)
    }
  }

  @Test func nothingInACasesOwnFolderIsACase() async throws {
    try await withBranches { git, duban in
      try git.write("随手记的。\n", to: "cases/2018/2018-0007/记录.md")
      let check = try await duban("check")
      #expect(check.status == 0 && !check.output.contains("记录"), "\(check.output)")
      let commit = try await duban("commit")
      #expect(commit.output == "nothing to record\n", "\(commit.output)")
    }
  }
}
