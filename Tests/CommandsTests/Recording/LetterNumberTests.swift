import Testing
import TestSupport

/// A letter's number is used once, whatever door it comes in by.
@Suite(.seeded) struct LetterNumberTests {
  private static let number = "×督函〔2026〕1号"
  private static let other = "cases/2026/2026-0002.md"

  private static let issued = """
      - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 发函, 主送: [省教育厅], 文号: ×督函〔2026〕1号}

    """

  /// Two cases, of which the first has sent a letter and the second is about to.
  private static func withTwoCases(_ body: (GitCLI, DubanCLI) async throws -> Void) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let header = "牵头单位: 省教育厅\n任务: [{事项: 排查, 单位: 省教育厅}]\n过程:"
      let text = try git.read(HooksTests.path).replacing("过程:", with: header)
      try git.write(text, to: HooksTests.path)
      try git.write(text.replacing("2026-0001", with: "2026-0002"), to: other)
      try HooksTests.append(issued, in: git)
      #expect(try await duban("commit").status == 0)
      for step in [["立项", "--批准", "省委秘书长"], ["审定", "--审定人", "省委秘书长"]] {
        #expect(try await duban(["step", "2026-0002"] + step).status == 0)
      }
      try await body(git, duban)
    }
  }

  private static func issue(_ more: String..., number: String = number) -> [String] {
    ["step", "2026-0002", "发函", "--主送", "省教育厅", "--文号", number] + more
  }

  @Test func theSecondUseIsRefusedAtEveryDoor() async throws {
    try await Self.withTwoCases { git, duban in
      let step = try await duban(Self.issue())
      #expect(step.status == 4 && step.errors.contains("[duplicate-letter-number]"))
      #expect(try await git("status", "--porcelain") == "")
      #expect(try await duban("check").status == 0)

      // In the same case too.
      let again = try await duban(
        "step", "2026-0001", "发函", "--主送", "省教育厅", "--文号", Self.number, "-m", "又一函")
      #expect(again.status == 4 && again.errors.contains("[duplicate-letter-number]"))

      // By hand, in whichever of the files comes first.
      let text = try git.read(Self.other)
      let letter = "  - {日期: 2026-03-02, 步骤: 发函, 主送: [省教育厅], 文号: \(Self.number)}\n---\n"
      try git.write(text.replacing("\n---\n", with: "\n" + letter), to: Self.other)
      let check = try await duban("check")
      let commit = try await duban("commit")
      let finding = try #require(
        check.output.split(separator: "\n").first { $0.hasSuffix("[duplicate-letter-number]") })
      #expect(finding.hasPrefix("\(Self.other):"))
      #expect(commit.status == 4 && commit.errors.contains(finding), "\(commit.errors)")
    }
  }

  @Test func oneLetterAboutSeveralCasesSaysSo() async throws {
    try await Self.withTwoCases { git, duban in
      let unlike = try await duban(
        "step", "2026-0002", "发函", "--主送", "省公安厅", "--文号", Self.number, "--同函", "2026-0001")
      #expect(unlike.status == 4 && unlike.errors.contains("[duplicate-letter-number]"))
      let step = try await duban(Self.issue("--同函", "2026-0001"))
      #expect(step.status == 0, "\(step.errors)")
      let check = try await duban("check")
      #expect(check.status == 0, "\(check.output)")
    }
  }

  @Test(
    arguments: rows([
      "×督函〔2026〕01号", "×督函〔2026〕1号 ", "×督函 [2026] 1号", "×督函〔２０２６〕１号", "×督函（2026）第1号", "×督函〔2026〕1",
    ]))
  func itIsTheSameHoweverItIsSpelled(number: String) async throws {
    try await Self.withTwoCases { git, duban in
      let step = try await duban(Self.issue(number: number))
      #expect(step.status == 4, "\(step.output)")
      #expect(step.errors.contains("[duplicate-letter-number]"), "\(step.errors)")
      let other = try await duban(Self.issue(number: "×督函〔2026〕2号"))
      #expect(other.status == 0, "\(other.errors)")
      let path = Self.other
      try git.write(try git.read(path).replacing("×督函〔2026〕2号", with: "'\(number)'"), to: path)
      try await git("commit", "--quiet", "--all", "-m", "手改")
      let (check, verify) = (try await duban("check"), try await duban("verify"))
      #expect(check.output.contains("error: the letter number"), "\(check.output)")
      #expect(verify.status == 1, "\(verify.output)")
    }
  }

  @Test func aCorrectionClearsIt() async throws {
    try await Self.withTwoCases { git, duban in
      let step = try await duban(Self.issue(number: "×督函〔2026〕2号"))
      #expect(step.status == 0, "\(step.errors)")
      let path = Self.other
      try git.write(try git.read(path).replacing("〕2号", with: "〕1号"), to: path)
      try await git("commit", "--quiet", "--all", "-m", "手改")
      #expect(try await duban("check").status == 1)
      // What is wrong already keeps no other step from being recorded.
      let sign = try await duban("step", "2026-0002", "签收", "--单位", "省教育厅")
      #expect(sign.status == 0, "\(sign.errors)")
      func correction(to number: String) -> [String] {
        [
          "step", "2026-0002", "更正", "--更正", "5", "--字段", "文号", "--原文", Self.number, "--改为",
          number, "--理由", "抄错",
        ]
      }
      let corrected = try await duban(correction(to: "×督函〔2026〕2号"))
      #expect(corrected.status == 0, "\(corrected.errors)")
      let check = try await duban("check")
      #expect(check.status == 0, "\(check.output)")
    }
  }

  @Test func aNumberThatCameLaterIsAddedByACorrection() async throws {
    try await Self.withTwoCases { git, duban in
      let step = try await duban("step", "2026-0002", "发函", "--主送", "省教育厅")
      #expect(step.status == 0, "\(step.errors)")
      func added(_ number: String) -> [String] {
        [
          "step", "2026-0002", "更正", "--更正", "5", "--字段", "文号", "--原文", "", "--改为", number,
          "--理由", "补号",
        ]
      }
      let taken = try await duban(added(Self.number))
      #expect(taken.status == 4 && taken.errors.contains("[duplicate-letter-number]"))
      let corrected = try await duban(added("×督函〔2026〕2号"))
      #expect(corrected.status == 0, "\(corrected.errors)")
      let ledger = try await duban("ledger", "--format", "csv")
      #expect(ledger.output.contains("×督函〔2026〕2号"), "\(ledger.output)")
      #expect(try await duban("check").status == 0)
      let officer = try await duban(
        "step", "2026-0002", "更正", "--更正", "表头", "--字段", "任务.1.责任人", "--原文", "", "--改为",
        "分管副厅长", "--理由", "补记")
      #expect(officer.status == 0, "\(officer.errors)")
      let day = try await duban(
        "step", "2026-0002", "更正", "--更正", "5", "--字段", "补", "--原文", "", "--改为", "甲", "--理由", "乙")
      #expect(day.status == 4 && day.errors.contains("[correction-mismatch]"), "\(day.errors)")
    }
  }
}
