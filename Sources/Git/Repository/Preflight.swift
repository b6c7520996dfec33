package import Files

extension Repository {
  /// Looks, before anything is touched, whether we can record at these paths.
  ///
  /// - Throws: `.refused` with the first reason why not.
  package func preflight(_ paths: [RelativePath]) throws(GitError) {
    let head = try head()
    try requireRecordable(head)
    let index = try index()
    try requireRecordable(paths, in: head.commit)
    for path in paths {
      _ = try requireNoConflict(at: path, in: index)
    }
  }

  /// Refuses a repository in whose present state nothing can be recorded.
  func requireRecordable(_ head: Head) throws(GitError) {
    guard let workTree else { throw .refused(.bare) }
    if let operation { throw .refused(.underWay(operation)) }
    if case .detached(let id) = head { throw .refused(.detachedHead(id)) }
    _ = try Signing(in: self)
    let folders = [workTree, gitDirectory, commonDirectory, commonDirectory + "objects"]
    for folder in folders where !FilePlace(folder).isWritable {
      throw .refused(.readOnly(path: folder))
    }
  }

  /// Refuses paths at which libgit2 would do something else than git.
  func requireRecordable(_ paths: [RelativePath], in commit: OID?) throws(GitError) {
    var known: [RelativePath: FolderNames] = [:]
    for path in paths {
      try requireSafe(path)
      try requireFolders(above: path, in: commit)
      try requireNoTwin(of: path, in: commit, among: &known)
      if case .text(let name) = try attribute("filter", of: path) {
        throw .refused(.filter(path, name: name))
      }
      if case .text(let name) = try attribute("working-tree-encoding", of: path) {
        throw .refused(.encoding(path, name: name))
      }
    }
  }

  /// A path may not leave the working tree, nor enter git's own folder, on any file system.
  private func requireSafe(_ path: RelativePath) throws(GitError) {
    let parts = path.bytes.split(separator: RelativePath.slash, omittingEmptySubsequences: false)
    guard parts.allSatisfy(\.isPlainName) else { throw .refused(.unsafePath(path)) }
  }

  /// What lies on the way to the file must be folders, and at its end a file or nothing, both on
  /// disk and in the commit.
  private func requireFolders(above path: RelativePath, in commit: OID?) throws(GitError) {
    var folder = RelativePath.root
    for part in path.components {
      let isLast = folder.components.count == path.components.count - 1
      folder = folder.appending(part)
      switch try onDisk(file(at: folder).status())?.kind {
      case nil: break
      case .symbolicLink: throw .refused(.symbolicLink(folder))
      case .file where isLast: break
      case .folder where !isLast:
        if try onDisk(file(at: folder.appending(".git".utf8)).status()) != nil {
          throw .refused(.submodule(folder))
        }
      case .file, .folder, .other: throw .refused(.notAFile(folder))
      }
      guard let commit, let committed = try entry(at: folder, in: commit) else { continue }
      switch committed.mode {
      case .symbolicLink: throw .refused(.symbolicLink(folder))
      case .submodule: throw .refused(.submodule(folder))
      case .file, .executable: if !isLast { throw .refused(.notAFile(folder)) }
      case .folder: if isLast { throw .refused(.notAFile(folder)) }
      }
    }
  }

  /// A new file may not differ from another only by case or by how its characters are composed:
  /// on other machines the two would be one file.
  ///
  /// - Parameter known: the names in folders that were listed for paths before, and those paths' own.
  private func requireNoTwin(
    of path: RelativePath, in commit: OID?, among known: inout [RelativePath: FolderNames]
  ) throws(GitError) {
    var folder = RelativePath.root
    for part in path.components {
      let place = folder.appending(part)
      let committed = try commit.flatMap { commit throws(GitError) in
        try entry(at: place, in: commit)
      }
      // What is recorded is no new name, and listing a folder of ten thousand files takes a while.
      if committed == nil {
        if known[folder] == nil { known[folder] = try names(in: folder, commit: commit) }
        if let twin = known[folder]?.twin(of: part) {
          throw .refused(.twin(path, of: folder.appending(twin)))
        }
        known[folder]?.add(part)
      }
      folder = place
    }
  }

  private func names(in folder: RelativePath, commit: OID?) throws(GitError) -> FolderNames {
    var names = FolderNames()
    for name in try onDisk(file(at: folder).names()) ?? [] { names.add(name[...]) }
    if let commit, let tree = try entry(at: folder, in: commit), tree.mode == .folder {
      for child in try children(of: tree.id, at: folder) { names.add(child.path.lastComponent) }
    }
    return names
  }

  /// The index entry of a path, which must be one that can be replaced.
  func requireNoConflict(at path: RelativePath, in index: IndexFile) throws(GitError) -> IndexEntry?
  {
    let entries = index.entries(at: path)
    if entries.contains(where: { $0.stage != 0 }) { throw .refused(.conflicted(path)) }
    if entries.first?.isSkipped == true, try onDisk(file(at: path).status()) == nil {
      throw .refused(.notCheckedOut(path))
    }
    if entries.isEmpty { try requireRoom(for: path, in: index) }
    return entries.first
  }

  /// A new entry may not be at once a file and a folder of the index.
  private func requireRoom(for path: RelativePath, in index: IndexFile) throws(GitError) {
    if !index.entries(under: path).isEmpty { throw .refused(.notAFile(path)) }
    var folder = path.parent
    while folder != .root {
      if !index.entries(at: folder).isEmpty { throw .refused(.notAFile(folder)) }
      folder = folder.parent
    }
  }
}

/// The names in a folder, by what some systems take for the same.
private struct FolderNames {
  private var names: [String: [ArraySlice<UInt8>]] = [:]

  mutating func add(_ name: ArraySlice<UInt8>) {
    if names[name.foldedName]?.contains(name) != true {
      names[name.foldedName, default: []].append(name)
    }
  }

  /// Another name that is the same to some.
  func twin(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    names[name.foldedName]?.first { $0 != name }
  }
}
