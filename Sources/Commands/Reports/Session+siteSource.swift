import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Prose
import Supervision
import Views

/// What the pages of a ledger are made of.
///
/// Of a case only its row and its bytes are kept: read, it takes many times as much.
struct SiteSource: Sendable {
  let schema: Schema
  /// Of all cases that were registered by then, in the order of their paths.
  let rows: [LedgerRow]
  let basis: SiteBasis
  /// The files, by their paths, that the rows were made of.
  private let contents: [String: [UInt8]]
  /// By the names of the cases' files.
  private let commits: [String: [CaseCommit]]
  /// By the paths of the cases that attach something.
  private let attachments: [String: [ShownAttachment]]

  fileprivate init(
    _ cases: [ReadCase], schema: Schema, basis: SiteBasis, commits: [String: [CaseCommit]],
    attachments: [String: [ShownAttachment]]
  ) {
    self.attachments = attachments
    self.schema = schema
    rows = cases.compactMap(\.row)
    self.basis = basis
    contents = Dictionary(cases.map { ($0.path, $0.bytes) }, uniquingKeysWith: { one, _ in one })
    self.commits = commits
  }

  /// The page of a row's case; nil where there is none.
  func page(of row: LedgerRow, in site: Site, _ renderer: Prose) -> Site.Page? {
    guard let bytes = contents[row.path] else { return nil }
    let file = CaseFile(path: RelativePath(row.path), bytes: bytes)
    let papers = Site.Papers(
      prose: file.body(in: renderer, site.language), attachments: attachments[row.path] ?? [],
      commits: (commits[file.id] ?? []).map {
        ShownCommit(id: $0.id, author: $0.author, date: $0.date, subject: $0.subject)
      }, isUnreliable: file.isUnreliable)
    let state = CaseState(folding: file.subject, schema: schema, asOf: basis.asOf)
    return site.page(of: state, path: row.path, papers)
  }
}

/// What is kept of a case that was read.
private struct ReadCase: Sendable {
  let path: String
  /// By which its commits are found.
  let id: String
  let bytes: [UInt8]
  let fault: FaultyCase?
  let attaches: Bool
  /// Nil where the case was not registered yet.
  let row: LedgerRow?

  init(_ file: CaseFile, _ state: CaseState, withText: Bool) {
    path = "\(file.path)"
    id = file.id
    bytes = file.text.bytes
    fault = FaultyCase(file, state)
    attaches = !file.subject.attachments.isEmpty
    row = LedgerRow(state, path: path, withText: withText)
  }
}

extension CaseFile {
  /// The text below the front matter as markup.
  fileprivate func body(in prose: Prose, _ language: Language) -> HTML? {
    guard !subject.header.classification.isSecret else { return nil }
    let body = String(decoding: text.bytes[subject.document.body], as: UTF8.self)
    return prose.html(of: body, language: language)
  }
}

extension Session {
  /// Reads the cases, as they are on disk or as a commit has them, and who recorded them.
  func siteSource(of paper: PaperSource, asOf: Day, query: String?) async throws(Failure)
    -> SiteSource
  {
    let source = paper.source
    var head = paper.commit
    if head == nil { head = try headCommit() }
    let schema = source.cases.schema
    let withText = query != nil
    let read = try await askingStore(
      await source.cases.map { file in
        let state = CaseState(folding: file.subject, schema: schema, asOf: asOf)
        return ReadCase(file, state, withText: withText)
      })
    let cases = read.results
    let unreliable = cases.compactMap(\.fault)
    warn(of: read.unread, unreliable: unreliable, below: source.cases.folder?.place)
    return SiteSource(
      cases, schema: schema,
      basis: SiteBasis(
        asOf: asOf, commit: head.map { "\($0)" }, unrecorded: paper.edits.count, query: query,
        unread: unread(read.unread, unreliable)),
      commits: try await caseCommits(of: Set(cases.map(\.id)), upTo: head),
      attachments: try attachments(of: cases, upTo: asOf, in: source))
  }

  /// What the cases attach, by their paths.
  private func attachments(of cases: [ReadCase], upTo day: Day, in source: Source)
    throws(Failure) -> [String: [ShownAttachment]]
  {
    let attaching = cases.filter(\.attaches)
    guard !attaching.isEmpty else { return [:] }
    let reader = try attachmentReader(for: source)
    var found: [String: [ShownAttachment]] = [:]
    for one in attaching {
      found[one.path] = try reader.attachments(
        of: CaseFile(path: RelativePath(one.path), bytes: one.bytes), upTo: day)
    }
    return found
  }

  /// Nil where the cases are in no repository, or in one without commits.
  private func headCommit() throws(Failure) -> OID? {
    do throws(GitError) {
      return try Repository.discover(from: "\(directory)", environment: environment).head().commit
    } catch {
      if case .noRepository = error { return nil }
      throw Failure(error)
    }
  }

  private func caseCommits(of ids: Set<String>, upTo head: OID?) async throws(Failure)
    -> [String: [CaseCommit]]
  {
    guard let head else { return [:] }
    let repository = try repository()
    // Every commit is read once.
    repository.keepNoObjects()
    return try await askingGit(await repository.caseCommits(of: ids, upTo: head))
  }
}
