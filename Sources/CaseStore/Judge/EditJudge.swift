package import Files
import FrontMatter
import Git
import Messages
package import Supervision

/// Holds edits of cases against the commits that recording them would stand on: what no look at a file
/// alone shows.
package struct EditJudge {
  /// Of the commit that would be made: `HEAD`, and in a merge what is merged.
  let parents: [OID]
  let schema: Schema
  let today: Day
  let repository: Repository
  private var isMerge: Bool { parents.count > 1 }

  /// - Parameter parents: none before the first commit.
  init(after parents: [OID], in repository: Repository, schema: Schema, today: Day) {
    (self.parents, self.repository) = (parents, repository)
    (self.schema, self.today) = (schema, today)
  }

  /// What is wrong with some edits, by the files as they are to be, in the order of paths.
  ///
  /// - Parameters:
  ///   - bytes: of a file as it is to be; nil where there is none.
  ///   - source: where the files are that cases newly attach.
  /// - Complexity: as many cases as are edited are read, and the files that they newly attach.
  func findings(
    of edits: [Casebook.Edited], reading bytes: (RelativePath) throws(CaseStoreError) -> [UInt8]?,
    attaching source: AttachmentSource
  ) async throws(CaseStoreError) -> [FileFindings] {
    if isMerge { return try joinFindings(of: edits, reading: bytes) }
    var found: [FileFindings] = []
    for edit in edits {
      let former: RelativePath
      switch edit.kind {
      case .changed, .added: former = edit.path
      case .moved(let from): former = from
      case .removed:
        found.append(.deletedCase(edit.path))
        continue
      case .unreadable: continue
      }
      guard let content = try bytes(edit.path) else { continue }
      let new = CaseFile(path: edit.path, bytes: content)
      if let fault = new.illegibility {
        found.append(FileFindings(text: new.text, findings: [fault]))
        continue
      }
      var findings = try await self.findings(of: new, from: former)
      findings += try attachmentFindings(of: new, from: former, in: source)
      if former != new.path {
        findings += try leftBehind(by: new, from: former, reading: bytes).map(\.finding)
      }
      if !findings.isEmpty {
        findings.sort { $0.range.lowerBound < $1.range.lowerBound }
        found.append(FileFindings(text: new.text, findings: findings))
      }
    }
    return found
  }

  /// What is wrong with a merge as it is to be: with every case that is not as each side has it, whether it
  /// was edited since `HEAD` or not.
  private func joinFindings(
    of edits: [Casebook.Edited], reading bytes: (RelativePath) throws(CaseStoreError) -> [UInt8]?
  ) throws(CaseStoreError) -> [FileFindings] {
    var files: [RelativePath: CaseFile?] = [:]
    var illegible: [FileFindings] = []
    var passed: Set<String> = []
    for edit in edits {
      switch edit.kind {
      case .changed, .added, .removed: break
      case .moved(let from): files[from] = .some(nil)
      case .unreadable:
        passed.insert("\(edit.path)")
        continue
      }
      let file = try bytes(edit.path).map { CaseFile(path: edit.path, bytes: $0) }
      if let file, let fault = file.illegibility {
        illegible.append(FileFindings(text: file.text, findings: [fault]))
        passed.insert(file.text.path)
      } else {
        files[edit.path] = .some(file)
      }
    }
    var judge = try inGit(JoinJudge(of: parents, in: repository))
    return try inGit(judge.findings(of: files)).filter { !passed.contains($0.text.path) }
      .adding(illegible)
  }

  private func findings(of new: CaseFile, from former: RelativePath)
    async throws(CaseStoreError) -> [Diagnostic]
  {
    let old = try parents.first.flatMap { id throws(CaseStoreError) in
      try recordedFile(at: former, in: id)
    }
    return CaseRevision(
      from: old, to: new, schema: schema, today: today,
      unsettled: try await unsettledRules(of: old)
    ).findings
  }

  func recordedFile(at path: RelativePath, in commit: OID) throws(CaseStoreError)
    -> CaseFile?
  {
    try inGit(repository.blob(at: path, in: commit)).map { CaseFile(path: path, bytes: $0) }
  }
}

