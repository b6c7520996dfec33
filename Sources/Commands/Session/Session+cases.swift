import CaseStore
import Files
import Git
import Messages

extension Session {
  /// The case repository we are in.
  func caseFolder() throws(Failure) -> CaseFolder { try caseFolder(around: start) }

  /// The case repository that a folder lies in, also where a sparse checkout leaves out all of its cases
  /// or rules.
  func caseFolder(around place: FilePlace) throws(Failure) -> CaseFolder {
    do throws(CaseStoreError) {
      return try CaseFolder.find(from: place)
    } catch {
      guard case .noCaseFolder = error,
        let repository = try? Repository.discover(from: "\(place)", environment: environment)
      else { throw Failure(error) }
      if repository.isBare { throw .bareRepository }
      guard let top = repository.workTree, repository.leavesOutCasesOrRules else {
        throw Failure(error)
      }
      return CaseFolder(FilePlace(top).withoutFinalSlash)
    }
  }

  /// Where the cases are looked for, and above: where we are, unless git is told that the files are
  /// elsewhere.
  var start: FilePlace {
    guard environment["GIT_DIR"] != nil,
      let repository = try? Repository.discover(from: "\(directory)", environment: environment),
      let top = repository.workTree.map({ FilePlace($0).withoutFinalSlash }),
      CaseFolder(top).path(of: directory) == nil
    else { return directory }
    return top
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

  /// The repository we are in, and the cases beside it; none where it is bare.
  func history() throws(Failure) -> (Repository, CaseFolder?) {
    let repository = try repository()
    return (repository, repository.isBare ? nil : try caseFolder())
  }

  /// The cases of the repository that we are in, to be recorded in.
  func casebook() throws(Failure) -> Casebook {
    let folder = try caseFolder()
    let book = try inStore(Casebook(at: folder, environment: environment))
    book.mended = tell
    return book
  }

  /// The git repository that the case folder is the top of.
  func repository(of folder: CaseFolder) throws(Failure) -> Repository {
    return try inGit(Repository.discover(from: "\(folder.place)", environment: environment))
  }
}

extension Repository {
  /// Whether a folder of a case repository is missing because a sparse checkout leaves it out.
  fileprivate var leavesOutCasesOrRules: Bool {
    guard let index = try? index(checkingSeal: false) else { return false }
    let folders: [RelativePath] = ["cases", "schema"]
    return folders.allSatisfy { !index.entries(under: $0).isEmpty }
      && folders.contains(where: index.skipsAll)
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
