import Git

extension HistoryIndex {
  /// The part that the index lacks to know all that leads to `tips`; nil if there is none.
  ///
  /// Trees are compared on all cores, each commit's with its first parent's, and what is read is not
  /// hashed: whoever shows a commit that is found here reads it again.
  ///
  /// - Complexity: what `git log --raw` takes for the new commits, shared by the cores.
  func missing(toKnow tips: [OID], in repository: Repository) async throws(IndexError)
    -> IndexContents?
  {
    var isKnown = true
    for tip in tips where isKnown { isKnown = try number(of: tip) != nil }
    if isKnown { return nil }
    return try await repository.skimming { () throws(IndexError) in
      let new = try NewCommits(leadingTo: tips, since: self, in: repository)
      do throws(GitError) {
        return try await new.compared(in: repository)
      } catch {
        throw .git(error)
      }
    }
  }
}

extension NewCommits {
  /// The new commits with the cases that each touches.
  fileprivate func compared(in repository: Repository) async throws(GitError) -> IndexContents {
    let (first, trees, bases) = (contents.first, trees, bases)
    var compared = contents
    compared.touches = try await workInStretches(
      over: trees.count, in: repository, into: [IndexedTouch]()
    ) { repository throws(GitError) in
      (trees: try TreeReader(repository), repository: repository)
    } _: { worker, range throws(GitError) in
      var found: [IndexedTouch] = []
      var before: TreeEntry?
      for place in range {
        let number = first + UInt32(place)
        if let base = bases[number] {
          before = try base.flatMap { base throws(GitError) in
            try worker.trees.entry(named: "cases", in: try worker.repository.node(base).tree)
          }
        } else if place == range.lowerBound {
          before = try worker.trees.entry(named: "cases", in: trees[place - 1])
        }
        let after = try worker.trees.entry(named: "cases", in: trees[place])
        found += try worker.trees.touches(from: before, to: after, in: number)
        before = after
      }
      return found
    } adding: {
      $0 += $1
    }
    compared.sortTouches()
    return compared
  }
}

extension TreeReader {
  /// The cases that differ between what two commits have of them.
  fileprivate func touches(from before: TreeEntry?, to after: TreeEntry?, in commit: UInt32)
    throws(GitError) -> [IndexedTouch]
  {
    var moves: [UInt64: Bool] = [:]
    for change in try changes(from: before, to: after) where CaseFile.isCase(change.path) {
      let key = IndexedTouch.key(of: CaseFile.id(at: change.path))
      moves[key] = moves[key] == true || change.old == nil || change.new == nil
    }
    return moves.map { IndexedTouch(key: $0.key, commit: commit, moves: $0.value) }
  }
}
