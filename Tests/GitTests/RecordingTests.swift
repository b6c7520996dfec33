import Files
import Git
import Glibc
import Testing
import TestSupport

@Suite struct RecordingTests {
  @Test(arguments: rows(["cases/a.md", "cases/2026/2026-0001 食堂.md", "é/q\"uote.md"]))
  func gitReadsBackWhatWasRecorded(path: String) async throws {
    try await withRepository { git in
      let recorded = try await git.record("---\n一\n", at: path, message: "登记 2026-0001 食堂\n\n说明")
      #expect(try await git("rev-parse", "HEAD") == "\(recorded.commits[0])\n")
      #expect(try await git("show", "HEAD:\(path)") == "---\n一\n")
      #expect(try git.read(path) == "---\n一\n")
      #expect(
        try await git("log", "-1", "--format=%an <%ae> %ad|%cn|%B", "--date=raw")
          == "督查室 <office@example.org> 1772413200 +0800|督查室|登记 2026-0001 食堂\n\n说明\n\n")
      #expect(try await git("diff", "--raw", "HEAD~1", "HEAD").split(separator: "\n").count == 1)
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
      #expect(
        try git.names(in: ".git").filter { $0.contains("duban") || $0.contains("lock") } == [])
    }
  }

  @Test func theReflogsOfTheBranchAndOfHeadTellTheStory() async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      try await git("init", "--quiet", "--initial-branch=主干")
      try await git.record("一\n", at: "cases/a.md", message: "登记 甲\n\n细节\n")
      try await git.record("二\n", at: "cases/a.md", message: "研判 甲\n")
      for reference in ["HEAD", "主干"] {
        #expect(
          try await git("reflog", "--format=%gs %gn <%ge>", reference) == """
            commit: 研判 甲 督查室 <office@example.org>
            commit (initial): 登记 甲 督查室 <office@example.org>

            """)
      }
      #expect(try await git("rev-list", "--count", "HEAD") == "2\n")
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
    }
  }

  /// Somebody saves another version of a file between its being read and its being recorded.
  @Test func whatChangesBeforeItIsRecordedIsLeftAsItIs() async throws {
    try await withRepository { git in
      try git.write("甲\n", to: "cases/a.jpg")
      let repository = try git.open()
      let recording = try await repository.beginRecording()
      defer { recording.end() }
      let old = Array("甲\n".utf8)
      try git.write("乙\n", to: "cases/a.jpg")
      let change = Draft.Change(copyTo: "cases/a.jpg", of: old, knownAs: Repository.hash(blob: old))
      let draft = Draft(
        changes: [change], message: "研判\n", by: try await repository.identity())
      await #expect(throws: GitError.fileChanged("cases/a.jpg")) {
        try await recording.record([draft], from: [recording.read("cases/a.jpg")])
      }
      #expect(try git.read("cases/a.jpg") == "乙\n")
    }
  }

  /// Everything a user can have under way beside us.
  @Test func whatIsStagedOrEditedElsewhereStaysAsItWas() async throws {
    try await withRepository { git in
      for name in ["改.md", "暂存.md", "又改.md", "删.md", "假设.md", "z/末.md"] {
        try git.write("旧\n", to: "cases/\(name)")
      }
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=旧")
      try git.write("新\n", to: "cases/改.md")
      try git.write("新\n", to: "cases/暂存.md")
      try git.write("甲\n", to: "cases/又改.md")
      try git.write("将\n", to: "cases/将.md")
      try await git("add", "cases/暂存.md", "cases/又改.md")
      try await git("add", "--intent-to-add", "cases/将.md")
      try git.write("乙\n", to: "cases/又改.md")
      try await git("rm", "--quiet", "--cached", "cases/删.md")
      try await git("update-index", "--assume-unchanged", "cases/假设.md")
      try git.write("未\n", to: "cases/未跟踪.md")
      func surroundings() async throws -> [String] {
        [
          try await git("status", "--porcelain"), try await git("diff", "--cached"),
          try await git("diff"), try await git("ls-files", "--debug", "-v", "--", ":!cases/b.md"),
        ]
      }
      let before = try await surroundings()
      for text in ["一\n", "二\n"] { try await git.record(text, at: "cases/b.md", message: "登记\n") }
      #expect(try await surroundings() == before)
      #expect(try await git("diff", "--name-only", "HEAD~1", "HEAD") == "cases/b.md\n")
      #expect(try await git("show", "HEAD:cases/b.md") == "二\n")
    }
  }

  @Test(arguments: rows(["2", "3", "4"]))
  func everyVersionOfTheIndexKeepsItsOtherEntries(version: String) async throws {
    try await withRepository { git in
      for number in 1...40 {
        try git.write("\(number)\n", to: "cases/20\(number % 7)/督办\(number).md")
      }
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=旧")
      try await git("update-index", "--index-version", version)
      if version == "3" { try await git("update-index", "--skip-worktree", "cases/201/督办1.md") }
      for path in ["a.md", "cases/203/督办1.md", "cases/203/督办10.md", "zz/最后.md"] {
        let others = ["ls-files", "--debug", "-v", "--", ":!\(path)"]
        let before = try await git(others)
        try await git.record("新\n", at: path, message: "登记\n")
        #expect(try await git(others) == before)
        #expect(try await git("status", "--porcelain") == "")
        try await git("fsck", "--strict")
        #expect(try await git("write-tree") == (try await git("rev-parse", "HEAD^{tree}")))
      }
      #expect(try Array(git.read(".git/index").utf8)[7] == UInt8(version))
    }
  }

  @Test func aFileIsRemovedAndItsFolderWithIt() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/2026/a.md", message: "登记\n")
      try await git.record("一\n", at: "schema/b.md", message: "登记\n")
      try await git.record(nil, at: "cases/2026/a.md", message: "删\n")
      #expect(try await git("ls-tree", "-r", "--name-only", "HEAD") == "schema/b.md\n")
      #expect(try await git("ls-files") == "schema/b.md\n")
      #expect(try await git("status", "--porcelain") == "")
      #expect(!git.exists("cases/2026/a.md"))
      try await git("fsck", "--strict")
    }
  }

  @Test func severalStepsOfOneEditedFileBecomeOneCommitEach() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      try git.write("一\n二\n三\n", to: "cases/a.md")
      let before = try await git("ls-files", "--debug", "cases/a.md")
      let repository = try git.open()
      let recording = try await repository.beginRecording()
      let versions = try recording.read("cases/a.md")
      #expect(!versions.isClean)
      let who = try await repository.identity()
      let recorded = try await recording.record(
        [("一\n二\n", "研判\n"), ("一\n二\n三\n", "立项\n")].map { text, message in
          Draft(changes: [.init("cases/a.md", Array(text.utf8))], message: message, by: who)
        }, from: [versions])
      #expect(recorded.commits.count == 2)
      #expect(try await git("log", "--format=%s", "-3") == "立项\n研判\n登记\n")
      #expect(try await git("show", "HEAD~1:cases/a.md") == "一\n二\n")
      #expect(try await git("reflog", "--format=%gs", "-2") == "commit: 立项\ncommit: 研判\n")
      #expect(try await git("status", "--porcelain") == "")
      #expect(try await git("ls-files", "--debug", "cases/a.md") != before)
    }
  }

  @Test func aFileThatChangedSinceItWasReadIsNotOverwritten() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      let head = try await git("rev-parse", "HEAD")
      let repository = try git.open()
      let recording = try await repository.beginRecording()
      let versions = try recording.read("cases/a.md")
      let who = try await repository.identity()
      try git.write("别人写的\n", to: "cases/a.md")
      let draft = Draft(changes: [.init("cases/a.md", Array("二\n".utf8))], message: "研判", by: who)
      await #expect(throws: GitError.fileChanged("cases/a.md")) {
        try await recording.record([draft], from: [versions])
      }
      #expect(try git.read("cases/a.md") == "别人写的\n")
      #expect(try await git("rev-parse", "HEAD") == head)
      #expect(
        try git.names(in: ".git").filter { $0.contains("duban") || $0.contains("lock") } == [])
      #expect(try git.names(in: "cases") == ["a.md"])
    }
  }

  @Test func aBranchThatMovedIsSaidAndTheFilesArePutBack() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      let repository = try git.open()
      let who = try await repository.identity()
      let recording = try await repository.beginRecording()
      let paths: [RelativePath] = ["cases/a.md", "cases/新/b.md"]
      var versionsOfFiles: [Recording.FileVersions] = []
      for path in paths { versionsOfFiles.append(try recording.read(path)) }
      // Another program that respects no lock of the index.
      let other = try await git("commit-tree", "-p", "HEAD", "-m", "别人", "HEAD^{tree}").prefix(40)
      try await git("update-ref", "refs/heads/main", String(other))
      let draft = Draft(
        changes: paths.map { .init($0, Array("二\n".utf8)) }, message: "研判", by: who)
      let moved = GitError.branchMoved(
        branch: "refs/heads/main", expected: recording.head.commit, found: OID(hex: other))
      await #expect(throws: moved) { try await recording.record([draft], from: versionsOfFiles) }
      #expect(try git.read("cases/a.md") == "一\n")
      #expect(try git.names(in: "cases") == ["a.md"])
      #expect(try await git("rev-parse", "HEAD") == "\(other)\n")
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func aLockOfGitsIsWaitedForThenNamed() async throws {
    try await withRepository { git in
      try git.write("", to: ".git/index.lock")
      let repository = try git.open()
      let patience = Patience(turn: .seconds(1), git: .milliseconds(50))
      let error = await #expect(throws: GitError.self) {
        try await repository.beginRecording(patience: patience).end()
      }
      guard case .locked(let lock) = error else { throw try #require(error) }
      #expect(lock.path == repository.gitDirectory + "index.lock")
      #expect(lock.age != nil)
      #expect(git.exists(".git/index.lock"))
      #expect(!git.exists(".git/duban.lock"))
    }
  }

  @Test func oneTurnAtATime() async throws {
    try await withRepository { git in
      let first = try await git.open().beginRecording()
      let second = try git.open()
      let error = await #expect(throws: GitError.self) {
        try await second.beginRecording(
          patience: Patience(turn: .milliseconds(50), git: .milliseconds(50))
        ).end()
      }
      guard case .locked(let lock) = error else { throw try #require(error) }
      #expect(lock.path == second.commonDirectory + "duban.lock")
      first.end()
      try await second.beginRecording().end()
    }
  }

  @Test func whatIsStagedOfTheSameFileIsNotLost() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      try git.write("暂存\n", to: "cases/a.md")
      try await git("add", ".")
      try git.write("一\n", to: "cases/a.md")
      await #expect(throws: GitError.refused(.stagedDifferently("cases/a.md"))) {
        try await git.record("二\n", at: "cases/a.md", message: "研判\n")
      }
      #expect(try await git("status", "--porcelain") == "MM cases/a.md\n")
    }
  }

  @Test func aLinkedWorktreeRecordsOnItsOwnBranch() async throws {
    try await withRepository { git in
      try await git("worktree", "add", "--quiet", "-b", "另一处", "另一处")
      var linked = GitCLI(directory: git.path("另一处"))
      linked.variables = git.variables
      let main = try await git("rev-parse", "main")
      try await linked.record("一\n", at: "cases/a.md", message: "登记\n")
      #expect(try await git("rev-parse", "main") == main)
      #expect(try await git("show", "另一处:cases/a.md") == "一\n")
      #expect(try await linked("status", "--porcelain") == "")
      #expect(try await linked("reflog", "-1", "--format=%gs") == "commit: 登记\n")
      try await git("fsck", "--strict")
    }
  }

  @Test func aCloneThatBorrowsItsObjectsRecordsIntoItsOwn() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      try await git("clone", "--quiet", "--shared", ".", "副本")
      var copy = GitCLI(directory: git.path("副本"))
      copy.variables = git.variables
      let recorded = try await copy.record("二\n", at: "cases/a.md", message: "研判\n")
      #expect(try !git.open().contains(recorded.commits[0]))
      try await copy("fsck", "--strict")
      #expect(try await copy("status", "--porcelain") == "")
    }
  }

  @Test func permissionsAreKept() async throws {
    try await withRepository { git in
      try await git.record("一\n", at: "cases/a.md", message: "登记\n")
      #expect(chmod(git.path("cases/a.md"), 0o640) == 0)
      try await git.record("二\n", at: "cases/a.md", message: "研判\n")
      var status = stat()
      #expect(stat(git.path("cases/a.md"), &status) == 0)
      #expect(status.st_mode & 0o7777 == 0o640)
      #expect(try await git("ls-tree", "HEAD", "cases/").hasPrefix("100644 blob"))
    }
  }

  @Test func aHundredAndFiftyCommitsOfANewRepositoryTakeOneTurn() async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      try await git("init", "--quiet", "--initial-branch=main")
      let repository = try git.open()
      let recording = try await repository.beginRecording(durable: false)
      let who = try await repository.identity()
      var versionsOfFiles: [Recording.FileVersions] = []
      var texts: [RelativePath: String] = [:]
      var drafts: [Draft] = []
      for number in 0..<150 {
        let path = RelativePath("cases/2026/2026-000\(number % 9).md")
        if texts[path] == nil { versionsOfFiles.append(try recording.read(path)) }
        texts[path, default: ""] += "第\(number)步\n"
        var author = who.author
        author.time += Int64(number) * 3600
        drafts.append(
          Draft(
            changes: [.init(path, Array(texts[path]!.utf8))], message: "第\(number)步\n",
            author: author, committer: author))
      }
      _ = try await recording.record(drafts, from: versionsOfFiles)
      #expect(try await git("rev-list", "--count", "HEAD") == "150\n")
      #expect(try await git("reflog", "--format=%gs").split(separator: "\n").count == 150)
      #expect(try await git("status", "--porcelain") == "")
      #expect(try await git("log", "-1", "--format=%at") == "\(who.author.time + 149 * 3600)\n")
      try await git("fsck", "--strict")
    }
  }
}
