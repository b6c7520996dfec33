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
  /// The cases of trees by their numbers, for merges.
  var numbered: [OID: [String: TreeEntry]] = [:]
  private var versions: [OID: CaseFile] = [:]
  /// Files that no commit has yet.
  private var drafts: [TreeEntry: CaseFile] = [:]
  var part = ProofPart()
  /// Whether a merge answers for what one side alone did, as whoever takes it in does. (In a history that
  /// side's commits are judged themselves.)
  var judgesSides = false

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
    // Where a shallow clone ends, what the commit itself did cannot be told, nor what a merge did of
    // sides that parted before.
    guard let parents = try parents(of: commit), try knowsOrigin(of: parents) else {
      if try rules(of: top).office.judging.areNew { part.isBound = true }
      part.unjudged.append(id)
      return
    }
    var schema = try schemaInForce(at: top, parents)
    var bindsNewerRules = schema.office.judging.areNew
    for parent in parents.dropFirst() where !bindsNewerRules {
      bindsNewerRules = try rules(of: parent).office.judging.areNew
    }
    // Of a merge those that it joins, which are judged themselves: whichever side comes first.
    if bindsNewerRules, parents.count > 1 { schema = try rules(of: top) }
    let judged = JudgedCommit(
      commit: commit, top: top, parents: parents, schema: schema, bindsNewerRules: bindsNewerRules,
      changes: try changes(in: top, since: parents))
    try judgeTrees(judged)
    let noFiles = trees.noFiles
    defer { reportNoFiles(since: noFiles, in: judged) }
    if bindsNewerRules { part.isBound = true }
    try noteJudgingRules(judged)
    if judged.changesSchema { try judgeRules(judged) }
    try judgeRuleFiles(judged)
    let touched = try touchedCases(in: judged)
    if !touched.isEmpty { part.touching += 1 }
    var facts = judged.facts
    let claim = MessageClaim(commit)
    facts.claim = claim
    if judged.isMerge {
      try judgeMerge(judged, touched, &facts.deed)
    } else {
      try add(touched, claim, to: &facts.deed, in: judged)
    }
    try addAttachedFiles(touched, to: &facts.deed, claimedAs: facts.claim, in: judged)
    if judged.changesSchema {
      let now = try rules(of: top)
      facts.deed.schemas = (
        try parents.map { parent throws(GitError) in try rules(of: parent) }, now
      )
    }
    for finding in CaseStore.judge(facts) { report(finding, in: judged) }
    noteActs(facts, in: judged)
    guard !touched.isEmpty || judged.changesRules else { return }
    let isOlder = judged.changesSchema || !touched.isEmpty
    if judged.bindsNewerRules || isOlder, var question = judged.signatureQuestion {
      let rules = judged.isMerge ? top.schema : (parents.first?.schema ?? top.schema)
      question.keyFolder = try rules.flatMap { folder throws(GitError) in
        folder.mode != .folder ? nil : try trees.entry(named: "keys", in: folder.id)
      }?.id
      part.questions.append(question)
    }
  }

  /// What a commit has otherwise than each of its parents.
  private func changes(in top: CommitTop, since parents: [CommitTop]) throws(GitError)
    -> [[Repository.PathChange]]
  {
    func root(_ tree: OID) -> TreeEntry { TreeEntry(path: .root, id: tree, mode: .folder) }
    guard !parents.isEmpty else { return [try trees.changes(from: nil, to: root(top.tree))] }
    return try parents.map { parent throws(GitError) in
      try trees.changes(from: root(parent.tree), to: root(top.tree))
    }
  }

  /// Adds what a commit with one parent does to cases.
  private mutating func add(
    _ touched: [TouchedCase], _ claim: MessageClaim, to deed: inout CommitDeed,
    in judged: JudgedCommit
  ) throws(GitError) {
    if claim.isRenumber, let one = try renumbering(touched, claim, judged) {
      deed.add(one)
      deed.isRenumbering = true
    } else {
      for one in touched { deed.add(try self.deed(one, in: judged)) }
    }
    deed.isImport = claim.isImport && !touched.isEmpty && touched.allSatisfy(\.isNew)
    part.steps += deed.steps.count
    noteLetters(deed.steps, in: judged)
  }

  /// Notes who recorded which step.
  private mutating func noteActs(_ facts: CommitFacts, in judged: JudgedCommit) {
    guard !facts.deed.steps.isEmpty else { return }
    if !facts.schema.roles.separated.isEmpty { part.separates = true }
    for (act, one) in facts.acts {
      var finding: (@Sendable (Roles.Pair, Bool) -> ProofFinding)?
      if !act.barred.isEmpty {
        // What is known of commits holds no text of a case.
        let place = one.file.text.location(of: one.step.kindRange.lowerBound)
        let path = one.file.path
        finding = { pair, isNewer in
          let found = judged.facts.separationFinding(pair, of: act, isNewer: isNewer)
          return judged.finding(found.diagnostic, path, place, isNewer: found.isNewer)
        }
      }
      part.note(.acted(ProofPart.Acted(commit: judged.commit.id, act: act, finding: finding)))
    }
  }
}

