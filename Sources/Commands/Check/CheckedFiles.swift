import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// What a check is about: everything in the case repository we are in, or the files named.
struct CheckedFiles {
  /// The findings of one case repository, or of the files that lie in none.
  struct Report {
    let files: [FileFindings]
    /// The texts that notes of other files point into, by path.
    let noted: [String: SourceText]
    /// How many files were looked at.
    let count: Int
    /// The top that paths are counted from; nil for files in no repository.
    let top: FilePlace?

    var findings: [Diagnostic] { files.flatMap(\.findings) }
  }

  let session: Session
  private var groups: [CaseFolder: Set<RelativePath>] = [:]
  private var loose: [(path: RelativePath, bytes: [UInt8])] = []
  private var unread: [Unread] = []
  private let isEverything: Bool

  init(_ paths: [String], in session: Session) async throws(Failure) {
    self.session = session
    isEverything = paths.isEmpty
    for path in paths { try await add(path) }
  }

  private mutating func add(_ name: String) async throws(Failure) {
    let place = session.place(of: name)
    guard let status = try onDisk(place.status()) else { return try await add(absent: name) }
    let isFolder = status.kind == .folder
    let folder = try? CaseFolder.find(from: isFolder ? place : place.parent)
    if let folder, let path = folder.path(of: place) {
      groups[folder, default: []].insert(path)
    } else if isFolder {
      throw Failure(CaseStoreError.noCaseFolder(path: name))
    } else {
      do throws(Unreadable) {
        if let bytes = try place.readPlainFile() { loose.append((RelativePath(name), bytes)) }
      } catch {
        unread.append(Unread(RelativePath(name), .unreadable(error)))
      }
    }
  }

  /// An id names the case of that number in the repository we are in, and a path what a sparse checkout
  /// leaves out there.
  private mutating func add(absent name: String) async throws(Failure) {
    let folder = try session.caseFolder()
    let cases = try await askingStore(
      await CaseSource.workTree(of: folder, environment: session.environment))
    let path = folder.path(of: session.place(of: name))
    let meant = cases.paths.filter { other in
      other.isMeant(by: name) || path.map(other.isInside) ?? false
    }
    guard !meant.isEmpty else { throw Failure(CaseStoreError.unknownCase(name, near: [])) }
    groups[folder, default: []].formUnion(meant)
  }

  /// What is read together: a case repository, or part of one, or files that lie in none.
  struct Source {
    let cases: CaseSource
    /// Whether it is the whole of a case repository, with its rules.
    let isEverything: Bool
    /// Which keeps what was found, where that pays.
    let keeper: Repository?
    /// What was named of it; nil for all.
    let paths: Set<RelativePath>?
  }

  func sources() async throws(Failure) -> [Source] {
    if isEverything {
      let folder = try session.caseFolder()
      let source = try await session.source(of: folder, judging: true)
      return [Source(cases: source.cases, isEverything: true, keeper: source.keeper, paths: nil)]
    }
    var sources: [Source] = []
    for (folder, paths) in groups.sorted(by: { "\($0.key.place)" < "\($1.key.place)" }) {
      let cases = try await askingStore(
        await CaseSource.workTree(
          of: folder, at: paths, environment: session.environment, judging: true))
      sources.append(Source(cases: cases, isEverything: false, keeper: nil, paths: paths))
    }
    if !loose.isEmpty || !unread.isEmpty {
      let cases = CaseSource(
        loose, unread: unread, schema: BuiltIn.schema, in: session.directory)
      sources.append(Source(cases: cases, isEverything: false, keeper: nil, paths: nil))
    }
    return sources
  }

  /// - Parameter since: the revision whose own findings are not reported again.
  func reports(asOf: Day, since: String? = nil) async throws(Failure) -> [Report] {
    if since != nil, let path = loose.first?.path ?? unread.first?.path {
      throw Failure(
        .repository,
        Phrase(
          zh: "\(path) 不在案件仓库中,不能用 --since",
          en: "\(path) is in no case repository, which --since needs"))
    }
    let judging = Judging(asOf, in: session)
    var reports: [Report] = []
    for source in try await sources() {
      let found = try await askingStore(
        await source.cases.findings(judging, keptIn: source.keeper))
      var files = found.files
      if let since, let folder = source.cases.folder {
        let changes = try await session.changes(since: since, of: folder, judging)
        files = try inStore(changes.left(of: files))
        if let paths = source.paths {
          files = files.compactMap { file in
            file.concerning { path in paths.contains { RelativePath(path).isInside($0) } }
          }
        }
      }
      reports.append(Report(found, showing: files, top: source.cases.folder?.place))
    }
    return reports
  }
}

extension CheckedFiles.Report {
  /// - Parameter count: how many files were looked at; nil for all.
  init(_ found: Findings, showing files: [FileFindings], count: Int? = nil, top: FilePlace?) {
    self.files = files
    noted = found.noted
    self.count = count ?? found.count
    self.top = top
  }
}

extension Judging {
  init(_ asOf: Day, in session: Session) {
    self.init(asOf: asOf, today: session.today) { text, path in
      WordPart.findings(in: text, at: path)
    }
  }
}

extension Session {
  /// - Parameter folder: what paths count from; nil where they are as they were typed.
  func place(of path: RelativePath, in folder: CaseFolder?) -> FilePlace {
    folder?.file(at: path) ?? place(of: "\(path)")
  }

  /// A path as seen from where we are.
  func shown(_ path: String, in folder: CaseFolder?) -> String {
    folder.map { shown(path, in: $0.place) } ?? path
  }

  func changes(since revision: String, of folder: CaseFolder, _ judging: Judging)
    async throws(Failure) -> ChangedFindings
  {
    let repository = try inStore(Casebook(at: folder, environment: environment)).repository
    let commit = try inGit(repository.resolveCommit(revision))
    let cases = try inStore(CaseSource.commit(commit, in: repository, judging: true))
    let found = try await askingStore(await cases.findings(judging))
    return ChangedFindings(since: cases, findings: found.files)
  }
}

extension FileFindings {
  /// The findings that have to do with any of some files; nil if none has.
  func concerning(_ isMeant: (String) -> Bool) -> FileFindings? {
    if isMeant(text.path) { return self }
    let concerned = findings.filter { finding in
      finding.notes.contains { $0.path.map(isMeant) ?? false }
    }
    return concerned.isEmpty ? nil : FileFindings(text: text, findings: concerned)
  }
}
