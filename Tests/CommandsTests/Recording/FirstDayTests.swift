import Foundation
import Testing
import TestSupport

/// What a new office meets on its first day.
@Suite(.seeded) struct FirstDayTests {
  @Test func initInstallsTheHooksAndSaysSo() async throws {
    try await withFolder { git in
      let made = try await DubanCLI(git)("--lang", "zh", "init", "督办")
      #expect(made.status == 0 && made.output.contains("已装好 git 钩子"), "\(made)")
      for name in [
        "pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "pre-push",
      ] {
        #expect(git.exists("督办/.git/hooks/\(name)"), "\(name)")
      }
    }
  }

  @Test func initWithoutHooksInstallsNone() async throws {
    try await withFolder { git in
      let made = try await DubanCLI(git)("init", "督办", "--no-hooks")
      #expect(made.status == 0 && !made.output.contains("hooks"), "\(made)")
      #expect(!git.exists("督办/.git/hooks/pre-commit"))
    }
  }

  /// What others may use too is left alone, and the way to it is named.
  @Test func aHooksFolderOutsideIsLeftAlone() async throws {
    try await withFolder { git in
      try git.write("[core]\n\thooksPath = \(git.path("共用"))\n", to: "全局")
      var clerk = git
      clerk.variables["GIT_CONFIG_GLOBAL"] = git.path("全局")
      let made = try await DubanCLI(clerk)("init", "督办")
      #expect(made.status == 0 && !made.output.contains("hooks"), "\(made)")
      #expect(made.errors.contains("duban-git hooks install --into \(git.path("共用"))"), "\(made)")
      #expect(!git.exists("共用") && !git.exists("督办/.git/hooks/pre-commit"))
      try await expect(DubanCLI(clerk)("-C", "督办", "hooks", "install", "--into", "共用"))
      #expect(git.exists("督办/共用/pre-commit"))
      try await expect(DubanCLI(clerk)("-C", "督办", "hooks", "uninstall", "--into", "共用"))
      #expect(!git.exists("督办/共用/pre-commit"))
    }
  }

  @Test func hooksThatAreThereAreKept() async throws {
    try await withFolder { git in
      try await git("init", "--quiet")
      try git.script("exit 0", at: ".git/hooks/pre-commit")
      let made = try await DubanCLI(git)("init")
      #expect(made.status == 0 && made.output.contains("pre-commit.before-duban"), "\(made)")
      #expect(try git.read(".git/hooks/pre-commit.before-duban").contains("exit 0"))
    }
  }

  /// After each step the next duty is told; who has just been sent a letter is not called late.
  @Test func theNextDutyIsTold() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let docketed = try await duban(
        "--lang", "zh", "step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(docketed.errors.contains("接下来:×省委督查室 发函,2026-03-05前"), "\(docketed)")
      try git.write(
        try git.read(HooksTests.path).replacing(
          "过程:\n",
          with: """
            牵头单位: 省教育厅
            协办单位: [省公安厅]
            任务:
              - {事项: 排查, 单位: 省教育厅, 时限: 30日}
            过程:

            """), to: HooksTests.path)
      try HooksTests.append(
        """
          - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}
          - {日期: 2026-03-02, 步骤: 发函, 文号: ×督函〔2026〕8号, 主送: [省教育厅, 省公安厅]}

        """, in: git)
      // Recorded long after, when the units are late already.
      var late = duban
      late.variables["DUBAN_TODAY"] = "2026-06-01"
      let sent = try await late("--lang", "zh", "commit")
      #expect(sent.status == 0, "\(sent)")
      #expect(sent.errors.contains("接下来:省教育厅、省公安厅 报责任人,2026-03-09前(逾期"), "\(sent)")
      #expect(!sent.errors.contains("officer-not-named"), "\(sent)")
      #expect(try await late("check").output.contains("officer-not-named"))
    }
  }
}
