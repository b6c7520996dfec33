import Files
import Git
import Glibc
import Testing
import TestSupport

@Suite struct RepositoryTests {
  @Test(arguments: rows(["", "cases", "cases/2026年"]))
  func aRepositoryIsFoundFromAnyFolderInIt(folder: String) async throws {
    try await withRepository { git in
      try git.write("x", to: "cases/2026年/食堂.md")
      let found = try Repository.discover(
        from: git.path(folder), environment: Environment(git.variables))
      let top = try await git("rev-parse", "--show-toplevel")
      #expect(found.workTree == top.dropLast() + "/")
      #expect(!found.isBare && !found.isLinkedWorktree && !found.isShallow)
    }
  }

  @Test func outsideARepositoryTheErrorNamesTheFolder() async throws {
    try await withDirectory { folder in
      var environment = Environment(GitCLI(directory: folder).variables)
      environment.variables["GIT_CEILING_DIRECTORIES"] = folder
      #expect(throws: GitError.noRepository(path: folder)) {
        try Repository.discover(from: folder, environment: environment)
      }
      #expect(throws: GitError.noRepository(path: "\(folder)/没有")) {
        try Repository(at: "\(folder)/没有", environment: environment)
      }
    }
  }

  @Test func gitDirNamesTheRepositoryAndTheFolderIsItsWorkTree() async throws {
    try await withRepository { git in
      var environment = Environment(git.variables)
      environment.variables["GIT_DIR"] = ".git"
      environment.variables["GIT_INDEX_FILE"] = ".git/next-index-7"
      let found = try Repository.discover(from: git.directory, environment: environment)
      #expect(found.workTree?.hasSuffix("/") == true)
      #expect(found.indexPath == found.gitDirectory.replacing("/.git/", with: "/.git/next-index-7"))
    }
  }

  @Test func headIsUnbornThenOnABranchThenDetached() async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      try await git("init", "--quiet", "--initial-branch=主干")
      #expect(try git.open().head() == .unborn("refs/heads/主干"))
      try await git("commit", "--quiet", "--allow-empty", "--message=一")
      let id = try #require(OID(hex: try await git("rev-parse", "HEAD").prefix(40)))
      #expect(try git.open().head() == .branch("refs/heads/主干", id))
      #expect(try git.open().head().branchName == "主干")
      try await git("checkout", "--quiet", "--detach")
      #expect(try git.open().head() == .detached(id))
    }
  }

  @Test func aLinkedWorktreeHasItsOwnHeadAndTheCommonStore() async throws {
    try await withRepository { git in
      try await git("worktree", "add", "--quiet", "-b", "另一处", "另一处")
      let linked = GitCLI(directory: git.path("另一处"))
      let repository = try linked.open()
      #expect(repository.isLinkedWorktree)
      #expect(try repository.head().branchName == "另一处")
      let main = try git.open()
      #expect(repository.commonDirectory == main.gitDirectory)
      #expect(repository.gitDirectory != repository.commonDirectory)
    }
  }

  @Test func aBareRepositoryHasNoWorkTree() async throws {
    try await withRepository { git in
      try await git("clone", "--quiet", "--bare", ".", "bare.git")
      let bare = try GitCLI(directory: git.path("bare.git")).open()
      #expect(bare.isBare)
      #expect(bare.workTree == nil)
      #expect(try bare.resolve("HEAD") == git.open().resolve("HEAD"))
    }
  }

  @Test(
    arguments: rows([
      ("extensions.objectFormat", "sha256"), ("extensions.partialClone", "origin"),
      ("extensions.refStorage", "reftable"), ("extensions.worktreeConfig", "true"),
      ("extensions.relativeWorktrees", "true"),
    ]))
  func anUnknownExtensionIsNamed(name: String, value: String) async throws {
    try await withRepository { git in
      try await git("config", "core.repositoryFormatVersion", "1")
      try await git("config", name, value)
      #expect(throws: GitError.unsupportedExtension(name: name.lowercased())) { try git.open() }
    }
  }

  @Test func whatIsUnderWayIsSeen() async throws {
    try await withRepository { git in
      try git.write("一\n", to: "a.md")
      try await git("add", "a.md")
      try await git("commit", "--quiet", "--message=一")
      try await git("checkout", "--quiet", "-b", "旁支")
      try git.write("二\n", to: "a.md")
      try await git("commit", "--quiet", "--all", "--message=二")
      try await git("checkout", "--quiet", "main")
      try git.write("三\n", to: "a.md")
      try await git("commit", "--quiet", "--all", "--message=三")
      #expect(try git.open().operation == nil)
      for (arguments, operation) in [
        (["merge", "旁支"], Operation.merge), (["cherry-pick", "旁支"], .cherryPick),
        (["rebase", "旁支"], .rebase),
      ] {
        await #expect(throws: GitCLI.Failure.self) { try await git(arguments) }
        #expect(try git.open().operation == operation)
        try await git(arguments[0], "--abort")
      }
      try await git("bisect", "start")
      #expect(try git.open().operation == .bisect)
    }
  }

  @Test(
    .needsRoot,
    arguments: rows([
      ("safe.directory=*", true), ("safe.directory=HERE", true),
      ("safe.directory=/elsewhere", false),
      ("user.name=x", false),
    ]))
  func aForeignOwnerNeedsSafeDirectory(setting: String, opens: Bool) async throws {
    try await withRepository { git in
      for place in [git.directory, git.path(".git")] { #expect(chown(place, 12_345, 12_345) == 0) }
      var foreign = git
      let (name, value) = (setting.prefix { $0 != "=" }, setting.drop { $0 != "=" }.dropFirst())
      try await git(
        "config", "--file", git.path("global"), String(name),
        value == "HERE" ? git.directory : String(value))
      foreign.variables["GIT_CONFIG_GLOBAL"] = git.path("global")
      // git itself is the judge of the rule.
      let opened = foreign
      let gitOpens = (try? await opened("rev-parse", "--git-dir")) != nil
      #expect(gitOpens == opens)
      if opens {
        _ = try foreign.open()
      } else {
        #expect(throws: GitError.foreignOwner(path: git.directory)) { try opened.open() }
      }
    }
  }
}
