import Messages

/// What a merge made of a text, held against its sides by lines.
///
/// Outside the regions that a side changed stand the common lines, in a region of one side its own;
/// what both changed differently may read in any way. Which algorithm joined them is not asked.
package struct LineJoin {
  private typealias Line = ArraySlice<UInt8>

  private enum Fault {
    /// A line that no side has, or one too many of those that both have: its place in the result.
    case own(at: Int)
    /// A line that both sides have and the result has not.
    case lost
    /// What one side has changed is as it was.
    case dropped
  }

  private let fault: Fault?

  /// - Parameters:
  ///   - base: what both sides go back to; empty where there is no such text.
  /// - Complexity: O(n log n) in the lines.
  package init(
    of one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, from base: ArraySlice<UInt8>,
    in result: ArraySlice<UInt8>
  ) {
    if result == one && (one == other || other == base) || result == other && one == base {
      fault = nil
      return
    }
    let (first, second) = (one.lines, other.lines)
    fault = Self.fault(first, second, base.lines, result)
  }

  private static func fault(
    _ one: [Line], _ other: [Line], _ base: [Line], _ text: ArraySlice<UInt8>
  ) -> Fault? {
    let result = text.lines
    if one == other { return result == one ? nil : difference(one, other, result) ?? .dropped }
    if other == base { return result == one ? nil : difference(one, other, result) ?? .dropped }
    if one == base { return result == other ? nil : difference(one, other, result) ?? .dropped }
    if let fault = difference(one, other, result, base) { return fault }
    let chunks = Chunks(one, other, base)
    return chunks.are(in: result) || chunks.makeUp(result) ? nil : .dropped
  }

  /// A line that no side has, or that all have and the result has not.
  private static func difference(
    _ one: [Line], _ other: [Line], _ result: [Line], _ base: [Line]? = nil
  ) -> Fault? {
    let known = Set(one).union(other)
    if let own = result.first(where: { !known.contains($0) }) {
      // A region that both have changed may read in any way.
      if let base, Chunks(one, other, base).are(in: result) { return nil }
      return .own(at: own.startIndex)
    }
    return Set(one).intersection(other).isSubset(of: result) ? nil : .lost
  }

  /// - Parameter start: where the result begins, for what is at no line.
  package func findings(from start: Int) -> [JoinFinding] {
    switch fault {
    case nil: return []
    case .own(let place):
      let finding = Diagnostic(
        .mergeAddsChange, Phrase(zh: "这一行哪一边都没有", en: "neither side has this line"),
        at: place..<place)
      return [JoinFinding(diagnostic: finding, isNewer: false)]
    case .lost:
      let finding = Diagnostic(
        .mergeAddsChange,
        Phrase(zh: "两边都有的一行不见了", en: "a line that both sides have is gone"),
        at: start..<start)
      return [JoinFinding(diagnostic: finding, isNewer: false)]
    case .dropped:
      let finding = Diagnostic(
        .mergeDropsChange,
        Phrase(
          zh: "有一边改过正文,合并后没有这一改动", en: "one side has changed the text, and the merge has not"),
        at: start..<start)
      return [JoinFinding(diagnostic: finding, isNewer: true)]
    }
  }
}

/// The lines of two sides between those that all three texts have.
private struct Chunks {
  typealias Line = ArraySlice<UInt8>

  /// What has to stand in the result, in order; between two of these anything may.
  private var required: [[Line]] = [[]]
  /// Of each side: the lines that no side has changed, with what it alone has put between them.
  private var sides: [[Line]] = [[], []]

  init(_ one: [Line], _ other: [Line], _ base: [Line]) {
    for region in LineRegions(base, one, other).regions {
      take(base[region.base], one[region.one], other[region.other])
      guard let next = region.next else { continue }
      required[required.count - 1].append(base[next])
      for side in sides.indices { sides[side].append(base[next]) }
    }
  }

  private mutating func take(
    _ base: ArraySlice<Line>, _ one: ArraySlice<Line>, _ other: ArraySlice<Line>
  ) {
    if base == other || one == other {
      required[required.count - 1] += one
      sides[0] += one
    } else if base == one {
      required[required.count - 1] += other
      sides[1] += other
    } else {
      required.append([])
    }
  }

  /// Whether the result is the required lines with anything in the regions that both changed.
  func are(in result: [Line]) -> Bool {
    guard let first = required.first, let last = required.last else { return true }
    if required.count == 1 { return result == first }
    guard result.starts(with: first), result.count >= first.count + last.count,
      result.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = result[first.count..<(result.count - last.count)]
    for part in required.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstPlace(of: part) else { return false }
      rest = rest[(place + part.count)...]
    }
    return true
  }

  /// Whether the result has the required lines as often, and those of each side in their order, as
  /// where lines were joined another way.
  func makeUp(_ result: [Line]) -> Bool {
    for side in sides {
      var rest = side[...]
      for line in result where line == rest.first { rest.removeFirst() }
      guard rest.isEmpty else { return false }
    }
    func counts(_ lines: some Sequence<Line>) -> [Line: Int] {
      Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +)
    }
    let (wanted, found) = (counts(required.joined()), counts(result))
    if required.count == 1 { return wanted == found }
    return wanted.allSatisfy { found[$0.key] ?? 0 >= $0.value }
  }
}

extension ArraySlice where Element == ArraySlice<UInt8> {
  fileprivate func firstPlace(of part: [Element]) -> Int? {
    guard let head = part.first else { return startIndex }
    return indices.first { place in
      self[place] == head && endIndex - place >= part.count
        && self[place..<(place + part.count)].elementsEqual(part)
    }
  }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8> {
  /// Without their endings, which editors change.
  fileprivate var lines: [ArraySlice<UInt8>] {
    let lines = split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
    }
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }
}
