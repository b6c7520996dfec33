import ByteCoding
import Cache
import Git

extension Repository {
  /// What `body` makes of the index, which knows all that leads to `tips`.
  ///
  /// Where what is kept turns out not to be as it was written, it is thrown away, and `body` asked
  /// once more with an index made anew.
  ///
  /// - Complexity: the first time in a repository what `git log --raw` costs; then only new commits.
  func withHistoryIndex<T>(knowing tips: [OID], _ body: (HistoryIndex) throws(GitError) -> T)
    async throws(GitError) -> T
  {
    // The commits at which a shallow clone ends have parents that may come later.
    let store = isShallow ? nil : store("history")
    let index = HistoryIndex(keptIn: store)
    try await index.learn(tips, in: self)
    let answer = try body(index)
    if !index.isDamaged { return answer }
    let anew = HistoryIndex(keptIn: store?.emptied)
    try await anew.learn(tips, in: self)
    return try body(anew)
  }

  /// The same for what is asked in passing: nil where more than `limit` commits would have to be looked
  /// at for it; where no index is kept, a fifth, since each asking looks at them again.
  ///
  /// - Parameter limit: nil for none.
  func withHistoryIndex<T>(
    knowing tips: [OID], lookingAt limit: Int?, _ body: (HistoryIndex) throws(GitError) -> T
  ) async throws(GitError) -> T? {
    // One index that is made anew each time is too dear for what nearly never is.
    if limit != nil, environment.avoidsCaches { return nil }
    let kept = HistoryIndex(keptIn: isShallow ? nil : store("history"))
    let isKept = kept.extent.count > 0
    // What is quickly read again is not kept.
    if !isKept, try kept.knows(tips, butFor: 64, in: self) {
      let short = HistoryIndex(keptIn: nil)
      try await short.learn(tips, in: self)
      return try body(short)
    }
    if let limit, try !kept.knows(tips, butFor: isKept ? limit : limit / 5, in: self) {
      return nil
    }
    return try await withHistoryIndex(knowing: tips, body)
  }
}

extension HistoryIndex {
  /// Whether at most so many commits that lead to `tips` are not in the index.
  fileprivate func knows(_ tips: [OID], butFor limit: Int, in repository: Repository)
    throws(GitError) -> Bool
  {
    var (waiting, seen) = (tips, Set<OID>())
    while let id = waiting.popLast() {
      guard commit(id) == nil, seen.insert(id).inserted else { continue }
      if seen.count > limit { return false }
      guard try repository.contains(id) else { continue }
      waiting += try repository.node(id).parents
    }
    return true
  }

  /// Keeps what is new if it is a part of all worth writing all for; else it is made anew each time.
  func keep() {
    guard let store, !isDamaged,
      commits.count == extent.count || commits.count >= max(32, extent.count / 2048)
    else { return }
    var new: [RecordKey: [UInt8]] = [:]
    for (id, commit) in commits { new[RecordKey(id)] = ByteWriter(commit).bytes }
    for key in touches.keys { new[key] = ByteWriter(touches(of: key)).bytes }
    new[.runs] = ByteWriter(allRuns()).bytes
    new[.departures] = ByteWriter(allDepartures()).bytes
    new[.extent] = ByteWriter(extent).bytes
    // One that could not be read would be lost.
    guard !isDamaged, let former = try? store.keys() else { return }
    var entries: [Store.Entry] = former.map { ($0, new.removeValue(forKey: $0)) }
    entries += new.map { ($0.key, $0.value) }
    store.keep(entries)
  }
}
