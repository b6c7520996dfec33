import Files
package import Git
package import Supervision

/// All cases and their rules at one moment: in the working tree, or in a commit.
package struct Snapshot: Sendable {
  package let rules: SchemaFiles
  /// In the order of their paths.
  package let files: [CaseFile]

  package var schema: Schema { rules.schema }

  /// The file a person means by an id or a path from the top.
  package func file(meant name: String) throws(CaseStoreError) -> CaseFile {
    let path = RelativePath(name)
    if let file = files.first(where: { $0.id == name || $0.path == path }) { return file }
    if let file = files.first(where: { $0.subject.id == name }) { return file }
    throw .unknownCase(name, near: Spelling.nearest(to: name, among: files.map(\.id)))
  }
}

extension Snapshot {
  /// The states of all cases on a day, in the order of `files`, folded on all cores.
  package func states(asOf: Day) async -> [CaseState] {
    let schema = schema
    // Folding throws nothing.
    return
      (try? await mapConcurrently(files) { file throws(CaseStoreError) in
        CaseState(folding: file.subject, schema: schema, asOf: asOf)
      }) ?? []
  }

  /// What `transform` makes of every case of the working tree on a day, on all cores.
  ///
  /// No case is kept: memory stays that of a few cases however many there are.
  package static func map<Result: Sendable>(
    _ folder: CaseFolder, asOf: Day,
    _ transform: @escaping @Sendable (CaseFile, CaseState) -> Result?
  ) async throws(CaseStoreError) -> (schema: Schema, results: [Result]) {
    let schema = try folder.rules().schema
    let results = try await mapConcurrently(try folder.casePaths()) {
      path throws(CaseStoreError) -> Result? in
      guard let bytes = try onDisk(folder.file(at: path).read())?.bytes else { return nil }
      let file = CaseFile(path: path, bytes: bytes)
      return transform(file, CaseState(folding: file.subject, schema: schema, asOf: asOf))
    }
    return (schema, results.compactMap { $0 })
  }

  /// What `transform` makes of every case of a commit on a day, on all cores; no case is kept.
  package static func map<Result: Sendable>(
    _ commit: OID, in repository: Repository, asOf: Day,
    _ transform: @escaping @Sendable (CaseFile, CaseState) -> Result?
  ) async throws(CaseStoreError) -> (schema: Schema, results: [Result]) {
    let schema = try SchemaFiles { path throws(CaseStoreError) in
      try inGit(repository.blob(at: path, in: commit))
    }.schema
    let entries = try inGit(repository.entries(under: "cases", in: commit))
      .filter { CaseFile.isCase($0.path) && $0.mode.isFile }
    let tally = Tally(.reading, of: entries.count)
    defer { tally.end() }
    var results: [Result] = []
    // Libgit2 reads for one task at a time: some are read, then all cores are busy with them.
    for start in stride(from: 0, to: entries.count, by: 1024) {
      var contents: [(path: RelativePath, bytes: [UInt8])] = []
      for entry in entries[start..<min(start + 1024, entries.count)] {
        contents.append((entry.path, try inGit(repository.blob(entry.id))))
      }
      results += try await mapConcurrently(contents, of: tally) {
        item throws(CaseStoreError) -> Result? in
        let file = CaseFile(path: item.path, bytes: item.bytes)
        return transform(file, CaseState(folding: file.subject, schema: schema, asOf: asOf))
      }.compactMap(\.self)
    }
    return (schema, results)
  }

  /// Reads the working tree, on all cores.
  package static func workTree(of folder: CaseFolder) async throws(CaseStoreError) -> Snapshot {
    let rules = try SchemaFiles(templates: try folder.templatePaths()) {
      path throws(CaseStoreError) in
      try onDisk(folder.file(at: path).read())?.bytes
    }
    let paths = try folder.casePaths()
    let files = try await mapConcurrently(paths) { path throws(CaseStoreError) in
      try onDisk(folder.file(at: path).read()).map { CaseFile(path: path, bytes: $0.bytes) }
    }
    return Snapshot(rules: rules, files: files.compactMap { $0 })
  }

  /// Reads what the commit `revision` holds.
  package static func commit(_ revision: OID, in repository: Repository)
    async throws(CaseStoreError) -> Snapshot
  {
    let templates = try inGit(repository.entries(under: SchemaFiles.templateFolder, in: revision))
      .filter(\.mode.isFile).map(\.path).filter(SchemaFiles.isTemplate)
    let rules = try SchemaFiles(templates: templates) { path throws(CaseStoreError) in
      try inGit(repository.blob(at: path, in: revision))
    }
    var contents: [(path: RelativePath, bytes: [UInt8])] = []
    for entry in try inGit(repository.entries(under: "cases", in: revision))
    where CaseFile.isCase(entry.path) && entry.mode.isFile {
      contents.append((entry.path, try inGit(repository.blob(entry.id))))
    }
    let files = try await mapConcurrently(contents) { item throws(CaseStoreError) in
      CaseFile(path: item.path, bytes: item.bytes)
    }
    return Snapshot(rules: rules, files: files)
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
