import FrontMatter
import Views

/// The outcomes as a table for people and as JSON for programs.
enum Report {
  static func table(_ outcomes: [Comparison.Outcome], _ history: History) -> String {
    let headings = ["command", "ours ms", "other ms", "ratio", "bound", "", "ours MB", "other MB"]
    let rows = outcomes.map { outcome in
      [
        outcome.name, number(outcome.ours * 1000, 1), number(outcome.other * 1000, 1),
        number(outcome.ratio, 2), number(outcome.bound, 1), verdict(outcome),
        number(Double(outcome.memory.ours) / 1e6, 1), number(Double(outcome.memory.other) / 1e6, 1),
      ]
    }
    let widths = headings.indices.map { index in
      ([headings] + rows).map { $0[index].displayWidth }.max() ?? 0
    }
    let lines = ([headings] + rows).map { row in
      row.enumerated().map { index, cell in
        cell.padded(toDisplayWidth: widths[index], alignment: index == 0 ? .leading : .trailing)
      }.joined(separator: "  ")
    }
    let title = "\(history.cases) cases, \(history.cases * history.steps + 1) commits; medians"
    return ([title, ""] + lines).joined(separator: "\n")
  }

  static func json(_ outcomes: [Comparison.Outcome], _ history: History) -> String {
    let rows = outcomes.map { outcome -> JSON in
      [
        "command": .string(outcome.name), "oursMicroseconds": .int(Int(outcome.ours * 1e6)),
        "otherMicroseconds": .int(Int(outcome.other * 1e6)),
        "ratioPerMille": .int(Int(outcome.ratio * 1000)),
        "boundPerMille": .int(Int(outcome.bound * 1000)),
        "oursBytes": .int(outcome.memory.ours), "otherBytes": .int(outcome.memory.other),
        "failed": .bool(outcome.hasFailed),
      ]
    }
    let report: JSON = [
      "version": 1, "cases": .int(history.cases), "steps": .int(history.steps),
      "rows": .array(rows),
    ]
    return report.pretty
  }

  private static func verdict(_ outcome: Comparison.Outcome) -> String {
    if outcome.hasFailed { return "FAILED" }
    return outcome.ratio <= outcome.bound ? "within" : "over"
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
