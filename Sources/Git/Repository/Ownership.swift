import CGit2
import Files
import Glibc

extension Repository {
  /// Refuses a repository that another user owns, by git's own rule (git-config(1),
  /// `safe.directory`): its folders must be ours, or be named in configuration that the
  /// repository itself cannot write.
  ///
  /// libgit2 1.5 has the rule too, but reports it as "not found" and does not know `*`.
  func requireOwnership() throws(GitError) {
    let place = workTree ?? gitDirectory
    guard ![place, gitDirectory].allSatisfy(isOurs) else { return }
    let trusted = try safeDirectories()
    let path = place.count > 1 && place.hasSuffix("/") ? String(place.dropLast()) : place
    let covered = trusted.contains { entry in
      entry == "*" || entry == path || entry == path + "/"
        || (entry.hasSuffix("/*") && path.hasPrefix(entry.dropLast()))
    }
    guard covered else { throw .foreignOwner(path: path) }
  }

  private func isOurs(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    if status.st_uid == geteuid() { return true }
    // Under sudo, what belongs to the user who called it is his.
    return geteuid() == 0 && environment["SUDO_UID"].flatMap { uid_t($0) } == status.st_uid
  }

  /// The values of `safe.directory` in order; an empty one forgets those before it.
  private func safeDirectories() throws(GitError) -> [String] {
    var values: [String] = []
    for (_, path) in environment.configurationFiles {
      for value in Self.values(of: "safe.directory", inFile: path) {
        values = value.isEmpty ? [] : values + [value]
      }
    }
    return values
  }
}
