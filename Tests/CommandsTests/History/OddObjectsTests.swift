import FoundationEssentials
import TestSupport
import Testing

/// Objects as no git writes them, or as a broken disk leaves them.
@Suite(.seeded) struct OddObjectsTests {
  static let verbs = [
    ["verify", "--full"], ["verify"], ["status"], ["check"], ["log"], ["show", "2018-0007"],
    ["show", "2018-0007", "--at", "HEAD"], ["ledger", "--rev", "HEAD"], ["diff", "HEAD~1", "HEAD"],
    ["step", "2018-0007", "沟通", "--方式", "电话", "--单位", "省教育厅", "--date", "2018-07-25"],
  ]

  @Test(arguments: rows(["HEAD", "HEAD^{tree}", "HEAD:cases/2018/2018-0007.md"]))
  func oneThatIsCutShortIsNamedByWhateverReadsIt(revision: String) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      try await git.unpack()
      let id = try await git("rev-parse", revision).dropLast()
      let file = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
      let bytes = try git.bytes(file)
      for rest in [Array(bytes.prefix(40)), Array(bytes.dropLast(4)), [0x78], []] {
        try FileManager.default.removeItem(atPath: git.path(file))
        try git.write(rest, to: file)
        for arguments in Self.verbs {
          let result = try await duban.withoutCaches(arguments)
          if arguments.first != "verify", (0...1).contains(result.status) { continue }
          #expect(
            result.status == 5 && result.errors.contains("object \(id) is damaged: ")
              && result.errors.contains("git fsck --full"),
            "\(arguments): \(result.output)\(result.errors)")
        }
      }
    }
  }

  @Test func aServerWithADamagedObjectTakesNothing() async throws {
    try await PushHooksTests().withServer { server, one, _ in
      try await PushHooksTests().step(one)
      let bare = server.git
      let id = try await bare("rev-parse", "main^{tree}").dropLast()
      try await bare.unpack(".")
      let file = "objects/\(id.prefix(2))/\(id.dropFirst(2))"
      let bytes = try bare.bytes(file)
      try FileManager.default.removeItem(atPath: bare.path(file))
      try bare.write(Array(bytes.prefix(20)), to: file)
      let head = try await bare("rev-parse", "main")
      let words = await HooksTests.refusal(one, ["push", "--no-verify", "origin", "HEAD:main"])
      #expect(words.contains("\(id)"), "\(words)")
      #expect(try await bare("rev-parse", "main") == head)
    }
  }

  /// What a folder is, in place of one, and what is found.
  @Test(
    arguments: rows([
      ("schema", "120000 blob", "not-a-plain-file"),
      ("schema", "160000 commit", "not-a-plain-file"),
      ("schema", "100644 blob", "judging-rules-lowered"), ("cases", "120000 blob", "case-deleted"),
      ("cases", "160000 commit", "not-a-plain-file"), ("cases", "100644 blob", "case-deleted"),
    ]))
  func whatStandsInAFoldersPlaceIsFound(name: String, kind: String, rule: String) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      let id =
        kind.hasSuffix("commit")
        ? try await git("rev-parse", "HEAD") : try await git(["hash-object", "-w", "--stdin"])
      let entries = try await git("ls-tree", "HEAD").split(separator: "\n")
        .filter { !$0.hasSuffix("\t\(name)") }
      let tree = try await git(
        ["mktree", "--missing"],
        input: (entries + ["\(kind) \(id.dropLast())\t\(name)"]).joined(separator: "\n") + "\n")
      try await git.commit(tree: tree)
      let result = try await duban("verify", "--full")
      #expect(result.status == 1 && result.output.contains("[\(rule)]"), "\(result.errors)")
    }
  }

  /// An entry of a tree beside those that are there, by its folder and mode, for an object of another
  /// kind.
  @Test(
    arguments: rows([
      ("", "40000 别处", "HEAD:cases/2018/2018-0007.md"),
      ("cases", "40000 2027", "HEAD:cases/2018/2018-0007.md"),
      ("cases/2018", "100644 2018-0009.md", "HEAD^{tree}"),
      ("cases/2018", "100644 2018-0009.md", "HEAD"), ("cases", "40000 2027", "HEAD"),
    ]))
  func anObjectOfAnotherKindIsFoundAndTheRestIsJudged(
    folder: String, entry: String, object: String
  ) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      var tree = try await git.tree(
        "HEAD:\(folder)", with: entry, for: try await git("rev-parse", object))
      for name in folder.split(separator: "/").reversed() {
        let above = folder.split(separator: "/").prefix { $0 != name }.joined(separator: "/")
        let lines = try await git("ls-tree", "HEAD:\(above)").split(separator: "\n")
          .filter { !$0.hasSuffix("\t\(name)") }
        tree = try await git(
          ["mktree"],
          input: (lines + ["040000 tree \(tree.dropLast())\t\(name)"])
            .joined(separator: "\n") + "\n")
      }
      try await git.commit(tree: tree)
      // What stands on it is judged too.
      try await git.commit(tree: try await git("rev-parse", "HEAD~1^{tree}"))
      let result = try await duban("verify", "--full")
      #expect(
        result.status == 1 && result.output.contains("[malformed-object]")
          && result.output.contains("8 commits"), "\(result.output)\(result.errors)")
    }
  }

  static let author = "author 督查室 <office@example.org> 1532487600 +0800\n"
  static let committer = "committer 督查室 <office@example.org> 1532487600 +0800\n"

  /// What comes after the tree and the parent in a commit.
  @Test(
    arguments: rows([
      author + committer.dropLast(), committer + "\n甲\n", author + "\n甲\n", "\n甲\n", "甲",
      author + author + committer + "\n甲\n", committer + author + "\n甲\n",
      "author 督查室 1532487600 +0800\n" + committer + "\n甲\n",
      "author 督查室 <office@example.org>\n" + committer + "\n甲\n",
      author + "committer <<>> 一 二\n\n甲\n",
    ]))
  func anOddHeaderIsFound(rest: String) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      let header =
        "tree \(try await git("rev-parse", "HEAD^{tree}"))parent \(try await git("rev-parse", "HEAD"))"
      let id = try await git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], input: header + rest)
      try git.write(id, to: ".git/refs/heads/main")
      let result = try await duban("verify", "--full")
      #expect(
        result.status == 1 && result.output.contains("[malformed-object]")
          && result.output.contains("7 commits"), "\(result.output)\(result.errors)")
      for arguments in [["status"], ["log"], ["show", "2018-0007"]] {
        let result = try await duban(arguments)
        #expect((0...4).contains(result.status), "\(arguments): \(result.errors)")
      }
    }
  }

  /// Two sides and their merge, cut ever later.
  @Test func aShallowHistoryThatEndsBehindAMergeIsProvedAsFarAsItReaches() async throws {
    var script = HistoryScript.lawful
    let base = script.commits.count - 1
    let steps = HistoryScript.five
    script.add(
      "acknowledge", on: 25, [(HistoryScript.path, HistoryScript.text(steps + HistoryScript.sign))])
    script.addPlain("别的", on: 25, [("说明.txt", "甲\n")], after: [base])
    script.addPlain(
      "合并", on: 26,
      [("说明.txt", "甲\n"), (HistoryScript.path, HistoryScript.text(steps + HistoryScript.sign))],
      after: [base + 1, base + 2])
    script.addPlain("其后", on: 26, [("说明.txt", "乙\n")])
    try await script.with { duban in
      let whole = try await duban("verify", "--full")
      #expect(whole.status == 0, "\(whole.output)")
      for depth in 1...5 {
        let folder = ".git/浅\(depth)"
        try await duban.git(
          "clone", "--quiet", "--depth", "\(depth)", "file://\(duban.git.directory)", folder)
        let shallow = DubanCLI(GitCLI(directory: duban.git.path(folder)))
        let result = try await shallow("verify", "--full")
        #expect(result.status == 0, "\(depth): \(result.output)\(result.errors)")
        #expect(!result.errors.contains("判规"), "\(result.errors)")
        #expect(result.output.contains("a shallow clone ends at "))
        // With four the commit is there from which both sides come.
        #expect(
          result.output.contains("parted before") == (depth == 3), "\(depth) \(result.output)")
      }
    }
  }
}

