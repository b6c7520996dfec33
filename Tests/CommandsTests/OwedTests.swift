import TestSupport
import Testing

/// What is owed, with a cache of the cases in which nothing is.
@Suite struct OwedTests {
  /// Before the cases, while they ran, and when most had ended.
  private static let days = ["2018-07-01", "2018-08-06", "2019-06-30", "2026-03-02"]

  private static func answers(_ duban: DubanCLI, on day: String) async throws -> [String] {
    var answers: [String] = []
    for verb in [["status"], ["status", "--porcelain"], ["due"], ["status", "--mine", "省教育厅"]] {
      let result = try await duban(verb + ["--as-of", day])
      answers.append("\(result.status) \(result.output)\(result.errors)")
    }
    return answers
  }

  @Test func noAnswerDependsOnIt() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      var without = duban
      without.variables["DUBAN_NO_CACHE"] = "1"
      #expect(try await duban("init", "--sample", ".").status == 0)
      // Of files that are as young as itself git's index proves nothing.
      try await git.setModified("2018-01-01", under: "cases")
      try await git("update-index", "--refresh")
      for day in Self.days.shuffled() + Self.days.shuffled() {
        #expect(try await Self.answers(duban, on: day) == Self.answers(without, on: day))
      }
      // A case that nobody can read for certain is named each time.
      let path = "cases/2018/2018-0004.md"
      try git.write(try git.read(path).replacing("编号: 2018-0004", with: "编号 2018-0004"), to: path)
      for recorded in [false, true] {
        if recorded {
          try await git.setModified("2018-01-02", under: path)
          try await git("commit", "--quiet", "--no-verify", "--all", "--message=错")
        }
        for day in Self.days.shuffled() {
          let answers = try await Self.answers(duban, on: day)
          #expect(try await answers == Self.answers(without, on: day))
          #expect(answers[0].contains(path))
        }
      }
    }
  }
}
