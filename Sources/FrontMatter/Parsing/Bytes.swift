extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let hash = UInt8(ascii: "#")
  static let dash = UInt8(ascii: "-")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let question = UInt8(ascii: "?")
  static let singleQuote = UInt8(ascii: "'")
  static let doubleQuote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  /// A space or a tab.
  var isBlank: Bool { self == .space || self == .tab }

  /// `,`, `[`, `]`, `{` or `}`: what ends plain text in a flow collection.
  var isFlowIndicator: Bool {
    switch self {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }

  /// A letter, a digit or part of a longer scalar: what begins plain text whatever follows.
  var beginsText: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// Whether the bytes of `text` stand at `index`, before `end`.
  func holds(_ text: StaticString, at index: Int, before end: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= end else { return false }
    return matches(text, at: index)
  }

  /// Whether exactly `text` stands in `range`.
  func isExactly(_ text: StaticString, in range: Range<Int>) -> Bool {
    text.utf8CodeUnitCount == range.count && matches(text, at: range.lowerBound)
  }

  private func matches(_ text: StaticString, at index: Int) -> Bool {
    // The pointer of a StaticString is valid for its length and for ever.
    let pointer = unsafe text.utf8Start
    for offset in 0..<text.utf8CodeUnitCount where unsafe self[index + offset] != pointer[offset] {
      return false
    }
    return true
  }

  /// The text in `range`; bytes that are no UTF-8 become U+FFFD.
  func text(in range: Range<Int>) -> String {
    String(decoding: self[range], as: UTF8.self)
  }
}
