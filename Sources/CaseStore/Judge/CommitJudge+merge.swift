import Files
import FrontMatter
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether a merge joins what its parents have, each case and each rule for itself.
  mutating func judgeMerge(_ judged: JudgedCommit, _ touched: [TouchedCase]) throws(GitError) {
    let isJoined = !touched.isEmpty || judged.differsInRules
    if judged.parents.count > 2, isJoined {
      report(
        .octopus,
        Phrase(
          zh: "\(judged.parents.count)个父提交的案件或规矩不同",
          en: "cases or rules differ between \(judged.parents.count) parents"), in: judged,
        isNewer: true)
    }
    let bases = isJoined ? try bases(of: judged) : []
    if isJoined, bases.isEmpty { try judgeBeginnings(of: judged) }
    try judgeJoinedCases(touched, from: bases, in: judged)
    try judgeJoinedRules(from: bases, in: judged)
    guard isJoined else {
      // Nothing of ours is in it; who made it is only remarked on.
      judgeUnknownPeople(in: judged)
      return
    }
    reportUnlisted(in: judged)
    try judgeWithdrawnRights(from: bases, in: judged)
  }

  /// What the two sides go back to; empty where they have nothing in common.
  private mutating func bases(of judged: JudgedCommit) throws(GitError) -> [CommitTop] {
    guard judged.parents.count == 2 else { return [] }
    return try commonAncestors(of: judged.parents[0].id, judged.parents[1].id)
  }

  mutating func commonAncestors(of one: OID, _ other: OID) throws(GitError) -> [CommitTop] {
    let ids = try repository.mergeBases(one, other)
    var tops: [CommitTop] = []
    for id in ids.sorted() { tops.append(try top(of: try repository.commit(id))) }
    return tops
  }
}

// MARK: Beginnings

extension CommitJudge {
  /// The cases of a repository have one beginning, but for those of offices that came to this one.
  private mutating func judgeBeginnings(of judged: JudgedCommit) throws(GitError) {
    guard judged.parents.count == 2, !judged.parents.contains(where: \.isBlank) else { return }
    for (index, side) in judged.parents.enumerated() {
      let other = judged.parents[1 - index].id
      for text in try rules(of: side).office.admittedOrigins {
        guard let origin = OID(hex: text), try repository.contains(origin),
          try repository.isAncestor(origin, of: other)
        else { continue }
        return
      }
    }
    report(
      .unrelatedHistory,
      Phrase(
        zh: "两边没有共同的来历", en: "the two sides have no commit in common"), in: judged,
      isNewer: true)
  }
}

// MARK: Cases

extension CommitJudge {
  private mutating func judgeJoinedCases(
    _ touched: [TouchedCase], from bases: [CommitTop], in judged: JudgedCommit
  ) throws(GitError) {
    var renumbered: Set<String> = []
    for one in touched {
      guard let entry = one.new else { continue }
      if one.isOneSides(try base(of: one, in: bases)?.entry) { continue }
      // Where both sides took one number in two folders, each file goes on from its own side's.
      for twin in one.twins { reportTwin(twin, of: entry, in: judged) }
      for entry in [entry] + one.twins {
        let former = try judgeJoined(
          entry, one.version(at: entry), touched, from: bases, in: judged)
        renumbered.formUnion(former)
      }
    }
    for one in touched where one.new == nil && !renumbered.contains(one.number) {
      if try isDropped(one, from: bases, in: judged) { reportRemoved(one, in: judged) }
    }
  }

  /// Whether the merge itself took the case away: no parent without it has had it.
  private mutating func isDropped(
    _ one: TouchedCase, from bases: [CommitTop], in judged: JudgedCommit
  ) throws(GitError) -> Bool {
    guard !one.old.isEmpty else { return false }
    if one.held.count > 1 { return true }
    return try !isKnown(one, in: bases)
  }

  /// Whether what the sides go back to has a case of the number.
  private mutating func isKnown(_ one: TouchedCase, in bases: [CommitTop]) throws(GitError) -> Bool
  {
    for base in bases where try entry(of: one.number, near: one.old.map(\.path), in: base) != nil {
      return true
    }
    return false
  }

  /// The case as both sides go back to it; nil where there is no such case, or where what they go back
  /// to is itself in conflict.
  private mutating func base(of one: TouchedCase, in bases: [CommitTop]) throws(GitError)
    -> CommonCase?
  {
    try common(one, in: bases, depth: 0)
  }

