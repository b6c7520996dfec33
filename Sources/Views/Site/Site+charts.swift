import Supervision

/// Registered and closed cases by the month it happened in.
struct Trend {
  struct Month: Hashable {
    let name: String
    var registered = 0
    var closed = 0
  }

  /// Consecutive, the last one that in which anything happened up to the day of the rows.
  let months: [Month]

  /// - Parameter most: how many months are shown at most.
  init(_ rows: [LedgerRow], most: Int = 24) {
    let registered = rows.map { $0.registered.month }
    let closed = rows.compactMap { $0.milestones.closed?.month }
    guard let last = (registered + closed).max(), let first = (registered + closed).min() else {
      months = []
      return
    }
    let start = max(first, last - most + 1)
    var months = (start...last).map { Month(name: Day.monthName($0)) }
    for month in registered where month >= start { months[month - start].registered += 1 }
    for month in closed where month >= start { months[month - start].closed += 1 }
    self.months = months
  }
}

extension Day {
  /// Months counted from the year 0.
  fileprivate var month: Int {
    let parts = components
    return parts.year * 12 + parts.month - 1
  }

  /// `2018-07`
  fileprivate static func monthName(_ month: Int) -> String {
    let number = month % 12 + 1
    return "\(month / 12)-\(number < 10 ? "0" : "")\(number)"
  }
}

// Charts are drawn here, as text: lengths across are shares of the width, so that bars grow with
// the page and letters do not.
extension Site {
  /// A bar of several parts, as long as their sum is of `whole`. The figures stand beside it.
  func bar(_ parts: [(count: Int, kind: String)], of whole: Int) -> HTML {
    var start = 0
    var rects: [HTML] = []
    for part in parts where part.count > 0 {
      rects.append(
        "<rect class=\"\(part.kind)\" x=\"\(share(start, of: whole))\" y=\"0\" width=\"\(share(part.count, of: whole))\" height=\"100%\"/>"
      )
      start += part.count
    }
    return "<svg class=\"bar\" aria-hidden=\"true\" focusable=\"false\">\(rects)</svg>"
  }

  /// What the parts of bars stand for.
  func key(_ entries: [(kind: String, text: String)]) -> HTML {
    let items = entries.map { entry -> HTML in
      "<li><svg class=\"swatch\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"\(entry.kind)\" width=\"100%\" height=\"100%\"/></svg>\(entry.text)</li>"
    }
    return "<ul class=\"key\">\(items)</ul>\n"
  }

  /// Columns of what was registered and closed, month by month.
  func chart(_ trend: Trend) -> HTML {
    let months = trend.months
    guard let first = months.first, let last = months.last else { return "" }
    let highest = max(1, months.map { max($0.registered, $0.closed) }.max() ?? 1)
    let registered = months.reduce(0) { $0 + $1.registered }
    let closed = months.reduce(0) { $0 + $1.closed }
    let summary = say(
      "\(first.name)至\(last.name)：登记\(registered)件，办结\(closed)件",
      "\(first.name) to \(last.name): \(registered) registered, \(closed) closed")
    // A month is eleven parts wide: one empty, four, four, and two empty.
    let whole = 11 * months.count
    let (floor, height) = (132, 112)
    func column(_ count: Int, at start: Int, kind: String) -> [HTML] {
      guard count > 0 else { return [] }
      let tall = max(2, count * height / highest)
      return [
        "<rect class=\"\(kind)\" x=\"\(share(start, of: whole))\" y=\"\(floor - tall)\" width=\"\(share(4, of: whole))\" height=\"\(tall)\"/>",
        "<text x=\"\(share(start + 2, of: whole))\" y=\"\(floor - tall - 4)\">\(count)</text>",
      ]
    }
    // Names of months are written as densely as a narrow page can hold.
    let step = (months.count + 5) / 6
    var marks: [HTML] = []
    for (index, month) in months.enumerated() {
      let start = 11 * index + 1
      marks += column(month.registered, at: start, kind: "registered")
      marks += column(month.closed, at: start + 4, kind: "done")
      if (months.count - 1 - index) % step == 0 {
        marks.append(
          "<text class=\"month\" x=\"\(share(start + 4, of: whole))\" y=\"\(floor + 18)\">\(month.name)</text>"
        )
      }
    }
    return """
      <figure>
      <svg class="trend" role="img" aria-label="\(summary)">
      <line x1="0" y1="\(floor)" x2="100%" y2="\(floor)"/>
      \(marks)
      </svg>
      <figcaption>\(summary)\(say("。", "."))</figcaption>
      </figure>

      """
  }

  /// `12.5%`, in hundredths rounded down, so that parts never exceed the whole.
  private func share(_ part: Int, of whole: Int) -> String {
    let hundredths = part * 10_000 / max(1, whole)
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
