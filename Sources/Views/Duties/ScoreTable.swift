import Messages
package import Supervision

/// Why a unit's points are what they are: every event and every 封顶, unit by unit.
package struct ScoreReasons: Sendable {
  /// A line of the score, and the commit that recorded its step.
  package struct Reason: Sendable {
    package let line: UnitScore.Line
    package let commit: String?

    package init(_ line: UnitScore.Line, commit: String?) {
      (self.line, self.commit) = (line, commit)
    }
  }

  package let score: Score
  /// By unit.
  package let reasons: [String: [Reason]]

  package init(_ score: Score, reasons: [String: [Reason]]) {
    (self.score, self.reasons) = (score, reasons)
  }
}

// MARK: Forms

extension Grid {
  /// The scores, the best first.
  package init(_ score: Score, units: [UnitScore], of basis: LedgerBasis) {
    self.init(
      columns: [
        Column("rank", "名次", .trailing), Column("unit", "单位", narrowest: 16),
        Column("points", "得分", .trailing), Column("lost", "扣分", .trailing),
        Column("gained", "加分", .trailing), Column("cases", "承办件数", .trailing),
        Column("inTime", "按时/应办", .trailing),
      ],
      rows: units.map { unit in
        [
          .number(score.rank(of: unit)), .text(unit.unit), .points(unit.total), .points(unit.lost),
          .points(unit.gained), .number(unit.cases), .share(unit.inTime, of: unit.due),
        ]
      },
      caption:
        "考核得分 \(score.first)至\(score.last),按\(score.version.since)起的办法,基础分\(score.version.base.text),共\(score.units.count)个单位\(basis.revText)\(basis.unread.tally)"
    )
  }

  /// Each deduction and award, with rule, case, duty, days and commit.
  package init(_ reasons: ScoreReasons, units: [UnitScore], of basis: LedgerBasis) {
    self.init(
      columns: [
        Column("unit", "单位", narrowest: 14), Column("points", "分", .trailing),
        Column("event", "事由"), Column("id", "案号"), Column("title", "事项", narrowest: 12),
        Column("what", "应办"), Column("keptTo", "时限"), Column("day", "日期"),
        Column("days", "天", .trailing), Column("why", "说明", narrowest: 12),
        Column("step", "步骤", .trailing), Column("commit", "提交"),
      ],
      rows: units.flatMap { unit in
        (reasons.reasons[unit.unit] ?? []).map(\.cells) + unit.caps.map { $0.cells(of: unit.unit) }
      },
      caption: "考核明细 \(reasons.score.first)至\(reasons.score.last)\(basis.revText)")
  }
}

extension LedgerBasis {
  fileprivate var revText: String { rev.map { ",版本\($0)" } ?? "" }
}

extension ScoreReasons.Reason {
  fileprivate var cells: [Cell] {
    let (line, duty) = (line.line, line.line.duty)
    return [
      .text(line.unit), .points(line.points), Cell(line.event), .text(self.line.id),
      Cell(self.line.title), Cell(duty?.point.whatText), Cell(duty?.keptTo), .day(line.day),
      .count(line.days), Cell(line.words), .number(line.step),
      Cell(commit.map { String($0.prefix(10)) }),
    ]
  }

  var json: JSON {
    let (line, duty) = (line.line, line.line.duty)
    return .object([
      ("event", .string(line.event.rawValue)), ("points", .points(line.points)),
      ("id", .string(self.line.id)), ("title", JSON(self.line.title)),
      ("what", JSON(duty?.point.what.rawValue)),
      ("task", (duty?.point.task).map(JSON.int) ?? .null),
      ("period", (duty?.point.period).map(JSON.int) ?? .null), ("keptTo", .day(duty?.keptTo)),
      ("day", .day(line.day)), ("days", .int(line.days)), ("time", .int(line.time)),
      ("coUnit", .bool(line.isCoUnit)), ("version", .day(line.version)), ("step", .int(line.step)),
      ("commit", JSON(commit)), ("path", .string(self.line.path)),
    ])
  }
}

extension ScoreLine {
  /// What is not plain from the other columns.
  fileprivate var words: String {
    var words: [String] = []
    if time > 1 { words.append("第\(time)次") }
    if duty != nil, time == 0 { words.append("上期已计次") }
    if let duty, duty.isOpen { words.append("至期末未办") }
    if isCoUnit { words.append("协办折算") }
    return words.joined(separator: ",")
  }
}

extension UnitScore.Cap {
  fileprivate func cells(of unit: String) -> [Cell] {
    let what = event?.name ?? (isGain ? "加分" : "扣分")
    return [
      .text(unit), .points(points), .text("封顶"), .none, .none, .none, .none, .none, .none,
      .text("\(what)最多\(most.text)分"), .none, .none,
    ]
  }

  fileprivate var json: JSON {
    .object([
      ("event", JSON(event?.rawValue)), ("gain", .bool(isGain)), ("most", .points(most)),
      ("points", .points(points)),
    ])
  }
}

extension JSON {
  /// `score --format json`.
  package static func score(
    _ reasons: ScoreReasons, units: [UnitScore], of basis: LedgerBasis, rev: String?, stamp: Stamp?
  ) -> JSON {
    let score = reasons.score
    return JSON.stamped(by: stamp) + [
      "since": .day(score.first), "until": .day(score.last), "rev": JSON(rev),
      "rules": .day(score.version.since), "base": .points(score.version.base),
      "units": .array(
        units.map { unit in
          .object([
            ("unit", .string(unit.unit)), ("rank", .int(score.rank(of: unit))),
            ("points", .points(unit.total)), ("lost", .points(unit.lost)),
            ("gained", .points(unit.gained)), ("cases", .int(unit.cases)), ("due", .int(unit.due)),
            ("inTime", .int(unit.inTime)),
            ("lines", .array((reasons.reasons[unit.unit] ?? []).map(\.json))),
            ("caps", .array(unit.caps.map(\.json))),
          ])
        }),
      "unread": .unread(basis.unread),
    ]
  }
}