// MARK: What is read once

extension CommitJudge {
  mutating func top(of commit: CommitSummary) throws(GitError) -> CommitTop {
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

  /// Whether what the sides of a merge go back to is here, or known to be nothing.
  private func knowsOrigin(of parents: [CommitTop]) throws(GitError) -> Bool {
    guard !boundary.isEmpty, parents.count == 2 else { return true }
    return try repository.mergeBases(parents[0].id, parents[1].id) != nil
  }

  /// Beginning a repository brings its rules and its first cases at once: they are its own then.
  ///
  /// A merge of newer rules for histories is judged by what it makes of its parents'.
  private mutating func schemaInForce(at top: CommitTop, _ parents: [CommitTop])
    throws(GitError) -> Schema
  {
    try rules(of: parents.first.map { $0.isBlank ? top : $0 } ?? top)
  }

  /// The rules that a commit has. Of a file that cannot be read the last one that could be stays in
  /// force.
  mutating func rules(of top: CommitTop) throws(GitError) -> Schema {
    guard let folder = top.schema, folder.mode == .folder else { return Schema() }
    if let known = schemas[folder.id] { return known }
    if schemas.count > 16 { schemas.removeAll() }
    let files = try files(of: folder)
    var schema = files.schema
    let faulty = files.files.filter { $0.findings.contains { $0.severity == .error } }
      .map { RelativePath($0.text.path) }
    if !faulty.isEmpty, schema.office.judging.areNew || faulty.contains("schema/office.yaml") {
      schema = try lastReadable(schema, faulty, before: top)
    }
    schemas[folder.id] = schema
    return schema
  }

  /// A version of a case, read once.
  mutating func file(_ entry: TreeEntry) throws(GitError) -> CaseFile {
    if let draft = drafts[entry] { return draft }
    if let known = versions[entry.id], known.path == entry.path { return known }
    if versions.count > 128 { versions.removeAll(keepingCapacity: true) }
    let file = CaseFile(path: entry.path, bytes: try trees.blob(entry.id))
    versions[entry.id] = file
    return file
  }
}

// MARK: Findings

extension CommitJudge {
  /// - Parameter isNewer: whether only the newer rules (判规) know it.
  mutating func report(
    _ rule: Rule, _ message: Phrase, in judged: JudgedCommit, at path: RelativePath? = nil,
    isNewer: Bool = false
  ) {
    report(Diagnostic(rule, message, at: 0..<0), place: nil, at: path, in: judged, isNewer)
  }

  mutating func report(
    _ finding: Diagnostic, _ file: CaseFile, in judged: JudgedCommit, isNewer: Bool = false
  ) {
    report(finding, file.text, at: file.path, in: judged, isNewer: isNewer)
  }

