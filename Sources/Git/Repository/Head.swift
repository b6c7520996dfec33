import CGit2

/// Where `HEAD` is.
package enum Head: Hashable, Sendable {
  /// On a branch with commits: the reference's full name and the commit.
  case branch(String, OID)
  /// On a branch without any commit yet.
  case unborn(String)
  /// On a commit and no branch.
  case detached(OID)

  package var commit: OID? {
    switch self {
    case .branch(_, let id), .detached(let id): id
    case .unborn: nil
    }
  }

  /// `main` of `refs/heads/main`; nil when detached.
  package var branchName: String? {
    switch self {
    case .branch(let name, _), .unborn(let name):
      name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
    case .detached: nil
    }
  }
}

/// What git has begun and not finished.
package enum Operation: String, Hashable, Sendable {
  case merge, revert, cherryPick = "cherry-pick", bisect, rebase, am
}

extension Repository {
  /// Reads `HEAD` from disk.
  package func head() throws(GitError) -> Head {
    let reference = try Handle("git_reference_lookup", in: self, free: git_reference_free) {
      git_reference_lookup(&$0, raw, "HEAD")
    }
    guard git_reference_type(reference.raw) == GIT_REFERENCE_SYMBOLIC else {
      return .detached(OID(git_reference_target(reference.raw).pointee))
    }
    let name = String(cString: git_reference_symbolic_target(reference.raw))
    return try target(of: name).map { .branch(name, $0) } ?? .unborn(name)
  }

  /// The reference that a symbolic one such as `refs/remotes/origin/HEAD` stands for; nil if there is none, or
  /// it is of an object itself.
  package func symbolicTarget(of reference: String) throws(GitError) -> String? {
    let found: Handle
    do throws(GitError) {
      found = try Handle("git_reference_lookup", in: self, free: git_reference_free) {
        git_reference_lookup(&$0, raw, reference)
      }
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
    return git_reference_symbolic_target(found.raw).map { String(cString: $0) }
  }

  /// The commit that a full reference name leads to; nil if there is no such reference.
  package func target(of reference: String) throws(GitError) -> OID? {
    var out = git_oid()
    do {
      try check("git_reference_name_to_id") { git_reference_name_to_id(&out, raw, reference) }
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
    return OID(out)
  }

  /// What is under way in this worktree, if anything.
  package var operation: Operation? {
    switch git_repository_state_t(rawValue: UInt32(git_repository_state(raw))) {
    case GIT_REPOSITORY_STATE_MERGE: .merge
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: .revert
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: .cherryPick
    case GIT_REPOSITORY_STATE_BISECT: .bisect
    case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE,
      GIT_REPOSITORY_STATE_REBASE_MERGE:
      .rebase
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: .am
    default: nil
    }
  }
}
