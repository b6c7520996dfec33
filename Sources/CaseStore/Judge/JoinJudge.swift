import Files
import Git
import Messages
import Supervision

/// Judges what a merge that is not recorded yet makes of cases, as `verify` will when it is.
struct JoinJudge {
  private let repository: Repository
  private var judge: CommitJudge
  private let parents: [CommitTop]
  private let bases: [CommitTop]

  /// - Parameter parents: `HEAD` first.
  init(of parents: [OID], in repository: Repository) throws(GitError) {
    self.repository = repository
    judge = try CommitJudge(repository, boundary: [])
    judge.judgesSides = true
    var tops: [CommitTop] = []
    for id in parents { tops.append(try judge.top(of: try repository.commit(id))) }
    bases = tops.count == 2 ? try judge.commonAncestors(of: tops[0].id, tops[1].id) : []
    self.parents = tops
  }

  /// What is wrong with the cases that are not as every side has them, beside what is wrong with their
  /// files by themselves, in the order of paths.
  ///
  /// - Parameter files: those that are not as in `HEAD`; nil for one that is not there.
  mutating func findings(of files: [RelativePath: CaseFile?]) throws(GitError) -> [FileFindings] {
    var found: [FileFindings] = []
    for deed in try judge.joined(try touchedCases(files), from: bases, in: parents).deeds {
      switch deed {
      case .joined(let joined):
        let findings = joined.joinFindings.map(\.diagnostic)
        if !findings.isEmpty {
          found.append(FileFindings(text: joined.file.text, findings: findings))
        }
      case .removed(let file): found.append(.deletedCase(file.path))
      case .extended, .revised, .taken: break
      }
    }
    return found.sorted { RelativePath($0.text.path) < RelativePath($1.text.path) }
  }

  /// What is wrong with the files beside the cases, of a merge that will have a tree.
  mutating func findingsOfOtherFiles(in tree: OID) throws(GitError) -> [FileFindings] {
    let cases = try judge.trees.entry(named: "cases", in: tree)
    let changes = try parents.map { parent throws(GitError) in
      try judge.trees.changes(from: parent.cases, to: cases)
    }
    return try judge.findingsOfOtherFiles(changes, in: tree, beside: parents, from: bases).map {
      path, finding in
      FileFindings(text: SourceText(path: "\(path)", bytes: []), findings: [finding])
    }
  }

  private mutating func touchedCases(_ files: [RelativePath: CaseFile?]) throws(GitError)
    -> [TouchedCase]
  {
    guard let head = parents.first else { return [] }
    var paths = Set(files.keys)
    for parent in parents.dropFirst() {
      for change in try judge.trees.changes(from: parent.cases, to: head.cases)
      where CaseFile.isCase(change.path) { paths.insert(change.path) }
    }
    var touched: [String: TouchedCase] = [:]
    for path in paths.sorted() {
      var sides: [TreeEntry?] = []
      for parent in parents { sides.append(try entry(at: path, in: parent)) }
      let new = files[path].map { $0.map { judge.take($0) } } ?? sides[0]
      guard sides.contains(where: { $0?.id != new?.id }) else { continue }
      let number = CaseFile.id(at: path)
      var one =
        touched[number]
        ?? TouchedCase(number: number, parents: Array(repeating: [], count: parents.count))
      for (side, entry) in sides.enumerated() {
        if let entry { one.parents[side].append(entry) }
      }
      if let new {
        if one.new == nil { one.new = new } else { one.twins.append(new) }
      }
      touched[number] = one
    }
    return touched.values.sorted { $0.number < $1.number }
  }

  private func entry(at path: RelativePath, in commit: CommitTop) throws(GitError) -> TreeEntry? {
    guard let found = try repository.entry(at: path, in: commit.id), found.mode.isFile else {
      return nil
    }
    return found
  }
}
