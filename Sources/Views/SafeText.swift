import FrontMatter

extension Unicode.Scalar {
  /// What stands for it where it must do no harm: `␛` for ESC, `<U+202E>`; nil where it may stand
  /// itself.
  var stand: String? {
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
