import Files
package import Git
import Messages
import Supervision

/// The proof of some commits: what was judged, and what is not as it should be.
package struct HistoryProof: Sendable {
  package private(set) var commits = 0
  /// Commits that touch a case.
  package private(set) var touching = 0
  package private(set) var steps = 0
  /// By time, case and place, each as severe as the rules make it that bound the commit.
  package private(set) var findings: [ProofFinding] = []
  /// As they were found.
  private(set) var found: [ProofFinding] = []
  /// Where the newer rules for histories (判规) begin.
  private(set) var judgingBegins: Set<ProofPart.Beginning> = []
  /// Where numbers were given up, and the files that had them.
  var departures: [String: [ProofPart.Departure]] = [:]
  /// Who recorded what: by the person's address, then by the case's number.
  var recorders: [String: [String: ActedSteps]] = [:]
  /// Where separated steps (分离) were recorded.
  var separated: [SeparatedAct: [OID]] = [:]
  /// What merges have left to be settled.
  var unsettled = Unsettled()
  var letters = KnownLetters()
  /// Whether the rules separate steps anywhere.
  var separates = false
  /// What does not go with what others did, who may be on another branch.
  private var doubtful: [KnownLetters.Collision] = []
  /// Whether nothing is known of the commits before.
  private var isPartial = false
  /// What is held against what the commits before had, where that is not known.
  private var waiting: [ProofPart.Event] = []
  private var added: [String: [OID]] = [:]

  /// The commits that are to be signed and whose signatures could not be checked for want of a key; only
  /// of what was judged just now.
  package private(set) var unchecked: [OID] = []

  /// What attached files come to; only of what was judged just now.
  private(set) var sums: [OID: Checksum] = [:]

  /// What merges brought in of people who no longer have the right; only of what was judged just now.
  package private(set) var withdrawn: [ProofPart.Withdrawn] = []

  /// Of a shallow clone, the commits whose deeds cannot be told, since what came before is not there.
  package private(set) var unjudged: [OID] = []

  /// Whether nothing that was judged is bound by the newer rules for histories (判规).
  package var isOfOlderRules: Bool { judgingBegins.isEmpty && !isBound }
  /// Whether a commit was judged by the newer rules.
  private var isBound = false

  /// Nothing proved yet.
  package init() {}

  init(
    counts: (commits: Int, touching: Int, steps: Int), found: [ProofFinding],
    judgingBegins: [ProofPart.Beginning],
    departures: [String: [ProofPart.Departure]], recorders: [String: [String: ActedSteps]],
    separated: [SeparatedAct: [OID]], unsettled: Unsettled, letters: KnownLetters, separates: Bool
  ) {
    (commits, touching, steps) = counts
    self.found = found
    self.judgingBegins = Set(judgingBegins)
    self.departures = departures
    self.recorders = recorders
    self.separated = separated
    self.unsettled = unsettled
    self.letters = letters
    self.separates = separates
  }

  /// Judges commits, on all cores.
  ///
  /// - Parameters:
  ///   - ids: parents before their children, without gaps.
  ///   - former: what has been proved of the commits before them.
  ///   - isWhole: whether there are no commits before them.
  package init(
    of ids: [OID], in repository: Repository, after former: HistoryProof = HistoryProof(),
    isWhole: Bool = false
  ) async throws(GitError) {
    let boundary = repository.isShallow ? try repository.shallowCommits() : []
    var former = former
    former.isPartial = !isWhole && former.commits == 0
    self = try await former.judging(ids, boundary: boundary, in: repository)
    if isPartial { try await askWhatCameBefore(ids, in: repository) }
    try settleNumbers(of: isWhole ? [] : ids, in: repository)
    added = [:]
    try settleDoubtful(in: repository)
    try weigh(in: repository)
  }

  /// Takes what the next commits came to.
  mutating func add(_ part: ProofPart) {
    commits += part.commits
    touching += part.touching
    steps += part.steps
    found += part.findings
    judgingBegins.formUnion(part.judgingBegins)
    isBound = isBound || part.isBound
    separates = separates || part.separates
    unchecked += part.unchecked
    unjudged += part.unjudged
    withdrawn += part.withdrawn
    sums.merge(part.sums) { one, _ in one }
    for (number, commit) in part.added { added[number, default: []].append(commit) }
    for (number, last) in part.removed { departures[number, default: []].append(last) }
    for event in part.events { take(event) }
  }

  private mutating func take(_ event: ProofPart.Event) {
    switch event {
    case .acted(let act): take(act)
    case .unsettled(let findings, let number): unsettled.add(findings, of: number)
    case .recorded(let step):
      if !unsettled.rules(of: step.number).isDisjoint(with: step.rules) {
        found.append(step.finding)
      } else if isPartial {
        waiting.append(event)
      }
    case .sent(let letters):
      if isPartial { waiting.append(event) } else { doubtful += self.letters.take(letters) }
    case .renumbered(let former, let number):
      unsettled.renumber(former, to: number)
      letters.renumber(former, to: number)
      for (email, kinds) in recorders {
        if let known = kinds[former] {
          recorders[email]?[number, default: ActedSteps()].formUnion(known)
        }
      }
    }
  }
}

