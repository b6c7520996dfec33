import Testing

@testable import benchmark
import TestSupport

@Suite struct ReportTests {
  private static let results: Results = {
    var results = Results(history: GeneratedHistory(cases: 1000, steps: 20), runs: 5, limit: 180)
    let verify = Outcome(
      name: "verify --full", bound: .times(1), ours: side(1.5575, 2, 357_000_000),
      other: side(180, 178, 1_054_000_000, isStopped: true), isBesideGit: true)
    let status = Outcome(
      name: "status", bound: .times(1, plus: 0.012), ours: side(0.0161, 0.02, 23_600_000),
      other: side(0.0027, 0.004, 5_600_000), isBesideGit: true)
    let listed = Outcome(
      name: "status, taskwarrior", bound: nil, ours: side(0.0161, 0.02, 23_600_000),
      other: side(0.012, 0.01, nil))
    let alone = Outcome(
      name: "ledger xlsx", bound: .seconds(5), ours: side(0.0881, 0.1, 21_100_000), other: nil)
    results.rows =
      [status, alone, listed, verify].map { .measured($0) }
      + [.skipped(name: "log CASE, fossil", why: "not made in 300 s")]
    results.notInstalled = ["ledger"]
    return results
  }()

  private static func side(
    _ wall: Double, _ processor: Double, _ memory: Int?, isStopped: Bool = false
  ) -> Outcome.Side {
    Outcome.Side(wall: wall, processor: processor, memory: memory, isStopped: isStopped)
  }

  @Test func asThePageHasIt() {
    #expect(
      Report.text(Self.results, as: .markdown) == """
        ### 1,000 cases, 20,001 commits, medians of 5 runs

        | command | ours, ms | other, ms | ratio | bound |  | processor time | ours, MB | other, MB |
        |---|--:|--:|--:|--:|---|--:|--:|--:|
        | status | 16.1 | 2.7 | 5.96 | 1 × + 12 ms | over | 5.00 | 23.6 | 5.6 |
        | ledger xlsx | 88.1 |  |  | 5 s | within |  | 21.1 |  |
        | status, taskwarrior | 16.1 | 12.0 | 1.34 |  |  | 2.00 | 23.6 |  |
        | verify --full | 1557.5 | over 180,000 | < 0.01 | 1 × | within |  | 357.0 | 1054.0 |
        | log CASE, fossil |  | not made in 300 s |  |  |  |  |  |  |

        Not installed: ledger.
        """)
  }

  @Test func forPeopleTheSameInColumns() {
    let lines = Report.text(Self.results, as: .text).split(
      separator: "\n", omittingEmptySubsequences: false)
    let cells = lines.map { $0.split(separator: "  ").map { $0.drop { $0 == " " } } }
    #expect(cells[0] == ["1,000 cases, 20,001 commits, medians of 5 runs"])
    #expect(
      cells[3].filter { !$0.isEmpty } == [
        "status", "16.1", "2.7", "5.96", "1 × + 12 ms", "over", "5.00", "23.6", "5.6", "over",
      ])
    #expect(lines.suffix(2) == ["", "Not installed: ledger."])
  }

  @Test func forProgramsTheUnitsAreInTheNames() {
    let json = Report.text(Self.results, as: .json).filter { $0 != " " && $0 != "\n" }
    #expect(
      json.hasPrefix(
        #"{"version":3,"cases":1000,"steps":20,"runs":5,"limitMilliseconds":180000,"rows":["#))
    #expect(
      json.contains(
        #"{"command":"verify--full","bound":"1×","within":true,"failed":false,"ours":{"microseconds":1557500,"processorMicroseconds":2000000,"stopped":false,"bytes":357000000},"other":{"microseconds":180000000,"processorMicroseconds":178000000,"stopped":true,"bytes":1054000000},"ratioPerMilleBelow":9,"memoryWithin":true}"#
      ))
    #expect(json.contains(#"{"command":"logCASE,fossil","skipped":"notmadein300s"}"#))
    #expect(json.hasSuffix(#""notInstalled":["ledger"]}"#))
  }

  @Test(
    arguments: rows(
      [
        // ours, stopped, other, stopped, within, ratio
        (1, false, 2, false, true, "0.50"), (3, false, 2, false, false, "1.50"),
        (1, false, 2, true, true, "< 0.50"), (3, false, 2, true, nil, "< 1.50"),
        (1, true, 2, false, nil, "> 0.50"), (3, true, 2, false, false, "> 1.50"),
        (2, true, 2, true, nil, ""), (3, true, 2, true, nil, ""),
      ] as [(Double, Bool, Double, Bool, Bool?, String)]))
  func whatWasStoppedIsABound(
    ours: Double, isStopped: Bool, other: Double, otherIsStopped: Bool, isWithin: Bool?,
    ratio: String
  ) {
    let outcome = Outcome(
      name: "x", bound: .times(1), ours: Self.side(ours, 1, nil, isStopped: isStopped),
      other: Self.side(other, 1, nil, isStopped: otherIsStopped))
    #expect(outcome.isWithin == isWithin)
    var results = Results(history: GeneratedHistory(cases: 1, steps: 1), runs: 1, limit: 2)
    results.rows = [.measured(outcome)]
    let row = Report.text(results, as: .markdown).split(separator: "\n").last
    let cells = row?.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " }
    }
    #expect(cells.map { $0[4] } == (ratio.isEmpty ? "" : "\(ratio) "))
  }
}
