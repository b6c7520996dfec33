import Files
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Tells what a commit makes of the rules, and judges what it may not make of them.
  mutating func judgeRuleFiles(_ judged: JudgedCommit) throws(GitError) {
    for path in judged.ruleFiles where RuleFiles.isAttributes(path) {
      try judgeAttributes(at: path, in: judged)
    }
    guard !judged.isMerge else { return try judgeJoinedRuleFiles(judged) }
    try tellChanges(in: judged)
    if judged.changesSchema { try judgeRecordedCases(judged) }
  }

  /// Judges whether a merge joins the rules outside `schema/` as its parents have them.
  private mutating func judgeJoinedRuleFiles(_ judged: JudgedCommit) throws(GitError) {
    guard judged.parents.count == 2 else { return }
    var paths: Set<RelativePath> = []
    for changes in judged.changes {
      paths.formUnion(changes.map(\.path).filter(RuleFiles.contain))
    }
    guard !paths.isEmpty else { return }
    let bases = try commonAncestors(of: judged.parents[0].id, judged.parents[1].id)
    // Those in `schema/` are joined with the rest of it.
    for path in paths.sorted() where !path.isInside("schema") {
      let (join, new) = try ruleJoin(at: path, from: bases, in: judged)
      let text = SourceText(path: "\(path)", bytes: new ?? [])
      for finding in join.findings {
        report(finding.diagnostic, text, at: path, in: judged, isNewer: true)
      }
    }
  }

  private mutating func judgeAttributes(at path: RelativePath, in judged: JudgedCommit)
    throws(GitError)
  {
    guard let bytes = try repository.blob(at: path, in: judged.commit.id) else { return }
    var former: [[UInt8]] = []
    for parent in judged.parents {
      former.append(try repository.blob(at: path, in: parent.id) ?? [])
    }
    guard let found = FileFindings(ofAttributes: bytes, at: path, since: former) else { return }
    for finding in found.findings {
      report(finding, found.text, at: path, in: judged, isNewer: true)
    }
  }

  /// One line of what the rules are from now on, in words; of those that a repository begins with, the
  /// people alone.
  private mutating func tellChanges(in judged: JudgedCommit) throws(GitError) {
    guard judged.changesRules || judged.parents.isEmpty else { return }
    let now = try rules(of: judged.top)
    let before = try judged.parents.first.map { top throws(GitError) in try rules(of: top) }
    var words =
      before.map { RulesDifference(from: $0, to: now).words }
      ?? RulesDifference(from: Schema(), to: Schema(roles: now.roles)).words
    if judged.parents.first != nil {
      words += try otherFiles(changedIn: judged).map { path in
        Phrase(zh: "\(path) 有改动", en: "\(path) changed")
      }
    }
    guard !words.isEmpty else { return }
    report(
      Diagnostic(.rulesChanged, RulesDifference.sentence(words), at: 0..<0), place: nil, at: nil,
      in: judged, true)
  }

  /// The files of rules that no words are made of.
  private func otherFiles(changedIn judged: JudgedCommit) throws(GitError) -> [RelativePath] {
    let told: Set<RelativePath> = [
      "schema/office.yaml", "schema/units.yaml", "schema/holidays.tsv", "schema/roles.yaml",
    ]
    let changes = try trees.changes(from: judged.parents.first?.schema, to: judged.top.schema)
    return Set(changes.map(\.path) + judged.ruleFiles).subtracting(told).sorted()
  }

  /// Reports the recorded cases that the new rules make wrong.
  private mutating func judgeRecordedCases(_ judged: JudgedCommit) throws(GitError) {
    let trial = RulesTrial(
      from: judged.schema, to: try rules(of: judged.top), on: judged.commit.committer.day)
    guard let finding = try trial.finding(of: judged.commit.id, in: repository) else { return }
    report(finding, place: nil, at: nil, in: judged, true)
  }
}

/// New rules, held against the cases that were recorded under the former ones.
struct RulesTrial {
  private let old, new: Schema
  private let day: Day

  /// - Parameter day: on which the rules change.
  init(from old: Schema, to new: Schema, on day: Day) {
    (self.old, self.new, self.day) = (old, new, day)
  }

  /// Whether the change can make a lawful case wrong: only units, the office's name and severities do.
  private var mayBreak: Bool {
    old.units != new.units || old.office.name != new.office.name
      || old.office.severities != new.office.severities
      || old.office.severitiesSince != new.office.severitiesSince
  }

  /// What is said of the cases of a commit that are wrong by the new rules and were not by the old.
  ///
  /// - Complexity: reads every case, where the change can make one wrong.
  func finding(of commit: OID, in repository: Repository) throws(GitError) -> Diagnostic? {
    guard mayBreak else { return nil }
    var broken: [(number: String, rules: [Rule])] = []
    for entry in try repository.entries(under: "cases", in: commit)
    where CaseFile.isCase(entry.path) && entry.mode.isFile {
      let file = CaseFile(path: entry.path, bytes: try repository.blob(entry.id))
      let rules = newErrors(of: file)
      if !rules.isEmpty { broken.append((file.id, rules)) }
    }
    return broken.isEmpty ? nil : .rulesBreakCases(broken)
  }

  private func newErrors(of file: CaseFile) -> [Rule] {
    let after = errors(of: file, by: new)
    guard !after.isEmpty else { return [] }
    let before = errors(of: file, by: old)
    return Set(after).filter { rule in after.count { $0 == rule } > before.count { $0 == rule } }
      .sorted { $0.id < $1.id }
  }

  private func errors(of file: CaseFile, by schema: Schema) -> [Rule] {
    file.subject.findings(schema: schema, fileName: file.fileName, asOf: day, today: day)
      .filter { $0.severity == .error && $0.rule != .dateInFuture }.map(\.rule)
  }
}

extension Diagnostic {
  fileprivate static func rulesBreakCases(_ broken: [(number: String, rules: [Rule])]) -> Diagnostic
  {
    let list =
      broken.prefix(10).map { number, rules in
        "\(number)(\(rules.map(\.id).joined(separator: ",")))"
      }.joined(separator: " ") + (broken.count > 10 ? " …" : "")
    let cases =
      broken.count == 1 ? "1 recorded case becomes" : "\(broken.count) recorded cases become"
    return Diagnostic(
      .rulesBreakCases,
      Phrase(zh: "\(broken.count)件已记录的案件因此有了错误:\(list)", en: "\(cases) wrong: \(list)"),
      at: 0..<0)
  }
}
