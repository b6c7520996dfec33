package import Files

extension IndexFile {
  /// Whether git has no more to say of the files below some folders than that they are there: a sparse
  /// checkout leaves none out, and none is a submodule's.
  ///
  /// Looked up without libgit2, which takes longer to start than this index to read. Where there is no
  /// repository, or its index cannot be understood, nothing more can be said either.
  ///
  /// - Parameter top: the top of the working tree.
  package static func isPlain(
    under folders: [RelativePath], ofRepositoryAt top: FilePlace, _ environment: Environment
  ) -> Bool {
    guard let place = place(ofRepositoryAt: top, environment),
      let (bytes, status) = try? place.read(),
      let index = try? IndexFile(
        bytes, written: status.modified, path: "\(place)", checkingSeal: false),
      !folders.allSatisfy(index.isPlain)
    else { return true }
    // An index of another kind of repository (sha256) may look like one; its seal tells.
    let sealed = try? IndexFile(bytes, written: status.modified, path: "\(place)")
    return sealed == nil
  }

  /// Whether a sparse checkout leaves out the file at a path, or a folder that it is in.
  package func skips(_ path: RelativePath) -> Bool {
    if entries(at: path).first?.isSkipped == true { return true }
    // In a sparse index a folder stands for all that is in it, with a slash behind its name.
    var folder = path.parent
    while folder != .root {
      let entry = RelativePath(bytes: folder.bytes + [RelativePath.slash])
      if entries(at: entry).first?.isSkipped == true { return true }
      folder = folder.parent
    }
    return false
  }

  /// Whether a sparse checkout leaves a file out; looked up without libgit2 too.
  ///
  /// - Parameter top: the top of the working tree.
  package static func leavesOut(
    _ path: RelativePath, ofRepositoryAt top: FilePlace, _ environment: Environment
  ) -> Bool {
    guard let place = place(ofRepositoryAt: top, environment),
      let (bytes, status) = try? place.read(),
      let index = try? IndexFile(
        bytes, written: status.modified, path: "\(place)", checkingSeal: false)
    else { return false }
    return index.skips(path)
  }

  /// Whether a sparse checkout leaves out all that is recorded below a folder.
  package func skipsAll(under folder: RelativePath) -> Bool {
    let entries = entries(under: folder)
    var isSkipped = !entries.isEmpty
    entries.forEachEntry { _, entry in if !entry.isSkipped { isSkipped = false } }
    return isSkipped
  }

  private func isPlain(under folder: RelativePath) -> Bool {
    if requiredExtension != nil { return false }
    var isPlain = true
    entries(under: folder).forEachEntry { _, entry in
      if entry.isSkipped || entry.mode == .submodule { isPlain = false }
    }
    return isPlain
  }

  /// As `Repository.indexPath` has it.
  private static func place(ofRepositoryAt top: FilePlace, _ environment: Environment) -> FilePlace?
  {
    if let index = environment["GIT_INDEX_FILE"] { return FilePlace(index).counted(from: top) }
    return environment.gitFolder(ofRepositoryAt: top)?.file("index")
  }
}

extension FilePlace {
  /// The same place, where a relative path counts from `folder`.
  func counted(from folder: FilePlace) -> FilePlace {
    bytes.first == RelativePath.slash
      ? self : FilePlace(bytes: folder.bytes + [RelativePath.slash] + bytes)
  }
}
