import Testing
import TestSupport

/// A case that an office and two units handle together, each in a clone.
@Suite(
  .seeded,
  .enabled("git daemon and ssh-keygen are needed") { await SharedOffice.isPossible() }
)
struct TogetherTests {
  private static let path = SharedOffice.path

  /// The case up to its letter, shared with everybody; 立项 is committed by plain git.
  private func issue(in all: SharedOffice) async throws {
    let office = all.office
    try await expect(
      office.duban(
        "new", "--title", "学校食堂", "--leader", "省委主要领导", "--instruction-date", "2026-02-20",
        "--class", "批办性", "--gist", "查清情况", "--watch", "重点", "--date", "2026-02-24"))
    try await office.record("研判", ["--意见", "建议立项"], on: "2026-02-24")
    let header = "牵头单位: 省教育厅\n协办单位: [省卫生厅]\n任务:\n  - {事项: 排查, 单位: 省教育厅, 时限: 5个工作日}\n过程:\n"
    try office.git.write(
      try office.git.read(Self.path).replacing("过程:\n", with: header), to: Self.path)
    try HooksTests.append("  - {日期: 2026-02-24, 步骤: 立项, 批准: 省委秘书长}\n", in: office.git)
    try await office.git("commit", "--quiet", "--all")
    try await office.record("审定", ["--审定人", "省委秘书长"], on: "2026-02-25")
    try await office.record(
      "发函", ["--文号", "×督函〔2026〕1号", "--主送", "省教育厅,省卫生厅"], on: "2026-02-25")
    try await office.share()
    for unit in [all.education, all.health] { try await unit.git("pull", "--quiet", "--rebase") }
  }

