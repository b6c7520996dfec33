package import Files
import FrontMatter
import Git
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
  /// Whether the file at a path from the top is there.
  let isAttached: @Sendable (RelativePath) -> Bool
  /// What is wrong with an office's own part of DOCX, by its path in the package.
  let findingsInPart: @Sendable (SourceText, String) -> [Diagnostic]

  package init(
    asOf: Day, today: Day, isAttached: @escaping @Sendable (RelativePath) -> Bool,
    findingsInPart: @escaping @Sendable (SourceText, String) -> [Diagnostic]
  ) {
    self.asOf = asOf
    self.today = today
    self.isAttached = isAttached
    self.findingsInPart = findingsInPart
  }

  /// What is wrong with a file of the rules.
  fileprivate func findings(in file: (text: SourceText, findings: [Diagnostic])) -> [Diagnostic] {
    let part = SchemaFiles.partPath(RelativePath(file.text.path))
    return file.findings + (part.map { findingsInPart(file.text, $0) } ?? [])
  }
}

extension Snapshot {
  /// What is wrong with the cases and their rules.
  package func findings(_ judging: Judging) async throws(CaseStoreError) -> Findings {
    try await Self.findings(in: files, rules, judging) { file in file }.findings
  }

  /// What is wrong with the cases at `paths` of the working tree, or with all, and with their rules.
  ///
  /// A case is read, judged and forgotten: memory grows with what is wrong, not with the cases.
  package static func findings(
    inWorkTreeOf folder: CaseFolder, at paths: [RelativePath]? = nil, _ judging: Judging
  ) async throws(CaseStoreError) -> Findings {
    let rules = try SchemaFiles(inWorkTreeOf: folder)
    let all = if let paths { paths } else { try folder.casePaths() }
    return try await findings(in: all, rules, judging) { path throws(CaseStoreError) in
      try onDisk(folder.file(at: path).read()).map { CaseFile(path: path, bytes: $0.bytes) }
    }.findings
  }

  /// What is wrong with the cases of the working tree and with their rules.
  ///
  /// - Complexity: a case in which nothing was found before on the same day, and which the index
  ///   proves unchanged, is not read.
  package static func findings(
    in listing: CaseListing, of book: Casebook, _ judging: Judging
  ) async throws(CaseStoreError) -> Findings {
    let folder = book.folder
    let rules = try SchemaFiles(inWorkTreeOf: folder)
    let known = CleanCases(keptIn: book.repository, under: rules, judging)
    let (findings, judged) = try await findings(
      in: listing.items, rules, judging, blob: \.blob,
      known: { item in item.blob.flatMap { known.numbers(of: $0, at: item.path) } },
      read: { item throws(CaseStoreError) in
        try onDisk(folder.file(at: item.path).read()).map {
          CaseFile(path: item.path, bytes: $0.bytes)
        }
      })
    let clean = judged.compactMap { $0 }.filter { $0.blob != nil }
    if clean.contains(where: { !$0.wasKnown }) {
      known.keep(clean.compactMap { judged in judged.blob.map { ($0, judged.numbers) } })
    }
    return findings
  }

