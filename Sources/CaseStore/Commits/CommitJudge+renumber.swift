import Git
import Supervision

extension CommitJudge {
  /// What a commit does that gives a case another number and says so.
  ///
  /// Lawful is: the old file goes, the new one comes, and all that differs is 编号 and one 更正 at the
  /// end that names both numbers.
  ///
  /// - Returns: nil where the commit does not do what it says, and is to be judged as any other.
  mutating func renumbering(
    _ touched: [TouchedCase], _ claim: MessageClaim, _ judged: JudgedCommit
  )
    throws(GitError) -> CaseDeed?
  {
    guard touched.count == 2, claim.cases.count == 1, claim.formerNumbers.count == 1,
      let gone = touched.first(where: { $0.number == claim.formerNumbers[0] }),
      let come = touched.first(where: { $0.number == claim.cases[0] }),
      let before = gone.old, gone.new == nil, let after = come.new, come.isNew
    else { return nil }
    let (old, new) = (try file(before), try file(after))
    let revision = CaseRevision(
      from: old, to: new, schema: judged.schema, today: judged.facts.lastDay)
    guard revision.change.added.count == 1, let said = revision.change.renumbering,
      said.number == gone.number, said.replacement == come.number
    else { return nil }
    part.removed.append(
      (gone.number, ProofPart.Departure(commit: judged.commit.id, blob: before.id)))
    part.added.append((come.number, judged.commit.id))
    part.note(.renumbered(gone.number, to: come.number))
    noteUnsettled(revision, in: judged)
    return .revised(revision)
  }
}
