import TestSupport
import Testing

/// Signatures are checked by the real programs, and held against the committer's 公钥.
@Suite(.seeded) struct ProofSignatureTests {
  private static let kinds = "登记, 研判, 立项, 审定, 发函"

  /// Rules that name the keys of people, and whether each commit must be signed.
  private static func roles(_ keys: [(email: String, key: String?)], required: Bool) -> String {
    "人员:\n"
      + keys.map { email, key in
        "  - {邮箱: \(email), 角色: 督查员\(key.map { ", 公钥: '\($0)'" } ?? "")}\n"
      }.joined() + "角色: {督查员: [\(kinds)]}\n要求签名: \(required ? "是" : "否")\n"
  }

  /// A repository of two people with ssh keys, in which the first one's commits are signed.
  private func withSSH(
    required: Bool = true, _ body: (DubanCLI) async throws -> Void
  ) async throws {
    try await withFolder { git in
      var git = git
      git.date(23)
      try await git("init", "--quiet", "--initial-branch=main")
      for name in ["甲", "乙"] {
        try await git.shell("ssh-keygen -q -t ed25519 -N '' -C 注 -f .git/\(name)")
      }
      let keys = try ["甲", "乙"].map { name in
        String(try git.read(".git/\(name).pub").dropLast())
      }
      try git.write("机关: 省委督查室\n", to: "schema/office.yaml")
      try git.write(
        Self.roles(
          [("office@example.org", keys[0]), ("other@example.org", keys[1])], required: required),
        to: "schema/roles.yaml")
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=规矩")
      for (name, value) in [
        ("commit.gpgSign", "true"), ("gpg.format", "ssh"),
        ("user.signingKey", git.path(".git/甲")),
      ] { try await git("config", name, value) }
      try await git.recordSteps()
      try await body(DubanCLI(git))
    }
  }

  private func expect(
    _ id: String?, _ duban: DubanCLI, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let result = try await duban("verify")
    let ids = result.output.split(separator: "\n").dropLast().map { line in
      String(line.drop { $0 != "[" }.dropFirst().dropLast())
    }.filter { $0 != "rules-changed" && $0 != "recorded-for-another" }
    #expect(ids == [id].compactMap(\.self), "\(result.output)", sourceLocation: sourceLocation)
    #expect(result.status == (id == nil ? 0 : 1), sourceLocation: sourceLocation)
  }

  @Test(.needs("ssh-keygen")) func sshSignaturesOfTheCommitterAreGood() async throws {
    try await withSSH { duban in
      // Nobody has told git whom to trust: the rules do.
      #expect(try await duban.git("log", "-1", "--format=%G?") != "G\n")
      try await expect(nil, duban)
      try await duban.git("config", "gpg.ssh.allowedSignersFile", duban.git.path("没有"))
      try await expect(nil, duban)
      // What the judged repository would have check its signatures is not called.
      try await duban.git("config", "gpg.ssh.program", "false")
      try await expect(nil, duban)
    }
  }

  @Test(.needs("ssh-keygen")) func aCommitThatIsSignedAgainByAnotherIsFound() async throws {
    try await withSSH { duban in
      try await duban.git("config", "user.signingKey", duban.git.path(".git/乙"))
      try await duban.git("commit", "--quiet", "--amend", "--no-edit")
      try await expect("signer-not-committer", duban)
      // Unless the other is the one who commits.
      var other = duban.git
      other.variables["GIT_COMMITTER_EMAIL"] = "Other@example.org"
      try await other("commit", "--quiet", "--amend", "--no-edit")
      try await expect(nil, duban)
    }
  }

  @Test(.needs("ssh-keygen"), arguments: rows([true, false]))
  func aSignedCommitThatWasEditedIsFound(required: Bool) async throws {
    try await withSSH(required: required) { duban in
      try await duban.git.rewriteHead { $0.replacing("研判 2018", with: "研判  2018") }
      try await expect("bad-signature", duban)
    }
  }

  @Test(.needs("ssh-keygen")) func aCommitWithoutItsSignatureIsFound() async throws {
    try await withSSH { duban in
      try await duban.git("-c", "commit.gpgSign=false", "commit", "--quiet", "--amend", "--no-edit")
      try await expect("unsigned", duban)
    }
    try await withSSH(required: false) { duban in
      try await duban.git("-c", "commit.gpgSign=false", "commit", "--quiet", "--amend", "--no-edit")
      try await expect(nil, duban)
    }
  }

