import Testing
import TestSupport

/// What a sparse checkout leaves out is read from `HEAD`, so that nobody takes the ledger for short.
@Suite(.seeded) struct SparseCheckoutTests {
  enum Sparsity: String, CaseIterable, Sendable {
    case cone, sparseIndex, patterns, skipWorktree
  }

  private static let skipped = "cases/2025/2025-0001.md"

  /// Two cases, of which the older is not checked out.
  private static func withTwoCases(
    _ sparsity: Sparsity?, _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await expect(
        duban(
          "new", "--title", "旧件", "--leader", "省委主要领导", "--instruction-date", "2025-02-27",
          "--class", "批办性", "--gist", "查清情况", "--date", "2025-03-03"))
      switch sparsity {
      case .cone: try await git("sparse-checkout", "set", "--cone", "cases/2026", "schema")
      case .sparseIndex:
        try await git("sparse-checkout", "set", "--cone", "--sparse-index", "cases/2026", "schema")
      case .patterns:
        try await git("sparse-checkout", "set", "--no-cone", "/*", "!/\(skipped)")
      case .skipWorktree:
        try await git("update-index", "--skip-worktree", skipped)
        try await git.run("rm", git.path(skipped))
      case nil: break
      }
      #expect(git.exists(skipped) == (sparsity == nil))
      try await body(git, duban)
    }
  }

  @Test(arguments: rows(Sparsity.allCases)) func everyViewHasThem(sparsity: Sparsity) async throws {
    try await Self.withTwoCases(sparsity) { git, duban in
      for arguments in [
        ["ledger", "--format", "csv"], ["ledger", "--rev", "HEAD", "--format", "csv"],
        ["ledger", "--where", "事项:旧", "--format", "csv"], ["status", "--porcelain"],
        ["show", "2025-0001"], ["diff", "2025-03-01"],
      ] {
        let result = try await duban(arguments)
        #expect(result.status == 0, "\(arguments): \(result.errors)")
        #expect(result.output.contains("2025-0001"), "\(arguments): \(result.output)")
        #expect(!result.errors.contains("warning"), "\(arguments): \(result.errors)")
      }
      #expect(try await duban("check").errors.contains(" files checked: 0 errors, 0 warnings"))
      #expect(try await duban("check", Self.skipped).status == 0)
      #expect(try await duban("check", "--fix").status == 0)
      #expect(try await duban("diff").status == 0)
      #expect(try await duban("commit").output == "nothing to record\n")
      let new = try await duban(
        "new", "--title", "又一件", "--leader", "省委主要领导", "--instruction-date", "2025-02-27",
        "--class", "批办性", "--gist", "查清情况", "--date", "2025-03-04")
      #expect(new.output.contains("2025-0002"), "\(new.output)\(new.errors)")
      let step = try await duban("step", "2025-0001", "研判", "--意见", "建议立项")
      #expect(step.status == 3)
      #expect(step.errors.contains("git sparse-checkout add cases/2025"), "\(step.errors)")
    }
  }

  /// In a partial clone their contents may be nowhere: they are counted.
  @Test func whatAPartialCloneLacksIsCounted() async throws {
    try await Self.withTwoCases(nil) { git, _ in
      try await git("config", "uploadpack.allowFilter", "true")
      try await withDirectory { place in
        var partial = GitCLI(directory: place)
        partial.variables = git.variables
        try await partial(
          "clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://\(git.directory)", ".")
        try await partial("config", "core.sparseCheckout", "true")
        try partial.write("/*\n!/\(Self.skipped)\n", to: ".git/info/sparse-checkout")
        try await partial("checkout", "--quiet")
        let duban = DubanCLI(partial)
        let ledger = try await duban("ledger", "--format", "csv")
        #expect(ledger.status == 0 && ledger.output.contains("2026-0001"), "\(ledger.errors)")
        #expect(ledger.errors.contains("1 case is not checked out"), "\(ledger.errors)")
        let check = try await duban("check")
        #expect(check.status == 1 && check.output.contains("\(Self.skipped):1:1: error: "))
        #expect(try await duban("status", "--exit-code").status == 1)
      }
    }
  }
}
