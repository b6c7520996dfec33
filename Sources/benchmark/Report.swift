import FrontMatter
import Views

/// The outcomes as a table for people and as JSON for programs.
enum Report {
  private static let headings = [
    "command", "ours ms", "other ms", "ratio", "bound", "", "CPU", "ours MB", "other MB", "",
    "instr.",
  ]

  static func table(_ outcomes: [Outcome], _ history: History) -> String {
    let rows = [headings] + outcomes.map(cells)
    let widths = headings.indices.map { index in rows.map { $0[index].displayWidth }.max() ?? 0 }
    let lines = rows.map { row in
      row.enumerated().map { index, cell in
        cell.padded(toDisplayWidth: widths[index], alignment: index == 0 ? .leading : .trailing)
      }.joined(separator: "  ")
    }
    let title =
      "\(history.cases) cases, \(history.cases * history.steps + 1) commits; medians of time, ratio of "
      + "processor time, highest memory, ratio of instructions"
    return ([title, ""] + lines).joined(separator: "\n")
  }

  private static func cells(_ outcome: Outcome) -> [String] {
    let counts = (outcome.ours.instructions, outcome.other?.instructions)
    return [
      outcome.name, number(outcome.ours.wall * 1000, 1),
      outcome.other.map { number($0.wall * 1000, 1) } ?? "",
      outcome.ratio.map { number($0, 2) } ?? "", bound(outcome), verdict(outcome),
      outcome.processorRatio.map { number($0, 2) } ?? "", megabytes(outcome.ours.memory),
      megabytes(outcome.other?.memory),
      outcome.isSmall.map { $0 ? "within" : "over" } ?? "",
      counts.0.flatMap { mine in counts.1.map { number(Double(mine) / Double($0), 2) } } ?? "",
    ]
  }

  static func json(_ outcomes: [Outcome], _ history: History) -> String {
    let report: JSON = [
      "version": 2, "cases": .int(history.cases), "steps": .int(history.steps),
      "rows": .array(
        outcomes.map { outcome in
          var row: [(String, JSON)] = [
            ("command", .string(outcome.name)), ("bound", .string(bound(outcome))),
            ("within", .bool(outcome.isWithin)), ("failed", .bool(outcome.hasFailed)),
          ]
          for (name, side) in [("ours", outcome.ours), ("other", outcome.other)] {
            guard let side else { continue }
            row.append((name, json(side)))
          }
          if let ratio = outcome.ratio { row.append(("ratioPerMille", .int(Int(ratio * 1000)))) }
          if let isSmall = outcome.isSmall { row.append(("memoryWithin", .bool(isSmall))) }
          return .object(row)
        }),
    ]
    return report.pretty
  }

  private static func json(_ side: Outcome.Side) -> JSON {
    var fields: [(String, JSON)] = [
      ("microseconds", .int(Int(side.wall * 1e6))),
      ("processorMicroseconds", .int(Int(side.processor * 1e6))),
    ]
    if let memory = side.memory { fields.append(("bytes", .int(memory))) }
    if let count = side.instructions { fields.append(("instructions", .int(count))) }
    return .object(fields)
  }

  private static func bound(_ outcome: Outcome) -> String {
    switch outcome.bound {
    case .times(let times, let plus):
      number(times, times < 1 || times != times.rounded() ? 1 : 0) + " ×"
        + (plus > 0 ? " + \(number(plus * 1000, 0)) ms" : "")
    case .seconds(let seconds): "\(number(seconds, 0)) s"
    }
  }

  private static func verdict(_ outcome: Outcome) -> String {
    if outcome.hasFailed { return "FAILED" }
    return outcome.isWithin ? "within" : "over"
  }

  private static func megabytes(_ bytes: Int?) -> String {
    bytes.map { number(Double($0) / 1e6, 1) } ?? ""
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = Int((value * scale).rounded())
    let text = "\(rounded)"
    guard digits > 0 else { return text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return "\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }
}
