import FoundationEssentials
import Testing
import TestSupport

/// Plain git with our hooks installed.
@Suite(.seeded) struct HooksTests {
  static let path = "cases/2026/2026-0001.md"
  static let docket = "  - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长}\n"

  /// A repository of one case with two steps.
  static func withCase(
    hooks: Bool = true, _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      var git = folder
      git.variables["DUBAN_TODAY"] = "2026-03-02"
      git.variables["GIT_EDITOR"] = "true"
      let duban = DubanCLI(git)
      var results = [try await duban("init", "--no-hooks")]
      try await git("branch", "--move", "main")
      results.append(
        try await duban(
          "new", "--title", "学校食堂", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
          "--class", "批办性", "--gist", "查清情况"))
      results.append(try await duban("step", "2026-0001", "研判", "--意见", "建议立项"))
      if hooks { results.append(try await duban("hooks", "install")) }
      for result in results { #expect(result.status == 0, "\(result.errors)") }
      try await body(git, duban)
    }
  }

  /// The case with more steps at the end of its list, as somebody writes them by hand.
  static func append(_ steps: String, in git: GitCLI) throws {
    let parts = try git.read(path).components(separatedBy: "\n---\n")
    try git.write(
      parts[0] + "\n" + steps + "---\n" + parts[1...].joined(separator: "\n---\n"), to: path)
  }

  static func refusal(_ git: GitCLI, _ arguments: String...) async -> String {
    await refusal(git, arguments)
  }

  static func refusal(_ git: GitCLI, _ arguments: [String]) async -> String {
    do {
      try await git(arguments)
      Issue.record("git \(arguments) was not refused")
      return ""
    } catch {
      return (error as? GitCLI.Failure)?.message ?? "\(error)"
    }
  }

