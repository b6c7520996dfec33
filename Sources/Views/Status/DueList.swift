import Messages
import Supervision

/// Everything that is owed in some cases, the most pressing first: overdue, then by its day, what
/// has no day last.
package struct DueList: Sendable {
  package let basis: LedgerBasis
  package let items: [Status.Item]
  /// How many days ahead it looks; nil for all that is owed.
  package let days: Int?
  /// Nil for everyone's.
  package let unit: String?

  /// - Parameters:
  ///   - unit: only what this unit owes, by a part of its name; nil for everyone.
  ///   - days: only what is due up to so many calendar days after the day of the list, and what is
  ///     overdue; nil for all that is owed.
  package init(
    _ cases: [OwingCase], of basis: LedgerBasis, unit: String? = nil, within days: Int? = nil
  ) {
    self.basis = basis
    self.days = days
    self.unit = unit
    let last = days.map { basis.asOf.advanced(by: $0) }
    items =
      cases.flatMap { owing in
        owing.duePoints.filter { point in
          guard unit.map(point.who.contains) ?? true else { return false }
          guard let last else { return true }
          return point.due.map { $0.day <= last } ?? false
        }.map { Status.Item(owing, $0) }
      }.earliestFirst
  }
}

extension DueList {
  /// What it leaves out, in words; empty where it has all.
  var filter: String {
    (unit.map { ",只列\($0)" } ?? "") + (days.map { ",\($0)天内到期和已逾期的" } ?? "")
  }
}

// MARK: Forms

extension Grid {
  /// What is owed, a line a due point.
  package init(_ list: DueList) {
    self.init(
      columns: [
        Column("due", "时限"), Column("light", "灯"), Column("id", "案号"),
        // On a narrow terminal names stay readable, and the reasons are left out.
        Column("title", "事项", narrowest: 16), Column("who", "谁", narrowest: 20),
        Column("what", "应办"), Column("why", "依据", narrowest: 22),
      ],
      rows: list.items.map { item in
        [
          Cell(item.point.due?.day), .light(item.point.light), .text(item.owing.id),
          Cell(item.owing.title), .text(item.point.who), .text(item.point.whatText),
          .text(item.point.why.with(item.point.contact?.words).zh),
        ]
      }
        + list.basis.unread.unlisted.map { unread in
          [.none, .none, .text(unread.id), .text(unread.words.zh), .none, .none, .none]
        },
      caption:
        "到期事项 \(list.basis.text)\(list.filter),共\(list.items.count)项\(list.basis.unread.tally)")
  }
}

extension JSON {
  /// `due --format json`.
  package static func due(_ list: DueList, stamp: Stamp? = nil) -> JSON {
    JSON.stamped(by: stamp) + [
      "asOf": .day(list.basis.asOf), "days": list.days.map(JSON.int) ?? .null,
      "due": .array(
        list.items.map { item in
          .object(
            [("id", .string(item.owing.id)), ("title", JSON(item.owing.title))]
              + item.point.members
              + [
                ("task", item.point.task.map(JSON.int) ?? .null),
                ("start", .day(item.point.start)), ("contact", item.point.contact.json),
                ("path", .string(item.owing.path)),
              ])
        }),
      "unread": .unread(list.basis.unread),
    ]
  }
}
