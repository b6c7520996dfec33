/// A folder that appears with everything in it, or not at all.
///
/// Its files are written to a hidden folder beside it, which then takes its name.
package final class NewFolder {
  package let place: FilePlace
  /// Where the files are until then: programs may work there.
  package let draft: FilePlace

  /// The name that the folder has until then, beside `place`.
  package let draftName: String

  package init(at place: FilePlace) throws(FileError) {
    self.place = place
    draftName = FilePlace.temporaryName()
    draft = place.sibling(named: draftName.utf8)
    _ = try draft.makeFolders(below: FilePlace("/"), durable: false)
  }

  deinit { try? draft.removeAll() }

  /// Writes a file at a path from the top of the folder.
  package func add(_ bytes: [UInt8], at path: RelativePath) throws(FileError) {
    let file = FilePlace(bytes: draft.bytes + [RelativePath.slash] + path.bytes)
    _ = try file.parent.makeFolders(below: draft, durable: false)
    try file.create(with: bytes, permissions: nil, durable: false)
  }

  /// Gives the folder its name.
  ///
  /// - Throws: `.system` with `ENOTEMPTY` or `ENOTDIR` if something is there.
  package func publish() throws(FileError) {
    try place.replace(by: draft)
  }
}
