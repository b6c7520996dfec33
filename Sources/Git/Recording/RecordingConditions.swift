/// What git's configuration and hooks have to say about a commit, besides its content.
package struct RecordingConditions: Hashable, Sendable {
  /// The format and the key that commits are signed with; nil where they are not.
  package let signing: String?
  /// The hooks that are run, in their order.
  package let hooks: [String]
}

extension Repository {
  /// - Throws: `.refused` where commits are to be signed and no key is named.
  package func recordingConditions() throws(GitError) -> RecordingConditions {
    RecordingConditions(
      signing: try Signing(in: self)?.description, hooks: try Hooks(in: self).names)
  }
}
