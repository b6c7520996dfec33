import Messages
package import Supervision

/// Cases counted by something they share. Rates carry their denominators, never bare ranks.
package struct Summary: Sendable {
  /// `--by`
  package enum Key: String, Term {
    case unit, stage, leader, month, `class`

    package var name: String {
      switch self {
      case .unit: "单位"
      case .stage: "阶段"
      case .leader: "领导"
      case .month: "月份"
      case .class: "类别"
      }
    }
  }

  /// The figures of some cases.
  package struct Figures: Sendable, Hashable {
    package private(set) var registered = 0
    /// Not answered, declined, withdrawn or archived yet.
    package private(set) var open = 0
    /// With something overdue, closed cases that owe a revisit included.
    package private(set) var overdue = 0
    /// Of those open.
    package private(set) var openOverdue = 0
    package private(set) var closed = 0
    /// Of those closed, by the original date unless more time was asked for before it.
    package private(set) var closedInTime = 0
    /// From the present round's letter to its closing, of all that closed.
    package private(set) var daysToClose = 0
    package private(set) var urged = 0
    package private(set) var returned = 0

    package init() {}

    mutating func count(_ row: LedgerRow) {
      registered += 1
      if State.open.contains(row.state) { open += 1 }
      if row.light == .red { overdue += 1 }
      if row.light == .red, State.open.contains(row.state) { openOverdue += 1 }
      if let closed = row.milestones.closed {
        self.closed += 1
        if row.milestones.reportedInTime == true { closedInTime += 1 }
        daysToClose += closed.days(since: row.issued ?? row.registered)
      }
      urged += row.counts.urged
      returned += row.counts.returned
    }
  }

  package let key: Key
  package let groups: [(name: Cell, figures: Figures)]
  package let total: Figures

  package init(_ rows: [LedgerRow], by key: Key) {
    self.key = key
    var figures: [Cell: Figures] = [:]
    var total = Figures()
    for row in rows {
      figures[Self.group(of: row, by: key), default: Figures()].count(row)
      total.count(row)
    }
    self.total = total
    let groups = figures.map { (name: $0.key, figures: $0.value) }
    self.groups =
      switch key {
      case .stage, .month, .class: groups.sorted { $0.name.precedes($1.name) }
      case .unit, .leader:
        groups.sorted {
          $0.figures.registered != $1.figures.registered
            ? $0.figures.registered > $1.figures.registered : $0.name.precedes($1.name)
        }
      }
  }

  /// A case is counted once: by its lead, its leader, the month it was registered in.
  private static func group(of row: LedgerRow, by key: Key) -> Cell {
    switch key {
    case .unit: Cell(row.lead)
    case .stage: Cell(row.state.stage)
    case .leader: Cell(row.instruction.leader)
    case .month: .text(String(row.registered.description.prefix(7)))
    case .class: Cell(row.instruction.instructionClass)
    }
  }
}

// MARK: Forms

extension Grid {
  /// A summary with its total in the last row.
  package init(_ summary: Summary, of basis: LedgerBasis) {
    let rows = summary.groups.map { group in
      [group.name == .none ? .text("(未定)") : group.name] + group.figures.cells
    }
    let heading =
      switch summary.key {
      case .unit: "牵头单位"
      case .month: "登记月份"
      case .stage, .leader, .class: summary.key.name
      }
    self.init(
      columns: [Column(summary.key.rawValue, heading, narrowest: 10)]
        + Summary.Figures.columns,
      rows: rows.isEmpty ? [] : rows + [[.text("合计")] + summary.total.cells],
      caption: "督办件按\(summary.key.name)汇总 \(basis.text)", hasTotal: !rows.isEmpty)
  }
}

extension Summary.Figures {
  static let columns: [Grid.Column] = [
    Grid.Column("registered", "登记", .trailing), Grid.Column("open", "在办", .trailing),
    Grid.Column("overdue", "逾期", .trailing), Grid.Column("closed", "办结", .trailing),
    Grid.Column("closedInTime", "按期办结", .trailing),
    Grid.Column("averageDays", "平均办结天数", .trailing), Grid.Column("urged", "催办", .trailing),
    Grid.Column("returned", "退回", .trailing),
  ]

  var cells: [Cell] {
    [
      .number(registered), .number(open), .number(overdue), .number(closed),
      closed == 0 ? .none : .share(closedInTime, of: closed), averageDays, .number(urged),
      .number(returned),
    ]
  }

  /// Rounded to a tenth of a day.
  var averageDays: Cell {
    closed == 0 ? .none : .tenths((20 * daysToClose + closed) / (2 * closed))
  }
}

extension JSON {
  /// `ledger --by … --format json`.
  package static func summary(_ summary: Summary, asOf: Day, rev: String?) -> JSON {
    func figures(_ figures: Summary.Figures) -> [(String, JSON)] {
      [
        ("registered", .int(figures.registered)), ("open", .int(figures.open)),
        ("overdue", .int(figures.overdue)), ("closed", .int(figures.closed)),
        ("closedInTime", .int(figures.closedInTime)),
        ("daysToClose", .int(figures.daysToClose)), ("urged", .int(figures.urged)),
        ("returned", .int(figures.returned)),
      ]
    }
    return [
      "version": 1, "asOf": .day(asOf), "rev": JSON(rev), "by": .string(summary.key.rawValue),
      "groups": .array(
        summary.groups.map { .object([("group", $0.name.json)] + figures($0.figures)) }),
      "total": .object(figures(summary.total)),
    ]
  }
}
