import Testing
import TestSupport
import Views

@Suite struct CaseSchemaTests {
  /// `init` writes the file, and editors read it: it may not be older than the tables.
  @Test func theFileInSchemaIsUpToDate() throws {
    try expectGolden(caseSchema().pretty + "\n", "../../schema/case.schema.json")
  }
}
