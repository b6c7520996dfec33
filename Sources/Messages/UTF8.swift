/// UTF-8, byte by byte: what finding a place and looking through a file both need.
///
/// Inlinable, since a file is looked through at some hundred megabytes a second.
extension UInt8 {
  @inlinable package static var lineFeed: UInt8 { 0x0A }
  @inlinable package static var carriageReturn: UInt8 { 0x0D }

  @inlinable package var isContinuation: Bool { self & 0xC0 == 0x80 }
}

extension [UInt8] {
  package var startsWithByteOrderMark: Bool {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
  }

  /// Bytes of the scalar that begins at `index`; 1 where no valid scalar begins there.
  @inlinable package func scalarLength(at index: Int) -> Int {
    scalar(at: index, before: count)?.utf8Length ?? 1
  }

  /// The scalar whose bytes begin at `index`; nil if they are no valid UTF-8.
  @inlinable package func scalar(at index: Int, before end: Int) -> Unicode.Scalar? {
    let first = self[index]
    let length: Int
    switch first {
    case 0...0x7F: return Unicode.Scalar(first)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard index + length <= end else { return nil }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for next in index + 1..<index + length {
      guard self[next].isContinuation else { return nil }
      value = value << 6 | UInt32(self[next] & 0x3F)
    }
    // Overlong forms are no UTF-8; surrogates are no scalars.
    guard let scalar = Unicode.Scalar(value), scalar.utf8Length == length else { return nil }
    return scalar
  }
}

extension Unicode.Scalar {
  /// `U+202E`.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Whether showing it would change how other text is shown, or do worse: all controls but the tab
  /// and the line feed, separators of lines and paragraphs, directional controls.
  package var isHarmful: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E,
      0x2066...0x2069, 0xFEFF:
      true
    default: false
    }
  }

  @inlinable package var utf8Length: Int {
    switch value {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    default: 4
    }
  }
}
