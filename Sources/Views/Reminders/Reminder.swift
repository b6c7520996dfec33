import Messages
package import Supervision

/// What one unit is told in one message: what it owes, by when, by which letter, and whom to call.
package struct Reminder: Sendable {
  /// A duty, at the rung of 催报 that it has reached.
  struct Item: Sendable {
    let subject: RemindedCase
    let point: DuePoint
    let rung: Limit
  }

  package let unit: String
  /// 邮箱 of the unit; nil where it has none.
  package let address: String?
  private let items: [Item]
  private let day: Day
  private let schema: Schema

  /// The messages of a day, a unit each, by their first due points.
  ///
  /// Told is what has reached a rung that its unit has not been told of yet; nothing twice at one rung.
  ///
  /// - Parameters:
  ///   - horizon: only what falls due within it or is overdue; nil for the widest rung.
  ///   - unit: only this unit's; nil for all.
  package static func all(
    _ cases: [RemindedCase], on day: Day, within horizon: Limit?, unit: String? = nil,
    under schema: Schema
  ) -> [Reminder] {
    let rungs = schema.office.rungs(within: horizon, on: day, schema.calendar)
    var items: [String: [Item]] = [:]
    for subject in cases {
      for point in subject.owing.duePoints where unit.map({ $0 == point.who }) ?? true {
        guard let due = point.due?.day,
          let rung = rungs.last(where: { schema.calendar.reminder($0, before: due) <= day }),
          !subject.hasTold(point, at: rung)
        else { continue }
        items[point.who, default: []].append(Item(subject: subject, point: point, rung: rung))
      }
    }
    return items.map { unit, items in
      Reminder(
        unit: unit, address: schema.units[unit]?.email.flatMap { $0.isMailbox ? $0 : nil },
        items: items.sorted { $0.order < $1.order }, day: day, schema: schema)
    }.sorted { ($0.items[0].order.0, $0.unit) < ($1.items[0].order.0, $1.unit) }
  }

  /// How many duties it tells of.
  package var count: Int { items.count }

  /// What was told in each case, as 催报 of the 沟通 step that records it.
  package var toldByCase: [(path: String, told: [String])] {
    var cases: [(path: String, told: [String])] = []
    for item in items {
      let told = item.point.told(at: item.rung)
      if let place = cases.firstIndex(where: { $0.path == item.subject.path }) {
        cases[place].told.append(told)
      } else {
        cases.append((item.subject.path, [told]))
      }
    }
    return cases
  }

  /// The numbers of its cases whose titles may leave, in order.
  package var openCases: [String] {
    Set(items.filter(\.subject.isOpen).map(\.subject.id)).sorted()
  }

  /// What tells the message from any other, beside who sends it.
  package var identity: String {
    ([unit, "\(day)"] + items.map { "\($0.subject.id) \($0.point.told(at: $0.rung))" })
      .joined(separator: "\n")
  }

  package var subject: String {
    let late = lateCount
    return "督办提醒:\(unit) \(count)项" + (late > 0 ? ",逾期\(late)项" : "")
  }

  /// Its duties for a calendar.
  package func calendar(stamp: Stamp?) -> DueCalendar {
    var cases: [OwingCase] = []
    var seen: Set<String> = []
    for item in items where seen.insert(item.subject.path).inserted {
      let points = items.filter { $0.subject.path == item.subject.path }.map(\.point)
      if let owing = item.subject.owing.telling(of: points) { cases.append(owing) }
    }
    return DueCalendar(
      DueList(cases, of: LedgerBasis(asOf: day)), reminders: schema.office.reminders,
      calendar: schema.calendar, stamp: stamp)
  }

  private var lateCount: Int { items.count { $0.point.light == .red } }
}

extension Reminder.Item {
  /// By day, then by case, then by the table of due points.
  fileprivate var order: (Int, String, Int, Int) {
    (point.due?.day.ordinal ?? .max, subject.id, point.what.rank, point.task ?? 0)
  }
}

// MARK: The text

extension Reminder {
  /// - Parameter sheet: whether a reply sheet comes with it.
  package func data(withSheet sheet: Bool) -> [String: Template.Value] {
    var lines: [String] = []
    for item in items {
      guard let line = item.subject.contactLine ?? schema.office.contactLine,
        !lines.contains(line)
      else { continue }
      lines.append(line)
    }
    let late = lateCount
    let texts = [
      "机关": schema.office.name, "自称": schema.office.ownName, "日期": day.spelled, "单位": unit,
      "项数": "\(count)", "件数": "\(Set(items.map(\.subject.id)).count)",
      "逾期项数": late == 0 ? "" : "\(late)", "联系人": lines.joined(separator: "；"),
      "回执": sheet ? "有" : "",
    ]
    let owed = items.map { item in
      let point = item.point
      return [
        "案号": item.subject.id, "事项": item.subject.owing.title, "应办": point.whatText,
        "内容": point.task.flatMap { item.subject.owing.matter(of: $0) } ?? "",
        "时限": (point.due?.day).spelled,
        "原时限": point.original == point.due?.day ? "" : point.original.spelled,
        "状态": point.reason?.zh ?? "", "文号": item.subject.letterNumber ?? "",
      ]
    }
    return Template.data(texts, ["应办": owed])
  }
}

extension [Template.Piece] {
  /// As plain text, for a message: what the office wrote and what the cases say, as they are.
  package var plainText: String {
    let text = map { piece in
      switch piece {
      case .markup(let text): text
      case .data(let text): text.oneLine
      case .role: ""
      }
    }.joined()
    // A section that is left out leaves its blank lines.
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false)
    where !(line.isEmpty && lines.last?.isEmpty ?? true) {
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// With what the cases say as the inside of strings of JSON.
  package var jsonText: String {
    map { piece in
      switch piece {
      case .markup(let text): text
      case .data(let text): String(JSON.string(text).compact.dropFirst().dropLast())
      case .role: ""
      }
    }.joined()
  }
}

/// What a message says, for the form in which a web hook takes it.
extension Reminder {
  package func hookData(saying text: String) -> [String: Template.Value] {
    [
      "机关": .text(schema.office.name), "单位": .text(unit), "日期": .text(day.spelled),
      "标题": .text(subject), "正文": .text(text),
    ]
  }
}

extension Office {
  /// The rungs of 催报, the widest first; a horizon of one's own is a rung too, and none is wider.
  fileprivate func rungs(within horizon: Limit?, on day: Day, _ calendar: WorkingCalendar)
    -> [Limit]
  {
    func reach(_ limit: Limit) -> Day { calendar.deadline(limit, from: day).day }
    let own = horizon.map { horizon in
      reminding.filter { reach($0) < reach(horizon) } + [horizon]
    }
    return (own ?? reminding).sorted { reach($0) > reach($1) }
  }
}

extension String {
  /// Whether it is one mail address that can stand in a header as it is.
  package var isMailbox: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    let allowed = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
    func isAtom(_ text: Substring) -> Bool {
      !text.isEmpty && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
        && text.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            || allowed.contains(byte)
        }
    }
    return parts.count == 2 && utf8.count <= 254 && !hasPrefix("-") && parts.allSatisfy(isAtom)
  }
}
