package import Files
import FrontMatter
import Git

/// The top folder of a case repository: the one that holds `cases/` and `schema/`.
///
/// Finding it needs no git, so that checking a file starts at once.
package struct CaseFolder: Hashable, Sendable {
  package let place: FilePlace

  package init(_ place: FilePlace) {
    self.place = place
  }

  /// The nearest such folder at or above `folder`, an absolute path.
  ///
  /// - Throws: `.noCaseFolder`; `.git(.refused(.symbolicLink))` where one of the two is a link to a
  ///   folder, which is not followed.
  package static func find(from folder: FilePlace) throws(CaseStoreError) -> CaseFolder {
    var place = folder
    while true {
      let parts: [RelativePath] = ["cases", "schema"]
      var other: RelativePath?
      for part in parts where try !isFolder(place.file(part)) { other = other ?? part }
      guard let other else { return CaseFolder(place) }
      if parts.allSatisfy({ place.file($0).targetKind == .folder }) {
        throw .git(.refused(.symbolicLink(other)))
      }
      guard place.bytes.contains(where: { $0 != UInt8(ascii: "/") }) else {
        throw .noCaseFolder(path: "\(folder)")
      }
      place = place.parent
    }
  }

  private static func isFolder(_ place: FilePlace) throws(CaseStoreError) -> Bool {
    return try onDisk(place.status())?.kind == .folder
  }

  package func file(at path: RelativePath) -> FilePlace {
    place.file(path)
  }

  /// The bytes of the case at a path; nil if there is none.
  ///
  /// - Throws: `.unread` if it cannot be read.
  package func bytes(at path: RelativePath) throws(CaseStoreError) -> [UInt8]? {
    do throws(Unreadable) {
      return try bytes(ofFileAt: path)
    } catch {
      throw .unread(Unread(path, .unreadable(error)))
    }
  }

  /// The bytes of a file that is read only up to the size that a case may have; nil if there is none.
  func bytes(ofFileAt path: RelativePath) throws(Unreadable) -> [UInt8]? {
    try file(at: path).readPlainFile(atMost: FileLimit.bytes)
  }
}

extension CaseFolder {
  /// The path from the top of what is at `place`, an absolute path; nil outside the folder.
  package func path(of place: FilePlace) -> RelativePath? {
    var parts: [ArraySlice<UInt8>] = []
    for part in place.bytes.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    let top = self.place.bytes.split(separator: UInt8(ascii: "/"))
    guard parts.starts(with: top) else { return nil }
    return RelativePath(bytes: parts[top.count...].joined(separator: [UInt8(ascii: "/")]))
  }
}
