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
    /// Of what is staged: every path there is, and those that differ from the last commit.
    var staged: (paths: Set<GitPath>, changed: Set<GitPath>)?
  }

  func sources() async throws(Failure) -> [Source] {
    var sources: [Source] = []
    do throws(CaseStoreError) {
      if isEverything {
        let folder = try CaseFolder.find(from: session.directory)
        sources.append(Source(snapshot: try await Snapshot.workTree(of: folder), folder: folder))
      }
      for (folder, paths) in sortedGroups {
        sources.append(
          Source(snapshot: try Snapshot.workTree(of: folder, paths: paths), folder: folder))
      }
      if !loose.isEmpty {
        sources.append(Source(snapshot: .loose(loose, schema: BuiltIn.schema), folder: nil))
      }
    } catch {
      throw Failure(error)
    }
    return sources
  }

  /// The same from the index. With paths named only these are reported on.
  func stagedSources() async throws(Failure) -> [Source] {
    try requireNoLooseFiles("--staged")
    var sources: [Source] = []
    do throws(CaseStoreError) {
      let folders =
        isEverything
        ? [(try CaseFolder.find(from: session.directory), nil)]
        : sortedGroups.map { ($0.folder, Optional($0.paths)) }
      for (folder, named) in folders {
        let casebook = try Casebook(at: folder, environment: session.environment)
        let staged = try await StagedCases(in: casebook.repository)
        let changed = named.map { staged.changed.intersection($0) } ?? staged.changed
        sources.append(
          Source(snapshot: staged.snapshot, folder: folder, staged: (staged.paths, changed)))
      }
    } catch {
      throw Failure(error)
    }
    return sources
  }

  private var sortedGroups: [(folder: CaseFolder, paths: [GitPath])] {
    groups.sorted { "\($0.key.place)" < "\($1.key.place)" }.map {
      ($0.key, Set($0.value).sorted().filter(CaseFile.isCase))
    }
  }

  private func requireNoLooseFiles(_ option: String) throws(Failure) {
    guard let file = loose.first else { return }
    throw Failure(
      .repository,
      Phrase(
        zh: "\(file.path) 不在案件仓库中,不能用 \(option)",
        en: "\(file.path) is in no case repository, which \(option) needs"))
  }

  /// - Parameters:
  ///   - staged: whether to read the index, and to report on what differs there from the last commit.
  ///   - since: the revision whose own findings are not reported again.
  func reports(asOf: Day, staged: Bool = false, since: String? = nil) async throws(Failure)
    -> [Report]
  {
    if since != nil { try requireNoLooseFiles("--since") }
    var reports: [Report] = []
    for source in try await staged ? stagedSources() : sources() {
      do throws(CaseStoreError) {
        var files = try await findings(in: source, asOf: asOf)
        if let since, let folder = source.folder {
          let before = try await changes(since: since, of: folder, asOf: asOf)
          files = files.compactMap(before.filter)
          if !isEverything {
            let named = Set(groups[folder] ?? [])
            files = files.compactMap { $0.concerning(named) }
          }
        } else if let changed = source.staged?.changed {
          files = files.compactMap { $0.concerning(changed) }
        }
        let snapshot = source.snapshot
        let texts = Dictionary(
          (snapshot.files.map(\.text) + snapshot.rules.files.map(\.text)).map { ($0.path, $0) },
          uniquingKeysWith: { first, _ in first })
        reports.append(
          Report(
            files: files, texts: texts,
            count: source.staged?.changed.count ?? texts.count, top: source.folder?.place))
      } catch {
        throw Failure(error)
      }
    }
    return reports
  }

  private func findings(in source: Source, asOf: Day) async throws(CaseStoreError)
    -> [FileFindings]
  {
    if let paths = source.staged?.paths {
      return try await source.snapshot.findings(asOf: asOf, today: session.today) {
        paths.contains($0.normalised)
      }
    }
    let top = source.folder?.place ?? session.directory
    return try await source.snapshot.findings(asOf: asOf, today: session.today) { path in
      // What cannot be looked at is not reported as missing.
      ((try? FilePlace(bytes: top.bytes + [UInt8(ascii: "/")] + path.bytes).status()) ?? nil) != nil
    }
  }

  private func changes(since revision: String, of folder: CaseFolder, asOf: Day)
    async throws(CaseStoreError) -> ChangedFindings
  {
    let casebook = try Casebook(at: folder, environment: session.environment)
    let repository = casebook.repository
    let commit: OID
    let paths: Set<GitPath>
    do throws(GitError) {
      commit = try repository.resolveCommit(revision)
      paths = Set(try repository.entries(under: .root, in: commit).map(\.path))
    } catch {
      throw .git(error)
    }
    let snapshot = try await Snapshot.commit(commit, in: repository)
    let findings = try await snapshot.findings(asOf: asOf, today: session.today) {
      paths.contains($0.normalised)
    }
    return ChangedFindings(
      texts: snapshot.files.map(\.text) + snapshot.rules.files.map(\.text), findings: findings)
  }
}

extension FileFindings {
  /// The findings that have to do with any of these files; nil if none has. A change of the rules
  /// has to do with all.
  fileprivate func concerning(_ changed: Set<GitPath>) -> FileFindings? {
    if changed.contains(where: { $0.isInside("schema") }) || changed.contains(GitPath(text.path)) {
      return self
    }
    let concerned = findings.filter { finding in
      finding.notes.contains { $0.path.map { changed.contains(GitPath($0)) } ?? false }
    }
    return concerned.isEmpty ? nil : FileFindings(text: text, findings: concerned)
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
