import Git
import Testing
import TestSupport

@Suite struct HistoryTests {
  /// Two branches that are merged, with dates that do not follow their order.
  private func withMergedHistory(_ body: (GitCLI) async throws -> Void) async throws {
    try await withRepository { git in
      func commit(_ name: String, at date: String) async throws {
        var dated = git
        dated.variables["GIT_COMMITTER_DATE"] = date
        try await dated("commit", "--quiet", "--allow-empty", "--message=\(name)")
      }
      try await commit("甲", at: "2026-03-03T09:00:00+08:00")
      try await git("checkout", "--quiet", "-b", "旁支")
      try await commit("乙", at: "2026-03-08T09:00:00+08:00")
      try await commit("丙", at: "2026-03-04T09:00:00+08:00")
      try await git("checkout", "--quiet", "main")
      try await commit("丁", at: "2026-03-05T09:00:00+08:00")
      try await commit("戊", at: "2026-03-06T09:00:00+08:00")
      try await git("merge", "--quiet", "--no-ff", "--message=合并", "旁支")
      try await commit("己", at: "2026-03-09T09:00:00+08:00")
      try await body(git)
    }
  }

  private func walk(_ history: History) throws -> [String] {
    var found: [String] = []
    while let id = try history.next() { found.append("\(id)") }
    return found
  }

  @Test(
    arguments: rows(["HEAD", "旁支", "旁支..main", "main..旁支", "旁支..", "HEAD~2...旁支", "main..main"]))
  func aWalkFindsWhatGitFinds(range: String) async throws {
    try await withMergedHistory { git in
      let expected = try await git("rev-list", range).split(separator: "\n").map(String.init)
      let found = try walk(git.open().history(of: range))
      #expect(found.sorted() == expected.sorted())
    }
  }

  @Test func childrenComeBeforeTheirParents() async throws {
    try await withMergedHistory { git in
      let repository = try git.open()
      let order = try walk(repository.history(of: "HEAD"))
      for (place, name) in order.enumerated() {
        for parent in try repository.commit(repository.resolve(name)).parents {
          #expect(try #require(order.firstIndex(of: "\(parent)")) > place)
        }
      }
    }
  }

  @Test func firstParentsOnly() async throws {
    try await withMergedHistory { git in
      let expected = try await git("rev-list", "--first-parent", "HEAD")
      let found = try walk(git.open().history(of: "HEAD", firstParentOnly: true))
      #expect(found.map { "\($0)\n" }.joined() == expected)
    }
  }

  @Test func aShallowCloneEndsAtItsBoundary() async throws {
    try await withMergedHistory { git in
      try await git("clone", "--quiet", "--depth=3", "file://\(git.directory)", "浅")
      let shallow = GitCLI(directory: git.path("浅"))
      let repository = try shallow.open()
      #expect(repository.isShallow)
      let history = try repository.history(of: "HEAD")
      let expected = try await shallow("rev-list", "--topo-order", "HEAD")
      let found = try walk(history)
      #expect(found.sorted() == expected.split(separator: "\n").map(String.init).sorted())
      let boundary = try shallow.read(".git/shallow").split(separator: "\n").map(String.init)
      #expect(history.boundary.map { "\($0)" } == boundary.sorted())
    }
  }

  @Test func whatOverlaysTheHistoryIsNamed() async throws {
    try await withMergedHistory { git in
      #expect(try git.open().overlays() == [])
      try await git("replace", "HEAD", "HEAD~1")
      try git.write("x\n", to: ".git/info/grafts")
      let head = try await git("rev-parse", "HEAD").dropLast()
      #expect(try git.open().overlays() == ["refs/replace/\(head)", "info/grafts"])
    }
  }

  @Test func ancestry() async throws {
    try await withMergedHistory { git in
      let repository = try git.open()
      let (head, side) = (try repository.resolve("HEAD"), try repository.resolve("旁支"))
      #expect(try repository.isAncestor(side, of: head))
      #expect(try !repository.isAncestor(head, of: side))
      #expect(try repository.isAncestor(head, of: head))
      let base = try #require(
        try repository.mergeBases(repository.resolve("HEAD~2"), side))
      #expect(try await git("merge-base", "HEAD~2", "旁支") == "\(base[0])\n")
    }
  }
}
