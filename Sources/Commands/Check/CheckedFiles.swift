import CaseStore
import Files
import FrontMatter
import Git
import Messages
import OnDemand
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
    /// Whether the cases were held against what is recorded of them, or nothing is recorded.
    let isHeld: Bool
    /// The 校验 held against files; nil where that was not asked for.
    var sums: HeldChecksums?

    var findings: [Diagnostic] { files.flatMap(\.findings) }
  }

  let session: Session
  private var groups: [CaseFolder: Set<RelativePath>] = [:]
  /// Files that lie among no cases, by the repository whose rules they are judged by.
  private var loose: [CaseFolder?: [(path: RelativePath, bytes: [UInt8])]] = [:]
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
    let folder = try? session.caseFolder(around: isFolder ? place : place.parent)
    let path = folder?.path(of: place)
    if let folder, let path, path.isJudged(isFolder: isFolder) {
      groups[folder, default: []].insert(path)
    } else if isFolder {
      throw folder == nil ? Failure(CaseStoreError.noCaseFolder(path: name)) : .noCases(in: name)
    } else if folder != nil, !name.hasSuffix(".md") {
      throw .noCases(in: name)
    } else {
      do throws(Unreadable) {
        if let bytes = try place.readPlainFile(atMost: FileLimit.bytes) {
          loose[folder, default: []].append((RelativePath(name), bytes))
        }
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
    /// How the files stand; nil where they were not looked at, or are in no repository.
    let work: Work?
    /// What was named of it; nil for all.
    let paths: Set<RelativePath>?

    typealias Work = (book: Casebook, listing: CaseListing)
  }

  func sources() async throws(Failure) -> [Source] {
    if isEverything {
      let folder = try session.caseFolder()
      let source = try await session.source(of: folder, judging: true, withEdits: true)
      return [
        Source(
          cases: source.cases, isEverything: true, keeper: source.keeper, work: source.work,
          paths: nil)
      ]
    }
    var sources: [Source] = []
    for (folder, paths) in groups.sorted(by: { "\($0.key.place)" < "\($1.key.place)" }) {
      let cases = try await askingStore(
        await CaseSource.workTree(
          of: folder, at: paths, environment: session.environment, judging: true))
      for path in paths where !cases.holdsSomething(within: path) {
        if let other = folder.otherRepository(around: path) {
          throw .inOtherRepository(
            session.shown("\(path)", in: folder), session.shown("\(other)", in: folder))
        }
      }
      sources.append(
        Source(cases: cases, isEverything: false, keeper: nil, work: nil, paths: paths))
    }
    for folder in Set(loose.keys).union(unread.isEmpty ? [] : [nil]) {
      let schema =
        try inStore(folder?.rules(environment: session.environment).schema) ?? BuiltIn.schema
      let cases = CaseSource(
        loose[folder] ?? [], unread: folder == nil ? unread : [], schema: schema,
        in: session.directory)
      sources.append(Source(cases: cases, isEverything: false, keeper: nil, work: nil, paths: nil))
    }
    return sources
  }

  /// - Parameters:
  ///   - since: the revision whose own findings are not reported again.
  ///   - summing: whether each 校验 is held against the file that it is of.
  func reports(asOf: Day, since: String? = nil, summing: Bool = false) async throws(Failure)
    -> [Report]
  {
    if since != nil, let path = loose.values.first?.first?.path ?? unread.first?.path {
      throw Failure(
        .repository,
        Phrase(
          zh: "\(path) 不在案件仓库中,不能用 --since",
          en: "\(path) is in no case repository, which --since needs"))
    }
    let judging = Judging(asOf, in: session)
    var reports: [Report] = []
    for source in try await sources() {
      let work = try await work(of: source, isAsked: since != nil)
      var edits: [Casebook.Edited] = []
      if let work { edits = try inStore(work.book.edited(in: work.listing)) }
      let found = try await askingStore(
        await source.cases.findings(
          judging, keptIn: source.keeper, behind: Set(edits.map(\.path))))
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
      if let work {
        let judge = try inStore(
          work.book.editJudge(under: source.cases.schema, today: session.today))
        files = try await askingStore(await judge.weighing(files))
      }
      files = files.adding(try await held(edits, in: work?.book, of: source))
      files = try correcting(files, of: source)
      let isHeld = work != nil || source.isEverything || source.cases.folder == nil
      let sums = summing ? try await sums(of: source) : nil
      var report = Report(
        found, showing: files.adding(sums?.findings ?? []), top: source.cases.folder?.place,
        isHeld: isHeld)
      report.sums = sums
      reports.append(report)
    }
    return reports
  }

  /// What the 校验 of the cases come to.
  private func sums(of source: Source) async throws(Failure) -> HeldChecksums {
    let summed = try await askingStore(
      await source.cases.map { file in
        file.subject.attachments.contains { $0.checksum != nil } ? file : nil
      }
    ).results
    var sums = HeldChecksums()
    let progress = WorkProgress(.reading, of: summed.count)
    defer { progress.end() }
    for file in summed {
      do throws(LibraryFault) {
        try sums.hold(file) { session.place(of: $0, in: source.cases.folder) }
      } catch {
        throw Failure(error)
      }
      progress.add()
    }
    return sums
  }

  /// Of what is recorded no fix is offered, but the step that corrects it.
  private func correcting(_ files: [FileFindings], of source: Source) throws(Failure)
    -> [FileFindings]
  {
    guard let folder = source.cases.folder,
      files.contains(where: { $0.findings.contains { $0.fixes.count == 1 } })
    else { return files }
    let recorded = try RecordedCases(of: folder, in: session)
    var corrected: [FileFindings] = []
    for file in files {
      let path = RelativePath(file.text.path)
      guard CaseFile.isCase(path), let subject = try recorded.subject(at: path) else {
        corrected.append(file)
        continue
      }
      let findings = CaseFile(path: path, bytes: file.text.bytes)
        .correcting(file.findings, recorded: subject)
      corrected.append(FileFindings(text: file.text, findings: findings))
    }
    return corrected
  }

  /// What is recorded of a source and how its files stand. Files that are named are judged by
  /// themselves, which takes no git, unless git is asked anyway.
  private func work(of source: Source, isAsked: Bool) async throws(Failure) -> Source.Work? {
    if let work = source.work { return work }
    guard isAsked, let folder = source.cases.folder,
      let book = try inStore(Casebook.onTop(of: folder, environment: session.environment))
    else { return nil }
    return (book, try await askingStore(await book.listing()))
  }

  /// What is wrong with the edits of a source, held against what is recorded.
  private func held(_ edits: [Casebook.Edited], in book: Casebook?, of source: Source)
    async throws(Failure) -> [FileFindings]
  {
    guard let book else { return [] }
    let schema = source.cases.schema
    var found = try await askingStore(
      await book.findings(
        of: edits, in: source.isEverything ? source.work?.listing : nil, under: schema,
        today: session.today))
    if source.isEverything {
      let deleted = try await askingStore(await book.deletedCases(lookingAt: 5000))
      let here = Set(edits.map(\.path))
      found = found.adding(deleted.filter { !here.contains($0.path) }.map(\.findings))
      found += try inStore(book.harmfulAttributes(in: book.editedRules()))
    }
    guard let paths = source.paths else { return found }
    return found.filter { file in paths.contains { RelativePath(file.text.path).isInside($0) } }
  }
}