// MARK: Separated steps

/// A step of a kind that is separated from others (分离).
struct SeparatedAct: Sendable, Hashable, Comparable {
  let number: String
  let email: String
  let kind: StepKind

  static func < (one: SeparatedAct, other: SeparatedAct) -> Bool {
    (one.number, one.email, one.kind.rawValue) < (other.number, other.email, other.kind.rawValue)
  }
}

extension HistoryProof {
  private mutating func take(_ acted: ProofPart.Acted) {
    let act = acted.act
    func separated(_ kind: StepKind, by email: String) -> SeparatedAct {
      SeparatedAct(number: act.number, email: email, kind: kind)
    }
    if let finding = acted.finding {
      if let (pair, email, isNewer) = earlier(than: act) {
        doubtful.append(
          KnownLetters.Collision(
            commit: acted.commit,
            others: (self.separated[separated(pair.second, by: email)] ?? [])
              .map { LetterUse.Span(start: $0) },
            finding: finding(pair, isNewer)))
      } else if isPartial {
        waiting.append(.acted(acted))
      }
      for kind in [act.kind] + act.others {
        self.separated[separated(kind, by: act.email), default: []].append(acted.commit)
      }
    }
    recorders[act.email, default: [:]][act.number, default: ActedSteps()].insert(act)
  }

  /// What the act is and the step of the case, recorded by the same person under some address, beside
  /// which it may not stand; and whether only newer rules count it.
  private func earlier(than act: Act) -> (Roles.Pair, email: String, isNewer: Bool)? {
    for address in [act.email] + act.aliases.sorted() {
      guard let known = recorders[address]?[act.number] else { continue }
      let counted = address == act.email ? known : known.underAnotherAddress
      if let (pair, isNewer) = counted.pair(barring: act) { return (pair, address, isNewer) }
    }
    return nil
  }
}

// MARK: What is known of what came before

extension HistoryProof {
  /// What does not go with what others did is an error of the later one; where neither knew of the other,
  /// a merge has brought them together.
  private mutating func settleDoubtful(in repository: Repository) throws(GitError) {
    func isKnown(_ use: LetterUse.Span, to commit: OID) throws(GitError) -> Bool {
      guard try repository.isAncestor(use.start, of: commit) else { return false }
      guard let end = use.end else { return true }
      return try !repository.isAncestor(end, of: commit)
    }
    for one in doubtful {
      var isOld = false
      for use in one.own where !isOld { isOld = try isKnown(use, to: one.commit) }
      if isOld { continue }
      var isLater = one.others?.isEmpty == true
      for other in one.others ?? [] where !isLater { isLater = try isKnown(other, to: one.commit) }
      if isLater {
        found.append(one.finding)
      } else if one.others?.contains(where: { $0.end == nil }) ?? true {
        found.append(one.finding.unsettled)
      }
    }
    doubtful = []
  }

  /// Asks the history, of some commits only, for what a proof of the whole would know by then.
  ///
  /// - Complexity: nothing where the commits do nothing that is held against what came before.
  private mutating func askWhatCameBefore(_ ids: [OID], in repository: Repository)
    async throws(GitError)
  {
    let judged = Set(ids)
    var before: Set<OID> = []
    for id in ids where !waiting.isEmpty {
      for parent in try repository.parents(of: id) where !judged.contains(parent) {
        if try repository.contains(parent) { before.insert(parent) }
      }
    }
    var hasLetters = false
    for event in waiting {
      switch event {
      case .recorded(let step):
        let known = try await repository.unsettled(
          [step.number], upTo: [step.finding.commit],
          under: try repository.schema(in: step.finding.commit),
          on: Signature(name: "", email: "", time: step.finding.time, offset: 480).day)
        if !known.rules(of: step.number).isDisjoint(with: step.rules) {
          found.append(step.finding)
        }
      case .acted(let acted):
        guard !before.isEmpty, let finding = acted.finding else { continue }
        let act = acted.act
        let known = try await repository.actedSteps(
          in: act.number, by: act.email, or: act.aliases, upTo: "\(acted.commit)",
          but: acted.commit)
        if let (pair, isNewer) = known.pair(barring: act) { found.append(finding(pair, isNewer)) }
      case .sent(let sent):
        if !hasLetters {
          hasLetters = true
          for commit in before.sorted() {
            for use in try await repository.letterUses(in: commit) { _ = letters.take(use) }
          }
        }
        doubtful += letters.take(sent)
      case .unsettled, .renumbered: break
      }
    }
    waiting = []
  }
}

