package import Files
package import Git
package import Supervision

/// What keeps cases from being read or recorded. Facts; the words are
/// made in `Commands`.
package enum CaseStoreError: Error, Hashable, Sendable {
  /// No folder here or above holds `cases/` and `schema/`.
  case noCaseFolder(path: String)
  /// The case folder lies deeper in a repository; steps are recorded where it is the top.
  case notTheTop(path: String, top: String)
  /// Reading or recording failed in git.
  case git(GitError)
  /// A file could not be read or written.
  case file(FileError)
  /// No case is meant by what was typed; `near` are the ids most like it.
  case unknownCase(String, near: [String])
  /// The case has edits that are not recorded, and a step would be mixed with them.
  case unrecordedEdits(RelativePath)
  /// A recorded case is no longer there.
  case caseRemoved(RelativePath)
  /// There is a file already where the new case would go.
  case caseExists(RelativePath)
  /// The number is that of a case in another clone, or one that a case has given up.
  case numberTaken(CaseNumber, by: RelativePath)
  /// A case keeps its year, and its new number comes after the one it gives up.
  case numberNotLater(CaseNumber, than: CaseNumber)
  /// Others have the case under its number already, and no other case has that number.
  case numberShared(RelativePath)
  /// 过程 of the case, in which these findings are, is no list that a step can be added to.
  case notAppendable(FileFindings)
  /// The case that is meant cannot be read.
  case unread(Unread)
  /// The time that git gives the author or the committer cannot be a record's.
  case impossibleClock(Signature)
  /// What was to be recorded is wrong; nothing was written.
  case wrongInput([FileFindings])
  /// There is no time stamp, or none that says anything.
  case timeStamp(TimeStampFault)
  /// What would be made is no seal.
  case notASeal(SealFault)
}

/// What `body` gives, with what went wrong in git or on the disk as an error of the store: the edge
/// of this target, crossed here and nowhere else.
@discardableResult
func inGit<T>(_ body: @autoclosure () throws(GitError) -> T) throws(CaseStoreError) -> T {
  do throws(GitError) { return try body() } catch { throw CaseStoreError(error) }
}

@discardableResult
func onDisk<T>(_ body: @autoclosure () throws(FileError) -> T) throws(CaseStoreError) -> T {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}

/// The same for what is waited for.
@discardableResult
func askingGit<T>(_ body: @autoclosure () async throws(GitError) -> T)
  async throws(CaseStoreError) -> T
{
  do throws(GitError) { return try await body() } catch { throw CaseStoreError(error) }
}

@discardableResult
func running<T>(_ body: @autoclosure () async throws(FileError) -> T)
  async throws(CaseStoreError) -> T
{
  do throws(FileError) { return try await body() } catch { throw .file(error) }
}

extension CaseStoreError {
  package init(_ error: GitError) {
    if case .file(let error) = error { self = .file(error) } else { self = .git(error) }
  }
}