// MARK: What is to be settled

extension EditJudge {
  /// By which rules a recorded case is yet to be settled after a merge.
  ///
  /// - Complexity: asks the history only if the case has errors.
  func unsettledRules(of old: CaseFile?) async throws(CaseStoreError) -> Set<String> {
    guard let old, !old.errors(under: schema, on: today).isEmpty else { return [] }
    return try await known(of: [old.id]).rules[old.id] ?? []
  }

  /// What was found in files by themselves, with what merges have left to be settled as the warnings that
  /// it is.
  ///
  /// - Complexity: asks the history only where there are errors.
  package func weighing(_ files: [FileFindings]) async throws(CaseStoreError) -> [FileFindings] {
    let faulty = files.filter { file in
      CaseFile.isCase(RelativePath(file.text.path))
        && file.findings.contains { $0.severity == .error }
    }
    guard !faulty.isEmpty else { return files }
    let cases = faulty.map { CaseFile(path: RelativePath($0.text.path), bytes: $0.text.bytes) }
    var known = try await known(of: Set(cases.map(\.id)))
    if isMerge {
      for file in cases {
        var sides: [CaseFile] = []
        for parent in parents {
          if let side = try inGit(repository.side(of: file, in: parent)) { sides.append(side) }
        }
        known.add(file.unsettled(beside: sides, under: schema, on: today), of: file.id)
      }
    }
    var weighed: [FileFindings] = []
    for file in files {
      var findings = known.weighing(
        file.findings, of: CaseFile.id(at: RelativePath(file.text.path)))
      for (place, finding) in findings.enumerated() {
        if try await isSentApart(finding, in: file.text) {
          findings[place] = finding.unsettled
        }
      }
      weighed.append(FileFindings(text: file.text, findings: findings))
    }
    return weighed
  }

  /// Whether a finding is about a letter that two sides gave one number, each without the other.
  private func isSentApart(_ finding: Diagnostic, in text: SourceText) async throws(CaseStoreError)
    -> Bool
  {
    guard finding.rule == .duplicateLetterNumber, finding.severity == .error,
      let other = finding.notes.first?.path, other != text.path
    else { return false }
    let number = UsedNumbers(
      of: CaseFile(path: RelativePath(text.path), bytes: text.bytes).subject, at: text.path
    ).letters.first { $0.number.range == finding.range }?.key
    guard let number else { return false }
    return try await askingGit(
      await repository.areSentApart(
        number, by: [RelativePath(text.path), RelativePath(other)], upTo: parents))
  }

  private func known(of numbers: Set<String>)
    async throws(CaseStoreError) -> Unsettled
  {
    try await askingGit(
      await repository.unsettled(
        numbers, upTo: parents, under: schema, on: today))
  }
}

// MARK: Findings

extension FileFindings {
  /// A recorded case that is gone has no text to point into.
  package static func deletedCase(_ path: RelativePath) -> FileFindings {
    let command = "git checkout HEAD -- \(path.shellWord)"
    let finding = Diagnostic(
      .caseDeleted,
      Phrase(zh: "已记录的案件被删除", en: "a recorded case has been removed"), at: 0..<0,
      help: Phrase(
        zh: "恢复:\(command);不再办理的记“撤销”",
        en: "bring it back: \(command); a case that is given up gets a step 撤销"))
    return FileFindings(text: SourceText(path: "\(path)", bytes: []), findings: [finding])
  }
}