extension Repository {
  /// The rules of a commit.
  func schema(in commit: OID) throws(GitError) -> Schema {
    try SchemaFiles { path throws(GitError) in try blob(at: path, in: commit) }.schema
  }

  /// The letters that the cases of a commit have sent.
  fileprivate func letterUses(in commit: OID) async throws(GitError) -> [SentLetters] {
    try await uses(in: commit) { !$0.letters.isEmpty }.map { used in
      SentLetters(
        caseNumber: CaseFile.id(at: RelativePath(used.path)), commit: commit,
        letters: used.letters.map { ($0, SourceLocation(line: 1, column: 1)) }, isJoined: false
      ) { finding, place in
        ProofFinding(
          commit: commit, time: 0, path: nil, place: place, rule: finding.rule,
          severity: finding.severity, message: finding.message)
      }
    }
  }
}

// MARK: Newer rules

extension HistoryProof {
  /// Gives each finding the severity that it has under the rules that bound its commit.
  mutating func weigh(in repository: Repository) throws(GitError) {
    findings = found
    for (index, finding) in findings.enumerated() where finding.isNewer {
      findings[index].severity = try severity(of: finding, in: repository)
    }
    findings.sort()
  }

  /// Of a finding that only newer rules know than bound the commit: a remark before they began, on
  /// another branch a warning where it is dated before them.
  private func severity(of finding: ProofFinding, in repository: Repository) throws(GitError)
    -> Rule.Severity
  {
    guard !judgingBegins.isEmpty else { return .info }
    for beginning in judgingBegins where beginning.commit != finding.commit {
      if try repository.isAncestor(finding.commit, of: beginning.commit) { return .info }
    }
    let day = Signature(name: "", email: "", time: finding.time, offset: 480).day
    let isEarlier = judgingBegins.allSatisfy { beginning in
      beginning.since.map { day < $0 } ?? false
    }
    return isEarlier ? min(finding.severity, .warning) : finding.severity
  }
}

// MARK: Numbers

extension HistoryProof {
  /// Reports the cases that came up under a number which another case had before.
  ///
  /// Two clones that take the same number at once are no such thing: one of them gives it up.
  ///
  /// - Parameter ids: what was judged, if there are commits before.
  private mutating func settleNumbers(of ids: [OID], in repository: Repository) throws(GitError) {
    guard !added.isEmpty else { return }
    let present = try numbersBefore(ids, in: repository)
    for (number, commits) in added.sorted(by: { $0.key < $1.key }) {
      let left = departures[number] ?? []
      let there = present[number] ?? []
      guard commits.count + left.count + there.count > 1 else { continue }
      for commit in commits {
        var isTaken = false
        for other in commits + there where other != commit && !isTaken {
          isTaken = try repository.isAncestor(other, of: commit)
        }
        var blobs: [OID] = []
        for departure in left where departure.commit != commit {
          guard try repository.isAncestor(departure.commit, of: commit) else { continue }
          isTaken = true
          blobs.append(departure.blob)
        }
        if isTaken {
          found += try Self.reuse(of: number, in: commit, except: blobs, repository)
        }
      }
    }
  }

  /// Which numbers the commits before the first judged ones have.
  private func numbersBefore(_ ids: [OID], in repository: Repository) throws(GitError)
    -> [String: [OID]]
  {
    let judged = Set(ids)
    var before: Set<OID> = []
    for id in ids {
      for parent in try repository.parents(of: id) where !judged.contains(parent) {
        if try repository.contains(parent) { before.insert(parent) }
      }
    }
    var numbers: [String: [OID]] = [:]
    for commit in before.sorted() {
      for entry in try repository.entries(under: "cases", in: commit)
      where CaseFile.isCase(entry.path) {
        numbers[CaseFile.id(at: entry.path), default: []].append(commit)
      }
    }
    return numbers
  }

  /// - Parameter blobs: what the case was when it was removed: to put it back is to mend.
  private static func reuse(
    of number: String, in id: OID, except blobs: [OID], _ repository: Repository
  ) throws(GitError) -> [ProofFinding] {
    let commit = try repository.commit(id)
    let changes = try repository.changes(
      from: commit.parents.first, to: commit.tree, under: "cases")
    let come = changes.compactMap(\.new).first { CaseFile.id(at: $0.path) == number }
    guard let come, !blobs.contains(come.id), come.mode.isFile else { return [] }
    let file = CaseFile(path: come.path, bytes: try repository.blob(come.id))
    let range = file.subject.header.id?.range ?? file.subject.header.anchor
    return [
      ProofFinding(
        commit: id, time: commit.committer.time, path: come.path,
        place: file.text.location(of: range.lowerBound), rule: .numberReused,
        severity: Rule.numberReused.severity,
        message: Phrase(
          zh: "编号 \(number) 已经给过别的案件", en: "another case has had the number \(number)"))
    ]
  }
}
