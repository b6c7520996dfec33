import Testing
import TestSupport

/// `bulletin` over the sample cases, of which every figure can be counted by hand.
@Suite struct BulletinTests {
  private static func sample<T>(_ body: (GitCLI, DubanCLI) async throws -> T) async throws -> T {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample")
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
        "**省卫生和计划生育委员会。**“疫苗处置和督导检查”（2018-0007）报送承办责任人，应于2018年7月31日前完成，至2018年8月6日仍未完成，逾期6天；“疫苗处置和督导检查”（2018-0007）被催办2次（蓝、橙）；有关情况：对方答复称分管领导分工正在调整，两日内报来。",
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
        "×督通〔2018〕8号\n", "发出督办函1份", "报送承办责任人，应于2018年7月31日前完成，实际2018年8月7日完成，逾期7天",
        "报送进展情况，应于2018年8月14日前完成，实际2018年8月16日完成，逾期2天",
      ] {
        #expect(result.output.contains(text), "\(text): \(result.output)")
      }
      let numbered = try await duban(
        "bulletin", "--since", "2018-08-07", "--until", "2018-08-17", "--number", "×督通〔2018〕9号",
        "--within", "5个工作日")
      #expect(numbered.output.hasPrefix("×督通〔2018〕9号\n"))
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

  @Test(arguments: [
    ("bulletin", "--since"), ("bulletin --since nope", "nope"),
    ("bulletin --since 2018-08-06 --until 2018-08-01", "after"),
    ("bulletin --since 2018-08-06 --within soon", "limit"),
  ])
  func whatIsNotUnderstoodIsRefused(arguments: String, error: String) async throws {
    try await Self.sample { _, duban in
      let result = try await duban(arguments.split(separator: " ").map(String.init))
      #expect(result.status == 2 && result.errors.contains(error), "\(result)")
    }
  }
}
