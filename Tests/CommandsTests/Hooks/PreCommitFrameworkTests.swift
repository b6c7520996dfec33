import FoundationEssentials
import TestSupport
import Testing

/// The hooks that `.pre-commit-hooks.yaml` offers, run by the pre-commit framework itself.
@Suite(.seeded, .needs("pre-commit")) struct PreCommitFrameworkTests {
  /// A repository of one case that asks for a hook of ours, as its users would.
  private static func withFramework(_ id: String, _ body: (GitCLI) async throws -> Void)
    async throws
  {
    try await withFolder { offered in
      try offered.write(
        String(decoding: ProjectFiles.bytes(of: ".pre-commit-hooks.yaml"), as: UTF8.self),
        to: ".pre-commit-hooks.yaml")
      try await offered("init", "--quiet")
      try await offered("add", ".")
      try await offered("commit", "--quiet", "--message=hooks")
      let revision = try await offered("rev-parse", "HEAD").split(separator: "\n")[0]
      try await HooksTests.withCase(hooks: false) { folder, _ in
        var git = folder
        git.variables["PRE_COMMIT_HOME"] = git.path(".git/framework")
        git.variables["HOME"] = git.path(".git")
        try git.write(
          """
          repos:
            - repo: \(offered.directory)
              rev: \(revision)
              hooks:
                - id: \(id)

          """, to: ".pre-commit-config.yaml")
        try await git("add", ".pre-commit-config.yaml")
        try await git("commit", "--quiet", "--message=框架")
        try await body(git)
      }
    }
  }

  private static func run(_ git: GitCLI, _ arguments: String...) async throws -> String? {
    let words = (["pre-commit", "run"] + arguments).joined(separator: " ")
    do {
      try await git.run("sh", "-c", "cd '\(git.directory)' && \(words) >&2")
      return nil
    } catch let failure as GitCLI.Failure {
      return failure.message
    }
  }

  /// A case that somebody has broken and committed past every hook.
  private static func breakCase(in git: GitCLI) async throws {
    let text = try git.read(HooksTests.path)
    try git.write(text.replacing("批示:", with: "批示："), to: HooksTests.path)
    try await git("commit", "--quiet", "--all", "--no-verify", "--message=坏")
  }

  @Test(arguments: rows(["duban-check", "duban-check-all"]))
  func aBadCaseFailsHoweverItIsRun(id: String) async throws {
    try await Self.withFramework(id) { git in
      #expect(try await Self.run(git, "--all-files") == nil)
      try await Self.breakCase(in: git)
      for arguments in [["--all-files"], ["--from-ref", "HEAD~1", "--to-ref", "HEAD"]] {
        let words = try await Self.run(git, arguments.joined(separator: " "))
        #expect(words?.contains("2026-0001.md") == true, "\(arguments): \(words ?? "passed")")
      }
    }
  }

  @Test func whatIsStagedIsJudgedBeforeACommit() async throws {
    try await Self.withFramework("duban-check") { git in
      try await git.run("sh", "-c", "cd '\(git.directory)' && pre-commit install")
      try git.write(
        try git.read(HooksTests.path).replacing("批示:", with: "批示："), to: HooksTests.path)
      try await git("add", HooksTests.path)
      // The file on disk is right again; what would be committed is not.
      try git.write(
        try git.read(HooksTests.path).replacing("批示：", with: "批示:"), to: HooksTests.path)
      let words = await HooksTests.refusal(git, "commit", "-m", "改")
      #expect(words.contains("2026-0001.md"), "\(words)")
    }
  }
}