  mutating func report(
    _ finding: Diagnostic, _ text: SourceText, at path: RelativePath, in judged: JudgedCommit,
    isNewer: Bool = false
  ) {
    let place = text.location(of: finding.range.lowerBound)
    report(finding, place: place, at: path, in: judged, isNewer)
  }

  /// What an office sets for its own checks governs no finding about its history.
  mutating func report(
    _ finding: Diagnostic, place: SourceLocation?, at path: RelativePath?, in judged: JudgedCommit,
    _ isNewer: Bool
  ) {
    let office = judged.schema.office
    let isNewer = isNewer || finding.rule.isNewerForHistories
    for finding in judged.bindsNewerRules ? [finding] : office.setting([finding]) {
      part.findings.append(judged.finding(finding, path, place, isNewer: isNewer))
    }
  }

  mutating func report(_ one: CommitFinding, in judged: JudgedCommit) {
    let place = one.hasPlace ? one.text?.location(of: one.diagnostic.range.lowerBound) : nil
    let path = one.text.map { RelativePath($0.path) }
    report(one.diagnostic, place: place, at: path, in: judged, one.isNewer)
  }
}

extension CommitJudge {
  /// Takes a file as it is to be recorded.
  mutating func take(_ draft: CaseFile) -> TreeEntry {
    let id = Repository.hash(blob: draft.text.bytes)
    let entry = TreeEntry(path: draft.path, id: id, mode: .file)
    drafts[entry] = draft
    return entry
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
  /// What it has otherwise than each parent, or, without any, all.
  let changes: [[Repository.PathChange]]
  /// The files by which git treats the cases (`RuleFiles`) that are not as in any parent.
  let ruleFiles: [RelativePath]
  /// What is known before its cases are looked at.
  private(set) var facts: CommitFacts

  init(
    commit: CommitSummary, top: CommitTop, parents: [CommitTop], schema: Schema,
    bindsNewerRules: Bool, changes: [[Repository.PathChange]]
  ) {
    (self.commit, self.top, self.parents) = (commit, top, parents)
    self.changes = changes
    let files = changes.map { $0.map(\.path).filter(RuleFiles.contain) }
    ruleFiles = files.dropFirst().reduce(Set(files.first ?? [])) { $0.intersection($1) }.sorted()
    facts = CommitFacts(
      by: commit.author, commit.committer,
      after: parents.map { CommitFacts.Parent(id: $0.id, time: $0.time) }, under: schema,
      bindsNewerRules: bindsNewerRules, isMade: true)
    facts.deed.rules = changesSchema ? .schema : changesRules ? .outside : .none
    facts.deed.isMerge = isMerge
    facts.deed.joinsRules = isMerge && differsInRules
    facts.deed.changesRecords = changesRecords
    facts.deed.isBeginning = parents.first?.isBlank ?? true
  }

  var schema: Schema { facts.schema }
  var bindsNewerRules: Bool { facts.bindsNewerRules }
  var people: ActingPeople { facts.people }
  var isMerge: Bool { parents.count > 1 }
  var changesSchema: Bool { !parents.isEmpty && parents.allSatisfy { $0.schema != top.schema } }
  /// Whether it makes rules that no parent has, in `schema/` or outside.
  var changesRules: Bool { changesSchema || !parents.isEmpty && !ruleFiles.isEmpty }
  /// Whether the rules are not those of every parent.
  var differsInRules: Bool { parents.contains { $0.schema != top.schema } }

  /// Whether anything among the cases and rules is not as in one of the parents.
  var changesRecords: Bool {
    parents.isEmpty
      ? !top.isBlank : parents.allSatisfy { $0.cases != top.cases || $0.schema != top.schema }
  }

  func finding(
    _ finding: Diagnostic, _ path: RelativePath?, _ place: SourceLocation?, isNewer: Bool = false
  ) -> ProofFinding {
    ProofFinding(
      commit: commit.id, time: commit.committer.time, path: path, place: place,
      rule: finding.rule, severity: finding.severity, message: finding.message,
      isNewer: isNewer && !bindsNewerRules)
  }
}
