import ByteCoding
import Cache
import Git

/// Which commits touch which cases: every commit that was ever asked about, and all that lead to it.
///
/// A commit never changes, so that nothing here becomes wrong when a branch moves; what is not among
/// the ancestors of the commits asked about is left out of the answer. Kept in the common git
/// directory as a cache is, of which the answer about one case reads a few pages.
final class HistoryIndex {
  let store: Store?
  /// Of all that is kept and what follows.
  var extent = IndexExtent()
  // What is not kept yet.
  var commits: [OID: IndexedCommit] = [:]
  var touches: [RecordKey: [IndexedTouch]] = [:]
  var runs: [IndexRun] = []
  var departures: [IndexedDeparture] = []
  /// Whether something that is kept could not be read. It was taken for nothing: no answer is right.
  private(set) var isDamaged = false

  init(keptIn store: Store?) {
    self.store = store
    extent = record(of: .extent) ?? extent
  }

  private func record<Record: ByteCodable>(of key: RecordKey) -> Record? {
    do throws(DamagedBytes) {
      guard var reader = try store?.record(of: key) else { return nil }
      return try Record(from: &reader)
    } catch {
      isDamaged = true
      return nil
    }
  }

  func commit(_ id: OID) -> IndexedCommit? { commits[id] ?? record(of: RecordKey(id)) }

  func touches(of key: RecordKey) -> [IndexedTouch] {
    (record(of: key) ?? []) + (touches[key] ?? [])
  }

  func allRuns() -> [IndexRun] { (record(of: .runs) ?? []) + runs }

  func allDepartures() -> [IndexedDeparture] { (record(of: .departures) ?? []) + departures }

  /// The commits of a range in which a case went that its first parent has.
  func departures(in span: Span) -> [OID] {
    allDepartures().filter { span.contains($0.number) }.map(\.id)
  }

  /// A commit that touches some cases.
  struct Touched {
    let id: OID
    fileprivate let commit: IndexedCommit
    var cases: Set<String>
    /// Whether a file of one of them came or went.
    var moves: Bool
    /// The cases as it has them.
    var blobs: [OID]

    /// Newest first, children before their parents: an order that depends on nothing but the history.
    fileprivate static func isShownBefore(_ one: Touched, _ other: Touched) -> Bool {
      (one.commit.time, one.commit.generation, one.id)
        > (other.commit.time, other.commit.generation, other.id)
    }
  }

  /// The commits of a range that touch some cases, newest first.
  func commits(touching ids: Set<String>, in span: Span) -> [Touched] {
    var found: [OID: Touched] = [:]
    for id in ids {
      for touch in touches(of: RecordKey(of: id.utf8)) where span.contains(touch.commit.number) {
        found[
          touch.id,
          default: Touched(id: touch.id, commit: touch.commit, cases: [], moves: false, blobs: [])
        ].add(id, touch)
      }
    }
    return found.values.sorted(by: Touched.isShownBefore)
  }

  /// The commits that lead to `tips`, but not to `hiding`.
  ///
  /// - Precondition: the index knows them all.
  func span(from tips: [OID], hiding: [OID] = []) -> Span {
    Span(shown: ancestors(of: tips), hidden: hiding.isEmpty ? .none : ancestors(of: hiding))
  }

  private func ancestors(of tips: [OID]) -> Ancestors {
    let numbers = tips.compactMap { commit($0)?.number }
    return extent.heads.isSubset(of: numbers) ? .all : Ancestors(of: numbers, in: allRuns())
  }

  /// A range of commits.
  struct Span {
    fileprivate let shown, hidden: Ancestors

    func contains(_ number: Int) -> Bool { shown.contains(number) && !hidden.contains(number) }
  }
}

extension HistoryIndex.Touched {
  fileprivate mutating func add(_ id: String, _ touch: IndexedTouch) {
    cases.insert(id)
    moves = moves || touch.moves
    if let blob = touch.blob { blobs.append(blob) }
  }
}

/// Some commits and all that lead to them.
///
/// - Complexity: as many steps as there are runs, which is two for a merge.
private enum Ancestors {
  case all
  case none
  /// The starts of the runs, and of each run the first commit that does not belong.
  case some(starts: [Int], ends: [Int])

  init(of tips: [Int], in runs: [IndexRun]) {
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

  func contains(_ number: Int) -> Bool {
    switch self {
    case .all: true
    case .none: false
    case .some(let starts, let ends):
      Self.run(of: number, in: starts).map { number < ends[$0] } ?? false
    }
  }

  /// The last run that starts at or before a commit.
  private static func run(of number: Int, in starts: [Int]) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
