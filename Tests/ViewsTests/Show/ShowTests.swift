import Messages
import Testing
import TestSupport
import Views

@Suite struct ShowTests {
  static let commits = [
    LogEntry(
      id: "8f3c1a2d4e5f60718293a4b5c6d7e8f901234567", abbreviatedID: "8f3c1a2",
      author: "督查室 <office@example.org>", date: "2018-07-24",
      subject: "发函 2018-0007 疫苗处置和督导检查")
  ]

  private func show(
    _ id: String, _ date: String, _ language: Language, width: Int?, colour: Bool = false
  ) throws -> String {
    let state = try Samples().state(id, asOf: day(date))
    return try #require(
      ShowText(
        state, path: "cases/\(id.prefix(4))/\(id).md", commits: Self.commits, language: language,
        width: width, colour: colour)
    ).text
  }

  static let shown = [
    ("2018-0007", "2018-08-06"), ("2017-0003", "2018-08-06"), ("2018-0004", "2018-12-03"),
  ]

  @Test(arguments: rows(Language.allCases))
  func aCaseIsShownInFull(language: Language) throws {
    let text = try Self.shown.map { try show($0, $1, language, width: 100) }
    try expectGolden(text.joined(separator: "\n"), "views/show-\(language.rawValue).txt")
  }

  @Test(arguments: rows([60, 80, 120]), rows(Language.allCases))
  func noLineIsWiderThanTheTerminal(width: Int, language: Language) throws {
    for (id, date) in Self.shown {
      for line in try show(id, date, language, width: width).split(separator: "\n") {
        #expect(line.displayWidth <= width, "\(line)")
      }
    }
  }

  @Test func columnsThatFindNoRoomAreNamed() throws {
    #expect(
      try show("2018-0007", "2018-08-06", .zh, width: 80).contains("\n单位(屏宽不足,略去:未回应催办)\n"))
    #expect(
      try show("2018-0007", "2018-08-06", .en, width: 80)
        .contains("\nUnits (no room for risk, urge unanswered)\n"))
    #expect(try !show("2018-0007", "2018-08-06", .en, width: 120).contains("no room"))
  }

  @Test func colourChangesNothingButColour() throws {
    let coloured = try show("2018-0007", "2018-08-06", .zh, width: 100, colour: true)
    #expect(coloured.contains("\u{1B}[31m红灯\u{1B}[m"))
    #expect(
      try coloured.replacing(/\u{1B}\[\d*m/, with: "")
        == show("2018-0007", "2018-08-06", .zh, width: 100))
  }

  @Test func stepsAfterTheDayAreNotShown() throws {
    #expect(try !show("2018-0007", "2018-08-06", .zh, width: nil).contains("2018-08-07  报责任人"))
  }

  @Test func aCaseThatIsNotRegisteredYetIsNotShown() throws {
    let state = try Samples().state("2018-0007", asOf: day("2018-07-22"))
    #expect(ShowText(state, path: "a.md", language: .zh) == nil)
    #expect(JSON.show(state, path: "a.md", rev: nil) == nil)
  }

  @Test func ofASecretCaseThePointerIsShownAndNothingElse() throws {
    let state = state(LedgerRowTests.secret, asOf: day("2018-07-03"))
    let text = try #require(ShowText(state, path: "a.md", language: .zh)).text
    let json = try #require(JSON.show(state, path: "a.md", rev: nil)).compact
    for shown in [text, json] {
      #expect(shown.contains("保密室3号柜"))
      #expect(shown.contains("(涉密)"))
      #expect(!shown.contains("某涉密") && !shown.contains("不该写"))
    }
  }

  @Test func theCaseAsDataKeepsItsShape() throws {
    let state = try Samples().state("2018-0007", asOf: day("2018-09-17"))
    let commits = [
      ShownCommit(
        id: "8f3c1a2d4e5f60718293a4b5c6d7e8f901234567", author: "督查室 <office@example.org>",
        date: "2018-07-24T16:02:11+08:00", subject: "发函 2018-0007 疫苗处置和督导检查")
    ]
    let json = JSON.show(
      state, path: "cases/2018/2018-0007.md", rev: "e669129", commits: commits)
    try expectGolden(try #require(json).pretty + "\n", "views/show.json")
  }
}
