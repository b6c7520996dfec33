import Files
import Git
import Glibc
import Testing
import TestSupport

/// Commits that are signed with real keys, and judged by `git verify-commit`.
@Suite struct SigningTests {
  private static let place = "cases/2026/食堂.md"

  /// A repository whose commits are signed by a new ssh key that git trusts.
  private func withKey(_ body: (GitCLI) async throws -> Void) async throws {
    try await withRepository { git in
      try await git.record("一\n", at: Self.place, message: "登记\n")
      try await git.child(
        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "督查室", "-f", git.path(".git/钥匙"))
      let key = try git.read(".git/钥匙.pub")
      try git.write("office@example.org \(key)", to: ".git/可信")
      for (name, value) in [
        ("commit.gpgSign", "true"), ("gpg.format", "ssh"),
        ("user.signingKey", git.path(".git/钥匙")),
        ("gpg.ssh.allowedSignersFile", git.path(".git/可信")),
      ] {
        try await git("config", name, value)
      }
      try await body(git)
    }
  }

  private func expectGoodSignature(
    _ git: GitCLI, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await git("verify-commit", "HEAD")
    #expect(
      try await git("log", "-1", "--format=%G? %GS") == "G office@example.org\n",
      sourceLocation: sourceLocation)
    try await git("fsck", "--strict")
    #expect(try await git("status", "--porcelain") == "", sourceLocation: sourceLocation)
    #expect(
      try git.names(in: ".git").filter { $0.contains("duban-git") } == [],
      sourceLocation: sourceLocation)
  }

  @Test(.needs("ssh-keygen")) func aCommitIsSignedWithAnSSHKeyAsGitWould() async throws {
    try await withKey { git in
      try await git.record("二\n", at: Self.place, message: "研判\n\n说明\n")
      try await expectGoodSignature(git)
      // Ed25519 signatures of the same bytes are the same: so is the whole commit, if git makes it.
      let ours = try await git("rev-parse", "HEAD")
      let made = try await git(
        ["commit-tree", "-S", "HEAD^{tree}", "-p", "HEAD^"], input: "研判\n\n说明\n")
      #expect(ours == made)
    }
  }

  @Test(.needs("ssh-keygen")) func aKeyMayBeGivenByItsFileItsTextOrACommand() async throws {
    try await withKey { git in
      var user = git
      user.variables["HOME"] = git.path(".git")
      try await git("config", "user.signingKey", "~/钥匙")
      try await user.record("二\n", at: Self.place, message: "研判\n")
      try await expectGoodSignature(user)

      // A key given by its text is the agent's to use; a program that stands in for both shows
      // what it was handed.
      let text = String(try git.read(".git/钥匙.pub").dropLast())
      try git.write(
        """
        #!/bin/sh
        test "$2" = sign || exec ssh-keygen "$@"
        cat "$6" > '\(git.path(".git/所给"))'
        exec ssh-keygen -Y sign -n git -f '\(git.path(".git/钥匙"))' "$7"

        """, to: ".git/代签")
      #expect(chmod(git.path(".git/代签"), 0o755) == 0)
      try await git("config", "gpg.ssh.program", ".git/代签")
      for key in ["key::\(text)", text] {
        try await git("config", "user.signingKey", key)
        try await git.record("\(key)\n", at: Self.place, message: "立项\n")
        try await expectGoodSignature(git)
        #expect(try git.read(".git/所给") == "\(text)\n")
      }

      try await git("config", "--unset", "user.signingKey")
      try await git("config", "gpg.ssh.defaultKeyCommand", "echo 'key::\(text)'")
      try await git.record("三\n", at: Self.place, message: "发函\n")
      try await expectGoodSignature(git)
    }
  }

  @Test(.needs("ssh-keygen")) func everyCommitOfOneTurnIsSigned() async throws {
    try await withKey { git in
      let repository = try git.open()
      let who = try await repository.identity()
      let recording = try await repository.beginRecording()
      let versions = try recording.read(RelativePath(Self.place))
      let drafts = ["二\n", "二\n三\n"].map {
        Draft(
          changes: [Draft.Change(RelativePath(Self.place), Array($0.utf8))], message: "步骤\n",
          by: who)
      }
      _ = try await recording.record(drafts, from: [versions])
      #expect(try await git("log", "-3", "--format=%G?") == "G\nG\nN\n")
    }
  }

  @Test(.needs("ssh-keygen")) func theMessageThatHooksLeaveIsSigned() async throws {
    try await withKey { git in
      try git.write("#!/bin/sh\nprintf '\\n署名: 甲\\n' >> \"$1\"\n", to: ".git/hooks/commit-msg")
      #expect(chmod(git.path(".git/hooks/commit-msg"), 0o755) == 0)
      try await git.record("二\n", at: Self.place, message: "研判\n")
      try await expectGoodSignature(git)
      #expect(try await git("log", "-1", "--format=%B").contains("署名: 甲"))
    }
  }

  @Test(
    .needs("ssh-keygen"),
    arguments: rows([
      ("user.signingKey", "/没有/这把钥匙"), ("gpg.ssh.program", "没有这个程序"),
      ("gpg.ssh.program", "false"), ("gpg.ssh.program", "true"),
    ]))
  func aKeyThatCannotSignLeavesEverythingAsItWas(name: String, value: String) async throws {
    try await withKey { git in
      try await git("config", name, value)
      let before = try await git("rev-parse", "HEAD")
      let objects = try await git("count-objects", "-v")
      let error = await #expect(throws: GitError.self) {
        try await git.record("二\n", at: Self.place, message: "研判\n")
      }
      guard case .refused(.notSigned) = error else { throw try #require(error) }
      #expect(try await git("rev-parse", "HEAD") == before)
      #expect(try await git("count-objects", "-v") == objects)
      #expect(try git.read(Self.place) == "一\n")
      #expect(try await git("status", "--porcelain") == "")
      #expect(
        try git.names(in: ".git").filter { $0.contains("duban-git") || $0.contains(".lock") } == [])
    }
  }

  @Test(.needs("ssh-keygen")) func aCommandThatNamesNoKeyIsRefusedInItsOwnWords() async throws {
    try await withKey { git in
      try await git("config", "--unset", "user.signingKey")
      try await git("config", "gpg.ssh.defaultKeyCommand", "sh -c 'echo 没有钥匙 >&2; exit 1'")
      await #expect(throws: GitError.refused(.noSigningKey(words: "没有钥匙\n"))) {
        try await git.record("二\n", at: Self.place, message: "研判\n")
      }
      let file = try git.read(Self.place)
      #expect(file == "一\n")
    }
  }

  @Test(.needs("gpg"), arguments: rows([true, false]))
  func aCommitIsSignedWithAnOpenPGPKey(named: Bool) async throws {
    try await withRepository { git in
      var user = git
      // A short path: gpg's agent listens at a socket below it.
      user.variables["GNUPGHOME"] = git.path("g")
      try await git.child("mkdir", "-m", "700", git.path("g"))
      try git.write("g\n", to: ".git/info/exclude")
      try await user.child(
        "gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key",
        "督查室 <office@example.org>", "ed25519", "sign", "never")
      try await git("config", "commit.gpgSign", "true")
      if named { try await git("config", "user.signingKey", "office@example.org") }
      try await user.record("一\n", at: Self.place, message: "登记\n")
      try await user("verify-commit", "HEAD")
      // Whose key it is, and that it is good; how far it is trusted is the keyring's matter.
      let signer = try await user("log", "-1", "--format=%G? %GS")
      #expect(["U", "G"].map { "\($0) 督查室 <office@example.org>\n" }.contains(signer))
      #expect(try await user("status", "--porcelain") == "")

      try await git("config", "user.signingKey", "nobody@example.org")
      let error = await #expect(throws: GitError.self) {
        try await user.record("二\n", at: Self.place, message: "研判\n")
      }
      guard case .refused(.notSigned("gpg", let words)) = error else { throw try #require(error) }
      #expect(words.contains("nobody@example.org"))
      #expect(try git.read(Self.place) == "一\n")
      try await user.child("gpgconf", "--kill", "gpg-agent")
    }
  }

  @Test(arguments: rows([("gpg.program", "gpg.openpgp.program"), ("gpg.program", "gpg.program")]))
  func theProgramMayBeAnother(older: String, newer: String) async throws {
    try await withRepository { git in
      try await git("config", "commit.gpgSign", "true")
      try await git("config", "user.signingKey", "甲")
      try git.write(
        """
        #!/bin/sh
        printf '%s\\n' "$@" > '\(git.path(".git/所给"))'
        cat > '\(git.path(".git/所签"))'
        echo '[GNUPG:] SIG_CREATED D 22 8 00 1' >&2
        printf -- '-----BEGIN PGP SIGNATURE-----\\r\\n\\r\\nabcd\\r\\n-----END PGP SIGNATURE-----\\r\\n'

        """, to: ".git/代签")
      #expect(chmod(git.path(".git/代签"), 0o755) == 0)
      try await git("config", older, "false")
      try await git("config", newer, git.path(".git/代签"))
      try await git.record("一\n", at: Self.place, message: "登记\n")
      #expect(try git.read(".git/所给") == "--status-fd=2\n-bsau\n甲\n")
      let object = try await git("cat-file", "commit", "HEAD")
      let header =
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abcd\n -----END PGP SIGNATURE-----\n"
      #expect(object.contains(header))
      #expect(object.replacing(header, with: "") == (try git.read(".git/所签")))
      try await git("fsck", "--strict")
    }
  }
}

extension GitCLI {
  /// Any other program, in the same environment.
  fileprivate func child(_ program: String, _ arguments: String...) async throws {
    try await Child(
      program, arguments, environment: Environment(variables), in: directory
    ).output()
  }
}
