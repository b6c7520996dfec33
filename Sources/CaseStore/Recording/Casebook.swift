package import Files
package import Git
package import Supervision

/// The cases of one repository, to be recorded in.
///
/// Reading needs none of this (`Snapshot`); here a case folder and its git repository are one.
package final class Casebook {
  package let folder: CaseFolder
  package let repository: Repository

  /// Opens the repository whose top the case folder is.
  ///
  /// - Throws: `.notTheTop` if it lies deeper; `.git`.
  package init(at folder: CaseFolder, environment: Environment) throws(CaseStoreError) {
    repository = try inGit(Repository.discover(from: "\(folder.place)", environment: environment))
    self.folder = folder
    let top = repository.workTree ?? repository.gitDirectory
    guard try folder.place.isSameFolder(as: FilePlace(top)) || repository.isBare else {
      throw .notTheTop(path: "\(folder.place)", top: top)
    }
  }

  /// The schema by which the next commit is judged: `HEAD`'s, so that nobody loosens a rule for
  /// his own step; before the first commit, the working tree's.
  package func schemaInForce() throws(CaseStoreError) -> Schema {
    let head = try inGit(repository.head().commit)
    return try SchemaFiles { path throws(CaseStoreError) in
      if let head { return try inGit(self.repository.blob(at: path, in: head)) }
      return try onDisk(self.folder.file(at: path).read())?.bytes
    }.schema
  }

  /// The case file at a path in `HEAD`; nil if there is none.
  package func recordedFile(at path: RelativePath) throws(CaseStoreError) -> CaseFile? {
    guard let head = try inGit(repository.head().commit),
      let bytes = try inGit(repository.blob(at: path, in: head))
    else { return nil }
    return CaseFile(path: path, bytes: bytes)
  }
}

extension CaseFolder {
  /// The path of the case that a person means by an id or a path from the top, without reading any
  /// case.
  ///
  /// - Throws: `.unknownCase` with the ids most like what was typed.
  package func path(meant name: String) throws(CaseStoreError) -> RelativePath {
    // Where it most likely is, before a hundred thousand names are looked through.
    let year = CaseNumber(name).map { "\($0.year)" } ?? ""
    for guess in [name, "cases/\(year)/\(name).md"] {
      let path = RelativePath(guess)
      if CaseFile.isCase(path), try onDisk(file(at: path).status())?.kind == .file { return path }
    }
    let paths = try casePaths()
    let fileName = Array("\(name).md".utf8)
    if let path = paths.first(where: { $0.lastComponent.elementsEqual(fileName) }) { return path }
    let ids = paths.map { String(decoding: $0.lastComponent.dropLast(3), as: UTF8.self) }
    throw .unknownCase(name, near: Spelling.nearest(to: name, among: ids))
  }
}

extension FilePlace {
  fileprivate func isSameFolder(as other: FilePlace) throws(CaseStoreError) -> Bool {
    let (one, two) = (try onDisk(status()), try onDisk(other.status()))
    return one?.device == two?.device && one?.inode == two?.inode
  }
}