extension [FileFindings] {
  /// With what else was found in these files, in the order of paths; of one finding only one.
  package func adding(_ others: [FileFindings]) -> [FileFindings] {
    var all = self
    for other in others {
      let place = all.firstIndex {
        $0.text.path == other.text.path && $0.text.bytes == other.text.bytes
      }
      if let place {
        // That an attachment is not there needs no saying of one that was left behind.
        let known = all[place].findings.filter { finding in
          finding.rule != .attachmentMissing
            || !other.findings.contains {
              $0.rule == .attachmentRemoved && $0.range == finding.range
            }
        }
        all[place] = FileFindings(
          text: other.text,
          findings: (known + other.findings.filter { !known.contains($0) })
            .sorted { $0.range.lowerBound < $1.range.lowerBound })
      } else {
        // Behind what comes before it, rules first.
        let path = RelativePath(other.text.path)
        let next = all.firstIndex {
          RelativePath($0.text.path).isInside("cases") && path < RelativePath($0.text.path)
        }
        all.insert(other, at: next ?? all.endIndex)
      }
    }
    return all
  }
}

extension [Casebook.Edited] {
  /// Where cases were that moved.
  var formerPaths: Set<RelativePath> {
    Set(
      compactMap { edit in
        guard case .moved(let former) = edit.kind else { return nil }
        return former
      })
  }
}

// MARK: Doors

extension Casebook {
  /// What recording would stand on now.
  package func editJudge(under schema: Schema, today: Day) throws(CaseStoreError) -> EditJudge {
    let head = try inGit(repository.head().commit)
    let merged = try inGit(repository.mergedCommits())
    return EditJudge(
      after: [head].compactMap(\.self) + merged, in: repository, schema: schema, today: today)
  }

  /// Moves along what cases left behind that moved to another folder.
  ///
  /// - Returns: the files as they lie now.
  package func moveAttachments(in listing: CaseListing, under schema: Schema, today: Day)
    throws(CaseStoreError) -> [RelativePath]
  {
    let judge = try editJudge(under: schema, today: today)
    var moved: [RelativePath] = []
    for edit in try edited(in: listing) {
      guard case .moved(let former) = edit.kind, let bytes = folder.plainBytes(at: edit.path)
      else { continue }
      let new = CaseFile(path: edit.path, bytes: bytes)
      let left = try judge.leftBehind(by: new, from: former) { path throws(CaseStoreError) in
        self.folder.plainBytes(at: path)
      }
      for file in left where !file.isInTheWay {
        let place = folder.file(at: file.place)
        try onDisk(place.parent.makeFolders(below: folder.place, durable: false))
        try onDisk(place.save(file.content))
        if folder.plainBytes(at: file.former) == file.content {
          try onDisk(folder.file(at: file.former).remove())
          folder.file(at: file.former.parent).removeFolder()
        }
        moved.append(file.place)
      }
    }
    return moved
  }

  /// What is wrong with edits of the cases on disk, held against `HEAD`.
  ///
  /// - Complexity: of each both versions are read.
  ///
  /// - Parameter listing: nil where only the cases themselves are asked about.
  package func findings(
    of edits: [Edited], in listing: CaseListing? = nil, under schema: Schema, today: Day
  ) async throws(CaseStoreError) -> [FileFindings] {
    let folder = folder
    func bytes(_ path: RelativePath) throws(CaseStoreError) -> [UInt8]? {
      folder.plainBytes(at: path)
    }
    let judge = try editJudge(under: schema, today: today)
    var found = try await judge.findings(
      of: edits, reading: bytes, attaching: try attachmentSource(adding: [:]))
    if let listing {
      found = found.adding(
        try judge.findings(
          ofFiles: try editedOthers(in: listing) + looseFiles(in: listing),
          but: edits.formerPaths, reading: bytes))
    }
    let added = edits.filter { $0.kind == .added }.compactMap { edit in
      folder.plainBytes(at: edit.path).map { CaseFile(path: edit.path, bytes: $0) }
    }
    return found.adding(try await reuseFindings(of: added))
  }
}

extension CaseFolder {
  /// The bytes of the file at a path; nil if there is none, or nothing that can be read.
  package func plainBytes(at path: RelativePath) -> [UInt8]? {
    (try? file(at: path).readPlainFile()) ?? nil
  }
}
