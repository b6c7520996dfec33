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
  /// The commits that touch each of some cases up to `tip`, newest first, by the names of the cases'
  /// files, which stay the same when a case moves to another folder.
  ///
  /// A merge counts where the case is as none of its parents has it.
  package func caseCommits(of ids: Set<String>, upTo tip: OID) async throws(GitError)
    -> [String: [CaseCommit]]
  {
    try await withHistoryIndex(knowing: [tip]) { index throws(GitError) in
      let span = index.span(from: [tip])
      var found: [String: [CaseCommit]] = [:]
      for id in ids {
        for one in index.commits(touching: [id], in: span) {
          let commit = try caseCommit(one.id, of: id)
          if let commit { found[id, default: []].append(commit) }
        }
      }
      return found
    }
  }

  /// Nil for a merge that has the case from one of its parents.
  private func caseCommit(_ id: OID, of number: String) throws(GitError) -> CaseCommit? {
    let commit = try commit(id)
    if commit.parents.count > 1 {
      var changed = try changesOfCases(in: id).filter { CaseFile.id(at: $0.path) == number }
      for parent in commit.parents.dropFirst() {
        var differing: [PathChange] = []
        for change in changed where try entry(at: change.path, in: parent)?.id != change.new?.id {
          differing.append(change)
        }
        changed = differing
      }
      if changed.isEmpty { return nil }
    }
    return CaseCommit(
      id: "\(id)", author: commit.author.person, date: commit.author.digitsText,
      subject: commit.subject)
  }
}
