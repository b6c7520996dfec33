import Files
import Git
import TestSupport
import Testing

/// Trees that no honest git writes, and what is found in them; git-fsck(1) is the judge of most.
@Suite struct TreeFaultTests {
  struct Entry: Sendable {
    var mode = "100644"
    var name: [UInt8]
    var isEmpty = false

    init(_ name: String, mode: String = "100644") {
      (self.name, self.mode) = (Array(name.utf8), mode)
    }
    init(bytes: [UInt8]) { name = bytes }
  }

  private static func tree(_ entries: [Entry], in git: GitCLI) async throws -> OID {
    let blob = try await git(["hash-object", "-w", "--stdin"], input: "一\n").dropLast()
    let id = try #require(OID(hex: blob))
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array(entry.mode.utf8) + [0x20] + entry.name + [0]
      bytes += (entry.isEmpty ? OID.zero : id).bytes
    }
    try git.write(bytes, to: ".git/tree")
    let words = try await git(
      "hash-object", "-t", "tree", "-w", "--literally", git.path(".git/tree"))
    return try #require(OID(hex: words.dropLast()))
  }

  private static func isFaulted(_ tree: OID, in git: GitCLI) async throws -> Bool {
    do {
      try await git("fsck", "--strict", "--no-dangling", "\(tree)")
      return false
    } catch is GitCLI.Failure {
      return true
    }
  }

  @Test(
    .seeded,
    arguments: rows([
      "a/b", "..", ".", ".git", ".GIT", "git~1", ".git ", ".git.", ".git::$INDEX", ".g\u{200C}it",
      "",
    ])) func whatLeadsElsewhereIsFoundAsGitFindsIt(name: String) async throws
  {
    try await withRepository { git in
      let tree = try await Self.tree([Entry(name)], in: git)
      let faults = try TreeReader(git.open()).faults(in: tree, since: nil)
      #expect(faults.map(\.kind) == [.name])
      #expect(try await Self.isFaulted(tree, in: git))
    }
  }

  @Test(arguments: rows(["a\u{1}b", "a\nb", "a\\b", "a\u{7F}", "甲\u{85}乙"]))
  func whatNotAllSystemsCanHaveIsFound(name: String) async throws {
    try await withRepository { git in
      let tree = try await Self.tree([Entry(name)], in: git)
      let faults = try TreeReader(git.open()).faults(in: tree, since: nil)
      #expect(faults == [TreeFault(path: RelativePath(name), kind: .name)])
    }
  }

  @Test func bytesThatAreNoTextAreFound() async throws {
    try await withRepository { git in
      let tree = try await Self.tree([Entry(bytes: [0x61, 0xFF])], in: git)
      #expect(try TreeReader(git.open()).faults(in: tree, since: nil).map(\.kind) == [.name])
    }
  }

  @Test(
    arguments: rows([
      ["b", "a"], ["a", "a"], ["a", "a.b", "a/"], ["a", "c", "b", "d"],
    ])) func entriesOutOfOrderOrTwiceAreFound(names: [String]) async throws
  {
    try await withRepository { git in
      let entries = names.map { name in
        name.hasSuffix("/") ? Entry(String(name.dropLast()), mode: "160000") : Entry(name)
      }
      let tree = try await Self.tree(entries, in: git)
      #expect(
        try TreeReader(git.open()).faults(in: tree, since: nil).contains { $0.kind == .malformed })
    }
  }

  @Test func whatHasNoContentsOrAZeroBeforeItsModeIsFound() async throws {
    try await withRepository { git in
      var hollow = Entry("a")
      hollow.isEmpty = true
      for entry in [hollow, Entry("a", mode: "0100644")] {
        let tree = try await Self.tree([entry], in: git)
        #expect(try TreeReader(git.open()).faults(in: tree, since: nil).map(\.kind) == [.malformed])
        #expect(try await Self.isFaulted(tree, in: git))
      }
    }
  }

  /// Which no system takes for one.
  @Test func lettersThatOnlyLookAlikeAreNotFound() async throws {
    try await withRepository { git in
      let names = ["ı", "i", "Ａ", "A", "①", "1", "督", "督\u{3000}"]
      let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      let tree = try await Self.tree(sorted.map { Entry($0) }, in: git)
      #expect(try TreeReader(git.open()).faults(in: tree, since: nil) == [])
    }
  }

  @Test(arguments: rows(["120000", "160000", "100664", "100600"]))
  func whatIsNoPlainFileIsFound(mode: String) async throws {
    try await withRepository { git in
      let tree = try await Self.tree([Entry("a", mode: mode)], in: git)
      #expect(
        try TreeReader(git.open()).faults(in: tree, since: nil)
          == [TreeFault(path: "a", kind: .mode)])
    }
  }

  @Test(
    arguments: rows([
      ["A", "a"], ["cafe\u{301}", "caf\u{E9}"], ["督A", "督a"], ["ς", "σ"], ["ß", "ss"], ["ẞ", "ß"],
      ["İ", "i\u{307}"], ["ſ", "s"], ["\u{212A}", "k"], ["\u{1C80}", "в"],
      ["ᾳ", "ΑΙ"],
      ["a\u{200D}", "a"],
    ]))
  func namesThatAreAlikeAreFound(names: [String]) async throws {
    try await withRepository { git in
      let names = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      let trees = try TreeReader(git.open())
      let both = try await Self.tree(names.map { Entry($0) }, in: git)
      let found = [TreeFault(path: RelativePath(names[1]), kind: .twin(of: RelativePath(names[0])))]
      #expect(try trees.faults(in: both, since: nil) == found)
      // Whichever was there before.
      for name in names {
        let one = try await Self.tree([Entry(name)], in: git)
        #expect(try trees.faults(in: one, since: nil) == [])
        #expect(try trees.faults(in: both, since: one) == found)
      }
      // What was there before is not said again.
      let more = try await Self.tree(names.map { Entry($0) } + [Entry("默")], in: git)
      #expect(try trees.faults(in: more, since: both) == [])
    }
  }

  @Test func whatGitWritesHasNoFault() async throws {
    try await withRepository { git in
      for name in [
        "a", "a.b", "a-b/c", "d/b/c.md", "a0", "督办 函(1)~.md", ".gitignore", ".github/x", "...", "é",
      ] { try git.write("\(name)\n", to: name) }
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=一")
      let tree = try #require(OID(hex: try await git("rev-parse", "HEAD^{tree}").dropLast()))
      #expect(try TreeReader(git.open()).faults(in: tree, since: nil) == [])
    }
  }

  @Test(
    arguments: rows([
      "author A <a@b> 1 +0800", "author <a@b> 1 +0000", "author A<a@b> 1 +0000",
      "author A <a@b>1 +0000", "author A <a@b> 01 +0000", "author A <a@b> -1 +0000",
      "author A <a@b> 1 +800", "author A <a@b> 1 0800", "author A > <a@b> 1 +0000",
    ])) func headersAreHeldAgainstGit(author: String) async throws
  {
    try await judge("\(author)\ncommitter B C <> 0 -0000\n\n一\n")
  }

  /// Of two lines git-log(1) shows the last, others take the first; git-fsck(1) says nothing.
  @Test(
    arguments: rows([
      ("committer D <d@e> 0 +0000\n", false), ("author D <d@e> 0 +0000\n", false),
      ("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n", false),
      ("parent 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n", false),
      ("encoding UTF-8\nencoding UTF-8\n", false), ("encoding UTF-16LE\n", false),
      ("encoding utf-7\n", false), ("gpgsig a\n b\ngpgsig c\n", false),
      ("encoding GBK\ngpgsig a\n b\n c\n", true), ("mergetag a\n b\nmergetag c\n", true),
      ("change-id x\n", true),
    ])) func noLineStandsTwice(more: String, isFine: Bool) async throws
  {
    try await withRepository { git in
      let tree = try await git("rev-parse", "HEAD^{tree}")
      let text = "tree \(tree)author A <a@b> 1 +0000\ncommitter B C <> 0 -0000\n\(more)\n一\n"
      let words = try await git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], input: text)
      let id = try #require(OID(hex: words.dropLast()))
      #expect(try git.open().commit(id).isWellFormed == isFine)
    }
  }

  @Test(arguments: rows(["一\n", "", "\n\n一", "一\n\u{0}二\n", "一\u{0}", "\u{0}"]))
  func messagesAreHeldAgainstGit(message: String) async throws {
    try await judge("author A <a@b> 1 +0000\ncommitter B C <> 0 -0000\n\n\(message)")
  }

  private func judge(_ text: String) async throws {
    try await withRepository { git in
      let tree = try await git("rev-parse", "HEAD^{tree}")
      let words = try await git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input: "tree \(tree)\(text)")
      let id = try #require(OID(hex: words.dropLast()))
      #expect(try await git.open().commit(id).isWellFormed != Self.isFaulted(id, in: git))
    }
  }
}