  @Test func aWholeCaseIsRecordedByTheRightPeople() async throws {
    try await SharedOffice.open { all in
      try await issue(in: all)
      let (office, education, health) = (all.office, all.education, all.health)
      // Both units at once, neither knowing of the other.
      for (unit, name) in [(education, "省教育厅"), (health, "省卫生厅")] {
        try await unit.record("报责任人", ["--单位", name, "--责任人", "分管副厅长"], on: "2026-02-26")
      }
      try await health.share()
      try await education.record(
        "进展", ["--单位", "省教育厅", "--任务", "1", "--完成", "是"], on: "2026-02-27")
      try await education.record("报结", ["--单位", "省教育厅"], on: "2026-02-28")
      try await education.share()
      try await office.git("pull", "--quiet", "--rebase")
      for (kind, keys) in [
        ("核查", ["--方式", "暗访", "--地点", "两县六校", "--事实", "一致", "--相符", "是"]),
        ("审核", ["--审核人", "督查一处", "--五查", "无", "--结论", "通过"]),
        ("呈报", ["--对象", "省委主要领导"]), ("办结", ["--阅示", "同意"]),
        ("归档", ["--档号", "2026-督-001"]), ("回访", ["--方式", "实地", "--结果", "巩固"]),
      ] {
        try await office.record(kind, keys)
      }
      try await office.share()

      // What a stranger sees in a clone of his own.
      try await office.git("clone", "--quiet", all.address, office.git.path("../审计"))
      var auditor = GitCLI(directory: office.git.path("../审计"))
      auditor.variables = office.git.variables
      try await auditor(
        "config", "gpg.ssh.allowedSignersFile", office.git.path("../allowed"))
      try await expect(DubanCLI(auditor)("verify"))
      try await auditor("fsck", "--strict")
      let log = try await auditor(
        "log", "--reverse", "--format=%G? %an %(trailers:key=Duban-Step,valueonly,separator=)",
        "--", Self.path)
      #expect(
        log.split(separator: "\n") == [
          "G office register", "G office assess", "G office docket", "G office approve",
          "G office issue", "G health nameOfficer", "G education nameOfficer",
          "G education progress", "G education finalReport", "G office inspect",
          "G office review", "G office submit", "G office close", "G office archive",
          "G office revisit",
        ])
      let shown = try await DubanCLI(auditor)("show", "2026-0001", "--format", "json")
      #expect(shown.output.contains(#""state": "archived""#), "\(shown.output)\(shown.errors)")
    }
  }

  @Test func whatIsNotTheirsToRecordIsRefusedAtPush() async throws {
    try await SharedOffice.open { all in
      try await issue(in: all)
      let unit = all.education
      for (kind, keys) in [
        ("报责任人", ["--单位", "省教育厅", "--责任人", "分管副厅长"]),
        ("进展", ["--单位", "省教育厅", "--任务", "1", "--完成", "是"]), ("报结", ["--单位", "省教育厅"]),
      ] {
        try await unit.record(kind, keys)
      }
      try await unit.share()
      let lawful = try await all.server("for-each-ref")

      // A unit passes its own report; with the hook of its clone, and around it.
      let refused = try await unit.duban(
        "step", "2026-0001", "审核", "--审核人", "督查一处", "--五查", "无", "--结论", "通过")
      #expect(refused.status == 4, "\(refused.errors)")
      try await unit.recordPastHooks(
        "审核", "review",
        "审核人: 督查一处, 五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}, 结论: 通过")
      let here = await HooksTests.refusal(unit.git, "push")
      #expect(here.contains("[role-not-permitted]") && !here.contains("remote: "), "\(here)")
      let there = await HooksTests.refusal(unit.git, "push", "--no-verify")
      let told = there.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
        .joined(separator: "\n")
      #expect(
        told.contains("\(Self.path):") && told.contains("审核")
          && told.contains("[role-not-permitted]"), "\(there)")
      try await unit.git("reset", "--quiet", "--hard", "@{u}")

      let rewritten = await HooksTests.refusal(
        unit.git, "push", "--no-verify", "--force", "origin", "HEAD~1:main")
      #expect(rewritten.contains("remote: duban-git: error: the history of the main branch"))

      try await unit.git("config", "commit.gpgSign", "false")
      let without = try await unit.duban("step", "2026-0001", "进展", "--单位", "省教育厅")
      #expect(without.status == 4 && without.errors.contains("[unsigned]"), "\(without.errors)")
      try await unit.recordPastHooks("进展", "progress", "单位: 省教育厅, 说明: 补充材料")
      let unsigned = await HooksTests.refusal(unit.git, "push", "--no-verify")
      #expect(unsigned.contains("remote: ") && unsigned.contains("[unsigned]"), "\(unsigned)")
      #expect(try await all.server("for-each-ref") == lawful)
    }
  }

  @Test func clonesThatPushAtOnceLoseNothing() async throws {
    try await SharedOffice.open { all in
      try await issue(in: all)
      let members = [(all.office, ""), (all.education, "省教育厅"), (all.health, "省卫生厅")]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (member, unit) in members {
          group.addTask {
            for round in 1...4 {
              let keys =
                unit.isEmpty
                ? ["--单位", "省教育厅", "--方式", "电话", "-m", "第\(round)次催问"]
                : ["--单位", unit, "-m", "\(unit)第\(round)次报告"]
              try await member.record(unit.isEmpty ? "沟通" : "进展", keys)
              try await member.share()
            }
          }
        }
        try await group.waitForAll()
      }
      try await all.office.git("pull", "--quiet", "--rebase")
      let text = try all.office.git.read(Self.path)
      for round in 1...4 {
        for note in ["第\(round)次催问", "省教育厅第\(round)次报告", "省卫生厅第\(round)次报告"] {
          #expect(text.split(separator: note).count == 2, "\(note)")
        }
      }
      let server = try await all.server("show", "main:\(Self.path)")
      #expect(server == text)
      try await expect(all.office.duban("verify"))
      try await all.server("fsck", "--strict")
    }
  }
}

extension SharedOffice.Member {
  /// Records a step by plain git, past the hooks of the clone.
  fileprivate func recordPastHooks(_ name: String, _ kind: String, _ keys: String) async throws {
    try HooksTests.append("  - {日期: 2026-03-02, 步骤: \(name), \(keys)}\n", in: git)
    try await git(
      "commit", "--quiet", "--all", "--no-verify", "-m",
      "\(name)\n\nDuban-Case: 2026-0001\nDuban-Step: \(kind)\nDuban-Date: 2026-03-02")
  }
}
