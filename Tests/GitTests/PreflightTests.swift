import Files
import Git
import Glibc
import Testing
import TestSupport

/// One repository made by real git for each thing that is refused, and each refused by its name
/// before anything is touched.
@Suite struct PreflightTests {
  private static let place = "cases/2026/食堂.md"

  /// Recording is refused for `reason`, and nothing has changed.
  private func expectRefusal(
    _ reason: Refusal, _ git: GitCLI, at path: String = place, text: String = "二\n",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    func state() async throws -> [String] {
      let status = git.exists("HEAD") ? "" : try await git("status", "--porcelain", "--ignored")
      return [
        try await git("for-each-ref"), status, try git.names(in: ".").joined(separator: "|"),
      ]
    }
    let before = try await state()
    await #expect(throws: GitError.refused(reason), sourceLocation: sourceLocation) {
      try await git.record(text, at: path, message: "研判\n")
    }
    #expect(try await state() == before, sourceLocation: sourceLocation)
  }

  private func withCase(_ body: (GitCLI) async throws -> Void) async throws {
    try await withRepository { git in
      try git.write("一\n", to: Self.place)
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=登记")
      try await body(git)
    }
  }

  @Test func aBareRepository() async throws {
    try await withCase { git in
      try await git("clone", "--quiet", "--bare", ".", "bare.git")
      var bare = GitCLI(directory: git.path("bare.git"))
      bare.variables = git.variables
      try await expectRefusal(.bare, bare)
    }
  }

  @Test func aDetachedHead() async throws {
    try await withCase { git in
      try await git("checkout", "--quiet", "--detach")
      let id = try #require(OID(hex: try await git("rev-parse", "HEAD").prefix(40)))
      try await expectRefusal(.detachedHead(id), git)
    }
  }

  @Test(
    arguments: rows([
      (["merge"], Operation.merge), (["cherry-pick"], .cherryPick), (["rebase"], .rebase),
      (["revert"], .revert),
    ]))
  func somethingUnderWay(command: [String], operation: Operation) async throws {
    try await withCase { git in
      try await git("checkout", "--quiet", "-b", "旁支")
      try git.write("二\n", to: Self.place)
      try await git("commit", "--quiet", "--all", "--message=二")
      if operation == .revert {
        try git.write("三\n", to: Self.place)
        try await git("commit", "--quiet", "--all", "--message=三")
        await #expect(throws: GitCLI.Failure.self) { try await git("revert", "HEAD~1") }
      } else {
        try await git("checkout", "--quiet", "main")
        try git.write("三\n", to: Self.place)
        try await git("commit", "--quiet", "--all", "--message=三")
        await #expect(throws: GitCLI.Failure.self) { try await git(command + ["旁支"]) }
      }
      try await expectRefusal(.underWay(operation), git)
    }
  }

  @Test func aBisection() async throws {
    try await withCase { git in
      try await git("bisect", "start")
      try await expectRefusal(.underWay(.bisect), git)
    }
  }

  @Test(
    arguments: rows([
      ("filter=lfs", Refusal.filter(RelativePath(place), name: "lfs")),
      ("working-tree-encoding=GB18030", .encoding(RelativePath(place), name: "GB18030")),
    ]))
  func anAttributeThatChangesTheBytes(attribute: String, refusal: Refusal) async throws {
    try await withCase { git in
      try git.write("*.md \(attribute)\n", to: ".gitattributes")
      try await expectRefusal(refusal, git)
      try git.write("*.txt \(attribute)\n", to: ".gitattributes")
      try await git.record("二\n", at: Self.place, message: "研判\n")
    }
  }

  @Test(
    arguments: rows([
      ("*.md text\n", "false", "一\r\n", true), ("*.md -text\n", "true", "一\r\n", false),
      ("", "true", "一\r\n", true), ("", "input", "一\r\n", true), ("", "false", "一\r\n", false),
      ("*.md text=auto\n", "false", "一\n", false), ("", "true", "一\n", false),
    ]))
  func lineEndingsThatGitWouldStoreOtherwise(
    attributes: String, autocrlf: String, text: String, refused: Bool
  ) async throws {
    try await withCase { git in
      try git.write(attributes, to: ".gitattributes")
      try await git("config", "core.autocrlf", autocrlf)
      if refused {
        try await expectRefusal(.lineEndings(RelativePath(Self.place)), git, text: text)
      } else {
        try await git.record(text, at: Self.place, message: "研判\n")
        #expect(try await git("status", "--porcelain", Self.place) == "")
      }
    }
  }

  @Test func whatHasCRLFInTheRepositoryKeepsIt() async throws {
    try await withCase { git in
      try await git.record("一\r\n", at: Self.place, message: "登记\n")
      try await git("config", "core.autocrlf", "true")
      try await git.record("一\r\n二\r\n", at: Self.place, message: "研判\n")
      #expect(try await git("show", "HEAD:\(Self.place)") == "一\r\n二\r\n")
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test(
    arguments: rows([
      "../外.md", "/etc/外.md", "cases/../外.md", "cases//a.md", ".git/a.md", "cases/.GIT/a.md", "",
      "cases/./a.md", "cases/a.md/", "git~1/a.md",
    ]))
  func aPathThatLeadsOutside(path: String) async throws {
    try await withCase { git in
      try await expectRefusal(.unsafePath(RelativePath(path)), git, at: path)
    }
  }

  @Test func aSymbolicLinkOnTheWay() async throws {
    try await withCase { git in
      #expect(symlink(git.path("cases/2026"), git.path("cases/链")) == 0)
      #expect(symlink("食堂.md", git.path("cases/2026/链.md")) == 0)
      try await expectRefusal(.symbolicLink("cases/链"), git, at: "cases/链/食堂.md")
      try await expectRefusal(.symbolicLink("cases/2026/链.md"), git, at: "cases/2026/链.md")
      // A link in HEAD that is no longer on disk would come back with the next checkout.
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=链")
      try await git("rm", "--quiet", "--cached", "cases/链")
      #expect(unlink(git.path("cases/链")) == 0)
      try await expectRefusal(.symbolicLink("cases/链"), git, at: "cases/链/a.md")
    }
  }

  @Test func anotherRepositoryOnTheWay() async throws {
    try await withCase { git in
      try await git("init", "--quiet", "cases/子")
      try await expectRefusal(.submodule("cases/子"), git, at: "cases/子/a.md")
    }
  }

  @Test func aFileWhereAFolderShouldBe() async throws {
    try await withCase { git in
      try await expectRefusal(.notAFile(RelativePath(Self.place)), git, at: "\(Self.place)/a.md")
      try await expectRefusal(.notAFile("cases/2026"), git, at: "cases/2026")
      // Only in the index.
      try git.write("x\n", to: "schema/a")
      try await git("add", "schema/a")
      #expect(unlink(git.path("schema/a")) == 0 && rmdir(git.path("schema")) == 0)
      try await expectRefusal(.notAFile("schema/a"), git, at: "schema/a/b.md")
      try await expectRefusal(.notAFile("schema"), git, at: "schema")
    }
  }

  @Test(
    arguments: rows([
      ("Cases/2026/b.md", "Cases/2026/b.md", "cases"),
      ("cases/é.md", "cases/e\u{301}.md", "cases/é.md"),
      ("cases/A.md", "cases/a.md", "cases/A.md"),
    ]))
  func aTwinByCaseOrByComposition(present: String, path: String, twin: String) async throws {
    try await withCase { git in
      if !present.utf8.elementsEqual(path.utf8) { try git.write("x\n", to: present) }
      try await expectRefusal(.twin(RelativePath(path), of: RelativePath(twin)), git, at: path)
    }
  }

  @Test func aConflictInTheIndex() async throws {
    try await withCase { git in
      let blob = try await git("rev-parse", "HEAD:\(Self.place)").dropLast()
      let lines = (1...3).map { "100644 \(blob) \($0)\t\(Self.place)\n" }.joined()
      try await git(
        ["update-index", "--index-info"], input: "0 \(OID.zero)\t\(Self.place)\n" + lines)
      try await expectRefusal(.conflicted(RelativePath(Self.place)), git)
    }
  }

  @Test func aFileThatASparseCheckoutLeavesOut() async throws {
    try await withCase { git in
      try git.write("x\n", to: "schema/a.yaml")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=x")
      // git writes extensions.worktreeConfig for its own command, which libgit2 cannot open.
      try await git("config", "core.sparseCheckout", "true")
      try git.write("/schema/\n", to: ".git/info/sparse-checkout")
      try await git("read-tree", "-m", "-u", "HEAD")
      #expect(!git.exists(Self.place))
      try await expectRefusal(.notCheckedOut(RelativePath(Self.place)), git)
    }
  }

  @Test(
    arguments: rows([
      ("腊封", Refusal.unknownSignatureFormat("腊封")), ("ssh", .noSigningKey(words: "")),
    ]))
  func signingThatCannotBeDone(format: String, refusal: Refusal) async throws {
    try await withCase { git in
      try await git("config", "commit.gpgSign", "true")
      try await git("config", "gpg.format", format)
      try await expectRefusal(refusal, git)
    }
  }

  @Test func nobodyWithoutAName() async throws {
    try await withCase { git in
      var nobody = git
      for key in [
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
      ] {
        nobody.variables[key] = nil
      }
      try await git("config", "user.useConfigOnly", "true")
      let repository = try nobody.open()
      let error = await #expect(throws: GitError.self) { try await repository.identity() }
      guard case .refused(.noIdentity(let words)) = error else { throw try #require(error) }
      #expect(words.contains("user.email"))
    }
  }

  @Test func aCheckoutThatCannotBeWritten() async throws {
    try await withCase { git in
      // Root may write anything, so somebody else tries.
      if getuid() == 0 { try await git.run("chown", "-R", "12345", git.directory) }
      #expect(chmod(git.path(".git"), 0o555) == 0)
      defer { chmod(git.path(".git"), 0o755) }
      await #expect(processExitsWith: .success) { [git = git as GitCLI] in
        if getuid() == 0 {
          #expect(setuid(12_345) == 0)
          // Who cannot come there, below a temporary folder of root's own, is refused nothing.
          guard access(git.directory, X_OK) == 0 else { return }
        }
        let repository = try git.open()
        let refused = GitError.refused(.readOnly(path: repository.gitDirectory))
        #expect(throws: refused) { try repository.preflight(["cases/a.md"]) }
      }
    }
  }

  @Test func aRepositoryWithoutAnyOfThisIsFine() async throws {
    try await withCase { git in
      try git.open().preflight([RelativePath(Self.place), "cases/2026/新.md", "新/新.md"])
    }
  }
}
