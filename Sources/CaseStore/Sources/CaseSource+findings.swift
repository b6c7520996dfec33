package import Files
package import Git
package import Messages
package import Supervision

/// What was found in one file.
package struct FileFindings: Sendable, Hashable {
  package let text: SourceText
  package let findings: [Diagnostic]

  package init(text: SourceText, findings: [Diagnostic]) {
    self.text = text
    self.findings = findings
  }
}

/// What a check found, and in how many files it looked.
package struct Findings: Sendable {
  /// Those with findings: the rules, then the cases in the order of their paths.
  package let files: [FileFindings]
  /// The texts that notes of other files point into, by path.
  package let noted: [String: SourceText]
  package let count: Int
}

/// How a case is judged.
package struct Judging: Sendable {
  /// No step after it is judged.
  let asOf: Day
  let today: Day
  /// What is wrong with an office's own part of DOCX, by its path in the package.
  let findingsInPart: @Sendable (SourceText, String) -> [Diagnostic]

  package init(
    asOf: Day, today: Day, findingsInPart: @escaping @Sendable (SourceText, String) -> [Diagnostic]
  ) {
    self.asOf = asOf
    self.today = today
    self.findingsInPart = findingsInPart
  }

  /// What is wrong with a file of the rules.
  fileprivate func findings(in file: (text: SourceText, findings: [Diagnostic])) -> [Diagnostic] {
    let part = SchemaFiles.partPath(RelativePath(file.text.path))
    return file.findings + (part.map { findingsInPart(file.text, $0) } ?? [])
  }
}

extension CaseSource {
  /// What is wrong with the cases and their rules, and what could not be read.
  ///
  /// A case is read, judged and forgotten: memory grows with what is wrong, not with the cases.
  package func findings(_ judging: Judging) async throws(CaseStoreError) -> Findings {
    try await findings(judging, without: nil, behind: []).findings
  }

  /// The same, with no case read in which nothing was found before on the same day, and which the
  /// index proves unchanged.
  ///
  /// - Parameters:
  ///   - repository: which keeps what was found; nil where none does.
  ///   - edited: the cases that are not recorded as they are: of two uses of a number theirs is the one
  ///     too many.
  package func findings(
    _ judging: Judging, keptIn repository: Repository?, behind edited: Set<RelativePath> = []
  ) async throws(CaseStoreError) -> Findings {
    guard let repository, let known = CleanCases(keptIn: repository, under: rules, judging) else {
      return try await findings(judging, without: nil, behind: edited).findings
    }
    let (findings, judged) = try await findings(judging, without: known, behind: edited)
    let clean = judged.filter { $0.blob != nil }
    if clean.contains(where: { !$0.wasKnown }) {
      known.keep(clean.compactMap { judged in judged.blob.map { ($0, judged.numbers) } })
    }
    return findings
  }

  private func findings(
    _ judging: Judging, without clean: CleanCases?, behind edited: Set<RelativePath>
  )
    async throws(CaseStoreError) -> (findings: Findings, judged: [JudgedCase])
  {
    do throws(GitError) {
      let (judged, unread) = try await judged(judging, without: clean)
      var reader = CaseReader(self)
      var found = unread.map { (path: $0.path, findings: FileFindings($0, under: schema)) }
      let across = judged.findingsAcross { edited.contains(cases[$0].path) }
      let originals = judged.numbersOfOriginals
      for (one, others) in judged.indices.map({ (judged[$0], across[$0]) }) {
        let path = cases[one.place].path
        if let copy = one.copy {
          found.append((path, copy.findings(original: originals["\(copy.original)"])))
        } else if let others, let file = try one.again(&reader, in: self) {
          let others = schema.office.setting(file.subject.inForce(others), in: file.subject)
          found.append((path, file.adding(others, to: one.found)))
        } else if let alone = one.found {
          found.append((path, alone))
        }
      }
      let alike = alikePaths(judged.map(\.numbers.path))
      found += alike.map { ($0.path, FileFindings($0.path, .alike($0.other), under: schema)) }
      if !unread.isEmpty || !alike.isEmpty { found.sort { $0.path < $1.path } }
      let ofRules = rules.files.map {
        FileFindings(text: $0.text, findings: schema.office.setting(judging.findings(in: $0)))
      }
      let files = (ofRules + found.map(\.findings)).filter { !$0.findings.isEmpty }
      let wanted = Set(files.flatMap { $0.findings.flatMap { $0.notes.compactMap(\.path) } })
      var noted: [String: SourceText] = [:]
      for one in judged where wanted.contains(one.numbers.path) {
        noted[one.numbers.path] = try one.again(&reader, in: self)?.text
      }
      return (
        Findings(files: files, noted: noted, count: judged.count + rules.files.count), judged
      )
    } catch {
      throw .git(error)
    }
  }

  /// Every case judged on its own, in the order of their paths, and what could not be.
  private func judged(_ judging: Judging, without clean: CleanCases?)
    async throws(GitError) -> (judged: [JudgedCase], unread: [Unread])
  {
    let (schema, holds) = (schema, holds)
    let passage = try await inStretches(into: Passage<JudgedCase>()) {
      reader, range throws(GitError) in
      var part = Passage<JudgedCase>()
      for place in range {
        let entry = cases[place]
        if let blob = entry.blob, let numbers = clean?.numbers(of: blob, at: entry.path) {
          part.results.append(JudgedCase(clean: numbers, blob, at: place))
          continue
        }
        switch try reader.read(entry) {
        case .file(let file):
          part.results.append(
            JudgedCase(file, clean == nil ? nil : entry.blob, schema, judging, holds, at: place))
        case .copy(let file, let original):
          part.results.append(JudgedCase(CopiedCase(file: file, original: original), at: place))
        case .unread(let unread): part.unread.append(unread)
        case .gone: break
        }
      }
      return part
    } adding: {
      $0.add($1)
    }
    return (passage.results, told(with: passage.unread))
  }
}

