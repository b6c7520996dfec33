import CaseStore
import Git
import Messages
import Supervision
import Views

/// Which duties are meant.
struct DutyChoice: Sendable {
  /// Of this unit, the office or a leader, by a part of the name; nil for everyone's.
  var who: String?
  /// Those that had not ended before this day; nil for all.
  var since: Day?
  var isLate = false
  /// Of the cases that match; nil for all.
  var query: String?

  func includes(_ duty: Duty) -> Bool {
    who.map(duty.point.who.contains) ?? true
      && since.map { duty.lastDay >= $0 } ?? true
      && (!isLate || duty.isLate)
  }
}

/// The duties of one case, and the steps whose commits are asked for.
private struct CaseDuties: Sendable {
  let id: String
  let title: String
  let path: String
  let duties: [Duty]
  /// The steps from which they run, and by which they ended.
  let steps: [Int]
  let text: RecordedText

  init(_ state: CaseState, _ duties: [Duty], of file: CaseFile) {
    id = file.id
    title = state.subject.header.shownTitle
    path = "\(file.path)"
    self.duties = duties
    steps = Set(duties.flatMap { [$0.point.startStep] + [$0.endingStep].compactMap(\.self) })
      .sorted()
    text = RecordedText(steps, of: file)
  }

  /// - Parameter commits: of `steps`.
  func rows(_ commits: [OID?]) -> [DutyRow] {
    let known = Dictionary(uniqueKeysWithValues: zip(steps, commits))
    func commit(of step: Int?) -> String? { step.flatMap { known[$0] ?? nil }.map { "\($0)" } }
    return duties.map { duty in
      DutyRow(
        duty, id: id, title: title, path: path, startCommit: commit(of: duty.point.startStep),
        commit: commit(of: duty.endingStep))
    }
  }
}

extension Session {
  /// The record of duties as of a day.
  func duties(of source: PaperSource, on day: Day, choosing choice: DutyChoice)
    async throws(Failure) -> DutyList
  {
    let cases = source.source.cases
    let schema = source.schema
    var choice = choice
    if let who = choice.who, let entry = schema.units.entry(meant: who) {
      choice.who = entry.name.value
    }
    let chosen = choice
    let paths = try await paths(ofCasesMatching: chosen.query, of: source, on: day)
    let passage = try await askingStore(
      await cases.map { file in
        let state = CaseState(
          folding: file.subject, schema: schema, asOf: day, withDuties: true)
        let fault = FaultyCase(file, state)
        guard state.state != nil, paths?.contains("\(file.path)") ?? true else {
          return (duties: CaseDuties?.none, names: [String](), fault: fault)
        }
        let duties = state.duties.filter(chosen.includes)
        return (
          duties: duties.isEmpty ? nil : CaseDuties(state, duties, of: file),
          names: chosen.who == nil ? [] : Set(state.duties.map(\.point.who)).sorted(), fault: fault
        )
      })
    let found = passage.results.compactMap(\.duties)
    if let who = chosen.who, found.isEmpty {
      try schema.requireDebtor(who, among: Set(passage.results.flatMap(\.names)))
    }
    let unreliable = passage.results.compactMap(\.fault)
    warn(of: passage.unread, unreliable: unreliable, below: cases.folder?.place)
    let commits = try await recordingCommits(of: found.map(\.text), upTo: source.commit)
    return DutyList(
      zip(found, commits).flatMap { $0.rows($1) },
      of: source.basis(
        asOf: day, query: chosen.query, showsCommit: false,
        unread: unread(passage.unread, unreliable)),
      since: chosen.since)
  }

  func paths(ofCasesMatching query: String?, of source: PaperSource, on day: Day)
    async throws(Failure) -> Set<String>?
  {
    guard let query else { return nil }
    let ledger = try await ledger(asOf: day, source, for: query)
    return Set(try ledger.rows.chosen(by: query, under: ledger.schema).map(\.path))
  }

  /// - Parameter tip: nil where there is no history, of which nothing is known then.
  func recordingCommits(of texts: [RecordedText], upTo tip: OID?) async throws(Failure)
    -> [[OID?]]
  {
    guard let tip else { return texts.map { $0.steps.map { _ in nil } } }
    let repository = try repository()
    do throws(GitError) {
      return try await repository.recordingCommits(of: texts, upTo: tip)
    } catch {
      throw Failure(error)
    }
  }
}
