import Files
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Reports rules that cannot be read any more.
  mutating func judgeRules(_ judged: JudgedCommit) throws(GitError) {
    guard let folder = judged.top.schema else { return }
    let faulty = try faultyRules(in: folder)
    guard !faulty.isEmpty else { return }
    var known: Set<String> = []
    for parent in judged.parents {
      if let schema = parent.schema { known.formUnion(try faultyRules(in: schema).map(\.path)) }
    }
    for one in faulty where !known.contains(one.path) {
      report(
        .rulesUnreadable,
        Phrase(
          zh: "有错误,读不出:\(one.message.zh)", en: "cannot be read: \(one.message.en)"), in: judged,
        at: RelativePath(one.path), isNewer: true)
    }
  }

  /// Notes where the newer rules for histories begin.
  mutating func noteJudgingRules(_ judged: JudgedCommit) throws(GitError) {
    guard judged.parents.isEmpty || judged.differsInRules else { return }
    let judging = try rules(of: judged.top).office.judging
    guard judging.areNew else { return }
    for parent in judged.parents where try rules(of: parent).office.judging.areNew { return }
    part.judgingBegins.append(ProofPart.Beginning(commit: judged.commit.id, since: judging.since))
  }

  /// The files of rules that have errors, and the first of each.
  private func faultyRules(in folder: TreeEntry) throws(GitError) -> [(
    path: String, message: Phrase
  )] {
    try files(of: folder).files.compactMap { file in
      file.findings.first { $0.severity == .error }.map { (file.text.path, $0.message) }
    }
  }

  /// The rules with the last readable version of each faulty file, along the first parents.
  func lastReadable(_ schema: Schema, _ faulty: [RelativePath], before top: CommitTop)
    throws(GitError) -> Schema
  {
    var schema = schema
    for path in faulty {
      var id = top.id
      var seen = try repository.entry(at: path, in: id)?.id
      while let parent = try repository.commit(id).parents.first, try repository.contains(parent) {
        id = parent
        guard let entry = try repository.entry(at: path, in: id), entry.mode.isFile else { break }
        guard entry.id != seen else { continue }
        seen = entry.id
        let bytes = try repository.blob(entry.id)
        let files = SchemaFiles { $0 == path ? bytes : nil }
        guard !files.files.contains(where: { $0.findings.contains { $0.severity == .error } })
        else {
          continue
        }
        switch path {
        case "schema/office.yaml": schema.office = files.schema.office
        case "schema/units.yaml": schema.units = files.schema.units
        case "schema/holidays.tsv": schema.calendar = files.schema.calendar
        case "schema/assessment.yaml": schema.assessment = files.schema.assessment
        default: schema.roles = files.schema.roles
        }
        break
      }
    }
    return schema
  }

  /// The rules that stand in a tree.
  func files(of folder: TreeEntry) throws(GitError) -> SchemaFiles {
    let trees = trees
    return try SchemaFiles { path throws(GitError) in
      let name = String(decoding: path.lastComponent, as: UTF8.self)
      guard folder.mode == .folder, let entry = try trees.entry(named: name, in: folder.id),
        entry.mode.isFile
      else { return nil }
      return try trees.blob(entry.id)
    }
  }
}
