import Messages
import Supervision
import Testing
import TestSupport

@Suite struct CatalogueTests {
  @Test func everyStepKindHasOneRow() {
    #expect(StepSpecification.catalogue.map(\.kind) == StepKind.allCases)
    #expect(Set(StepKind.allCases.map(\.name)).count == StepKind.allCases.count)
  }

  @Test func everyHeaderKeyHasOneRow() {
    #expect(Set(HeaderSpecification.catalogue.map(\.key)) == Set(HeaderKey.allCases))
    #expect(HeaderSpecification.catalogue.count == HeaderKey.allCases.count)
  }

  @Test(arguments: rows(StepKind.allCases))
  func noTwoKeysOfAStepShareAName(kind: StepKind) {
    let fields = kind.specification.allFields
    #expect(Set(fields.map(\.key.name)).count == fields.count)
  }

  @Test(arguments: rows(StepKind.allCases))
  func everyStepButTheFirstLeadsFromSomewhere(kind: StepKind) {
    #expect(kind.specification.transitions.isEmpty == (kind == .register))
  }

  @Test func idsOfRulesAreUniqueSlugs() {
    let ids = Rule.catalogue.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(
      ids.allSatisfy {
        $0.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || $0 == 0x2D || (0x30...0x39).contains($0)
        }
      })
  }

  @Test(arguments: rows(Rule.catalogue, named: \.id))
  func everyRuleSpeaksBothLanguages(rule: Named<Rule>) {
    for phrase in [rule.value.title, rule.value.explanation] {
      #expect(!phrase.zh.isEmpty && !phrase.en.isEmpty)
      #expect(phrase.zh.unicodeScalars.contains { $0.value > 0x2E80 })
    }
  }
}
