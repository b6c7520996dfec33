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
    let differs = judged.parents.contains { $0.cases != judged.top.cases }
    let bases = isJoined || differs ? try bases(of: judged) : []
    if isJoined, bases.isEmpty { try judgeBeginnings(of: judged) }
    let joined = try joined(touched, from: bases, in: judged.parents)
    for (former, number) in joined.renumberings { part.note(.renumbered(former, to: number)) }
    for one in joined.deeds {
      note(one, in: judged)
      deed.add(one)
    }
    let others = try findingsOfOtherFiles(
      judged.changes, in: judged.top.tree, beside: judged.parents, from: bases)
    for (path, finding) in others { report(finding, place: nil, at: path, in: judged, true) }
    deed.choosesRules = try judgeJoinedRules(from: bases, in: judged)
    if isJoined { try judgeWithdrawnRights(from: bases, in: judged) }
  }

  /// What the two sides go back to; empty where they have nothing in common.
  private mutating func bases(of judged: JudgedCommit) throws(GitError) -> [CommitTop] {
    guard judged.parents.count == 2 else { return [] }
    return try commonAncestors(of: judged.parents[0].id, judged.parents[1].id)
  }

  mutating func commonAncestors(of one: OID, _ other: OID) throws(GitError) -> [CommitTop] {
    let ids = try repository.mergeBases(one, other) ?? []
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
  /// What a merge makes of the cases that are not as every parent has them, and which of these have got
  /// other numbers.
  mutating func joined(
    _ touched: [TouchedCase], from bases: [CommitTop], in parents: [CommitTop]
  ) throws(GitError) -> (deeds: [CaseDeed], renumberings: [(String, String)]) {
    let renumbered = try renumberedCases(among: touched, from: bases, in: parents)
    var deeds: [CaseDeed] = []
    for one in touched {
      if let new = renumbered.first(where: { $0.former == one.number }) {
        deeds.append(try givenUp(one, for: new))
      } else if let group = renumbered.first(where: { $0.numbers.contains(one.number) }) {
        let first = group.numbersThere(among: touched).first
        if one.new == nil, first != nil {
          deeds.append(.taken(number: one.number))
        } else {
          var one = one
          if one.new != nil { one.follow(group, among: touched) }
          deeds += try self.deeds(one, from: bases, beside: first == one.number ? nil : first)
        }
      } else {
        deeds += try self.deeds(one, from: bases, beside: nil)
      }
    }
    let renumberings = renumbered.flatMap { one -> [(String, String)] in
      guard let number = one.numbersThere(among: touched).first ?? one.numbers.first else {
        return []
      }
      return ([one.former] + one.numbers.filter { $0 != number }).map { ($0, number) }
    }
    return (deeds, renumberings)
  }

  /// - Parameter other: the number under which the merge has the case already.
  private mutating func deeds(_ one: TouchedCase, from bases: [CommitTop], beside other: String?)
    throws(GitError) -> [CaseDeed]
  {
    guard let entry = one.new else {
      guard let old = one.old, try isDropped(one, from: bases) else {
        return [.taken(number: one.number)]
      }
      return [.removed(try file(old))]
    }
    if other == nil, !judgesSides, one.isOneSides(try base(of: one, in: bases)?.entry) {
      return [.taken(number: one.number)]
    }
    // Where both sides took one number in two folders, each file goes on from its own side's.
    var deeds: [CaseDeed] = []
    for each in [entry] + one.twins {
      var joined = try joined(try file(each), one.version(at: each), from: bases)
      if each != entry {
        joined.excess = JoinedCase.Excess(.hasOtherFile(one.number, entry.path), isNewer: false)
      } else if let other {
        joined.excess = JoinedCase.Excess(.hasNumber(other), isNewer: true)
      }
      deeds.append(.joined(joined))
    }
    return deeds
  }

  /// What a merge makes of the file of a case that a side has given another number.
  private mutating func givenUp(_ one: TouchedCase, for new: RenumberedCase) throws(GitError)
    -> CaseDeed
  {
    guard let entry = one.new, let number = new.numbers.first else {
      return .taken(number: one.number)
    }
    let file = try file(entry)
    return .joined(
      JoinedCase(
        file: file, sides: [file], base: file, isNewOnBoth: false, folders: nil,
        excess: JoinedCase.Excess(.hasNumber(number), isNewer: true)))
  }

  /// Notes what only shows when all is known.
  private mutating func note(_ deed: CaseDeed, in judged: JudgedCommit) {
    switch deed {
    case .joined(let joined):
      if joined.sides.isEmpty { part.added.append((joined.file.id, judged.commit.id)) }
      let unsettled = joined.unsettled(under: judged.schema, on: judged.facts.lastDay)
      if !unsettled.isEmpty { part.note(.unsettled(unsettled, of: joined.file.id)) }
      if joined.sides.count > 1 { noteLetters(of: joined.file, in: judged) }
    case .removed(let file):
      let blob = Repository.hash(blob: file.text.bytes)
      part.removed.append((file.id, ProofPart.Departure(commit: judged.commit.id, blob: blob)))
    case .extended, .revised, .taken: break
    }
  }

  /// Whether the merge itself took the case away: no parent without it has had it.
  private mutating func isDropped(_ one: TouchedCase, from bases: [CommitTop]) throws(GitError)
    -> Bool
  {
    if one.held.count > 1 { return true }
    return try !isKnown(one, in: bases)
  }

  /// Whether what the sides go back to has the case.
  mutating func isKnown(_ one: TouchedCase, in bases: [CommitTop]) throws(GitError) -> Bool {
    for base in bases where try entry(of: one, in: base) != nil {
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
      guard let entry = try entry(of: one, in: top) else { continue }
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
  static let mostCrossings = 16

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

  /// The case as a commit has it, under a number that it had before if not under its own.
  private mutating func entry(of one: TouchedCase, in top: CommitTop) throws(GitError) -> TreeEntry?
  {
    for number in [one.number] + one.formers {
      let paths = one.formerPaths.filter { CaseFile.id(at: $0) == number }
      if let found = try entry(of: number, near: paths, in: top) { return found }
    }
    return nil
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
  private mutating func joined(_ new: CaseFile, _ one: TouchedCase, from bases: [CommitTop])
    throws(GitError) -> JoinedCase
  {
    var sides: [CaseFile] = []
    for side in one.held { sides.append(try file(side)) }
    let base = try base(of: one, in: bases)
    let isOfBoth = one.held.count == 2
    var isNewOnBoth = false
    if isOfBoth, one.parents.count == 2, one.held[0].id != one.held[1].id {
      isNewOnBoth = try !isKnown(one, in: bases)
    }
    return JoinedCase(
      file: new, sides: sides, base: try base.map { base throws(GitError) in try file(base) },
      isNewOnBoth: isNewOnBoth,
      folders: isOfBoth ? base.map { one.lawfulFolders(from: $0.entry) } : nil)
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
  fileprivate func lawfulFolders(from base: TreeEntry) -> Set<RelativePath> {
    let moved = held.map(\.path.parent).filter { $0 != base.path.parent }
    return moved.isEmpty ? [base.path.parent] : Set(moved)
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

extension Phrase {
  fileprivate static func hasOtherFile(_ number: String, _ path: RelativePath) -> Phrase {
    Phrase(zh: "编号 \(number) 另有文件 \(path)", en: "the number \(number) has another file, \(path)")
  }

  fileprivate static func hasNumber(_ number: String) -> Phrase {
    Phrase(zh: "这件已改号为 \(number)", en: "the case has got the number \(number)")
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