extension GitCLI {
  /// Lays each object in a file of its own.
  fileprivate func unpack(_ folder: String = ".git") async throws {
    for name in try names(in: "\(folder)/objects/pack") where name.hasSuffix(".pack") {
      try await run("mv", path("\(folder)/objects/pack/\(name)"), path("\(folder)/原.pack"))
      for other in try names(in: "\(folder)/objects/pack") {
        try FileManager.default.removeItem(atPath: path("\(folder)/objects/pack/\(other)"))
      }
      try await run(
        "sh", "-c", "git -C '\(directory)' unpack-objects -q < '\(path("\(folder)/原.pack"))'")
    }
  }

  /// Commits a tree, whatever is in the working folder.
  fileprivate func commit(tree: String) async throws {
    let commit = try await self(
      "commit-tree", String(tree.dropLast()), "-p", "HEAD", "-m", "说明")
    try await self("update-ref", "refs/heads/main", String(commit.dropLast()))
  }

  /// A tree with one entry more at its end, as no git would write it.
  fileprivate func tree(_ tree: String, with entry: String, for id: String) async throws -> String {
    let name = try await self("rev-parse", tree).dropLast()
    try await run(
      "sh", "-c",
      """
      cd '\(directory)' && { git cat-file tree \(name); printf '\(entry)\\0'; printf '\(id.dropLast())' | xxd -r -p; } \
        | git hash-object -t tree -w --stdin --literally > .git/odd
      """)
    return try read(".git/odd")
  }
}
