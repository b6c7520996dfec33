extension Paper.Line {
  /// A title in lines of at most `most` characters, about as long as one another and broken on
  /// meaning: between what the office wrote and what the case says rather than within a word.
  func titleLines(of most: Int) -> [String] {
    let text = Array<Character>(self.text)
    let total = text.width
    guard total > Double(most), text.count > 1 else { return [self.text] }
    let count = Int((total / Double(most)).rounded(.up))
    return Self.broken(text, joints: joints, into: count, of: Double(most))
      ?? Self.broken(text, joints: joints, into: count + 1, of: Double(most)) ?? [self.text]
  }

  /// The places where one run ends and the next starts.
  private var joints: Set<Int> {
    var places: Set<Int> = []
    var place = 0
    for run in self {
      place += run.text.count
      places.insert(place)
    }
    return places
  }

  /// The best way to break `text` into `count` lines; nil where some line would be too long.
  private static func broken(
    _ text: [Character], joints: Set<Int>, into count: Int, of most: Double
  ) -> [String]? {
    let ideal = text.width / Double(count)
    // The least cost of breaking the first `end` characters into so many lines, and the last break.
    var best: [Int: (cost: Double, from: Int)] = [0: (0, 0)]
    var steps: [[Int: (cost: Double, from: Int)]] = []
    for _ in 0..<count {
      var next: [Int: (cost: Double, from: Int)] = [:]
      // In their order: of two that cost alike the first is taken.
      for (start, reached) in best.sorted(by: { $0.key < $1.key }) {
        for end in (start + 1)..<(text.count + 1) where start < text.count {
          let width = text[start..<end].width
          if width > most { break }
          let cost =
            reached.cost + (width - ideal) * (width - ideal) + penalty(at: end, in: text, joints)
          if cost < next[end]?.cost ?? .infinity { next[end] = (cost, start) }
        }
      }
      steps.append(next)
      best = next
    }
    guard best[text.count] != nil else { return nil }
    var lines: [String] = []
    var end = text.count
    for step in steps.reversed() {
      guard let from = step[end]?.from else { return nil }
      lines.insert(String(text[from..<end]), at: 0)
      end = from
    }
    return lines
  }

  /// How bad it is to break before the character at `index`.
  private static func penalty(at index: Int, in text: [Character], _ joints: Set<Int>) -> Double {
    guard index < text.count else { return 0 }
    let (before, after) = (text[index - 1], text[index])
    if before.isASCII && after.isASCII || "、，。；：！？）》〉”’〕".contains(after)
      || "（《〈“‘〔".contains(before)
    {
      return 1000
    }
    if "对和与及在将把的向为".contains(before) || "的等".contains(after) { return 60 }
    if joints.contains(index) || "、》”".contains(before) || "《“".contains(after) { return 0 }
    return 45
  }
}

extension Collection<Character> {
  fileprivate var width: Double { String(self).printedWidth }
}
