import CGit2
package import Files

/// An open git repository.
///
/// Not `Sendable`: a libgit2 repository serves one task at a time. Open one per task.
package final class Repository {
  let raw: OpaquePointer
  package let environment: Environment
  let overrides: ConfigurationOverrides

  /// The folder of this repository's own `HEAD` and index, ending in `/`.
  package let gitDirectory: String
  /// The folder of what all linked worktrees share, ending in `/`; without any, `gitDirectory`.
  package let commonDirectory: String
  /// The folder of the files, ending in `/`; nil in a bare repository.
  package private(set) var workTree: String?
  private(set) var sharing = Sharing.none
  let recentTrees = RecentTrees()

  /// Finds the repository that `folder` lies in, as git does: `GIT_DIR` if it is set, else
  /// upwards to `GIT_CEILING_DIRECTORIES` or the file system's edge.
  ///
  /// - Throws: `.noRepository`, `.foreignOwner`, `.unsupportedExtension`.
  package static func discover(from folder: String, environment: Environment)
    throws(GitError) -> Repository
  {
    if let directory = environment["GIT_DIR"] {
      return try Repository(
        at: directory.hasPrefix("/") ? directory : "\(folder)/\(directory)",
        workTree: environment["GIT_WORK_TREE"].map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
          ?? folder,
        environment: environment)
    }
    guard FilePlace(folder).mayLieInRepository else { throw .noRepository(path: folder) }
    var flags = UInt32(0)
    if environment.isTrue("GIT_DISCOVERY_ACROSS_FILESYSTEM") {
      flags |= GIT_REPOSITORY_OPEN_CROSS_FS.rawValue
    }
    return try Repository(
      opening: folder, flags: flags, ceiling: environment["GIT_CEILING_DIRECTORIES"],
      workTree: nil, environment: environment)
  }

  /// Opens the repository whose working tree or git directory is `path`, and no other.
  ///
  /// - Throws: `.noRepository`, `.foreignOwner`, `.unsupportedExtension`.
  package convenience init(at path: String, workTree: String? = nil, environment: Environment)
    throws(GitError)
  {
    try self.init(
      opening: path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, ceiling: nil,
      workTree: workTree, environment: environment)
  }

  private init(
    opening path: String, flags: UInt32, ceiling: String?, workTree override: String?,
    environment: Environment
  ) throws(GitError) {
    try LibGit2.start()
    var out: OpaquePointer?
    do {
      try check("git_repository_open_ext") {
        git_repository_open_ext(&out, path, flags, ceiling)
      }
    } catch {
      throw error.explainedAsOpening(path)
    }
    // The call succeeded, so there is a repository.
    raw = out!
    self.environment = environment
    overrides = ConfigurationOverrides(environment)
    gitDirectory = String(cString: git_repository_path(raw))
    commonDirectory = String(cString: git_repository_commondir(raw))
    // Past this point `deinit` frees `raw` if something throws.
    try setWorkTree(override)
    try requireOwnership()
    try readConfiguration()
    sharing = Sharing(configured: try configuredString("core.sharedRepository"))
    try hideIndex()
    try readObjectsElsewhere()
  }

  deinit {
    recentTrees.empty()
    git_repository_free(raw)
  }

  /// Takes the files to be where git would: a bare repository has none unless `GIT_WORK_TREE` says so,
  /// and `core.worktree` goes before the folder where we are.
  private func setWorkTree(_ override: String?) throws(GitError) {
    if let override {
      let isConfigured = try configuredString("core.worktree") != nil
      if environment["GIT_WORK_TREE"] != nil || !isBare && !isConfigured {
        _ = git_repository_set_workdir(raw, override, 0)
      }
    }
    workTree = git_repository_workdir(raw).map { String(cString: $0) }
  }

  /// Gives libgit2 an empty index in place of the real one, which we read ourselves
  /// (`IndexFile`): asking for an attribute would read all of it, and fail on one it cannot read.
  private func hideIndex() throws(GitError) {
    var out: OpaquePointer?
    try check("git_index_new") { git_index_new(&out) }
    defer { git_index_free(out) }
    try check("git_repository_set_index") { git_repository_set_index(raw, out) }
  }

  /// Lets objects be read where git has put them for its hooks, or where the user says.
  ///
  /// `git receive-pack` keeps what it has not accepted yet apart, and tells its hooks where.
  private func readObjectsElsewhere() throws(GitError) {
    let folders =
      [environment["GIT_OBJECT_DIRECTORY"]].compactMap(\.self)
      + (environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").split(separator: ":").map {
        String($0)
      }
    let store = try objectStore()
    var places = [objectFolder]
    for folder in folders {
      let path = folder.hasPrefix("/") ? folder : (workTree ?? gitDirectory) + folder
      guard try onDisk(FilePlace(path).status()) != nil else { continue }
      try check("git_odb_add_disk_alternate") { git_odb_add_disk_alternate(store.raw, path) }
      places.append(FilePlace(path))
    }
    try Self.readLooseObjects(of: store.raw, in: places)
  }

  /// Opens the same repository once more, for another task.
  package var opener: @Sendable () throws(GitError) -> Repository {
    let (folder, workTree, environment) = (gitDirectory, workTree, environment)
    return { () throws(GitError) in
      try Repository(at: folder, workTree: workTree, environment: environment)
    }
  }

  package var isBare: Bool { git_repository_is_bare(raw) != 0 }
  /// Whether this is a worktree made by `git worktree add`.
  package var isLinkedWorktree: Bool { git_repository_is_worktree(raw) != 0 }
  /// Whether history ends at a boundary (`git clone --depth`).
  package var isShallow: Bool { git_repository_is_shallow(raw) != 0 }
  /// The file of the index: `GIT_INDEX_FILE`, or `index` in the git directory.
  package var indexPath: String {
    guard let given = environment["GIT_INDEX_FILE"] else { return gitDirectory + "index" }
    // Git gives hooks a path relative to where it runs them: the top of the working tree.
    return given.hasPrefix("/") ? given : (workTree ?? gitDirectory) + given
  }

  var objectFolder: FilePlace { FilePlace(commonDirectory + "objects") }

  /// The file at `path` in the working tree.
  ///
  /// - Precondition: the repository has a working tree.
  package func file(at path: RelativePath) -> FilePlace {
    guard let workTree else { preconditionFailure("a bare repository has no files") }
    return FilePlace(bytes: Array(workTree.utf8) + path.bytes)
  }
}

extension GitError {
  /// The open errors that mean something to a user, told apart by their words, since libgit2 1.5
  /// gives them no codes of their own.
  fileprivate func explainedAsOpening(_ path: String) -> GitError {
    guard case .library(let failure) = self else { return self }
    if failure.code == .notFound { return .noRepository(path: path) }
    for marker in ["unsupported extension name ", "unsupported repository version "] {
      if let start = failure.message.range(of: marker) {
        return .unsupportedExtension(
          name: String(failure.message[start.upperBound...].prefix { $0 != ";" }))
      }
    }
    return self
  }
}

extension String {
  /// The first place of `text`, compared by bytes.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
