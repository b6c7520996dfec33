import Supervision
import Testing
import Views

/// What the ledger prints, `import` understands.
@Suite struct ImportFieldTests {
  @Test(arguments: LedgerColumn.catalogue.map(\.heading))
  func everyColumnOfTheLedgerIsImportedOrComputedAnew(heading: String) {
    let isImported = ImportField(named: heading) != nil
    #expect(isImported != ImportField.derived.contains(heading))
  }

  @Test(arguments: LedgerColumn.catalogue.map { ($0.identifier, $0.heading) })
  func aColumnAndItsFieldHaveOneName(identifier: String, heading: String) {
    #expect(ImportField(named: identifier) == ImportField(named: heading))
  }

  @Test func noHeadingStandsForTwoFields() {
    let names = ImportField.allCases.flatMap(\.names)
    #expect(Set(names).count == names.count)
  }
}
