import TestSupport
import Testing

/// Whatever number stands in a commit for its time.
@Suite(.seeded) struct CommitTimeTests {
  private static let path = HistoryScript.path

  /// The lawful history, and after it a commit that edits the prose at these times, as no git makes it.
  private func withCommit(
    author: String, committer: String, _ body: (DubanCLI) async throws -> Void
  ) async throws {
    try await HistoryScript.lawful.with { duban in
      let git = duban.git
      try git.write(HistoryScript.text(HistoryScript.five, prose: "\n改\n"), to: Self.path)
      try await git("add", "--all")
      func line(_ role: String, _ when: String) -> String {
        "\(role) 督查室 <office@example.org> \(when)\n"
      }
      let header =
        "tree \(try await git("write-tree"))parent \(try await git("rev-parse", "HEAD"))"
        + line("author", author) + line("committer", committer)
      let message =
        "修订 2018-0007\n\nDuban-Case: 2018-0007\nDuban-Step: edit\nDuban-Date: 2018-07-25\n"
      let id = try await git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input: "\(header)\n\(message)")
      try await git("reset", "--quiet", "--hard", String(id.dropLast()))
      try await body(duban)
    }
  }

  static let impossible = [
    "9223372036854775807 +0800", "-9223372036854775808 -1400", "-1 +0000", "0 +0000",
    "99999999999999 +0800", "7289654400 +0000", "1104537599 +0000",
  ]

  @Test(arguments: rows(impossible)) func anImpossibleTimeIsFoundAndNeverATrap(when: String)
    async throws
  {
    for (author, committer) in [
      (when, when), ("1532314800 +0800", when), (when, "1532314800 +0800"),
    ] {
      try await withCommit(author: author, committer: committer) { duban in
        for arguments in [["verify"], ["verify", "--full"]] {
          let result = try await duban(arguments)
          #expect(result.status == 1 && result.output.contains("[commit-time-out-of-range]"))
        }
      }
    }
  }

  /// Numbers that libgit2 does not read at all.
  @Test(arguments: rows(["9223372036854775808 +0800", "99999999999999999999999 +0000"]))
  func aTimeBeyondAllNumbersIsFoundToo(when: String) async throws {
    for (author, committer) in [
      (when, when), ("1532314800 +0800", when), (when, "1532314800 +0800"),
    ] {
      try await withCommit(author: author, committer: committer) { duban in
        let git = duban.git
        for _ in 0..<2 {
          for arguments in [["verify"], ["verify", "--full"]] {
            let result = try await duban(arguments)
            #expect(
              result.status == 1 && result.output.contains("[commit-time-out-of-range]"),
              "\(arguments): \(result.output)\(result.errors)")
          }
          for arguments in [["log"], ["status"], ["check"], ["show", "2018-0007"]] {
            let result = try await duban(arguments)
            #expect((0...4).contains(result.status), "\(arguments): \(result.errors)")
          }
          // What stands on it is proved all the same.
          try await git("commit", "--quiet", "--allow-empty", "--message", "别的")
        }
      }
    }
  }

  @Test(arguments: rows(Array(impossible.prefix(3)))) func everyVerbGoesOn(when: String)
    async throws
  {
    try await withCommit(author: when, committer: when) { duban in
      for arguments in [
        ["log"], ["log", "2018-0007"], ["log", "2018-0007", "--since", "2018-01-01"],
        ["diff", "HEAD~1", "HEAD"], ["diff", "2018-07-24"], ["show", "2018-0007"], ["status"],
        ["ledger", "--rev", "HEAD"], ["ledger", "--format", "html", "-o", "页"],
        ["archive", "2018-0007", "-o", "卷"], ["due"], ["check"],
      ] {
        let result = try await duban(arguments)
        #expect((0...1).contains(result.status), "\(arguments): \(result.errors)")
      }
    }
  }

  @Test(
    arguments: rows([
      "1532314800 +9999", "1532314800 +-9999", "1532314800 -2147483648",
      "1532314800 +99999999999999999999",
    ])) func anOffsetThatNoPlaceHasIsReadAsNone(when: String) async throws
  {
    try await withCommit(author: when, committer: when) { duban in
      for arguments in [
        ["verify", "--full"], ["log"], ["diff", "HEAD~1"], ["ledger", "--rev", "HEAD"],
      ] {
        let result = try await duban(arguments)
        #expect((0...1).contains(result.status), "\(arguments): \(result.errors)")
      }
    }
  }

  @Test func nothingIsRecordedAtAnImpossibleTime() async throws {
    try await HistoryScript.lawful.with { duban in
      let head = try await duban.git("rev-parse", "HEAD")
      for role in ["AUTHOR", "COMMITTER"] {
        var git = duban.git
        git.variables["GIT_\(role)_DATE"] = "@99999999999 +0000"
        git.variables["DUBAN_TODAY"] = "2018-07-25"
        let result = try await DubanCLI(git)("step", "2018-0007", "签收", "--单位", "省教育厅")
        #expect(result.status == 4 && result.errors.contains("not of the years 2005 to 2200"))
      }
      #expect(try await duban.git("rev-parse", "HEAD") == head)
      #expect(try await duban.git("status", "--porcelain") == "")
    }
  }
}
