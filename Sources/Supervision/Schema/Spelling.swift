/// What a person may have meant by a word that is not known.
package enum Spelling {
  /// The words that differ from `word` in at most a third of its characters, best first.
  package static func nearest(to word: String, among words: [String], most: Int = 3) -> [String] {
    let letters = Array(word)
    let allowed = max(1, letters.count / 3)
    return words.enumerated()
      .map { (index: $0, word: $1, distance: distance(letters, Array($1), atMost: allowed)) }
      .filter { $0.distance <= allowed && $0.distance < letters.count }
      .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
      .prefix(most).map(\.word)
  }

  /// `text` with the digits, signs and letters of Chinese input in their ASCII forms, and without
  /// spaces: `１００％`, `２０１８－０００７`.
  static func halfWidth(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E:
        result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x20, 0x3000, 0xA0: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Characters to insert, remove, replace, or swap with their neighbour (optimal string alignment);
  /// `most + 1` where it is more.
  private static func distance(_ a: [Character], _ b: [Character], atMost most: Int) -> Int {
    guard abs(a.count - b.count) <= most else { return most + 1 }
    var (before, row) = ([Int](), Array(0...b.count))
    for (i, left) in a.enumerated() {
      var next = [i + 1]
      for (j, right) in b.enumerated() {
        var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (left == right ? 0 : 1))
        if i > 0, j > 0, left == b[j - 1], a[i - 1] == right {
          least = min(least, before[j - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
