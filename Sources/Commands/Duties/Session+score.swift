import CaseStore
import Git
import Messages
import Supervision
import Views

extension Session {
  /// The scores of a period and what each point is for.
  ///
  /// - Throws: where the office has no 考核办法, or none yet on the last day.
  func scores(of source: PaperSource, from first: Day, through last: Day)
    async throws(Failure) -> (ScoreReasons, LedgerBasis)
  {
    let schema = source.schema
    let assessment = schema.assessment
    guard let version = assessment.version(on: last) else {
      throw assessment.versions.first.map { .notAssessedYet(on: last, since: $0.since) }
        ?? .noAssessment
    }
    let cases = source.source.cases
    let passage = try await askingStore(
      await cases.map { file in
        let state = CaseState(
          folding: file.subject, schema: schema, asOf: last, withDuties: true)
        return (
          scored: ScoredCase(state, file, by: assessment, from: first, schema),
          fault: FaultyCase(file, state)
        )
      })
    let unreliable = passage.results.compactMap(\.fault)
    warn(of: passage.unread, unreliable: unreliable, below: cases.folder?.place)
    let scored = passage.results.compactMap(\.scored)
    let score = Score(scored.map(\.part), from: first, through: last, by: version)
    let commits = try await recordingCommits(of: scored.map(\.text), upTo: source.commit)
    var reasons: [String: [ScoreReasons.Reason]] = [:]
    for (one, commits) in zip(scored, commits) {
      for (line, commit) in zip(one.lines, commits) {
        reasons[line.line.unit, default: []].append(
          ScoreReasons.Reason(line, commit: commit.map { "\($0)" }))
      }
    }
    let basis = source.basis(
      asOf: last, query: nil, showsCommit: false, unread: unread(passage.unread, unreliable))
    return (ScoreReasons(score, reasons: reasons), basis)
  }
}

/// What a case brings, and the steps that show it.
private struct ScoredCase: Sendable {
  let lines: [UnitScore.Line]
  let part: Score.Part
  let text: RecordedText

  init?(
    _ state: CaseState, _ file: CaseFile, by assessment: Assessment, from first: Day,
    _ schema: Schema
  ) {
    guard state.state != nil else { return nil }
    lines = assessment.lines(of: state, file.subject, from: first, schema: schema).map {
      UnitScore.Line(
        $0, id: file.id, title: state.subject.header.shownTitle, path: "\(file.path)")
    }
    part = Score.Part(lines, duties: state.duties, from: first)
    if part.isEmpty { return nil }
    text = RecordedText(lines.map(\.line.step), of: file)
  }
}

extension Failure {
  fileprivate static let noAssessment = Failure.usage(
    Phrase(zh: "没有考核办法 schema/assessment.yaml", en: "there is no schema/assessment.yaml"),
    hint: Phrase(
      zh: "duban-git score --template -o schema/assessment.yaml 写出一份,改好再用",
      en: "duban-git score --template -o schema/assessment.yaml writes one to begin with"))

  fileprivate static func notAssessedYet(on day: Day, since: Day) -> Failure {
    .usage(
      Phrase(
        zh: "\(day) 还没有考核办法:schema/assessment.yaml 里最早的从 \(since) 起",
        en:
          "there were no rules on \(day): the first version of schema/assessment.yaml is from \(since)"
      ))
  }
}
