package import Git

/// A commit that touches a case, as a list of commits shows it.
package struct CaseCommit: Sendable, Hashable {
  package let id: String
  /// `督查室 <office@example.org>`
  package let author: String
  /// `2018-07-24 09:00:00 +0800`, where it was written.
  package let date: String
  package let subject: String
}

extension Repository {
  /// The commits that touch each case up to `tip`, newest first, by the names of the cases' files,
  /// which stay the same when a case moves to another folder.
  ///
  /// Asked of git itself, whose comparing of trees is three times as fast as ours; a merge counts
  /// where the case is as none of its parents has it.
  ///
  /// - Complexity: a tenth of a millisecond a commit.
  package func caseCommits(upTo tip: OID) async throws(GitError) -> [String: [CaseCommit]] {
    let bytes = try await git([
      "-c", "log.showSignature=false", "log", "--full-history", "-c", "--no-renames",
      "--name-only", "-z", "--no-color", "--no-notes", "--encoding=UTF-8", "--date=iso",
      "--format=%x01%H%x00%an <%ae>%x00%ad%x00%s", "\(tip)", "--", "cases",
    ]).output()
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: true).map {
      String(decoding: $0.first == UInt8(ascii: "\n") ? $0.dropFirst() : $0, as: UTF8.self)
    }
    var commits: [String: [CaseCommit]] = [:]
    var current: CaseCommit?
    var index = 0
    while index < fields.count {
      let field = fields[index]
      if field.hasPrefix("\u{01}"), index + 3 < fields.count {
        current = CaseCommit(
          id: String(field.dropFirst()), author: fields[index + 1], date: fields[index + 2],
          subject: fields[index + 3])
        index += 4
        continue
      }
      index += 1
      let path = GitPath(field)
      guard let current, CaseFile.isCase(path) else { continue }
      commits[CaseFile.id(at: path), default: []].append(current)
    }
    return commits
  }
}
