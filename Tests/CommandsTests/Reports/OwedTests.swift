import Testing
import TestSupport

/// What is owed, with a cache of what each case owes.
@Suite(.seeded) struct OwedTests {
  /// Before the cases, while they ran, and when most had ended.
  private static let days = ["2018-07-01", "2018-08-06", "2019-06-30", "2026-03-02"]

  private static let verbs = [
    ["status"], ["status", "--lang", "zh"], ["status", "--short", "--exit-code"],
    ["status", "--porcelain"], ["status", "--mine", "省教育厅"], ["due"],
    ["due", "--format", "json"], ["due", "--format", "ics"],
  ]

  /// - Parameter day: nil for today.
  private static func answers(
    _ duban: DubanCLI, to verbs: [[String]] = Self.verbs, on day: String? = nil
  ) async throws -> [String] {
    var answers: [String] = []
    for verb in verbs {
      let result = try await duban(verb + (day.map { ["--as-of", $0] } ?? []))
      answers.append("\(result.status) \(result.output)\(result.errors)")
    }
    return answers
  }

  @Test func noAnswerDependsOnIt() async throws {
    try await withFolder { git in
      var random = Seed.generator()
      var duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", ".", "--no-hooks").status == 0)
      try await git.setModified(under: "cases")
      for day in Self.days.shuffled(using: &random) + Self.days.shuffled(using: &random) {
        let verbs = Array(Self.verbs.shuffled(using: &random).prefix(3))
        #expect(
          try await Self.answers(duban, to: verbs, on: day)
            == Self.answers(duban.withoutCaches, to: verbs, on: day))
      }
      // Today, then edits, then other rules, then another day, with what was kept before them.
      func expectTheSameTwice(_ what: String) async throws {
        let answers = try await Self.answers(duban.withoutCaches)
        for _ in 0..<2 { #expect(try await Self.answers(duban) == answers, "\(what)") }
      }
      duban.variables["DUBAN_TODAY"] = "2018-08-06"
      try await expectTheSameTwice("today")
      let edited = "cases/2018/2018-0007.md"
      try git.write(try git.read(edited).replacing("疫苗", with: "药品"), to: edited)
      try await expectTheSameTwice("edited")
      try await git("add", edited)
      try await expectTheSameTwice("staged")
      try git.write(
        try git.read("schema/office.yaml").replacing("预警: 3个工作日", with: "预警: 30日"),
        to: "schema/office.yaml")
      try await expectTheSameTwice("other rules")
      duban.variables["DUBAN_TODAY"] = "2018-08-09"
      try await expectTheSameTwice("another day")
      // A case that nobody can read for certain is named each time.
      let path = "cases/2018/2018-0004.md"
      try git.write(try git.read(path).replacing("编号: 2018-0004", with: "编号 2018-0004"), to: path)
      for recorded in [false, true] {
        if recorded {
          try await git.setModified("2018-01-02", under: path)
          try await git("commit", "--quiet", "--no-verify", "--all", "--message=错")
        }
        for day in Self.days.shuffled(using: &random) {
          let verbs = [["status"], Self.verbs.randomElement(using: &random)!]  // there are some
          let answers = try await Self.answers(duban, to: verbs, on: day)
          #expect(try await answers == Self.answers(duban.withoutCaches, to: verbs, on: day))
          #expect(answers[0].contains(path))
        }
      }
    }
  }
}
