package import Files
import FrontMatter
package import Git
import Messages

/// The cases as the index has them: what `git commit` would record.
package struct StagedCases {
  package let snapshot: Snapshot
  /// The paths of everything in the index.
  package let paths: Set<RelativePath>
  /// Those under `cases/` and `schema/` that differ from `HEAD`.
  package let changed: Set<RelativePath>

  /// Of a path in conflict our own version is read.
  package init(in repository: Repository) async throws(CaseStoreError) {
    let entries = try await askingGit(await repository.wholeIndex().entries())
      .filter { $0.stage != 1 && !$0.isIntentToAdd }
    let byPath = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { ours, _ in ours })
    paths = Set(byPath.keys)
    let templates = byPath.keys.filter(SchemaFiles.isTemplate)
    let rules = try SchemaFiles(templates: templates) { path throws(CaseStoreError) in
      try byPath[path].map { entry throws(CaseStoreError) in try inGit(repository.blob(entry.id)) }
    }
    var contents: [(path: RelativePath, bytes: [UInt8])] = []
    for (path, entry) in byPath.sorted(by: { $0.key < $1.key })
    where CaseFile.isCase(path) && entry.mode.isFile {
      contents.append((path, try inGit(repository.blob(entry.id))))
    }
    let files = try await mapConcurrently(contents) { item throws(CaseStoreError) in
      CaseFile(path: item.path, bytes: item.bytes)
    }
    snapshot = Snapshot(rules: rules, files: files)
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
