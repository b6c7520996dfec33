import FrontMatter
import Messages
import Supervision
import TestSupport

/// The project's own cases and schema.
enum Samples {
  static let cases = [
    "2017/2017-0003", "2017/2017-0005", "2018/2018-0002", "2018/2018-0004", "2018/2018-0006",
    "2018/2018-0007", "2018/2018-0011", "2020/2020-0003", "2021/2021-0009",
  ]

  static func schema() throws -> Schema { try schemaRead.get() }

  /// Read once for all the tests.
  private static let schemaRead = Result {
    Schema(
      office: Office.reading(try text("schema/office.yaml")).value,
      units: UnitDirectory.reading(try text("schema/units.yaml")).value,
      calendar: WorkingCalendar.reading(try text("schema/holidays.tsv")).value)
  }

  static func read(_ name: String) throws -> Case {
    Case(Document(markdown: try text("cases/\(name).md")))
  }

  static func text(_ path: String) throws -> SourceText {
    SourceText(path: path, bytes: try ProjectFiles.bytes(of: path))
  }
}
