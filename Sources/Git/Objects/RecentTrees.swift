import CGit2

/// The folders of commits that were looked into last, taken apart: libgit2 keeps no large one, and who asks
/// for every file of a folder would else read, hash and parse it as often.
final class RecentTrees {
  private var trees: [(id: OID, raw: OpaquePointer)] = []
  /// The root trees of commits, whose messages may be long.
  private var roots: [(commit: OID, tree: OID)] = []
  private static let limit = 8

  /// To be called before the repository goes.
  func empty() {
    for tree in trees { git_object_free(tree.raw) }
    trees = []
  }

  /// The root tree of a commit.
  func root(of commit: OID, reading read: (OID) throws(GitError) -> OID) throws(GitError) -> OID {
    if let known = roots.last(where: { $0.commit == commit }) { return known.tree }
    roots.append((commit, try read(commit)))
    if roots.count > Self.limit { roots.removeFirst() }
    return roots[roots.count - 1].tree
  }

  /// A tree that lives until another is asked for.
  ///
  /// - Parameter read: gives one that is to be freed here.
  func tree(_ id: OID, reading read: (OID) throws(GitError) -> OpaquePointer)
    throws(GitError) -> OpaquePointer
  {
    if let place = trees.lastIndex(where: { $0.id == id }) {
      // What is in use stays longest.
      if place != trees.count - 1 { trees.append(trees.remove(at: place)) }
    } else {
      trees.append((id, try read(id)))
      if trees.count > Self.limit { git_object_free(trees.removeFirst().raw) }
    }
    return trees[trees.count - 1].raw
  }
}
