import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Views

/// Which findings a change has to answer for: those on lines that it touched, and those that were
/// not there before it, wherever they are: a number that is now used twice, a step whose place is
/// now wrong.
struct ChangedFindings {
  private let texts: [RelativePath: SourceText]
  /// The same by file name, so that a case that moved is known again.
  private let byName: [ArraySlice<UInt8>: SourceText]
  private let known: [Key: Int]

  private struct Key: Hashable {
    let name: ArraySlice<UInt8>
    let rule: String
    let message: Phrase
  }

  /// - Parameters:
  ///   - texts: every file before the change.
  ///   - findings: what was found in them.
  init(texts: [SourceText], findings: [FileFindings]) {
    self.texts = Dictionary(
      texts.map { (RelativePath($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    byName = Dictionary(
      texts.map { (RelativePath($0.path).lastComponent, $0) },
      uniquingKeysWith: { first, _ in first })
    var known: [Key: Int] = [:]
    for file in findings {
      for finding in file.findings { known[Self.key(finding, in: file.text), default: 0] += 1 }
    }
    self.known = known
  }

  private static func key(_ finding: Diagnostic, in text: SourceText) -> Key {
    Key(
      name: RelativePath(text.path).lastComponent, rule: finding.rule.id, message: finding.message)
  }

  /// What is left of the findings of a file; nil if nothing is.
  func filter(_ file: FileFindings) -> FileFindings? {
    let path = RelativePath(file.text.path)
    guard let old = texts[path] ?? byName[path.lastComponent] else { return file }
    let lines = old.bytes == file.text.bytes ? [] : LineDiff(from: old, to: file.text).newLines
    var rest: [Key: Int] = [:]
    let findings = file.findings.filter { finding in
      let first = file.text.location(of: finding.range.lowerBound).line
      let last = file.text.location(of: finding.range.upperBound).line
      let key = Self.key(finding, in: file.text)
      rest[key, default: 0] += 1
      return !lines.isDisjoint(with: first...last) || rest[key, default: 0] > known[key] ?? 0
    }
    return findings.isEmpty ? nil : FileFindings(text: file.text, findings: findings)
  }
}
