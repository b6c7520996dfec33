import CaseStore
import Files
import FoundationEssentials
import Git
import Testing
import TestSupport

/// What the history index answers is what git and a walk through everything answer, whatever becomes
/// of its file.
@Suite(.seeded) struct HistoryIndexTests {
  private static let count = 90

  private func withHistory(
    seed: UInt64, clocksAreRight: Bool = false, _ body: (GitCLI) async throws -> Void
  ) async throws {
    try await Seed.with(seed) {
      try await withFolder { git in
        let history = RandomHistory(
          seed: seed, commits: Self.count, clocksAreRight: clocksAreRight)
        try await history.make(in: git)
        try await body(git)
      }
    }
  }

  private func open(_ git: GitCLI) throws -> Repository {
    try Repository(at: git.directory, environment: Environment(git.variables))
  }

  /// The commits of a case by the index.
  private func indexed(_ id: String, _ range: String, _ git: GitCLI) async throws -> [String] {
    var found: [String] = []
    try await open(git).recordedSteps(of: range, cases: [id]) { recorded in
      #expect(recorded.file.id == id)
      if found.last != "\(recorded.commit.id)" { found.append("\(recorded.commit.id)") }
      return true
    }
    return found
  }

  /// The commits of all cases by looking at every commit.
  private func walked(_ range: String, _ git: GitCLI) async throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    try await open(git).recordedSteps(of: range, cases: nil) { recorded in
      found[recorded.file.id, default: []].insert("\(recorded.commit.id)")
      return true
    }
    return found
  }

  private func logged(_ id: String, _ range: String, _ git: GitCLI) async throws -> [String] {
    try await git(
      "log", "--full-history", "--no-merges", "--format=%H", range, "--",
      ":(glob)cases/**/\(id).md"
    ).split(separator: "\n").map(String.init)
  }

  private var file: String { ".git/duban/history" }

  /// The index grows, forth and back, as branches are asked about.
  @Test(arguments: rows(Seed.chosen(of: 0..<6)))
  func theCommitsOfACaseAreThoseThatTouchIt(seed: UInt64) async throws {
    try await withHistory(seed: seed) { git in
      let merges = Set(try await git("rev-list", "--merges", "--all").split(separator: "\n"))
      #expect(!merges.isEmpty)
      for (hidden, tip) in [
        ("", "b7"), ("", "b5"), ("", "b60"), ("b5", "b20"), ("", "main"), ("b50", "b87"),
        ("main", "b60"), ("", "b20"), ("b86", "main"), ("main", "main"),
      ] {
        // Taken away by hand: where clocks are off, git's own ranges show too much.
        let others =
          hidden.isEmpty
          ? [] : Set(try await git("rev-list", hidden).split(separator: "\n").map(String.init))
        let walked = try await walked(tip, git)
        for id in RandomHistory.ids {
          let found = try await indexed(id, hidden.isEmpty ? tip : "\(hidden)..\(tip)", git)
          #expect(Set(found) == (walked[id] ?? []).subtracting(others), "\(hidden)..\(tip) \(id)")
          #expect(Set(found).count == found.count)
          let logged = Set(try await logged(id, tip, git)).subtracting(others)
          #expect(Set(found.filter { !merges.contains($0[...]) }) == logged, "\(tip) \(id)")
        }
      }
      #expect(git.exists(file))
    }
  }

  /// What either of two branches has alone.
  @Test func symmetricRanges() async throws {
    try await withHistory(seed: 7, clocksAreRight: true) { git in
      for range in ["b85...b60", "b70...main", "main...main"] {
        let walked = try await walked(range, git)
        for id in RandomHistory.ids {
          #expect(Set(try await indexed(id, range, git)) == walked[id] ?? [], "\(range) \(id)")
        }
      }
    }
  }

  @Test func commitsComeInGitsOrderWhereClocksAreRight() async throws {
    try await withHistory(seed: 11, clocksAreRight: true) { git in
      let merges = Set(try await git("rev-list", "--merges", "main").split(separator: "\n"))
      for id in RandomHistory.ids {
        let found = try await indexed(id, "main", git).filter { !merges.contains($0[...]) }
        #expect(try await logged(id, "main", git) == found)
      }
    }
  }

  /// However wrong the clocks are, and in whatever order the index came to know the commits.
  @Test(arguments: rows(Seed.chosen(of: 20..<23)))
  func noCommitComesBeforeItsChildren(seed: UInt64) async throws {
    try await withHistory(seed: seed) { git in
      let repository = try open(git)
      var orders: [[String]] = []
      for tips in [["main"], ["b3", "b80", "b30", "main"]] {
        try? FileManager.default.removeItem(atPath: git.path(file))
        for tip in tips { _ = try await indexed("2018-0001", tip, git) }
        let found = try await indexed("2018-0001", "main", git)
        orders.append(found)
        let ids = found.compactMap { OID(hex: $0) }
        for (place, id) in ids.enumerated() {
          for later in ids[(place + 1)...] {
            #expect(try !repository.isAncestor(id, of: later))
          }
        }
      }
      #expect(orders[0] == orders[1])
    }
  }

  /// Flipped, cut, emptied, replaced by an older one, removed.
  @Test func whateverBecomesOfTheFileTheAnswerIsTheSame() async throws {
    try await withHistory(seed: 31) { git in
      var expected: [String: [String]] = [:]
      for id in RandomHistory.ids { expected[id] = try await indexed(id, "b9", git) }
      let old = try git.bytes(file)
      for id in RandomHistory.ids { expected[id] = try await indexed(id, "main", git) }
      let whole = try git.bytes(file)
      #expect(whole.count > old.count)
      var random = Seed.generator()
      for round in 0..<60 {
        var bytes = round % 5 == 0 ? old : whole
        switch round % 3 {
        case 0: bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8(round % 8)
        case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        default: bytes += [UInt8](repeating: UInt8(round), count: 100)
        }
        if round == 59 {
          try FileManager.default.removeItem(atPath: git.path(file))
        } else {
          try git.write(bytes, to: file)
        }
        let id = RandomHistory.ids[round % 3]
        #expect(try await indexed(id, "main", git) == expected[id], "round \(round)")
      }
      // It has been mended meanwhile.
      for id in RandomHistory.ids { #expect(try await indexed(id, "main", git) == expected[id]) }
    }
  }

  /// Kept when enough is new, and made anew each time until then.
  @Test func whatGrowsBitByBitIsOne() async throws {
    try await withFolder { git in
      let history = RandomHistory(seed: 41, commits: 1500, clocksAreRight: true)
      try await history.make(in: git)
      var sizes: [Int] = []
      for tip in stride(from: 20, through: 1500, by: 20) {
        _ = try await indexed("2018-0001", "b\(tip)", git)
        sizes.append(try git.bytes(file).count)
      }
      let steps = zip(sizes, sizes.dropFirst()).map { $0 < $1 }
      #expect(steps.contains(true) && steps.contains(false))
      let merges = Set(try await git("rev-list", "--merges", "main").split(separator: "\n"))
      for id in RandomHistory.ids {
        let found = try await indexed(id, "main", git).filter { !merges.contains($0[...]) }
        #expect(try await logged(id, "main", git) == found)
      }
    }
  }

  /// A shallow clone answers for what it has, and keeps no index that would be wrong once it has more.
  @Test func aShallowCloneKeepsNoIndex() async throws {
    try await withHistory(seed: 51) { git in
      try await git("clone", "--quiet", "--depth=20", "file://\(git.directory)", "浅")
      var shallow = git
      shallow = GitCLI(directory: git.path("浅"))
      let walked = try await walked("HEAD", shallow)
      for id in RandomHistory.ids {
        #expect(Set(try await indexed(id, "HEAD", shallow)) == walked[id] ?? [])
      }
      #expect(!shallow.exists(file))
      try await shallow("fetch", "--quiet", "--unshallow")
      for id in RandomHistory.ids {
        #expect(try await indexed(id, "HEAD", shallow) == indexed(id, "main", git))
      }
    }
  }

  /// Rewritten branches leave commits behind that are in no answer any more.
  @Test func commitsThatWereGivenUpAreInNoAnswer() async throws {
    try await withHistory(seed: 61) { git in
      _ = try await indexed("2018-0001", "main", git)
      let kept = try await git("rev-parse", "b40")
      for number in 1...Self.count { try await git("branch", "-D", "b\(number)") }
      try await git("update-ref", "refs/heads/main", String(kept.dropLast()))
      try await git("reflog", "expire", "--expire=now", "--all")
      try await git("gc", "--quiet", "--prune=now")
      let walked = try await walked("main", git)
      for id in RandomHistory.ids {
        #expect(Set(try await indexed(id, "main", git)) == walked[id] ?? [])
      }
    }
  }

  /// Without a cache nothing is written, and the answer is the same.
  @Test func withoutACacheTheAnswerIsTheSame() async throws {
    try await withHistory(seed: 71) { git in
      var bare = git
      bare.variables["DUBAN_NO_CACHE"] = "1"
      var found: [String: [String]] = [:]
      for id in RandomHistory.ids { found[id] = try await indexed(id, "main", bare) }
      #expect(!git.exists(file))
      for id in RandomHistory.ids { #expect(try await indexed(id, "main", git) == found[id]) }
    }
  }

  @Test func severalAtOnceGiveTheSameAnswer() async throws {
    try await withHistory(seed: 81) { git in
      var expected: [String] = []
      expected = try await indexed("2018-0002", "main", git)
      for _ in 0..<4 {
        try? FileManager.default.removeItem(atPath: git.path(file))
        try await withThrowingTaskGroup(of: [String].self) { group in
          for tip in ["b10", "b60", "main", "b88"] {
            group.addTask {
              _ = try await indexed("2018-0002", tip, git)
              return try await indexed("2018-0002", "main", git)
            }
          }
          for try await found in group { #expect(found == expected) }
        }
      }
    }
  }

  /// The commits of all cases at once, as pages show them.
  @Test func theCommitsOnPagesAreThoseOfGit() async throws {
    try await withHistory(seed: 91) { git in
      let tip = try #require(OID(hex: try await git("rev-parse", "main").dropLast()))
      let found = try await open(git).caseCommits(of: Set(RandomHistory.ids), upTo: tip)
      for id in RandomHistory.ids {
        let expected = try await git(
          "log", "--full-history", "-c", "--no-renames", "--name-only",
          "--format=%x01%H%x02%an <%ae>%x02%ad%x02%s",
          "--date=iso", "main", "--", ":(glob)cases/**/\(id).md"
        ).split(separator: "\u{01}").filter { $0.contains("cases/") }.map {
          String($0.prefix { $0 != "\n" })
        }
        let shown = (found[id] ?? []).map {
          "\($0.id)\u{02}\($0.author)\u{02}\($0.date)\u{02}\($0.subject)"
        }
        #expect(Set(shown) == Set(expected))
        #expect(shown.count == expected.count)
      }
    }
  }
}
