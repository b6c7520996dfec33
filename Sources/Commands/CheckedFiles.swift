import CaseStore
import FrontMatter
import Git
import Supervision

/// What a check is about: everything in the case repository we are in, or the files named.
struct CheckedFiles {
  /// The findings of one case repository, or of the files that lie in none.
  struct Report {
    let files: [FileFindings]
    /// Every text by its path, for notes that point into other files.
    let texts: [String: SourceText]
    /// How many files were looked at.
    let count: Int
    /// The top that paths are counted from; nil for files in no repository.
    let top: FilePlace?

    var findings: [Diagnostic] { files.flatMap(\.findings) }
  }

  let session: Session
  private var groups: [CaseFolder: [GitPath]] = [:]
  private var loose: [CaseFile] = []
  let isEverything: Bool

  init(_ paths: [String], in session: Session) throws(Failure) {
    self.session = session
    isEverything = paths.isEmpty
    for path in paths { try add(path) }
  }

  private mutating func add(_ name: String) throws(Failure) {
    let place = session.place(of: name)
    do throws(CaseStoreError) {
      guard let status = try place.statusThrowingStoreError() else {
        try addCase(named: name)
        return
      }
      let folder = try? CaseFolder.find(from: status.kind == .folder ? place : place.parent)
      if let folder, let path = folder.path(of: place) {
        groups[folder, default: []] += try folder.casePaths(at: path)
      } else if status.kind == .folder {
        throw .noCaseFolder(path: name)
      } else if let bytes = try place.bytesThrowingStoreError() {
        loose.append(CaseFile(path: GitPath(name), bytes: bytes))
      }
    } catch {
      throw Failure(error)
    }
  }

  /// An id names the case of that number in the repository we are in.
  private mutating func addCase(named id: String) throws(CaseStoreError) {
    let folder = try CaseFolder.find(from: session.directory)
    let paths = try folder.casePaths(at: .root).filter {
      $0.lastComponent.elementsEqual("\(id).md".utf8)
    }
    guard !paths.isEmpty else { throw .unknownCase(id, near: []) }
    groups[folder, default: []] += paths
  }

  /// What is read together: a case repository, or part of one, or files that lie in none.
  struct Source {
    let snapshot: Snapshot
    let folder: CaseFolder?
  }

  func sources() async throws(Failure) -> [Source] {
    var sources: [Source] = []
    do throws(CaseStoreError) {
      if isEverything {
        let folder = try CaseFolder.find(from: session.directory)
        sources.append(Source(snapshot: try await Snapshot.workTree(of: folder), folder: folder))
      }
      for (folder, paths) in groups.sorted(by: { "\($0.key.place)" < "\($1.key.place)" }) {
        let files = Set(paths).sorted().filter(CaseFile.isCase)
        sources.append(
          Source(snapshot: try Snapshot.workTree(of: folder, paths: files), folder: folder))
      }
      if !loose.isEmpty {
        sources.append(Source(snapshot: .loose(loose, schema: BuiltIn.schema), folder: nil))
      }
    } catch {
      throw Failure(error)
    }
    return sources
  }

  func reports(asOf: Day) async throws(Failure) -> [Report] {
    var reports: [Report] = []
    for source in try await sources() {
      do throws(CaseStoreError) {
        reports.append(try await report(on: source.snapshot, in: source.folder, asOf: asOf))
      } catch {
        throw Failure(error)
      }
    }
    return reports
  }

  private func report(on snapshot: Snapshot, in folder: CaseFolder?, asOf: Day)
    async throws(CaseStoreError) -> Report
  {
    let top = folder?.place ?? session.directory
    let files = try await snapshot.findings(asOf: asOf, today: session.today) { path in
      // What cannot be looked at is not reported as missing.
      ((try? FilePlace(bytes: top.bytes + [UInt8(ascii: "/")] + path.bytes).status()) ?? nil) != nil
    }
    let texts = Dictionary(
      snapshot.files.map { ($0.text.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    return Report(
      files: files, texts: texts, count: snapshot.files.count + snapshot.rules.files.count,
      top: folder?.place)
  }
}

extension FilePlace {
  fileprivate func statusThrowingStoreError() throws(CaseStoreError) -> FileStatus? {
    do throws(GitError) { return try status() } catch { throw .git(error) }
  }

  fileprivate func bytesThrowingStoreError() throws(CaseStoreError) -> [UInt8]? {
    do throws(GitError) { return try read()?.bytes } catch { throw .git(error) }
  }
}
