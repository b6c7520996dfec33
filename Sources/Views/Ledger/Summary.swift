import Messages
package import Supervision

/// Cases counted by something they share. Rates carry their denominators, never bare ranks.
package struct Summary: Sendable {
  /// `--by`
  package enum Key: String, Term {
    case unit, lead, stage, leader, month, `class`

    package var name: String {
      switch self {
      case .unit: "单位"
      case .lead: "牵头单位"
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
    /// Not answered, declined, withdrawn or archived yet; of a unit also those in which it owes
    /// something. A closed case is open again as long as a revisit is late.
    package private(set) var open = 0
    /// Of those open.
    package private(set) var overdue = 0
    package private(set) var closed = 0
    /// Of those closed, the ones whose report was the unit's own to hand in: as the lead.
    package private(set) var reported = 0
    /// Of those reported, by the original date unless more time was asked for before it.
    package private(set) var closedInTime = 0
    /// From the present round's letter to its closing, of all that were reported.
    package private(set) var daysToClose = 0
    package private(set) var urged = 0
    package private(set) var returned = 0

    package init() {}

    mutating func count(_ row: LedgerRow, for share: Share) {
      registered += 1
      if share.isOpen { open += 1 }
      if share.isOverdue { overdue += 1 }
      if let closed = row.milestones.closed, share.role != .office {
        self.closed += 1
        if share.role == .all {
          reported += 1
          if row.milestones.reportedInTime == true { closedInTime += 1 }
          daysToClose += closed.days(since: row.issued ?? row.registered)
        }
      }
      urged += share.urged
      if share.role == .all { returned += row.counts.returned }
    }
  }

  /// What of a case counts for a group.
  struct Share {
    enum Role {
      /// The whole case: it is the lead's, or there is nothing to share it by.
      case all
      case coUnit, office
    }

    let role: Role
    let isOpen: Bool
    let isOverdue: Bool
    let urged: Int
  }

  package let key: Key
  package let groups: [(name: Cell, figures: Figures)]
  package let total: Figures

  package init(_ rows: [LedgerRow], by key: Key) {
    self.key = key
    var figures: [Cell: Figures] = [:]
    var total = Figures()
    var offices: Set<Cell> = []
    for row in rows {
      for (name, share) in row.shares(by: key) {
        figures[name, default: Figures()].count(row, for: share)
        if share.role == .office { offices.insert(name) }
      }
      total.count(row, for: row.whole)
    }
    self.total = total
    let groups = figures.map { (name: $0.key, figures: $0.value) }
    self.groups =
      switch key {
      case .stage, .month, .class: groups.sorted { $0.name.precedes($1.name) }
      case .unit:
        groups.sorted {
          let isOffice = offices.contains($0.name)
          if isOffice != offices.contains($1.name) { return !isOffice }
          return $0.figures.registered != $1.figures.registered
            ? $0.figures.registered > $1.figures.registered : $0.name.precedes($1.name)
        }
      case .lead, .leader:
        groups.sorted {
          $0.figures.registered != $1.figures.registered
            ? $0.figures.registered > $1.figures.registered : $0.name.precedes($1.name)
        }
      }
  }

}

extension LedgerRow {
  /// Whether it counts as open: something is under way, or late.
  private var isUnderWay: Bool { State.open.contains(state) || light == .red }

  fileprivate var whole: Summary.Share {
    Summary.Share(
      role: .all, isOpen: isUnderWay, isOverdue: light == .red, urged: counts.urged)
  }

  /// The groups that the case counts in. By unit it is in that of each unit that has a part in it, with
  /// what that unit owes, and in the office's where the office owes something; else in one: by its lead,
  /// its leader, the month it was registered in.
  fileprivate func shares(by key: Summary.Key) -> [(name: Cell, share: Summary.Share)] {
    let name: Cell
    switch key {
    case .unit: return sharesOfUnits
    case .lead: name = Cell(lead)
    case .stage: name = Cell(state.stage)
    case .leader: name = Cell(instruction.leader)
    case .month: name = .text(String(registered.description.prefix(7)))
    case .class: name = Cell(instruction.instructionClass)
    }
    return [(name, whole)]
  }

  private var sharesOfUnits: [(name: Cell, share: Summary.Share)] {
    var names = units
    for point in duePoints {
      if case .unit(let name) = point.owner, !names.contains(name) { names.append(name) }
    }
    var shares = names.map { name in
      let points = duePoints.filter { $0.owner == .unit(name) }
      let hasPart = name == lead || coUnits.contains(name)
      return (
        name: Cell(name),
        share: Summary.Share(
          role: name == lead ? .all : .coUnit,
          isOpen: !points.isEmpty || State.open.contains(state) && hasPart,
          isOverdue: points.contains { $0.light == .red },
          urged: unitStates.first { $0.name == name }?.urged ?? 0)
      )
    }
    if names.isEmpty {
      let share = Summary.Share(
        role: .all, isOpen: State.open.contains(state), isOverdue: false, urged: counts.urged)
      shares.append((.none, share))
    }
    let offices = duePoints.filter { $0.owner == .office }
    if let office = offices.first {
      let share = Summary.Share(
        role: .office, isOpen: true, isOverdue: offices.contains { $0.light == .red }, urged: 0)
      shares.append((Cell(office.who), share))
    }
    return shares
  }
}

// MARK: Forms

extension Grid {
  /// A summary with its total in the last row.
  package init(_ summary: Summary, of basis: LedgerBasis) {
    let rows = summary.groups.map { group in
      [group.name == .none ? .text("(未定)") : group.name] + group.figures.cells
    }
    let heading = summary.key == .month ? "登记月份" : summary.key.name
    // A case of three units stands in three rows.
    let note = summary.key == .unit ? "(一件由几个单位承办的各计一次,合计只计一次)" : ""
    self.init(
      columns: [Column(summary.key.rawValue, heading, narrowest: 10)]
        + Summary.Figures.columns,
      rows: rows.isEmpty ? [] : rows + [[.text("合计")] + summary.total.cells],
      caption: "督办件按\(summary.key.name)汇总\(note) \(basis.text)\(basis.unread.tally)",
      hasTotal: !rows.isEmpty)
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
      reported == 0 ? .none : .share(closedInTime, of: reported), averageDays, .number(urged),
      .number(returned),
    ]
  }

  /// Rounded to a tenth of a day.
  var averageDays: Cell {
    reported == 0 ? .none : .tenths((20 * daysToClose + reported) / (2 * reported))
  }
}

extension JSON {
  /// `ledger --by … --format json`.
  package static func summary(
    _ summary: Summary, asOf: Day, rev: String?, unread: [UnreadCase] = [], stamp: Stamp? = nil
  ) -> JSON {
    func figures(_ figures: Summary.Figures) -> [(String, JSON)] {
      [
        ("registered", .int(figures.registered)), ("open", .int(figures.open)),
        ("overdue", .int(figures.overdue)), ("closed", .int(figures.closed)),
        ("reported", .int(figures.reported)), ("closedInTime", .int(figures.closedInTime)),
        ("daysToClose", .int(figures.daysToClose)), ("urged", .int(figures.urged)),
        ("returned", .int(figures.returned)),
      ]
    }
    return JSON.stamped(by: stamp) + [
      "asOf": .day(asOf), "rev": JSON(rev), "by": .string(summary.key.rawValue),
      "groups": .array(
        summary.groups.map { .object([("group", $0.name.json)] + figures($0.figures)) }),
      "total": .object(figures(summary.total)), "unread": .unread(unread),
    ]
  }
}
