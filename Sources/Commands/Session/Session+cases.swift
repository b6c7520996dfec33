import CaseStore
import Files
import Git
import Messages
import Supervision

extension Session {
  /// The case repository we are in.
  func caseFolder() throws(Failure) -> CaseFolder {
    do throws(CaseStoreError) {
      return try CaseFolder.find(from: directory)
    } catch {
      if isInBareRepository { throw .bareRepository }
      throw Failure(error)
    }
  }

  private var isInBareRepository: Bool {
    (try? Repository.discover(from: "\(directory)", environment: environment).isBare) == true
  }

  /// Where a path typed by a person leads.
  func place(of name: String) -> FilePlace {
    FilePlace(name.hasPrefix("/") ? name : "\(directory)/\(name)")
  }

  /// What is at a place; nil if nothing is.
  func status(of place: FilePlace) throws(Failure) -> FileStatus? {
    return try onDisk(place.status())
  }

  /// The git repository that we are in.
  func repository() throws(Failure) -> Repository {
    try inGit(Repository.discover(from: "\(directory)", environment: environment))
  }

  /// The cases of the repository that we are in, to be recorded in.
  func casebook() throws(Failure) -> Casebook {
    let folder = try inStore(CaseFolder.find(from: directory))
    return try inStore(Casebook(at: folder, environment: environment))
  }

  /// What `transform` makes of every case on disk on a day.
  func mapCases<Result: Sendable>(
    in folder: CaseFolder, asOf: Day,
    _ transform: @escaping @Sendable (CaseFile, CaseState) -> Result?
  ) async throws(Failure) -> (schema: Schema, results: [Result]) {
    try await askingStore(await Snapshot.map(folder, asOf: asOf, transform))
  }

  /// What `transform` makes of every case of a commit on a day.
  func mapCases<Result: Sendable>(
    of commit: OID, in repository: Repository, asOf: Day,
    _ transform: @escaping @Sendable (CaseFile, CaseState) -> Result?
  ) async throws(Failure) -> (schema: Schema, results: [Result]) {
    try await askingStore(await Snapshot.map(commit, in: repository, asOf: asOf, transform))
  }

  /// The git repository that the case folder is the top of.
  func repository(of folder: CaseFolder) throws(Failure) -> Repository {
    return try inGit(Repository.discover(from: "\(folder.place)", environment: environment))
  }

  /// The cases as they are on disk.
  func snapshot() async throws(Failure) -> Snapshot {
    let folder = try caseFolder()
    return try await askingStore(await Snapshot.workTree(of: folder))
  }

  /// The cases as a commit has them, from whatever repository we are in, a bare one too.
  func snapshot(atCommit revision: String) async throws(Failure) -> (Snapshot, OID) {
    let repository: Repository
    let commit: OID
    repository = try inGit(Repository.discover(from: "\(directory)", environment: environment))
    commit = try inGit(repository.resolveCommit(revision))
    return (try await askingStore(await Snapshot.commit(commit, in: repository)), commit)
  }

  /// The case a person means: an id, or a path from the top or from where we are.
  func file(meant name: String, in snapshot: Snapshot, under folder: CaseFolder?) throws(Failure)
    -> CaseFile
  {
    if let folder, name.hasSuffix(".md") {
      if let path = folder.path(of: place(of: name)),
        let file = snapshot.files.first(where: { $0.path == path })
      {
        return file
      }
    }
    return try inStore(snapshot.file(meant: name))
  }
}

extension Failure {
  /// A bare repository has cases, but no files.
  fileprivate static var bareRepository: Failure {
    Failure(
      .repository,
      Phrase(zh: "这是裸仓库,没有工作区的文件", en: "this is a bare repository: there are no files"),
      hint: Phrase(
        zh: "读某次提交的内容:status --rev HEAD、ledger --rev HEAD、show 案件 --at HEAD",
        en: "read what a commit holds: status --rev HEAD, ledger --rev HEAD, show CASE --at HEAD"))
  }
}
