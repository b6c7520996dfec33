import FoundationEssentials
import TestSupport
import Testing

/// Urging all that are late at once.
@Suite(.seeded) struct UrgeTests {
  @Test func theNextSlipOfTheLadderForEach() async throws {
    try await RemindTests.withLetters { git, duban in
      var later = RemindTests.on("2026-03-13", duban)
      let head = try await git("rev-parse", "HEAD")
      let rehearsed = try await later("urge", "--dry-run")
      #expect(rehearsed.status == 0 && rehearsed.output.contains("逾期待催 3个单位,4件次"))
      #expect(try await git("rev-parse", "HEAD") == head)

      let urged = try await later("urge", "--where", "class:批办性", "-o", git.path("催办单"))
      #expect(urged.status == 0, "\(urged.errors)")
      #expect(try await git("rev-list", "--count", "\(head.trimmed)..HEAD") == "4\n")
      let text = try git.read(HooksTests.path)
      #expect(text.components(separatedBy: "等级: 蓝").count == 3, "\(text)")
      // Of a secret case the step alone.
      #expect(try git.names(in: "催办单").sorted() == ["省教育厅.docx", "省教育厅考试院.docx"])
      #expect(try git.read("cases/2026/2026-0002.md").contains("步骤: 催办"))
      let proof = try await later("verify", "--paper", git.path("催办单/省教育厅.docx"))
      #expect(proof.status == 0, "\(proof.output)\(proof.errors)")

      // Not twice a day; then the next colour where nobody has answered.
      #expect(try await later("urge").output == "nobody is to be urged\n")
      later = RemindTests.on("2026-03-16", duban)
      let reported = try await later(
        "step", "2026-0001", "进展", "--单位", "省教育厅考试院", "-m", "正在办")
      #expect(reported.status == 0, "\(reported.errors)")
      let next = try await later("urge", "--unit", "省教育部门", "-o", git.path("催办单"))
      #expect(next.status == 0 && next.output.contains("橙色"), "\(next.output)\(next.errors)")
      let other = try await later("urge", "-o", git.path("催办单"))
      #expect(other.output.contains("省教育厅考试院  蓝色"), "\(other.output)")
      let (check, verify) = (try await later("check"), try await later("verify", "--full"))
      #expect(check.status == 0 && verify.status == 0, "\(check.output)\(verify.output)")
    }
  }

  @Test func atATerminalTheyAreLookedOver() async throws {
    try await RemindTests.withLetters { git, duban in
      let later = RemindTests.on("2026-03-13", duban)
      func urged() throws -> Int {
        try git.read(HooksTests.path).components(separatedBy: "步骤: 催办").count - 1
      }
      let none = try await Terminal(later)("urge", "--unit", "省教育厅", typed: "n\n")
      #expect(none.status == 4 && none.screen.contains("one by one"), "\(none.screen)")
      #expect(try urged() == 0)
      // 2026-0001, then 2026-0002, of the same day.
      let some = try await Terminal(later)("urge", "--unit", "省教育厅", typed: "o\ny\nn\n")
      #expect(some.status == 0, "\(some.screen)")
      #expect(try urged() == 1)
      #expect(try !git.read("cases/2026/2026-0002.md").contains("催办"))
    }
  }

  @Test(
    arguments: rows([
      ([], "2026-03-10", 0), ([], "2026-03-14", 1), (["2026-02-14"], "2026-03-02", 0),
      (["2026-10-01"], "2026-03-02", 1), (["2026-03-02", "5日"], "2026-03-02", 2),
    ]))
  func whetherADayIsAWorkingDayIsTheExitCode(arguments: [String], today: String, status: Int32)
    async throws
  {
    try await withFolder { git in
      var duban = DubanCLI(git)
      duban.variables["DUBAN_TODAY"] = today
      let result = try await duban(["workday", "--is"] + arguments)
      #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
    }
  }
}

extension String {
  fileprivate var trimmed: String { String(split(separator: "\n").first ?? "") }
}
