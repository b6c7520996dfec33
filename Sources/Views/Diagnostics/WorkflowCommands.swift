package import Messages

/// Findings as workflow commands, which GitHub and those that follow it show beside the lines of a
/// change: `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`.
///
/// - Returns: a line a finding; notes and help follow the message as lines of its own.
package func workflowCommands(
  of diagnostics: [Diagnostic], in text: SourceText, language: Language
) -> String {
  diagnostics.map { diagnostic in
    let start = text.location(of: diagnostic.range.lowerBound)
    let end = text.location(of: diagnostic.range.upperBound)
    let properties: [(String, String)] =
      [
        ("file", text.path.safeForTerminal), ("line", "\(start.line)"), ("endLine", "\(end.line)"),
        ("col", "\(start.column)"),
      ]
      // An end column is only understood within one line.
      + (start.line == end.line ? [("endColumn", "\(max(start.column, end.column - 1))")] : [])
      + [("title", "\(diagnostic.rule.id): \(diagnostic.rule.title[language])")]
    let message = [diagnostic.message, diagnostic.help].compactMap {
      $0?[language].safeForTerminal.escapedAsData
    }
    return "::\(diagnostic.severity.command) "
      + properties.map { "\($0)=\($1.escapedAsProperty)" }.joined(separator: ",")
      + "::\(message.joined(separator: "%0A"))\n"
  }.joined()
}

extension Rule.Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }
}

extension String {
  /// What would end the command or begin an escape, as the runner reads it back.
  fileprivate var escapedAsData: String { escaped(also: []) }

  /// The same where `:` and `,` end a property.
  fileprivate var escapedAsProperty: String { escaped(also: [":", ","]) }

  private func escaped(also marks: [Unicode.Scalar]) -> String {
    var result = ""
    for scalar in unicodeScalars {
      if ["%", "\r", "\n"].contains(scalar) || marks.contains(scalar) {
        // All of them are ASCII; a carriage return and a line feed have one digit.
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