extension CheckedFiles.Report {
  /// - Parameter count: how many files were looked at; nil for all.
  init(
    _ found: Findings, showing files: [FileFindings], count: Int? = nil, top: FilePlace?,
    isHeld: Bool
  ) {
    self.files = files
    noted = found.noted
    self.count = count ?? found.count
    self.top = top
    self.isHeld = isHeld
  }
}

extension RelativePath {
  /// Whether a check finds something to judge here: cases, the rules, or a folder that holds them. What
  /// else lies among the cases is attached to them.
  fileprivate func isJudged(isFolder: Bool) -> Bool {
    if isInside("schema") || isFolder && RelativePath("cases").isInside(self) { return true }
    guard isInside("cases") else { return false }
    return isFolder || CaseFile.isCase(self) || !lastComponent.suffix(3).elementsEqual(".md".utf8)
  }
}

extension CaseSource {
  fileprivate func holdsSomething(within path: RelativePath) -> Bool {
    cases.contains { $0.path.isInside(path) } || unread.contains { $0.path.isInside(path) }
  }
}

extension Failure {
  fileprivate static func inOtherRepository(_ path: String, _ repository: String) -> Failure {
    .usage(
      Phrase(
        zh: "\(path) 属于另一个仓库 \(repository)", en: "\(path) is in another repository, \(repository)"),
      hint: Phrase(
        zh: "那里的文件不归这里管;要检查它,复制到别处再运行",
        en: "its files are not of this office; to check one, copy it elsewhere"))
  }

  fileprivate static func noCases(in name: String) -> Failure {
    .usage(
      Phrase(zh: "“\(name)”不是案件,也没有案件在里面", en: "'\(name)' is no case and holds none"),
      hint: Phrase(
        zh: "案件是 cases/ 下的 .md 文件", en: "cases are the .md files below cases/"))
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
