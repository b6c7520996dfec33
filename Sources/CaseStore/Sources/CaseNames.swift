package import Files

/// What lies below `cases/` in a working tree, by name: no file is looked at.
package struct CaseNames: Sendable {
  /// The folders in which cases may be: what is in each, and which of that may be case files.
  private(set) var folders: [(path: RelativePath, list: FolderList, cases: [Int])] = []
  /// The folders of cases, which hold what is attached to them.
  private(set) var caseFolders: [RelativePath] = []
  /// What was not gone into, and what has the name of a case and is no file.
  private(set) var unread: [Unread] = []

  package var count: Int { folders.reduce(0) { $0 + $1.cases.count } }

  /// The paths of what may be case files, sorted by their bytes.
  var paths: [RelativePath] {
    folders.flatMap { folder, list, cases in
      cases.map { list.withName(at: $0) { folder.appending($0) } }
    }.sorted()
  }

  /// The same with those that are no files: they have the names of cases all the same.
  var allPaths: [RelativePath] { paths + unread.map(\.path).filter(CaseFile.isCase) }
}

extension CaseFolder {
  /// Lists the names of the case files: at once, and without git.
  package func listingNames() -> Task<CaseNames, Never> {
    Task { names() }
  }

  func names() -> CaseNames {
    var names = CaseNames()
    var folders: [RelativePath] = ["cases"]
    while let folder = folders.popLast() {
      do throws(FileError) {
        guard let list = try file(at: folder).list() else { continue }
        folders += names.add(folder, list, in: self)
      } catch {
        names.add(Unread(folder, .unreadable(Unreadable(error))))
      }
    }
    return names
  }
}

extension CaseNames {
  fileprivate mutating func add(_ unread: Unread) { self.unread.append(unread) }

  /// - Returns: the folders in it.
  fileprivate mutating func add(_ folder: RelativePath, _ list: FolderList, in top: CaseFolder)
    -> [RelativePath]
  {
    var (cases, folders, unread): ([Int], [RelativePath], [Unread]) = ([], [], [])
    for index in list.indices {
      let (isHidden, isOfCase, isCase, isMisnamed, hasSuffix, isGit) = list.withName(at: index) {
        name in
        let dot = UInt8(ascii: ".")
        let isCase = name.suffix(3).elementsEqual(".md".utf8)
        return (
          name.first == dot, CaseFile.isOfCase(folder: name), isCase,
          !isCase && CaseFile.isMisnamed(name), isCase || name.contains(dot),
          name.elementsEqual(".git".utf8)
        )
      }
      let path = { list.withName(at: index) { folder.appending($0) } }
      if isGit, top.file(at: folder).isRepository {
        self.unread.append(Unread(folder, .otherRepository))
        return []
      }
      if isHidden { continue }
      switch list.kind(at: index) ?? (isCase ? .file : top.kind(at: path())) {
      case .file:
        if isCase { cases.append(index) }
        if isMisnamed { unread.append(Unread(path(), .misnamed)) }
      case .folder:
        // What is attached to a case lies there, and no other.
        if isOfCase {
          caseFolders.append(path())
          continue
        }
        folders.append(path())
        if isCase { unread.append(Unread(path(), .unreadable(.folder))) }
      case .symbolicLink:
        // Most other links lead to attachments.
        if isCase || top.hidesCases(behind: path(), hasSuffix: hasSuffix) {
          unread.append(Unread(path(), .unreadable(.symbolicLink)))
        }
      case .other: if isCase { unread.append(Unread(path(), .unreadable(.notAFile))) }
      }
    }
    self.unread += unread
    self.folders.append((folder, list, cases))
    return folders
  }
}

extension CaseFolder {
  /// The repository among the cases that a path leads into; its files are not ours, unless they are
  /// recorded here.
  package func otherRepository(around path: RelativePath) -> RelativePath? {
    var folder = path.parent
    while folder.isInside("cases") {
      if file(at: folder).isRepository { return folder }
      folder = folder.parent
    }
    return nil
  }

  /// What a name stands for where the file system's list does not say.
  ///
  /// What cannot be looked at counts as a file, since reading it tells why.
  fileprivate func kind(at path: RelativePath) -> FileStatus.Kind {
    ((try? file(at: path).status()) ?? nil)?.kind ?? .file
  }

  /// Whether a symbolic link leads to a folder, or to nothing and has a name like a folder's.
  fileprivate func hidesCases(behind link: RelativePath, hasSuffix: Bool) -> Bool {
    switch file(at: link).targetKind {
    case .folder: true
    case nil: !hasSuffix
    case .file, .symbolicLink, .other: false
    }
  }
}

extension FilePlace {
  /// Whether the folder is the top of a git repository, as git tells.
  fileprivate var isRepository: Bool {
    switch file(".git").targetKind {
    case .file: true
    case .folder: file(".git/HEAD").targetKind != nil
    case .symbolicLink, .other, nil: false
    }
  }
}
