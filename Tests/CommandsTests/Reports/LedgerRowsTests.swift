import Testing
import TestSupport

/// The ledger of a repository in which there are enough cases for a cache of its rows.
@Suite(.seeded) struct LedgerRowsTests {
  private static func text(_ number: Int) -> String {
    // Every third is declined, so that nothing is owed in it.
    let rest =
      number % 3 == 0
      ? "  - {日期: 2018-07-23, 步骤: 不立项, 理由: 已办理, 批准: 省委秘书长}\n  - {日期: 2018-08-02, 步骤: 归档, 档号: 档\(number)}"
      : """
        - {日期: 2018-07-23, 步骤: 研判, 意见: 建议立项}
        - {日期: 2018-07-23, 步骤: 立项, 批准: 省委秘书长}
        - {日期: 2018-07-24, 步骤: 审定, 审定人: 省委秘书长}
        - {日期: 2018-07-24, 步骤: 发函, 文号: ×督函〔2018〕\(number)号, 主送: [省教育厅]}
        - {日期: 2018-07-\(25 + number % 5), 步骤: 进展, 单位: 省教育厅, 说明: "第\(number)次,已“排查”"}
      """
    return """
      ---
      编号: \(caseID(number))
      标题: 第\(number)件
      批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: \(number % 3 == 0 ? "指导性" : "批办性"), 摘要: 立即核查}
      缓急: 特急
      牵头单位: 省教育厅
      协办单位: [省公安厅]
      任务: [{事项: 排查\(number), 单位: 省教育厅, 时限: 30日}]
      过程:
        - {日期: 2018-07-23, 步骤: 登记}
      \(rest)
      ---

      """
  }

  /// Duties go by what was recorded, unless the 更正 was approved; the ledger and the case say both.
  @Test(
    arguments: rows([
      ([], "未经批准,责任仍按原记"), (["--批准", "秘书长"], "秘书长批准"),
    ]))
  func aCorrectedDayIsShownBesideWhatWasRecorded(more: [String], words: String) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", ".", "--no-hooks").status == 0)
      let correct = [
        "step", "2018-0006", "更正", "--更正", "7", "--字段", "日期", "--原文", "2018-07-18", "--改为",
        "2018-07-17", "--理由", "笔误",
      ]
      let done = try await duban(correct + more)
      #expect(done.status == 0, "\(done.errors)")
      let shown = "第7步“签收”日期原记2018-07-18,更正为2018-07-17(\(words))"
      for duban in [duban, duban.withoutCaches, duban] {
        let ledger = try await duban("ledger", "--format", "csv")
        #expect(ledger.output.contains(shown), "\(ledger.output.suffix(3000))")
      }
      let (show, check) = (try await duban("show", "2018-0006"), try await duban("check"))
      #expect(show.output.contains("2018-07-18→2018-07-17"), "\(show.output)")
      #expect(check.output.contains("[duty-as-recorded]") == more.isEmpty, "\(check.output)")
    }
  }

  private static let questions = [
    ["--format", "csv"], ["--format", "json"], ["--format", "table", "--columns", "id,note,next"],
    ["--by", "unit"], ["--format", "csv", "--where", "light:red", "--sort", "-limit"],
    // Free text is searched in the cases.
    ["--format", "csv", "--where", "排查51"], ["--format", "csv", "--where", "state:已归档 排查"],
  ]

  private static func answers(_ duban: DubanCLI, _ questions: [[String]], _ asOf: String?)
    async throws -> [String]
  {
    var answers: [String] = []
    for question in questions {
      let result = try await duban(
        ["ledger"] + question + (asOf.map { ["--as-of", $0] } ?? []))
      answers.append("\(result.status) \(result.output)\(result.errors)")
    }
    return answers
  }

  @Test func noAnswerDependsOnIt() async throws {
    try await withManyCases({ Self.text($0) }) { git, duban in
      var duban = duban
      var random = Seed.generator()
      #expect(try await duban("check").status == 0)

      func expectTheSame(_ what: String, asOf: String? = nil) async throws {
        let few = Array(Self.questions.shuffled(using: &random).prefix(2))
        let answers = try await Self.answers(duban.withoutCaches, few, asOf)
        for _ in 0..<2 {
          #expect(try await Self.answers(duban, few, asOf) == answers, "\(what), \(few)")
        }
      }
      duban.variables["DUBAN_TODAY"] = "2018-08-06"
      let all = try await Self.answers(duban.withoutCaches, Self.questions, nil)
      #expect(try await Self.answers(duban, Self.questions, nil) == all)
      // Nothing befalls the cache now, so that it is surely used.
      duban.damagesCaches = false
      for _ in 0..<2 { #expect(try await Self.answers(duban, Self.questions, nil) == all) }
      #expect(git.exists(".git/duban/rows"))
      duban.damagesCaches = true
      try await expectTheSame("before most steps", asOf: "2018-07-23")
      try await expectTheSame("another day", asOf: "2019-01-02")
      try await expectTheSame("today again")
      try git.write(Self.text(7).replacing("第7件", with: "另一件"), to: casePath(7))
      try git.write(Self.text(9).replacing("2018-08-02", with: "2018-08-03"), to: casePath(9))
      try await expectTheSame("edited")
      try await git("mv", casePath(20), "cases/2018/2018-0600.md")
      try await git("update-index", "-q", "--refresh")
      try await expectTheSame("moved")
      // A case that nobody can read for certain is named each time.
      try git.write(Self.text(30).replacing("编号: ", with: "编号 "), to: casePath(30))
      try await git("add", "cases")
      try await git.setModified("2018-01-02", under: "cases")
      try await expectTheSame("unreliable")
      #expect(try await duban("ledger").errors.contains(casePath(30)))
      duban.variables["DUBAN_TODAY"] = "2018-08-07"
      try await expectTheSame("the next day")
      try git.write(
        try git.read("schema/office.yaml").replacing("预警: 3个工作日", with: "预警: 60日"),
        to: "schema/office.yaml")
      try await expectTheSame("other rules")
    }
  }
  /// What `HEAD` has is read from disk where it lies there just so, and only there.
  @Test func whatIsRecordedIsShownWhateverLiesOnDisk() async throws {
    try await withManyCases({ Self.text($0) }) { git, duban in
      func ledger() async throws -> String {
        try await duban.withoutCaches("ledger", "--rev", "HEAD", "--format", "csv").output
      }
      let before = try await ledger()
      #expect(before.split(whereSeparator: \.isNewline).count == 521)
      try git.write(try git.read(casePath(3)).replacing("第3件", with: "另一件"), to: casePath(3))
      try git.write(
        try git.read(casePath(4)).replacing("\n", with: "\r\n").replacing("第4件", with: "四"),
        to: casePath(4))
      try await git("rm", "--quiet", "--cached", casePath(5))
      for number in 6...9 { try await git("rm", "--quiet", casePath(number)) }
      try await git("mv", casePath(10), "cases/2018/2018-0900.md")
      #expect(try await ledger() == before)
      #expect(try await duban("ledger", "--format", "csv").output != before)
    }
  }
}
