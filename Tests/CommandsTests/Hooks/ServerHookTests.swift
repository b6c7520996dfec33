import TestSupport
import Testing

/// What the shared repository does not let happen to it, whoever pushes and however.
@Suite(.seeded) struct ServerHookTests {
  private typealias Body = (_ server: DubanCLI, _ one: GitCLI, _ other: GitCLI) async throws -> Void

  private func withServer(_ body: Body) async throws {
    try await PushHooksTests().withServer(body)
  }

  /// What the other side says of a push that it does not take; its references are as they were.
  private func refusal(_ git: GitCLI, _ server: DubanCLI, _ arguments: String...) async throws
    -> String
  {
    let before = try await server.git("for-each-ref")
    let words = await HooksTests.refusal(git, ["push", "--no-verify"] + arguments)
    #expect(words.contains("remote: duban-git: error: "), "\(words)")
    #expect(try await server.git("for-each-ref") == before)
    return words
  }

  @Test func installingSaysWhatIsProtectedAndSetsGitsOwnGuards() async throws {
    try await withServer { server, _, _ in
      for name in ["receive.fsckObjects", "transfer.fsckObjects", "core.logAllRefUpdates"] {
        #expect(try await server.git("config", "--bool", name) == "true\n")
      }
      let said = try await server("hooks", "install", "--server").output
      #expect(said.contains("refs/heads/main, which HEAD names, is the shared branch"))
      #expect(said.contains("refs/tags/seal/*"))
      try await server.git("symbolic-ref", "HEAD", "refs/heads/trunk")
      try await server.git("config", "duban.rewind", "draft/*")
      let unborn = try await server("--lang", "zh", "hooks", "install", "--server").output
      #expect(unborn.contains("refs/heads/trunk 还没有") && unborn.contains("draft/*"))
    }
  }

  /// The clock of the server is today's, the commits are of March.
  @Test func whatCameInLateIsRemarkedOnThere() async throws {
    try await withServer { server, one, _ in
      try await step(one)
      let pushed = try await one.run(
        "sh", "-c", "git -C '\(one.directory)' push origin HEAD:main 2>&1")
      #expect(pushed.contains("remote: ") && pushed.contains("[came-in-late]"), "\(pushed)")
      let lines = try server.git.read("duban-arrivals").split(separator: "\n")
      let tips = try await one("rev-parse", "HEAD~1", "HEAD").split(separator: "\n")
      #expect(lines.count == 1)
      #expect(lines.first?.hasSuffix(" refs/heads/main \(tips[0]) \(tips[1])") == true, "\(lines)")
      let verify = try await server("verify", "--full")
      #expect(verify.status == 0, "\(verify.output)")
      #expect(verify.output.contains("info: committed on 2026-03-02"), "\(verify.output)")
      // A clone knows nothing of it, and other branches are their owners' affair.
      #expect(try await !DubanCLI(one)("verify", "--full").output.contains("[came-in-late]"))
      try await one("push", "--quiet", "origin", "HEAD:refs/heads/旁支")
      #expect(try server.git.read("duban-arrivals").split(separator: "\n") == lines)
    }
  }

  @Test func noBranchIsRewrittenOrRemovedWhateverHeadNames() async throws {
    try await withServer { server, one, _ in
      try await step(one)
      try await one("push", "--quiet", "origin", "HEAD:main", "HEAD:refs/heads/draft/甲")
      for pushed in ["+HEAD~1:refs/heads/draft/甲", ":refs/heads/draft/甲"] {
        let words = try await refusal(one, server, "origin", pushed)
        #expect(words.contains("duban.rewind"))
      }
      try await server.git("config", "duban.rewind", "*")
      for pushed in ["+HEAD~1:main", ":main"] {
        _ = try await refusal(one, server, "origin", pushed)
      }
      // Which branch is shared nobody can say.
      for head in ["refs/heads/trunk", "refs/heads/main"] {
        try await server.git("symbolic-ref", "HEAD", head)
        for pushed in ["+HEAD~1:main", ":main"] {
          _ = try await refusal(one, server, "origin", pushed)
        }
      }
      try await one("push", "--quiet", "origin", "+HEAD~1:refs/heads/draft/甲")
      try await one("push", "--quiet", "origin", ":refs/heads/draft/甲")
    }
  }

  @Test(
    arguments: rows([
      "refs/replace/0123456789012345678901234567890123456789", "refs/notes/commits", "refs/甲",
      "refs/tags/0123456789012345678901234567890123456789", "refs/heads/0123456789AB",
      "refs/heads/abcdef1", "refs/tags/seal", "refs/heads/seal",
    ])) func referencesThatDeceiveAreRefused(name: String) async throws
  {
    try await withServer { server, one, _ in
      _ = try await refusal(one, server, "origin", "HEAD:\(name)")
      try await one("push", "--quiet", "origin", "HEAD:refs/tags/20181130", "HEAD:refs/heads/二月")
    }
  }

  @Test func aTagCalledLikeACommitDoesNotStandForIt() async throws {
    try await withServer { server, one, _ in
      let lawful = try await server.git("rev-parse", "main").dropLast()
      try await tamper(one)
      let head = try await one("rev-parse", "HEAD").dropLast()
      // From the days before the hook.
      for name in ["refs/tags/\(head)", "refs/heads/\(head)", "refs/replace/\(head)"] {
        try await server.git("fetch", "--quiet", one.directory, "HEAD:refs/隔离")
        try await server.git("update-ref", name, String(lawful))
      }
      try await server.git("update-ref", "-d", "refs/隔离")
      let words = try await refusal(one, server, "origin", "HEAD:main")
      #expect(words.contains("[recorded-step-changed]"))
    }
  }

