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
    do throws(GitError) {
      let commit = try lookup(id, GIT_OBJECT_COMMIT)
      return CommitNode(
        id: id, parents: parents(of: commit),
        tree: OID(git_commit_tree_id(commit.raw).pointee),
        time: Signature.readable(git_commit_committer(commit.raw).pointee.when.time))
    } catch {
      let read = try commitByHand(id, after: error)
      return CommitNode(
        id: id, parents: read.parents, tree: read.tree, time: read.committer.time)
    }
  }
}
