import CaseStore
import Files
import Messages
import Views

/// Which findings a change has to answer for: those on lines that it touched, and those that were
/// not there before it, wherever they are: a number that is now used twice, a step whose place is
/// now wrong.
struct ChangedFindings {
  private let before: CaseSource
  /// Where each case was, by its path, and by the name of its file, so that one that moved is known
  /// again.
  private var places: [String: Int] = [:]
  private var placesByName: [ArraySlice<UInt8>: Int] = [:]
  private let known: [Key: Int]

  private struct Key: Hashable {
    let name: ArraySlice<UInt8>
    let rule: String
    let message: Phrase
  }

  /// - Parameters:
  ///   - before: everything before the change.
  ///   - findings: what was found in it.
  init(since before: CaseSource, findings: [FileFindings]) {
    self.before = before
    for place in before.cases.indices {
      let path = before.cases[place].path
      places["\(path)"] = place
      if placesByName[path.lastComponent] == nil { placesByName[path.lastComponent] = place }
    }
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

  /// What is left of the findings of some files.
  func left(of files: [FileFindings]) throws(CaseStoreError) -> [FileFindings] {
    var left: [FileFindings] = []
    for file in files {
      if let file = try self.left(of: file) { left.append(file) }
    }
    return left
  }

  private func left(of file: FileFindings) throws(CaseStoreError) -> FileFindings? {
    guard let old = try text(before: file.text.path) else { return file }
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

  /// The text of the same file before the change.
  private func text(before path: String) throws(CaseStoreError) -> SourceText? {
    if let rules = before.rules.files.first(where: { $0.text.path == path }) { return rules.text }
    let name = RelativePath(path).lastComponent
    if let place = places[path] ?? placesByName[name] {
      return try before.file(at: place)?.text
    }
    // What could not be read had no text either.
    return before.unread.contains { "\($0.path)" == path } ? SourceText(path: path, bytes: []) : nil
  }
}
