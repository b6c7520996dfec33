package import FrontMatter
package import Git
import Supervision

/// One thing that is not as it should be in the history.
package struct ProofFinding: Sendable, Hashable {
  package let commit: OID
  /// The case, or nil where it is about the commit as a whole.
  package let path: GitPath?
  /// The file as the commit has it, which the diagnostic points into; nil for the whole commit.
  package let text: SourceText?
  package let diagnostic: Diagnostic
}

/// Proves a history of cases, commit by commit, oldest first.
///
/// Every commit is judged by the rules of its first parent. Each version of a case is read once.
package struct HistoryProof {
  private let repository: Repository
  private var files: [OID: CaseFile] = [:]
  private var schemas: [OID: Schema] = [:]
  /// Who recorded which steps of which case, by the case's number and the person's address.
  private var recorders: [String: [String: Set<StepKind>]] = [:]
  package private(set) var findings: [ProofFinding] = []
  package private(set) var commits = 0
  /// Commits that touch a case.
  package private(set) var touching = 0
  package private(set) var steps = 0
  package private(set) var unsignedCandidates: [OID] = []

  package init(_ repository: Repository) {
    self.repository = repository
  }

  /// Judges one commit; parents come before their children.
  package mutating func judge(_ id: OID) throws(GitError) {
    commits += 1
    let commit = try repository.commit(id)
    var parents: [OID] = []
    for parent in commit.parents where try repository.contains(parent) { parents.append(parent) }
    // Where a shallow clone ends, what the commit itself did cannot be told.
    guard parents.count == commit.parents.count else { return }
    let touched = try touchedCases(by: commit, parents: parents)
    guard !touched.isEmpty else { return }
    touching += 1
    let schema = try schema(of: parents.first ?? id)
    // Beginning a repository brings its rules and its first cases at once.
    if let parent = parents.first, parents.count == 1,
      try !repository.changes(from: parent, to: commit.tree, under: "schema").isEmpty
    {
      report(
        .schemaWithCases,
        Phrase(
          zh: "schema/ 和案件在同一次提交中改动", en: "schema/ and cases are changed in one commit"), commit)
    }
    var added: [(CaseFile, Step)] = []
    for one in touched {
      added += try judge(one, in: commit, isMerge: parents.count > 1, schema: schema)
    }
    guard parents.count <= 1 else { return }
    steps += added.count
    judgeMessage(commit, touched, added)
    judgePeople(commit, added, schema)
    if schema.roles.requiresSignature { unsignedCandidates.append(id) }
  }
}

/// A case in a commit and in each of its parents.
struct TouchedCase {
  let name: [UInt8]
  var old: [TreeEntry]
  var new: TreeEntry?
}

