import Testing
import TestSupport

/// The ending of a file's name decides what is written to it, and nothing is written that contradicts it.
@Suite(.seeded) struct OutputFormatTests {
  private struct Outcome: Sendable, Codable {
    let arguments: [String]
    let name: String
    /// What the file begins with; nil where it is refused.
    let begins: String?
  }

  private static let outcomes = [
    Outcome(arguments: ["ledger"], name: "台账.xlsx", begins: "PK"),
    Outcome(arguments: ["ledger"], name: "台账.CSV", begins: "案号,"),
    Outcome(arguments: ["ledger"], name: "台账.json", begins: "{"),
    Outcome(arguments: ["ledger"], name: "台账.md", begins: "督办"),
    Outcome(arguments: ["ledger"], name: "台账", begins: "督办"),
    Outcome(arguments: ["ledger", "--format", "csv"], name: "台账.dat", begins: "案号,"),
    Outcome(arguments: ["ledger", "--format", "csv"], name: "台账.xlsx", begins: nil),
    Outcome(arguments: ["ledger"], name: "台账.docx", begins: nil),
    Outcome(arguments: ["ledger"], name: "台账.pdf", begins: nil),
    Outcome(arguments: ["due"], name: "到期.ics", begins: "BEGIN:VCALENDAR"),
    Outcome(arguments: ["due"], name: "到期.xlsx", begins: nil),
    Outcome(arguments: ["bulletin", "--since", "2026-01-01"], name: "通报.docx", begins: "PK"),
    Outcome(arguments: ["letter", "2026-0001", "--template"], name: "函.docx", begins: nil),
    Outcome(arguments: ["archive", "2026-0001"], name: "卷.zip", begins: "PK"),
    Outcome(arguments: ["archive", "2026-0001"], name: "卷.docx", begins: nil),
  ]

  @Test(arguments: rows(outcomes)) private func theNameDecides(outcome: Outcome) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let result = try await duban(outcome.arguments + ["-o", git.path(outcome.name)])
      guard let begins = outcome.begins else {
        #expect(result.status == 2 && !git.exists(outcome.name), "\(result.errors)")
        return
      }
      #expect(result.status == 0, "\(result.errors)")
      let bytes = try git.readBytes(outcome.name)
      #expect(
        bytes.starts(with: begins.utf8), "\(String(decoding: bytes.prefix(60), as: UTF8.self))")
    }
  }

  @Test func pagesAreAFolderOfThatName() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await expect(duban("ledger", "-o", git.path("网页.html")))
      #expect(git.exists("网页.html/index.html"))
    }
  }

  @Test func textReplacesNoWorkbook() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await expect(duban("ledger", "--format", "xlsx", "-o", git.path("台账")))
      let result = try await duban("ledger", "-o", git.path("台账"))
      #expect(result.status == 2, "\(result.errors)")
      #expect(try git.readBytes("台账").starts(with: "PK".utf8))
    }
  }

  @Test func aZippedDossierIsReadByOthers() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await expect(duban("archive", "2026-0001", "-o", git.path("卷.zip")))
      try await expect(duban("archive", "2026-0001", "-o", git.path("卷")))
      let names = try await git.run("python3", "-m", "zipfile", "-l", git.path("卷.zip"))
      #expect(names.contains("2026-0001/SHA256SUMS"), "\(names)")
      try await git.run("python3", "-m", "zipfile", "-e", git.path("卷.zip"), git.path("开"))
      try await git.run("diff", "-r", git.path("卷"), git.path("开/2026-0001"))
    }
  }

  /// As git does, what cannot be paged is shown all the same.
  @Test(arguments: rows(["no-such-pager-xyz", "/dev/null", "no-such -x"]))
  func aPagerThatCannotRunSwallowsNothing(pager: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      var git = git
      git.variables["GIT_PAGER"] = pager
      git.variables["TERM"] = "xterm"
      let result = try await Terminal(DubanCLI(git))("ledger", withOutput: true)
      #expect(result.screen.contains("2026-0001"), "\(result.screen)")
    }
  }
}
