import TestSupport
import Testing

/// A unit that was renamed (曾用名) acts, owes and is counted under either name.
@Suite(.seeded) struct RenamedUnitTests {
  private static let roles = """
    人员:
      - {邮箱: office@example.org, 角色: 督查员}
      - {邮箱: unit@example.org, 角色: 承办, 单位: 省教育厅}
    角色:
      督查员: [登记, 研判, 立项, 审定, 发函, 报责任人, 更正]
      承办: [签收, 进展]
    代录: 是

    """

  private static let letter = """
      - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 发函, 主送: [省教育厅]}

    """

  @Test func itIsOneUnitUnderEitherName() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let header = "牵头单位: 省教育厅\n任务: [{事项: 排查, 单位: 省教育厅}]\n过程:"
      try git.write(
        try git.read(HooksTests.path).replacing("过程:", with: header), to: HooksTests.path)
      try HooksTests.append(Self.letter, in: git)
      try git.write("单位: [{名称: 省教育厅}]\n", to: "schema/units.yaml")
      try git.write(Self.roles, to: "schema/roles.yaml")
      try await expect(duban("commit"))
      let former = try await duban("status", "--porcelain")

      try git.write("单位: [{名称: 教育厅}]\n", to: "schema/units.yaml")
      let forgotten = try await duban("commit")
      #expect(forgotten.status == 4 && forgotten.errors.contains("[rules-break-cases]"))
      try git.write(
        "单位: [{名称: 教育厅, 曾用名: [{名称: 省教育厅, 止: 2026-03-01}]}]\n", to: "schema/units.yaml")
      try await expect(duban("check"))
      try await expect(duban("commit"))

      let now = try await duban("status", "--porcelain")
      #expect(now.output == former.output.replacing("省教育厅", with: "教育厅"), "\(now.output)")
      #expect(now.output.contains("教育厅"))
      var unit = duban
      for role in ["AUTHOR", "COMMITTER"] {
        unit.variables["GIT_\(role)_EMAIL"] = "unit@example.org"
      }
      try await expect(unit("step", "2026-0001", "签收", "--单位", "教育厅"))
      try await expect(unit("step", "2026-0001", "进展", "--单位", "省教育厅", "-m", "已查"))
      try await expect(
        duban("step", "2026-0001", "报责任人", "--单位", "教育厅", "--责任人", "分管副厅长"))
      for name in ["省教育厅", "教育厅"] {
        let owed = try await duban("status", "--mine", name)
        #expect(owed.output.contains("1 running smoothly"), "\(owed.output)")
        let rows = try await duban("ledger", "--where", "lead=\(name)", "--format", "csv")
        #expect(rows.output.contains("2026-0001"), "\(rows.output)\(rows.errors)")
      }
      let (check, verify) = (try await duban("check"), try await duban("verify", "--full"))
      #expect(check.status == 0 && verify.status == 0, "\(check.output)\(verify.output)")
      #expect(verify.output.contains("unit renamed: 省教育厅 to 教育厅"), "\(verify.output)")
    }
  }

  /// 并入: what was one unit's is the other's, in every sum.
  @Test func aMergedUnitIsCountedAsTheOneItJoined() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let header = "牵头单位: 省老龄办\n任务: [{事项: 排查, 单位: 省老龄办}]\n过程:"
      try git.write(
        try git.read(HooksTests.path).replacing("过程:", with: header), to: HooksTests.path)
      try HooksTests.append(Self.letter.replacing("省教育厅", with: "省老龄办"), in: git)
      try git.write(
        """
        单位:
          - {名称: 省老龄办, 简称: [老龄办], 止: 2026-03-02, 并入: 省卫生健康委员会}
          - {名称: 省卫生健康委员会}

        """, to: "schema/units.yaml")
      try await expect(duban("commit"))
      try await expect(
        duban("step", "2026-0001", "报责任人", "--单位", "省卫生健康委员会", "--责任人", "处长"))
      let owed = try await duban("status", "--porcelain")
      #expect(owed.output.contains("省卫生健康委员会\ttask"), "\(owed.output)")
      #expect(!owed.output.contains("省老龄办") && !owed.output.contains("nameOfficer"))
      let mine = try await duban("due", "--mine", "老龄办", "--format", "json")
      #expect(mine.output.contains("省卫生健康委员会"), "\(mine.output)\(mine.errors)")
      let sums = try await duban("ledger", "--by", "unit", "--format", "csv")
      #expect(sums.output.contains("省卫生健康委员会") && !sums.output.contains("省老龄办"), "\(sums.output)")
      try await expect(duban("check"))
      try await expect(duban("verify", "--full"))
    }
  }
}
