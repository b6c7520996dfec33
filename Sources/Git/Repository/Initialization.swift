package import Files

extension Repository {
  /// Makes a repository in `folder`, which is made too if need be, as `git init` does: with the
  /// user's templates and `init.defaultBranch`.
  ///
  /// A repository that is there already is opened and not changed.
  package static func initialize(at folder: String, environment: Environment)
    async throws(GitError) -> Repository
  {
    var git = Child("git", ["init", "--quiet", "--", folder], environment: environment)
    // The format that libgit2 reads, whatever the user's default is.
    git.environment.variables["GIT_DEFAULT_HASH"] = "sha1"
    git.environment.variables["GIT_DEFAULT_REF_FORMAT"] = "files"
    try await running(await git.output())
    return try Repository(at: folder, environment: environment)
  }
}
