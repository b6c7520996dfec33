import Files
import Git
import Testing
import TestSupport

@Suite struct ObjectTests {
  /// Three commits: two files in two folders, then one changed, then one moved into a folder that
  /// bears a file's old name.
  private func withHistory(_ body: (GitCLI, Repository) async throws -> Void) async throws {
    try await withRepository { git in
      try git.write("一\n", to: "cases/2026/2026-0001.md")
      try git.write("甲\n", to: "cases/2026/食堂.md")
      try git.write("单位: []\n", to: "schema/units.yaml")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=登记 2026-0001 食堂\n\n说明\n")
      try git.write("一\n二\n", to: "cases/2026/2026-0001.md")
      try await git("commit", "--quiet", "--all", "--message=研判 2026-0001")
      try await git("mv", "cases/2026/食堂.md", "cases/食堂.md")
      try await git("rm", "--quiet", "schema/units.yaml")
      try git.write("x\n", to: "schema/units.yaml/a")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=移动")
      try await body(git, try git.open())
    }
  }

  @Test(arguments: rows(["HEAD", "HEAD~1", "main@{0}", "HEAD^{tree}", "HEAD:cases/食堂.md"]))
  func revisionsMeanWhatTheyMeanToGit(revision: String) async throws {
    try await withHistory { git, repository in
      let id = try repository.resolve(revision)
      #expect(try await git("rev-parse", revision) == "\(id)\n")
    }
  }

  @Test(arguments: rows(["没有", "HEAD~9", "HEAD:cases/没有.md", "..", ""]))
  func anUnknownRevisionIsNamed(revision: String) async throws {
    try await withHistory { _, repository in
      #expect(throws: GitError.unknownRevision(revision)) { try repository.resolve(revision) }
    }
  }

  @Test func aCommitIsReadWhole() async throws {
    try await withHistory { git, repository in
      let commit = try repository.commit(try repository.resolveCommit("HEAD~2"))
      #expect(commit.subject == "登记 2026-0001 食堂")
      #expect(commit.message == "登记 2026-0001 食堂\n\n说明\n")
      let who = Signature(
        name: "督查室", email: "office@example.org", time: 1_772_413_200, offset: 480)
      #expect(commit.author == who && commit.committer == who)
      #expect(
        try await git("rev-parse", "HEAD~2^{tree}", "HEAD~3")
          == "\(commit.tree)\n\(commit.parents[0])\n")
    }
  }

  @Test func aTreeIsNoCommit() async throws {
    try await withHistory { _, repository in
      #expect(throws: GitError.wrongKind("HEAD^{tree}")) {
        try repository.resolveCommit("HEAD^{tree}")
      }
    }
  }

  @Test func filesAreReadByPathAtAnyRevision() async throws {
    try await withHistory { _, repository in
      let (head, before) = (try repository.resolve("HEAD"), try repository.resolve("HEAD~2"))
      #expect(try repository.blob(at: "cases/食堂.md", in: head) == Array("甲\n".utf8))
      #expect(try repository.blob(at: "cases/食堂.md", in: before) == nil)
      #expect(try repository.blob(at: "cases/2026", in: head) == nil)
      #expect(try repository.blob(at: "cases/2026/2026-0001.md", in: before) == Array("一\n".utf8))
    }
  }

  @Test(arguments: rows(["", "cases", "cases/2026", "cases/食堂.md", "没有"]))
  func entriesAreWhatLsTreeLists(folder: String) async throws {
    try await withHistory { git, repository in
      let listed = try await git(
        ["ls-tree", "-r", "--full-tree", "HEAD"] + (folder.isEmpty ? [] : [folder]))
      let entries = try repository.entries(
        under: RelativePath(folder), in: repository.resolve("HEAD"))
      let lines = entries.map {
        "\(String($0.mode.rawValue, radix: 8)) blob \($0.id)\t\($0.path)\n"
      }
      #expect(lines.joined() == listed)
    }
  }

  @Test(arguments: rows(["", "cases", "schema", "没有"]))
  func treesDifferWhereGitSaysTheyDo(folder: String) async throws {
    try await withHistory { git, repository in
      let steps = [
        ("HEAD~3", "HEAD"), ("HEAD~2", "HEAD~1"), ("HEAD~1", "HEAD"), ("HEAD", "HEAD~2"),
      ]
      for (old, new) in steps {
        let expected = try await git(
          ["diff-tree", "-r", "--no-renames", "--raw", "--no-abbrev", old, new, "--"]
            + (folder.isEmpty ? [] : [folder]))
        let changes = try repository.changes(
          from: repository.resolve(old), to: repository.resolve(new), under: RelativePath(folder))
        let lines = changes.map { change in
          func mode(_ entry: TreeEntry?) -> String {
            entry.map { String($0.mode.rawValue, radix: 8) } ?? "000000"
          }
          let letter = change.old == nil ? "A" : change.new == nil ? "D" : "M"
          return ":\(mode(change.old)) \(mode(change.new)) \(change.old?.id ?? .zero)"
            + " \(change.new?.id ?? .zero) \(letter)\t\(change.path)\n"
        }
        // git sorts `a` before `a/b` as trees do, we sort by bytes; the sets are the same.
        #expect(lines.sorted() == expected.split(separator: "\n").map { "\($0)\n" }.sorted())
      }
    }
  }

  @Test func hashingWritesNothing() async throws {
    try await withRepository { git in
      let repository = try git.open()
      for text in ["", "一\n", String(repeating: "长", count: 100_000)] {
        let id = Repository.hash(blob: Array(text.utf8))
        #expect(try await git(["hash-object", "--stdin"], input: text) == "\(id)\n")
        #expect(try !repository.contains(id))
      }
    }
  }

  @Test func anObjectThatIsNotHereIsNamed() async throws {
    try await withHistory { _, repository in
      #expect(throws: GitError.missingObject(.zero)) { try repository.blob(.zero) }
    }
  }
}
