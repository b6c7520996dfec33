import Git

/// A case in a commit and in its parents.
struct TouchedCase {
  /// The number, which is the name of the file: a case may move between folders.
  let number: String
  /// In each parent that has it; of one that has it twice, all.
  var old: [TreeEntry] = []
  var new: TreeEntry?
  /// Further files of the same name that came with the commit.
  var twins: [TreeEntry] = []
}

extension CommitJudge {
  /// The cases that differ from some parent, by their numbers.
  func touchedCases(in judged: JudgedCommit) throws(GitError) -> [TouchedCase] {
    var touched: [String: TouchedCase] = [:]
    for parent in judged.parents.isEmpty ? [TreeEntry?.none] : judged.parents.map(\.cases) {
      for change in try trees.changes(from: parent, to: judged.top.cases)
      where CaseFile.isCase(change.path) {
        let number = CaseFile.id(at: change.path)
        var one = touched[number] ?? TouchedCase(number: number)
        if let old = change.old, old.mode.isFile, !one.old.contains(old) { one.old.append(old) }
        if let new = change.new, new.mode.isFile, one.new != new {
          if one.new == nil { one.new = new } else { one.twins.append(new) }
        }
        touched[number] = one
      }
    }
    // What a parent has unchanged is lawful by itself, but its steps are not the merge's own.
    if judged.isMerge {
      for number in touched.keys {
        guard let new = touched[number]?.new else { continue }
        for parent in judged.parents {
          if let entry = try repository.entry(at: new.path, in: parent.id), entry.mode.isFile,
            touched[number]?.old.contains(entry) == false
          {
            touched[number]?.old.append(entry)
          }
        }
      }
    }
    return touched.values.sorted { $0.number < $1.number }
  }
}
