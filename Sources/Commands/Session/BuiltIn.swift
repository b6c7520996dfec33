import Messages
import Supervision

/// What the program knows without a case repository: the calendar and an office's defaults.
enum BuiltIn {
  static let schema = Schema(
    calendar: WorkingCalendar.reading(
      SourceText(path: holidays.path, bytes: Array(holidays.text.utf8))
    ).value)

  // The build embeds all of schema/.
  static let holidays = EmbeddedFiles.all.first { $0.path == "schema/holidays.tsv" }!
}
