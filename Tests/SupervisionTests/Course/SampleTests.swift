import Messages
import Supervision
import Testing
import TestSupport

@Suite struct SampleTests {
  @Test(arguments: rows(Samples.cases))
  func aSampleCaseHasNoError(name: String) throws {
    let subject = try Samples.read(name)
    let day = try #require(Day("2026-11-24"))
    let fileName = "\(try #require(name.split(separator: "/").last)).md"
    let findings = subject.findings(
      schema: try Samples.schema(), fileName: fileName, asOf: day, today: day)
    // The second request for time of this case is late, as its story has it.
    let expected = name.hasSuffix("2018-0004") ? ["extension-asked-late"] : []
    #expect(findings.map(\.rule.id) == expected)
  }

  static let days = [
    "2017-05-02", "2017-06-15", "2017-10-10", "2018-07-31", "2018-08-06", "2018-09-17",
    "2018-12-03", "2020-05-06", "2021-12-01", "2022-06-01",
  ]

  /// What the samples owe on ten days. The recorded text was compared row by row with a second
  /// fold, written from the format alone by somebody else.
  @Test func theSamplesOweWhatTheFormatSays() throws {
    let schema = try Samples.schema()
    var lines: [String] = []
    for name in Samples.cases {
      let subject = try Samples.read(name)
      for day in try Self.days.map({ try #require(Day($0)) }) {
        let state = CaseState(folding: subject, schema: schema, asOf: day)
        guard let standing = state.state else { continue }
        let counts = state.counts
        lines.append(
          "\(name) \(day): \(standing.name), 第\(state.round)轮, \(state.light.name)灯, "
            + "催\(counts.urged)退\(counts.returned)延\(counts.extended)"
            + (state.hasEnded ? ", 了结" : ""))
        lines += state.duePoints.map { point in
          let task = point.task.map { "\($0)" } ?? ""
          let due = point.due.map { "\($0.day)" } ?? "-"
          let original = point.original.map { "\($0)" } ?? "-"
          return
            "  \(due) (\(original)) \(point.light.name) \(point.who) \(point.what.name)\(task): "
            + point.why.zh
        }
      }
    }
    try expectGolden(lines.joined(separator: "\n") + "\n", "sample-states.txt")
  }

  @Test(arguments: rows(Samples.cases))
  func aCaseThatHasNotEndedOwesSomething(name: String) throws {
    let subject = try Samples.read(name)
    let schema = try Samples.schema()
    let first = try #require(subject.steps.first).day
    for offset in 0..<2000 {
      let state = CaseState(folding: subject, schema: schema, asOf: first.advanced(by: offset))
      #expect(state.hasEnded || !state.duePoints.isEmpty)
    }
  }
}
