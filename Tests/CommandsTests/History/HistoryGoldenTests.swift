import FoundationEssentials
import Testing
import TestSupport

/// The folders of `Tests/Golden` whose input is a history: a script of commits that breaks a rule,
/// as `git fast-import` reads it, and what `verify` says of it.
///
/// Beside it, `commit` is one more commit as git keeps it, with a signature, `arguments` are
/// handed to `verify`, and `arrivals` is what the hook of a shared repository has kept.
@Suite(.seeded) struct HistoryGoldenTests {
  private static let root = "\(ProjectFiles.root)/Tests/Golden"

  static let ids: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let files = FileManager.default
    let checksSignatures = Installed.path(of: "ssh-keygen") != nil
    return names.filter {
      files.fileExists(atPath: "\(root)/\($0)/history")
        && (checksSignatures || !files.fileExists(atPath: "\(root)/\($0)/commit"))
    }.sorted()
  }()

  private static func text(_ name: String, of id: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: "\(root)/\(id)/\(name)") else { return nil }
    return String(decoding: try ProjectFiles.bytes(of: "Tests/Golden/\(id)/\(name)"), as: UTF8.self)
  }

  @Test func thereAreSome() { #expect(Self.ids.count >= 20) }

  /// With `DUBAN_RECORD=1` a rule that has no history yet gets that of its first tampering.
  @Test func everyTamperingHasAHistory() throws {
    for how in Tampering.all where try Self.text("history", of: how.id) == nil {
      guard try Self.text("input.md", of: how.id) == nil else { continue }
      try expectGolden(how.make().stream, "\(how.id)/history")
    }
  }

  @Test(arguments: rows(ids))
  func aRuleSaysWhatItsHistoryExpects(id: String) async throws {
    try await withFolder { git in
      try await git("init", "--quiet", "--initial-branch=main")
      // Where nobody has a key.
      var git = git
      git.variables["GNUPGHOME"] = git.path(".git/钥")
      try await git("-c", "alias.run=!mkdir -m 700 .git/钥", "run")
      try await git(["fast-import", "--quiet"], input: try Self.text("history", of: id) ?? "")
      if let commit = try Self.text("commit", of: id) {
        let name = try await git(
          ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], input: commit)
        try await git("update-ref", "refs/heads/main", String(name.dropLast()))
      }
      if let arrivals = try Self.text("arrivals", of: id) {
        var words = arrivals.split(separator: " ").map(String.init)
        for place in 2..<words.count {
          words[place] = String(try await git("rev-parse", words[place]).dropLast())
        }
        try git.write(words.joined(separator: " ") + "\n", to: ".git/duban-arrivals")
      }
      let arguments =
        try Self.text("arguments", of: id)?.split(whereSeparator: \.isWhitespace) ?? []
      for language in ["zh", "en"] {
        let result = try await DubanCLI(git)(
          ["--lang", language, "verify"] + arguments.map { String($0) })
        #expect(result.output.contains("[\(id)]"), "\(result.errors)")
        try expectGolden(result.output, "\(id)/expected.\(language).txt")
      }
    }
  }
}
