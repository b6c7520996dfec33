import Views

extension Report {
  /// Whole numbers, whose units are in their names. What is not known is left out.
  static func json(_ results: Results) -> JSON {
    [
      "version": 3, "cases": .int(results.history.cases), "steps": .int(results.history.steps),
      "runs": .int(results.runs), "limitMilliseconds": .int(Int(results.limit * 1000)),
      "rows": .array(results.rows.map(json)), "notInstalled": .strings(results.notInstalled),
    ]
  }

  private static func json(_ row: Results.Row) -> JSON {
    switch row {
    case .skipped(let name, let why): ["command": .string(name), "skipped": .string(why)]
    case .measured(let outcome): json(outcome)
    }
  }

  private static func json(_ outcome: Outcome) -> JSON {
    var row: [(String, JSON)] = [("command", .string(outcome.name))]
    if let asked = outcome.bound { row.append(("bound", .string(bound(asked)))) }
    if let isWithin = outcome.isWithin { row.append(("within", .bool(isWithin))) }
    row.append(("failed", .bool(outcome.hasFailed)))
    for (name, side) in [("ours", outcome.ours), ("other", outcome.other)] {
      if let side { row.append((name, json(side))) }
    }
    switch outcome.ratio {
    case .exactly(let value): row.append(("ratioPerMille", .int(Int(value * 1000))))
    case .below(let value):
      row.append(("ratioPerMilleBelow", .int(Int((value * 1000).rounded(.up)))))
    case .above(let value): row.append(("ratioPerMilleAbove", .int(Int(value * 1000))))
    case nil: break
    }
    if let isSmall = outcome.isSmall { row.append(("memoryWithin", .bool(isSmall))) }
    return .object(row)
  }

  private static func json(_ side: Outcome.Side) -> JSON {
    var fields: [(String, JSON)] = [
      ("microseconds", .int(Int(side.wall * 1e6))),
      ("processorMicroseconds", .int(Int(side.processor * 1e6))),
      ("stopped", .bool(side.isStopped)),
    ]
    if let memory = side.memory { fields.append(("bytes", .int(memory))) }
    if let count = side.instructions { fields.append(("instructions", .int(count))) }
    return .object(fields)
  }
}
