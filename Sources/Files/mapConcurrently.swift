/// `transform` of every element, in order, on as many cores as there are to use.
///
/// The work is cut into a few large pieces: elements are small, and a task for each would cost more
/// than it saves.
///
/// - Parameter whole: what is told of each element done, where the elements are part of a larger work;
///   by default they are a work of their own.
package func mapConcurrently<
  Elements: RandomAccessCollection & Sendable, Result: Sendable, Failure: Error
>(
  _ elements: Elements, of whole: WorkProgress? = nil,
  _ transform: @escaping @Sendable (Elements.Element) throws(Failure) -> Result
) async throws(Failure) -> [Result] where Elements.Index == Int {
  let progress =
    whole ?? (elements.count > smallestPiece ? WorkProgress(.reading, of: elements.count) : nil)
  defer { if whole == nil { progress?.end() } }
  let parts = try await mapPieces(of: elements.count) { range throws(Failure) in
    var results: [Result] = []
    results.reserveCapacity(range.count)
    for index in range {
      results.append(try transform(elements[elements.startIndex + index]))
      progress?.add()
    }
    return results
  }
  var results: [Result] = []
  results.reserveCapacity(elements.count)
  for part in parts { results += part }
  return results
}

/// What `transform` makes of each of the pieces that `count` elements are cut into, in order, on as
/// many cores as there are to use.
package func mapPieces<Result: Sendable, Failure: Error>(
  of count: Int, _ transform: @escaping @Sendable (Range<Int>) throws(Failure) -> Result
) async throws(Failure) -> [Result] {
  let size = max(smallestPiece, (count + 15) / 16)
  guard count > size else { return [try transform(0..<count)] }
  let pieces = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  typealias Outcome = Swift.Result<Result, Failure>
  let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
    for (index, piece) in pieces.enumerated() {
      group.addTask {
        do throws(Failure) {
          return (index, .success(try transform(piece)))
        } catch {
          return (index, .failure(error))
        }
      }
    }
    var outcomes = [Outcome?](repeating: nil, count: pieces.count)
    for await (index, outcome) in group { outcomes[index] = outcome }
    return outcomes
  }
  var results: [Result] = []
  results.reserveCapacity(pieces.count)
  for outcome in outcomes {
    if let outcome { results.append(try outcome.get()) }
  }
  return results
}

/// Below it a task costs more than it saves.
private let smallestPiece = 64
