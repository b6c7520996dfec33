package import Files
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
    return try onDisk(place.status())?.kind == .folder
  }

  package func file(at path: RelativePath) -> FilePlace {
    FilePlace(bytes: place.bytes + [UInt8(ascii: "/")] + path.bytes)
  }
}

extension FilePlace {
  func child(_ name: String) -> FilePlace {
    FilePlace(bytes: bytes + [UInt8(ascii: "/")] + Array(name.utf8))
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

extension CaseFolder {
  /// The paths of all case files in the working tree, sorted by their bytes.
  func casePaths() throws(CaseStoreError) -> [RelativePath] {
    var paths: [RelativePath] = []
    try forEachFolder { folder, list, cases in
      for index in cases { paths.append(list.withName(at: index) { folder.appending($0) }) }
    }
    return paths.sorted()
  }

  /// Calls `body` with each folder of the working tree in which cases may be: what is in it, and
  /// which of that are case files.
  func forEachFolder(_ body: (RelativePath, FolderList, [Int]) -> Void) throws(CaseStoreError) {
    var folders: [RelativePath] = ["cases"]
    while let folder = folders.popLast() {
      guard let list = try onDisk(file(at: folder).list()) else { continue }
      var cases: [Int] = []
      for index in list.indices {
        let (isHidden, isCase, hasSuffix) = list.withName(at: index) { name in
          let dot = UInt8(ascii: ".")
          let isHidden = name.first == dot
          let isCase = name.suffix(3).elementsEqual(".md".utf8)
          return (isHidden, isCase, isCase || name.contains(dot))
        }
        if isHidden { continue }
        let path = { list.withName(at: index) { folder.appending($0) } }
        if isCase {
          cases.append(index)
        } else if !hasSuffix {
          folders.append(path())
        } else if try isFolder(path(), list.kind(at: index)) {
          // Attachments have a suffix and folders mostly none.
          folders.append(path())
        }
      }
      body(folder, list, cases)
    }
  }

  func isFolder(_ path: RelativePath, _ kind: FileStatus.Kind?) throws(CaseStoreError)
    -> Bool
  {
    if let kind { return kind == .folder }
    return try onDisk(file(at: path).status())?.kind == .folder
  }
}
