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
