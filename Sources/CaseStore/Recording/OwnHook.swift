package import Git

/// A hook that we put into a repository, so that what a plain `git commit` records is judged too.
package enum OwnHook {
  /// Added to the name of the user's own, which is called first.
  package static let suffix = ".before-duban"
  /// A line that ours have and nobody else's.
  package static let mark = "# duban-git hook"

  package static func file(_ name: String, in folder: String) -> HookFile {
    HookFile(name, in: folder, suffix: suffix, mark: mark)
  }

  /// The hooks that have nothing to say to what we record, which has been judged already: ours, where no
  /// hook of the user's is called by them.
  static func idle(in repository: Repository) throws(GitError) -> Set<String> {
    let folder = try repository.hooksFolder()
    var idle: Set<String> = []
    for name in ["pre-commit", "prepare-commit-msg", "commit-msg"]
    where try file(name, in: folder).isAlone() {
      idle.insert(name)
    }
    return idle
  }
}
