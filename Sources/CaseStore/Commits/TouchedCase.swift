import Files
import Git

/// A case in a commit and in its parents.
struct TouchedCase {
  /// The number, which is the name of the file: a case may move between folders.
  let number: String
  /// Its files in each parent, in the order of the parents: one as a rule, none where that has not got it.
  var parents: [[TreeEntry]]
  var new: TreeEntry?
  /// Further files of the same name that came with the commit.
  var twins: [TreeEntry] = []
  /// Numbers that it had in what the sides of a merge go back to.
  var formers: [String] = []

  /// Whether no parent has a case of the number.
  var isNew: Bool { old == nil && new != nil }

  /// The case in the first parent that has it.
  var old: TreeEntry? { parents.lazy.compactMap(\.first).first }

  /// Where any parent has it.
  var formerPaths: [RelativePath] { parents.flatMap { $0.map(\.path) } }

  /// The case in each parent of a merge; nil in one that has not got it.
  var sides: [TreeEntry?] { parents.map(\.first) }

  /// The case in each parent that has it.
  var held: [TreeEntry] { parents.compactMap(\.first) }
}

extension CommitJudge {
  private static let folder: RelativePath = "cases"

  /// The cases that differ from some parent, by their numbers.
  func touchedCases(in judged: JudgedCommit) throws(GitError) -> [TouchedCase] {
    var touched: [String: TouchedCase] = [:]
    for (index, changes) in judged.changes.enumerated() {
      for change in changes
      where change.path.isInside(Self.folder) && CaseFile.isCase(change.path) {
        let number = CaseFile.id(at: change.path)
        var one =
          touched[number]
          ?? TouchedCase(number: number, parents: Array(repeating: [], count: judged.changes.count))
        if let old = change.old, old.mode.isFile { one.parents[index].append(old) }
        if let new = change.new, new.mode.isFile, one.new != new, !one.twins.contains(new) {
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
        guard let entry = try repository.entry(at: new.path, in: parent.id), entry.mode.isFile,
          touched[number]?.parents[index].contains(entry) == false
        else { continue }
        touched[number]?.parents[index].append(entry)
      }
    }
    return touched.values.sorted { $0.number < $1.number }
  }
}
