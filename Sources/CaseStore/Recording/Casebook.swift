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
  package init(at folder: CaseFolder, environment: GitEnvironment) throws(CaseStoreError) {
    do throws(GitError) {
      repository = try Repository.discover(from: "\(folder.place)", environment: environment)
    } catch {
      throw .git(error)
    }
    self.folder = folder
    let top = repository.workTree ?? repository.gitDirectory
    guard try folder.place.isSameFolder(as: FilePlace(top)) || repository.isBare else {
      throw .notTheTop(path: "\(folder.place)", top: top)
    }
  }

  /// The schema by which the next commit is judged: `HEAD`'s, so that nobody loosens a rule for
  /// his own step; before the first commit, the working tree's.
  package func schemaInForce() throws(CaseStoreError) -> Schema {
    do throws(GitError) {
      let head = try repository.head().commit
      return try SchemaFiles { path throws(GitError) in
        if let head { return try self.repository.blob(at: path, in: head) }
        return try self.folder.file(at: path).read()?.bytes
      }.schema
    } catch {
      throw .git(error)
    }
  }

  /// The case file at a path in `HEAD`; nil if there is none.
  package func recordedFile(at path: GitPath) throws(CaseStoreError) -> CaseFile? {
    do throws(GitError) {
      guard let head = try repository.head().commit,
        let bytes = try repository.blob(at: path, in: head)
      else { return nil }
      return CaseFile(path: path, bytes: bytes)
    } catch {
      throw .git(error)
    }
  }
}

extension CaseFolder {
  /// The path of the case that a person means by an id or a path from the top, without reading any
  /// case.
  ///
  /// - Throws: `.unknownCase` with the ids most like what was typed.
  package func path(meant name: String) throws(CaseStoreError) -> GitPath {
    let paths: [GitPath]
    do throws(GitError) {
      // Where it most likely is, before a hundred thousand names are looked through.
      let year = CaseNumber(name).map { "\($0.year)" } ?? ""
      for guess in [name, "cases/\(year)/\(name).md"] {
        let path = GitPath(guess)
        if CaseFile.isCase(path), try file(at: path).status()?.kind == .file { return path }
      }
      paths = try casePaths()
    } catch {
      throw .git(error)
    }
    let fileName = Array("\(name).md".utf8)
    if let path = paths.first(where: { $0.lastComponent.elementsEqual(fileName) }) { return path }
    let ids = paths.map { String(decoding: $0.lastComponent.dropLast(3), as: UTF8.self) }
    throw .unknownCase(name, near: Spelling.nearest(to: name, among: ids))
  }
}

extension FilePlace {
  fileprivate func isSameFolder(as other: FilePlace) throws(CaseStoreError) -> Bool {
    do throws(GitError) {
      let (one, two) = (try status(), try other.status())
      return one?.device == two?.device && one?.inode == two?.inode
    } catch {
      throw .git(error)
    }
  }
}
