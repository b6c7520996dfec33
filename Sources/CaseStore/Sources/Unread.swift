package import Files
package import Git
package import Messages

/// What lies among the cases and was not read, so that nothing is known of what it says, or was not
/// counted, since it is only a copy.
///
/// It never keeps the others from being read: whoever goes over the cases is told of it.
package struct Unread: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// It is no file, or the operating system does not give it.
    case unreadable(Unreadable)
    /// A sparse checkout leaves it out, and in a partial clone its contents are not here.
    case absent(OID)
    /// A folder that is a git repository of its own, such as a submodule: its cases are not ours.
    case otherRepository
    /// It holds the number of another case, whose file this is.
    case copy(of: RelativePath)
    /// The first error of a text of which nothing can be made: another encoding, broken front matter.
    case illegible(Diagnostic)
    /// Its name only looks like that of a case: `2026-0001.md.txt`, `2026-0001.MD`.
    case misnamed
  }

  package let path: RelativePath
  package let reason: Reason

  package init(_ path: RelativePath, _ reason: Reason) {
    (self.path, self.reason) = (path, reason)
  }

  /// Whether a case of ours may be behind it.
  package var hidesCases: Bool {
    switch reason {
    case .unreadable, .absent, .illegible, .misnamed: true
    case .otherRepository, .copy: false
    }
  }
}
