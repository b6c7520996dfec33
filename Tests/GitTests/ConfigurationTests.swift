import Files
import Git
import Testing
import TestSupport

@Suite struct ConfigurationTests {
  @Test func theRepositoryOverridesTheUserAndEachIsRead() async throws {
    try await withRepository { git in
      var user = git
      try git.write("[core]\n\tpager = 少\n\teditor = 甲\n", to: "user.config")
      user.variables["GIT_CONFIG_GLOBAL"] = git.path("user.config")
      try await git("config", "core.editor", "乙")
      try await git("config", "commit.gpgSign", "yes")
      let repository = try user.open()
      #expect(try repository.configuredString("core.pager") == "少")
      #expect(try repository.configuredString("core.editor") == "乙")
      #expect(try repository.configuredBool("commit.gpgsign") == true)
      #expect(try repository.configuredBool("core.none") == nil)
      // Another repository object in the same process has its own user.
      #expect(try git.open().configuredString("core.pager") == nil)
    }
  }

  /// What `git -c` hands to an alias or a hook.
  @Test(
    arguments: rows([
      ["-c", "a.b=值"], ["-c", "a.b=它's"], ["-c", "A.B=大写"], ["-c", "a.Sub.b=x"], ["-c", "a.b"],
      ["-c", "a.b=1", "-c", "a.b=2"], ["-c", "a.b="],
    ]))
  func whatIsGivenWithTheCommandCounts(options: [String]) async throws {
    try await withRepository { git in
      try await git("config", "a.b", "旧")
      try await git("config", "alias.given", "!printenv GIT_CONFIG_PARAMETERS")
      let parameters = try await git(options + ["given"])
      for name in ["a.b", "a.Sub.b", "a.sub.b"] {
        var child = git
        child.variables["GIT_CONFIG_PARAMETERS"] = String(parameters.dropLast())
        let expected = try? await git(options + ["config", name])
        let value = try child.open().configuredString(name)
        // A name alone is printed as nothing, and means true.
        let isAlone = options == ["-c", "a.b"] && name == "a.b"
        #expect(isAlone ? value == "true" : value == expected.map { String($0.dropLast()) })
      }
    }
  }

  @Test func whatIsCountedInTheEnvironmentCounts() async throws {
    try await withRepository { git in
      var child = git
      child.variables["GIT_CONFIG_COUNT"] = "2"
      child.variables["GIT_CONFIG_KEY_1"] = "gpg.format"
      child.variables["GIT_CONFIG_VALUE_1"] = "腊封"
      child.variables["GIT_CONFIG_KEY_0"] = "commit.gpgSign"
      child.variables["GIT_CONFIG_VALUE_0"] = "true"
      let isSigned = try child.open().configuredBool("commit.gpgsign")
      #expect(isSigned == true)
      let signing = child
      await #expect(throws: GitError.refused(.unknownSignatureFormat("腊封"))) {
        try await signing.record("一\n", at: "cases/a.md", message: "登记\n")
      }
    }
  }

  @Test func homeIsReadUnlessGlobalIsGiven() async throws {
    try await withRepository { git in
      var user = git
      try git.write("[a]\n\tx = 家\n\ty = 家\n", to: "home/.gitconfig")
      try git.write("[a]\n\tx = XDG\n\tz = XDG\n", to: "home/.config/git/config")
      user.variables["GIT_CONFIG_GLOBAL"] = nil
      user.variables["XDG_CONFIG_HOME"] = nil
      user.variables["HOME"] = git.path("home")
      for name in ["a.x", "a.y", "a.z"] {
        let value = try user.open().configuredString(name)
        #expect(try await user("config", name) == "\(value ?? "")\n")
      }
    }
  }

  @Test(
    arguments: rows([
      ("*.md filter=lfs", "filter", AttributeValue.text("lfs")), ("*.md text", "text", .set),
      ("cases/** -text", "text", .unset), ("*.txt text", "text", .unspecified),
    ]))
  func attributesAreReadFromTheWorkingTree(line: String, name: String, value: AttributeValue)
    async throws
  {
    try await withRepository { git in
      try git.write(line + "\n", to: ".gitattributes")
      #expect(try git.open().attribute(name, of: "cases/食堂.md") == value)
    }
  }

  @Test(arguments: rows([("食堂*", true), ("*.txt", false)]))
  func ignoredPathsAreSeen(pattern: String, ignored: Bool) async throws {
    try await withRepository { git in
      try git.write(pattern + "\n", to: ".gitignore")
      #expect(try git.open().isIgnored("cases/食堂.md") == ignored)
    }
  }

  @Test(
    arguments: rows([
      ("*.md text\n", "一\r\n", true), ("*.md -text\n", "一\r\n", false),
      ("*.md text\n", "一\n", false), ("*.md ident\n", "$Id: x$\n", true), ("", "一\r\n", false),
    ]))
  func bytesThatGitWouldStoreOtherwiseAreSeen(attributes: String, text: String, converted: Bool)
    async throws
  {
    try await withRepository { git in
      try git.write(attributes, to: ".gitattributes")
      try git.write(text, to: "a.md")
      #expect(try git.open().isConverted(Array(text.utf8), at: "a.md") == converted)
      let stored = try await git("hash-object", "a.md")
      #expect((stored != "\(Repository.hash(blob: Array(text.utf8)))\n") == converted)
    }
  }

  @Test(
    arguments: rows([
      ("督查室 <office@example.org> 1772413200 +0800", "督查室", "office@example.org", 480),
      ("A. B <a@b> 1 -0330", "A. B", "a@b", -210), (" <a@b> 1 +0000", "", "a@b", 0),
    ]))
  func anIdentIsParsed(text: String, name: String, email: String, offset: Int32) throws {
    let who = try #require(Signature(ident: text))
    #expect((who.name, who.email, who.offset) == (name, email, offset))
  }
}
