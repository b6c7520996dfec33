import Messages
package import Supervision

/// Due points as an iCalendar object (RFC 5545), for any calendar program: an all-day event each.
///
/// Every byte follows from the list, so that the same cases and day give the same file.
package struct DueCalendar: Sendable {
  private let list: DueList
  private let reminders: [Supervision.Limit]
  private let calendar: WorkingCalendar
  private let stamp: Stamp?

  /// - Parameters:
  ///   - reminders: how long before its day an event's alarms ring; none for no alarm.
  ///   - calendar: the working days, by which a reminder is counted.
  package init(
    _ list: DueList, reminders: [Supervision.Limit], calendar: WorkingCalendar, stamp: Stamp? = nil
  ) {
    self.list = list
    self.reminders = reminders
    self.calendar = calendar
    self.stamp = stamp
  }

  /// The object in UTF-8, lines folded at 75 octets and ended by CRLF (RFC 5545, 3.1).
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    for line in lines { Self.fold(line, into: &out) }
    return out
  }

  private var lines: [String] {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//duban-git//due//ZH", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:\("督办到期事项\(list.filter)".oneLine.escaped)",
    ]
    if let stamp { lines.append("X-DUBAN-GIT:\(stamp.text.escaped)") }
    var seen: [String: Int] = [:]
    for item in list.items {
      // What has no day stands in no calendar.
      guard let due = item.point.due?.day else { continue }
      let key = item.key
      seen[key, default: 0] += 1
      // Two requests of one day are told apart by their order.
      let uid = seen[key]! > 1 ? "\(key)-\(seen[key]!)" : key  // counted on the line above
      lines += event(item, due: due, uid: "\(uid)@duban-git")
    }
    lines += list.basis.unread.unlisted.flatMap(event)
    lines.append("END:VCALENDAR")
    return lines
  }

  /// A case of which nobody can tell what is owed stands on the day that was asked about.
  private func event(_ unread: UnreadCase) -> [String] {
    let day = list.basis.asOf
    return [
      "BEGIN:VEVENT", "UID:\(unread.id.asciiOnly)-unread-\(unread.path.mark)@duban-git",
      "DTSTAMP:\(day.basic)T000000Z", "DTSTART;VALUE=DATE:\(day.basic)",
      "DTEND;VALUE=DATE:\(day.advanced(by: 1).basic)",
      "SUMMARY:\("\(unread.id) \(unread.words.zh)".oneLine.escaped)",
      "DESCRIPTION:\("文件:\(unread.path)".oneLine.escaped)", "CATEGORIES:督办",
      "TRANSP:TRANSPARENT", "END:VEVENT",
    ]
  }

  private func event(_ item: Status.Item, due: Day, uid: String) -> [String] {
    let summary = "\(item.owing.id) \(item.point.whatText) \(item.point.who) \(item.owing.title)"
    var facts = ["依据:\(item.point.why.zh)", "应办:\(item.point.who) \(item.point.whatText)"]
    if let task = item.point.task, let matter = item.owing.matter(of: task) {
      facts.append("任务\(task):\(matter.oneLine)")
    }
    if let contact = item.point.contact { facts.append(contact.words.zh) }
    facts.append("文件:\(item.owing.path)")
    let lines = [
      "BEGIN:VEVENT", "UID:\(uid)", "DTSTAMP:\(list.basis.asOf.basic)T000000Z",
      "DTSTART;VALUE=DATE:\(due.basic)", "DTEND;VALUE=DATE:\(due.advanced(by: 1).basic)",
      "SUMMARY:\(summary.oneLine.escaped)",
      "DESCRIPTION:\(facts.map { $0.oneLine.escaped }.joined(separator: "\\n"))",
      "CATEGORIES:督办,\(item.point.light.name.escaped)", "TRANSP:TRANSPARENT",
    ]
    let ahead = Set(
      reminders.map { max(0, due.days(since: calendar.reminder($0, before: due))) })
    let text = "\(summary) 时限\(due)".oneLine.escaped
    return lines + ahead.sorted(by: >).flatMap { alarm(days: $0, text) } + ["END:VEVENT"]
  }

  /// An alarm at nine in the morning, so many days before: an all-day event starts at midnight,
  /// when nobody looks, and that start is what a trigger counts from (RFC 5545, 3.8.6.3).
  private func alarm(days: Int, _ text: String) -> [String] {
    let trigger =
      switch days {
      case 0: "PT9H"
      case 1: "-PT15H"
      default: "-P\(days - 1)DT15H"
      }
    return [
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:\(trigger)", "DESCRIPTION:\(text)", "END:VALARM",
    ]
  }

  /// Writes one content line in pieces of at most 75 octets, none of which ends inside a scalar.
  private static func fold(_ line: String, into out: inout [UInt8]) {
    var width = 0
    for scalar in line.unicodeScalars {
      let encoded = UTF8.encode(scalar)!  // every scalar has a UTF-8 form
      if width + encoded.count > 75 {
        out += [0x0D, 0x0A, 0x20]
        width = 1
      }
      out += encoded
      width += encoded.count
    }
    out += [0x0D, 0x0A]
  }
}

extension Status.Item {
  /// What names the due point for as long as it is owed: it survives an extension and a suspension,
  /// which move the day and not the duty. A periodic report is known by the number of its period.
  fileprivate var key: String {
    let number = (point.task ?? point.period).map { "-\($0)" } ?? ""
    return
      "\(owing.id.asciiOnly)-\(point.what.rawValue)\(number)-\(point.start.basic)-\(point.who.mark)"
  }
}

extension Day {
  /// `20180723`
  fileprivate var basic: String { description.filter { $0 != "-" } }
}

extension String {
  /// A TEXT value (RFC 5545, 3.3.11).
  fileprivate var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        text += "\\"
        text.unicodeScalars.append(scalar)
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// For identifiers: old programs stumble over anything but ASCII there.
  fileprivate var asciiOnly: String {
    utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? self : mark
  }

  /// Eight digits that tell names apart (FNV-1a).
  fileprivate var mark: String {
    let hash = utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
