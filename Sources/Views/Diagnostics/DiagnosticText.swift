package import Messages

/// Findings as a compiler prints them.
///
///     cases/2018/2018-0007.md:31:9: error: 审核结论为“通过”,… [review-contradicts-checks]
///        31 |     结论: 通过
///           |           ^~~~
///     cases/2018/2018-0007.md:30:13: note: 这里写的是“整改措施未见实效”
///     help: 把结论改为“退回”,或说明问题已经解决
///
/// The words `error`, `note`, `help` and `fix` are the same in every language, so that editors can
/// read the lines.
///
/// - Parameters:
///   - text: the file the findings are in.
///   - texts: other files that notes point into, by path; a note in one that is missing has no line.
/// - Returns: whole lines; empty without findings.
package func text(
  of diagnostics: [Diagnostic], in text: SourceText, texts: [String: SourceText] = [:],
  language: Language, colour: Bool
) -> String {
  let writer = DiagnosticText(text: text, texts: texts, language: language, colour: colour)
  return diagnostics.map(writer.lines).joined()
}

private struct DiagnosticText {
  let text: SourceText
  let texts: [String: SourceText]
  let language: Language
  let colour: Bool

  func lines(_ diagnostic: Diagnostic) -> String {
    let place = self.place(of: diagnostic.range, in: text)
    let severity = styled("\(diagnostic.severity.rawValue):", diagnostic.severity.style)
    let message = styled(diagnostic.message[language].safeForTerminal, .bold)
    var result = "\(styled(place, .bold)) \(severity) \(message) [\(diagnostic.rule.id)]\n"
    result += excerpt(diagnostic.range)
    for note in diagnostic.notes { result += line(note) }
    if let help = diagnostic.help { result += line("help:", help) }
    for fix in diagnostic.fixes { result += line("fix:", fix.title) }
    return result
  }

  private func line(_ note: Diagnostic.Note) -> String {
    let path = note.path ?? text.path
    let source = path == text.path ? text : texts[path]
    let place = source.map { self.place(of: note.range, in: $0) } ?? "\(path.safeForTerminal):"
    let message = note.message[language].safeForTerminal
    return "\(styled(place, .bold)) \(styled("note:", .cyan)) \(message)\n"
  }

  private func line(_ word: String, _ phrase: Phrase) -> String {
    "\(styled(word, .cyan)) \(phrase[language].safeForTerminal)\n"
  }

  /// `path:line:column:`, or `path:B7:` in a workbook.
  private func place(of range: Range<Int>, in text: SourceText) -> String {
    if let name = text.name(at: range.lowerBound) { return "\(text.path.safeForTerminal):\(name):" }
    let start = text.location(of: range.lowerBound)
    return "\(text.path.safeForTerminal):\(start.line):\(start.column):"
  }

  private func excerpt(_ range: Range<Int>) -> String {
    let excerpt = Excerpt(of: range, in: text)
    let number = String(excerpt.number).padded(toDisplayWidth: 5, alignment: .trailing)
    let gutter = String(repeating: " ", count: number.utf8.count)
    let caret = "^" + String(repeating: "~", count: excerpt.width - 1)
    let before = String(repeating: " ", count: excerpt.column)
    let line = excerpt.line.isEmpty ? "" : " " + excerpt.line
    return "\(number) |\(line)\n\(gutter) | \(before)\(styled(caret, .green))\n"
  }

  private func styled(_ text: String, _ style: Style) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[m" : text
  }
}

/// What git and compilers use for the same parts.
private enum Style: String {
  case bold = "1"
  case red = "1;31"
  case yellow = "1;33"
  case cyan = "1;36"
  case green = "1;32"
}

extension Rule.Severity {
  fileprivate var style: Style {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .info: .cyan
    }
  }
}
