import CaseStore
import Files
import Messages
import Views

extension Session {
  /// Findings as a compiler prints them, with paths as seen from where we are, so that an editor
  /// can jump to them.
  ///
  /// - Parameters:
  ///   - texts: other files that notes point into, by their paths from the top.
  ///   - top: what paths are counted from; nil where they are shown as they are.
  func rendered(
    _ files: [FileFindings], texts: [String: SourceText] = [:], top: FilePlace?, colour: Bool
  ) -> String {
    func seen(_ path: String) -> String { top.map { shown(path, in: $0) } ?? path }
    return files.map { file in
      var others: [String: SourceText] = [:]
      let findings = file.findings.map { finding in
        var finding = finding
        for index in finding.notes.indices {
          guard let path = finding.notes[index].path, let other = texts[path] else { continue }
          finding.notes[index].path = seen(path)
          others[seen(path)] = other.renamed(seen(path))
        }
        return finding
      }
      return text(
        of: findings, in: file.text.renamed(seen(file.text.path)), texts: others,
        language: language, colour: colour)
    }.joined()
  }
}
