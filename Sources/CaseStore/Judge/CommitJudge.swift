import Files
import Git
import Messages
import Supervision

/// Judges commits, each by itself, by the rules of its first parent.
///
/// It keeps what commits that follow one another share (trees, rules, versions of cases), never more
/// than a fixed amount, and may be one of several at work on one history.
struct CommitJudge {
  let repository: Repository
  let trees: TreeReader
  private let boundary: Set<OID>
  private var tops: [OID: CommitTop] = [:]
  private var schemas: [OID: Schema] = [:]
  private var versions: [OID: CaseFile] = [:]
  var part = ProofPart()

  /// - Parameter boundary: the commits at which a shallow clone ends.
  init(_ repository: Repository, boundary: Set<OID>) throws(GitError) {
    self.repository = repository
    self.boundary = boundary
    trees = try TreeReader(repository)
  }

  mutating func judge(_ id: OID) throws(GitError) {
    part.commits += 1
    let commit = try repository.commit(id)
    let top = try top(of: commit)
    tops[id] = top
    // Where a shallow clone ends, what the commit itself did cannot be told.
    guard let parents = try parents(of: commit) else { return }
    let judged = JudgedCommit(
      commit: commit, top: top, parents: parents, schema: try schemaInForce(at: top, parents))
    try judgeTrees(judged)
    if judged.changesRecords { judgeRange(judged) }
    let touched = try touchedCases(in: judged)
    if !touched.isEmpty { part.touching += 1 }
    if judged.isMerge {
      try judgeMerge(judged, touched)
    } else {
      try judgeChange(judged, touched)
    }
    guard !touched.isEmpty || judged.changesRules else { return }
    judgeTimes(judged)
    if let question = judged.signatureQuestion { part.questions.append(question) }
  }

  private mutating func judgeChange(_ judged: JudgedCommit, _ touched: [TouchedCase])
    throws(GitError)
  {
    let claim = MessageClaim(judged.commit)
    if touched.isEmpty {
      judgeEmpty(claim, judged)
      if judged.changesRules { judgePeople(judged, []) }
      return
    }
    if judged.changesRules, judged.parents.first?.isBlank == false {
      report(
        .schemaWithCases,
        Phrase(
          zh: "schema/ 和案件在同一次提交中改动", en: "schema/ and cases are changed in one commit"),
        in: judged)
    }
    var added: [WrittenStep] = []
    let renumbered = claim.isRenumber ? try judgeRenumbering(touched, claim, judged) : nil
    if let renumbered {
      added = renumbered
    } else {
      for one in touched { added += try judge(one, claim, in: judged) }
    }
    part.steps += added.count
    judgeMessage(claim, touched, added, isRenumbered: renumbered != nil, in: judged)
    if claim.isImport {
      judgeImporter(judged)
    } else {
      judgePeople(judged, added)
      noteActs(added, in: judged)
    }
  }
}

// MARK: What is read once

extension CommitJudge {
  private mutating func top(of commit: CommitSummary) throws(GitError) -> CommitTop {
    if let known = tops[commit.id] { return known }
    if tops.count > 256 { tops.removeAll(keepingCapacity: true) }
    return CommitTop(
      id: commit.id, tree: commit.tree, time: commit.committer.time,
      cases: try trees.entry(named: "cases", in: commit.tree),
      schema: try trees.entry(named: "schema", in: commit.tree))
  }

  /// Nil where some of them are not here.
  private mutating func parents(of commit: CommitSummary) throws(GitError) -> [CommitTop]? {
    if boundary.contains(commit.id) { return commit.parents.isEmpty ? [] : nil }
    var found: [CommitTop] = []
    for parent in commit.parents {
      if let known = tops[parent] {
        found.append(known)
        continue
      }
      guard try repository.contains(parent) else { return nil }
      let top = try top(of: try repository.commit(parent))
      tops[parent] = top
      found.append(top)
    }
    return found
  }

  /// Beginning a repository brings its rules and its first cases at once: they are its own then.
  private mutating func schemaInForce(at top: CommitTop, _ parents: [CommitTop])
    throws(GitError) -> Schema
  {
    let giver = parents.first.map { $0.isBlank ? top : $0 } ?? top
    guard let folder = giver.schema, folder.mode == .folder else { return Schema() }
    if let known = schemas[folder.id] { return known }
    if schemas.count > 16 { schemas.removeAll() }
    let (trees, repository) = (trees, repository)
    let schema = try SchemaFiles { path throws(GitError) in
      let name = String(decoding: path.lastComponent, as: UTF8.self)
      guard let entry = try trees.entry(named: name, in: folder.id), entry.mode.isFile else {
        return nil
      }
      return try repository.blob(entry.id)
    }.schema
    schemas[folder.id] = schema
    return schema
  }

  /// A version of a case, read once.
  mutating func file(_ entry: TreeEntry) throws(GitError) -> CaseFile {
    if let known = versions[entry.id], known.path == entry.path { return known }
    if versions.count > 128 { versions.removeAll(keepingCapacity: true) }
    let file = CaseFile(path: entry.path, bytes: try repository.blob(entry.id))
    versions[entry.id] = file
    return file
  }
}

// MARK: Findings

extension CommitJudge {
  mutating func report(
    _ rule: Rule, _ message: Phrase, in judged: JudgedCommit, at path: RelativePath? = nil
  ) {
    let finding = Diagnostic(rule, message, at: 0..<0)
    for finding in judged.schema.office.setting([finding]) {
      part.findings.append(judged.finding(finding, path, nil))
    }
  }

  mutating func report(_ finding: Diagnostic, _ file: CaseFile, in judged: JudgedCommit) {
    for finding in judged.schema.office.setting([finding]) {
      part.findings.append(
        judged.finding(finding, file.path, file.text.location(of: finding.range.lowerBound)))
    }
  }
}

/// What a commit has at its top.
struct CommitTop {
  let id: OID
  let tree: OID
  let time: Int64
  let cases: TreeEntry?
  let schema: TreeEntry?

  /// Whether there is no repository of cases yet.
  var isBlank: Bool { cases == nil && schema == nil }
}

/// One commit, and what it is judged by.
struct JudgedCommit {
  let commit: CommitSummary
  let top: CommitTop
  let parents: [CommitTop]
  let schema: Schema

  var isMerge: Bool { parents.count > 1 }
  var changesRules: Bool { !parents.isEmpty && parents.allSatisfy { $0.schema != top.schema } }

  /// Whether anything among the cases and rules is not as in one of the parents.
  var changesRecords: Bool {
    parents.isEmpty
      ? !top.isBlank : parents.allSatisfy { $0.cases != top.cases || $0.schema != top.schema }
  }

  func finding(_ finding: Diagnostic, _ path: RelativePath?, _ place: SourceLocation?)
    -> ProofFinding
  {
    ProofFinding(
      commit: commit.id, time: commit.committer.time, path: path, place: place,
      rule: finding.rule.id, severity: finding.severity, message: finding.message)
  }
}

/// A step and the file that a commit wrote it into.
struct WrittenStep {
  let file: CaseFile
  let step: Step
}
