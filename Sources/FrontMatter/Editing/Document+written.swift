import Messages

extension Document {
  /// The least quoting with which `text` reads back as itself, here and by any YAML reader that
  /// takes scalars as strings. Text of several lines becomes a quoted line; block text needs to know
  /// where it stands, see `ValueWriter`.
  package static func written(_ text: String, inFlow: Bool = false) -> String {
    text.isPlain(inFlow: inFlow) ? text : quoted(text)
  }

  /// The same for a key, which is a little more delicate.
  package static func writtenKey(_ key: String, inFlow: Bool = false) -> String {
    key.isPlain(inFlow: inFlow) && key.isPlainKey ? key : quoted(key)
  }

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

extension String {
  /// Whether it may stand without quotes as a value.
  fileprivate func isPlain(inFlow: Bool) -> Bool {
    guard let first = utf8.first, let last = unicodeScalars.last,
      let firstScalar = unicodeScalars.first
    else { return false }
    if firstScalar.isWideSpace || last.isWideSpace || isLikelySlip { return false }
    if "#&*!|>'\"%@`,[]{}".utf8.contains(first) { return false }
    if "-?:".utf8.contains(first) {
      guard let next = utf8.dropFirst().first, next != .space else { return false }
      if inFlow && first != .dash { return false }
    }
    return hasPlainInside(inFlow: inFlow)
  }

  private func hasPlainInside(inFlow: Bool) -> Bool {
    var previous = UInt8.lineFeed
    for byte in utf8 {
      if byte == .hash && previous == .space { return false }
      if previous == .colon
        && (byte == .space || inFlow && (byte.isFlowIndicator || byte == .question))
      {
        return false
      }
      if inFlow && byte.isFlowIndicator { return false }
      previous = byte
    }
    if previous == .colon || previous == .space || utf8.first == .space { return false }
    if inFlow && unicodeScalars.contains(where: { $0 == "，" || $0 == "、" }) { return false }
    return !unicodeScalars.contains { $0.needsEscape }
  }

  /// A document marker at column 1, or text that a check would ask about.
  private var isLikelySlip: Bool {
    if utf8.starts(with: "---".utf8) || utf8.starts(with: "...".utf8) { return true }
    guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return false }
    switch first {
    case "“": return last == "”"
    case "［", "【": return last == "］" || last == "】"
    default: return false
    }
  }

  fileprivate var isPlainKey: Bool {
    self != "<<" && !unicodeScalars.contains("：")
      && !["-", "－", "—", "–", "−"].contains(unicodeScalars.first)
  }
}

extension Unicode.Scalar {
  /// Whether it may not stand in a file as itself, or would not survive there.
  var needsEscape: Bool {
    isHarmful || value == 0x09 || value == 0x0A || value == 0xFFFE || value == 0xFFFF
  }

  fileprivate var isWideSpace: Bool { value == 0x3000 || value == 0xA0 }

  /// `\x1B`, `\u2028`.
  fileprivate var escaped: String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value <= 0xFF ? 2 : value <= 0xFFFF ? 4 : 8
    let prefix = value <= 0xFF ? "\\x" : value <= 0xFFFF ? "\\u" : "\\U"
    return prefix + String(repeating: "0", count: width - digits.count) + digits
  }
}