  @Test(
    arguments: rows([
      ["DUBAN_GIT_RECORDING": "1"], ["DUBAN_TODAY": "2999-01-01"],
      ["GIT_CONFIG_GLOBAL": "给.config"],
      [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "duban.rewind", "GIT_CONFIG_VALUE_0": "*",
      ],
    ])) func nothingThatAClientSetsIsObeyed(variables: [String: String]) async throws
  {
    try await withServer { server, one, _ in
      try await one("push", "--quiet", "origin", "HEAD:refs/heads/旁支")
      try await step(one)
      try await one("push", "--quiet", "origin", "HEAD:main", "HEAD:refs/heads/旁支")
      var sly = one
      sly.variables.merge(variables) { $1 }
      let config = "[duban]\n\trewind = *\n[core]\n\thooksPath = /nonexistent\n"
      try one.write(config, to: ".git/给.config")
      if variables["GIT_CONFIG_GLOBAL"] != nil {
        sly.variables["GIT_CONFIG_GLOBAL"] = one.path(".git/给.config")
      }
      _ = try await refusal(sly, server, "origin", "+HEAD~1:refs/heads/旁支")
      try await future(sly, on: "@6942556800 +0800")
      _ = try await refusal(sly, server, "origin", "HEAD:main")
    }
  }

  /// An empty commit of another day.
  private func future(_ git: GitCLI, on time: String) async throws {
    var late = git
    for role in ["AUTHOR", "COMMITTER"] { late.variables["GIT_\(role)_DATE"] = time }
    try await late("commit", "--quiet", "--no-verify", "--allow-empty", "--message=空")
  }

  @Test func commitsOfTomorrowsMorrowAreRefused() async throws {
    try await withServer { server, one, _ in
      try await future(one, on: "@6942556800 +0800")
      let words = try await refusal(one, server, "origin", "HEAD:main")
      #expect(words.contains("2190-01-01 00:00:00 +0800, is still to come"))
      // By a tag as well.
      _ = try await refusal(one, server, "origin", "HEAD:refs/tags/甲")
    }
  }

  @Test func aHistoryThatIsNotWholeIsRefused() async throws {
    try await withServer { server, one, _ in
      try await step(one)
      try await one("push", "--quiet")
      try await one(
        "clone", "--quiet", "--depth=1", "file://\(server.git.directory)", one.path("浅"))
      var shallow = GitCLI(directory: one.path("浅"))
      shallow.variables = one.variables
      try await one("init", "--quiet", "--bare", one.path("空.git"))
      var empty = GitCLI(directory: one.path("空.git"))
      empty.variables = one.variables
      try await empty("config", "receive.shallowUpdate", "true")
      #expect(try await DubanCLI(empty)("hooks", "install", "--server").status == 0)
      let words = try await refusal(shallow, DubanCLI(empty), empty.directory, "HEAD:main")
      #expect(words.contains("is not whole"))
    }
  }

  @Test func sealsAreMadeByThoseWithTheRightAndNeverChanged() async throws {
    try await withServer { server, one, _ in
      let roles = """
        人员:
          - {邮箱: office@example.org, 角色: 督查员}
          - {邮箱: clerk@example.org, 角色: 机要员}
          - {邮箱: unit@example.org, 角色: 承办, 单位: 省教育厅}
        角色:
          督查员: [登记, 研判, 立项]
          机要员: [登记]
          承办: [签收]

        """
      func seal(_ name: String, by email: String) async throws {
        var git = one
        git.variables["GIT_COMMITTER_EMAIL"] = email
        try await git("tag", "--force", "--annotate", "--message=封存", name)
      }
      func declare(_ text: String) async throws {
        try one.write(text, to: "schema/roles.yaml")
        try await one("add", "--all")
        try await one("commit", "--quiet", "--no-verify", "--message=名册")
        try await one("push", "--quiet", "--no-verify", "origin", "HEAD:main")
      }
      try await declare(roles)
      // By default those of the office.
      try await seal("seal/一", by: "office@example.org")
      try await one("push", "--quiet", "origin", "refs/tags/seal/一")
      try await seal("seal/二", by: "unit@example.org")
      #expect(
        try await refusal(one, server, "origin", "refs/tags/seal/二").contains("unit@example.org"))
      // Where a role has the right, only that.
      try await declare(roles.replacing("机要员: [登记]", with: "机要员: [登记, 封存]"))
      try await seal("seal/二", by: "office@example.org")
      _ = try await refusal(one, server, "origin", "refs/tags/seal/二")
      try await seal("seal/二", by: "clerk@example.org")
      try await one("push", "--quiet", "origin", "refs/tags/seal/二")
      // Never moved, never removed, never light, never under another's name.
      try await seal("seal/二", by: "clerk@example.org")
      _ = try await refusal(one, server, "origin", "+refs/tags/seal/二:refs/tags/seal/一")
      _ = try await refusal(one, server, "origin", ":refs/tags/seal/一")
      _ = try await refusal(one, server, "origin", "HEAD:refs/tags/seal/三")
      _ = try await refusal(one, server, "origin", "refs/tags/seal/二:refs/tags/seal/三")
    }
  }

  private func step(_ git: GitCLI) async throws { try await PushHooksTests().step(git) }
  private func tamper(_ git: GitCLI) async throws { try await PushHooksTests().tamper(git) }
}