  @Test(
    arguments: rows([
      (["-m", "会议纪要附后\n\nDuban-Step: close"], "会议纪要附后\n\nDuban-Step: close"), ([], nil),
      (["--verbose"], nil), (["-m", "立项 2026-0001 学校食堂"], nil),
      (["-m", "立项 2026-0001 学校食堂\n\n另见来文"], "另见来文"),
      (["-m", "两点:\n\n# 一\n\n另见来文"], "两点:\n\n# 一\n\n另见来文"),
    ]))
  func aPlainCommitSaysWhatOurOwnWouldSay(arguments: [String], note: String?) async throws {
    try await Self.withCase { git, duban in
      try Self.append(Self.docket.replacing("}", with: ", 说明: '# 号在前'}"), in: git)
      try await git(["commit", "--quiet", "--all"] + arguments)
      let theirs = try await git("log", "-1", "--format=%B")
      #expect(try await git("status", "--porcelain") == "")
      try await git("reset", "--quiet", "--soft", "HEAD^")
      let ours = try await duban(["commit"] + (note.map { ["-m", $0] } ?? []))
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(try await git("log", "-1", "--format=%B") == theirs)
      #expect(
        try await git("log", "-1", "--format=%(trailers:key=Duban-Step,valueonly)")
          == "docket\n\n")
    }
  }

  @Test func anEditOfProseIsAnEditCommit() async throws {
    try await Self.withCase { git, _ in
      try git.write(try git.read(Self.path) + "领导要求查清。\n", to: Self.path)
      try await git("commit", "--quiet", "--all")
      #expect(
        try await git("log", "-1", "--format=%s|%(trailers:key=Duban-Step,valueonly,separator=)")
          == "修订 2026-0001 学校食堂|edit\n")
    }
  }

  @Test func whatTouchesNoCaseIsNotOurs() async throws {
    try await Self.withCase { git, _ in
      try git.write("随便\n", to: "README.md")
      try await git("add", "README.md")
      try await git("commit", "--quiet", "-m", "说明")
      #expect(try await git("log", "-1", "--format=%B") == "说明\n\n")
    }
  }

  enum Unlawful: String, CaseIterable, Sendable {
    case outOfPlace, changedStep, removedStep, twoSteps, removedCase, rulesToo, syntax

    var words: String {
      switch self {
      case .outOfPlace: "[step-out-of-place]"
      case .changedStep: "[recorded-step-changed]"
      case .removedStep: "[recorded-step-removed]"
      case .twoSteps: "run duban-git commit"
      case .removedCase: "has been removed"
      case .rulesToo: "not changed in one commit"
      case .syntax: "\(HooksTests.path):"
      }
    }

    func make(in git: GitCLI) async throws {
      switch self {
      case .outOfPlace: try append("  - {日期: 2026-03-02, 步骤: 办结, 阅示: 同意}\n", in: git)
      case .changedStep:
        try git.write(try git.read(path).replacing("建议立项", with: "不立"), to: path)
      case .removedStep:
        let lines = try git.read(path).components(separatedBy: "\n")
        let first = try #require(lines.firstIndex { $0.contains("步骤: 研判") }) - 1
        let end = try #require(lines.indices.first { $0 > first && lines[$0] == "---" })
        try git.write(
          (lines[..<first] + lines[end...]).joined(separator: "\n"), to: path)
      case .twoSteps:
        try append(docket + "  - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}\n", in: git)
      case .removedCase: try await git("rm", "--quiet", path)
      case .rulesToo:
        try append(docket, in: git)
        try git.write(try git.read("schema/office.yaml") + "# 改\n", to: "schema/office.yaml")
      case .syntax: try append("  - {日期: 2026-03-02, 步骤: \"立项\n", in: git)
      }
    }
  }

  @Test(arguments: rows(Unlawful.allCases))
  func anUnlawfulCommitIsRefusedWithWhatIsWrong(unlawful: Unlawful) async throws {
    try await Self.withCase { git, _ in
      try await unlawful.make(in: git)
      let before = try await git("rev-parse", "HEAD")
      let words = await Self.refusal(git, "commit", "--all", "-m", "改")
      #expect(words.contains(unlawful.words), "\(words)")
      #expect(try await git("rev-parse", "HEAD") == before)
    }
  }

  @Test func whatRefusedTwoStepsCanBeRecordedAsItSays() async throws {
    try await Self.withCase { git, duban in
      try await Unlawful.twoSteps.make(in: git)
      _ = await Self.refusal(git, "commit", "--all", "-m", "改")
      let done = try await duban("commit")
      #expect(done.status == 0, "\(done.errors)")
      #expect(done.output.split(separator: "\n").count == 2)
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func trailersThatAreTakenOutAreAskedFor() async throws {
    try await Self.withCase { git, _ in
      try Self.append(Self.docket, in: git)
      var careless = git
      careless.variables["GIT_EDITOR"] = "sed -i /Duban-Step/d"
      let words = await Self.refusal(careless, "commit", "--all")
      #expect(
        words.contains("the message has to end with:") && words.contains("Duban-Step: docket"))
    }
  }

  @Test func ourOwnCommitsPassTheHooksOnceEach() async throws {
    try await Self.withCase(hooks: false) { git, duban in
      try git.script("echo 一次 >> .git/次数", at: ".git/hooks/pre-commit")
      #expect(try await duban("hooks", "install").status == 0)
      try await Unlawful.twoSteps.make(in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try git.write(try git.read(Self.path) + "正文。\n", to: Self.path)
      #expect(try await duban("commit").status == 0)
      #expect(try git.read(".git/次数") == "一次\n一次\n一次\n")
      #expect(try await duban("verify").status == 0)
    }
  }

  @Test(arguments: rows([".git/hooks", "钩子"]))
  func theUsersOwnHooksAreCalledFirstAndPutBack(folder: String) async throws {
    try await Self.withCase(hooks: false) { git, duban in
      if folder != ".git/hooks" { try await git("config", "core.hooksPath", folder) }
      try git.script("echo 先 >&2; exit 1", at: "\(folder)/pre-commit")
      try git.script("echo \"$1\" >> .git/改说明", at: "\(folder)/commit-msg")
      try await git.link("commit-msg", at: "\(folder)/post-commit")
      try git.write("没有执行权\n", to: "\(folder)/pre-push")
      func state() throws -> [String] {
        try git.names(in: folder).map { name in
          let attributes = try FileManager.default.attributesOfItem(
            atPath: git.path("\(folder)/\(name)"))
          return
            "\(name) \(attributes[.posixPermissions] ?? 0) \(try git.read("\(folder)/\(name)"))"
        }
      }
      let before = try state()
      #expect(try await duban("hooks", "install").status == 0)
      #expect(try await duban("hooks", "install").status == 0)
      #expect(git.exists("\(folder)/pre-commit.before-duban"))

      try Self.append(Self.docket, in: git)
      #expect(await Self.refusal(git, "commit", "--all").contains("先"))
      try git.script("exit 0", at: "\(folder)/pre-commit.before-duban")
      try await git("commit", "--quiet", "--all")
      // As commit-msg, and once more as post-commit.
      #expect(try git.read(".git/改说明") == ".git/COMMIT_EDITMSG\n\n")
      #expect(try await git("log", "-1", "--format=%s") == "立项 2026-0001 学校食堂\n")

      try git.script("echo 先 >&2; exit 1", at: "\(folder)/pre-commit.before-duban")
      #expect(try await duban("hooks", "uninstall").status == 0)
      #expect(try state() == before)
      #expect(try await duban("hooks", "uninstall").output == "none of our hooks is installed\n")
    }
  }

  @Test func aHookThatCannotBeKeptStopsTheInstallation() async throws {
    try await Self.withCase(hooks: false) { git, duban in
      try git.script("exit 0", at: ".git/hooks/pre-push")
      try git.script("exit 0", at: ".git/hooks/pre-push.before-duban")
      let before = try git.names(in: ".git/hooks")
      #expect(try await duban("hooks", "install").status == 3)
      #expect(try git.names(in: ".git/hooks") == before)
    }
  }

  @Test func theHooksWorkInALinkedWorktree() async throws {
    try await Self.withCase { git, _ in
      try await git("worktree", "add", "--quiet", "-b", "旁支", "树")
      try git.write("树\n", to: ".git/info/exclude")
      var tree = GitCLI(directory: git.path("树"))
      tree.variables = git.variables
      try Self.append("  - {日期: 2026-03-02, 步骤: 办结, 阅示: 同意}\n", in: tree)
      #expect(
        await Self.refusal(tree, "commit", "--all", "-m", "改").contains("[step-out-of-place]"))
      try await tree("checkout", "--quiet", ".")
      try Self.append(Self.docket, in: tree)
      try await tree("commit", "--quiet", "--all")
      #expect(try await tree("log", "-1", "--format=%s") == "立项 2026-0001 学校食堂\n")
      let step = try await DubanCLI(tree)(
        "step", "2026-0001", "审定", "--审定人", "省委秘书长")
      #expect(step.status == 0, "\(step.errors)")
    }
  }

  @Test func withoutTheProgramNothingIsLetThrough() async throws {
    try await Self.withCase { git, _ in
      let git = try git.withoutProgram()
      let hook = try git.read(".git/hooks/pre-commit")
      try git.write(
        hook.replacing(DubanCLI.path, with: "/没有/duban-git"), to: ".git/hooks/pre-commit")
      try Self.append(Self.docket, in: git)
      #expect(await Self.refusal(git, "commit", "--all").contains("duban-git not found"))
    }
  }

  /// A step that nobody else has seen yet is recorded anew: it is the same one commit.
  @Test(
    arguments: rows([
      ["--no-edit"], [], ["-m", "立项 2026-0001 学校食堂"], ["--no-edit", "--reset-author"],
    ]))
  func anAmendedStepIsHeldAgainstWhatItStandsOn(arguments: [String]) async throws {
    try await Self.withCase { git, duban in
      try Self.append(Self.docket, in: git)
      try await git("commit", "--quiet", "--all")
      let before = try await git("rev-list", "--count", "HEAD")
      try git.write(
        try git.read(Self.path).replacing("批准: 省委秘书长", with: "批准: 分管副秘书长"), to: Self.path)
      try await git(["commit", "--quiet", "--all", "--amend"] + arguments)
      #expect(try await git("rev-list", "--count", "HEAD") == before)
      #expect(try await git("log", "-1", "--format=%s") == "立项 2026-0001 学校食堂\n")
      #expect(try await duban("verify").status == 0)
    }
  }

  @Test func anAmendedStepOfAnotherKindGetsItsOwnMessage() async throws {
    try await Self.withCase { git, duban in
      try Self.append(Self.docket, in: git)
      try await git("commit", "--quiet", "--all")
      try git.write(
        try git.read(Self.path).replacing(
          "步骤: 立项, 批准: 省委秘书长", with: "步骤: 续批, 领导: 省长, 类别: 参阅性, 摘要: 阅"),
        to: Self.path)
      try await git("commit", "--quiet", "--all", "--amend")
      #expect(try await git("log", "-1", "--format=%s") == "续批 2026-0001 学校食堂\n")
      #expect(try await duban("verify").status == 0)
    }
  }

  @Test(arguments: rows([false, true]))
  func anAmendedCommitMayNotHideASecondStep(hasMessage: Bool) async throws {
    try await Self.withCase { git, _ in
      try Self.append(Self.docket, in: git)
      try await git("commit", "--quiet", "--all")
      try Self.append("  - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}\n", in: git)
      let words = await Self.refusal(
        git, "commit", "--all", "--amend", hasMessage ? "--message=审定" : "--no-edit")
      #expect(words.contains("a commit records one step, and here are 2"), "\(words)")
    }
  }

  @Test func whatHasBeenPushedIsNotAmended() async throws {
    try await Self.withCase { git, _ in
      try await git("update-ref", "refs/remotes/origin/main", "HEAD")
      try git.write(try git.read(Self.path).replacing("建议立项", with: "不立"), to: Self.path)
      let words = await Self.refusal(git, "commit", "--all", "--amend", "--no-edit")
      #expect(words.contains("has been pushed already"), "\(words)")
      // Nor does a word in a message make an amendment of it.
      let other = await Self.refusal(git, "commit", "--all", "-m", "--amend")
      #expect(other.contains("[recorded-step-changed]") && other.contains("更正"), "\(other)")
    }
  }

  /// `git merge` does not run pre-commit.
  @Test func aMergeThatLosesAStepIsRefused() async throws {
    try await Self.withCase { git, _ in
      try await git("switch", "--quiet", "--create", "旁支")
      try git.write(try git.read(Self.path).replacing("建议立项", with: "不立"), to: Self.path)
      try await git("commit", "--quiet", "--all", "--no-verify", "-m", "悄悄改")
      try await git("switch", "--quiet", "main")
      try git.write("随便\n", to: "README.md")
      try await git("add", "README.md")
      try await git("commit", "--quiet", "-m", "说明")
      let words = await Self.refusal(git, "merge", "--no-edit", "旁支")
      #expect(words.contains("[recorded-step-changed]"), "\(words)")
      #expect(try await git("log", "-1", "--format=%s") == "说明\n")
    }
  }

  /// As the pre-commit framework does with a hook that it finds.
  @Test func aHookThatAManagerHasRenamedStillCallsTheUsersOwn() async throws {
    try await Self.withCase(hooks: false) { git, duban in
      try git.script("echo 先 >> .git/次数", at: ".git/hooks/pre-commit")
      #expect(try await duban("hooks", "install").status == 0)
      try FileManager.default.moveItem(
        atPath: git.path(".git/hooks/pre-commit"), toPath: git.path(".git/hooks/pre-commit.legacy"))
      try git.script("exec \"$0.legacy\" \"$@\"", at: ".git/hooks/pre-commit")
      try Self.append(Self.docket, in: git)
      try await git("commit", "--quiet", "--all")
      #expect(try git.read(".git/次数") == "先\n")
      let away = try await duban("hooks", "uninstall")
      #expect(away.status == 0 && away.errors.contains("pre-commit.before-duban"), "\(away.errors)")
      #expect(git.exists(".git/hooks/pre-commit.before-duban"))
    }
  }

  @Test func hooksThatRepositoriesShareLetThroughWhatHasNoCases() async throws {
    try await Self.withCase(hooks: false) { git, duban in
      try git.write("[core]\n\thooksPath = \(git.path(".git/共用"))\n", to: ".git/全局")
      var shared = git
      shared.variables["GIT_CONFIG_GLOBAL"] = git.path(".git/全局")
      let installed = try await DubanCLI(shared)("hooks", "install")
      #expect(installed.status == 0 && installed.errors.contains("core.hooksPath"))
      try await shared("init", "--quiet", "--initial-branch=main", git.path(".git/别的"))
      var other = GitCLI(directory: git.path(".git/别的"))
      other.variables = shared.variables
      try other.write("一\n", to: "a.txt")
      try await other("add", ".")
      try await other("commit", "--quiet", "-m", "一")
      try await other("commit", "--quiet", "--amend", "-m", "二")
      try await other("init", "--quiet", "--bare", git.path(".git/远.git"))
      try await other("push", "--quiet", git.path(".git/远.git"), "main")
      #expect(try await other("log", "--format=%B") == "二\n\n")
    }
  }

  @Test func installingTwiceAndTakingAwayRestoresEverything() async throws {
    try await Self.withCase(hooks: false) { git, duban in
      try await git("config", "--remove-section", "merge.duban")
      try await git("config", "--remove-section", "diff.duban")
      try git.script("exit 0", at: ".git/hooks/pre-push")
      func state() throws -> [String] {
        try git.names(in: ".git/hooks").map { "\($0): \(try git.read(".git/hooks/\($0)"))" }
          + [try git.read(".git/config"), try git.read(".gitattributes")]
      }
      let before = try state()
      for _ in 1...2 { #expect(try await duban("hooks", "install").status == 0) }
      #expect(try await git("config", "merge.duban.driver").contains("merge-driver"))
      #expect(try await duban("hooks", "uninstall").status == 0)
      #expect(try state() == before)
    }
  }

  @Test func foldersAreJudgedAsByVerify() async throws {
    try await HooksTests.withCase { git, _ in
      try await git.link("附件.pdf", at: "cases/2026/链.pdf")
      try git.write("甲\n", to: "cases/2026/a\\b.pdf")
      try git.write("甲\n", to: "cases/2026/图A.jpg")
      try git.write("乙\n", to: "cases/2026/图a.jpg")
      try await git("add", "--all")
      let words = await HooksTests.refusal(git, "commit", "--quiet", "-m", "附件")
      for id in ["not-a-plain-file", "unsafe-name", "names-alike"] {
        #expect(words.contains("[\(id)]"), "\(words)")
      }
    }
  }

  @Test func aMergeThatKeepsBothSidesPasses() async throws {
    try await Self.withCase { git, duban in
      try await git("switch", "--quiet", "--create", "旁支")
      try git.write(try git.read(Self.path) + "旁支的话。\n", to: Self.path)
      try await git("commit", "--quiet", "--all")
      try await git("switch", "--quiet", "main")
      #expect(try await duban("step", "2026-0001", "立项", "--批准", "省委秘书长").status == 0)
      try await git("merge", "--quiet", "--no-edit", "旁支")
      #expect(try await git("log", "-1", "--format=%s") == "Merge branch '旁支'\n")
      #expect(try await duban("verify").status == 0)
    }
  }
}

extension GitCLI {
  /// Writes an executable script.
  func script(_ lines: String, at name: String) throws {
    try write("#!/bin/sh\n\(lines)\n", to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
  }

  func link(_ target: String, at name: String) async throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }
}
