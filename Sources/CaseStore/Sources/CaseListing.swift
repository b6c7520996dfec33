package import Files
package import Git

/// The case files on disk by name, and what git's index proves of each: looked at once, for all who
/// ask.
package struct CaseListing: Sendable {
  package struct Item: Sendable {
    /// The blob that the file is, where the index proves it; nil where only a read tells.
    package let blob: OID?
    fileprivate let name: Name

    fileprivate enum Name: Sendable {
      case staged(StagedFiles, Int)
      case path(RelativePath)
    }

    package var path: RelativePath {
      switch name {
      case .staged(let files, let place): files.path(at: place)
      case .path(let path): path
      }
    }
  }

  /// In the order of their paths.
  package let items: Items
  /// What the index has below `cases/`, in the order of its paths.
  let staged: StagedFiles
  /// Which of that are cases that are not on disk.
  let absent: [Int]

  /// The case files on disk. Where the index proves one, nothing is kept of it but its place there.
  package struct Items: RandomAccessCollection, Sendable {
    fileprivate let staged: StagedFiles
    /// The place in the index, or below zero, from -1 down, that of a path in `others`.
    fileprivate let places: [Int32]
    /// The files that the index does not prove or know, in order.
    let others: [RelativePath]

    package var startIndex: Int { 0 }
    package var endIndex: Int { places.count }

    package subscript(index: Int) -> Item {
      let place = Int(places[index])
      return place < 0
        ? Item(blob: nil, name: .path(others[~place]))
        : Item(blob: staged.id(at: place), name: .staged(staged, place))
    }

    /// The blob of an item, for whoever wants no more.
    func blob(at index: Int) -> OID? {
      let place = Int(places[index])
      return place < 0 ? nil : staged.id(at: place)
    }
  }
}

/// The names of the case files on disk, by their folders.
package struct CaseNames: Sendable {
  fileprivate var folders: [(path: RelativePath, list: FolderList, cases: [Int])] = []

  package var count: Int { folders.reduce(0) { $0 + $1.cases.count } }
}

extension CaseFolder {
  /// Lists the names of the case files: at once, and without git.
  package func caseNames() -> Task<Result<CaseNames, CaseStoreError>, Never> {
    Task {
      var names = CaseNames()
      do throws(CaseStoreError) {
        try forEachFolder { names.folders.append(($0, $1, $2)) }
        return .success(names)
      } catch {
        return .failure(error)
      }
    }
  }
}

extension Casebook {
  /// Looks at all case files.
  ///
  /// - Parameter names: those in the folder of the casebook; files are looked at while they come.
  /// - Complexity: one `lstat` a case, on all cores; no file is read.
  package func listing(of names: Task<Result<CaseNames, CaseStoreError>, Never>)
    async throws(CaseStoreError) -> CaseListing
  {
    let staged = try await askingGit(await repository.wholeIndex(checkingSeal: false))
      .entries(under: "cases")
    let known = try await askingGit(await lookedAt(staged))
    let strangers = try await names.value.get().strangers(besides: staged, known)
    return CaseListing(known, strangers, in: staged)
  }

  /// Looks at all case files.
  package func listing() async throws(CaseStoreError) -> CaseListing {
    try await listing(of: folder.caseNames())
  }

  private func lookedAt(_ staged: StagedFiles) async throws(GitError) -> [KnownFiles] {
    let open = try OpenFolder(folder.place)
    let tally = Tally(.reading, of: staged.count)
    defer { tally.end() }
    return try await mapPieces(of: staged.count) { range throws(GitError) in
      let first = staged.startIndex
      let files = staged[first + range.lowerBound..<first + range.upperBound]
      let known = KnownFiles(files, try open.standings(of: files))
      tally.add(range.count)
      return known
    }
  }
}

extension CaseNames {
  /// The case files that the index does not know, in order.
  fileprivate func strangers(besides staged: StagedFiles, _ known: [KnownFiles]) -> [RelativePath] {
    let unchanged = Dictionary(known.flatMap(\.folders), uniquingKeysWith: +)
    var paths: [RelativePath] = []
    // Where a folder has as many names as unchanged files, it has no others.
    for (folder, list, cases) in folders where unchanged[folder] != cases.count {
      for index in staged.names(at: cases, of: list, missingIn: folder) {
        paths.append(list.withName(at: index) { folder.appending($0) })
      }
    }
    return paths.sorted()
  }
}

/// What is to be said of a stretch of the index.
private struct KnownFiles: Sendable {
  var unchanged: [Int32] = []
  var unknown: [Int] = []
  var absent: [Int] = []
  /// How many are unchanged in each folder; one may come up again after those in it.
  var folders: [(path: RelativePath, unchanged: Int)] = []

  init(_ files: StagedFiles, _ standings: [FileStanding]) {
    unchanged.reserveCapacity(files.count)
    files.forEachPath { place, path in
      guard CaseFile.isCase(path) else { return }
      switch standings[place - files.startIndex] {
      case .unchanged:
        unchanged.append(Int32(place))
        count(path)
      case .unknown: unknown.append(place)
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
  /// - Parameter strangers: the files that the index does not know.
  fileprivate init(_ known: [KnownFiles], _ strangers: [RelativePath], in staged: StagedFiles) {
    self.staged = staged
    absent = known.flatMap(\.absent)
    var others = known.flatMap(\.unknown).map { staged.path(at: $0) } + strangers
    var places = known.reduce(into: []) { $0 += $1.unchanged }
    if !others.isEmpty {
      // The stages of a conflict are one file.
      others = Array(Set(others)).sorted()
      places = Self.merged(places, others, in: staged)
    }
    items = Items(staged: staged, places: places, others: others)
  }

  private static func merged(_ known: [Int32], _ others: [RelativePath], in staged: StagedFiles)
    -> [Int32]
  {
    var places: [Int32] = []
    places.reserveCapacity(known.count + others.count)
    var next = 0
    for (number, other) in others.enumerated() {
      let end = staged.firstPlace(notBefore: other)
      while next < known.count, known[next] < end {
        places.append(known[next])
        next += 1
      }
      places.append(~Int32(number))
    }
    return places + known[next...]
  }
}
