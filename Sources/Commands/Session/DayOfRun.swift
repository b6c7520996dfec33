import CaseStore
import Files
import Glibc
import Messages
import Supervision
import Synchronization

/// Tells what day it is, the same all through a run. It looks only when asked first: the time zone of the
/// machine and the office's rules are files, and many verbs need no day.
final class DayOfRun: Sendable {
  private let directory: FilePlace
  private let told: Mutex<Day?>

  /// `DUBAN_TODAY` sets the day, so that a report can be made again the same.
  init(_ environment: Environment, in directory: FilePlace) throws(Failure) {
    var given: Day?
    if let text = environment["DUBAN_TODAY"] {
      guard let day = Day(text) else {
        throw .usage(
          Phrase(zh: "DUBAN_TODAY 不是日期:\(text)", en: "DUBAN_TODAY is not a date: \(text)"))
      }
      given = day
    }
    self.directory = directory
    told = Mutex(given)
  }

  var today: Day {
    told.withLock { told in
      let day = told ?? Self.today(around: directory)
      told = day
      return day
    }
  }

  /// Today, by the office's clock or by that of the machine, whichever is ahead.
  private static func today(around directory: FilePlace) -> Day {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    // The clock of a running machine is within the calendar's range.
    let here = Day(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))!
    return max(here, Day(ordinal: (now + 60 * CaseFolder.zone(around: directory)) / 86_400))
  }
}
