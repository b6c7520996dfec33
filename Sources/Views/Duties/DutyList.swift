import Messages
package import Supervision

/// What became of a duty, in a word.
package enum DutyStanding: String, Term {
  case met, metLate, open, overdue, suspended, handedOn, lapsed

  package var name: String {
    switch self {
    case .met: "按时"
    case .metLate: "迟办"
    case .open: "未到期"
    case .overdue: "逾期未办"
    case .suspended: "中止"
    case .handedOn: "移交"
    case .lapsed: "终止"
    }
  }
}

extension Duty {
  package var standing: DutyStanding {
    switch outcome {
    case .met: daysLate > 0 ? .metLate : .met
    case .open: isOverdue ? .overdue : .open
    case .suspended: .suspended
    case .handedOn: .handedOn
    case .lapsed: .lapsed
    }
  }
}

/// A line in the record of duties: something that was owed in a case, and the commit that ended it.
package struct DutyRow: Sendable {
  package let id: String
  /// `(涉密)` for a secret case.
  package let title: String
  package let path: String
  package let duty: Duty
  /// That recorded the step from which it runs.
  package let startCommit: String?
  /// That recorded the step which met it, handed it on or made it lapse; nil while it is owed, and where
  /// that step is not recorded.
  package let commit: String?

  package init(
    _ duty: Duty, id: String, title: String, path: String, startCommit: String?, commit: String?
  ) {
    (self.id, self.title, self.path, self.duty) = (id, title, path, duty)
    (self.startCommit, self.commit) = (startCommit, commit)
  }
}

/// 履责记录: what was owed in some cases, by whom, and what became of it.
package struct DutyList: Sendable {
  package let basis: LedgerBasis
  /// What had ended before this day is left out; nil for all.
  package let since: Day?
  /// By case, in the order in which they came up.
  package let rows: [DutyRow]

  package init(_ rows: [DutyRow], of basis: LedgerBasis, since: Day?) {
    (self.rows, self.basis, self.since) = (rows, basis, since)
  }
}

// MARK: Forms

extension Grid {
  package init(_ list: DutyList) {
    let met = list.rows.count { $0.duty.isMet }
    let late = list.rows.count { $0.duty.isLate }
    self.init(
      columns: DutyList.columns, rows: list.rows.map(\.cells),
      caption:
        "履责记录 \(list.basis.text)\(list.since.map { ",自\($0)" } ?? ""),共\(list.rows.count)项:办了\(met),迟了\(late)\(list.basis.unread.tally)"
    )
  }
}

extension DutyList {
  package static let columns: [Grid.Column] = [
    Grid.Column("id", "案号"), Grid.Column("title", "事项", narrowest: 16),
    Grid.Column("who", "谁", narrowest: 12), Grid.Column("what", "应办"),
    Grid.Column("since", "起算"), Grid.Column("originalDue", "原定"), Grid.Column("due", "时限"),
    Grid.Column("outcome", "结果"), Grid.Column("end", "了结"),
    Grid.Column("daysLate", "迟(天)", .trailing), Grid.Column("step", "步骤", .trailing),
    Grid.Column("commit", "提交"),
  ]
}

extension DutyRow {
  package var cells: [Cell] {
    let point = duty.point
    return [
      .text(id), Cell(title), .text(point.who), .text(point.whatText), .day(duty.since),
      Cell(point.original), Cell(point.due?.day), Cell(duty.standing), Cell(duty.end),
      .count(duty.daysLate), duty.endingStep.map(Cell.number) ?? .none,
      Cell(commit.map { String($0.prefix(10)) }),
    ]
  }

  /// An entry of `duties --format json`.
  package var json: JSON {
    let point = duty.point
    let owner =
      switch point.owner {
      case .office: "office"
      case .leader: "leader"
      case .unit: "unit"
      }
    return .object([
      ("id", .string(id)), ("title", JSON(title)), ("owner", .string(owner)),
      ("who", .string(point.who)), ("what", .string(point.what.rawValue)),
      ("task", point.task.map(JSON.int) ?? .null), ("period", point.period.map(JSON.int) ?? .null),
      ("start", .day(point.start)), ("startStep", .int(point.startStep)),
      ("startCommit", JSON(startCommit)), ("since", .day(duty.since)),
      ("originalDue", .day(point.original)), ("due", .day(point.due?.day)),
      ("keptTo", .day(duty.keptTo)), ("outcome", .string(duty.standing.rawValue)),
      ("end", .day(duty.end)), ("step", duty.endingStep.map(JSON.int) ?? .null),
      ("commit", JSON(commit)), ("daysLate", .int(duty.daysLate)),
      ("ownDaysLate", .int(duty.ownDaysLate)), ("light", .string(point.light.rawValue)),
      ("path", .string(path)),
    ])
  }
}

extension Duty {
  /// The day on which it was met, handed on, lapsed or suspended; nil while it is owed.
  fileprivate var end: Day? { isOpen ? nil : lastDay }
}

extension JSON {
  /// `duties --format json`.
  package static func duties(_ list: DutyList, rev: String?, stamp: Stamp? = nil) -> JSON {
    JSON.stamped(by: stamp) + [
      "asOf": .day(list.basis.asOf), "since": .day(list.since), "rev": JSON(rev),
      "duties": .array(list.rows.map(\.json)), "unread": .unread(list.basis.unread),
    ]
  }
}
