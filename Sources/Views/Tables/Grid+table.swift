import Messages

extension Grid {
  /// Columns aligned by display width, two spaces apart, below the caption: nothing but text, so
  /// that it survives copying.
  ///
  /// - Parameters:
  ///   - width: of the terminal; cells are cut and, where that is not enough, the last columns left
  ///     out until the lines fit. Nil cuts nothing.
  ///   - colour: whether lights and headings are coloured.
  package func table(width: Int? = nil, colour: Bool = false) -> String {
    let (lines, left) = lines(width: width, colour: colour)
    let remark = left.isEmpty ? "" : "(屏宽不足,略去:\(left.joined(separator: "、")))"
    return ([caption + remark, ""] + lines).joined(separator: "\n") + "\n"
  }

  /// The heading and the rows, and the headings of the columns that found no room.
  func lines(width: Int?, colour: Bool) -> (lines: [String], left: [String]) {
    let texts = rows.map { $0.map(\.text) }
    let natural = columns.indices.map { index in
      texts.reduce(columns[index].heading.displayWidth) { max($0, $1[index].displayWidth) }
    }
    let widths = width.map { fitted(natural, into: $0) } ?? natural
    var lines = [line(columns.map { ($0.heading, Ink.strong) }, widths: widths, colour: colour)]
    for (row, cells) in zip(rows, texts) {
      let isTotal = hasTotal && lines.count == rows.count
      lines.append(
        line(
          zip(row, cells).map { ($1, isTotal ? .strong : $0.ink) }, widths: widths, colour: colour))
    }
    if rows.isEmpty { lines.append("(无)") }
    return (lines, columns.dropFirst(widths.count).map(\.heading))
  }

  /// The widths of the columns that are shown, from the first on.
  private func fitted(_ natural: [Int], into width: Int) -> [Int] {
    for count in stride(from: columns.count, to: 1, by: -1) {
      var widths = Array(natural.prefix(count))
      var excess = widths.reduce(2 * (count - 1), +) - width
      while excess > 0 {
        let cuttable = widths.indices.filter { index in
          columns[index].narrowest.map { widths[index] > $0 } ?? false
        }
        guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
        widths[widest] -= 1
        excess -= 1
      }
      if excess <= 0 { return widths }
    }
    return [min(natural[0], max(1, width))]
  }

  private func line(_ cells: [(String, Ink?)], widths: [Int], colour: Bool) -> String {
    var line = ""
    var gap = 0
    for (index, width) in widths.enumerated() {
      let text = cells[index].0.truncated(toDisplayWidth: width)
      let rest = width - text.displayWidth
      if columns[index].alignment == .trailing { gap += rest }
      if !text.isEmpty {
        line += String(repeating: " ", count: gap) + text.inked(cells[index].1, colour)
        gap = 0
      }
      gap += columns[index].alignment == .leading ? rest + 2 : 2
    }
    return line
  }
}
