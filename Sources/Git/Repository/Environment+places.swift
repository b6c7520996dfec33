package import Files

extension Environment {
  /// The same with the places of a repository made absolute, which git counts from where it was
  /// called: `git --git-dir=../a.git duban status`.
  ///
  /// - Throws: where `GIT_WORK_TREE` says where the files are, and no repository is found.
  package func anchored(at folder: FilePlace) throws(GitError) -> Environment {
    var anchored = self
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"] {
      guard let path = self[name], !path.hasPrefix("/") else { continue }
      anchored.variables[name] = "\(folder)/\(path)"
    }
    if self["GIT_WORK_TREE"] != nil, self["GIT_DIR"] == nil {
      // From the files the way does not lead back to it.
      let repository = try Repository.discover(from: "\(folder)", environment: anchored)
      anchored.variables["GIT_DIR"] = repository.gitDirectory
    }
    return anchored
  }
}
