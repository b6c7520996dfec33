import TestSupport
import Testing

/// An office agrees to the newer rules for histories without making its history unlawful.
@Suite(.seeded) struct UpgradeTests {
  private typealias Script = HistoryScript
  private static let path = HistoryScript.path

  /// A merge that drops a change of one side, which the first rules did not see.
  private static let dropping: HistoryScript = {
    var script = HistoryScript.older
    let base = script.commits.count - 1
    let signed = Script.text(Script.five + Script.sign)
    script.add("acknowledge", on: 25, [(path, signed)])
    script.add("edit", on: 25, [(path, Script.text(Script.five, prose: "\n改\n"))], after: [base])
    script.addPlain("合并", on: 26, [(path, signed)], after: [base + 1, base + 2])
    return script
  }()

  @Test func whatIsRecordedStaysLawful() async throws {
    try await Self.dropping.with { duban in
      try await duban.git("config", "user.name", "督查室")
      try await duban.git("config", "user.email", "office@example.org")
      let before = try await duban("verify")
      #expect(before.status == 0 && before.errors.contains("duban-git upgrade"), "\(before.errors)")
      #expect(before.output.contains("info: one side has changed"), "\(before.output)")

      let rehearsed = try await duban("upgrade", "-n")
      #expect(rehearsed.output.contains("[merge-drops-change]"), "\(rehearsed.output)")
      #expect(try await duban.git("status", "--porcelain") == "")

      try await expect(duban("upgrade"))
      let rules = try duban.git.read("schema/office.yaml")
      #expect(rules.hasPrefix("机关: 省委督查室\n判规: {版: 2, 起: "), "\(rules)")
      for arguments in [["verify"], ["verify", "--full"]] {
        let after = try await duban(arguments)
        #expect(after.status == 0 && after.errors == "", "\(after.output)\(after.errors)")
        #expect(after.output.contains("info: one side has changed"), "\(after.output)")
      }
      let again = try await duban("upgrade")
      #expect(again.output == "判规 is version 2 already\n", "\(again.output)\(again.errors)")
    }
  }

  /// A step voided without 批准, as the first rules let it be; and one so voided afterwards.
  @Test func aStepVoidedBeforeStaysVoid() async throws {
    var script = HistoryScript.older
    script.add("acknowledge", on: 25, [(Self.path, Script.text(Script.five + Script.sign))])
    let void = Script.correct(6, "步骤", "签收", "作废")
    script.add("correct", on: 25, [(Self.path, Script.text(Script.five + Script.sign + void))])
    try await script.with { duban in
      try await duban.git("config", "user.name", "督查室")
      try await duban.git("config", "user.email", "office@example.org")
      let before = try await duban("check")
      #expect(before.status == 0 && !before.output.contains("approved"), "\(before.output)")
      try await expect(duban("upgrade"))
      let (check, verify) = (try await duban("check"), try await duban("verify", "--full"))
      #expect(check.output.contains("info: step 6, 签收, is voided without 批准"), "\(check.output)")
      #expect(check.status == 0 && verify.status == 0, "\(verify.output)")
      // Whatever day it is dated.
      let again = try await duban(
        "step", "2018-0007", "更正", "--更正", "5", "--字段", "步骤", "--原文", "发函", "--改为", "作废", "--理由",
        "误", "--date", "2018-07-26")
      #expect(again.status == 4, "\(again.output)")
      #expect(again.errors.contains("error: step 5, 发函, is voided"), "\(again.errors)")
    }
  }

  @Test func unrecordedRulesAreRecordedFirst() async throws {
    try await HistoryScript.older.with { duban in
      try duban.git.write("机关: 省委督查室\n补录: 9日\n", to: "schema/office.yaml")
      let result = try await duban("upgrade")
      #expect(result.status == 4 && result.errors.contains("duban-git commit"), "\(result.errors)")
      #expect(try duban.git.read("schema/office.yaml") == "机关: 省委督查室\n补录: 9日\n")
    }
  }

  /// What is dropped after it is an error, also on a branch from before, which is dated later.
  @Test func whatComesAfterIsBound() async throws {
    var script = Self.dropping
    script.addPlain(
      "判规", on: 27, [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2, 起: 2018-07-27}\n")])
    let base = script.commits.count - 1
    let signed = Script.text(Script.five + Script.sign)
    script.add("edit", on: 28, [(Self.path, signed.replacing("正文", with: "另改"))])
    script.addPlain("别的", on: 28, [("说明.md", "乙")], after: [base])
    script.addPlain("合并", on: 29, [(Self.path, signed)], after: [base + 1, base + 2])
    try await script.with { duban in
      let result = try await duban("verify")
      #expect(result.status == 1)
      #expect(result.output.contains("info: one side"), "\(result.output)")
      #expect(result.output.contains("error: one side"), "\(result.output)")
    }
  }
}
