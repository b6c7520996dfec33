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

  /// Rules that are left out are in force all the same, and the cases are all there, also where no folder
  /// of them is checked out; recording takes neither for removed.
  @Test(arguments: rows(["cases/2026", "schema", "notes"]))
  func rulesAreThoseThatAreRecorded(folder: String) async throws {
    try await Self.withTwoCases(nil) { git, duban in
      let office = try git.read("schema/office.yaml")
      try git.write(office.replacing("机关: ", with: "机关: 市委"), to: "schema/office.yaml")
      try git.write("x", to: "notes/x.txt")
      try await git("add", "notes")
      try await git("commit", "--quiet", "--message", "notes")
      try await expect(duban("commit"))
      let views = [
        ["ledger", "--format", "csv"], ["status"], ["show", "2025-0001"], ["due"],
        ["letter", "2026-0001", "--template", "督办函"],
      ]
      var whole: [String] = []
      for view in views { whole.append(try await duban(view).output) }
      #expect(whole[1].contains("市委"))
      try await git("sparse-checkout", "set", "--cone", folder)
      for (view, before) in zip(views, whole) {
        let result = try await duban(view)
        #expect(result.output == before, "\(view): \(result.output)\(result.errors)")
      }
      let check = try await duban("check")
      #expect(check.status == 0, "\(check.output)\(check.errors)")
      #expect(try await duban("commit").output == "nothing to record\n")
    }
  }

  @Test func aRuleThatIsSkippedIsInForce() async throws {
    try await Self.withTwoCases(nil) { git, duban in
      let status = try await duban("status").output
      try await git("update-index", "--skip-worktree", "schema/office.yaml")
      try await git.run("rm", git.path("schema/office.yaml"))
      #expect(try await duban("status").output == status)
      #expect(try await duban("check", "cases").status == 0)
      #expect(try await duban("commit").output == "nothing to record\n")
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
