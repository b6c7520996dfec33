import Git

extension Casebook {
  /// What `.gitattributes` says of cases: their bytes are what was checked, and git joins and shows
  /// them by the drivers below.
  package static let driverAttributes = "cases/** -text merge=duban diff=duban"

  /// The repository's own configuration, which git does not copy to a clone. Where it is missing git
  /// falls back to a merge by lines.
  private static let driverSettings = [
    ("merge.duban.name", "督办件:步骤按日期、表头按字段、正文按行合并"),
    ("merge.duban.driver", "duban-git merge-driver %O %A %B %L %P"),
    // The last step, or heading of the prose, above a hunk.
    ("diff.duban.xfuncname", "^ *(- *)?((日期|步骤): .*)$\n^(##? .*)$"),
  ]

  /// Tells git to merge and show cases by our drivers, in the repository's configuration and where it
  /// is missing in `.gitattributes`. Doing it again changes nothing.
  ///
  /// - Returns: whether `.gitattributes` was written, which then is to be committed.
  @discardableResult
  package func installDrivers() async throws(CaseStoreError) -> Bool {
    do throws(GitError) {
      for (name, value) in Self.driverSettings {
        try await Child(
          "git", ["config", "--local", "--replace-all", name, value],
          environment: repository.environment, in: "\(folder.place)"
        ).output()
      }
      // Any case will do: the path need not exist.
      let path: GitPath = "cases/0000-0000.md"
      guard !repository.isBare, try repository.attribute("merge", of: path) != .text("duban") else {
        return false
      }
      let place = folder.file(at: ".gitattributes")
      var bytes = try place.read()?.bytes ?? []
      if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      try place.save(bytes + Array("\(Self.driverAttributes)\n".utf8))
      return true
    } catch {
      throw .git(error)
    }
  }
}
