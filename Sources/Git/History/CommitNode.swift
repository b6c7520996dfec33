import CGit2

/// A commit as a node of the history: what it comes after and what it holds.
package struct CommitNode: Hashable, Sendable {
  package let id: OID
  package let parents: [OID]
  package let tree: OID
  /// Seconds since 1970, by its committer's clock, as `Signature` reads them.
  package let time: Int64
}

extension Repository {
  /// Reads no more of a commit than its place in the history.
  package func node(_ id: OID) throws(GitError) -> CommitNode {
    let commit = try lookup(id, GIT_OBJECT_COMMIT)
    return CommitNode(
      id: id,
      parents: (0..<git_commit_parentcount(commit.raw)).map {
        OID(git_commit_parent_id(commit.raw, $0).pointee)
      },
      tree: OID(git_commit_tree_id(commit.raw).pointee),
      time: Signature.readable(git_commit_committer(commit.raw).pointee.when.time))
  }
}
