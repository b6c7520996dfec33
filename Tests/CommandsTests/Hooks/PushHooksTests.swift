import Testing
import TestSupport

/// Two people who share a bare repository over `file://`.
@Suite(.seeded) struct PushHooksTests {
  /// - Parameter hooks: whether the two have hooks of their own; the server always has.
  func withServer(
    hooks: Bool = false, server hasServerHook: Bool = true,
    _ body: (_ server: DubanCLI, _ one: GitCLI, _ other: GitCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      func copy(_ arguments: [String], at name: String) async throws -> GitCLI {
        try await git(["clone", "--quiet"] + arguments + [git.path(name)])
        var copy = GitCLI(directory: git.path(name))
        copy.variables = git.variables
        return copy
      }
      let server = try await copy(["--bare", "."], at: "共享.git")
      let address = "file://\(server.directory)"
      let one = try await copy([address], at: "甲")
      let other = try await copy([address], at: "乙")
      if hasServerHook {
        let installed = try await DubanCLI(server)("hooks", "install", "--server")
        #expect(installed.status == 0, "\(installed.errors)")
      }
      if hooks {
        for clone in [one, other] {
          let installed = try await DubanCLI(clone)("hooks", "install")
          #expect(installed.status == 0, "\(installed.errors)")
        }
      }
      try await body(DubanCLI(server), one, other)
    }
  }

  func step(_ git: GitCLI) async throws {
    let done = try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
    #expect(done.status == 0, "\(done.errors)")
  }

  /// A change of a recorded step, past the hooks on this side.
  func tamper(_ git: GitCLI) async throws {
    try git.write(
      try git.read(HooksTests.path).replacing("建议立项", with: "不立"), to: HooksTests.path)
    try await git("commit", "--quiet", "--all", "--no-verify", "-m", "悄悄改")
  }

  @Test func whatIsLawfulGoesFromOneToTheOther() async throws {
    try await withServer(hooks: true) { _, one, other in
      try await step(one)
      try await one("push", "--quiet")
      try await other("pull", "--quiet", "--ff-only")
      #expect(try other.read(HooksTests.path) == one.read(HooksTests.path))
      let more = try await DubanCLI(other)(
        "step", "2026-0001", "审定", "--审定人", "省委秘书长")
      #expect(more.status == 0, "\(more.errors)")
      try await other("push", "--quiet")
      try await one("pull", "--quiet", "--ff-only")
      #expect(
        try await one("log", "-1", "--format=%s") == "审定 2026-0001 学校食堂\n")
    }
  }

  @Test func whatIsUnlawfulIsRefusedThereWithWhatIsWrong() async throws {
    try await withServer { server, one, _ in
      let before = try await server.git("for-each-ref")
      try await tamper(one)
      let words = await HooksTests.refusal(one, "push", "origin", "HEAD:main")
      let told = words.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
        .joined(separator: "\n")
      #expect(
        told.contains("\(HooksTests.path):") && told.contains("[recorded-step-changed]"),
        "\(words)")
      // Nor by another name, to come in by the back door.
      _ = await HooksTests.refusal(one, "push", "origin", "HEAD:refs/tags/后门")
      _ = await HooksTests.refusal(one, "push", "origin", "HEAD:refs/heads/旁支")
      #expect(try await server.git("for-each-ref") == before)
    }
  }

  @Test func theMainBranchIsNeitherRewrittenNorDeleted() async throws {
    try await withServer { server, one, other in
      try await step(one)
      try await one("push", "--quiet")
      let before = try await server.git("for-each-ref")
      #expect(
        await HooksTests.refusal(other, "push", "--force", "origin", "HEAD~1:main").contains(
          "remote: duban-git: error: the history of the main branch refs/heads/main"))
      #expect(
        await HooksTests.refusal(other, "push", "origin", ":main").contains(
          "remote: duban-git: error: the main branch refs/heads/main is not deleted"))
      #expect(try await server.git("for-each-ref") == before)
      // Another branch is its owner's where the server says so.
      try await server.git("config", "duban.rewind", "旁*")
      try await one("push", "--quiet", "origin", "HEAD:refs/heads/旁支")
      try await one("push", "--quiet", "--force", "origin", "HEAD~1:refs/heads/旁支")
      try await one("push", "--quiet", "origin", ":refs/heads/旁支")
    }
  }

  @Test func prePushRefusesBeforeAnythingIsSent() async throws {
    try await withServer(hooks: true, server: false) { server, one, _ in
      let before = try await server.git("for-each-ref")
      try await tamper(one)
      let words = await HooksTests.refusal(one, "push")
      #expect(words.contains("[recorded-step-changed]") && !words.contains("remote: "), "\(words)")
      // A branch that the other side has not.
      let branch = await HooksTests.refusal(one, "push", "origin", "HEAD:refs/heads/新")
      #expect(branch.contains("[recorded-step-changed]"))
      #expect(try await server.git("for-each-ref") == before)
      // What was there before is not proved again, so that it does not stand in the way.
      try await one("push", "--quiet", "--no-verify")
      try await step(one)
      try await one("push", "--quiet")
    }
  }

  @Test func theServersOwnHookSeesTheSameLinesAndIsPutBack() async throws {
    try await withServer(server: false) { server, one, _ in
      try server.git.script("cat > seen", at: "hooks/pre-receive")
      let own = try server.git.read("hooks/pre-receive")
      #expect(try await server("hooks", "install", "--server").status == 0)
      try await step(one)
      try await one("push", "--quiet")
      let new = try await one("rev-parse", "HEAD").dropLast()
      #expect(try server.git.read("seen").hasSuffix(" \(new) refs/heads/main\n"))
      #expect(try await server("hooks", "uninstall", "--server").status == 0)
      #expect(try server.git.read("hooks/pre-receive") == own)
      try await tamper(one)
      try await one("push", "--quiet")
    }
  }

  @Test func aBareRepositoryIsToldOfTheServersHook() async throws {
    try await withServer(server: false) { server, _, _ in
      let result = try await server("hooks", "install")
      #expect(result.status == 3)
      #expect(result.errors.contains("hooks install --server"))
    }
  }
}
