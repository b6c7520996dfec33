import CaseStore
import Files
import Git

// What goes wrong below becomes a failure with words here, and nowhere else.

/// What `body` gives; what went wrong with a file or a program as a failure.
@discardableResult
func onDisk<T>(_ body: @autoclosure () throws(FileError) -> T) throws(Failure) -> T {
  do throws(FileError) { return try body() } catch { throw Failure(error) }
}

/// What `body` gives; what went wrong in git as a failure.
@discardableResult
func inGit<T>(_ body: @autoclosure () throws(GitError) -> T) throws(Failure) -> T {
  do throws(GitError) { return try body() } catch { throw Failure(error) }
}

/// What `body` gives; what went wrong with the cases as a failure.
@discardableResult
func inStore<T>(_ body: @autoclosure () throws(CaseStoreError) -> T) throws(Failure) -> T {
  do throws(CaseStoreError) { return try body() } catch { throw Failure(error) }
}

// The same for what is waited for.

@discardableResult
func running<T>(_ body: @autoclosure () async throws(FileError) -> T) async throws(Failure) -> T {
  do throws(FileError) { return try await body() } catch { throw Failure(error) }
}

@discardableResult
func askingGit<T>(_ body: @autoclosure () async throws(GitError) -> T) async throws(Failure) -> T {
  do throws(GitError) { return try await body() } catch { throw Failure(error) }
}

@discardableResult
func askingStore<T>(_ body: @autoclosure () async throws(CaseStoreError) -> T)
  async throws(Failure) -> T
{
  do throws(CaseStoreError) { return try await body() } catch { throw Failure(error) }
}
