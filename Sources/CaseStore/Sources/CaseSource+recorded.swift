package import Files
package import Git

extension CaseSource {
  /// The cases as a commit has them.
  ///
  /// - Parameters:
  ///   - paths: only the cases at these paths; nil for all.
  ///   - judging: whether they are to be judged, which takes the templates and the names of all files.
  package static func commit(
    _ id: OID, in repository: Repository, at paths: Set<RelativePath>? = nil, judging: Bool = false
  ) throws(CaseStoreError) -> CaseSource {
    var entries: [TreeEntry] = []
    if let paths {
      for path in paths {
        if let entry = try inGit(repository.entry(at: path, in: id)) { entries.append(entry) }
      }
    } else {
      entries = try inGit(repository.entries(under: "cases", in: id))
    }
    let all = judging ? Set(try inGit(repository.entries(in: id)).map(\.path)) : []
    var source = CaseSource(
      of: entries, rules: try SchemaFiles(of: id, in: repository, judging: judging), paths: all,
      in: repository)
    if let top = repository.workTree, try inGit(repository.head().commit) == id {
      source.checkout = CaseFolder(FilePlace(top).withoutFinalSlash)
    }
    return source
  }

  /// - Parameters:
  ///   - entries: what is below `cases/`, each path once.
  ///   - paths: of all files.
  fileprivate init(
    of entries: some Sequence<TreeEntry>, rules: SchemaFiles, paths: Set<RelativePath>,
    in repository: Repository
  ) {
    var (cases, unread): ([CaseList.Other], [Unread]) = ([], [])
    for entry in entries where CaseFile.isVisible(entry.path) {
      switch entry.mode {
      case .file, .executable:
        if CaseFile.isCase(entry.path) {
          cases.append(CaseList.Other(path: entry.path, content: .inRepository(entry.id)))
        } else if CaseFile.isMisnamed(entry.path) {
          unread.append(Unread(entry.path, .misnamed))
        }
      case .symbolicLink:
        // One without a suffix may stand for a folder; most others lead to attachments.
        if CaseFile.isCase(entry.path) || !entry.path.lastComponent.contains(UInt8(ascii: ".")) {
          unread.append(Unread(entry.path, .unreadable(.symbolicLink)))
        }
      case .submodule: unread.append(Unread(entry.path, .otherRepository))
      case .folder: break
      }
    }
    let list = CaseList(cases)
    self.init(
      rules: rules, cases: list, unread: unread.sorted { $0.path < $1.path },
      numbers: NumberHolders(of: list, under: rules),
      holds: { paths.contains($0.normalised) }, folder: nil, openRepository: repository.opener)
  }
}

extension SchemaFiles {
  /// The rules as a commit has them.
  ///
  /// - Parameter judging: whether they are to be judged, with the templates that the office has made
  ///   its own.
  init(of commit: OID, in repository: Repository, judging: Bool = false) throws(CaseStoreError) {
    var templates: [RelativePath] = []
    if judging {
      templates = try inGit(repository.entries(under: Self.templateFolder, in: commit))
        .filter(\.mode.isFile).map(\.path).filter(Self.isTemplate)
    }
    try self.init(templates: templates) { path throws(CaseStoreError) in
      try inGit(repository.blob(at: path, in: commit))
    }
  }
}

extension EntryMode {
  var isFile: Bool {
    switch self {
    case .file, .executable: true
    case .symbolicLink, .folder, .submodule: false
    }
  }
}

// MARK: The index

/// The cases as the index has them: what `git commit` would record.
package struct StagedCases {
  package let source: CaseSource
  /// The paths of everything in the index.
  package let paths: Set<RelativePath>
  /// Those under `cases/` and `schema/` that differ from `HEAD`.
  package let changed: Set<RelativePath>

  /// Of a path in conflict our own version is read.
  package init(in repository: Repository) async throws(CaseStoreError) {
    let entries = try await askingGit(await repository.wholeIndex()).entries()
      .filter { $0.stage != 1 && !$0.isIntentToAdd }
      .map { TreeEntry(path: $0.path, id: $0.id, mode: $0.mode) }
    let byPath = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { ours, _ in ours })
    let rules = try SchemaFiles(templates: byPath.keys.filter(SchemaFiles.isTemplate)) {
      path throws(CaseStoreError) in
      try inGit(byPath[path].map { entry throws(GitError) in try repository.blob(entry.id) })
    }
    paths = Set(byPath.keys)
    source = CaseSource(of: byPath.values, rules: rules, paths: paths, in: repository)
    var recorded: [RelativePath: OID] = [:]
    if let head = try inGit(repository.head().commit) {
      for folder in ["cases", "schema"] as [RelativePath] {
        for entry in try inGit(repository.entries(under: folder, in: head)) {
          recorded[entry.path] = entry.id
        }
      }
    }
    changed = Set(
      byPath.values.filter { entry in
        (entry.path.isInside("cases") || entry.path.isInside("schema"))
          && recorded[entry.path] != entry.id
      }.map(\.path))
  }
}

extension RelativePath {
  /// Without `.` and `..`, as far as they stay within the root.
  package var normalised: RelativePath {
    var parts: [ArraySlice<UInt8>] = []
    for part in components {
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else if !part.elementsEqual(".".utf8) {
        parts.append(part)
      }
    }
    return RelativePath(bytes: parts.joined(separator: [UInt8(ascii: "/")]))
  }
}
