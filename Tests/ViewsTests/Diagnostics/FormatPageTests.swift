import Testing
import TestSupport
import Views

@Suite struct FormatPageTests {
  /// To change the page, change the tables and record.
  @Test func thePageOfTheFormatIsMadeFromTheTables() throws {
    try expectGolden(FormatPage.text, "../../Sources/Commands/Documentation.docc/FileFormat.md")
  }
}
