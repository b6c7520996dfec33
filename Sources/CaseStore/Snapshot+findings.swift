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
    let across = Case.findingsAcross(files.map { ("\($0.path)", $0.subject) })
    do throws(GitError) {
      let subjects = Array(files.enumerated()).filter { judged($0.element) }
      let found = try await mapConcurrently(subjects) { index, file throws(GitError) in
        var findings = file.subject.findings(
          schema: schema, fileName: file.fileName, asOf: asOf, today: today)
        let others = file.missingAttachments(isAttached) + (across[index] ?? [])
        findings += schema.office.setting(file.subject.inForce(others))
        return FileFindings(
          text: file.text,
          findings: findings.sorted { $0.range.lowerBound < $1.range.lowerBound })
      }
      return rules.files.map {
        FileFindings(text: $0.text, findings: schema.office.setting($0.findings))
      }.filter {
        !$0.findings.isEmpty
      } + found.filter { !$0.findings.isEmpty }
    } catch {
      throw .git(error)
    }
  }
}

extension CaseFile {
  fileprivate func missingAttachments(_ isAttached: (GitPath) -> Bool) -> [Diagnostic] {
    subject.attachments.filter { attachment in
      !isAttached(GitPath(bytes: path.parent.bytes + [UInt8(ascii: "/")] + attachment.value.utf8))
    }.map { .attachmentMissing($0) }
  }
}
