import CGit2

// libgit2 1.5 knows of no end but a commit without parents, and fails in a shallow clone.

extension Repository {
  /// The best common ancestors of two commits; nil where a shallow clone ends before they can be told.
  package func mergeBases(_ one: OID, _ other: OID) throws(GitError) -> [OID]? {
    if isShallow { return try mergeBasesByHand(one, other) }
    var (left, right) = (one.raw, other.raw)
    var out = git_oidarray()
    defer { git_oidarray_dispose(&out) }
    do {
      try check("git_merge_bases") { git_merge_bases(&out, raw, &left, &right) }
    } catch {
      if error.code == .notFound { return [] }
      guard error.isOfUnreadableCommit else { throw error }
      return try mergeBasesByHand(one, other)
    }
    return (0..<out.count).map { OID(out.ids[$0]) }
  }

  private func mergeBasesByHand(_ one: OID, _ other: OID) throws(GitError) -> [OID]? {
    let ends = try shallowCommits()
    let (mine, theirs) = (
      try lineage(of: [one], until: ends), try lineage(of: [other], until: ends)
    )
    let common = mine.intersection(theirs)
    // What both have behind an end has to be behind one of each.
    let (open, others) = (mine.subtracting(common), theirs.subtracting(common))
    if !ends.isDisjoint(with: open), !ends.isDisjoint(with: others) { return nil }
    var older: Set<OID> = []
    for id in common where !ends.contains(id) { older.formUnion(try parents(of: id)) }
    return common.subtracting(older).sorted()
  }

  /// Whether `ancestor` is `commit` or one of its ancestors, as far as a shallow clone reaches.
  package func isAncestor(_ ancestor: OID, of commit: OID) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    if isShallow { return try isAncestorByHand(ancestor, of: commit) }
    var (older, newer) = (ancestor.raw, commit.raw)
    do throws(GitError) {
      return try check("git_graph_descendant_of") {
        git_graph_descendant_of(raw, &newer, &older)
      } == 1
    } catch {
      guard error.isOfUnreadableCommit else { throw error }
      return try isAncestorByHand(ancestor, of: commit)
    }
  }

  private func isAncestorByHand(_ ancestor: OID, of commit: OID) throws(GitError) -> Bool {
    try lineage(of: [commit], until: try shallowCommits()).contains(ancestor)
  }

  /// Commits and their ancestors, to the ends of a shallow clone.
  private func lineage(of tips: [OID], until ends: Set<OID>) throws(GitError) -> Set<OID> {
    var (seen, waiting) = (Set(tips), tips)
    while let id = waiting.popLast() {
      if ends.contains(id) { continue }
      for parent in try parents(of: id) where seen.insert(parent).inserted {
        waiting.append(parent)
      }
    }
    return seen
  }
}
