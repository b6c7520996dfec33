import Testing
import TestSupport

/// Every door says the same of who may record and who may change the rules: `step` and `commit`, the hooks
/// of plain git, and the shared repository.
@Suite(.seeded) struct PeopleDoorTests {
  private static let roles = """
    人员:
      - {邮箱: office@example.org, 角色: 督查员}
      - {邮箱: left@example.org, 角色: 督查员}
      - {邮箱: unit@example.org, 角色: 承办, 单位: 省教育厅}
    角色: {督查员: [登记, 研判, 立项], 承办: [签收]}

    """

  /// The case has a lead, and the rules have people; both are shared.
  private func withOffice(
    _ more: String = "", _ body: (DubanCLI, _ one: GitCLI, _ other: GitCLI) async throws -> Void
  ) async throws {
    try await PushHooksTests().withServer(hooks: true) { server, one, other in
      let text = try one.read(HooksTests.path)
      try one.write(
        text.replacing("标题: 学校食堂\n", with: "标题: 学校食堂\n牵头单位: 省教育厅\n"), to: HooksTests.path)
      try one.write("单位:\n  - {名称: 省教育厅}\n", to: "schema/units.yaml")
      try one.write(Self.roles + more, to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try await one("push", "--quiet")
      try await other("pull", "--quiet", "--ff-only")
      try await body(server, one, other)
    }
  }

  private func person(_ name: String, _ git: GitCLI) -> GitCLI {
    var git = git
    for role in ["AUTHOR", "COMMITTER"] {
      git.variables["GIT_\(role)_EMAIL"] = "\(name)@example.org"
    }
    return git
  }

  /// Plain commits are refused by the hook, and past it by the shared repository.
  private func expectRefusal(
    _ id: String, _ git: GitCLI, message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await git("add", "--all")
    let hook = await HooksTests.refusal(git, "commit", "--quiet", "-m", message)
    #expect(hook.contains("[\(id)]"), "\(hook)", sourceLocation: sourceLocation)
    try await git("commit", "--quiet", "--no-verify", "-m", message)
    let near = await HooksTests.refusal(git, "push", "--quiet", "origin", "HEAD:main")
    #expect(near.contains("[\(id)]"), "\(near)", sourceLocation: sourceLocation)
    let far = await HooksTests.refusal(git, "push", "--quiet", "--no-verify", "origin", "HEAD:main")
    #expect(
      far.contains("remote: ") && far.contains("[\(id)]"), "\(far)", sourceLocation: sourceLocation)
    try await git("reset", "--quiet", "--hard", "HEAD~1")
  }

  private static let docketed = """
    立项 2026-0001 学校食堂

    Duban-Case: 2026-0001
    Duban-Step: docket
    Duban-Date: 2026-03-02
    """

  @Test func aStepWithoutTheRightIsRefusedEverywhere() async throws {
    try await withOffice { _, _, other in
      for (name, id) in [("unit", "role-not-permitted"), ("nobody", "unknown-person")] {
        let git = person(name, other)
        let step = try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
        #expect(step.status == 4 && step.errors.contains("error: "), "\(step.errors)")
        try HooksTests.append(HooksTests.docket, in: git)
        let commit = try await DubanCLI(git)("commit")
        #expect(commit.status == 4 && commit.errors.contains("[\(id)]"), "\(commit.errors)")
        try await expectRefusal(id, git, message: Self.docketed)
      }
    }
  }

  @Test(arguments: rows(["cases/2026/2026-0001/报告.pdf", "cases/说明.txt"]))
  func whatAStrangerPutsAmongTheCasesIsRefusedEverywhere(path: String) async throws {
    try await withOffice { _, _, other in
      try other.write("甲\n", to: path)
      try await expectRefusal("unknown-person", person("nobody", other), message: "附件")
      try other.write("甲\n", to: "说明.txt")
      let git = person("nobody", other)
      try await git("add", "--all")
      try await git("commit", "--quiet", "-m", "别的")
    }
  }