extension HistoryProof {
  /// The cases that differ from some parent, by the names of their files: a case may move.
  private func touchedCases(by commit: CommitSummary, parents: [OID]) throws(GitError)
    -> [TouchedCase]
  {
    var touched: [[UInt8]: TouchedCase] = [:]
    for parent in parents.isEmpty ? [OID?.none] : parents.map(Optional.some) {
      for change in try repository.changes(from: parent, to: commit.tree, under: "cases")
      where CaseFile.isCase(change.path) {
        let name = Array(change.path.lastComponent)
        var one = touched[name] ?? TouchedCase(name: name, old: [], new: nil)
        if let old = change.old, old.mode.isFile { one.old.append(old) }
        if let new = change.new, new.mode.isFile { one.new = new }
        touched[name] = one
      }
    }
    // What a parent has unchanged is lawful by itself, but its steps are not the merge's own.
    if parents.count > 1 {
      for name in touched.keys {
        guard let new = touched[name]?.new else { continue }
        for parent in parents {
          if let entry = try repository.entry(at: new.path, in: parent), entry.mode.isFile,
            touched[name]?.old.contains(entry) == false
          {
            touched[name]?.old.append(entry)
          }
        }
      }
    }
    return touched.values.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private mutating func file(_ entry: TreeEntry) throws(GitError) -> CaseFile {
    if let known = files[entry.id], known.path == entry.path { return known }
    if files.count > 4096 { files.removeAll(keepingCapacity: true) }
    let file = CaseFile(path: entry.path, bytes: try repository.blob(entry.id))
    files[entry.id] = file
    return file
  }

  private mutating func schema(of commit: OID) throws(GitError) -> Schema {
    guard let folder = try repository.entry(at: "schema", in: commit) else { return Schema() }
    if let known = schemas[folder.id] { return known }
    let schema = try SchemaFiles { path throws(GitError) in
      try self.repository.blob(at: path, in: commit)
    }.schema
    schemas[folder.id] = schema
    return schema
  }

  private mutating func judge(
    _ one: TouchedCase, in commit: CommitSummary, isMerge: Bool, schema: Schema
  ) throws(GitError) -> [(CaseFile, Step)] {
    guard let entry = one.new else {
      if let old = one.old.first {
        report(
          .caseDeleted,
          Phrase(zh: "案件文件被删除", en: "the file of the case is removed"), commit, at: old.path)
      }
      return []
    }
    let new = try file(entry)
    var old: [CaseFile] = []
    for entry in one.old { old.append(try file(entry)) }
    let changes = (old.isEmpty ? [nil] : old.map(Optional.some)).map {
      CaseChange(from: $0?.subject, to: new.subject)
    }
    for change in changes {
      for finding in change.findings where !isMerge || finding.rule.id != "step-not-appended" {
        report(finding, new, commit)
      }
    }
    guard !isMerge else {
      for step in new.steps(since: old) {
        report(
          Diagnostic(
            .mergeAddsStep,
            Phrase(zh: "这一步哪一边都没有", en: "neither side has this step"), at: step.range),
          new, commit)
      }
      return []
    }
    judgeText(new, since: old.first, commit, schema)
    let added = changes.first?.added ?? []
    judgeTimes(added, of: new, commit, schema)
    return added.map { (new, $0) }
  }

  /// Errors that the commit brought into the file.
  private mutating func judgeText(
    _ new: CaseFile, since old: CaseFile?, _ commit: CommitSummary, _ schema: Schema
  ) {
    let day = commit.committer.day
    func errors(_ file: CaseFile) -> [Diagnostic] {
      file.subject.findings(schema: schema, fileName: file.fileName, asOf: day, today: day)
        .filter { $0.severity == .error && $0.rule.id != "date-in-future" }
    }
    let after = errors(new)
    guard !after.isEmpty else { return }
    let before = Dictionary(grouping: old.map(errors) ?? []) { $0.rule.id }.mapValues(\.count)
    for (rule, found) in Dictionary(grouping: after, by: { $0.rule.id })
    where found.count > before[rule] ?? 0 {
      for finding in found.suffix(found.count - (before[rule] ?? 0)) {
        report(finding, new, commit)
      }
    }
  }

  private mutating func judgeTimes(
    _ added: [Step], of file: CaseFile, _ commit: CommitSummary, _ schema: Schema
  ) {
    let day = commit.committer.day
    for step in added {
      if step.day > day {
        report(
          Diagnostic(
            .stepAfterCommit,
            Phrase(
              zh: "步骤日期 \(step.day) 晚于提交日期 \(day)",
              en: "the step is dated \(step.day), its commit \(day)"), at: step.dayRange),
          file, commit)
      } else if schema.calendar.deadline(schema.office.lateEntry, from: step.day).day < day {
        report(
          Diagnostic(
            .recordedLate,
            Phrase(
              zh: "\(step.day) 的步骤,\(day) 才记录", en: "of \(step.day), recorded on \(day)"),
            at: step.dayRange), file, commit)
      }
    }
  }
}

// MARK: The commit

extension HistoryProof {
  private mutating func judgeMessage(
    _ commit: CommitSummary, _ touched: [TouchedCase], _ added: [(CaseFile, Step)]
  ) {
    if added.count > 1, !commit.trailers("Duban-Step").contains("import") {
      report(
        .severalSteps,
        Phrase(
          zh: "一次提交记了\(added.count)步", en: "\(added.count) steps in one commit"), commit)
    }
    let (ids, kinds, days) = (
      commit.trailers("Duban-Case"), commit.trailers("Duban-Step"), commit.trailers("Duban-Date")
    )
    guard !ids.isEmpty || !kinds.isEmpty || !days.isEmpty else {
      report(
        .trailersMissing,
        Phrase(
          zh: "提交说明没有 Duban-Case、Duban-Step、Duban-Date",
          en: "the message has no Duban-Case, Duban-Step and Duban-Date"), commit)
      return
    }
    let names = Set(
      touched.map { String(decoding: $0.name.dropLast(3), as: UTF8.self) })
    if Set(ids) != names { differ("Duban-Case", ids, names.sorted(), commit) }
    if kinds == ["import"] { return }
    let acts = added.isEmpty ? ["edit"] : added.map { $0.1.kind.rawValue }
    if kinds.sorted() != acts.sorted() { differ("Duban-Step", kinds, acts, commit) }
    let dates = added.map { "\($0.1.day)" }
    if !added.isEmpty, days.sorted() != dates.sorted() { differ("Duban-Date", days, dates, commit) }
  }

