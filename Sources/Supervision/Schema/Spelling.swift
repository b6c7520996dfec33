import Messages

/// What a person may have meant by a word that is not known.
package enum Spelling {
  /// The words that differ from `word` in at most a third of its characters, best first.
  package static func nearest(to word: String, among words: [String], most: Int = 3) -> [String] {
    KnownWords(words).nearest(to: word, most: most)
  }

  /// `text` with the digits, signs and letters of Chinese input in their ASCII forms, and without
  /// spaces and what nobody sees: `１００％`, `２０１８－０００７`.
  static func halfWidth(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E:
        result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x20, 0x3000, 0xA0: break
      case _ where scalar.isInvisible: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