  /// What several commits come to that have no order: their merge, made as any other, without what is
  /// in conflict.
  private mutating func common(_ one: TouchedCase, in tops: [CommitTop], depth: Int)
    throws(GitError) -> CommonCase?
  {
    var known: CommonCase?
    var last: CommitTop?
    for top in tops {
      guard let entry = try entry(of: one.number, near: one.old.map(\.path), in: top) else {
        continue
      }
      let next = CommonCase(entry: entry)
      guard let former = known, let other = last else {
        (known, last) = (next, top)
        continue
      }
      if former.entry == entry { continue }
      guard depth < Self.mostCrossings else { return nil }
      let before = try common(
        one, in: try commonAncestors(of: other.id, top.id), depth: depth + 1)
      known = try joined(former, next, from: before)
      last = top
      if known == nil { return nil }
    }
    return known
  }

  /// How often what goes back to several commits may again go back to several.
  private static let mostCrossings = 16

  private mutating func joined(_ one: CommonCase, _ other: CommonCase, from base: CommonCase?)
    throws(GitError) -> CommonCase?
  {
    guard let base else { return nil }
    let path = one.entry.path == base.entry.path ? other.entry.path : one.entry.path
    let merge = CaseMerge(
      base: try file(base).text, ours: try file(one).text, theirs: try file(other).text,
      markers: nil)
    let file = CaseFile(path: path, bytes: merge.bytes)
    let id = Repository.hash(blob: merge.bytes)
    return CommonCase(entry: TreeEntry(path: path, id: id, mode: one.entry.mode), file: file)
  }

  private mutating func file(_ common: CommonCase) throws(GitError) -> CaseFile {
    if let file = common.file { return file }
    return try file(common.entry)
  }

  mutating func entry(of number: String, near paths: [RelativePath], in top: CommitTop)
    throws(GitError) -> TreeEntry?
  {
    for path in paths {
      if let found = try repository.entry(at: path, in: top.id), found.mode.isFile {
        return found
      }
    }
    guard let cases = top.cases else { return nil }
    return try numbers(in: cases)[number]
  }

  /// The cases of a tree by their numbers.
  private mutating func numbers(in cases: TreeEntry) throws(GitError) -> [String: TreeEntry] {
    if let known = numbered[cases.id] { return known }
    if numbered.count > 8 { numbered.removeAll() }
    var numbers: [String: TreeEntry] = [:]
    for entry in try trees.files(in: cases) where CaseFile.isCase(entry.path) && entry.mode.isFile {
      numbers[CaseFile.id(at: entry.path)] = entry
    }
    numbered[cases.id] = numbers
    return numbers
  }

  /// A case as the sides of a merge have it, and as they go back to it.
  ///
  /// - Parameter formers: the case under numbers that it has given up: of one that one side has given
  ///   another number, the other side has the old one.
  mutating func versions(
    of one: TouchedCase, or formers: [TouchedCase], from bases: [CommitTop]
  ) throws(GitError) -> (sides: [CaseFile], base: CommonCase?) {
    var sides: [CaseFile] = []
    for side in one.held { sides.append(try file(side)) }
    var base = try base(of: one, in: bases)
    for former in formers {
      if sides.count < 2, let side = former.held.first { sides.append(try file(side)) }
      if base == nil { base = try self.base(of: former, in: bases) }
    }
    return (sides, base)
  }

  /// What a merge made of a case.
  mutating func join(_ new: CaseFile, of sides: [CaseFile], from base: CommonCase?)
    throws(GitError) -> CaseJoin
  {
    let before = try base.map { base throws(GitError) in try file(base).subject }
    return CaseJoin(of: sides.map(\.subject), from: before, in: new.subject)
  }

  /// - Returns: the numbers that the case has given up.
  private mutating func judgeJoined(
    _ entry: TreeEntry, _ one: TouchedCase, _ touched: [TouchedCase], from bases: [CommitTop],
    in judged: JudgedCommit
  ) throws(GitError) -> [String] {
    let new = try file(entry)
    let given = Set(new.subject.formerNumbers.map(\.number))
    let formers = touched.filter { $0.new == nil && given.contains($0.number) }
    let former = formers.map(\.number)
    let (sides, base) = try versions(of: one, or: formers, from: bases)
    let isKnown = try isKnown(one, in: bases)
    let isNewOnBoth = one.held.count == 2 && judged.parents.count == 2 && !isKnown
    if sides.isEmpty { part.added.append((one.number, judged.commit.id)) }
    if isNewOnBoth, former.isEmpty, Set(one.held.map(\.id)).count > 1 {
      report(
        .duplicateCaseNumber,
        Phrase(
          zh: "两边都登记了 \(one.number)", en: "both sides registered \(one.number)"), in: judged,
        at: entry.path, isNewer: true)
    }
    for finding in try join(new, of: sides, from: base).findings {
      report(finding.diagnostic, new, in: judged, isNewer: finding.isNewer)
    }
    let moved = try self.base(of: one, in: bases)
    if let base = moved, one.held.count == 2,
      !one.lawfulPaths(from: base.entry).contains(entry.path)
    {
      report(
        .mergeDropsChange,
        Phrase(zh: "一边移动过案件文件", en: "one side has moved the file"), in: judged, at: entry.path,
        isNewer: true)
    }
    guard !sides.isEmpty else { return former }
    reportFaults(of: new, beside: sides, in: judged)
    reportUnsettled(new, beside: sides, in: judged)
    if sides.count > 1 { noteLetters(of: new, in: judged) }
    return former
  }

