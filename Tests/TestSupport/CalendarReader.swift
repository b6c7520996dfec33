/// An iCalendar file as another program reads it: the parser of the Python package `icalendar`
/// (Debian: python3-icalendar).
package struct CalendarReader: Sendable {
  package struct Event: Sendable, Hashable {
    package let uid: String
    /// `2018-07-31`
    package let start: String
    package let end: String
    package let summary: String
    package let description: String
    package let categories: String
    /// When its alarms ring, by the clock on the wall: `2018-07-30 09:00`.
    package let alarms: [String]
    /// What they show.
    package let shown: [String]
  }

  package let events: [Event]

  /// - Throws: `Python.Failure` where the parser finds a fault, or is not installed.
  package init(_ bytes: String) async throws {
    let script = """
      import sys, datetime
      try:
          from icalendar import Calendar
      except ImportError:
          sys.exit("the tests need Debian's python3-icalendar: apt-get install python3-icalendar")
      calendar = Calendar.from_ical(sys.stdin.buffer.read())
      assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and "METHOD" not in calendar
      midnight = lambda day: datetime.datetime.combine(day, datetime.time())
      for part in calendar.walk():
          assert not part.errors, part.errors
      for event in calendar.walk("VEVENT"):
          start, end = event.decoded("DTSTART"), event.decoded("DTEND")
          assert type(start) is datetime.date and type(end) is datetime.date
          assert event.decoded("DTSTAMP").tzinfo is not None
          alarms = event.walk("VALARM")
          for alarm in alarms:
              assert alarm["ACTION"] == "DISPLAY" and "RELATED" not in alarm["TRIGGER"].params
          rings = [midnight(start) + alarm.decoded("TRIGGER") for alarm in alarms]
          fields = [event["UID"], start.isoformat(), end.isoformat(), event["SUMMARY"],
                    event["DESCRIPTION"], "、".join(event["CATEGORIES"].cats),
                    "\\x1f".join(ring.strftime("%Y-%m-%d %H:%M") for ring in rings),
                    "\\x1f".join(alarm["DESCRIPTION"] for alarm in alarms)]
          print("\\x1d".join(fields), end="\\x1e")
      """
    let output = try await Python.run(script, input: Array(bytes.utf8))
    events = output.split(separator: "\u{1E}").map { record in
      let fields = record.split(separator: "\u{1D}", omittingEmptySubsequences: false)
        .map(String.init)
      func list(_ text: String) -> [String] { text.split(separator: "\u{1F}").map(String.init) }
      return Event(
        uid: fields[0], start: fields[1], end: fields[2], summary: fields[3],
        description: fields[4], categories: fields[5], alarms: list(fields[6]),
        shown: list(fields[7]))
    }
  }
}
