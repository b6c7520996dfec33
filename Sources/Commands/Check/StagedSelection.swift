import CaseStore
import Files
import Messages
import Supervision

/// What a check of the index is about: everything that is staged, or what of it is named.
///
/// Names are looked for in the index and not on disk, where a staged file may be gone.
struct StagedSelection {
  private let session: Session
  private let names: [String]

  init(_ names: [String], in session: Session) {
    self.session = session
    self.names = names
  }

  /// The findings of the files that differ from the last commit. All of the index counts for what
  /// only shows across files.
  ///
  /// - Parameter since: the revision whose own findings are not reported again.
  func reports(asOf: Day, since: String? = nil) async throws(Failure) -> [CheckedFiles.Report] {
    let judging = Judging(asOf, in: session)
    var reports: [CheckedFiles.Report] = []
    for (folder, named) in try groups() {
      let casebook = try inStore(Casebook(at: folder, environment: session.environment))
      let staged = try await askingStore(await StagedCases(in: casebook.repository))
      var changed = named.isEmpty ? staged.changed : []
      for name in named {
        changed.formUnion(staged.changed.intersection(try name.paths(in: staged)))
      }
      let found = try await askingStore(
        await staged.source.findings(judging, keptIn: nil, behind: staged.changed))
      var files = found.files
      if let since {
        let changes = try await session.changes(since: since, of: folder, judging)
        files = try inStore(changes.left(of: files))
      } else if !changed.contains(where: { $0.isInside("schema") }) {
        // A change of the rules has to do with all.
        let paths = Set(changed.map { "\($0)" })
        files = files.compactMap { $0.concerning(paths.contains) }
      }
      let edits = try await askingStore(
        await StagedEdits(in: casebook.repository, replacingHead: session.isAmending))
      let judge = edits.judge(under: staged.source.schema, today: session.today)
      files = try await askingStore(await judge.weighing(files))
      files = files.adding(try await held(edits, staged, named))
      reports.append(
        CheckedFiles.Report(
          found, showing: files, count: changed.count, top: folder.place, isHeld: true))
    }
    return reports
  }

  /// What is wrong with what is staged, held against what the commit will stand on.
  private func held(_ edits: StagedEdits, _ staged: StagedCases, _ named: [StagedName])
    async throws(Failure) -> [FileFindings]
  {
    let found = try await askingStore(
      await edits.findings(under: staged.source.schema, today: session.today))
    guard !named.isEmpty else { return found }
    var meant: Set<RelativePath> = []
    for name in named { meant.formUnion(try name.paths(in: staged)) }
    return found.filter { meant.contains(RelativePath($0.text.path)) }
  }

  /// The case repositories meant, and the names in each; none for all that is staged.
  private func groups() throws(Failure) -> [(folder: CaseFolder, named: [StagedName])] {
    if names.isEmpty { return [(try session.caseFolder(), [])] }
    var groups: [CaseFolder: [StagedName]] = [:]
    for name in names {
      let place = session.place(of: name)
      let folder = try session.caseFolder(around: place)
      groups[folder, default: []].append(StagedName(name, path: folder.path(of: place) ?? .root))
    }
    return groups.sorted { "\($0.key.place)" < "\($1.key.place)" }.map { ($0.key, $0.value) }
  }
}

/// A path or the number of a case, as it was typed.
private struct StagedName {
  let text: String
  let path: RelativePath

  init(_ text: String, path: RelativePath) {
    self.text = text
    self.path = path
  }

  /// The paths of the index that it means.
  ///
  /// - Throws: `.unknownCase` if the index has nothing of the name.
  func paths(in staged: StagedCases) throws(Failure) -> Set<RelativePath> {
    var paths = staged.paths.filter { $0.isInside(path) }
    if paths.isEmpty {
      paths = staged.paths.filter {
        CaseFile.isCase($0) && $0.lastComponent.elementsEqual("\(text).md".utf8)
      }
    }
    guard !paths.isEmpty else {
      let ids = staged.source.paths.map(CaseFile.id(at:))
      throw Failure(.unknownCase(text, near: Spelling.nearest(to: text, among: ids)))
    }
    return paths
  }
}