  /// What makes the file unreadable, conflict markers above all.
  private mutating func reportFaults(
    of new: CaseFile, beside old: [CaseFile], in judged: JudgedCommit
  ) {
    func faults(_ file: CaseFile) -> [Diagnostic] {
      (file.subject.document.findings + file.subject.findings).filter { $0.severity == .error }
    }
    let found = faults(new)
    guard !found.isEmpty else { return }
    report(found.beyond(old.map(faults)), new, in: judged)
  }

  /// What is lawful on either side and not together is put right by a 更正 after the merge.
  private mutating func reportUnsettled(
    _ new: CaseFile, beside sides: [CaseFile], in judged: JudgedCommit
  ) {
    let found = new.unsettled(
      beside: sides, under: judged.schema, on: judged.commit.committer.day)
    guard !found.isEmpty else { return }
    part.note(.unsettled(found, of: new.id))
    for finding in found { report(finding.unsettled, new, in: judged, isNewer: true) }
  }
}

/// What both sides of a merge go back to, of one case.
struct CommonCase {
  let entry: TreeEntry
  /// What no commit has, but the merge of several would.
  var file: CaseFile?
}

extension TouchedCase {
  /// The case in each parent that has it.
  var held: [TreeEntry] { sides.compactMap(\.self) }

  /// Whether one side left the case as it was and the merge has the other's.
  ///
  /// - Parameter base: nil where the sides go back to no such case.
  fileprivate func isOneSides(_ base: TreeEntry?) -> Bool {
    guard let new, twins.isEmpty, sides.count == 2 else { return false }
    return sides[0] == base && new == sides[1] || sides[1] == base && new == sides[0]
  }

  /// Where the file may lie: where a side has moved it to, or else where it was.
  fileprivate func lawfulPaths(from base: TreeEntry) -> Set<RelativePath> {
    let moved = held.map(\.path).filter { $0 != base.path }
    return moved.isEmpty ? [base.path] : Set(moved)
  }

  /// The same, of one of several files of the number.
  fileprivate func version(at entry: TreeEntry) -> TouchedCase {
    guard !twins.isEmpty else { return self }
    var one = self
    one.new = entry
    one.twins = []
    let sameside = sides.map { $0?.path == entry.path ? $0 : nil }
    if sameside.contains(where: { $0 != nil }) { one.sides = sameside }
    return one
  }
}

// MARK: Rules

extension CommitJudge {
  private mutating func judgeJoinedRules(from bases: [CommitTop], in judged: JudgedCommit)
    throws(GitError)
  {
    guard judged.differsInRules, judged.parents.count == 2 else { return }
    var paths: Set<RelativePath> = []
    for parent in judged.parents {
      for change in try trees.changes(from: parent.schema, to: judged.top.schema) {
        paths.insert(change.path)
      }
    }
    var isChosen = false
    for path in paths.sorted() {
      let (join, new) = try ruleJoin(at: path, from: bases, in: judged)
      isChosen = isChosen || join.isChosen
      let text = SourceText(path: "\(path)", bytes: new ?? [])
      for finding in join.findings {
        report(finding.diagnostic, text, at: path, in: judged, isNewer: finding.isNewer)
      }
    }
    guard isChosen else { return }
    judgeRight(.changeRules, in: judged, isNewer: true)
  }

  /// What a merge of two sides made of a file of rules, and the file.
  mutating func ruleJoin(at path: RelativePath, from bases: [CommitTop], in judged: JudgedCommit)
    throws(GitError) -> (join: RuleJoin, new: [UInt8]?)
  {
    func text(in commits: [CommitTop]) throws(GitError) -> [[UInt8]?] {
      var texts: [[UInt8]?] = []
      for commit in commits { texts.append(try repository.blob(at: path, in: commit.id)) }
      return texts
    }
    let origins =
      bases.count > 1 ? try commonAncestors(of: bases[0].id, bases[1].id) : []
    let (new, sides) = (try text(in: [judged.top])[0], try text(in: judged.parents))
    let join = RuleJoin(
      isYAML: path.bytes.suffix(5).elementsEqual(".yaml".utf8), of: sides[0], sides[1],
      from: try text(in: bases), originally: try text(in: origins).first ?? nil, in: new)
    return (join, new)
  }
}
