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

extension Snapshot {
  /// What is wrong with the cases and their rules, a file each, in the order of their paths; files
  /// without findings are left out.
  ///
  /// - Parameters:
  ///   - judged: which cases to report on; the others still count for rules across files.
  ///   - isAttached: whether the file at a path from the top is there.
  package func findings(
    asOf: Day, today: Day, judged: @escaping @Sendable (CaseFile) -> Bool = { _ in true },
    isAttached: @escaping @Sendable (GitPath) -> Bool
  ) async throws(CaseStoreError) -> [FileFindings] {
    let schema = schema
    let across = findingsAcross()
    do throws(GitError) {
      let found = try await mapConcurrently(files.filter(judged)) { file throws(GitError) in
        var findings = file.subject.findings(
          schema: schema, fileName: file.fileName, asOf: asOf, today: today)
        findings += schema.office.setting(
          file.missingAttachments(isAttached) + (across[file.path] ?? []))
        return FileFindings(
          text: file.text,
          findings: findings.sorted { $0.range.lowerBound < $1.range.lowerBound })
      }
      return rules.files.map { FileFindings(text: $0.text, findings: $0.findings) }.filter {
        !$0.findings.isEmpty
      } + found.filter { !$0.findings.isEmpty }
    } catch {
      throw .git(error)
    }
  }

  /// What only shows when cases are held against one another.
  private func findingsAcross() -> [GitPath: [Diagnostic]] {
    var found: [GitPath: [Diagnostic]] = [:]
    var numbers: [String: (path: String, range: Range<Int>)] = [:]
    var letters: [String: (path: String, range: Range<Int>)] = [:]
    for file in files {
      if let id = file.subject.header.id {
        if let first = numbers[id.value] {
          found[file.path, default: []].append(.duplicateCaseNumber(id, first: first))
        } else {
          numbers[id.value] = ("\(file.path)", id.range)
        }
      }
      for letter in file.subject.letterNumbers {
        if let first = letters[letter.value] {
          found[file.path, default: []].append(.duplicateLetterNumber(letter, first: first))
        } else {
          letters[letter.value] = ("\(file.path)", letter.range)
        }
      }
    }
    return found
  }
}

extension CaseFile {
  fileprivate func missingAttachments(_ isAttached: (GitPath) -> Bool) -> [Diagnostic] {
    subject.attachments.filter { attachment in
      !isAttached(GitPath(bytes: path.parent.bytes + [UInt8(ascii: "/")] + attachment.value.utf8))
    }.map { .attachmentMissing($0) }
  }
}
