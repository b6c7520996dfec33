import CaseStore
import FrontMatter
import Git
import Supervision

extension CheckedFiles {
  struct Mended {
    /// As seen from where we are.
    let path: String
    let fixes: Int
  }

  /// Makes every safe fix in the files on disk, and says how many in which.
  ///
  /// - Throws: if a file changed on disk meanwhile; the files before it are mended.
  func mend(asOf: Day) async throws(Failure) -> [Mended] {
    var mended: [Mended] = []
    for source in try await sources() {
      let recorded = try source.folder.map { folder throws(Failure) in
        try RecordedCases(of: folder, in: session)
      }
      for file in source.snapshot.files {
        let mending = Case.mending(
          file.text, recorded: try recorded?.subject(at: file.path),
          schema: source.snapshot.schema, fileName: file.fileName, asOf: asOf,
          today: session.today)
        try save(mending, of: file.text, in: source.folder, to: &mended)
      }
      guard isEverything else { continue }
      for rules in source.snapshot.rules.files {
        let mending = rules.text.mended { SchemaFiles.findings(in: $0) }
        try save(mending, of: rules.text, in: source.folder, to: &mended)
      }
    }
    return mended
  }

  private func save(
    _ mending: Mending, of text: SourceText, in folder: CaseFolder?, to mended: inout [Mended]
  ) throws(Failure) {
    guard mending.fixes > 0 else { return }
    let place = folder?.file(at: GitPath(text.path)) ?? session.place(of: text.path)
    let shown = folder.map { session.shown(text.path, in: $0.place) } ?? text.path
    try session.save(mending.text.bytes, over: text.bytes, at: place, named: shown)
    mended.append(Mended(path: shown, fixes: mending.fixes))
  }
}

/// The cases as they were last recorded, where there is a history at all.
struct RecordedCases {
  private let repository: Repository?
  private let head: OID?

  init(of folder: CaseFolder, in session: Session) throws(Failure) {
    var found: Repository?
    var head: OID?
    do throws(GitError) {
      found = try Repository.discover(
        from: "\(folder.place)", environment: session.environment)
      head = try found?.head().commit
    } catch {
      guard case .noRepository = error else { throw Failure(error) }
    }
    // Where the case folder lies deeper, nothing is recorded.
    repository = found?.workTree == "\(folder.place)/" ? found : nil
    self.head = head
  }

  func subject(at path: GitPath) throws(Failure) -> Case? {
    guard let repository, let head else { return nil }
    do throws(GitError) {
      return try repository.blob(at: path, in: head).map {
        CaseFile(path: path, bytes: $0).subject
      }
    } catch {
      throw Failure(error)
    }
  }
}

extension Session {
  /// Writes a file at once or not at all, unless it is no longer what was read.
  func save(
    _ bytes: [UInt8], over old: [UInt8], at place: FilePlace, named name: String
  ) throws(Failure) {
    do throws(GitError) {
      if try place.read()?.bytes == old { return try place.save(bytes) }
    } catch {
      throw Failure(error)
    }
    throw Failure(
      .world,
      Phrase(
        zh: "\(name) 在此期间被改动,没有写入",
        en: "\(name) changed in the meantime; nothing was written to it"),
      hint: Phrase(zh: "再运行一次", en: "run it again"))
  }
}
