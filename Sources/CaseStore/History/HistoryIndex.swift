import Cache
import Git

/// Which commits touch which cases: every commit that was ever asked about, and all that lead to it.
///
/// A commit never changes, so that nothing here becomes wrong when a branch moves; what is not among
/// the ancestors of the commits asked about is left out of the answer. Kept in the common git
/// directory as a cache is: part after part, of which the answer about one case reads a few pages.
struct HistoryIndex {
  private(set) var parts: [IndexPart] = []

  /// As many commits as have a number.
  var count: UInt32 { parts.last?.numbers.upperBound ?? 0 }

  init() {}

  init(_ file: CacheReader) throws(IndexError) {
    for segment in file.segments { try append(IndexPart(segment, of: file)) }
  }

  mutating func append(_ part: IndexPart) throws(IndexError) {
    guard part.numbers.lowerBound == count, !part.numbers.isEmpty else { throw .broken }
    parts.append(part)
  }

  func number(of id: OID) throws(IndexError) -> UInt32? {
    // What was added last is asked about most.
    for part in parts.reversed() {
      if let number = try part.number(of: id) { return number }
    }
    return nil
  }

  func commit(_ number: UInt32) throws(IndexError) -> IndexedCommit {
    guard let part = parts.last(where: { $0.numbers.contains(number) }) else { throw .broken }
    return try part.commit(number)
  }

  /// The commits without children.
  var heads: [UInt32] {
    get throws(IndexError) { try parts.last?.heads() ?? [] }
  }

  /// A commit that touches some cases.
  struct Touched {
    let commit: IndexedCommit
    var cases: Set<String>
    /// Whether a file of one of them came or went.
    var moves: Bool
  }

  /// The commits of a range that touch some cases, newest first.
  func commits(touching ids: Set<String>, in span: Span) throws(IndexError) -> [Touched] {
    var found: [UInt32: Touched] = [:]
    for id in ids {
      let key = IndexedTouch.key(of: id)
      for part in parts {
        for touch in try part.touches(of: key) where span.contains(touch.commit) {
          var one =
            if let known = found[touch.commit] { known } else {
              Touched(commit: try commit(touch.commit), cases: [], moves: false)
            }
          one.cases.insert(id)
          one.moves = one.moves || touch.moves
          found[touch.commit] = one
        }
      }
    }
    return found.values.sorted { IndexedCommit.isShownBefore($0.commit, $1.commit) }
  }

  /// The commits that lead to `tips`, but not to `hiding`.
  ///
  /// - Precondition: the index knows them all.
  func span(from tips: [OID], hiding: [OID] = []) throws(IndexError) -> Span {
    Span(
      shown: try ancestors(of: tips), hidden: hiding.isEmpty ? .none : try ancestors(of: hiding))
  }

  private func ancestors(of tips: [OID]) throws(IndexError) -> Ancestors {
    var numbers: [UInt32] = []
    for tip in tips {
      guard let number = try number(of: tip) else { throw .broken }
      numbers.append(number)
    }
    if Set(try heads).isSubset(of: numbers) { return .all }
    var runs: [IndexRun] = []
    for part in parts { runs += try part.runs() }
    return Ancestors(of: numbers, in: runs)
  }

  /// A range of commits.
  struct Span {
    fileprivate let shown, hidden: Ancestors

    func contains(_ number: UInt32) -> Bool {
      shown.contains(number) && !hidden.contains(number)
    }
  }
}

/// Some commits and all that lead to them.
///
/// - Complexity: as many steps as there are runs, which is two for a merge.
enum Ancestors {
  case all
  case none
  /// The starts of the runs, and of each run the first commit that does not belong.
  case some(starts: [UInt32], ends: [UInt32])

  init(of tips: [UInt32], in runs: [IndexRun]) {
    let starts = runs.map(\.start)
    var ends = starts
    var waiting = tips
    while let number = waiting.popLast() {
      guard let run = Self.run(of: number, in: starts), ends[run] <= number else { continue }
      if ends[run] == starts[run] { waiting += runs[run].parents }
      ends[run] = number + 1
    }
    self = .some(starts: starts, ends: ends)
  }

  func contains(_ number: UInt32) -> Bool {
    switch self {
    case .all: true
    case .none: false
    case .some(let starts, let ends):
      Self.run(of: number, in: starts).map { number < ends[$0] } ?? false
    }
  }

  /// The last run that starts at or before a commit.
  private static func run(of number: UInt32, in starts: [UInt32]) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
