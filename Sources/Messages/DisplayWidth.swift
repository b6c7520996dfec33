/// Columns that text takes on a terminal.
///
/// Ideographs, full-width forms and emoji take two, marks that combine and invisible characters
/// none, all else one. Characters whose width East Asian Width calls ambiguous (“ ” ‘ ’ — … ×) take
/// one, as they do in terminals with Western fonts and in git.
extension Unicode.Scalar {
  package var displayWidth: Int {
    switch value {
    case 0x20..<0x7F: 1
    case 0x4E00...0x9FFF, 0x3001...0x3029, 0xFF01...0xFF60: 2
    case 0..<0x20, 0x7F..<0xA0: 0
    case 0xA0..<0x300: properties.generalCategory == .format && value != 0xAD ? 0 : 1
    // The vowels and finals of Hangul join the consonant before them.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    default: isZeroWidth ? 0 : isWide ? 2 : 1
    }
  }

  private var isZeroWidth: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private var isWide: Bool {
    let ranges = Self.wideRanges
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].last < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].first <= value
  }

  /// East Asian Width W and F of Unicode 14, runs joined over unassigned code points; planes 2 and 3
  /// whole.
  private static let wideRanges: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0),
    (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F),
    (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5),
    (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
    (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
    (0x2E80, 0x3029), (0x302E, 0x303E), (0x3041, 0x3096), (0x309B, 0x3247), (0x3250, 0x4DBF),
    (0x4E00, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x16FE3), (0x16FF0, 0x1B2FB),
    (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A),
    (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393),
    (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4),
    (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D),
    (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596),
    (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC),
    (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC),
    (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF),
    (0x1FA70, 0x1FAF6), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
  ]
}

extension StringProtocol {
  /// The columns it takes on a terminal, were it on one line.
  ///
  /// - Complexity: O(n).
  package var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

/// Where the text stands in its column.
package enum ColumnAlignment: Sendable {
  case leading, trailing
}

extension String {
  /// At most `width` columns of it; where something is left out, `ellipsis` ends it.
  ///
  /// A character is never torn from the marks that combine with it. Where not even the ellipsis has
  /// room, nothing is left.
  package func truncated(toDisplayWidth width: Int, ellipsis: String = "…") -> String {
    guard displayWidth > width else { return self }
    let room = width - ellipsis.displayWidth
    guard room >= 0 else { return "" }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      used += scalar.displayWidth
      if used > room { break }
      result.append(scalar)
    }
    return String(result) + ellipsis
  }

  /// With spaces to fill `width` columns; unchanged where it is as wide already.
  package func padded(toDisplayWidth width: Int, alignment: ColumnAlignment = .leading) -> String {
    let fill = String(repeating: " ", count: max(0, width - displayWidth))
    return switch alignment {
    case .leading: self + fill
    case .trailing: fill + self
    }
  }
}
