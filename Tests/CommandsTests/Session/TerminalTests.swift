import Testing
import TestSupport

/// What the program does at a terminal, and only there.
@Suite(.seeded) struct TerminalTests {
  /// A repository in which each commit takes its time, and a ledger of five cases to import.
  private func withSlowImport(_ body: (DubanCLI, _ file: String) async throws -> Void)
    async throws
  {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--no-hooks")
      let hook = git.path(".git/hooks/commit-msg")
      try git.write("#!/bin/sh\nsleep 0.6\n", to: ".git/hooks/commit-msg")
      try await git.run("chmod", "+x", hook)
      let rows = (1...5).map { "2018-000\($0),学校食堂之\($0),省委主要领导,2018-07-22,批办性\n" }
      try git.write(ImportVerbTests.heading + rows.joined(), to: "台账.csv")
      try await body(duban, git.path("台账.csv"))
    }
  }

  /// What is left on the screen when all is written: one line at a time.
  private func remains(of screen: String) -> [Substring] {
    screen.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: "\r", omittingEmptySubsequences: false).last ?? "" }
      .map { $0.replacing("\u{1B}[K", with: "")[...] }
  }

  @Test(arguments: rows([("en_US.UTF-8", "storing objects "), ("zh_CN.UTF-8", "存对象 ")]))
  func longWorkIsFollowedAtATerminalAndNothingStays(language: String, words: String) async throws {
    try await withSlowImport { duban, file in
      var duban = duban
      duban.variables["LANG"] = language
      duban.variables["TERM"] = "xterm"
      let result = try await Terminal(duban)("import", file)
      #expect(result.status == 0, "\(result.screen)")
      let drawn = result.screen.split(separator: "\r").filter { $0.hasPrefix(words) }
      #expect(drawn.count >= 2 && drawn.allSatisfy { $0.hasSuffix("/10)\u{1B}[K") })
      #expect(drawn.contains("\(words)70% (7/10)\u{1B}[K"), "\(result.screen)")
      #expect(remains(of: result.screen).joined() == "", "\(result.screen)")
      #expect(result.output.contains("2018-0001") && !result.output.contains(words))
    }
  }

  @Test func theLineIsWipedBeforeOutputComes() async throws {
    try await withSlowImport { duban, file in
      var duban = duban
      duban.variables["TERM"] = "xterm"
      let result = try await Terminal(duban)("import", file, withOutput: true)
      #expect(result.screen.contains("storing objects 70% (7/10)\u{1B}[K"))
      let last = try #require(result.screen.split(separator: "\u{1B}[K").last)
      #expect(last.contains("imported 5 cases") && !last.contains("%"), "\(result.screen)")
      #expect(!remains(of: result.screen).contains { $0.contains("%") })
    }
  }

  @Test func aDumbTerminalAndAPipeShowNoProgress() async throws {
    try await withSlowImport { duban, file in
      var duban = duban
      duban.variables["TERM"] = "dumb"
      let result = try await Terminal(duban)("import", file)
      #expect(result.status == 0 && result.screen == "")
    }
    try await withSlowImport { duban, file in
      var duban = duban
      duban.variables["TERM"] = "xterm"
      let result = try await duban("import", file)
      #expect(result.status == 0 && result.errors == "")
    }
  }

  @Test(
    arguments: rows([
      ["ledger", "--format", "xlsx", "-o", "-"],
      ["letter", "2018-0007", "--format", "docx"],
      ["letter", "2018-0007", "--format", "docx", "-o", "-"],
      [
        "bulletin", "--since", "2018-08-01", "--until", "2018-08-06", "--format", "docx", "-o", "-",
      ],
    ]))
  func whatIsNoTextDoesNotGoToATerminal(arguments: [String]) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      let refused = try await Terminal(duban)(arguments, withOutput: true)
      #expect(refused.status == 2)
      #expect(refused.screen.contains("is not text: it cannot go to the terminal\r\nhint: add -o "))
      #expect(!refused.screen.contains("PK"))
      // To a pipe it goes.
      let piped = try await duban.git.run(
        "sh", "-c",
        "'\(DubanCLI.path)' -C '\(git.directory)' \(arguments.joined(separator: " ")) | head -c 2")
      #expect(piped == "PK")
    }
  }
}
