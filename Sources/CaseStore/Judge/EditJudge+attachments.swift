package import Files
import Git
import Messages
import Supervision

extension EditJudge {
  /// A recorded attachment of a case that moved, which is not where the case is now.
  package struct LeftBehind {
    /// Where it is recorded, and where it belongs.
    package let former, place: RelativePath
    package let content: [UInt8]
    /// Whether something else is there.
    package let isInTheWay: Bool
    let finding: Diagnostic
  }

  /// The recorded attachments that a case left behind when it moved to another folder.
  package func leftBehind(
    by new: CaseFile, from former: RelativePath,
    reading bytes: (RelativePath) throws(CaseStoreError) -> [UInt8]?
  ) throws(CaseStoreError) -> [LeftBehind] {
    guard former.parent != new.path.parent, let parent = parents.first,
      let old = try recordedFile(at: former, in: parent)
    else { return [] }
    var left: [LeftBehind] = []
    let named = new.subject.attachments.map(\.path)
    for entry in Set(old.subject.attachments.map(\.path.value)).sorted() {
      let (from, to) = (old.place(of: entry), new.place(of: entry))
      guard from != to, let here = named.first(where: { $0.value == entry }),
        let content = try inGit(repository.blob(at: from, in: parent))
      else { continue }
      let now = try bytes(to)
      if now == content { continue }
      var finding =
        now == nil
        ? Diagnostic.attachmentRemoved(here, isLeftBehind: true) : .attachmentChanged(here)
      if now != nil, let help = finding.help {
        let command = "rm \(to.shellWord) && duban-git check --fix"
        finding.help = Phrase(zh: "\(help.zh):\(command)", en: "\(help.en): \(command)")
      }
      left.append(
        LeftBehind(
          former: from, place: to, content: content, isInTheWay: now != nil, finding: finding))
    }
    return left
  }
}

extension EditJudge {
  /// What moves with a case to another folder: it moves whole, in one commit.
  ///
  /// - Throws: `.wrongInput` if something was left behind.
  func movedAttachments(of new: CaseFile, from former: RelativePath, in folder: CaseFolder)
    throws(CaseStoreError) -> [Draft.Change]
  {
    let left = try leftBehind(by: new, from: former) { path throws(CaseStoreError) in
      folder.plainBytes(at: path)
    }
    guard left.isEmpty else {
      throw .wrongInput([FileFindings(text: new.text, findings: left.map(\.finding))])
    }
    guard former.parent != new.path.parent, let parent = parents.first else { return [] }
    let old = CaseFile(path: former, bytes: [])
    var changes: [Draft.Change] = []
    for entry in Set(new.subject.attachments.map(\.path.value)).sorted() {
      let (from, to) = (old.place(of: entry), new.place(of: entry))
      guard from != to, try inGit(repository.entry(at: from, in: parent)) != nil,
        let content = folder.plainBytes(at: to)
      else { continue }
      changes.append(
        Draft.Change(copyTo: to, of: content, knownAs: Repository.hash(blob: content)))
      // What others use too, or was copied, stays.
      if folder.plainBytes(at: from) == nil { changes.append(Draft.Change(from, nil)) }
    }
    return changes
  }
}

extension EditJudge {
  /// What is wrong with what a case newly attaches, as recording it finds, and with the header's entries that
  /// are gone.
  func attachmentFindings(
    of new: CaseFile, from former: RelativePath, in source: AttachmentSource
  ) throws(CaseStoreError) -> [Diagnostic] {
    let old = try parents.first.flatMap { id throws(CaseStoreError) in
      try recordedFile(at: former, in: id)
    }
    var attaching = Attaching(from: old, to: new, source: source, office: schema.office)
    try attaching.run()
    // That a file is not there is said of every case.
    let found = attaching.allFindings.filter { $0.rule != .attachmentMissing }
    return new.subject.measuring(found, by: schema.office.judging)
  }

  /// What is wrong with recorded files beside the cases that are not as recorded any more, where a case
  /// attaches them: as `HEAD` has them, and in a merge as each side has them.
  ///
  /// - Parameters:
  ///   - edited: files that are not as in `HEAD`, and new ones.
  ///   - moved: cases that are somewhere else now, by where they were.
  ///   - bytes: of a file as it is to be; nil where there is none.
  func findings(
    ofFiles edited: [RelativePath], but moved: Set<RelativePath>,
    reading bytes: (RelativePath) throws(CaseStoreError) -> [UInt8]?
  ) throws(CaseStoreError) -> [FileFindings] {
    let trees = try inGit(TreeReader(repository))
    var sides: [(commit: OID, cases: TreeEntry?)] = []
    for parent in parents {
      sides.append((parent, try inGit(repository.entry(at: "cases", in: parent))))
    }
    var paths = Set(edited)
    for side in sides.dropFirst() {
      let changes = try inGit(trees.changes(from: sides[0].cases, to: side.cases))
      paths.formUnion(changes.map(\.path).filter { !CaseFile.isCase($0) })
    }
    var found: [FileFindings] = []
    var told: Set<[RelativePath]> = []
    for side in sides {
      let owners = try inGit(trees.cases(attaching: paths, below: side.cases))
      for path in owners.keys.sorted() {
        var versions: [OID] = []
        for side in sides {
          let entry = try inGit(repository.entry(at: path, in: side.commit))
          if let entry, entry.mode.isFile { versions.append(entry.id) }
        }
        let content = try bytes(path)
        let now = content.map { Repository.hash(blob: $0) }
        let before = versions.first { $0 != now }
        // What is as it was recorded, or is neither there nor recorded.
        if before == nil, !versions.isEmpty || now == nil { continue }
        // Of a case that moves it is said where its files are to be.
        for owner in owners[path] ?? []
        where !moved.contains(owner.path) && told.insert([owner.path, path]).inserted {
          let file = try bytes(owner.path).map { CaseFile(path: owner.path, bytes: $0) } ?? owner
          guard let attachment = owner.attachment(at: path) else { continue }
          var entry = AttachedFiles.Entry(
            file.entry(like: attachment), at: path, wasNamed: true, before: before, now: now,
            isContested: Set(versions).count > 1)
          if let content, attachment.checksum != nil { try inGit(entry.sum(content)) }
          found = found.adding([findings(of: entry, in: file)])
        }
      }
    }
    return found
  }

  private func findings(of entry: AttachedFiles.Entry, in file: CaseFile) -> FileFindings {
    var attached = AttachedFiles(file: file)
    attached.entries.append(entry)
    var findings = file.subject.measuring(attached.findings, by: schema.office.judging)
    let command = "git checkout HEAD -- \(entry.place.shellWord)"
    if entry.before != nil, !entry.isContested, parents.count == 1 {
      for index in findings.indices {
        findings[index].help = Phrase(
          zh: "恢复记录时的文件:\(command)", en: "restore the file that was recorded: \(command)")
      }
    }
    return FileFindings(text: file.text, findings: findings)
  }
}
