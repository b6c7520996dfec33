package import Git

/// The top folder of a case repository: the one that holds `cases/` and `schema/`.
///
/// Finding it needs no git, so that checking a file starts at once.
package struct CaseFolder: Hashable, Sendable {
  package let place: FilePlace

  package init(_ place: FilePlace) {
    self.place = place
  }

  /// The nearest such folder at or above `folder`, an absolute path.
  package static func find(from folder: FilePlace) throws(CaseStoreError) -> CaseFolder {
    var place = folder
    while true {
      if try isFolder(place.child("cases")), try isFolder(place.child("schema")) {
        return CaseFolder(place)
      }
      guard place.bytes.contains(where: { $0 != UInt8(ascii: "/") }) else {
        throw .noCaseFolder(path: "\(folder)")
      }
      place = place.parent
    }
  }

  private static func isFolder(_ place: FilePlace) throws(CaseStoreError) -> Bool {
    do throws(GitError) {
      return try place.status()?.kind == .folder
    } catch {
      throw .git(error)
    }
  }

  package func file(at path: GitPath) -> FilePlace {
    FilePlace(bytes: place.bytes + [UInt8(ascii: "/")] + path.bytes)
  }
}

extension FilePlace {
  func child(_ name: String) -> FilePlace {
    FilePlace(bytes: bytes + [UInt8(ascii: "/")] + Array(name.utf8))
  }
}
