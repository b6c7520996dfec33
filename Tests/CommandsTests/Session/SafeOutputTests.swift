import TestSupport
import Testing

/// Whatever stands in a repository or was typed, nothing of it acts at a terminal.
@Suite(.seeded) struct SafeOutputTests {
  /// Sets a title, colours, deletes a line, turns the direction, hides.
  private static let hostile = "a\u{1B}]0;题\u{7}\u{1B}[31m\u{9B}2J\u{202E}b\u{200B}c\u{8}"

  private static func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      ["\u{1B}", "\u{7}", "\u{8}", "\u{9B}", "\u{202E}", "\u{200B}"].contains($0)
    }
  }

  private static func withHostileNames(_ body: (GitCLI, DubanCLI) async throws -> Void)
    async throws
  {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let folder = "cases/\(hostile)"
      try git.write(
        try git.read(HooksTests.path).replacing("2026-0001", with: "2026-0002"),
        to: "\(folder)/2026-0002.md")
      try git.write("x", to: "\(folder)/坏\(hostile).md")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=\(hostile)")
      try git.write(
        try git.read("\(folder)/2026-0002.md") + "\n改\(hostile)\n", to: "\(folder)/2026-0002.md")
      // git takes no control in a name of a branch but those of C1, and all that is invisible.
      try await git("checkout", "--quiet", "-b", "b\u{9B}31m\u{202E}\u{200B}x")
      try await body(git, duban)
    }
  }

  @Test(
    arguments: rows([
      "status", "status --porcelain", "log", "log -p", "log --oneline", "show 2026-0002", "diff",
      "diff HEAD~1 HEAD", "check", "check --format github", "check --format json",
      "check --format sarif", "verify --full", "ledger", "ledger --format json",
      "ledger --format csv", "ledger --format md", "due", "due --format ics", "fmt --diff",
      "fmt --check", "commit", "step 2026-0001 立项 --批准 秘书长",
    ]))
  func whatStandsInARepositoryDoesNotAct(arguments: String) async throws {
    try await Self.withHostileNames { _, duban in
      for colour in ["--color=never", "--color=always"] {
        let result = try await duban([colour] + arguments.split(separator: " ").map(String.init))
        for text in [result.output, result.errors] {
          let bare = text.replacing("\u{1B}[m", with: "").split(separator: "\u{1B}[")
            .enumerated().map { index, part in
              // Our own colours, of one number or two.
              index > 0 ? String(part.drop { $0.isNumber || $0 == ";" }.dropFirst()) : String(part)
            }.joined()
          let shown = colour == "--color=never" ? text : bare
          #expect(Self.isSafe(shown), "\(arguments): \(text.debugDescription)")
        }
      }
    }
  }

  @Test(
    arguments: rows([
      ["show"], ["check"], ["log"], ["verify"], ["letter"], ["archive"], ["step"], ["explain"],
      ["workday"], ["diff"], ["front-matter"], ["ledger", "--format"], ["ledger", "--query"],
      ["ledger", "--rev"], ["show", "--as-of"], ["\u{1B}[31mx"], ["import"], ["fmt"],
    ]))
  func whatWasTypedDoesNotAct(arguments: [String]) async throws {
    try await HooksTests.withCase(hooks: false) { _, duban in
      for language in ["zh", "en"] {
        let result = try await duban(
          ["--lang", language] + arguments + ["\u{1B}[31mx\u{9B}m\u{200B}"])
        #expect(Self.isSafe(result.output + result.errors), "\(result.errors.debugDescription)")
      }
    }
  }
}
