import FoundationEssentials
import Testing
import TestSupport

/// What the program answers in a repository of a kind that libgit2 gets wrong, each made by git
/// itself: it goes, or goes through git, or refuses by name with nothing touched.
@Suite(.seeded) struct PreflightRowTests {
  private static let path = HooksTests.path

  private func step(_ git: GitCLI) async throws -> DubanCLI.Result {
    try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
  }

  private func copy(_ git: GitCLI, at name: String) -> GitCLI {
    var copy = GitCLI(directory: git.path(name))
    copy.variables = git.variables
    return copy
  }

  private func expectGoes(
    _ git: GitCLI, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let done = try await step(git)
    #expect(done.status == 0, "\(done.errors)", sourceLocation: sourceLocation)
    #expect(
      try await git("log", "-1", "--format=%s") == "立项 2026-0001 学校食堂\n",
      sourceLocation: sourceLocation)
    #expect(try await git("status", "--porcelain") == "", sourceLocation: sourceLocation)
    // A git before 2.40 finds fault with an index without a hash until it has written it itself.
    try await git("update-index", "--force-write-index")
    try await git("fsck", "--strict")
  }

  /// Refused with exit code 3 by these words, and the cases are still read.
  private func expectRefusal(
    _ git: GitCLI, _ words: String, reads: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let before = try git.read(Self.path)
    let done = try await step(git)
    #expect(done.status == 3, "\(done.output)\(done.errors)", sourceLocation: sourceLocation)
    #expect(done.errors.contains(words), "\(done.errors)", sourceLocation: sourceLocation)
    #expect(try git.read(Self.path) == before, sourceLocation: sourceLocation)
    guard reads else { return }
    let ledger = try await DubanCLI(git)("ledger", "--format", "csv")
    #expect(
      ledger.status == 0 && ledger.output.contains("2026-0001"), "\(ledger.errors)",
      sourceLocation: sourceLocation)
  }

  @Test func aSparseCheckoutIsNotTakenForDeletions() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let new = try await duban(
        "new", "--title", "另一件", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
        "--class",
        "批办性", "--gist", "查清情况")
      #expect(new.status == 0, "\(new.errors)")
      try await git("config", "core.sparseCheckout", "true")
      try git.write("/*\n!/cases/2026/2026-0002.md\n", to: ".git/info/sparse-checkout")
      try await git("read-tree", "-m", "-u", "HEAD")
      #expect(!git.exists("cases/2026/2026-0002.md"))
      #expect(try await duban("commit").output == "nothing to record\n")
      try await expectGoes(git)
      #expect(
        try await git("ls-tree", "--name-only", "HEAD", "cases/2026/2026-0002.md")
          == "cases/2026/2026-0002.md\n")
    }
  }

  @Test(
    arguments: rows([
      ("*.md filter=lfs", "has filter=lfs"),
      ("*.md working-tree-encoding=GB18030", "has working-tree-encoding=GB18030"),
      ("*.md text eol=crlf", "would change the line endings"),
    ]))
  func whatWouldCommitOtherBytesIsRefused(attributes: String, words: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      let text = try git.read(Self.path)
      if attributes.contains("crlf") {
        // In .gitattributes it would be an edit of the rules, which is refused as such.
        try git.write(attributes + "\n", to: ".git/info/attributes")
        try git.write(text.replacing("\n", with: "\r\n"), to: Self.path)
        let done = try await DubanCLI(git)("commit")
        #expect(done.status == 3 && done.errors.contains(words), "\(done.output)\(done.errors)")
      } else {
        try git.write(
          try git.read(".gitattributes").replacing("-text ", with: "") + attributes + "\n",
          to: ".gitattributes")
        try await expectRefusal(git, words)
      }
      // Of files that are no cases nothing is asked.
      try git.write(text, to: Self.path)
      try await git("checkout", "--quiet", "--", ".gitattributes")
      try git.write("*.txt \(attributes.dropFirst(5))\n", to: ".git/info/attributes")
      try await expectGoes(git)
    }
  }

  /// What an index may have that libgit2 cannot read, or drops when it writes.
  enum OddIndex: String, CaseIterable, Sendable {
    case split, withoutHash, monitored, withUntrackedCache, version4, sparse

    func make(in git: GitCLI) async throws {
      switch self {
      case .split: try await git("update-index", "--split-index")
      case .version4: try await git("update-index", "--index-version=4")
      case .withUntrackedCache: try await git("update-index", "--force-untracked-cache")
      case .monitored:
        try git.script("printf '%s\\0/\\0' 1", at: ".git/hooks/query-watchman")
        try await git("config", "core.fsmonitor", ".git/hooks/query-watchman")
        try await git("update-index", "--fsmonitor")
        try await git("status")
      case .withoutHash:
        // As `index.skipHash` of git 2.40 leaves it.
        let bytes = try git.bytes(".git/index")
        try git.write(bytes.dropLast(20) + [UInt8](repeating: 0, count: 20), to: ".git/index")
      case .sparse:
        try git.write("旁\n", to: "旁/甲/文件")
        try await git("add", "旁")
        try await git("commit", "--quiet", "-m", "旁")
        for (name, value) in [
          ("core.sparseCheckout", "true"), ("core.sparseCheckoutCone", "true"),
          ("index.sparse", "true"),
        ] {
          try await git("config", name, value)
        }
        try git.write("/*\n!/*/\n/cases/\n/schema/\n", to: ".git/info/sparse-checkout")
        try await git("read-tree", "-m", "-u", "HEAD")
      }
    }
  }

  @Test(arguments: rows(OddIndex.allCases))
  func anOddIndexIsReadAndKept(index: OddIndex) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await index.make(in: git)
      func extensions() throws -> [String] {
        let bytes = String(decoding: try git.bytes(".git/index"), as: UTF8.self)
        return ["link", "FSMN", "UNTR", "sdir"].filter(bytes.contains)
      }
      let before = try extensions()
      switch index {
      case .split: #expect(before == ["link"])
      case .monitored: #expect(before == ["FSMN"])
      case .withUntrackedCache: #expect(before == ["UNTR"])
      case .sparse: #expect(before == ["sdir"])
      case .withoutHash, .version4: #expect(before == [])
      }
      try await expectGoes(git)
      #expect(try extensions() == before)
      let log = try await DubanCLI(git)("status")
      #expect(log.status == 0, "\(log.errors)")
    }
  }

  @Test func aLinkedWorktreeRecordsOnItsOwnBranch() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try git.write("/树/\n", to: ".git/info/exclude")
      let main = try await git("rev-parse", "main")
      try await git("worktree", "add", "--quiet", "-b", "旁支", "树")
      try await expectGoes(copy(git, at: "树"))
      #expect(try await git("rev-parse", "main", "旁支^") == main + main)
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func anEmptyRepositoryIsBegunIn() async throws {
    try await withFolder { folder in
      var git = folder
      git.variables["DUBAN_TODAY"] = "2026-03-02"
      try await git("init", "--quiet", "--initial-branch=主线")
      let duban = DubanCLI(git)
      let early = try await duban("step", "2026-0001", "立项")
      #expect(early.status == 3 && early.errors.contains("not a case repository"))
      try await expect(duban("init", "--no-hooks"))
      #expect(try await git("symbolic-ref", "HEAD") == "refs/heads/主线\n")
      try await expect(duban("verify"))
      try await git("fsck", "--strict")
    }
  }

  @Test(.needsRoot) func anotherOwnersRepositoryGetsGitsOwnRemedy() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git.run("chown", "-R", "12345", git.directory)
      let before = try git.read(Self.path)
      let done = try await step(git)
      #expect(done.status == 3 && done.errors.contains("belongs to another user"), "\(done.errors)")
      let remedy = "git config --global --add safe.directory \(git.directory)"
      #expect(done.errors.contains(remedy), "\(done.errors)")
      #expect(try git.read(Self.path) == before)
      try await withDirectory { home in
        var trusting = git
        trusting.variables["GIT_CONFIG_GLOBAL"] = "\(home)/config"
        try await trusting.run(
          "git", "config", "--global", "--add", "safe.directory", git.directory)
        try await expectGoes(trusting)
      }
    }
  }

  @Test func aCaseBehindASymbolicLinkIsNotRecorded() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try FileManager.default.moveItem(
        atPath: git.path("cases/2026"), toPath: git.path("cases/别处"))
      try FileManager.default.createSymbolicLink(
        atPath: git.path("cases/2026"), withDestinationPath: "别处")
      try await expectRefusal(git, "cases/2026 goes through a symbolic link", reads: false)
    }
  }

  @Test(
    arguments: rows([
      ("cases/2026/2026-0002.MD", "cases/{年}/{编号}.md"),
      ("cases/é/2026/甲.txt", "cases/e\u{301}/{年}/{编号}.md"),
    ]))
  func aNewCaseThatWouldBeAnothersTwinIsRefused(present: String, pattern: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("有\n", to: present)
      try git.write(
        try git.read("schema/office.yaml").replacing("cases/{年}/{编号}.md", with: pattern),
        to: "schema/office.yaml")
      try await git("add", ".")
      try await git("commit", "--quiet", "-m", "有")
      let before = try await git("status", "--porcelain")
      let done = try await duban(
        "new", "--title", "另一件", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
        "--class", "批办性", "--gist", "查清情况")
      #expect(
        done.status == 3 && done.errors.contains("only in case or normalisation"),
        "\(done.output)\(done.errors)")
      #expect(try await git("status", "--porcelain") == before)
    }
  }

  @Test(
    arguments: rows([
      "preciousObjects", "refStorage", "relativeWorktrees", "compatObjectFormat", "future-thing",
    ]))
  func anExtensionThatNobodyKnowsIsNamed(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      let config = try git.read(".git/config")
      try git.write(
        config.replacing("repositoryformatversion = 0", with: "repositoryformatversion = 1")
          + "[extensions]\n\t\(name) = files\n", to: ".git/config")
      try await expectRefusal(git, "extensions.\(name.lowercased())")
    }
  }

  @Test(
    arguments: rows([
      ("objectFormat", ["--object-format=sha256"]), ("worktreeConfig", []),
    ]))
  func anExtensionIsNamed(name: String, option: [String]) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      var subject = git
      if option.isEmpty {
        try await git("config", "core.repositoryFormatVersion", "1")
        try await git("config", "extensions.\(name)", "true")
      } else {
        try await git(["init", "--quiet"] + option + [git.path("另")])
        subject = copy(git, at: "另")
        for file in [Self.path, "schema/office.yaml"] {
          try subject.write(try git.read(file), to: file)
        }
        try await subject("add", ".")
        try await subject("commit", "--quiet", "-m", "登记")
      }
      try await expectRefusal(
        subject, "uses an extension that cannot be read here: extensions.\(name.lowercased())")
    }
  }

  @Test func aPartialCloneRecordsAndNamesWhatIsAbsent() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("config", "uploadpack.allowFilter", "true")
      try await git(
        "clone", "--quiet", "--filter=blob:none", "file://\(git.directory)", git.path("部分"))
      let partial = copy(git, at: "部分")
      try await expectGoes(partial)
      let absent = try await partial("rev-parse", "HEAD~2:\(Self.path)").dropLast()
      let ledger = try await DubanCLI(partial)("ledger", "--rev", "HEAD~2")
      #expect(ledger.status == 5)
      #expect(
        ledger.errors.contains("object \(absent) is absent")
          && ledger.errors.contains("git fetch --refetch --no-filter"), "\(ledger.errors)")
      try await partial("fetch", "--quiet", "--refetch", "--no-filter")
      #expect(try await DubanCLI(partial)("ledger", "--rev", "HEAD~2").status == 0)
    }
  }

  @Test func aShallowCloneRecords() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("clone", "--quiet", "--depth=1", "file://\(git.directory)", git.path("浅"))
      let shallow = copy(git, at: "浅")
      try await expectGoes(shallow)
      let log = try await DubanCLI(shallow)("log", "--oneline")
      #expect(log.status == 0 && log.output.contains("立项"), "\(log.errors)")
    }
  }

  @Test func aSubmoduleRecordsInItself() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("init", "--quiet", git.path("外"))
      let outer = copy(git, at: "外")
      try await outer(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", git.directory, "督办")
      try await outer("commit", "--quiet", "-m", "子模块")
      let inner = copy(outer, at: "督办")
      try await expectGoes(inner)
      #expect(try await outer("status", "--porcelain") == " M 督办\n")
    }
  }

  @Test func anUnbornBranchGetsItsFirstCommit() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("checkout", "--quiet", "--orphan", "新")
      try await git("rm", "--quiet", "--cached", "-r", ".")
      let done = try await DubanCLI(git)("commit")
      #expect(done.status == 0, "\(done.errors)")
      #expect(try await git("rev-list", "--count", "HEAD") == "3\n")
      #expect(try await git("show", "HEAD:\(Self.path)") == git.read(Self.path))
    }
  }

  @Test func aBareRepositoryIsReadByRevision() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await withDirectory { place in
        try await git("clone", "--quiet", "--bare", ".", "\(place)/裸.git")
        var clone = GitCLI(directory: "\(place)/裸.git")
        clone.variables = git.variables
        let bare = DubanCLI(clone)
        let ledger = try await bare("ledger", "--rev", "HEAD", "--format", "csv")
        #expect(ledger.status == 0 && ledger.output.contains("2026-0001"), "\(ledger.errors)")
        #expect(try await bare("verify").status == 0)
        #expect(try await bare("step", "2026-0001", "立项", "--批准", "省委秘书长").status == 3)
      }
    }
  }

  @Test func aDetachedHeadIsReadAndNotRecordedOn() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("checkout", "--quiet", "--detach")
      try await expectRefusal(git, "HEAD is on no branch")
    }
  }

  @Test func aBisectionIsReadAndNotRecordedIn() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("bisect", "start")
      try await expectRefusal(git, "a git bisect is under way")
      let done = try await step(git)
      #expect(done.errors.contains("git bisect reset"), "\(done.errors)")
    }
  }

  @Test func aRevertIsReadAndNotRecordedIn() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      for text in ["一\n", "二\n"] {
        try git.write(text, to: "说明.md")
        try await git("add", ".")
        try await git("commit", "--quiet", "-m", text)
      }
      _ = await HooksTests.refusal(git, "revert", "HEAD^")
      try await expectRefusal(git, "a git revert is under way")
    }
  }

  @Test(arguments: rows(["merge", "rebase", "cherry-pick"]))
  func somethingUnderWayIsReadAndNotRecordedIn(command: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      func commit(_ text: String) async throws {
        try git.write(text, to: "说明.md")
        try await git("add", ".")
        try await git("commit", "--quiet", "-m", text)
      }
      try await git("switch", "--quiet", "--create", "旁支")
      try await commit("一\n")
      try await git("switch", "--quiet", "main")
      try await commit("二\n")
      _ = await HooksTests.refusal(git, command, "旁支")
      try await expectRefusal(git, "a git \(command) is under way")
    }
  }

  @Test(arguments: rows(["refs/replace/", "info/grafts"]))
  func anOverlayIsSaidByVerify(overlay: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      if overlay == "info/grafts" {
        try git.write(try await git("rev-parse", "HEAD"), to: ".git/info/grafts")
      } else {
        try await git("replace", "HEAD", "HEAD~1")
      }
      let verified = try await duban("verify")
      #expect(verified.output.contains(overlay), "\(verified.output)\(verified.errors)")
    }
  }

  @Test func nobodyWithoutANameRecords() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      var nobody = git
      for role in ["AUTHOR", "COMMITTER"] {
        nobody.variables["GIT_\(role)_NAME"] = nil
        nobody.variables["GIT_\(role)_EMAIL"] = nil
      }
      try await git("config", "user.useConfigOnly", "true")
      try await expectRefusal(nobody, "git knows no name for you")
    }
  }

  @Test func aKeyThatFailsRecordsNothing() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("config", "commit.gpgSign", "true")
      try await git("config", "gpg.program", "false")
      let before = try git.read(Self.path)
      let done = try await step(git)
      #expect(done.status == 4 && done.errors.contains("false did not sign"), "\(done.errors)")
      #expect(try git.read(Self.path) == before)
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  /// A limit on the size of files stands in for a disk that is full: the same call fails.
  @Test func aFullDiskLeavesNothingHalfDone() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      let before = try git.read(Self.path)
      let head = try await git("rev-parse", "HEAD")
      try git.script(
        """
        trap '' XFSZ
        ulimit -f 0
        exec '\(DubanCLI.path)' step 2026-0001 立项 --批准 省委秘书长
        """, at: ".git/满")
      // Standing in for a command of git's, so that the harness can run it and see its words.
      try await git("config", "alias.full", "!'\(git.path(".git/满"))'")
      let words = await HooksTests.refusal(git, "full")
      #expect(words.hasPrefix("duban-git: error: "), "\(words)")
      #expect(try git.read(Self.path) == before)
      #expect(try await git("rev-parse", "HEAD") == head)
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
      try await expectGoes(git)
    }
  }
}
