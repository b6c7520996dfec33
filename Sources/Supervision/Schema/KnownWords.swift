/// Words that may have been meant, prepared for being asked often.
///
/// Among many, a word is only compared with those that stand next to it in order, read forwards or
/// backwards: whatever was mistyped, one of its ends is right.
package struct KnownWords: Sendable {
  /// In the order given.
  private let words: [String]
  private let letters: [[Unicode.Scalar]]
  /// The places of the words in order, forwards and backwards; empty where all are compared.
  private let forwards: [Int]
  private let backwards: [Int]

  /// The most words that one is compared with.
  package static let mostCompared = 1_000
  /// A longer word is like no other: no unit is named so.
  static let mostLetters = 64

  /// - Complexity: O(n log n) in the words.
  package init(_ words: [String]) {
    self.words = words
    let letters = words.map { Array($0.unicodeScalars.prefix(Self.mostLetters + 1)) }
    self.letters = letters
    let isMany = words.count > Self.mostCompared
    forwards =
      isMany ? words.indices.sorted { letters[$0].lexicographicallyPrecedes(letters[$1]) } : []
    backwards =
      isMany
      ? words.indices.sorted {
        letters[$0].reversed().lexicographicallyPrecedes(letters[$1].reversed())
      } : []
  }

  /// The words that differ from `word` in at most a third of its characters, best first.
  ///
  /// - Complexity: O(log n) in the words; at most `mostCompared` are compared.
  func nearest(to word: String, most: Int) -> [String] {
    let wanted = Array(word.unicodeScalars.prefix(Self.mostLetters + 1))
    guard wanted.count <= Self.mostLetters else { return [] }
    let allowed = max(1, wanted.count / 3)
    return candidates(for: wanted)
      .map { (index: $0, distance: Self.distance(wanted, letters[$0], atMost: allowed)) }
      .filter { $0.distance <= allowed && $0.distance < wanted.count }
      .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
      .prefix(most).map { words[$0.index] }
  }

  /// The places of the words that `wanted` is compared with.
  package func candidates(for wanted: [Unicode.Scalar]) -> [Int] {
    guard !forwards.isEmpty else { return Array(words.indices) }
    let ahead = forwards.around(wanted) { letters[$0] }
    let back = backwards.around(Array(wanted.reversed())) { letters[$0].reversed() }
    return Set(ahead).union(back).sorted()
  }

  /// Characters to insert, remove, replace, or swap with their neighbour (optimal string alignment);
  /// `most + 1` where it is more.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost most: Int)
    -> Int
  {
    guard abs(a.count - b.count) <= most else { return most + 1 }
    var (before, row) = ([Int](), Array(0...b.count))
    for (i, left) in a.enumerated() {
      var next = [i + 1]
      next.reserveCapacity(row.count)
      for (j, right) in b.enumerated() {
        var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (left == right ? 0 : 1))
        if i > 0, j > 0, left == b[j - 1], a[i - 1] == right {
          least = min(least, before[j - 1] + 1)
        }
        next.append(least)
      }
      if next.allSatisfy({ $0 > most }) { return most + 1 }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}

extension [Int] {
  /// Those of a sorted list that stand next to where `wanted` would.
  fileprivate func around(
    _ wanted: [Unicode.Scalar], _ letters: (Int) -> [Unicode.Scalar]
  ) -> ArraySlice<Int> {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if letters(self[middle]).lexicographicallyPrecedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let reach = KnownWords.mostCompared / 4
    return self[Swift.max(0, low - reach)..<Swift.min(count, low + reach)]
  }
}
