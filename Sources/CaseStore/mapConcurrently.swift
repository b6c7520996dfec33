package import Git

/// `transform` of every element, in order, on as many cores as there are to use.
///
/// The work is cut into a few large pieces: cases are small, and a task for each would cost more
/// than it saves.
///
/// - Parameter whole: what is told of each element done, where the elements are part of a larger work;
///   by default they are a work of their own.
package func mapConcurrently<Element: Sendable, Result: Sendable>(
  _ elements: [Element], of whole: Tally? = nil,
  _ transform: @escaping @Sendable (Element) throws(GitError) -> Result
) async throws(GitError) -> [Result] {
  let size = max(64, (elements.count + 15) / 16)
  guard elements.count > size else {
    var results: [Result] = []
    for element in elements {
      results.append(try transform(element))
      whole?.add()
    }
    return results
  }
  let pieces = stride(from: 0, to: elements.count, by: size).map {
    Array(elements[$0..<min($0 + size, elements.count)])
  }
  let tally = whole ?? Tally(.reading, of: elements.count)
  defer { if whole == nil { tally.end() } }
  typealias Outcome = Swift.Result<[Result], GitError>
  let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
    for (index, piece) in pieces.enumerated() {
      group.addTask {
        do throws(GitError) {
          var results: [Result] = []
          results.reserveCapacity(piece.count)
          for element in piece {
            results.append(try transform(element))
            tally.add()
          }
          return (index, .success(results))
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
  results.reserveCapacity(elements.count)
  for outcome in outcomes {
    if let outcome { results += try outcome.get() }
  }
  return results
}
