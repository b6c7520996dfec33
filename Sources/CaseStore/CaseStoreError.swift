package import Git

/// What keeps cases from being read or recorded. Facts; the words are in `message`.
package enum CaseStoreError: Error, Hashable, Sendable {
  /// No folder here or above holds `cases/` and `schema/`.
  case noCaseFolder(path: String)
  /// Reading or recording failed in git or on the disk, while we were `doing` something.
  case git(GitError)
  /// No case is meant by what was typed; `near` are the ids most like it.
  case unknownCase(String, near: [String])
}
