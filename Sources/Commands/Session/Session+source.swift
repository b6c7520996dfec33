import CaseStore
import Git
import Supervision
import Views

extension Session {
  /// What a verb reads its cases from.
  struct Source {
    let cases: CaseSource
    /// Nil for the files on disk.
    let commit: OID?
    /// Which keeps what is made of the cases, where that pays.
    let keeper: Repository?
    /// How the files stand; nil where they were not looked at, or are in no repository.
    let work: (book: Casebook, listing: CaseListing)?

    func basis(asOf: Day, unread: [UnreadCase]) -> LedgerBasis {
      LedgerBasis(asOf: asOf, rev: commit.map { String($0.abbreviated) }, unread: unread)
    }
  }

  /// The cases as a commit has them; without a revision, those on disk.
  ///
  /// - Parameter withEdits: whether it is asked which of the files on disk are edited.
  func source(rev: String?, withEdits: Bool = false) async throws(Failure) -> Source {
    if let rev { return try source(atCommit: rev).source }
    return try await source(of: try caseFolder(), withEdits: withEdits)
  }

  /// The cases as a commit has them, from whatever repository we are in, a bare one too.
  func source(atCommit revision: String) throws(Failure) -> (source: Source, commit: OID) {
    let repository = try repository()
    let commit = try inGit(repository.resolveCommit(revision))
    let cases = try inStore(CaseSource.commit(commit, in: repository))
    return (Source(cases: cases, commit: commit, keeper: repository, work: nil), commit)
  }

  /// The cases on disk.
  ///
  /// The index is asked of each file where that tells which are edited, or where there are so many that
  /// to leave some unread pays for the start of libgit2.
  ///
  /// - Parameter judging: whether they are to be judged.
  func source(of folder: CaseFolder, judging: Bool = false, withEdits: Bool = false)
    async throws(Failure) -> Source
  {
    // While libgit2 starts.
    let names = folder.listingNames()
    var pays = withEdits
    if !pays, !environment.avoidsCaches { pays = await names.value.count > 500 }
    if pays, let book = try inStore(Casebook.onTop(of: folder, environment: environment)) {
      let listing = try await askingStore(await book.listing(of: names))
      return Source(
        cases: try inStore(CaseSource(listing, of: book, judging: judging)), commit: nil,
        keeper: book.repository, work: (book, listing))
    }
    let cases = try await askingStore(
      await CaseSource.workTree(of: folder, environment: environment, judging: judging))
    return Source(cases: cases, commit: nil, keeper: nil, work: nil)
  }

  /// The case a person means: an id, or a path from the top or from where we are.
  func file(meant name: String, in source: Source) async throws(Failure) -> CaseFile {
    warn(of: source.cases.unread, below: source.cases.folder?.place)
    let path = name.hasSuffix(".md") ? (try? caseFolder())?.path(of: place(of: name)) : nil
    return try await askingStore(await source.cases.file(meant: name, orAt: path))
  }
}
