package import FrontMatter
package import Git
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
  let isAttached: @Sendable (GitPath) -> Bool

  package init(asOf: Day, today: Day, isAttached: @escaping @Sendable (GitPath) -> Bool) {
    self.asOf = asOf
    self.today = today
    self.isAttached = isAttached
  }
}

extension Snapshot {
  /// What is wrong with the cases and their rules.
  package func findings(_ judging: Judging) async throws(CaseStoreError) -> Findings {
    try await Self.findings(in: files, rules, judging) { file in file }
  }

  /// What is wrong with the cases at `paths` of the working tree, or with all, and with their rules.
  ///
  /// A case is read, judged and forgotten: memory grows with what is wrong, not with the cases.
  package static func findings(
    inWorkTreeOf folder: CaseFolder, at paths: [GitPath]? = nil, _ judging: Judging
  ) async throws(CaseStoreError) -> Findings {
    let rules: SchemaFiles
    let all: [GitPath]
    do throws(GitError) {
      rules = try SchemaFiles(templates: try folder.templatePaths()) { path throws(GitError) in
        try folder.file(at: path).read()?.bytes
      }
      all = if let paths { paths } else { try folder.casePaths() }
    } catch {
      throw .git(error)
    }
    return try await findings(in: all, rules, judging) { path throws(GitError) in
      try folder.file(at: path).read().map { CaseFile(path: path, bytes: $0.bytes) }
    }
  }

  private static func findings<Element: Sendable>(
    in elements: [Element], _ rules: SchemaFiles, _ judging: Judging,
    _ read: @escaping @Sendable (Element) throws(GitError) -> CaseFile?
  ) async throws(CaseStoreError) -> Findings {
    let schema = rules.schema
    do throws(GitError) {
      let judged = try await mapConcurrently(elements) { element throws(GitError) in
        try read(element).map { JudgedCase($0, schema, judging) }
      }
      var files = rules.files.map {
        FileFindings(text: $0.text, findings: schema.office.setting($0.findings))
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
      return Findings(files: files, noted: noted, count: present.count + rules.files.count)
    } catch {
      throw .git(error)
    }
  }
}

/// What is kept of a case that was judged.
private struct JudgedCase: Sendable {
  let numbers: UsedNumbers
  /// Nil where nothing is wrong with the case on its own.
  let found: FileFindings?

  init(_ file: CaseFile, _ schema: Schema, _ judging: Judging) {
    numbers = UsedNumbers(of: file.subject, at: file.text.path)
    let findings = file.subject.findings(
      schema: schema, fileName: file.fileName, asOf: judging.asOf, today: judging.today)
    let alone = findings.isEmpty ? nil : FileFindings(text: file.text, findings: findings)
    let missing = file.missingAttachments(judging.isAttached)
    found =
      missing.isEmpty
      ? alone : file.adding(schema.office.setting(file.subject.inForce(missing)), to: alone)
  }

  /// The case once more, as it was judged; nil if it has been changed since, and what was found
  /// would point to the wrong places.
  func again<Element>(
    _ read: (Element) throws(GitError) -> CaseFile?, _ element: Element
  ) throws(GitError) -> CaseFile? {
    if let found { return CaseFile(path: GitPath(found.text.path), bytes: found.text.bytes) }
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

  fileprivate func missingAttachments(_ isAttached: (GitPath) -> Bool) -> [Diagnostic] {
    subject.attachments.filter { attachment in
      !isAttached(GitPath(bytes: path.parent.bytes + [UInt8(ascii: "/")] + attachment.value.utf8))
    }.map { .attachmentMissing($0) }
  }
}
