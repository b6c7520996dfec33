/// Which elements of one list stand in another, in the same order: lines of two texts, steps of two
/// versions.
///
/// Up to `mostAtOnce` elements it is a longest common subsequence. What is longer is first cut at
/// the elements that stand once on either side (patience), and where there is nothing to cut by, it
/// counts as changed.
///
/// - Complexity: O(n log n) in the elements, whatever they are.
package struct Alignment: Sendable {
  /// Where each element of the first list lies in the second; nil for one that has no partner.
  package private(set) var places: [Int?]
  /// How many elements were looked at, which is at most `mostLooks` for each.
  package private(set) var looks = 0

  /// The elements of both lists, together, of which every pair may be compared.
  package static let mostAtOnce = 2_000
  /// How often a list is cut again.
  private static let mostCuts = 16
  package static let mostLooks = mostAtOnce + 2 * mostCuts

  private let first: [Int]
  private let second: [Int]

  package init<Element: Hashable>(of first: [Element], in second: [Element]) {
    (self.first, self.second) = Self.numbered(first, second)
    places = Array(repeating: nil, count: first.count)
    var rest = [(first.indices, second.indices, 0)]
    while let (one, other, depth) = rest.popLast() {
      rest += align(one, other).map { ($0, $1, depth + 1) }.filter { $0.2 <= Self.mostCuts }
    }
  }

  /// The elements that are equal have the same number.
  static func numbered<Element: Hashable>(_ first: [Element], _ second: [Element])
    -> (first: [Int], second: [Int])
  {
    var numbers: [Element: Int] = [:]
    func number(_ element: Element) -> Int {
      if let known = numbers[element] { return known }
      numbers[element] = numbers.count
      return numbers.count - 1
    }
    return (first.map(number), second.map(number))
  }

  /// Where each element of the second list lies in the first; nil for one that has no partner.
  package var placesBack: [Int?] {
    var back = [Int?](repeating: nil, count: second.count)
    for (place, partner) in places.enumerated() {
      if let partner { back[partner] = place }
    }
    return back
  }

  /// - Returns: the gaps that are to be looked at again.
  private mutating func align(_ one: Range<Int>, _ other: Range<Int>) -> [(Range<Int>, Range<Int>)]
  {
    looks += one.count + other.count
    var (one, other) = (one, other)
    while let left = one.first, let right = other.first, first[left] == second[right] {
      places[left] = right
      (one, other) = (one.dropFirst(), other.dropFirst())
    }
    while let left = one.last, let right = other.last, first[left] == second[right] {
      places[left] = right
      (one, other) = (one.dropLast(), other.dropLast())
    }
    guard !one.isEmpty, !other.isEmpty else { return [] }
    guard one.count + other.count > Self.mostAtOnce else {
      alignExactly(one, other)
      return []
    }
    let anchors = Self.longestRising(pairsOfSingles(one, other))
    var gaps: [(Range<Int>, Range<Int>)] = []
    var (left, right) = (one.lowerBound, other.lowerBound)
    for anchor in anchors {
      places[anchor.0] = anchor.1
      gaps.append((left..<anchor.0, right..<anchor.1))
      (left, right) = (anchor.0 + 1, anchor.1 + 1)
    }
    if !anchors.isEmpty { gaps.append((left..<one.upperBound, right..<other.upperBound)) }
    return gaps.filter { !$0.0.isEmpty && !$0.1.isEmpty }
  }

  private mutating func alignExactly(_ one: Range<Int>, _ other: Range<Int>) {
    looks += (one.count + other.count) * (one.count + other.count)
    var (removed, inserted) = (Set<Int>(), Set<Int>())
    for change in second[other].difference(from: first[one]) {
      switch change {
      case .remove(let place, _, _): removed.insert(one.lowerBound + place)
      case .insert(let place, _, _): inserted.insert(other.lowerBound + place)
      }
    }
    var place = other.lowerBound
    for index in one where !removed.contains(index) {
      while inserted.contains(place) { place += 1 }
      places[index] = place
      place += 1
    }
  }

  /// The elements that stand once on either side, by their places on the first.
  private func pairsOfSingles(_ one: Range<Int>, _ other: Range<Int>) -> [(Int, Int)] {
    func singles(_ list: [Int], _ range: Range<Int>) -> [Int: Int] {
      Dictionary(range.map { (list[$0], $0) }, uniquingKeysWith: { _, _ in -1 })
    }
    let (left, right) = (singles(first, one), singles(second, other))
    return one.compactMap { place in
      guard left[first[place]] == place, let partner = right[first[place]], partner >= 0
      else { return nil }
      return (place, partner)
    }
  }

  /// The longest part of the pairs whose second places rise too.
  private static func longestRising(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    /// The pair with the least end of all rising parts of each length.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1] : nil
      if low < ends.count { ends[low] = index } else { ends.append(index) }
    }
    var rising: [(Int, Int)] = []
    var next = ends.last
    while let index = next {
      rising.append(pairs[index])
      next = before[index]
    }
    return rising.reversed()
  }
}