  /// - Parameters:
  ///   - blob: what the index proves a case to be.
  ///   - known: the numbers of a case that was found without fault before; nil where it has to be
  ///     read.
  ///   - read: the case; nil where there is none.
  private static func findings<Elements: RandomAccessCollection & Sendable>(
    in elements: Elements, _ rules: SchemaFiles, _ judging: Judging,
    blob: @escaping @Sendable (Elements.Element) -> OID? = { _ in nil },
    known: @escaping @Sendable (Elements.Element) -> UsedNumbers? = { _ in nil },
    read: @escaping @Sendable (Elements.Element) throws(CaseStoreError) -> CaseFile?
  ) async throws(CaseStoreError) -> (findings: Findings, judged: [JudgedCase?])
  where Elements.Index == Int {
    let schema = rules.schema
    let judged = try await mapConcurrently(elements) {
      element throws(CaseStoreError) -> JudgedCase? in
      if let numbers = known(element) { return JudgedCase(clean: numbers, blob(element)) }
      return try read(element).map { JudgedCase($0, blob(element), schema, judging) }
    }
    var files = rules.files.map {
      FileFindings(text: $0.text, findings: schema.office.setting(judging.findings(in: $0)))
    }
    let present = judged.indices.filter { judged[$0] != nil }
    let across = Case.findingsAcross(present.compactMap { judged[$0]?.numbers })
    for (place, index) in present.enumerated() {
      if let others = across[place], let file = try judged[index]?.again(read, elements[index]) {
        files.append(
          file.adding(
            schema.office.setting(file.subject.inForce(others)), to: judged[index]?.found))
      } else if let found = judged[index]?.found {
        files.append(found)
      }
    }
    files.removeAll(where: \.findings.isEmpty)
    let wanted = Set(files.flatMap { $0.findings.flatMap { $0.notes.compactMap(\.path) } })
    var noted: [String: SourceText] = [:]
    for index in present where !wanted.isEmpty {
      guard let path = judged[index]?.numbers.path, wanted.contains(path) else { continue }
      noted[path] = try judged[index]?.again(read, elements[index])?.text
    }
    return (
      Findings(files: files, noted: noted, count: present.count + rules.files.count), judged
    )
  }
}

extension SchemaFiles {
  /// The rules on disk, with the office's templates.
  fileprivate init(inWorkTreeOf folder: CaseFolder) throws(CaseStoreError) {
    try self.init(templates: try folder.templatePaths()) { path throws(CaseStoreError) in
      try onDisk(folder.file(at: path).read())?.bytes
    }
  }
}

/// What is kept of a case that was judged.
private struct JudgedCase: Sendable {
  let numbers: UsedNumbers
  /// Nil where nothing is wrong with the case on its own.
  let found: FileFindings?
  /// What to remember the case by, if nothing is wrong with it.
  let blob: OID?
  let wasKnown: Bool

  init(clean numbers: UsedNumbers, _ blob: OID?) {
    self.numbers = numbers
    self.blob = blob
    found = nil
    wasKnown = true
  }

  /// - Parameter blob: what the index proved the file to be; it may have changed since.
  init(_ file: CaseFile, _ blob: OID?, _ schema: Schema, _ judging: Judging) {
    wasKnown = false
    numbers = UsedNumbers(of: file.subject, at: file.text.path)
    let findings = file.subject.findings(
      schema: schema, fileName: file.fileName, asOf: judging.asOf, today: judging.today)
    let alone = findings.isEmpty ? nil : FileFindings(text: file.text, findings: findings)
    let missing = file.missingAttachments(judging.isAttached)
    found =
      missing.isEmpty
      ? alone : file.adding(schema.office.setting(file.subject.inForce(missing)), to: alone)
    // What is attached may go while the case stays.
    let mayBeKept = found == nil && file.subject.attachments.isEmpty
    self.blob = blob.flatMap { blob in
      mayBeKept && Repository.hash(blob: file.text.bytes) == blob ? blob : nil
    }
  }

  /// The case once more, as it was judged; nil if it has been changed since, and what was found
  /// would point to the wrong places.
  func again<Element>(
    _ read: (Element) throws(CaseStoreError) -> CaseFile?, _ element: Element
  ) throws(CaseStoreError) -> CaseFile? {
    if let found { return CaseFile(path: RelativePath(found.text.path), bytes: found.text.bytes) }
    guard let file = try read(element),
      UsedNumbers(of: file.subject, at: file.text.path) == numbers
    else { return nil }
    return file
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

  fileprivate func missingAttachments(_ isAttached: (RelativePath) -> Bool) -> [Diagnostic] {
    subject.attachments.filter { attachment in
      !isAttached(
        RelativePath(bytes: path.parent.bytes + [UInt8(ascii: "/")] + attachment.value.utf8))
    }.map { .attachmentMissing($0) }
  }
}
