import Messages
import Supervision
import Testing
import TestSupport

/// The golden folders of the rules about what lies among the cases: what `check` says of all of it.
@Suite(.seeded) struct FileGoldenTests {
  @Test(arguments: rows(Language.allCases)) func casesThatCannotBeRead(language: Language)
    async throws
  {
    try await expectGolden(of: .caseUnreadable, language) { $0.hidesCases }
  }

  @Test(arguments: rows(Language.allCases)) func repositoriesAmongTheCases(language: Language)
    async throws
  {
    try await expectGolden(of: .nestedRepository, language) { !$0.hidesCases }
  }

  @Test(arguments: rows(Language.allCases)) func attachmentsOfACaseThatMoved(language: Language)
    async throws
  {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await AttachedCase.make(in: git, duban)
      try AttachedCase.moveAlone(in: git)
      for rule in [Rule.attachmentRemoved, .attachmentChanged] {
        let result = try await duban("--lang", language.rawValue, "check")
        #expect(result.output.contains("[\(rule.id)]"), "\(result.errors)")
        try TestSupport.expectGolden(
          result.output, "\(rule.id)/expected.\(language.rawValue).txt")
        try git.write("另一份\n", to: AttachedCase.movedAttachment)
      }
    }
  }

  /// What `commit` refuses to record with a step, and what `check` says of a file that came too late.
  @Test(arguments: rows(Language.allCases)) func attachmentsThatCannotBeRecorded(language: Language)
    async throws
  {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let office = try git.read("schema/office.yaml") + "附件上限: 1KB\n"
      try git.write(office, to: "schema/office.yaml")
      #expect(try await duban("commit").status == 0)
      try git.write(String(repeating: "大", count: 400), to: "cases/2026/2026-0001/大.txt")
      let recorded = try git.read(HooksTests.path)
      for (rule, entry) in [
        (Rule.attachmentPath, "../../schema/office.yaml"), (.attachmentTooLarge, "2026-0001/大.txt"),
      ] {
        try HooksTests.append(
          "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [\(entry)]}\n", in: git)
        let result = try await duban("--lang", language.rawValue, "commit")
        #expect(result.errors.contains("[\(rule.id)]"), "\(result.errors)")
        try TestSupport.expectGolden(
          result.errors, "\(rule.id)/expected.\(language.rawValue).txt")
        try git.write(recorded, to: HooksTests.path)
      }
    }
  }

  private func expectGolden(
    of rule: Rule, _ language: Language, _ isMeant: (Obstacle) -> Bool
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      for obstacle in Obstacle.allCases.filter(isMeant) { try await obstacle.make(in: git) }
      let result = try await duban("--lang", language.rawValue, "check")
      #expect(result.output.contains("[\(rule.id)]"), "\(result.errors)")
      try TestSupport.expectGolden(
        result.output, "\(rule.id)/expected.\(language.rawValue).txt")
    }
  }
}
