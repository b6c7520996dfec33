import CaseStore
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
    do throws(GitError) {
      return try place.status()
    } catch {
      throw Failure(error)
    }
  }

  /// The git repository that the case folder is the top of.
  func repository(of folder: CaseFolder) throws(Failure) -> Repository {
    do throws(GitError) {
      return try Repository.discover(from: "\(folder.place)", environment: environment)
    } catch {
      throw Failure(error)
    }
  }

  /// The cases as they are on disk.
  func snapshot() async throws(Failure) -> Snapshot {
    let folder = try caseFolder()
    do throws(CaseStoreError) {
      return try await Snapshot.workTree(of: folder)
    } catch {
      throw Failure(error)
    }
  }

  /// The cases as a commit has them, from whatever repository we are in, a bare one too.
  func snapshot(atCommit revision: String) async throws(Failure) -> (Snapshot, OID) {
    do throws(CaseStoreError) {
      let repository: Repository
      let commit: OID
      do throws(GitError) {
        repository = try Repository.discover(from: "\(directory)", environment: environment)
        commit = try repository.resolveCommit(revision)
      } catch {
        throw .git(error)
      }
      return (try await Snapshot.commit(commit, in: repository), commit)
    } catch {
      throw Failure(error)
    }
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
    do throws(CaseStoreError) {
      return try snapshot.file(meant: name)
    } catch {
      throw Failure(error)
    }
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
