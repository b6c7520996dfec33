package import Files
import Git

extension CaseSource {
  /// The cases on disk, and those that a sparse checkout leaves out.
  ///
  /// - Parameter judging: whether they are to be judged, which takes the templates.
  /// - Complexity: lists the names. libgit2, which takes longer to start than some hundred cases take
  ///   to read, is needed only where git has more to say of the files than that they are there.
  package static func workTree(
    of folder: CaseFolder, environment: Environment, judging: Bool = false
  ) async throws(CaseStoreError) -> CaseSource {
    let names = folder.names()
    let isPlain = IndexFile.isPlain(
      under: ["cases"], ofRepositoryAt: folder.place, environment)
    let hasOthers = names.unread.contains { $0.reason == .otherRepository }
    if !isPlain || hasOthers, let book = try Casebook.onTop(of: folder, environment: environment) {
      return try CaseSource(try await book.listing(of: Task { names }), of: book, judging: judging)
    }
    let files = names.paths.map { CaseList.Other(path: $0, content: .onDisk) }
    return try CaseSource(
      onDisk: files, unread: names.unread, in: folder, environment,
      rules: folder.rules(judging: judging, environment: environment))
  }

  /// The cases at or below some paths; nil for all.
  ///
  /// - Complexity: where all are files, no name is listed.
  package static func workTree(
    of folder: CaseFolder, at paths: Set<RelativePath>?, environment: Environment,
    judging: Bool = false
  ) async throws(CaseStoreError) -> CaseSource {
    guard let paths else {
      return try await workTree(of: folder, environment: environment, judging: judging)
    }
    var files: [CaseList.Other] = []
    for path in paths {
      guard let status = try? folder.file(at: path).status(), status.kind != .folder,
        folder.otherRepository(around: path) == nil
      else {
        return try await workTree(of: folder, environment: environment, judging: judging)
          .only(within: paths)
      }
      if CaseFile.isCase(path) { files.append(CaseList.Other(path: path, content: .onDisk)) }
    }
    return try CaseSource(
      onDisk: files, unread: [], in: folder, environment,
      rules: folder.rules(judging: judging, environment: environment))
  }

  private init(
    onDisk files: [CaseList.Other], unread: [Unread], in folder: CaseFolder,
    _ environment: Environment, rules: SchemaFiles
  ) throws(CaseStoreError) {
    let cases = CaseList(files)
    self.init(
      rules: rules, cases: cases, unread: unread.sorted { $0.path < $1.path },
      numbers: NumberHolders(of: cases, under: rules),
      holds: { path in
        // What a sparse checkout leaves out is there too.
        folder.holds(path)
          || IndexFile.leavesOut(path.normalised, ofRepositoryAt: folder.place, environment)
      }, folder: folder, openRepository: nil)
  }

  private func only(within paths: Set<RelativePath>) -> CaseSource {
    func isWithin(_ path: RelativePath) -> Bool { paths.contains(where: path.isInside) }
    return CaseSource(
      rules: rules, cases: cases.only { isWithin($0.path) },
      unread: unread.filter { isWithin($0.path) }, numbers: numbers, holds: holds, folder: folder,
      openRepository: openRepository)
  }

  /// Only what can be written: the files that are there, not what a sparse checkout leaves out.
  package var onDisk: CaseSource {
    guard openRepository != nil else { return self }
    return CaseSource(
      rules: rules, cases: cases.only(where: \.isOnDisk), unread: unread, numbers: numbers,
      holds: holds, folder: folder, openRepository: nil)
  }

  /// The cases of a working tree that was looked at.
  package init(_ listing: CaseListing, of book: Casebook, judging: Bool = false)
    throws(CaseStoreError)
  {
    let folder = book.folder
    let index = listing.staged.index
    let rules = try folder.rules(judging: judging, environment: book.repository.environment)
    self.init(
      rules: rules, cases: listing.cases, unread: listing.unread,
      numbers: NumberHolders(of: listing.cases, under: rules) {
        !index.entries(at: $0).isEmpty
      },
      holds: { path in
        // What a sparse checkout leaves out is there too.
        folder.holds(path) || index.entries(at: path.normalised).first?.isSkipped == true
      }, folder: folder, openRepository: book.repository.opener)
  }
}

extension CaseFolder {
  /// Whether there is a file at a path. What cannot be looked at is not taken for missing.
  @Sendable func holds(_ path: RelativePath) -> Bool {
    do throws(FileError) {
      return try file(at: path).status() != nil
    } catch {
      return true
    }
  }
}
