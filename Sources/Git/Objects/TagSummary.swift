import CGit2

/// An annotated tag without its text.
package struct TagSummary: Hashable, Sendable {
  /// As the tag itself says, whatever its reference is called.
  package let name: String
  package let target: OID
  /// Whether that is a commit.
  package let isOfCommit: Bool
  /// Nil where it does not say who made it.
  package let tagger: Signature?
}

extension Repository {
  /// The tag with this id; nil if it is another object, as where a tag has no object of its own.
  package func tag(_ id: OID) throws(GitError) -> TagSummary? {
    let tag: Handle
    do throws(GitError) {
      tag = try lookup(id, GIT_OBJECT_TAG)
    } catch {
      if case .missingObject = error { return nil }
      throw error
    }
    return TagSummary(
      name: String(cString: git_tag_name(tag.raw)), target: OID(git_tag_target_id(tag.raw).pointee),
      isOfCommit: git_tag_target_type(tag.raw) == GIT_OBJECT_COMMIT,
      tagger: git_tag_tagger(tag.raw).map { Signature($0.pointee) })
  }
}
