import Files
import Git

/// The cases of a working tree by name, and what git's index says of each: looked at once, for all
/// who ask. What a sparse checkout leaves out is there as `HEAD` has it.
package struct CaseListing: Sendable {
  package let cases: CaseList
  /// In the order of their paths.
  package let unread: [Unread]
  /// What the index has below `cases/`, in the order of its paths.
  let staged: StagedFiles
  /// Which of that are cases that are neither on disk nor left out by a sparse checkout.
  let absent: [Int]
  /// Which of it are files beside the cases that the index does not prove to be as it has them.
  let others: [Int]
  /// The folders of cases on disk.
  let caseFolders: [RelativePath]
}

extension CaseListing {
  /// The files among the cases that cannot be read, in the order of their paths.
  var unreadable: [(path: RelativePath, reason: Unreadable)] {
    unread.compactMap { unread in
      guard case .unreadable(let reason) = unread.reason, CaseFile.isCase(unread.path) else {
        return nil
      }
      return (unread.path, reason)
    }
  }
}

extension Casebook {
  /// Looks at all case files.
  ///
  /// - Parameter names: those in the folder of the casebook; files are looked at while they come.
  /// - Complexity: one `lstat` a case, on all cores; no file is read.
  package func listing(of names: Task<CaseNames, Never>) async throws(CaseStoreError)
    -> CaseListing
  {
    let staged = try await askingGit(await repository.wholeIndex(checkingSeal: false))
      .entries(under: "cases")
    let known = try await askingGit(await lookedAt(staged))
    return try await askingGit(CaseListing(await names.value, staged, known, in: repository))
  }

  /// Looks at all case files.
  package func listing() async throws(CaseStoreError) -> CaseListing {
    try await listing(of: folder.listingNames())
  }

  private func lookedAt(_ staged: StagedFiles) async throws(GitError) -> [KnownFiles] {
    let open = try OpenFolder(folder.place)
    let progress = WorkProgress(.reading, of: staged.count)
    defer { progress.end() }
    return await mapPieces(of: staged.count) { range in
      let first = staged.startIndex
      let files = staged[first + range.lowerBound..<first + range.upperBound]
      let known = KnownFiles(files, open.proofs(of: files))
      progress.add(range.count)
      return known
    }
  }
}

extension CaseNames {
  /// The case files that the index does not know.
  fileprivate func strangers(besides staged: StagedFiles, _ known: [KnownFiles]) -> [RelativePath] {
    let unchanged = Dictionary(known.flatMap(\.folders), uniquingKeysWith: +)
    var paths: [RelativePath] = []
    // Where a folder has as many names as unchanged files, it has no others.
    for (folder, list, cases) in folders where unchanged[folder] != cases.count {
      for index in staged.names(at: cases, of: list, missingIn: folder) {
        paths.append(list.withName(at: index) { folder.appending($0) })
      }
    }
    return paths
  }
}

/// What is to be said of a stretch of the index.
private struct KnownFiles: Sendable {
  var unchanged: [Int32] = []
  var unknown: [Int] = []
  var absent: [Int] = []
  var skipped: [Int] = []
  var submodules: [Int] = []
  /// Files beside the cases which may have changed.
  var others: [Int] = []
  /// How many are unchanged in each folder; one may come up again after those in it.
  var folders: [(path: RelativePath, unchanged: Int)] = []

  init(_ files: StagedFiles, _ versionsOfFiles: [IndexProof]) {
    unchanged.reserveCapacity(files.count)
    files.forEachEntry { place, entry in
      if entry.mode == .submodule {
        if CaseFile.isVisible(entry.path) { submodules.append(place) }
        return
      }
      guard CaseFile.isCase(entry.path) else {
        switch versionsOfFiles[place - files.startIndex] {
        case .unchanged: break
        case .absent where entry.isSkipped: break
        case .absent, .unknown: others.append(place)
        }
        return
      }
      switch versionsOfFiles[place - files.startIndex] {
      case .unchanged:
        unchanged.append(Int32(place))
        count(entry.path)
      case .unknown: unknown.append(place)
      case .absent where entry.isSkipped: skipped.append(place)
      case .absent: absent.append(place)
      }
    }
  }

  private mutating func count(_ path: UnsafeBufferPointer<UInt8>) {
    let folder = path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
    if folders.last?.path.bytes.elementsEqual(folder) != true {
      folders.append((RelativePath(bytes: folder), 0))
    }
    folders[folders.count - 1].unchanged += 1
  }
}

extension CaseListing {
  fileprivate init(
    _ names: CaseNames, _ staged: StagedFiles, _ known: [KnownFiles], in repository: Repository
  ) throws(GitError) {
    self.staged = staged
    absent = known.flatMap(\.absent)
    others = known.flatMap(\.others)
    caseFolders = names.caseFolders
    var unread = names.unread
    let submodules = known.flatMap(\.submodules).map { staged.path(at: $0) }
    unread += Set(submodules).subtracting(unread.map(\.path)).map { Unread($0, .otherRepository) }
    // The stages of a conflict are one file.
    var onDisk = Set(known.flatMap(\.unknown).map { staged.path(at: $0) })
    onDisk.formUnion(
      names.strangers(besides: staged, known).filter { path in
        !submodules.contains(where: path.isInside)
      })
    onDisk.subtract(unread.map(\.path))
    var others = onDisk.map { CaseList.Other(path: $0, content: .onDisk) }
    for entry in try repository.recorded(known.flatMap(\.skipped), of: staged) {
      if entry.mode.isFile {
        others.append(CaseList.Other(path: entry.path, content: .inRepository(entry.id)))
      } else {
        unread.append(Unread(entry.path, .unreadable(.symbolicLink)))
      }
    }
    cases = CaseList(
      proven: known.reduce(into: []) { $0 += $1.unchanged }, of: staged, others: others)
    self.unread = unread.sorted { $0.path < $1.path }
  }
}

extension Repository {
  /// What `HEAD` has at the places of an index that a sparse checkout leaves out; what only the
  /// index has, as it is there.
  fileprivate func recorded(_ places: [Int], of staged: StagedFiles) throws(GitError)
    -> [TreeEntry]
  {
    guard !places.isEmpty else { return [] }
    var recorded: [RelativePath: TreeEntry] = [:]
    if let head = try head().commit {
      for entry in try entries(under: "cases", in: head, orIn: staged) {
        recorded[entry.path] = entry
      }
    }
    return places.map { place in
      let entry = staged[place]
      return recorded[entry.path] ?? TreeEntry(path: entry.path, id: entry.id, mode: entry.mode)
    }
  }
}
