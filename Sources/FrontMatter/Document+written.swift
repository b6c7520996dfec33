extension Document {
  /// `text` in single quotes, or in double quotes if it holds what only escapes can say.
  package static func quoted(_ text: String) -> String {
    if text.unicodeScalars.contains(where: { $0.needsEscape }) { return doubleQuoted(text) }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'"
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.needsEscape {
          result += scalar.escaped
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

extension Unicode.Scalar {
  /// Whether it may not stand in a file as itself, or would not survive there.
  fileprivate var needsEscape: Bool {
    isHarmful || value == 0x09 || value == 0x0A || value == 0xFFFE || value == 0xFFFF
  }

  /// `\x1B`, `\u2028`.
  fileprivate var escaped: String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value <= 0xFF ? 2 : value <= 0xFFFF ? 4 : 8
    let prefix = value <= 0xFF ? "\\x" : value <= 0xFFFF ? "\\u" : "\\U"
    return prefix + String(repeating: "0", count: width - digits.count) + digits
  }
}
