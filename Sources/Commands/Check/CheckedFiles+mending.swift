import CaseStore
import Files
import FrontMatter
import Messages
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
      let recorded = try source.cases.folder.map { folder throws(Failure) in
        try RecordedCases(of: folder, in: session)
      }
      // What cannot be read is told by the check that follows.
      for file in try await askingStore(await source.cases.onDisk.map(legible: false) { $0 })
        .results
      {
        let text = file.text.inUTF8 { Case(Document(markdown: $0)).header.id != nil } ?? file.text
        // Of text in another encoding no part is what it seems.
        guard String(validating: text.bytes, as: UTF8.self) != nil else { continue }
        let mending = Case.mending(
          text, recorded: try recorded?.subject(at: file.path), schema: source.cases.schema,
          fileName: file.fileName, asOf: asOf, today: session.today)
        try save(mending, of: file.text, at: file.path, in: source, to: &mended)
      }
      guard source.isEverything else { continue }
      if let work = source.work {
        let moved = try inStore(
          work.book.moveAttachments(
            in: work.listing, under: source.cases.schema, today: session.today))
        mended += moved.map {
          Mended(path: session.shown("\($0)", in: source.cases.folder), fixes: 1)
        }
      }
      for rules in source.cases.rules.files.map(\.text) {
        let text = rules.inUTF8 {
          !SchemaFiles.findings(in: $0).contains { $0.rule.id == "unknown-key" }
        }
        let mending = (text ?? rules).mended { SchemaFiles.findings(in: $0) }
        try save(mending, of: rules, at: RelativePath(rules.path), in: source, to: &mended)
      }
    }
    return mended
  }

  private func save(
    _ mending: Mending, of text: SourceText, at path: RelativePath, in source: Source,
    to mended: inout [Mended]
  ) throws(Failure) {
    guard mending.text.bytes != text.bytes else { return }
    let folder = source.cases.folder
    let shown = session.shown(text.path, in: folder)
    try session.save(
      mending.text.bytes, over: text.bytes, at: session.place(of: path, in: folder), named: shown)
    // The encoding is one more.
    let isConverted = text.inUTF8 { _ in true } != nil
    mended.append(Mended(path: shown, fixes: mending.fixes + (isConverted ? 1 : 0)))
  }
}

/// The cases as they were last recorded, where there is a history at all.
struct RecordedCases {
  private let casebook: Casebook?

  init(of folder: CaseFolder, in session: Session) throws(Failure) {
    // Where the case folder lies deeper, nothing is recorded.
    casebook = try inStore(Casebook.onTop(of: folder, environment: session.environment))
  }

  func subject(at path: RelativePath) throws(Failure) -> Case? {
    return try inStore(casebook?.recordedFile(at: path)?.subject)
  }
}

extension Session {
  /// Writes a file at once or not at all, unless it is no longer what was read.
  func save(
    _ bytes: [UInt8], over old: [UInt8], at place: FilePlace, named name: String
  ) throws(Failure) {
    if try onDisk(place.read())?.bytes == old { return try onDisk(place.save(bytes)) }
    throw Failure(
      .world,
      Phrase(
        zh: "\(name) 在此期间被改动,没有写入",
        en: "\(name) changed in the meantime; nothing was written to it"),
      hint: Phrase(zh: "再运行一次", en: "run it again"))
  }
}