extension FileFindings {
  fileprivate init(_ unread: Unread, under schema: Schema) {
    self.init(
      text: SourceText(path: "\(unread.path)", bytes: []),
      findings: schema.office.setting([unread.finding]))
  }

  fileprivate init(_ path: RelativePath, _ words: Phrase, under schema: Schema) {
    self.init(
      text: SourceText(path: "\(path)", bytes: []),
      findings: schema.office.setting([Diagnostic(.namesAlike, words, at: 0..<0)]))
  }
}

/// What is kept of a case that was judged.
private struct JudgedCase: Sendable {
  /// Where the case is in the list.
  let place: Int
  let numbers: UsedNumbers
  /// Nil where nothing is wrong with the case on its own.
  let found: FileFindings?
  /// What to remember the case by, if nothing is wrong with it.
  let blob: OID?
  let wasKnown: Bool
  /// What there is to say of it where it is a copy, which is all that is said.
  let copy: CopiedCase?

  init(_ copy: CopiedCase, at place: Int) {
    self.place = place
    self.copy = copy
    numbers = UsedNumbers(ofCopyAt: copy.file.text.path)
    (found, blob, wasKnown) = (nil, nil, false)
  }

  init(clean numbers: UsedNumbers, _ blob: OID, at place: Int) {
    self.place = place
    self.numbers = numbers
    self.blob = blob
    (found, copy) = (nil, nil)
    wasKnown = true
  }

  /// - Parameter blob: what the index proved the file to be; it may have changed since.
  init(
    _ file: CaseFile, _ blob: OID?, _ schema: Schema, _ judging: Judging,
    _ holds: (RelativePath) -> Bool, at place: Int
  ) {
    self.place = place
    (wasKnown, copy) = (false, nil)
    numbers = UsedNumbers(of: file.subject, at: file.text.path)
    let findings = file.subject.findings(
      schema: schema, fileName: file.fileName, asOf: judging.asOf, today: judging.today)
    let alone = findings.isEmpty ? nil : FileFindings(text: file.text, findings: findings)
    let missing = file.attachments(missingFrom: holds)
    found =
      missing.isEmpty
      ? alone
      : file.adding(
        schema.office.setting(
          file.subject.measuring(file.subject.inForce(missing), by: schema.office.judging),
          in: file.subject), to: alone)
    // What is attached may go while the case stays.
    let mayBeKept = found == nil && file.subject.attachments.isEmpty
    self.blob = blob.flatMap { blob in
      mayBeKept && Repository.hash(blob: file.text.bytes) == blob ? blob : nil
    }
  }

  /// The case once more, as it was judged; nil if it has been changed since, and what was found
  /// would point to the wrong places.
  func again(_ reader: inout CaseReader, in source: CaseSource) throws(GitError) -> CaseFile? {
    let entry = source.cases[place]
    if let found { return CaseFile(path: entry.path, bytes: found.text.bytes) }
    guard case .file(let file) = try reader.read(entry),
      UsedNumbers(of: file.subject, at: file.text.path) == numbers
    else { return nil }
    return file
  }
}

/// A file with the number of another case, and that case's file.
struct CopiedCase: Sendable {
  let file: CaseFile
  let original: RelativePath

  /// - Parameter original: the number as the other file has it, where that could be read.
  func findings(original number: Located<String>?) -> FileFindings {
    let header = file.subject.header
    let id = header.id ?? Located(file.id, at: header.anchor)
    var finding = Diagnostic.duplicateCaseNumber(
      id, first: ("\(original)", number?.range ?? 0..<0))
    finding.help = .removingCopy(file.path)
    return FileFindings(text: file.text, findings: [finding])
  }
}

extension [JudgedCase] {
  /// What only shows when the cases are held against one another, by their places here.
  ///
  /// - Parameter isLater: whether the case at a place of the source counts after those that are not.
  fileprivate func findingsAcross(_ isLater: (Int) -> Bool) -> [Int: [Diagnostic]] {
    let later = Set(indices.filter { isLater(self[$0].place) })
    let order = indices.filter { !later.contains($0) } + later.sorted()
    let found = Case.findingsAcross(order.map { self[$0].numbers })
    return Dictionary(uniqueKeysWithValues: found.map { (order[$0], $1) })
  }

  /// The numbers of the files that others are copies of, by their paths.
  fileprivate var numbersOfOriginals: [String: Located<String>] {
    let originals = Set(compactMap { $0.copy.map { "\($0.original)" } })
    guard !originals.isEmpty else { return [:] }
    return reduce(into: [:]) { numbers, one in
      if originals.contains(one.numbers.path) { numbers[one.numbers.path] = one.numbers.id }
    }
  }
}

extension CaseFile {
  fileprivate func adding(_ others: [Diagnostic], to found: FileFindings?) -> FileFindings {
    FileFindings(
      text: text,
      findings: ((found?.findings ?? []) + others).sorted {
        $0.range.lowerBound < $1.range.lowerBound
      })
  }

  fileprivate func attachments(missingFrom holds: (RelativePath) -> Bool) -> [Diagnostic] {
    attachments.filter { $0.isKeptHere && !holds(place(of: $0)) }
      .map { .attachmentMissing($0.path) }
  }
}