  @Test func separatedStepsAreHeldAgainstWhatWasPushedBefore() async throws {
    try await withOffice("分离: [[研判, 立项]]\n") { _, _, other in
      // 研判 was recorded by the office before there was a list of people.
      let step = try await DubanCLI(other)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 4 && step.errors.contains("[steps-not-separated]"), "\(step.errors)")
      try HooksTests.append(HooksTests.docket, in: other)
      try await expectRefusal("steps-not-separated", other, message: Self.docketed)
      let left = person("left", other)
      try await expect(DubanCLI(left)("step", "2026-0001", "立项", "--批准", "省委秘书长"))
      try await left("push", "--quiet", "origin", "HEAD:main")
    }
  }

  @Test func whereTheOfficeWantsAWarningEveryDoorWarns() async throws {
    try await withOffice("越权: 警告\n") { server, _, other in
      let git = person("unit", other)
      let step = try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 0 && step.errors.contains("warning: "), "\(step.errors)")
      try await git("reset", "--quiet", "--hard", "HEAD~1")
      try HooksTests.append(HooksTests.docket, in: git)
      try await git("commit", "--quiet", "--all", "-m", Self.docketed)
      try await git("push", "--quiet", "origin", "HEAD:main")
      let proof = try await server("verify")
      #expect(proof.status == 0, "\(proof.output)")
      #expect(
        proof.output.contains("warning: 承办 may not record 立项 [role-not-permitted]"),
        "\(proof.output)")
    }
  }

  @Test(arguments: rows(["schema/units.yaml", ".gitattributes", "cases/.gitignore"]))
  func rulesAreTheOfficesToChange(path: String) async throws {
    try await withOffice { _, _, other in
      let git = person("unit", other)
      let before = (try? git.read(path)) ?? ""
      try git.write(before + "# 注\n", to: path)
      if path.hasPrefix("schema/") {
        let commit = try await DubanCLI(git)("commit")
        #expect(commit.status == 4, "\(commit.output)")
        #expect(commit.errors.contains("[role-not-permitted]"), "\(commit.errors)")
      }
      try await expectRefusal("role-not-permitted", git, message: "注")
      try git.write(before + "# 注\n", to: path)
      let office = person("office", git)
      try await office("add", "--all")
      try await office("commit", "--quiet", "-m", "注")
      try await office("push", "--quiet", "origin", "HEAD:main")
    }
  }

  @Test func attributesThatHideCasesAreRefusedEverywhere() async throws {
    try await withOffice { _, _, other in
      try other.write("*.md export-ignore\n", to: "cases/.gitattributes")
      try await expectRefusal("harmful-attribute", other, message: "整理")
    }
  }

  @Test func judgingByOlderRulesAgainIsRefusedEverywhere() async throws {
    try await withOffice { _, _, other in
      let office = try other.read("schema/office.yaml")
      let lines = office.split(separator: "\n", omittingEmptySubsequences: false)
      let lowered = lines.filter { !$0.hasPrefix("判规") }.joined(separator: "\n")
      #expect(lowered != office)
      try other.write(lowered, to: "schema/office.yaml")
      let commit = try await DubanCLI(other)("commit")
      #expect(commit.status == 4, "\(commit.output)")
      #expect(commit.errors.contains("[judging-rules-lowered]"), "\(commit.errors)")
      try await expectRefusal("judging-rules-lowered", other, message: "规矩")
    }
  }

  @Test func aClockBehindTheStepIsRefusedEverywhere() async throws {
    try await withOffice { _, _, other in
      var late = other
      for role in ["AUTHOR", "COMMITTER"] {
        late.variables["GIT_\(role)_DATE"] = "2026-02-28T09:00:00+08:00"
      }
      let step = try await DubanCLI(late)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 4 && step.errors.contains("[step-after-commit]"), "\(step.errors)")
      try HooksTests.append(HooksTests.docket, in: late)
      try await expectRefusal("step-after-commit", late, message: Self.docketed)
    }
  }

  @Test func rulesThatMakeCasesWrongAreRefusedEverywhere() async throws {
    try await withOffice { _, _, other in
      try other.write("单位:\n  - {名称: 省公安厅}\n", to: "schema/units.yaml")
      let commit = try await DubanCLI(other)("commit")
      #expect(commit.status == 4, "\(commit.output)")
      #expect(commit.errors.contains("2026-0001(unknown-unit) [rules-break-cases]"))
      try await expectRefusal("rules-break-cases", other, message: "名录")
      // A unit more is no harm.
      try other.write("单位:\n  - {名称: 省公安厅}\n  - {名称: 省教育厅}\n", to: "schema/units.yaml")
      try await expect(DubanCLI(other)("commit"))
      try await other("push", "--quiet", "origin", "HEAD:main")
    }
  }

  @Test func whatOneRecordedWhoHasLeftTheOfficeTakesInByName() async throws {
    try await withOffice { _, one, other in
      var left = person("left", other)
      for role in ["AUTHOR", "COMMITTER"] {
        left.variables["GIT_\(role)_DATE"] = "2026-03-02T08:00:00+08:00"
      }
      let step = try await DubanCLI(left)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 0, "\(step.errors)")
      try one.write(
        Self.roles.replacing("  - {邮箱: left@example.org, 角色: 督查员}\n", with: ""),
        to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try await one("push", "--quiet")
      try await one("fetch", "--quiet", other.directory, "HEAD")
      try await one("merge", "--quiet", "--no-edit", "FETCH_HEAD")
      let proof = try await DubanCLI(one)("verify")
      #expect(proof.status == 0 && proof.output.contains("[right-withdrawn-since]"))
      let words = await HooksTests.refusal(one, "push", "--quiet")
      let id = try await one("rev-parse", "FETCH_HEAD").dropLast()
      #expect(words.contains("Duban-Admit: \(id)"), "\(words)")
      try await one(
        "commit", "--quiet", "--amend", "--no-verify", "-m", "合并\n\nDuban-Admit: \(id)")
      try await one("push", "--quiet")
    }
  }

  @Test(.needs("ssh-keygen")) func aKeyThatWasDroppedSignsNothingAnyMore() async throws {
    try await withOffice { _, one, other in
      for name in ["旧", "新"] {
        try await one(
          "-c", "alias.run=!ssh-keygen -q -t ed25519 -N '' -C 注 -f .git/\(name)", "run")
      }
      func roles(_ key: String) throws -> String {
        let text = try one.read(".git/\(key).pub").filter { $0 != "\n" }
        return Self.roles.replacing(
          "{邮箱: office@example.org, 角色: 督查员}",
          with: "{邮箱: office@example.org, 角色: 督查员, 公钥: \(text)}")
      }
      try one.write(try roles("旧"), to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try await one("push", "--quiet")
      try await other("pull", "--quiet", "--ff-only")
      try one.write(try roles("新"), to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try await one("push", "--quiet")
      for (key, value) in [
        ("commit.gpgSign", "true"), ("gpg.format", "ssh"), ("user.signingKey", one.path(".git/旧")),
      ] { try await other("config", key, value) }
      let step = try await DubanCLI(other)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 0, "\(step.errors)")
      try await other("-c", "commit.gpgSign=false", "pull", "--quiet", "--no-rebase", "--no-edit")
      let words = await HooksTests.refusal(other, "push", "--quiet", "--no-verify")
      #expect(words.contains("by a key that office@example.org no longer has"), "\(words)")
    }
  }

  @Test(.needs("gpg")) func keysThatComeWithTheRulesCheckSignatures() async throws {
    try await withOffice { _, one, _ in
      var signing = one
      signing.variables["GNUPGHOME"] = one.path(".git/g")
      func run(_ line: String) async throws -> String {
        try await signing("-c", "alias.run=!\(line)", "run")
      }
      _ = try await run("mkdir -m 700 .git/g schema/keys")
      _ = try await run(
        "gpg --batch --quiet --passphrase '' --quick-generate-key '督查室 <office@example.org>' ed25519 sign never"
      )
      let listed = try await run("gpg --list-keys --with-colons")
      let print = try #require(
        listed.split(separator: "\n").first { $0.hasPrefix("fpr:") }?.split(separator: ":").last)
      let roles = Self.roles.replacing(
        "{邮箱: office@example.org, 角色: 督查员}", with: "{邮箱: office@example.org, 角色: 督查员, 公钥: \(print)}"
      )
      try one.write(roles + "要求签名: 是\n", to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      let unsigned = try await DubanCLI(one)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(unsigned.status == 4 && unsigned.errors.contains("commit.gpgSign"))
      try await one("config", "commit.gpgSign", "true")
      try await one("config", "user.signingKey", String(print))
      let step = try await DubanCLI(signing)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(step.status == 0, "\(step.errors)")
      // Where nobody has the key it is a warning, and no reason to take the commit.
      _ = try await run("mkdir -m 700 .git/无")
      var stranger = one
      stranger.variables["GNUPGHOME"] = one.path(".git/无")
      let proof = try await DubanCLI(stranger)("verify", "--full")
      #expect(proof.status == 0 && proof.output.contains("warning: "), "\(proof.output)")
      #expect(proof.output.contains("[key-missing]"))
      let far = await HooksTests.refusal(
        stranger, "push", "--quiet", "--no-verify", "origin", "HEAD:main")
      #expect(far.contains("there is no key here"), "\(far)")
      // Before the signature is asked for, the key comes with the rules.
      try await one("reset", "--quiet", "--hard", "HEAD~2")
      try await one("config", "commit.gpgSign", "false")
      _ = try await run("mkdir -p schema/keys && gpg --armor --export > schema/keys/office.asc")
      try one.write(roles, to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try one.write(roles + "要求签名: 是\n", to: "schema/roles.yaml")
      try await expect(DubanCLI(one)("commit"))
      try await one("config", "commit.gpgSign", "true")
      let again = try await DubanCLI(signing)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(again.status == 0, "\(again.errors)")
      #expect(try await DubanCLI(stranger)("verify", "--full").status == 0)
      try await stranger("push", "--quiet", "origin", "HEAD:main")
      _ = try await run("gpgconf --kill gpg-agent")
    }
  }
}
