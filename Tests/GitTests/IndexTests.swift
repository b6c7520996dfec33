import Files
import Git
import Glibc
import Testing
import TestSupport

@Suite struct IndexTests {
  private func withFiles(_ body: (GitCLI) async throws -> Void) async throws {
    try await withRepository { git in
      for number in 1...30 {
        try git.write("\(number)\n", to: "cases/20\(number % 4)/督\(number).md")
      }
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=旧")
      try await body(git)
    }
  }

  private func lines(_ entries: StagedFiles) -> String {
    entries.map { "\(String($0.mode.rawValue, radix: 8)) \($0.id) \($0.stage)\t\($0.path)\n" }
      .joined()
  }

  @Test(arguments: rows(["2", "4"]))
  func entriesAreWhatGitLists(version: String) async throws {
    try await withFiles { git in
      try await git("update-index", "--index-version", version)
      let index = try git.open().index()
      #expect(lines(index.entries()) == (try await git("ls-files", "--stage")))
      #expect(
        lines(index.entries(under: "cases/201"))
          == (try await git("ls-files", "--stage", "cases/201")))
      #expect(
        lines(index.entries(at: "cases/201/督1.md"))
          == (try await git("ls-files", "--stage", "cases/201/督1.md")))
      #expect(index.entries(under: "cases/20").isEmpty && index.entries(at: "cases").isEmpty)
    }
  }

  @Test func flagsAreRead() async throws {
    try await withFiles { git in
      try await git("update-index", "--skip-worktree", "cases/201/督1.md")
      try await git("update-index", "--assume-unchanged", "cases/201/督5.md")
      try git.write("新\n", to: "cases/新.md")
      try await git("add", "--intent-to-add", "cases/新.md")
      let index = try git.open().index()
      #expect(index.entries().filter(\.isSkipped).map(\.path) == ["cases/201/督1.md"])
      #expect(index.entries().filter(\.isAssumedUnchanged).map(\.path) == ["cases/201/督5.md"])
      #expect(index.entries().filter(\.isIntentToAdd).map(\.path) == ["cases/新.md"])
    }
  }

  @Test func aMissingIndexIsEmptyAndADamagedOneIsNamed() async throws {
    try await withRepository { git in
      let repository = try git.open()
      #expect(try repository.index().entries().isEmpty)
      try git.write("DIRC 不是索引 不是索引 不是索引 不是索引", to: ".git/index")
      #expect(throws: GitError.self) { try repository.index() }
    }
  }

  /// What libgit2 can do nothing with, or would silently drop.
  @Test(
    arguments: rows([
      ["update-index", "--split-index"], ["update-index", "--force-untracked-cache"],
      ["config", "feature.manyFiles", "true"], ["config", "index.skipHash", "true"],
      ["config", "index.threads", "4"],
    ]))
  func anIndexOfAnyKindKeepsItsOtherEntries(setting: [String]) async throws {
    try await withFiles { git in
      try await git(setting)
      try git.write("1\n", to: "cases/未跟踪.md")
      try await git("status", "--porcelain")
      try await git("update-index", "--refresh", "--force-write-index")
      for (path, text) in [("cases/201/督1.md", "二\n"), ("cases/201/新.md", "一\n")] {
        let others = ["ls-files", "--debug", "--stage", "--", ":!\(path)"]
        let before = try await git(others)
        try await git.record(text, at: path, message: "登记\n")
        #expect(try await git(others) == before)
        #expect(try await git("status", "--porcelain") == "?? cases/未跟踪.md\n")
        #expect(try await git("show", "HEAD:\(path)") == text)
      }
      // The untracked file, now recorded by hand, must not stay in a cache of untracked files.
      try await git.record("1\n", at: "cases/未跟踪.md", message: "登记\n")
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
    }
  }

  @Test func anIndexWithoutAChecksumStaysWithoutOne() async throws {
    try await withFiles { git in
      var bytes = try git.bytes(".git/index")
      bytes.replaceSubrange((bytes.count - 20)..., with: repeatElement(0, count: 20))
      try git.write(bytes, to: ".git/index")
      try await git.record("二\n", at: "cases/201/督1.md", message: "研判\n")
      #expect(try git.bytes(".git/index").suffix(20).allSatisfy { $0 == 0 })
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  /// Git tells a changed file by its status, which cannot tell a change within the second in
  /// which the index was written.
  @Test func anEditInTheSecondOfTheIndexIsNotHidden() async throws {
    try await withFiles { git in
      let place = "cases/202/督2.md"
      try await git("update-index", "--refresh")
      let seen = try #require(try git.open().index().entries(at: RelativePath(place)).first).seen
      // The same size, and a time in the same second.
      try git.write("9\n", to: place)
      try setModified(git.path(place), seen.modified.seconds, 999_999_998)
      try setModified(git.path(".git/index"), seen.modified.seconds, 999_999_999)
      // A git that looks at nothing but size and seconds.
      try await git("config", "core.trustctime", "false")
      try await git("config", "core.checkStat", "minimal")
      try await git.record("二\n", at: "cases/201/督1.md", message: "研判\n")
      #expect(try await git("status", "--porcelain") == " M \(place)\n")
    }
  }

  private func setModified(_ path: String, _ seconds: UInt32, _ nanoseconds: Int) throws {
    var times = [timespec](
      repeating: timespec(tv_sec: Int(seconds), tv_nsec: nanoseconds), count: 2)
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
  }

  /// Git seals its index with the hash that we check it by, over every length modulo 64.
  @Test func theChecksumIsGits() async throws {
    try await withRepository { git in
      for count in 1...24 {
        try git.write("x", to: String(repeating: "a", count: count * 3))
        try await git("add", ".")
        #expect(try git.open().index().entries().count == count)
      }
    }
  }
}
