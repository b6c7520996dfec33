package import Files
package import Git
import Messages
import Supervision

/// A case that was recorded and that a commit took away without giving it another number, as plain git
/// does where nothing keeps it.
package struct DeletedCase: Sendable, Hashable {
  package let number: String
  /// Where it was.
  package let path: RelativePath
  package let commit: OID

  /// Where nothing is left to point into.
  package var findings: FileFindings {
    let command = "git checkout \(commit.short)^ -- \(path.shellWord)"
    let finding = Diagnostic(
      .caseDeleted,
      Phrase(
        zh: "已记录的案件在提交 \(commit.short) 中被删除",
        en: "a recorded case has been removed by the commit \(commit.short)"), at: 0..<0,
      help: Phrase(zh: "恢复:\(command)", en: "bring it back: \(command)"))
    return FileFindings(text: SourceText(path: "\(path)", bytes: []), findings: [finding])
  }
}

extension Casebook {
  /// The recorded cases that are not in `HEAD` any more.
  ///
  /// - Parameter limit: how many commits that the history index does not know yet are looked at; where
  ///   there are more, nothing is said. Nil for all.
  /// - Complexity: where no case ever went, one look into the index.
  package func deletedCases(lookingAt limit: Int?) async throws(CaseStoreError) -> [DeletedCase] {
    guard let head = try inGit(repository.head().commit) else { return [] }
    let commits = try await askingGit(
      await repository.departures(upTo: head, lookingAt: limit))
    guard !commits.isEmpty else { return [] }
    let present = Set(
      try inGit(repository.entries(under: "cases", in: head)).map { CaseFile.id(at: $0.path) })
    var gone: [String: DeletedCase] = [:]
    for commit in commits {
      for change in try inGit(repository.changesOfCases(in: commit)) where change.new == nil {
        let number = CaseFile.id(at: change.path)
        guard CaseNumber(number) != nil, !present.contains(number) else { continue }
        gone[number] = DeletedCase(number: number, path: change.path, commit: commit)
      }
    }
    guard !gone.isEmpty else { return [] }
    let numbers = Set(gone.keys)
    let renumbered = try await recordedUses { used in
      used.former.contains { numbers.contains($0.value.number) }
    }
    for used in renumbered { for former in used.former { gone[former.value.number] = nil } }
    return gone.values.sorted { $0.path < $1.path }
  }
}

extension Repository {
  /// The commits up to `tip` in which a case went.
  fileprivate func departures(upTo tip: OID, lookingAt limit: Int?) async throws(GitError) -> [OID]
  {
    try await withHistoryIndex(knowing: [tip], lookingAt: limit) { index throws(GitError) in
      index.departures(in: index.span(from: [tip]))
    } ?? []
  }
}
