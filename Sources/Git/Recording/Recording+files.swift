import Files
import Glibc

extension Recording {
  /// A file that was written or removed, and how to undo it.
  struct WrittenFile {
    var file: Plan.File
    /// Folders that had to be made for it, outermost first.
    var folders: [FilePlace]
  }

  /// Writes each file that does not have its new contents yet.
  ///
  /// - Parameter durable: whether each is made sure of at once.
  func write(
    _ files: [Plan.File], durable: Bool, noting written: inout [WrittenFile], faults: Faults
  ) throws(GitError) {
    var touched: Set<FilePlace> = []
    let progress = WorkProgress(.writing, of: files.count)
    defer { progress.end() }
    for file in files {
      defer { progress.add() }
      let place = repository.file(at: file.versions.path)
      let present = try onDisk(place.read())?.bytes
      if present == file.content { continue }
      guard present == file.versions.file else { throw .fileChanged(file.versions.path) }
      written.append(WrittenFile(file: file, folders: []))
      if let content = file.content {
        written[written.count - 1].folders = try onDisk(
          place.parent.makeFolders(
            below: top, durable: durable))
        try onDisk(
          file.temporary.create(
            with: content, permissions: file.versions.permissions, durable: durable))
        try faults(.temporaryFileWritten)
        try put(file, at: place)
      } else {
        try onDisk(file.former.replace(by: place))
      }
      touched.insert(place.parent)
    }
    if durable { for folder in touched { try onDisk(folder.syncFolder()) } }
  }

  /// Writes the files that are copies, and stores what they hold while they go to the disk, where they are
  /// before anything is written that names them.
  func copy(
    _ plan: Plan, into made: any NewObjects, noting written: inout [WrittenFile], faults: Faults
  ) throws(GitError) {
    let copies = plan.files.filter(\.isCopy)
    guard !copies.isEmpty else { return }
    LibGit2.setDurable(false)
    defer { LibGit2.setDurable(durable) }
    try write(copies, durable: false, noting: &written, faults: faults)
    for file in copies {
      guard let content = file.content else { continue }
      guard try made.repository.writeBlob(content) == file.row.last else {
        throw .notAsWritten("\(file.versions.path)")
      }
    }
    guard durable, !written.isEmpty else { return }
    if written.count > Self.mostSyncedAlone { return try onDisk(top.syncAll()) }
    let places = written.map { repository.file(at: $0.file.versions.path) }
    for place in places { try onDisk(place.sync()) }
    let made = written.flatMap(\.folders)
    for folder in Set(places.map(\.parent) + made.map(\.parent)) { try onDisk(folder.syncFolder()) }
  }

  /// Renames the temporary file over the file, if that is still what was read.
  private func put(_ file: Plan.File, at place: FilePlace) throws(GitError) {
    do throws(GitError) {
      if file.versions.file == nil {
        try onDisk(place.appear(from: file.temporary))
      } else {
        guard try onDisk(place.read())?.bytes == file.versions.file else {
          throw .fileChanged(file.versions.path)
        }
        try onDisk(file.former.isLinked(to: place))
        try onDisk(place.replace(by: file.temporary))
      }
    } catch {
      for place in [file.temporary, file.former] { try? place.remove() }
      if case .file(.system("link", _, EEXIST)) = error { throw .fileChanged(file.versions.path) }
      throw error
    }
  }

  /// Puts the files back as they were, unless someone has changed them since.
  ///
  /// - Returns: those that could not be put back and keep their new contents.
  func putBack(_ written: [WrittenFile]) -> [RelativePath] {
    var stuck: [RelativePath] = []
    for one in written.reversed() {
      let place = repository.file(at: one.file.versions.path)
      try? one.file.temporary.remove()
      // Contents that we neither read nor wrote are someone's work of this moment.
      if contents(of: place) == .some(one.file.content) {
        restore(one.file, at: place)
        if contents(of: place) == .some(one.file.content) { stuck.append(one.file.versions.path) }
      }
      for folder in one.folders.reversed() { folder.removeFolder() }
    }
    return stuck
  }

  /// Removes what was made on the way.
  ///
  /// - Returns: false if something stays, which the next turn then has to remove.
  func sweep(_ plan: Plan) -> Bool {
    var isSwept = true
    for place in journal(of: plan).temporary {
      // What cannot be looked at is not known to be gone.
      if (try? place.status()) == .some(nil) { continue }
      try? place.removeAll()
      isSwept = isSwept && (try? place.status()) == .some(nil)
    }
    return isSwept
  }

  /// What is at a place, nil being nothing; no answer if it cannot be read.
  private func contents(of place: FilePlace) -> [UInt8]?? {
    do {
      return .some(try place.read()?.bytes)
    } catch {
      return nil
    }
  }

  private func restore(_ file: Plan.File, at place: FilePlace) {
    guard let old = file.versions.file else {
      try? place.remove()
      return
    }
    // If this fails the file keeps its new contents, which is one of the two versions it may have.
    if (try? place.replace(by: file.former)) == nil {
      try? file.temporary.create(
        with: old, permissions: file.versions.permissions, durable: durable)
      try? place.replace(by: file.temporary)
    }
    if durable { try? place.parent.syncFolder() }
  }

  /// Makes sure of everything that was written to the file systems of the files and the objects.
  func syncAll() throws(GitError) {
    try onDisk(top.syncAll())
    try onDisk(FilePlace(repository.commonDirectory).syncAll())
  }

  private var top: FilePlace {
    repository.file(at: .root).withoutFinalSlash
  }
}
