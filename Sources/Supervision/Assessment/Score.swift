/// What a unit's period came to: points, with what they are of.
package struct UnitScore: Sendable, Hashable {
  /// Points given back since a 封顶 was reached.
  package struct Cap: Sendable, Hashable {
    /// Nil for that of all 扣分, or of all 加分.
    package let event: AssessedEvent?
    package let isGain: Bool
    package let most: Points
    /// Above zero where fewer are lost, below where fewer are gained.
    package let points: Points
  }

  package let unit: String
  package let base: Points
  package let lines: [Line]
  package let caps: [Cap]
  /// The cases in which it had something to do by the end of the period.
  package let cases: Int
  /// The duties that it was to have done by the end, and had not done before the period.
  package let due: Int
  package let inTime: Int

  /// Both below zero or zero, and above or zero.
  package let lost, gained: Points

  package var total: Points { base + lost + gained }

  /// A line, and the case that it is of.
  package struct Line: Sendable, Hashable {
    package let id: String
    package let title: String
    package let path: String
    package let line: ScoreLine

    package init(_ line: ScoreLine, id: String, title: String, path: String) {
      (self.line, self.id, self.title, self.path) = (line, id, title, path)
    }
  }
}

/// The scores of a period. Who had nothing to do in it has none: no rank without what it is of.
package struct Score: Sendable {
  package let first, last: Day
  /// In force on the last day: 基础分 and 封顶 are its.
  package let version: Assessment.Version
  /// The best first, then by name.
  package let units: [UnitScore]

  /// What one case brings.
  package struct Part: Sendable {
    let lines: [UnitScore.Line]
    let duties: [Duty]

    /// - Parameter duties: every unit's in the case.
    package init(_ lines: [UnitScore.Line], duties: [Duty], from first: Day) {
      self.lines = lines
      self.duties = duties.filter { duty in
        if case .unit = duty.point.owner { duty.counts(from: first) } else { false }
      }
    }

    package var isEmpty: Bool { lines.isEmpty && duties.isEmpty }
  }

  package init(_ parts: [Part], from first: Day, through last: Day, by version: Assessment.Version)
  {
    (self.first, self.last, self.version) = (first, last, version)
    var lines: [String: [UnitScore.Line]] = [:]
    var tallies: [String: (cases: Int, due: Int, inTime: Int)] = [:]
    for part in parts {
      for line in part.lines { lines[line.line.unit, default: []].append(line) }
      var seen = Set(part.lines.map(\.line.unit))
      for duty in part.duties {
        seen.insert(duty.point.who)
        tallies[duty.point.who, default: (0, 0, 0)].due += 1
        if duty.isMet, duty.daysLate == 0 { tallies[duty.point.who]?.inTime += 1 }
      }
      for unit in seen { tallies[unit, default: (0, 0, 0)].cases += 1 }
    }
    units = tallies.map { unit, tally in
      UnitScore(unit, lines[unit] ?? [], tally, by: version)
    }.sorted { ($1.total, $0.unit) < ($0.total, $1.unit) }
  }

  /// The place of a unit: those of as many points share one.
  package func rank(of score: UnitScore) -> Int { 1 + units.count { $0.total > score.total } }
}

extension UnitScore {
  fileprivate init(
    _ unit: String, _ lines: [Line], _ tally: (cases: Int, due: Int, inTime: Int),
    by version: Assessment.Version
  ) {
    var caps: [Cap] = []
    var sums: [Bool: Points] = [:]
    for event in AssessedEvent.allCases {
      var sum = lines.filter { $0.line.event == event }.map(\.line.points).reduce(.zero, +)
      if let most = version.rules[event]?.most, abs(sum.hundredths) > most.hundredths {
        let kept = event.isGain ? most : -most
        caps.append(Cap(event: event, isGain: event.isGain, most: most, points: kept - sum))
        sum = kept
      }
      sums[event.isGain, default: .zero] = (sums[event.isGain] ?? .zero) + sum
    }
    for (isGain, most) in [(false, version.mostLost), (true, version.mostGained)] {
      guard let most, let sum = sums[isGain], abs(sum.hundredths) > most.hundredths else {
        continue
      }
      let kept = isGain ? most : -most
      caps.append(Cap(event: nil, isGain: isGain, most: most, points: kept - sum))
      sums[isGain] = kept
    }
    self.init(
      unit: unit, base: version.base, lines: lines, caps: caps, cases: tally.cases, due: tally.due,
      inTime: tally.inTime, lost: sums[false] ?? .zero, gained: sums[true] ?? .zero)
  }
}
