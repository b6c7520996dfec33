import CaseStore
import Files
import FrontMatter
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
  private var groups: [CaseFolder: [RelativePath]] = [:]
  private var loose: [CaseFile] = []
  let isEverything: Bool

  init(_ paths: [String], in session: Session) throws(Failure) {
    self.session = session
    isEverything = paths.isEmpty
    for path in paths { try add(path) }
  }

  private mutating func add(_ name: String) throws(Failure) {
    let place = session.place(of: name)
    guard let status = try onDisk(place.status()) else {
      try addCase(named: name)
      return
    }
    let folder = try? CaseFolder.find(from: status.kind == .folder ? place : place.parent)
    if let folder, let path = folder.path(of: place) {
      groups[folder, default: []] += try inStore(folder.casePaths(at: path))
    } else if status.kind == .folder {
      throw Failure(.noCaseFolder(path: name))
    } else if let bytes = try onDisk(place.read())?.bytes {
      loose.append(CaseFile(path: RelativePath(name), bytes: bytes))
    }
  }

  /// An id names the case of that number in the repository we are in.
  private mutating func addCase(named id: String) throws(Failure) {
    let folder = try inStore(CaseFolder.find(from: session.directory))
    let paths = try inStore(folder.casePaths(at: .root)).filter {
      $0.lastComponent.elementsEqual("\(id).md".utf8)
    }
    guard !paths.isEmpty else { throw Failure(.unknownCase(id, near: [])) }
    groups[folder, default: []] += paths
  }

  /// What is read together: a case repository, or part of one, or files that lie in none.
  struct Source {
    let snapshot: Snapshot
    let folder: CaseFolder?
  }

  func sources() async throws(Failure) -> [Source] {
    var sources: [Source] = []
    for (folder, paths) in try chosen() {
      let snapshot =
        if let paths {
          try inStore(Snapshot.workTree(of: folder, paths: paths))
        } else {
          try await askingStore(await Snapshot.workTree(of: folder))
        }
      sources.append(Source(snapshot: snapshot, folder: folder))
    }
    if !loose.isEmpty { sources.append(Source(snapshot: looseSnapshot, folder: nil)) }
    return sources
  }

  /// The case repositories, and of each the paths named; nil for all.
  private func chosen() throws(Failure) -> [(folder: CaseFolder, paths: [RelativePath]?)] {
    if isEverything { return [(try inStore(CaseFolder.find(from: session.directory)), nil)] }
    return groups.sorted { "\($0.key.place)" < "\($1.key.place)" }.map {
      ($0.key, Set($0.value).sorted().filter(CaseFile.isCase))
    }
  }

  private var looseSnapshot: Snapshot { .loose(loose, schema: BuiltIn.schema) }

  /// - Parameter since: the revision whose own findings are not reported again.
  func reports(asOf: Day, since: String? = nil) async throws(Failure) -> [Report] {
    if since != nil, let file = loose.first {
      throw Failure(
        .repository,
        Phrase(
          zh: "\(file.path) 不在案件仓库中,不能用 --since",
          en: "\(file.path) is in no case repository, which --since needs"))
    }
    var reports: [Report] = []
    for (folder, paths) in try chosen() {
      let judging = session.judging(asOf, below: folder.place)
      let found =
        if paths == nil, let (book, listing) = try await session.work(worthwhileIn: folder) {
          try await askingStore(
            await Snapshot.findings(in: listing, of: book, judging))
        } else {
          try await askingStore(await Snapshot.findings(inWorkTreeOf: folder, at: paths, judging))
        }
      var files = found.files
      if let since {
        files = files.compactMap(try await session.changes(since: since, of: folder, asOf).filter)
        if let paths { files = files.compactMap { $0.concerning(Set(paths)) } }
      }
      reports.append(Report(found, showing: files, top: folder.place))
    }
    if !loose.isEmpty {
      let judging = session.judging(asOf, below: session.directory)
      let found = try await askingStore(await looseSnapshot.findings(judging))
      reports.append(Report(found, showing: found.files, top: nil))
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
  init(
    _ asOf: Day, in session: Session, isAttached: @escaping @Sendable (RelativePath) -> Bool
  ) {
    self.init(asOf: asOf, today: session.today, isAttached: isAttached) { text, path in
      WordPart.findings(in: text, at: path)
    }
  }
}

extension Session {
  /// - Parameter top: what the paths of attachments count from.
  fileprivate func judging(_ asOf: Day, below top: FilePlace) -> Judging {
    Judging(asOf, in: self) { path in
      // What cannot be looked at is not reported as missing.
      ((try? FilePlace(bytes: top.bytes + [UInt8(ascii: "/")] + path.bytes).status()) ?? nil) != nil
    }
  }

  func changes(since revision: String, of folder: CaseFolder, _ asOf: Day)
    async throws(Failure) -> ChangedFindings
  {
    let casebook = try inStore(Casebook(at: folder, environment: environment))
    let repository = casebook.repository
    let commit = try inGit(repository.resolveCommit(revision))
    let paths = Set(try inGit(repository.entries(under: .root, in: commit).map(\.path)))
    let snapshot = try await askingStore(await Snapshot.commit(commit, in: repository))
    let found = try await askingStore(
      await snapshot.findings(
        Judging(asOf, in: self) { paths.contains($0.normalised) }))
    return ChangedFindings(
      texts: snapshot.files.map(\.text) + snapshot.rules.files.map(\.text), findings: found.files)
  }
}

extension FileFindings {
  /// The findings that have to do with any of these files; nil if none has. A change of the rules
  /// has to do with all.
  func concerning(_ changed: Set<RelativePath>) -> FileFindings? {
    if changed.contains(where: { $0.isInside("schema") })
      || changed.contains(RelativePath(text.path))
    {
      return self
    }
    let concerned = findings.filter { finding in
      finding.notes.contains { $0.path.map { changed.contains(RelativePath($0)) } ?? false }
    }
    return concerned.isEmpty ? nil : FileFindings(text: text, findings: concerned)
  }
}
