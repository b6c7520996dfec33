import Git

/// A case in a commit and in its parents.
struct TouchedCase {
  /// The number, which is the name of the file: a case may move between folders.
  let number: String
  /// In each parent that has it; of one that has it twice, all.
  var old: [TreeEntry] = []
  /// In each parent of a merge, in their order; nil in one that has not got it.
  var sides: [TreeEntry?] = []
  var new: TreeEntry?
  /// Further files of the same name that came with the commit.
  var twins: [TreeEntry] = []

  /// Whether no parent has a case of the number.
  var isNew: Bool { old.isEmpty && new != nil }
}

extension CommitJudge {
  /// The cases that differ from some parent, by their numbers.
  func touchedCases(in judged: JudgedCommit) throws(GitError) -> [TouchedCase] {
    var touched: [String: TouchedCase] = [:]
    let parents = judged.parents.isEmpty ? [TreeEntry?.none] : judged.parents.map(\.cases)
    for (index, parent) in parents.enumerated() {
      for change in try trees.changes(from: parent, to: judged.top.cases)
      where CaseFile.isCase(change.path) {
        let number = CaseFile.id(at: change.path)
        var one =
          touched[number]
          ?? TouchedCase(
            number: number, sides: Array(repeating: nil, count: judged.isMerge ? parents.count : 0))
        if let old = change.old, old.mode.isFile {
          if !one.old.contains(old) { one.old.append(old) }
          if judged.isMerge, one.sides[index] == nil { one.sides[index] = old }
        }
        if let new = change.new, new.mode.isFile, one.new != new {
          if one.new == nil { one.new = new } else { one.twins.append(new) }
        }
        touched[number] = one
      }
    }
    guard judged.isMerge else { return touched.values.sorted { $0.number < $1.number } }
    // What a parent has unchanged is lawful by itself, but its steps are not the merge's own.
    for number in touched.keys {
      guard let new = touched[number]?.new else { continue }
      for (index, parent) in judged.parents.enumerated() {
        guard let entry = try repository.entry(at: new.path, in: parent.id), entry.mode.isFile
        else {
          continue
        }
        if touched[number]?.old.contains(entry) == false { touched[number]?.old.append(entry) }
        if touched[number]?.sides[index] == nil { touched[number]?.sides[index] = entry }
      }
    }
    return touched.values.sorted { $0.number < $1.number }
  }
}
