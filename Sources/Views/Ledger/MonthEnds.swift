import Messages
package import Supervision

/// What was open, overdue and closed at the end of each month: 台账 of many days at once.
package struct MonthEnds: Sendable {
  /// What counts of one case at the ends of months.
  package struct Share: Sendable {
    struct Flags: OptionSet, Sendable {
      let rawValue: UInt8
      static let registered = Flags(rawValue: 1)
      static let open = Flags(rawValue: 2)
      static let overdue = Flags(rawValue: 4)
      static let closed = Flags(rawValue: 8)
    }

    /// One a month.
    let flags: [Flags]

    /// - Parameter days: the ends of the months, in order.
    /// - Complexity: a fold a month for which the case is not settled.
    package init(_ subject: Case, schema: Schema, on days: [Day]) {
      var flags: [Flags] = []
      let last = subject.steps.map(\.day).max()
      var settled: Flags?
      for day in days {
        if let settled {
          flags.append(settled)
          continue
        }
        let state = CaseState(folding: subject, schema: schema, asOf: day)
        let now = Flags(state)
        flags.append(now)
        if let last, last <= day, state.duePoints.isEmpty { settled = now }
      }
      self.flags = flags
    }
  }

  package let months: [(day: Day, registered: Int, open: Int, overdue: Int, closed: Int)]

  package init(_ shares: [Share], on days: [Day]) {
    months = days.indices.map { place in
      func count(_ flag: Share.Flags) -> Int { shares.count { $0.flags[place].contains(flag) } }
      return (days[place], count(.registered), count(.open), count(.overdue), count(.closed))
    }
  }

  /// The ends of the months from that of `first` up to the day itself, the last month's so far.
  package static func days(from first: Day, through last: Day) -> [Day] {
    var days: [Day] = []
    var month = first
    while let end = month.endOfMonth, end < last {
      days.append(end)
      month = end.advanced(by: 1)
    }
    return days + [last]
  }
}

extension MonthEnds.Share.Flags {
  fileprivate init(_ state: CaseState) {
    guard let course = state.state else {
      self = []
      return
    }
    self = .registered
    let isOverdue = state.light == .red
    if State.open.contains(course) || isOverdue { insert(.open) }
    if isOverdue { insert(.overdue) }
    if state.milestones.closed != nil { insert(.closed) }
  }
}

extension Day {
  fileprivate var endOfMonth: Day? {
    let now = components
    let first =
      now.month == 12
      ? Day(year: now.year + 1, month: 1, day: 1)
      : Day(year: now.year, month: now.month + 1, day: 1)
    return first?.advanced(by: -1)
  }
}

// MARK: Forms

extension Grid {
  package init(_ trend: MonthEnds, of basis: LedgerBasis) {
    self.init(
      columns: [
        Column("month", "月末"), Column("registered", "登记", .trailing),
        Column("open", "在办", .trailing), Column("overdue", "逾期", .trailing),
        Column("closed", "办结", .trailing),
      ],
      rows: trend.months.map { month in
        [
          .day(month.day), .number(month.registered), .number(month.open), .number(month.overdue),
          .number(month.closed),
        ]
      }, caption: "各月末的办理情况 \(basis.text)\(basis.unread.tally)")
  }
}

extension JSON {
  /// `ledger --by month --trend --format json`.
  package static func trend(
    _ trend: MonthEnds, asOf: Day, rev: String?, unread: [UnreadCase], stamp: Stamp?
  ) -> JSON {
    JSON.stamped(by: stamp) + [
      "asOf": .day(asOf), "rev": JSON(rev), "by": "month",
      "months": .array(
        trend.months.map { month in
          [
            "day": .day(month.day), "registered": .int(month.registered), "open": .int(month.open),
            "overdue": .int(month.overdue), "closed": .int(month.closed),
          ]
        }), "unread": .unread(unread),
    ]
  }
}
