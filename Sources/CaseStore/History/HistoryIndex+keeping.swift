import Cache
import Git

extension Repository {
  /// What `body` makes of the index, which knows all that leads to `tips`.
  ///
  /// Where the index's file turns out not to be as it was written, it is thrown away, and `body` asked
  /// once more with an index made anew.
  ///
  /// - Complexity: the first time in a repository what `git log --raw` costs; then only new commits.
  func withHistoryIndex<T>(knowing tips: [OID], _ body: (HistoryIndex) throws(IndexError) -> T)
    async throws(GitError) -> T
  {
    // The commits at which a shallow clone ends have parents that may come later.
    let file = isShallow ? nil : cacheFile("history", contents: HistoryIndex.layout)
    do throws(IndexError) {
      return try body(try await HistoryIndex.kept(in: file, knowing: tips, in: self))
    } catch {
      if case .git(let error) = error { throw error }
    }
    do throws(IndexError) {
      return try body(try await HistoryIndex.kept(in: file, afresh: true, knowing: tips, in: self))
    } catch {
      guard case .git(let error) = error else {
        preconditionFailure("an index that was just made is as it was made")
      }
      throw error
    }
  }
}

extension HistoryIndex {
  /// Another number when the file looks otherwise, or other files count as cases.
  static let layout = "history 1"
  /// Fewer new commits than this are compared anew each time rather than kept.
  private static let leastPart = 32
  /// With more parts than this they are put together.
  private static let mostParts = 8

  /// The index of a file, as far as there is one, with what it lacked.
  ///
  /// - Parameter isAfresh: whether to make it anew whatever is there.
  static func kept(
    in file: CacheFile?, afresh isAfresh: Bool = false, knowing tips: [OID],
    in repository: Repository
  ) async throws(IndexError) -> HistoryIndex {
    let reader = isAfresh ? nil : file?.open()
    var index =
      try reader.map { reader throws(IndexError) in try HistoryIndex(reader) }
      ?? HistoryIndex()
    guard let new = try await index.missing(toKnow: tips, in: repository) else { return index }
    if let file { try index.keep(new, in: file, after: reader) }
    try index.append(try IndexPart(new))
    return index
  }

  /// Adds a part to the file. Where that cannot be, the next run makes it again.
  private func keep(_ new: IndexContents, in file: CacheFile, after reader: CacheReader?)
    throws(IndexError)
  {
    guard let reader, !parts.isEmpty else {
      file.replace(with: new.bytes)
      return
    }
    guard new.commits.count >= Self.leastPart else { return }
    if parts.count < Self.mostParts {
      file.append(new.bytes, after: reader)
      return
    }
    var whole = IndexContents(first: 0)
    for part in parts { whole.append(try part.contents()) }
    whole.append(new)
    whole.sortTouches()
    file.replace(with: whole.bytes)
  }
}
