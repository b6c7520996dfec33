import Files
import FrontMatter
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether a merge joins what its parents have, each case and each rule for itself.
  mutating func judgeMerge(
    _ judged: JudgedCommit, _ touched: [TouchedCase], _ deed: inout CommitDeed
  ) throws(GitError) {
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
    for one in try joined(touched, from: bases, in: judged) { deed.add(one) }
    deed.choosesRules = try judgeJoinedRules(from: bases, in: judged)
    if isJoined { try judgeWithdrawnRights(from: bases, in: judged) }
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
  private mutating func joined(
    _ touched: [TouchedCase], from bases: [CommitTop], in judged: JudgedCommit
  ) throws(GitError) -> [CaseDeed] {
    var deeds: [CaseDeed] = []
    var renumbered: Set<String> = []
    for one in touched {
      guard let entry = one.new, !one.isOneSides(try base(of: one, in: bases)?.entry) else {
        continue
      }
      // Where both sides took one number in two folders, each file goes on from its own side's.
      for twin in one.twins { reportTwin(twin, of: entry, in: judged) }
      for entry in [entry] + one.twins {
        let new = try file(entry)
        let formers = new.formers(among: touched)
        renumbered.formUnion(formers.map(\.number))
        let joined = try joined(new, one.version(at: entry), or: formers, from: bases)
        note(joined, in: judged)
        deeds.append(.joined(joined))
      }
    }
    let known = Set(deeds.flatMap(\.numbers))
    for one in touched where !known.contains(one.number) {
      if one.new == nil, !renumbered.contains(one.number),
        try isDropped(one, from: bases, in: judged)
      {
        deeds.append(try removal(of: one, in: judged))
      } else {
        deeds.append(.taken(number: one.number))
      }
    }
    return deeds
  }

  /// Notes what only shows when all is known.
  private mutating func note(_ joined: JoinedCase, in judged: JudgedCommit) {
    if joined.sides.isEmpty { part.added.append((joined.file.id, judged.commit.id)) }
    let unsettled = joined.unsettled(under: judged.schema, on: judged.commit.committer.day)
    if !unsettled.isEmpty { part.note(.unsettled(unsettled, of: joined.file.id)) }
    if joined.sides.count > 1 { noteLetters(of: joined.file, in: judged) }
  }

  /// Whether the merge itself took the case away: no parent without it has had it.
  private mutating func isDropped(
    _ one: TouchedCase, from bases: [CommitTop], in judged: JudgedCommit
  ) throws(GitError) -> Bool {
    guard one.old != nil else { return false }
    if one.held.count > 1 { return true }
    return try !isKnown(one, in: bases)
  }

  /// Whether what the sides go back to has a case of the number.
  private mutating func isKnown(_ one: TouchedCase, in bases: [CommitTop]) throws(GitError) -> Bool
  {
    for base in bases where try entry(of: one.number, near: one.formerPaths, in: base) != nil {
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
      guard let entry = try entry(of: one.number, near: one.formerPaths, in: top) else {
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

  /// What a merge has made of a case.
  ///
  /// - Parameter formers: the case under numbers that it has given up: of one that one side has given
  ///   another number, the other side has the old one.
  mutating func joined(
    _ new: CaseFile, _ one: TouchedCase, or formers: [TouchedCase], from bases: [CommitTop]
  ) throws(GitError) -> JoinedCase {
    var sides: [CaseFile] = []
    for side in one.held { sides.append(try file(side)) }
    let own = try base(of: one, in: bases)
    var base = own
    for former in formers {
      if sides.count < 2, let side = former.held.first { sides.append(try file(side)) }
      if base == nil { base = try self.base(of: former, in: bases) }
    }
    let isOfBoth = one.held.count == 2
    var isNewOnBoth = false
    if isOfBoth, one.parents.count == 2, formers.isEmpty, one.held[0].id != one.held[1].id {
      isNewOnBoth = try !isKnown(one, in: bases)
    }
    return JoinedCase(
      file: new, sides: sides, base: try base.map { base throws(GitError) in try file(base) },
      isNewOnBoth: isNewOnBoth,
      places: isOfBoth ? own.map { one.lawfulPaths(from: $0.entry) } : nil)
  }
}

extension CaseFile {
  /// The case under numbers that it has given up.
  fileprivate func formers(among touched: [TouchedCase]) -> [TouchedCase] {
    let given = Set(subject.formerNumbers.map(\.number))
    return touched.filter { $0.new == nil && given.contains($0.number) }
  }
}

/// What both sides of a merge go back to, of one case.
struct CommonCase {
  let entry: TreeEntry
  /// What no commit has, but the merge of several would.
  var file: CaseFile?
}

extension TouchedCase {
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
    let there = parents.map { side in side.filter { $0.path == entry.path } }
    if there.contains(where: { !$0.isEmpty }) { one.parents = there }
    return one
  }
}

// MARK: Rules

extension CommitJudge {
  /// - Returns: whether the merge has chosen between what both sides changed.
  private mutating func judgeJoinedRules(from bases: [CommitTop], in judged: JudgedCommit)
    throws(GitError) -> Bool
  {
    guard judged.differsInRules, judged.parents.count == 2 else { return false }
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
    return isChosen
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
