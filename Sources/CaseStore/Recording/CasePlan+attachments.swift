import Files
import Git
import Messages
import Supervision

/// Where the files are that a case attaches, and what is recorded of them.
struct AttachmentSource {
  enum Content {
    case file([UInt8])
    case nothing
    /// A link, a folder, or what only a link leads to.
    case notPlain
  }

  /// The files as they are to be recorded.
  let content: (RelativePath) throws(CaseStoreError) -> Content
  /// What the commits before have at a path.
  let recorded: (RelativePath) throws(CaseStoreError) -> OID?
  let blob: (OID) throws(CaseStoreError) -> [UInt8]
  /// Whether a recorded case attaches what lies at a path.
  let isAttached: (RelativePath) throws(CaseStoreError) -> Bool
}

extension CasePlan {
  /// Adds to each commit the files that its step, or the header, newly attaches.
  ///
  /// - Throws: `.wrongInput` where one is not there, is no plain file, is too large, or would take the place of
  ///   a recorded one.
  mutating func attach(from source: AttachmentSource, under schema: Schema)
    throws(CaseStoreError)
  {
    for index in commits.indices {
      guard case .revised(let revision) = commits[index].deed else { continue }
      var attaching = Attaching(
        from: revision.old, to: revision.new, source: source, office: schema.office)
      try attaching.run()
      let found = attaching.allFindings
      if !found.isEmpty, schema.office.judging.areNew {
        throw .wrongInput([FileFindings(text: revision.new.text, findings: found)])
      }
      commits[index].take(attaching.attached, attaching.files)
    }
  }
}

extension CasePlan.Commit {
  fileprivate mutating func take(_ attached: AttachedFiles, _ files: [Draft.Change]) {
    guard !attached.added.isEmpty else { return }
    set(attached, files, trailers: attached.claims.map { Trailer("Duban-File", $0) })
  }
}

/// What a case newly attaches, worked out: for whoever records it, and for whoever only asks.
struct Attaching {
  private let old: CaseFile?
  private let new: CaseFile
  private let source: AttachmentSource
  private let office: Office
  private(set) var attached: AttachedFiles
  private(set) var files: [Draft.Change] = []
  /// What only shows when the files are looked at.
  private var findings: [Diagnostic] = []

  init(from old: CaseFile?, to new: CaseFile, source: AttachmentSource, office: Office) {
    (self.old, self.new, self.source, self.office) = (old, new, source, office)
    attached = AttachedFiles(file: new)
  }

  var allFindings: [Diagnostic] { attached.findings + findings }

  mutating func run() throws(CaseStoreError) {
    let before = Set(old?.attachments.map(\.place) ?? [])
    let now = Set(new.attachments.map(\.place))
    attached.dropped = (old?.subject.header.attachments ?? []).filter { !now.contains($0.place) }
    for attachment in new.attachments
    where attachment.isKeptHere && !before.contains(attachment.place) { try add(attachment) }
  }

  private mutating func add(_ attachment: Attachment) throws(CaseStoreError) {
    let place = new.place(of: attachment)
    let path = attachment.path
    // What is wrong with the path itself is a finding of the file.
    if Attachment.fault(of: path.value) != nil { return }
    let before = try source.recorded(place)
    var entry = AttachedFiles.Entry(
      attachment, at: place, wasNamed: false, before: nil, now: before)
    switch try source.content(place) {
    case .nothing:
      // What a sparse checkout leaves out is there as it is recorded.
      if let before {
        let bytes = try source.blob(before)
        try inGit(entry.sum(bytes))
      }
    case .notPlain:
      findings.append(.attachmentNotPlain(path))
      return
    case .file(let bytes):
      let now = try inGit(Repository.expectedName(ofBlob: bytes))
      entry = AttachedFiles.Entry(attachment, at: place, wasNamed: false, before: nil, now: now)
      try inGit(entry.sum(bytes))
      if now == before { break }
      if before != nil, try source.isAttached(place) {
        findings.append(.attachmentChanged(path))
      } else if bytes.count > office.attachmentLimit {
        entry.excess = (bytes.count, office.attachmentLimit)
      } else {
        files.append(Draft.Change(copyTo: place, of: bytes, knownAs: now))
      }
    }
    attached.entries.append(entry)
  }
}

extension Casebook {
  /// The files on disk, beside `HEAD`.
  ///
  /// - Parameter given: what is yet to be put there.
  func attachmentSource(adding given: [RelativePath: [UInt8]]) throws(CaseStoreError)
    -> AttachmentSource
  {
    let (folder, repository) = (folder, repository)
    let head = try inGit(repository.head().commit)
    return AttachmentSource(
      content: { path throws(CaseStoreError) in
        if let bytes = given[path] { return .file(bytes) }
        return try folder.content(at: path)
      },
      recorded: { path throws(CaseStoreError) in
        try head.flatMap { head throws(CaseStoreError) in
          try inGit(repository.entry(at: path, in: head))?.id
        }
      },
      blob: { id throws(CaseStoreError) in try inGit(repository.blob(id)) },
      isAttached: { path throws(CaseStoreError) in
        guard let head else { return false }
        return try inGit(repository.isAttached(path, in: head))
      })
  }
}

extension Repository {
  /// Whether a case of a commit attaches the file at a path.
  func isAttached(_ path: RelativePath, in commit: OID) throws(GitError) -> Bool {
    let cases = try entry(at: "cases", in: commit)
    return try !TreeReader(self).cases(attaching: [path], below: cases).isEmpty
  }
}

extension CaseFolder {
  /// What lies at a path below the folder of a case, reached by no link.
  func content(at path: RelativePath) throws(CaseStoreError) -> AttachmentSource.Content {
    var folder = path.parent
    while folder != .root {
      if let kind = try onDisk(file(at: folder).status())?.kind, kind != .folder {
        return .notPlain
      }
      folder = folder.parent
    }
    do throws(Unreadable) {
      return try file(at: path).readPlainFile().map { .file($0) } ?? .nothing
    } catch {
      if case .failed = error { throw .unread(Unread(path, .unreadable(error))) }
      return .notPlain
    }
  }
}
