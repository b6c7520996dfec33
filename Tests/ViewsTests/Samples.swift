import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport
import Views

/// The project's own cases, which are real, and its schema.
struct Samples {
  static let paths = [
    "cases/2017/2017-0003.md", "cases/2017/2017-0005.md", "cases/2018/2018-0002.md",
    "cases/2018/2018-0004.md", "cases/2018/2018-0006.md", "cases/2018/2018-0007.md",
    "cases/2018/2018-0011.md", "cases/2020/2020-0003.md", "cases/2021/2021-0009.md",
  ]

  let schema: Schema
  private let cases: [(path: String, subject: Case)]

  init() throws {
    schema = Schema(
      office: Office.reading(try Self.text("schema/office.yaml")).value,
      units: UnitDirectory.reading(try Self.text("schema/units.yaml")).value,
      calendar: WorkingCalendar.reading(try Self.text("schema/holidays.tsv")).value)
    cases = try Self.paths.map { ($0, Case(Document(markdown: try Self.text($0)))) }
  }

  private static func text(_ path: String) throws -> SourceText {
    SourceText(path: path, bytes: try ProjectFiles.bytes(of: path))
  }

  func state(_ id: String, asOf day: Day) throws -> CaseState {
    let found = try #require(cases.first { $0.subject.id == id })
    return CaseState(folding: found.subject, schema: schema, asOf: day)
  }

  /// The rows of the cases that were registered by `day`.
  func rows(asOf day: Day, withText: Bool = false) -> [LedgerRow] {
    cases.compactMap { path, subject in
      LedgerRow(
        CaseState(folding: subject, schema: schema, asOf: day), path: path, withText: withText)
    }
  }

  func row(_ id: String, asOf day: Day) throws -> LedgerRow {
    try #require(rows(asOf: day).first { $0.id == id })
  }
}

/// A case written in a test, folded with an office's defaults.
func state(_ text: String, asOf day: Day) -> CaseState {
  let source = SourceText(path: "cases/2018/2018-0001.md", bytes: Array(text.utf8))
  return CaseState(folding: Case(Document(markdown: source)), schema: Schema(), asOf: day)
}

func day(_ text: String) -> Day { Day(text)! }  // a test's own literal
