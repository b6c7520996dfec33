import FoundationEssentials
import Testing
import TestSupport

/// What is judged alike wherever it comes in.
@Suite(.seeded) struct DoorTests {
  @Test func aFileOutsideTheCasesIsCheckedAsACaseOrRefused() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("---\n编号：x\n---\n", to: "草稿.md")
      let draft = try await duban("check", "草稿.md")
      #expect(draft.status == 1 && draft.output.contains("草稿.md:2:3: error: "), "\(draft.output)")
      try git.write(try git.read(HooksTests.path), to: "收件/2026-0001.md")
      let good = try await duban("check", "收件/2026-0001.md")
      #expect(good.status == 0 && good.errors.hasPrefix("1 file"), "\(good.errors)")
      try git.write("x", to: "说明.txt")
      for name in ["说明.txt", "收件"] {
        let refused = try await duban("check", name)
        #expect(refused.status == 2, "\(refused.output)")
      }
      let rules = try await duban("check", "schema")
      #expect(rules.status == 0 && !rules.errors.hasPrefix("0 files"), "\(rules.errors)")
    }
  }

  @Test(
    arguments: rows([
      ("2026-03-01T12:00:00+08:00", 4), ("2026-03-01T23:30:00+08:00", 0),
      // Where the machine's clock has another zone, the office's day counts.
      ("2026-03-01T17:00:00+00:00", 0), ("2026-03-01T10:00:00+00:00", 4),
    ]))
  func aStepIsNotLaterThanItsRecord(time: String, status: Int32) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      var behind = duban
      for role in ["AUTHOR", "COMMITTER"] { behind.variables["GIT_\(role)_DATE"] = time }
      let step = try await behind(
        "step", "2026-0001", "立项", "--批准", "省委秘书长", "--date", "2026-03-02")
      #expect(step.status == status, "\(step.errors)")
      #expect(step.errors.contains("[step-after-commit]") == (status != 0), "\(step.errors)")
      let verify = try await duban("verify")
      #expect(!verify.output.contains("[step-after-commit]"), "\(verify.output)")
    }
  }

  @Test func aDeletedCaseIsSaidAndItsNumberGivenToNoOther() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let text = try git.read(HooksTests.path)
      try await git("rm", "--quiet", HooksTests.path)
      let removed = try await duban("status")
      #expect(removed.errors.contains("\(HooksTests.path): a recorded case has been removed"))
      try await git("commit", "--quiet", "-m", "删")
      let status = try await duban("status")
      #expect(status.errors.contains("removed by the commit"), "\(status.errors)")
      let check = try await duban("check")
      #expect(check.status == 1 && check.output.contains("[case-deleted]"), "\(check.output)")

      let new = try await duban(
        "new", "--title", "校车", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
        "--class", "批办性", "--gist", "查清情况")
      #expect(new.status == 0 && new.output.contains("2026-0002"), "\(new.output)\(new.errors)")
      try git.write(text.replacing("学校食堂", with: "另一件"), to: HooksTests.path)
      let found = try await duban("check")
      let commit = try await duban("commit")
      let finding = try #require(
        found.output.split(separator: "\n").first { $0.hasSuffix("[number-reused]") },
        "\(found.output)")
      #expect(commit.status == 4 && commit.errors.contains(finding), "\(commit.errors)")

      // The case itself may come back.
      try git.write(text, to: HooksTests.path)
      let back = try await duban("commit")
      #expect(back.status == 0, "\(back.errors)")
      let clean = try await duban("check")
      #expect(clean.status == 0, "\(clean.output)")
    }
  }
}
