package import Files

/// Who a commit is by, as git itself works it out from its configuration and the environment.
package struct Identity: Hashable, Sendable {
  package var author: Signature
  package var committer: Signature

  package init(author: Signature, committer: Signature) {
    self.author = author
    self.committer = committer
  }
}

extension Repository {
  /// Asks git (`git var`) who the author and the committer are, with the present time unless the
  /// environment pins one.
  ///
  /// - Throws: `.refused(.noIdentity)` with git's own words if it knows none.
  package func identity() async throws(GitError) -> Identity {
    let committer = try await signature("GIT_COMMITTER_IDENT")
    let author = try tellsApart() ? try await signature("GIT_AUTHOR_IDENT") : committer
    return Identity(author: author, committer: committer)
  }

  /// Whether anything is said of the author that is not said of the committer, or the other way round:
  /// else git need not be asked twice.
  private func tellsApart() throws(GitError) -> Bool {
    if environment.variables.keys.contains(where: {
      $0.hasPrefix("GIT_AUTHOR_") || $0.hasPrefix("GIT_COMMITTER_")
    }) {
      return true
    }
    for name in ["author.name", "author.email", "committer.name", "committer.email"]
    where try configuredString(name) != nil {
      return true
    }
    return false
  }

  private func signature(_ variable: String) async throws(GitError) -> Signature {
    let output = try await running(await git("var", variable).run())
    guard output.status == 0,
      let who = Signature(ident: String(decoding: output.standardOutput, as: UTF8.self))
    else {
      throw .refused(.noIdentity(words: String(decoding: output.standardError, as: UTF8.self)))
    }
    return who
  }

  /// Git itself, run at the top of this repository.
  package func git(_ arguments: String..., input: [UInt8] = []) -> Child {
    git(arguments, input: input)
  }

  package func git(_ arguments: [String], input: [UInt8] = []) -> Child {
    Child("git", arguments, environment: absolute, in: workTree ?? gitDirectory, input: input)
  }

  /// The environment with the paths in it made absolute, since git runs in another folder.
  private var absolute: Environment {
    var absolute = environment
    if environment["GIT_DIR"] != nil {
      absolute.variables["GIT_DIR"] = gitDirectory
      absolute.variables["GIT_WORK_TREE"] = workTree
    }
    if environment["GIT_INDEX_FILE"] != nil { absolute.variables["GIT_INDEX_FILE"] = indexPath }
    return absolute
  }
}
