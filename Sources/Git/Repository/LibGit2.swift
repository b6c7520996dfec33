import CGit2
package import OnDemand

extension Library {
  package static let git2 = Library(cgit2_load)
}

/// libgit2, loaded and started once, on first use, and never shut down.
///
/// Loading costs 3.5 ms and starting 6 to 12, so nothing here runs before a repository is really
/// opened. Whoever holds a `Repository` may call libgit2.
enum LibGit2 {
  private static let fault: LibraryFault? = {
    if let fault = Library.git2.fault ?? Library.zlib.fault { return fault }
    git_libgit2_init()
    // Configuration is read from the files that `Environment` names (libgit2 1.5 knows no
    // `GIT_CONFIG_GLOBAL`), and ownership is checked by git's rules in `Ownership.swift`.
    for level in [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ] {
      _ = cgit2_set_search_path(level.rawValue, "")
    }
    _ = cgit2_set_owner_validation(0)
    _ = cgit2_set_fsync_gitdir(1)
    // By itself libgit2 maps packs whole, and what is mapped counts as memory in use.
    _ = cgit2_set_mapped_window(1 << 20)
    _ = cgit2_set_mapped_limit(8 << 20)
    return nil
  }()

  /// - Throws: `.cannotUse`.
  static func start() throws(GitError) {
    if let fault { throw .cannotUse(fault) }
  }

  /// Whether each object that is read is hashed to see that it is what its name says: on, but while
  /// a cache is built from many thousands of them, which takes a third of the time without.
  static func setVerifying(_ verifying: Bool) {
    _ = cgit2_set_strict_hash_verification(verifying ? 1 : 0)
  }

  /// Whether libgit2 keeps the objects it has read, up to 256 MB of them. The switch is the whole
  /// process's.
  static func setCaching(_ caching: Bool) {
    _ = cgit2_set_caching(caching ? 1 : 0)
  }

  /// Whether what libgit2 writes is to survive a power cut: on, but for a repository that is being
  /// made. The switch is the whole process's; it is off only during such a turn.
  static func setDurable(_ durable: Bool) {
    _ = cgit2_set_fsync_gitdir(durable ? 1 : 0)
  }
}
