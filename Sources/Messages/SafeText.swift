extension Unicode.Scalar {
  /// What stands for it where it must do no harm: `␛` for ESC, `<U+202E>`; nil where it may stand
  /// itself.
  package var stand: String? {
    switch value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + value)!)  // the pictures of controls lie there
    case 0x7F: "␡"
    default: isHarmful || isInvisible ? "<\(codePoint)>" : nil
    }
  }

  /// Whether nobody would see that it is there: signs of format, joiners, fillers, tags. What only
  /// chooses the form of the sign before it is seen by that form.
  package var isInvisible: Bool {
    switch value {
    case 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x2060...0x206F, 0x3164, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
      0xE0000...0xE00FF, 0xE01F0...0xE0FFF:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// The text on one line, with nothing in it that a terminal would obey.
  package var safeForTerminal: String {
    guard unicodeScalars.contains(where: { $0.stand != nil }) else { return String(self) }
    return unicodeScalars.reduce(into: "") { $0.append(safe: $1) }
  }

  /// The text with its lines and tabs, and otherwise nothing in it that a terminal would obey.
  ///
  /// - Parameter colours: whether the colours stay that `Ink` and its like give.
  package func safeLines(colours: Bool = false) -> String {
    let text = String(self)
    if text.isPlain(also: \.isLayout) { return text }
    // Chinese signs begin with the bytes of harmful ones; to look costs less than to write anew.
    guard unicodeScalars.contains(where: { $0 != "\n" && $0 != "\t" && $0.stand != nil }) else {
      return text
    }
    var result = ""
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if colours, scalar == "\u{1B}", let colour = rest.popColour() {
        result.unicodeScalars.append(scalar)
        result.unicodeScalars.append(contentsOf: colour)
      } else if scalar == "\n" || scalar == "\t" || scalar == "\r" && rest.first == "\n" {
        result.unicodeScalars.append(scalar)
      } else {
        result.append(safe: scalar)
      }
    }
    return result
  }
}

extension String {
  fileprivate mutating func append(safe scalar: Unicode.Scalar) {
    if let stand = scalar.stand { self += stand } else { unicodeScalars.append(scalar) }
  }
}

extension Collection<Unicode.Scalar> where SubSequence == Self {
  /// Takes `[1;31m` off the beginning, if that is what there is.
  fileprivate mutating func popColour() -> Self? {
    guard first == "[" else { return nil }
    let digits = dropFirst().prefix { ("0"..."9").contains($0) || $0 == ";" }
    guard digits.endIndex < endIndex, self[digits.endIndex] == "m" else { return nil }
    let colour = self[startIndex...digits.endIndex]
    self = self[index(after: digits.endIndex)...]
    return colour
  }
}

extension UInt8 {
  /// Whether no scalar that has this byte in UTF-8 needs to be looked at before it is shown, but for
  /// `String.isPlain`.
  fileprivate var isPlain: Bool {
    switch self {
    case 0..<0x20, 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF0, 0xF3: false
    default: true
    }
  }

  fileprivate var isLayout: Bool { self == 0x09 || self == 0x0A }
}

extension String {
  /// Whether nothing in it needs to be looked at before it is shown.
  ///
  /// The Hangul filler is looked for by itself: it begins as Chinese punctuation does.
  ///
  /// - Parameter also: other bytes of UTF-8 that may stand as they are.
  package func isPlain(also isFine: (UInt8) -> Bool = { _ in false }) -> Bool {
    let bytes = utf8.span
    var before: UInt16 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0xA4, before == 0xE385 { return false }
      if !byte.isPlain, !isFine(byte) { return false }
      before = before << 8 | UInt16(byte)
    }
    return true
  }
}
