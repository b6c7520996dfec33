import Testing
import TestSupport

/// `step` and `commit` know roles.yaml: they refuse, or warn where the office says so.
@Suite(.seeded) struct RecordingRolesTests {
  private static let roles = """
    人员:
      - {邮箱: office@example.org, 角色: 督查员}
      - {邮箱: unit@example.org, 角色: 承办单位, 单位: 省教育厅}
    角色:
      督查员: [登记, 研判, 立项, 审定, 发函]
      承办单位: [报责任人, 进展, 报结]
    分离: [[立项, 审定]]

    """

  /// An office with one case that is registered and assessed.
  private static func withOffice(
    _ rule: String, _ body: (DubanCLI) async throws -> Void
  ) async throws {
    try await withFolder { git in
      var git = git
      git.person("office@example.org")
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(roles + rule, to: "schema/roles.yaml")
      try await expect(office("commit"), prints: "schema/roles.yaml")
      try await expect(
        office(
          "new", "--title", "学校食堂", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
          "--class", "批办性", "--gist", "查清", "--date", "2026-03-02"), prints: "登记")
      try await expect(office("step", "2026-0001", "研判", "--意见", "建议立项"), prints: "研判")
      try await body(office)
    }
  }

  @Test func aStepOfAnotherRoleIsRecordedWithAWarning() async throws {
    try await Self.withOffice("越权: 警告\n") { office in
      var git = office.git
      git.person("unit@example.org")
      let done = try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(done.status == 0)
      #expect(done.errors.contains("warning: 承办单位 may not record 立项 [role-not-permitted]"))
    }
  }

  @Test(arguments: rows(["", "越权: 拒绝\n"]))
  func otherwiseItIsRefusedAndNothingChanges(rule: String) async throws {
    try await Self.withOffice(rule) { office in
      let head = try await office.git("rev-parse", "HEAD")
      for address in ["unit@example.org", "nobody@example.org"] {
        var git = office.git
        git.person(address)
        let refused = try await DubanCLI(git)("step", "2026-0001", "立项", "--批准", "省委秘书长")
        #expect(refused.status == 4, "\(refused.output)")
        #expect(refused.errors.contains("error: "))
      }
      #expect(try await office.git("rev-parse", "HEAD") == head)
      #expect(try await office.git("status", "--porcelain") == "")
      try await expect(office("step", "2026-0001", "立项", "--批准", "省委秘书长"), prints: "立项")
    }
  }

  @Test func stepsToBeSeparatedAreHeldAgainstWhatOneHasRecorded() async throws {
    try await Self.withOffice("越权: 拒绝\n") { office in
      try await expect(office("step", "2026-0001", "立项", "--批准", "省委秘书长"), prints: "立项")
      let refused = try await office("step", "2026-0001", "审定", "--审定人", "省委秘书长")
      #expect(refused.status == 4)
      #expect(refused.errors.contains("[steps-not-separated]"), "\(refused.errors)")
    }
  }
}

extension GitCLI {
  /// Records from here on as this person.
  mutating func person(_ address: String) {
    for role in ["AUTHOR", "COMMITTER"] { variables["GIT_\(role)_EMAIL"] = address }
  }
}
