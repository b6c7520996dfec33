/// Two texts and what they go back to, cut where all three have a line in common.
struct LineRegions {
  /// What stands between two such lines, in each text; empty where nothing does.
  struct Region {
    let base, one, other: Range<Int>
    /// The place in `base` of the line that follows; nil at the end.
    let next: Int?
    /// The same in the first text.
    let nextInOne: Int?
  }

  private(set) var regions: [Region] = []

  /// - Complexity: O(n log n) in the lines.
  init<Line: Hashable>(_ base: [Line], _ one: [Line], _ other: [Line]) {
    let inOne = Alignment(of: base, in: one).places
    let inOther = Alignment(of: base, in: other).places
    var (at, first, second) = (0, 0, 0)
    for place in base.indices {
      guard let oneEnd = inOne[place], let otherEnd = inOther[place] else { continue }
      regions.append(
        Region(
          base: at..<place, one: first..<oneEnd, other: second..<otherEnd, next: place,
          nextInOne: oneEnd))
      (at, first, second) = (place + 1, oneEnd + 1, otherEnd + 1)
    }
    regions.append(
      Region(
        base: at..<base.count, one: first..<one.count, other: second..<other.count, next: nil,
        nextInOne: nil))
  }
}
