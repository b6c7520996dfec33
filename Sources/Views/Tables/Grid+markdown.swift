import Messages

extension Grid {
  /// A GitHub table below its caption.
  package var markdown: String {
    var lines = [caption.markdown, ""]
    lines.append(Grid.line(columns.map(\.heading.markdown)))
    lines.append(Grid.line(columns.map { $0.alignment == .leading ? "---" : "---:" }))
    lines += rows.map { row in Grid.line(row.map(\.text.markdown)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}

extension String {
  /// The text with what Markdown would take for markup escaped.
  var markdown: String {
    guard utf8.contains(where: \.isMarkup) else { return self }
    var escaped = ""
    for character in self {
      switch character {
      case "\\", "|", "`", "*", "_", "<", ">", "[", "]", "~", "&", "#": escaped += "\\\(character)"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

extension UInt8 {
  fileprivate var isMarkup: Bool {
    switch Unicode.Scalar(self) {
    case "\\", "|", "`", "*", "_", "<", ">", "[", "]", "~", "&", "#": true
    default: false
    }
  }
}
