import CaseStore
import FrontMatter
import Git
import Supervision

extension Session {
  /// The case repository we are in.
  func caseFolder() throws(Failure) -> CaseFolder {
    do throws(CaseStoreError) {
      return try CaseFolder.find(from: directory)
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

  /// The cases as they are on disk, or as the commit `revision` has them.
  ///
  /// A revision is read from whatever repository we are in, a bare one too.
  func snapshot(at revision: String?) async throws(Failure) -> Snapshot {
    do throws(CaseStoreError) {
      guard let revision else { return try await Snapshot.workTree(of: caseFolderHere()) }
      let repository: Repository
      let commit: OID
      do throws(GitError) {
        repository = try Repository.discover(from: "\(directory)", environment: environment)
        commit = try repository.resolveCommit(revision)
      } catch {
        throw .git(error)
      }
      return try await Snapshot.commit(commit, in: repository)
    } catch {
      throw Failure(error)
    }
  }

  private func caseFolderHere() throws(CaseStoreError) -> CaseFolder {
    try CaseFolder.find(from: directory)
  }

  /// The case a person means: an id, or a path from the top or from where we are.
  func file(meant name: String, in snapshot: Snapshot, under folder: CaseFolder?) throws(Failure)
    -> CaseFile
  {
    if let folder, name.hasSuffix(".md") {
      let place = FilePlace(name.hasPrefix("/") ? name : "\(directory)/\(name)")
      if let path = folder.path(of: place),
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
