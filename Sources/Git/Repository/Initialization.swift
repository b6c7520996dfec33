package import Files

extension Repository {
  /// Makes a repository in `folder`, which is made too if need be, as `git init` does: with the
  /// user's templates and `init.defaultBranch`.
  ///
  /// A repository that is there already is opened and not changed.
  package static func initialize(at folder: String, environment: Environment)
    async throws(GitError) -> Repository
  {
    try await running(
      await Child("git", ["init", "--quiet", "--", folder], environment: environment).output())
    return try Repository(at: folder, environment: environment)
  }
}
