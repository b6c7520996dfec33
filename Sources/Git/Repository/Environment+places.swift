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

  /// The git directory of the repository whose top is `top`, found without libgit2; nil where there is
  /// none to be found so.
  func gitFolder(ofRepositoryAt top: FilePlace) -> FilePlace? {
    if let folder = self["GIT_DIR"] { return FilePlace(folder).counted(from: top) }
    let git = top.file(".git")
    guard git.targetKind == .file else { return git }
    // A linked worktree or a submodule has its git directory elsewhere.
    let mark = Array("gitdir: ".utf8)
    guard let bytes = try? git.read()?.bytes, bytes.starts(with: mark) else { return nil }
    return FilePlace(bytes: bytes.dropFirst(mark.count).firstLine).counted(from: top)
  }

  /// The git directory that all worktrees of the repository share.
  func commonFolder(ofRepositoryAt top: FilePlace) -> FilePlace? {
    guard let folder = gitFolder(ofRepositoryAt: top) else { return nil }
    guard let bytes = try? folder.file("commondir").read()?.bytes else { return folder }
    return FilePlace(bytes: bytes[...].firstLine).counted(from: folder)
  }
}

extension FilePlace {
  /// Whether there may be a repository at this folder or above. Where there is none, libgit2 need not be
  /// started to say so.
  var mayLieInRepository: Bool {
    guard var folder = resolved else { return true }
    while true {
      if folder.file(".git").targetKind != nil { return true }
      // A bare one, or the git directory itself.
      if folder.file("HEAD").targetKind != nil, folder.file("objects").targetKind != nil {
        return true
      }
      let parent = folder.parent
      if parent == folder { return false }
      folder = parent
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var firstLine: [UInt8] { Array(prefix { $0 != UInt8(ascii: "\n") }) }
}
