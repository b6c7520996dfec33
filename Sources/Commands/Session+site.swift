import CaseStore
import FrontMatter
import Git
import Prose
import Supervision
import Views

/// What the pages of a ledger are made of.
struct SiteSource {
  let snapshot: Snapshot
  /// In the order of the snapshot's files.
  let states: [CaseState]
  /// Of all cases that were registered by then.
  let rows: [LedgerRow]
  let vintage: SiteVintage
  /// By the names of the cases' files.
  let commits: [String: [CaseCommit]]
}

extension Session {
  /// Reads the cases, as they are on disk or as a commit has them, and who recorded them.
  func siteSource(asOf: Day, rev: String?, withText: Bool) async throws(Failure) -> SiteSource {
    let snapshot: Snapshot
    let head: OID?
    var edits = 0
    if let rev {
      (snapshot, head) = try await self.snapshot(atCommit: rev)
    } else {
      snapshot = try await self.snapshot()
      edits = try await unrecorded().count
      head = try headCommit()
    }
    let states = await snapshot.states(asOf: asOf)
    let rows = zip(snapshot.files, states).compactMap { file, state in
      LedgerRow(state, path: "\(file.path)", withText: withText)
    }
    let unreliable = snapshot.files.filter(\.isUnreliable)
    warn(ofUnreliable: unreliable.map { "\($0.path)" })
    return SiteSource(
      snapshot: snapshot, states: states, rows: rows,
      vintage: SiteVintage(
        asOf: asOf, commit: head.map { "\($0)" }, unrecorded: edits, unreliable: unreliable.count),
      commits: try await caseCommits(of: Set(snapshot.files.map(\.id)), upTo: head))
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
    do throws(GitError) {
      return try await Repository.discover(from: "\(directory)", environment: environment)
        .caseCommits(of: ids, upTo: head)
    } catch {
      throw Failure(error)
    }
  }

  /// Writes the pages to the folder `name`, and says what came of it.
  func writeSite(
    of rows: [LedgerRow], from source: SiteSource, columns: [LedgerColumn]?, to name: String
  ) throws(Failure) {
    let place = place(of: name)
    try refuseCaseFolder(place, named: name)
    let site = Site(
      rows, of: source.vintage, office: source.snapshot.schema.office.name, language: language,
      columns: columns)
    let folder = try published(place, named: name)
    let prose: Prose
    do throws(Prose.CannotLoad) {
      prose = try Prose()
    } catch {
      throw Failure(cannotLoad: "libcmark-gfm", reason: error.reason)
    }
    let count: Int
    let obstacle: GitPath?
    var outcome: PublishedFolder.Outcome?
    do throws(GitError) {
      count = try add(site, of: rows, from: source, prose, to: folder)
      obstacle = try folder.obstacle()
      if obstacle == nil { outcome = try folder.publish() }
    } catch {
      throw Failure(error)
    }
    if let obstacle { throw .notOurs(obstacle, in: name) }
    if let outcome { report(outcome, count: count, name: name) }
  }

  private func published(_ place: FilePlace, named name: String) throws(Failure)
    -> PublishedFolder
  {
    let folder: PublishedFolder?
    do throws(GitError) {
      folder = try PublishedFolder.open(at: place)
    } catch {
      throw Failure(error)
    }
    guard let folder else {
      throw Failure(
        .world,
        Phrase(
          zh: "另一个 duban-git 正在写 \(name)", en: "another duban-git is writing \(name)"))
    }
    if folder.hadLeftovers {
      say(Phrase(zh: "清除了上次中断时留下的文件", en: "removed what an interrupted run had left"))
    }
    return folder
  }

  /// The case folder is no place for pages: they would stand among the cases.
  private func refuseCaseFolder(_ place: FilePlace, named name: String) throws(Failure) {
    guard let folder = try? caseFolder(), let path = folder.path(of: place),
      path == .root || ["cases", "schema", ".git"].contains(where: { path.isInside(GitPath($0)) })
    else { return }
    throw .usage(
      Phrase(zh: "“\(name)”是案件所在的文件夹", en: "'\(name)' is where the cases are"),
      hint: Phrase(zh: "换一个文件夹,如 -o 网页", en: "take a folder of its own, such as -o pages"))
  }

  /// All pages, the dashboard last, since it leads to all others.
  ///
  /// - Returns: how many there are.
  private func add(
    _ site: Site, of rows: [LedgerRow], from source: SiteSource, _ prose: Prose,
    to folder: PublishedFolder
  ) throws(GitError) -> Int {
    let tally = Tally(.writing, of: rows.count)
    defer { tally.end() }
    let places = Dictionary(
      source.snapshot.files.enumerated().map { ("\($1.path)", $0) },
      uniquingKeysWith: { one, _ in one })
    for row in rows {
      guard let place = places[row.path] else { continue }
      let file = source.snapshot.files[place]
      let papers = Site.Papers(
        prose: file.body(in: prose),
        commits: (source.commits[file.id] ?? []).map {
          Views.CommitSummary(id: $0.id, author: $0.author, date: $0.date, subject: $0.subject)
        }, isUnreliable: file.isUnreliable)
      if let page = site.page(of: source.states[place], path: row.path, papers) {
        try folder.add(page.bytes, at: GitPath(page.path))
      }
      tally.add()
    }
    let frame = site.frame
    for page in frame { try folder.add(page.bytes, at: GitPath(page.path)) }
    return rows.count + frame.count
  }

  private func report(_ outcome: PublishedFolder.Outcome, count: Int, name: String) {
    let removed =
      outcome.removed == 0
      ? Phrase(zh: "", en: "")
      : Phrase(zh: ",清除旧的\(outcome.removed)个", en: ", removed \(outcome.removed) old ones")
    say(
      Phrase(
        zh: "写好\(count)个文件\(removed.zh),从 \(name)/index.html 看起",
        en: "wrote \(count) files\(removed.en); start at \(name)/index.html"))
    for path in outcome.kept {
      say(
        Phrase(
          zh: "\(path) 已不在台账中，但被人改过，没有删除",
          en: "\(path) is no longer in the ledger, but somebody changed it; it stays"))
    }
  }

  private func say(_ words: Phrase) {
    console.writeError("duban-git: \(self(words))\n")
  }
}

extension CaseFile {
  /// The text below the front matter as markup.
  fileprivate func body(in prose: Prose) -> HTML? {
    guard !subject.header.classification.isSecret else { return nil }
    return prose.html(of: String(decoding: text.bytes[subject.document.body], as: UTF8.self))
  }
}

extension Failure {
  fileprivate static func notOurs(_ path: GitPath, in name: String) -> Failure {
    .usage(
      Phrase(
        zh: "\(name)/\(path) 不是本程序写的,没有动任何文件",
        en: "\(name)/\(path) was not written by this program; nothing was touched"),
      hint: Phrase(zh: "换一个空文件夹", en: "take an empty folder"))
  }
}
