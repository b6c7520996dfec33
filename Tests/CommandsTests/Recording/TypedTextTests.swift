import FoundationEssentials
import Testing
import TestSupport

/// Whatever somebody has typed is there until it is recorded, or until he drops it.
@Suite(.seeded) struct TypedTextTests {
  private static let typed = "半小时写成的说明"
  private static let draft = ".git/DUBAN_EDIT.2026-0001.md"
  private static let docket = ["step", "2026-0001", "立项", "--批准", "省委秘书长", "--edit"]

  /// A program that stands for what somebody does in the editor.
  private static func withEditor(
    _ script: String, _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try git.write("#!/bin/sh\n" + script, to: ".git/editor")
      try await git.run("chmod", "+x", git.path(".git/editor"))
      var git = git
      git.variables["GIT_EDITOR"] = git.path(".git/editor")
      try await body(git, DubanCLI(git))
    }
  }

  private static let note = "sed -i 's/批准: 省委秘书长/&\\n    说明: \(typed)/' \"$1\"\n"
  private static let slip = "sed -i 's/批准: 省委秘书长/&\\n    类别: [/' \"$1\"\n"

  @Test func whatIsRefusedIsKeptAndTakenUpAgain() async throws {
    try await Self.withEditor(Self.note + Self.slip) { git, duban in
      let refused = try await duban(Self.docket)
      #expect(refused.status == 4, "\(refused.errors)")
      // Its lines are there for whoever jumps to them.
      let place = try #require(
        refused.errors.firstMatch(of: /\.git\/DUBAN_EDIT\.2026-0001\.md:(\d+):/))
      let lines = try git.read(Self.draft).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[try #require(Int(place.output.1)) - 1].contains("["), "\(refused.errors)")
      #expect(refused.errors.contains("duban-git step 2026-0001 --edit"), "\(refused.errors)")
      #expect(try git.read(Self.draft).contains(Self.typed))
      try git.write("#!/bin/sh\nsed -i '/类别: \\[/d' \"$1\"\n", to: ".git/editor")
      let recorded = try await duban("step", "2026-0001", "--edit")
      #expect(recorded.status == 0, "\(recorded.errors)")
      #expect(try await git("show", "HEAD").contains(Self.typed))
      #expect(!git.exists(Self.draft))
    }
  }

  @Test(arguments: rows(["exit 1", "kill -9 $$", "rm \"$1\"; exit 1"]))
  func anEditorThatEndsBadlyLosesNothing(end: String) async throws {
    try await Self.withEditor(Self.note + end + "\n") { git, duban in
      let result = try await duban(Self.docket)
      #expect(result.status != 0)
      if !end.hasPrefix("rm") { #expect(try git.read(Self.draft).contains(Self.typed)) }
      #expect(try await !git("log", "--format=%s").contains("立项"))
    }
  }

  @Test func whereNothingWasWrittenNothingIsKept() async throws {
    for script in ["exit 1\n", ": > \"$1\"\n", "printf ' \\n\\t\\n' > \"$1\"\n"] {
      try await Self.withEditor(script) { git, duban in
        let before = try await git("rev-parse", "HEAD")
        let result = try await duban(Self.docket)
        #expect(result.status == 4, "\(script): \(result.errors)")
        #expect(!git.exists(Self.draft))
        #expect(try await git("rev-parse", "HEAD") == before)
      }
    }
  }

  @Test func aHookThatRefusesLosesNothing() async throws {
    try await Self.withEditor(Self.note) { git, duban in
      try git.write("#!/bin/sh\necho 不行 >&2\nexit 1\n", to: ".git/hooks/pre-commit")
      try await git.run("chmod", "+x", git.path(".git/hooks/pre-commit"))
      let result = try await duban(Self.docket)
      #expect(result.status != 0 && result.errors.contains("不行"), "\(result.errors)")
      #expect(try git.read(Self.draft).contains(Self.typed))
    }
  }

  @Test func aNewCaseIsKeptUnderItsNumber() async throws {
    let script = "printf '\\n\(Self.typed)\\n' >> \"$1\"; sed -i 's/^标题: /标题/' \"$1\"\n"
    try await Self.withEditor(script) { git, duban in
      let new = [
        "new", "--title", "甲", "--leader", "省委主要领导", "--instruction-date", "2026-02-27", "--class",
        "批办性", "--gist", "甲",
      ]
      let refused = try await duban(new + ["--edit"])
      #expect(refused.status == 4, "\(refused.errors)")
      #expect(try git.read(".git/DUBAN_EDIT.2026-0002.md").contains(Self.typed))
      // Others go on meanwhile.
      try await expect(duban(new))
      try git.write(
        "#!/bin/sh\nsed -i 's/^标题甲/标题: 乙/; s/2026-0002/2026-0003/' \"$1\"\n", to: ".git/editor")
      let other = try await duban(new + ["--edit"])
      #expect(other.status == 0, "\(other.errors)")
      #expect(try git.read(".git/DUBAN_EDIT.2026-0002.md").contains(Self.typed))
    }
  }

  /// A command without an editor has lines too that its findings are about.
  @Test func findingsOfACommandPointIntoAFileThatIsThere() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let result = try await duban(
        "step", "2026-0001", "立项", "--批准", "省委秘书长", "--date", "2026-02-01")
      #expect(result.status == 4)
      let place = try #require(result.errors.firstMatch(of: /(\.git\/[^:]+):(\d+):/))
      let lines = try git.read(String(place.output.1)).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[try #require(Int(place.output.2)) - 1].contains("2026-02-01"))
      #expect(!result.errors.contains("cases/2026/2026-0001.md:"), "\(result.errors)")
    }
  }

  /// Refused answers are a draft, which is edited again, kept or dropped.
  @Test(arguments: rows(["e", "k", "d"]))
  func answersAtThePromptsAreNotLost(choice: String) async throws {
    let mend = "sed -i 's/2026-02-01/2026-03-02/' \"$1\"\n"
    try await Self.withEditor(mend) { git, duban in
      let result = try await Terminal(duban)(
        "step", "2026-0001", "立项", "--date", "2026-02-01", typed: "省委秘书长\n\(choice)\n")
      #expect(result.status == (choice == "e" ? 0 : 4), "\(result.screen)")
      #expect(git.exists(Self.draft) == (choice == "k"), "\(result.screen)")
      if choice == "k" { #expect(try git.read(Self.draft).contains("省委秘书长")) }
      #expect(try await git("log", "--format=%s").contains("立项") == (choice == "e"))
    }
  }

  /// `:q!` in an editor writes nothing and ends well, as does an editor that agrees to all.
  @Test(arguments: rows([("\n", 4), ("n\n", 4), ("y\n", 0)]))
  func whatTheEditorDidNotWriteIsAskedAbout(typed: String, status: Int32) async throws {
    try await Self.withEditor("exit 0\n") { git, duban in
      let result = try await Terminal(duban)(Self.docket, typed: typed)
      #expect(result.status == status, "\(result.screen)")
      #expect(result.screen.contains("the editor has written nothing"), "\(result.screen)")
      #expect(try await git("log", "--format=%s").contains("立项") == (status == 0))
      #expect(!git.exists(Self.draft))
    }
    try await Self.withEditor("exit 0\n") { _, duban in
      let result = try await duban(Self.docket)
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test func aWrongAnswerIsToldAndAskedForAgain() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let new = try await Terminal(duban)(
        "new", "--gist", "查清", typed: "甲\n省委主要领导\n2026-02-30\n2026-02-27\n批办\n批办性\n\n\n\n\n")
      #expect(new.status == 0, "\(new.screen)")
      for question in ["批示日期 (", "类别 ("] {
        #expect(new.screen.ranges(of: question).count == 2, "\(new.screen)")
      }
      #expect(try git.read("cases/2026/2026-0002.md").contains("类别: 批办性"))
      let step = try await Terminal(duban)(
        "step", "2026-0001", typed: "立向\n归档\n立项\n省委秘书长\n")
      #expect(step.status == 0, "\(step.screen)")
      #expect(step.screen.contains("there is no step kind '立向'"), "\(step.screen)")
      #expect(step.screen.contains("归档 is not lawful now"), "\(step.screen)")
      // Not lawful here, which is told when all is there.
      let contact = try await Terminal(duban)(
        "step", "2026-0001", "沟通", typed: "飞鸽\n电话\n省教育厅\nd\n")
      #expect(contact.status == 4, "\(contact.screen)")
      #expect(contact.screen.ranges(of: "方式 (").count == 2, "\(contact.screen)")
    }
  }
}
