import Testing
import TestSupport

/// A check of a repository in which there are enough cases for a cache of the clean ones.
@Suite(.seeded) struct CleanCasesTests {
  private static func text(_ number: Int, letter: Int? = nil, day: String = "2018-07-23") -> String
  {
    """
    ---
    编号: \(caseID(number))
    标题: 第\(number)件
    批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性, 摘要: 立即核查}
    缓急: 特急
    牵头单位: 省教育厅
    任务: [{事项: 排查, 单位: 省教育厅, 时限: 30日}]
    过程:
      - {日期: \(day), 步骤: 登记}
      - {日期: \(day), 步骤: 研判, 意见: 建议立项}
      - {日期: \(day), 步骤: 立项, 批准: 省委秘书长}
      - {日期: \(day), 步骤: 审定, 审定人: 省委秘书长}
      - {日期: \(day), 步骤: 发函, 文号: ×督函〔2018〕\(letter ?? number)号, 主送: [省教育厅]}
    ---

    """
  }

  @Test func noFindingDependsOnIt() async throws {
    try await withManyCases({ Self.text($0) }) { git, duban in
      var duban = duban
      func expectTheSame(_ rules: [String]) async throws {
        for _ in 0..<2 {
          let answer = try await duban("check", "--format", "json")
          #expect(
            try await answer.output == duban.withoutCaches("check", "--format", "json").output)
          for rule in rules { #expect(answer.output.contains("\"\(rule)\""), "\(rule)") }
          #expect(answer.status == (rules.isEmpty ? 0 : 1))
        }
      }
      try await expectTheSame([])
      // The other case with the number is clean and known.
      try git.write(Self.text(7, letter: 9), to: casePath(7))
      try await expectTheSame(["duplicate-letter-number"])
      // A case moved: the same bytes under another name are not what they were.
      try await git("mv", casePath(20), "cases/2018/2018-0600.md")
      try await git("update-index", "-q", "--refresh")
      try await expectTheSame(["duplicate-letter-number", "file-name-differs"])
      // Another day may see something else.
      try git.write(Self.text(30, day: "2026-03-02"), to: casePath(30))
      try await git("add", "cases")
      duban.variables["DUBAN_TODAY"] = "2026-03-01"
      try await expectTheSame(["date-in-future"])
      // Other rules judge otherwise.
      try git.write("单位:\n  - 名称: 省公安厅\n", to: "schema/units.yaml")
      try await expectTheSame(["unknown-unit"])
    }
  }
}
