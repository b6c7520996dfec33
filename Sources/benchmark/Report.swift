import Messages
import Views

/// The results as a table for people, as the page on performance has it, and as JSON for programs.
enum Report {
  enum Format: String, CaseIterable { case text, markdown, json }

  static func text(_ results: Results, as format: Format) -> String {
    switch format {
    case .text: table(results)
    case .markdown: markdown(results)
    case .json: json(results).pretty
    }
  }

  private static let headings = [
    "command", "ours, ms", "other, ms", "ratio", "bound", "", "processor time", "ours, MB",
    "other, MB",
  ]
  /// What the page has no room for: memory beside git's, and counts of instructions.
  private static let furtherHeadings = ["", "instructions"]
  private static let leading: Set = [0, 5]

  private static func table(_ results: Results) -> String {
    let rows = [headings + furtherHeadings] + results.rows.map { cells($0) + furtherCells($0) }
    let widths = rows[0].indices.map { index in rows.map { $0[index].displayWidth }.max() ?? 0 }
    let lines = rows.map { row in
      row.enumerated().map { index, cell in
        cell.padded(
          toDisplayWidth: widths[index], alignment: leading.contains(index) ? .leading : .trailing)
      }.joined(separator: "  ")
    }
    return ([title(results), ""] + lines + notes(results)).joined(separator: "\n")
  }

  private static func markdown(_ results: Results) -> String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    let rule = headings.indices.map { leading.contains($0) ? "---" : "--:" }
    let lines =
      [line(headings), "|\(rule.joined(separator: "|"))|"] + results.rows.map { line(cells($0)) }
    return (["### \(title(results))", ""] + lines + notes(results)).joined(separator: "\n")
  }

  private static func title(_ results: Results) -> String {
    let (cases, steps) = (results.history.cases, results.history.steps)
    let runs =
      results.runs == 1 ? "one run after one to warm up" : "medians of \(results.runs) runs"
    return "\(grouped(cases)) cases, \(grouped(cases * steps + 1)) commits, \(runs)"
  }

  /// Below the table, a blank line before.
  private static func notes(_ results: Results) -> [String] {
    results.notInstalled.isEmpty
      ? [] : ["", "Not installed: \(results.notInstalled.joined(separator: ", "))."]
  }

  private static func cells(_ row: Results.Row) -> [String] {
    switch row {
    case .skipped(let name, let why): [name, "", why] + headings.dropFirst(3).map { _ in "" }
    case .measured(let outcome):
      [
        outcome.name, milliseconds(outcome.ours), outcome.other.map(milliseconds) ?? "",
        outcome.ratio.map(ratio) ?? "", outcome.bound.map(bound) ?? "",
        outcome.hasFailed ? "FAILED" : verdict(outcome.isWithin),
        outcome.processorRatio.map { number($0, 2) } ?? "", megabytes(outcome.ours.memory),
        megabytes(outcome.other?.memory),
      ]
    }
  }

  private static func furtherCells(_ row: Results.Row) -> [String] {
    guard case .measured(let outcome) = row else { return furtherHeadings.map { _ in "" } }
    let counts = (outcome.ours.instructions, outcome.other?.instructions)
    return [
      verdict(outcome.isSmall),
      counts.0.flatMap { mine in counts.1.map { number(Double(mine) / Double($0), 2) } } ?? "",
    ]
  }

  private static func milliseconds(_ side: Outcome.Side) -> String {
    side.isStopped
      ? "over \(grouped(Int((side.wall * 1000).rounded())))" : number(side.wall * 1000, 1)
  }

  /// With two places; a bound is rounded away from what it bounds.
  private static func ratio(_ ratio: Outcome.Ratio) -> String {
    switch ratio {
    case .exactly(let value): number(value, 2)
    case .below(let value): "< \(number((value * 100).rounded(.up) / 100, 2))"
    case .above(let value): "> \(number((value * 100).rounded(.down) / 100, 2))"
    }
  }

  static func bound(_ bound: RowComparison.Bound) -> String {
    switch bound {
    case .times(let times, let plus):
      number(times, times < 1 || times != times.rounded() ? 1 : 0) + " ×"
        + (plus > 0 ? " + \(number(plus * 1000, 0)) ms" : "")
    case .seconds(let seconds): "\(number(seconds, 0)) s"
    }
  }

  private static func verdict(_ isWithin: Bool?) -> String {
    isWithin.map { $0 ? "within" : "over" } ?? ""
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

  /// `180,000`.
  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }
}