  @Test(.needs("ssh-keygen")) func withoutPublicKeyGitsOwnConfigurationTells() async throws {
    try await withSSH { duban in
      try await duban.git("checkout", "--quiet", "-b", "无钥", "HEAD~2")
      try duban.git.write(
        Self.roles([("office@example.org", nil)], required: true), to: "schema/roles.yaml")
      try await duban.git("commit", "--quiet", "--all", "--message=名册")
      try await duban.git.recordSteps()
      let unknown = try await duban("verify")
      #expect(unknown.output.contains("[unsigned]") && unknown.status == 1, "\(unknown.output)")
      let key = try duban.git.read(".git/甲.pub")
      try duban.git.write("office@example.org \(key)", to: ".git/可信")
      try await duban.git(
        "config", "gpg.ssh.allowedSignersFile", duban.git.path(".git/可信"))
      // What the judged repository says of itself is not asked.
      #expect(try await duban("verify").status == 1)
      try duban.git.write(
        "[gpg \"ssh\"]\n  allowedSignersFile = \(duban.git.path(".git/可信"))\n", to: ".git/用户")
      var git = duban.git
      git.variables["GIT_CONFIG_GLOBAL"] = git.path(".git/用户")
      try await expect(nil, DubanCLI(git))
    }
  }

  @Test(.needs("gpg")) func openPGPSignaturesAreHeldAgainstTheFingerprint() async throws {
    try await withFolder { folder in
      var git = folder
      git.date(23)
      // A short path: gpg's agent listens at a socket below it.
      git.variables["GNUPGHOME"] = git.path("g")
      try await git("init", "--quiet", "--initial-branch=main")
      try git.write("g\n", to: ".git/info/exclude")
      try await git.shell("mkdir -m 700 g")
      for (name, email) in [("甲", "office@example.org"), ("乙", "other@example.org")] {
        try await git.shell(
          "gpg --batch --quiet --passphrase '' --quick-generate-key '\(name) <\(email)>' ed25519 sign never"
        )
      }
      let listed = try await git.shell("gpg --list-keys --with-colons")
      let prints = listed.split(separator: "\n").filter { $0.hasPrefix("fpr:") }.map {
        String($0.split(separator: ":").last ?? "")
      }
      try git.write("机关: 省委督查室\n", to: "schema/office.yaml")
      let print = try #require(prints.first)
      try git.write(
        Self.roles([("office@example.org", print)], required: true), to: "schema/roles.yaml")
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=规矩")
      try await git("config", "commit.gpgSign", "true")
      try await git("config", "user.signingKey", print)
      try await git.recordSteps()
      let duban = DubanCLI(git)
      try await expect(nil, duban)
      let other = try #require(prints.last)
      try await git("-c", "user.signingKey=\(other)", "commit", "--quiet", "--amend", "--no-edit")
      try await expect("signer-not-committer", duban)
      try await git("commit", "--quiet", "--amend", "--no-edit")
      try await git.rewriteHead { $0.replacing("研判 2018", with: "研判  2018") }
      try await expect("bad-signature", duban)
      try await git.shell("gpgconf --kill gpg-agent")
    }
  }
}

extension GitCLI {
  fileprivate mutating func date(_ day: Int) {
    for role in ["AUTHOR", "COMMITTER"] {
      variables["GIT_\(role)_DATE"] = "2018-07-\(day)T11:00:00+08:00"
    }
  }

  /// Runs a line of shell at the top of the repository.
  @discardableResult
  fileprivate func shell(_ line: String) async throws -> String {
    try await self("-c", "alias.run=!\(line)", "run")
  }

  /// Records two steps of a case.
  fileprivate func recordSteps() async throws {
    var steps = ""
    for (step, kind, name) in [
      (HistoryScript.register, "register", "登记"), (HistoryScript.assess, "assess", "研判"),
    ] {
      steps += step
      try write(HistoryScript.text(steps), to: HistoryScript.path)
      try await self("add", "--all")
      try await self(
        "commit", "--quiet", "--message",
        "\(name) 2018-0007\n\nDuban-Case: 2018-0007\nDuban-Step: \(kind)\nDuban-Date: 2018-07-23")
    }
  }

  /// Puts in the place of the last commit one with other bytes.
  fileprivate func rewriteHead(_ change: (String) -> String) async throws {
    let commit = try await self("cat-file", "commit", "HEAD")
    let id = try await self(
      ["hash-object", "-t", "commit", "-w", "--stdin"], input: change(commit))
    try await self("update-ref", "HEAD", String(id.dropLast()))
  }
}
