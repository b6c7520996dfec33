import Files
import Git
import Glibc
import Testing
import TestSupport

@Suite struct HookTests {
  private static let place = "cases/2026/食堂.md"

  private func withHook(
    _ name: String, _ script: String, in folder: String = ".git/hooks",
    _ body: (GitCLI) async throws -> Void
  ) async throws {
    try await withRepository { git in
      try await git.record("一\n", at: Self.place, message: "登记\n")
      try git.write("#!/bin/sh\n\(script)\n", to: "\(folder)/\(name)")
      #expect(chmod(git.path("\(folder)/\(name)"), 0o755) == 0)
      try await body(git)
    }
  }

  @Test(
    arguments: rows(["pre-commit", "prepare-commit-msg", "commit-msg", "reference-transaction"]))
  func aHookThatSaysNoLeavesEverythingAsItWas(name: String) async throws {
    try await withHook(name, "echo 不行 >&2; exit 1") { git in
      let before = try await git("rev-parse", "HEAD")
      let error = await #expect(throws: GitError.self) {
        try await git.record("二\n", at: Self.place, message: "研判\n")
      }
      guard case .refused(.byHook(name, let words)) = error else { throw try #require(error) }
      #expect(words.contains("不行"))
      #expect(try await git("rev-parse", "HEAD") == before)
      #expect(try git.read(Self.place) == "一\n")
      #expect(try await git("status", "--porcelain") == "")
      #expect(
        try git.names(in: ".git").filter { $0.contains("duban") || $0.contains("lock") } == [])
    }
  }

  @Test func preCommitSeesOurCommitAndNotTheUsersIndex() async throws {
    let script =
      "git diff --cached --name-only -z | tr '\\0' '\\n' > .git/seen; cat '\(Self.place)' >> .git/seen"
    try await withHook("pre-commit", script) { git in
      try git.write("暂存\n", to: "cases/别的.md")
      try await git("add", ".")
      try await git.record("二\n", at: Self.place, message: "研判\n")
      #expect(try git.read(".git/seen") == "\(Self.place)\n二\n")
      #expect(try await git("status", "--porcelain") == "A  cases/别的.md\n")
    }
  }

  @Test func theMessageIsAsTheHooksLeaveIt() async throws {
    try await withHook("commit-msg", "printf '\\n\\n署名: 甲\\n\\n\\n' >> \"$1\"") { git in
      try git.write("#!/bin/sh\necho \"$2\" >> \"$1\"\n", to: ".git/hooks/prepare-commit-msg")
      #expect(chmod(git.path(".git/hooks/prepare-commit-msg"), 0o755) == 0)
      try await git.record("二\n", at: Self.place, message: "研判\n\n说明\n")
      #expect(try await git("log", "-1", "--format=%B") == "研判\n\n说明\nmessage\n\n署名: 甲\n\n")
    }
  }

  @Test func aHookThatStagesSomethingElseIsRefused() async throws {
    try await withHook("pre-commit", "echo x > x.md; git add x.md") { git in
      await #expect(throws: GitError.refused(.stagedByHook(name: "pre-commit", paths: ["x.md"]))) {
        try await git.record("二\n", at: Self.place, message: "研判\n")
      }
      let file = try git.read(Self.place)
      #expect(file == "一\n")
    }
  }

  @Test func referenceTransactionAndPostCommitRun() async throws {
    try await withHook("reference-transaction", "echo $1 >> .git/seen; cat >> .git/seen") { git in
      try git.write(
        "#!/bin/sh\necho 后 >&2\ngit rev-parse HEAD >> .git/after\n", to: ".git/hooks/post-commit")
      #expect(chmod(git.path(".git/hooks/post-commit"), 0o755) == 0)
      let recorded = try await git.record("二\n", at: Self.place, message: "研判\n")
      let seen = try git.read(".git/seen")
      #expect(
        seen.contains("prepared\n") && seen.contains("\(recorded.commits[0]) refs/heads/main"))
      #expect(try git.read(".git/after") == "\(recorded.commits[0])\n")
      #expect(recorded.hookWords.contains("后"))
      #expect(try await git("reflog", "-1", "--format=%gs %gn", "main") == "commit: 研判 督查室\n")
      #expect(try await git("reflog", "-1", "--format=%gs %gn") == "commit: 研判 督查室\n")
    }
  }

  @Test(arguments: rows([".githooks", "~/hooks"]))
  func theHooksMayBeElsewhere(folder: String) async throws {
    try await withHook("pre-commit", "exit 1", in: folder == "~/hooks" ? "家/hooks" : folder) {
      git in
      var user = git
      user.variables["HOME"] = git.path("家")
      try await git("config", "core.hooksPath", folder)
      await #expect(throws: GitError.refused(.byHook(name: "pre-commit", words: ""))) {
        try await user.record("二\n", at: Self.place, message: "研判\n")
      }
    }
  }

  @Test func aHookThatIsNotExecutableIsNone() async throws {
    try await withHook("pre-commit", "exit 1") { git in
      #expect(chmod(git.path(".git/hooks/pre-commit"), 0o644) == 0)
      try await git.record("二\n", at: Self.place, message: "研判\n")
    }
  }
}
