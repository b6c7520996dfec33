package import Files
package import Git
package import Supervision

/// The cases of one repository, to be recorded in.
///
/// Reading needs none of this (`CaseSource`); here a case folder and its git repository are one.
package final class Casebook {
  package let folder: CaseFolder
  package let repository: Repository
  /// Told of what a process that died had left behind, when recording here puts it right.
  package var mended: (Recording.Mending) -> Void = { _ in }
  /// The rules that a commit has, which are asked for more than once.
  private var recorded: (head: OID, schema: Schema)?

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
    guard let head = try inGit(repository.head().commit) else {
      return try SchemaFiles { path throws(CaseStoreError) in
        try onDisk(self.folder.file(at: path).read())?.bytes
      }.schema
    }
    if let recorded, recorded.head == head { return recorded.schema }
    let schema = try SchemaFiles { path throws(CaseStoreError) in
      try inGit(self.repository.blob(at: path, in: head))
    }.schema
    recorded = (head, schema)
    return schema
  }

  /// The bytes that a sparse checkout leaves out at a path, as they are recorded; nil where it leaves
  /// out nothing there.
  func leftOut(at path: RelativePath) throws(CaseStoreError) -> [UInt8]? {
    guard try inGit(repository.index(checkingSeal: false)).skips(path),
      let head = try inGit(repository.head().commit)
    else { return nil }
    return try inGit(repository.blob(at: path, in: head))
  }

  /// The case file at a path in `HEAD`; nil if there is none.
  package func recordedFile(at path: RelativePath) throws(CaseStoreError) -> CaseFile? {
    guard let head = try inGit(repository.head().commit),
      let bytes = try inGit(repository.blob(at: path, in: head))
    else { return nil }
    return CaseFile(path: path, bytes: bytes)
  }
}

extension Casebook {
  /// The casebook of a case folder; nil where that is not the top of a repository.
  package static func onTop(of folder: CaseFolder, environment: Environment)
    throws(CaseStoreError) -> Casebook?
  {
    do throws(CaseStoreError) {
      return try Casebook(at: folder, environment: environment)
    } catch {
      switch error {
      case .git(.noRepository), .notTheTop: return nil
      default: throw error
      }
    }
  }

  /// The path of the case that a person means by an id or a path from the top, without reading any
  /// case.
  ///
  /// - Throws: `.unknownCase` with the ids most like what was typed; `.git` if it is not checked out.
  package func path(meant name: String) throws(CaseStoreError) -> RelativePath {
    do throws(CaseStoreError) {
      return try folder.path(meant: name)
    } catch {
      guard case .unknownCase = error, let head = try inGit(repository.head().commit) else {
        throw error
      }
      let recorded = try inGit(repository.entries(under: "cases", in: head)).map(\.path)
      let index = try inGit(repository.index(checkingSeal: false))
      if let path = recorded.first(where: { $0.isMeant(by: name) }), index.skips(path) {
        throw .git(.refused(.notCheckedOut(path)))
      }
      throw error
    }
  }
}

extension RelativePath {
  /// Whether a person means the case at this path by an id or a path from the top.
  package func isMeant(by name: String) -> Bool {
    self == RelativePath(name) || lastComponent.elementsEqual("\(name).md".utf8)
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
    let paths = names().allPaths
    if let path = paths.first(where: { $0.isMeant(by: name) }) { return path }
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
