package import Git
package import Supervision

/// What keeps cases from being read or recorded. Facts; the words are
/// made in `Commands`.
package enum CaseStoreError: Error, Hashable, Sendable {
  /// No folder here or above holds `cases/` and `schema/`.
  case noCaseFolder(path: String)
  /// The case folder lies deeper in a repository; steps are recorded where it is the top.
  case notTheTop(path: String, top: String)
  /// Reading or recording failed in git or on the disk.
  case git(GitError)
  /// No case is meant by what was typed; `near` are the ids most like it.
  case unknownCase(String, near: [String])
  /// The case has edits that are not recorded, and a step would be mixed with them.
  case unrecordedEdits(GitPath)
  /// A recorded case is no longer there.
  case caseRemoved(GitPath)
  /// There is a file already where the new case would go.
  case caseExists(GitPath)
  /// The number is that of a case in another clone, or one that a case has given up.
  case numberTaken(CaseNumber, by: GitPath)
  /// A case keeps its year, and its new number comes after the one it gives up.
  case numberNotLater(CaseNumber, than: CaseNumber)
  /// Others have the case under its number already, and no other case has that number.
  case numberShared(GitPath)
  /// What was to be recorded is wrong; nothing was written.
  case wrongInput([FileFindings])
}
