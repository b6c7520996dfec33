import Testing
import TestSupport

/// `bulletin` over the sample cases, of which every figure can be counted by hand.
@Suite(.seeded) struct BulletinTests {
  private static func sample<T>(_ body: (GitCLI, DubanCLI) async throws -> T) async throws -> T {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      return try await body(git, duban)
    }
  }

  @Test func aWeekIsToldByUnitWithFactsAndFigures() async throws {
    try await Self.sample { git, duban in
      let arguments = ["bulletin", "--since", "2018-07-30", "--until", "2018-08-06"]
      let result = try await duban(arguments)
      #expect(result.status == 0 && result.errors == "", "\(result.errors)")
      for text in [
        "×督通〔2018〕　　号\n", "# 关于2018年7月30日至2018年8月6日领导批示件办理情况的通报",
        "**省卫生和计划生育委员会。**本期应完成1项，逾期1项，按时率0.0%（0/1）。“疫苗处置和督导检查”（2018-0007）：报送承办责任人，按2018年7月24日发函（×督函〔2018〕31号）、5个工作日，应于2018年7月31日前完成，至2018年8月6日仍未完成，逾期6天，亮红灯；被催办2次（蓝、橙），最近一次2018年8月6日；2018年8月2日电话沟通：对方答复称分管领导分工正在调整，两日内报来。",
        "于2018年8月9日前完成", "省卫生和计划生育委员会：“疫苗处置和督导检查”（2018-0007）报送承办责任人。",
        "| 2018-0007 | 疫苗处置和督导检查 | 省食品药品监督管理局 | 办理中 | 进展1次、催办2次、沟通1次、调度1次 |",
      ] {
        #expect(result.output.contains(text), "\(text): \(result.output)")
      }
      let docx = try await duban(arguments + ["--format", "docx", "-o", "通报.docx"])
      #expect(docx.status == 0, "\(docx.errors)")
      let document = try await DocumentReader(git.path("通报.docx"))
      #expect(document.facts.contains("page 210.0 297.0") && document.facts.contains("table 8"))
      #expect(document.facts.contains { $0.hasPrefix("bar 28.0 ") })
    }
  }

  @Test func aBulletinThatIsRecordedGivesItsNumberAndWhatCameLateIsCounted() async throws {
    try await Self.sample { git, duban in
      let result = try await duban("bulletin", "--since", "2018-08-07", "--until", "2018-08-17")
      for text in [
        "×督通〔2018〕8号\n", "发出督办函1份", "5个工作日，应于2018年7月31日前完成，实际2018年8月7日完成，逾期7天",
        "报送进展情况，按2018年7月24日发函（×督函〔2018〕31号）、每周，应于2018年8月14日前完成，实际2018年8月16日完成，逾期2天",
        "2018年8月7日报告问题：个别县级疾病预防控制机构冷链温度记录不连续，打算：对发现的问题发整改通知，限期一周改到位",
      ] {
        #expect(result.output.contains(text), "\(text): \(result.output)")
      }
      let numbered = try await duban(
        "bulletin", "--since", "2018-08-07", "--until", "2018-08-17", "--number", "×督通〔2018〕9号",
        "--within", "5个工作日")
      #expect(numbered.output.hasPrefix("×督通〔2018〕9号\n"))
    }
  }

  /// Who asked for more time and what came of it, who had the matter before, what a review found.
  @Test func aLateUnitIsToldWithWhatWasAskedAndGrantedAndSentBack() async throws {
    try await Self.sample { git, duban in
      let result = try await duban("bulletin", "--since", "2018-11-01", "--until", "2018-12-03")
      for text in [
        "**省农业农村厅。**本期应完成3项，逾期2项，按时率33.3%（1/3）。",
        "应于2018年11月16日前完成（原定2018年10月19日），至2018年12月3日仍未完成，逾期17天，亮红灯；",
        "2018年10月9日省农业厅申请延期至2018年11月16日（理由：机构改革涉及职责划转，办法责任条款需待职责明确后修改），2018年10月11日准予延期至2018年11月16日；",
        "2018年11月20日未准延期（理由：期限届满之后才申请，且职责已经明确，没有新的客观困难）；2018年11月22日由省农业厅改派；被催办1次（橙），最近一次2018年12月3日。\n",
        "办理报告于2018年11月21日被退回（漂浮落空：暗访发现两家食堂仍由流动商贩供菜，定点采购没有落地）；",
      ] {
        #expect(result.output.contains(text), "\(text): \(result.output)")
      }
      // Who asked has not kept silent; who did not and said nothing has.
      #expect(!result.output.contains("未说明原因"))
      let silent = try await duban("bulletin", "--since", "2018-08-07", "--until", "2018-08-17")
      #expect(silent.output.contains("被催办2次（蓝、蓝），最近一次2018年8月7日；未说明原因。"))
    }
  }

  @Test func betweenTwoCommitsItIsWhatWasRecorded() async throws {
    try await Self.sample { git, duban in
      let commits = try await git(
        "log", "--reverse", "--format=%H", "--", "cases/2018/2018-0007.md"
      ).split(separator: "\n").map(String.init)
      let result = try await duban("bulletin", "--since", commits[4], "--until", commits[14])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("| 2018-0007 | 疫苗处置和督导检查 | "))
      #expect(!result.output.contains("| 2021-0009 |"))
    }
  }

  @Test func anOfficesOwnTemplateIsTaken() async throws {
    try await Self.sample { git, duban in
      let own = try await duban("bulletin", "--template").output
      try git.write(
        own.replacing("现将", with: "经室务会研究，现将"), to: "schema/templates/通报.md")
      #expect(try await duban("check").status == 0)
      let result = try await duban("bulletin", "--since", "2018-08-06", "--until", "2018-08-12")
      #expect(result.output.contains("经室务会研究，现将2018年8月6日至2018年8月12日"))
    }
  }

  @Test(
    arguments: rows([
      ("bulletin", "--since"), ("bulletin --since nope", "nope"),
      ("bulletin --since 2018-08-06 --until 2018-08-01", "after"),
      ("bulletin --since 2018-08-06 --within soon", "limit"),
    ]))
  func whatIsNotUnderstoodIsRefused(arguments: String, error: String) async throws {
    try await Self.sample { _, duban in
      let result = try await duban(arguments.split(separator: " ").map(String.init))
      #expect(result.status == 2 && result.errors.contains(error), "\(result)")
    }
  }
}
