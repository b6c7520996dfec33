/// A short text in one number, so that words of a fixed list are told apart at once.
///
/// Up to fifteen bytes of UTF-8, five Chinese characters. Words are equal byte by byte: no canonical
/// equivalence.
package struct Word: Sendable, Hashable {
  private let bits: UInt128

  /// Nil for a longer text.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count < 16 else { return nil }
    var (low, high) = (UInt64(0), UInt64(bytes.count) &<< 56)
    for index in 0..<min(bytes.count, 8) {
      low |= UInt64(bytes[index]) &<< UInt64(8 &* index)
    }
    for index in min(bytes.count, 8)..<bytes.count {
      high |= UInt64(bytes[index]) &<< UInt64(8 &* (index &- 8))
    }
    bits = UInt128(high) &<< 64 | UInt128(low)
  }

  package init?(_ text: String) {
    self.init(text.utf8.span)
  }
}

/// What the words of a fixed list stand for. A walk along a few numbers is faster than hashing.
package struct Vocabulary<Meaning: Sendable>: Sendable {
  private let words: [Word]
  private let meanings: [Meaning]

  /// - Parameter name: the word of a meaning; at most fifteen bytes.
  package init(_ meanings: [Meaning], name: (Meaning) -> String) {
    self.meanings = meanings
    words = meanings.map { meaning in
      guard let word = Word(name(meaning)) else {
        preconditionFailure("a word of the list is long")
      }
      return word
    }
  }

  /// Nil where the list has no such word.
  package subscript(word: Word?) -> Meaning? {
    guard let word else { return nil }
    let known = words.span
    for index in known.indices where known[index] == word { return meanings[index] }
    return nil
  }
}
