import Messages
import TestSupport
import Testing
import Views

/// What papers say of a case: the facts of its own round, in sentences that hold.
@Suite(.seeded) struct PaperFactsTests {
  private static let letter = [
    "研判 2018-08-27 --意见 立", "立项 2018-08-27 --批准 秘书长", "审定 2018-08-27 --审定人 秘书长",
    "发函 2018-08-27 --主送 省教育厅 --文号 ×督函〔2018〕1号", "报责任人 2018-08-28 --单位 省教育厅 --责任人 副厅长",
  ]
  private static let answered = [
    "进展 2018-09-10 --单位 省教育厅 --任务 1 --完成 是 --说明 全省未发现问题食材 --打算 每月抽查",
    "报结 2018-09-10 --单位 省教育厅 --文号 ×教函〔2018〕9号", "审核 2018-09-10 --审核人 主任 --五查 无 --结论 通过",
    "呈报 2018-09-10 --对象 省委主要领导",
  ]

  private func withCase(
    _ options: [String] = [], _ steps: [String], _ body: (DubanCLI) async throws -> Void
  ) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", ".", "--no-hooks").status == 0)
      let new = try await duban(
        [
          "new", "--title", "食堂“菜篮子”", "--leader", "省委主要领导", "--instruction-date", "2018-08-23",
          "--class", "批办性", "--gist", "查清情况", "--来文", "关于一季度食堂的报告", "--牵头单位", "省教育厅", "--任务",
          "事项=排查;单位=省教育厅;时限=30日", "--date", "2018-08-24",
        ] + options)
      #expect(new.status == 0, "\(new.errors)")
      for step in Self.letter + steps {
        let words = step.split(separator: " ").map(String.init)
        let result = try await duban(
          ["step", "2018-0001", words[0], "--date", words[1]] + words.dropFirst(2))
        #expect(result.status == 0, "\(step): \(result.errors)")
      }
      try await body(duban)
    }
  }

  /// A later round stands on its own paper; where it names none, on none of an earlier round.
  @Test(
    arguments: rows([
      ("", "省长对“食堂‘菜篮子’”有关事项又作出批示（前一轮督办见×督函〔2018〕1号）。批示要点：“举一反三”。"),
      (" --来文 关于二季度食堂的报告", "省长对关于二季度食堂的报告又作出批示（前一轮督办见×督函〔2018〕1号）。"),
    ]))
  func aLaterLetterNamesItsOwnPaper(paper: String, text: String) async throws {
    let round = [
      "续批 2018-09-17 --领导 省长 --类别 批办性 --摘要 举一反三" + paper, "审定 2018-09-17 --审定人 秘书长",
      "发函 2018-09-17 --主送 省教育厅 --文号 ×督函〔2018〕9号 --重办 1 --时限 30日",
    ]
    try await withCase([], Self.answered + round) { duban in
      let later = try await duban("letter", "2018-0001", "--step", "9号").output
      #expect(later.contains(text) && !later.contains("一季度"), "\(later)")
      let first = try await duban("letter", "2018-0001", "--step", "1号").output
      #expect(first.contains("省委主要领导对关于一季度食堂的报告作出批示。批示要点：“查清情况”。"), "\(first)")
    }
  }

  @Test func aSubmissionCarriesWhatTheUnitFound() async throws {
    try await withCase([], Self.answered) { duban in
      let text = try await duban("letter", "2018-0001", "--kind", "呈报单").output
      #expect(text.contains("已于2018年9月10日完成。全省未发现问题食材；下步打算：每月抽查。"), "\(text)")
      #expect(text.contains("省教育厅于2018年9月10日报结（×教函〔2018〕9号）。"))
    }
  }

  @Test func aSuspensionIsToldWhereItMovedTheDay() async throws {
    let steps = [
      "中止 2018-09-03 --理由 等 --批准 秘书长", "恢复 2018-09-24",
      "进展 2018-10-30 --单位 省教育厅 --任务 1 --完成 是",
    ]
    try await withCase([], steps) { duban in
      let text = try await duban("bulletin", "--since", "2018-10-01", "--until", "2018-10-31")
        .output
      #expect(text.contains("30日，中止21天顺延，应于2018年10月17日前完成"), "\(text)")
    }
  }

  /// Whom to call is the case's, else the office's; where nobody is named a warning says so.
  @Test func aLetterNamesWhomToCall() async throws {
    try await withCase(["--反馈", "每月5日前"], []) { duban in
      let bare = try await duban("letter", "2018-0001")
      #expect(bare.errors.contains("联系人") && !bare.output.contains("（联系人"))
      #expect(bare.output.contains("由牵头单位每月5日前报送进展情况，首次于2018年9月5日前报送。"), "\(bare.output)")
      let office = try duban.git.read("schema/office.yaml")
      try duban.git.write(office + "\n联系人: 督查一处,0791-80000001\n", to: "schema/office.yaml")
      let told = try await duban("letter", "2018-0001")
      #expect(told.output.contains("（联系人：督查一处") && told.errors == "", "\(told.errors)")
    }
  }

  /// No line of a title ends inside a number with its unit, or inside a word.
  @Test(
    arguments: rows([
      "关于督促办理省委副书记、省政府党组书记对《关于2018年上半年全省农村饮水安全暗访情况的报告》批示的函",
      "关于督促办理省政府主要领导对第三季度大气污染治理进展情况通报批示的函",
      "关于督促办理省委书记对《关于12个县23处高标准农田建后管护问题的暗访报告》批示的函",
    ]))
  func aTitleIsBrokenBetweenWords(title: String) {
    let lines = [Paper.Run(text: title)].titleLines(of: 20)
    #expect(lines.joined() == title && lines.count > 1)
    for (line, next) in zip(lines, lines.dropFirst()) {
      let pair = String(line.suffix(1) + next.prefix(1))
      #expect(
        !["上半", "半年", "季度", "农村", "饮水", "安全", "暗访", "情况", "报告", "书记", "污染", "治理"].contains(pair)
          && !(line.last!.isNumber && "年个处季".contains(next.first!)), "\(lines)")
    }
  }
}
