package import Git

/// The case files on disk by name, and what git's index proves of each: looked at once, for all who
/// ask.
package struct CaseListing: Sendable {
  package struct Item: Sendable {
    package let path: GitPath
    /// The blob that the file is, where the index proves it; nil where only a read tells.
    package let blob: OID?
  }

  /// In the order of their paths.
  package let items: [Item]
  let index: IndexFile
  /// What the index has below `cases/`, in the order of its paths.
  let staged: [IndexEntry]
}

extension Casebook {
  /// Looks at all case files.
  ///
  /// - Complexity: one `lstat` a case, on all cores; no file is read.
  package func listing() async throws(CaseStoreError) -> CaseListing {
    do throws(GitError) {
      let index = try await repository.wholeIndex()
      let staged = index.entries(under: "cases")
      let items = try await mapConcurrently(Self.paired(try folder.casePaths(), staged)) {
        [folder] path, entry throws(GitError) in
        CaseListing.Item(
          path: path,
          blob: try entry.flatMap { entry throws(GitError) in
            try folder.file(at: path).isProvedUnchanged(by: entry, of: index) ? entry.id : nil
          })
      }
      return CaseListing(items: items, index: index, staged: staged)
    } catch {
      throw .git(error)
    }
  }

  /// Each path with what the index has of it; both are in order.
  private static func paired(_ paths: [GitPath], _ staged: [IndexEntry]) -> [(GitPath, IndexEntry?)]
  {
    var rest = staged[...]
    return paths.map { path in
      while let first = rest.first, first.path < path || first.path == path && first.stage != 0 {
        rest.removeFirst()
      }
      return (path, rest.first?.path == path ? rest.first : nil)
    }
  }
}

extension FilePlace {
  /// Whether the file is certain to hold what an entry of the index names, so that it need not be
  /// read.
  fileprivate func isProvedUnchanged(by entry: IndexEntry, of index: IndexFile) throws(GitError)
    -> Bool
  {
    guard entry.mode.isFile, !entry.isIntentToAdd, let written = index.written,
      let status = try status()
    else { return false }
    return entry.provesUnchanged(status, indexWritten: written)
  }
}
