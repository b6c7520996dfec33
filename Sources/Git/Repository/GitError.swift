import CGit2
package import Files
import Glibc
package import OnDemand

/// What went wrong outside our own logic: in the repository, or on the way to it.
///
/// It carries facts and no sentences for people; whoever talks to people makes those.
package indirect enum GitError: Error, Hashable, Sendable {
  /// A libgit2 call failed for a reason that has no case of its own here.
  case library(Failure)
  /// A file, or a program that we ran.
  case file(FileError)
  /// No repository at `path`, nor in any folder above it.
  case noRepository(path: String)
  /// The repository belongs to another user, and `safe.directory` does not name it.
  case foreignOwner(path: String)
  /// The repository uses something that libgit2 cannot read, such as `extensions.objectformat`.
  case unsupportedExtension(name: String)
  /// No object has this name.
  case unknownRevision(String)
  /// The object is not in the repository; in a shallow or partial clone it may be elsewhere.
  case missingObject(OID)
  case damagedObject(DamagedObject)
  /// The object is not of the kind that it stands for, or not as git writes one.
  case malformedObject(OID)
  /// The revision names an object of another kind than was asked for.
  case wrongKind(String)
  /// Git's index file is not what gitformat-index describes.
  case damagedIndex(path: String, reason: String)
  /// Someone else holds a lock, and it was waited for in vain.
  case locked(HeldLock)
  /// The branch is no longer where it was read.
  case branchMoved(branch: String, expected: OID?, found: OID?)
  /// The file on disk is no longer what was read.
  case fileChanged(RelativePath)
  /// What was read back is not what was written.
  case notAsWritten(String)
  /// libgit2 cannot be used.
  case cannotUse(LibraryFault)
  /// Everything was recorded up to this commit, and the disk did not say that it will stay so.
  case unsure(OID, because: GitError)
  /// Everything was recorded up to this commit, and the index entries of its files are older: a
  /// plain `git commit` would take the step back. The next turn brings them up to date.
  case indexBehind(OID, because: GitError)
  /// Recorded up to this commit, and not the `missing` commits that were to follow it.
  case partly(OID, missing: Int, because: GitError)
  /// Nothing was recorded, and these files could not be put back as they were: they hold what was
  /// to be recorded.
  case leftWritten([RelativePath], because: GitError)
  /// The repository is in a state in which we do not record.
  case refused(Refusal)
}

extension GitError {
  /// A failed libgit2 call.
  package struct Failure: Hashable, Sendable {
    package var code: Code
    /// In libgit2's words, English.
    package var message: String
    /// The C function that failed.
    package var function: String
  }

  /// The statuses of `git2/errors.h` that callers tell apart.
  package enum Code: Hashable, Sendable {
    case notFound, exists, ambiguous, unbornBranch, locked, modified, conflict, invalidName
    case other(Int32)

    init(_ status: Int32) {
      self =
        switch git_error_code(status) {
        case GIT_ENOTFOUND: .notFound
        case GIT_EEXISTS: .exists
        case GIT_EAMBIGUOUS: .ambiguous
        case GIT_EUNBORNBRANCH: .unbornBranch
        case GIT_ELOCKED: .locked
        case GIT_EMODIFIED: .modified
        case GIT_ECONFLICT: .conflict
        case GIT_EINVALIDSPEC: .invalidName
        default: .other(status)
        }
    }
  }

  /// A lock file that another process holds, or left behind.
  package struct HeldLock: Hashable, Sendable {
    package var path: String
    /// Seconds since the file was made, if it could still be looked at.
    package var age: Int?
    package init(path: String, age: Int?) {
      self.path = path
      self.age = age
    }
  }

  /// The same, naming a place on the disk where libgit2 names none, as of a disk that is full.
  func naming(_ place: String) -> GitError {
    guard case .library(var failure) = self, !failure.message.contains("/") else { return self }
    failure.message += ", \(place)"
    return .library(failure)
  }

  /// The status of the libgit2 call that failed, if it was one.
  var code: Code? {
    if case .library(let failure) = self { failure.code } else { nil }
  }
}

/// Calls one libgit2 function and throws if its status is negative.
///
/// libgit2 keeps the last error per thread, so nothing may suspend between the call and
/// the read of its message: `body` is synchronous, and so is this.
@discardableResult
func check(_ function: StaticString, _ body: () -> Int32) throws(GitError) -> Int32 {
  errno = 0
  let status = body()
  let reason = errno
  guard status < 0 else { return status }
  // Some failures set no message, and libgit2 1.5 returns nil then; a disk that is full while a long file is
  // written is one of them.
  var message = git_error_last().map { String(cString: $0.pointee.message) } ?? ""
  if message.isEmpty, status == GIT_ERROR.rawValue, reason != 0 {
    message = String(cString: strerror(reason))
  }
  git_error_clear()
  if status == GIT_EMISMATCH.rawValue, let object = DamagedObject(words: message) {
    throw .damagedObject(object)
  }
  throw .library(
    GitError.Failure(code: GitError.Code(status), message: message, function: "\(function)"))
}

/// What `body` gives, with what went wrong with a file as an error of git's: the edge between the
/// two targets, crossed here and nowhere else.
@discardableResult
func onDisk<T>(_ body: @autoclosure () throws(FileError) -> T) throws(GitError) -> T {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}

/// The same for a program that runs meanwhile.
@discardableResult
func running<T: Sendable>(_ body: @autoclosure () async throws(FileError) -> T)
  async throws(GitError) -> T
{
  do throws(FileError) { return try await body() } catch { throw .file(error) }
}
