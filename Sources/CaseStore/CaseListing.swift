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
      let paths = try folder.casePaths()
      let places = Self.places(of: paths, in: staged)
      let open = try OpenFolder(folder.place)
      let items = try await mapConcurrently(Array(paths.indices)) { number throws(GitError) in
        let path = paths[number]
        guard let place = places[number], try open.proves(staged[place], unchangedIn: index) else {
          return CaseListing.Item(path: path, blob: nil)
        }
        return CaseListing.Item(path: path, blob: staged[place].id)
      }
      return CaseListing(items: items, index: index, staged: staged)
    } catch {
      throw .git(error)
    }
  }

  /// Where the index has each path, outside a conflict; both are in order.
  private static func places(of paths: [GitPath], in staged: [IndexEntry]) -> [Int?] {
    var next = 0
    return paths.map { path in
      while next < staged.count,
        staged[next].path < path || staged[next].path == path && staged[next].stage != 0
      {
        next += 1
      }
      return next < staged.count && staged[next].path == path ? next : nil
    }
  }
}

extension OpenFolder {
  /// Whether a file is certain to hold what its entry in the index names, so that it need not be
  /// read.
  fileprivate func proves(_ entry: IndexEntry, unchangedIn index: IndexFile) throws(GitError)
    -> Bool
  {
    guard entry.mode.isFile, !entry.isIntentToAdd, let written = index.written,
      let status = try status(of: entry.path)
    else { return false }
    return entry.provesUnchanged(status, indexWritten: written)
  }
}
