package import Files
package import Git
import Messages
package import Supervision

/// That commits became reachable from the branch that all share, which only the shared repository knows:
/// its hook keeps a line of each in a file that only grows.
package struct Arrival: Sendable, Hashable {
  /// By the server's clock.
  let day: Day
  /// `refs/heads/main`
  let branch: String
  /// What the branch was; zero where it began.
  let old: OID
  let new: OID

  package init(on day: Day, branch: String, old: OID, new: OID) {
    (self.day, self.branch, self.old, self.new) = (day, branch, old, new)
  }

  /// `2026-11-30 refs/heads/main OLD NEW`
  fileprivate init?(line: Substring) {
    let words = line.split(separator: " ")
    guard words.count == 4, let day = Day(String(words[0])), let old = OID(hex: words[2]),
      let new = OID(hex: words[3])
    else { return nil }
    self.init(on: day, branch: String(words[1]), old: old, new: new)
  }

  fileprivate var line: String { "\(day) \(branch) \(old) \(new)\n" }
}

extension Repository {
  /// Beside what git keeps: no cache, and nothing makes it anew.
  private var arrivalsFile: FilePlace { FilePlace(commonDirectory + "duban-arrivals") }

  /// Keeps what came in.
  package func note(_ arrivals: [Arrival]) throws(FileError) {
    guard !arrivals.isEmpty else { return }
    try arrivalsFile.append(Array(arrivals.map(\.line).joined().utf8))
    share(arrivalsFile)
  }

  /// The day on which it is `time` (seconds since 1970) where the office is.
  package func day(at time: Int64) throws(GitError) -> Day {
    let zone = try head().commit.map { id throws(GitError) in try schema(in: id).office.zone }
    return Signature(name: "", email: "", time: time, offset: Int32(zone ?? Office().zone)).day
  }

  /// The steps that came in later than 补录 allows after the day of their commits, as the file of arrivals
  /// has it; none where nothing is kept. What a branch began with came with it.
  package func cameInLate() throws(CaseStoreError) -> [ProofFinding] {
    let text = String(decoding: try onDisk(arrivalsFile.read())?.bytes ?? [], as: UTF8.self)
    var known: Set<OID> = []
    var found: [ProofFinding] = []
    for arrival in text.split(separator: "\n").compactMap(Arrival.init) {
      guard arrival.old != .zero, try inGit(contains(arrival.new)),
        try inGit(contains(arrival.old))
      else { continue }
      let (ids, _) = try inGit(
        HistoryProof.commits(from: [arrival.new], hiding: [arrival.old], in: self))
      found += try inGit(cameInLate(ids.filter { known.insert($0).inserted }, on: arrival.day))
    }
    return found.sorted()
  }

  /// Those of some commits that record steps and come in later than 补录 allows after their own day.
  package func cameInLate(_ ids: [OID], on day: Day) throws(GitError) -> [ProofFinding] {
    guard let last = ids.last else { return [] }
    let rules = try schema(in: last)
    var found: [ProofFinding] = []
    for id in ids {
      let commit = try commit(id)
      let limit = rules.calendar.deadline(rules.office.lateEntry, from: commit.committer.day)
      guard limit.day < day, commit.parents.count < 2,
        let (path, place) = try firstStep(in: commit)
      else { continue }
      found.append(
        ProofFinding(
          commit: id, time: commit.committer.time, path: path, place: place, rule: .cameInLate,
          severity: Rule.cameInLate.severity,
          message: Phrase(
            zh: "\(commit.committer.day) 提交,\(day) 才进共享仓库",
            en: "committed on \(commit.committer.day), and in the shared repository on \(day)")))
    }
    return found
  }

  /// Where a commit records a step; nil if it records none.
  func firstStep(in commit: CommitSummary) throws(GitError)
    -> (RelativePath, SourceLocation)?
  {
    for change in try changes(from: commit.parents.first, to: commit.tree, under: "cases") {
      guard let entry = change.new, CaseFile.isCase(entry.path), entry.mode.isFile else { continue }
      let new = CaseFile(path: entry.path, bytes: try blob(entry.id))
      let old = try change.old.map { entry throws(GitError) in
        CaseFile(path: entry.path, bytes: try blob(entry.id))
      }
      if let step = CaseChange(from: old?.subject, to: new.subject).added.first {
        return (entry.path, new.text.location(of: step.kindRange.lowerBound))
      }
    }
    return nil
  }
}
