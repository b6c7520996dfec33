import Messages
package import Supervision

/// One unit that is late in one case, and the slip that comes next for it.
package struct Urging: Sendable {
  package let path: String
  package let id: String
  /// `(涉密)` for a secret case.
  package let title: String
  package let unit: String
  /// What it is late with, the earliest first; at least one.
  package let points: [DuePoint]
  /// The next of the ladder: 蓝, 橙 where a blue slip was not answered with a report, then 红.
  package let level: UrgeLevel
  package let isSecret: Bool

  /// The units that are late in a case that is being handled, and have not been urged on that day.
  package static func all(of state: CaseState, path: String) -> [Urging] {
    guard state.state == .handling else { return [] }
    let header = state.subject.header
    var units: [String] = []
    for point in state.duePoints where point.light == .red {
      if case .unit(let name) = point.owner, !units.contains(name) { units.append(name) }
    }
    let urgedToday = state.stepsInForce.filter { $0.kind == .urge && $0.day == state.asOf }
      .compactMap { $0[.unit] }
    return units.filter { !urgedToday.contains($0) }.map { unit in
      Urging(
        path: path, id: state.id(at: path), title: header.shownTitle, unit: unit,
        points: state.duePoints.filter { $0.light == .red && $0.owner == .unit(unit) },
        level: state.unit(unit)?.pendingUrge.map(\.next) ?? .first,
        isSecret: header.classification.isSecret)
    }
  }
}

extension UrgeLevel {
  fileprivate static let first = allCases[0]

  /// The slip after this one; after the last the same again.
  fileprivate var next: UrgeLevel {
    let levels = Self.allCases
    let place = levels.firstIndex(of: self).map { $0 + 1 } ?? 0
    return levels[min(place, levels.count - 1)]
  }
}

extension [Urging] {
  /// A unit's matters together, by the units' first days.
  package var byUnit: [(unit: String, urgings: [Urging])] {
    func order(_ urging: Urging) -> (Int, String) {
      (urging.points.compactMap { $0.due?.day.ordinal }.min() ?? .max, urging.id)
    }
    return Dictionary(grouping: self, by: \.unit).map { unit, urgings in
      (unit, urgings.sorted { order($0) < order($1) })
    }.sorted { (order($0.urgings[0]).0, $0.unit) < (order($1.urgings[0]).0, $1.unit) }
  }
}

extension Grid {
  /// What is to be urged, a line a case and unit.
  package init(_ urgings: [Urging]) {
    let ordered = urgings.byUnit.flatMap(\.urgings)
    self.init(
      columns: [
        Column("unit", "单位", narrowest: 16), Column("level", "催办"), Column("id", "案号"),
        Column("title", "事项", narrowest: 16), Column("what", "逾期", narrowest: 22),
      ],
      rows: ordered.map { urging in
        [
          .text(urging.unit), .text("\(urging.level.name)色"), .text(urging.id),
          Cell(urging.title),
          .text(
            urging.points.map { point in
              "\(point.whatText)\(point.reason.map { "(\($0.zh))" } ?? "")"
            }.joined(separator: "、")),
        ]
      },
      caption: "逾期待催 \(Set(urgings.map(\.unit)).count)个单位,\(urgings.count)件次")
  }
}
