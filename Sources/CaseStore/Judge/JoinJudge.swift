import Files
import Git
import Messages
import Supervision

/// Judges what a merge that is not recorded yet makes of cases, as `verify` will when it is.
struct JoinJudge {
  private var judge: CommitJudge
  private let parents: [CommitTop]
  private let bases: [CommitTop]

  init(of parents: [OID], in repository: Repository) throws(GitError) {
    judge = try CommitJudge(repository, boundary: [])
    var tops: [CommitTop] = []
    for id in parents { tops.append(try judge.top(of: try repository.commit(id))) }
    bases = tops.count == 2 ? try judge.commonAncestors(of: tops[0].id, tops[1].id) : []
    self.parents = tops
  }

  /// What is wrong with a case as the merge has it, beside what is wrong with its file by itself.
  mutating func findings(of new: CaseFile) throws(GitError) -> [Diagnostic] {
    let one = try sides(of: new.id, near: new.path)
    var formers: [TouchedCase] = []
    for former in new.subject.formerNumbers {
      formers.append(try sides(of: former.number, near: new.path))
    }
    return try judge.joined(new, one, or: formers, from: bases).joinFindings.map(\.diagnostic)
  }

  private mutating func sides(of number: String, near path: RelativePath) throws(GitError)
    -> TouchedCase
  {
    var one = TouchedCase(number: number, parents: [])
    for parent in parents {
      let entry = try judge.entry(of: number, near: [path], in: parent)
      one.parents.append(entry.map { [$0] } ?? [])
    }
    return one
  }
}