  private mutating func differ(
    _ key: String, _ said: [String], _ done: [String], _ commit: CommitSummary
  ) {
    let (said, done) = (said.joined(separator: ", "), done.joined(separator: ", "))
    report(
      .trailersDiffer,
      Phrase(
        zh: "\(key) 写的是“\(said)”,实际是“\(done)”",
        en: "\(key) says \"\(said)\", the change is \"\(done)\""
      ), commit)
  }

  private mutating func judgePeople(
    _ commit: CommitSummary, _ added: [(CaseFile, Step)], _ schema: Schema
  ) {
    let email = commit.author.email.lowercased()
    for (file, step) in added {
      let earlier = recorders[file.id]?[email] ?? []
      recorders[file.id, default: [:]][email, default: []].insert(step.kind)
      if let other = schema.roles.separatedStep(from: step.kind, in: earlier) {
        report(
          Diagnostic(
            .stepsNotSeparated,
            Phrase(
              zh: "“\(step.kind.name)”和“\(other.name)”都由 \(email) 记录",
              en: "\(step.kind.name) and \(other.name) are both recorded by \(email)"),
            at: step.kindRange), file, commit)
      }
    }
    guard !schema.roles.people.isEmpty else { return }
    for address in Set([email, commit.committer.email.lowercased()]).sorted() {
      guard let person = schema.roles.person(address) else {
        report(
          .unknownPerson,
          Phrase(zh: "名册里没有 \(address)", en: "\(address) is not listed"), commit)
        continue
      }
      for (file, step) in added {
        guard
          let fault = schema.roles.fault(of: person, recording: step, office: schema.office.name)
        else { continue }
        report(.roleFault(fault, person, step), file, commit)
      }
    }
  }

  /// Adds what the real program says of the signatures.
  package mutating func reportUnsigned(_ ids: Set<OID>) {
    for id in unsignedCandidates where ids.contains(id) {
      findings.append(
        ProofFinding(
          commit: id, path: nil, text: nil,
          diagnostic: Diagnostic(
            .unsigned, Phrase(zh: "提交没有可信的签名", en: "the commit has no good signature"), at: 0..<0)))
    }
  }

  private mutating func report(
    _ rule: Rule, _ message: Phrase, _ commit: CommitSummary, at path: GitPath? = nil
  ) {
    findings.append(
      ProofFinding(
        commit: commit.id, path: path, text: nil,
        diagnostic: Diagnostic(rule, message, at: 0..<0)))
  }

  private mutating func report(_ finding: Diagnostic, _ file: CaseFile, _ commit: CommitSummary) {
    findings.append(
      ProofFinding(commit: commit.id, path: file.path, text: file.text, diagnostic: finding))
  }
}

extension Diagnostic {
  fileprivate static func roleFault(_ fault: RoleFault, _ person: Roles.Person, _ step: Step)
    -> Diagnostic
  {
    switch fault {
    case .notPermitted(let role):
      Diagnostic(
        .roleNotPermitted,
        Phrase(
          zh: "“\(role)”不能记录“\(step.kind.name)”", en: "\(role) may not record \(step.kind.name)"),
        at: step.kindRange)
    case .otherUnit(let unit), .notForUnits(let unit):
      Diagnostic(
        .actOfOtherUnit,
        Phrase(
          zh: "\(person.email.value) 不能替“\(unit)”记录",
          en: "\(person.email.value) may not record for \(unit)"), at: step.place(of: .unit))
    }
  }
}

extension CommitSummary {
  /// The values of a trailer in the last paragraph of the message.
  fileprivate func trailers(_ key: String) -> [String] {
    var values: [String] = []
    for line in message.split(separator: "\n", omittingEmptySubsequences: false).reversed()
      .drop(while: \.isEmpty)
    {
      if line.isEmpty { break }
      if line.hasPrefix("\(key):") {
        values.append(String(line.dropFirst(key.count + 1).drop { $0 == " " }))
      }
    }
    return values.reversed()
  }
}
