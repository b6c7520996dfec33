extension Unicode.Scalar {
  /// What stands for it where it must do no harm: `␛` for ESC, `<U+202E>`; nil where it may stand
  /// itself.
  package var stand: String? {
    switch value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + value)!)  // the pictures of controls lie there
    case 0x7F: "␡"
    default: isHarmful ? "<\(codePoint)>" : nil
    }
  }
}

extension StringProtocol {
  /// The text on one line, with nothing in it that a terminal would obey.
  package var safeForTerminal: String {
    guard unicodeScalars.contains(where: { $0.stand != nil }) else { return String(self) }
    var result = ""
    for scalar in unicodeScalars {
      if let stand = scalar.stand {
        result += stand
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension UInt8 {
  /// Whether no scalar that has this byte in UTF-8 needs to be looked at before it is shown.
  package var isPlain: Bool {
    switch self {
    case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: false
    default: true
    }
  }
}
