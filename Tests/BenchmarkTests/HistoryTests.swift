import FrontMatter
import Messages
import Supervision
import Testing

@testable import benchmark
import TestSupport

@Suite struct HistoryTests {
  @Test(arguments: rows([1, 7, 168, 500]))
  func everyStepComesOnItsDayInTheOrderOfTheCases(cases: Int) {
    let history = GeneratedHistory(cases: cases, steps: 5)
    let all = (0..<cases).flatMap { index in (0..<5).map { (index: index, number: $0) } }
    let expected = all.sorted {
      (history.day(of: $0.number, of: $0.index), $0.index)
        < (history.day(of: $1.number, of: $1.index), $1.index)
    }
    var steps: [(index: Int, number: Int)] = []
    history.forEachStep { steps.append(($0, $1)) }
    #expect(steps.elementsEqual(expected, by: ==))
  }

  @Test(arguments: rows(1...20))
  func everyCaseIsWithoutFault(steps: Int) throws {
    let history = GeneratedHistory(cases: 24, steps: steps)
    for index in 0..<history.cases {
      #expect(try faults(history.text(of: index, steps: steps), history.number(of: index)) == [])
    }
  }

  @Test(arguments: rows(1...20), rows([1, 5, 24]))
  func aCaseTakesTheStepThatIsMeasuredAgainAndAgain(steps: Int, cases: Int) throws {
    let history = GeneratedHistory(cases: cases, steps: steps)
    let running = Rows(history: history, binary: "", beside: "").running
    var text = history.text(of: running, steps: steps)
    for round in 0...2 {
      let step = Rows.step(round, by: 1)
      let fields = stride(from: 1, to: step.count, by: 2).map {
        "    \(step[$0].dropFirst(2)): \(step[$0 + 1])\n"
      }
      let parts = text.split(separator: "\n---\n", maxSplits: 1)
      try #require(parts.count == 2)
      text =
        "\(parts[0])\n  - 日期: 2026-03-02\n    步骤: \(step[0])\n\(fields.joined())---\n\(parts[1])"
    }
    #expect(try faults(text, history.number(of: running)) == [])
  }

  @Test func gitReadsTheHistory() async throws {
    let history = GeneratedHistory(cases: 10, steps: 4)
    var stream: [UInt8] = []
    history.fastImport(schema: [("schema/office.yaml", Array("机关: 督查室\n".utf8))]) { stream += $0 }
    try await withDirectory { path in
      let git = GitCLI(directory: path)
      try await git("init", "--quiet", "--initial-branch=main")
      try await git(["fast-import", "--quiet"], input: String(decoding: stream, as: UTF8.self))
      try await git("fsck", "--strict")
      #expect(try await git("rev-list", "--count", "main") == "41\n")
      #expect(
        try await git("show", "main:\(history.path(of: 3))") == history.text(of: 3, steps: 4))
    }
  }

  @Test func aTransactionIsAStep() {
    var journal: [UInt8] = []
    GeneratedHistory(cases: 1, steps: 2).journal { journal += $0 }
    #expect(
      String(decoding: journal, as: UTF8.self) == """
        2016-01-01 登记
            案件:2016-0001  1 步
            步骤:登记  -1 步

        2016-01-02 研判
            案件:2016-0001  1 步
            步骤:研判  -1 步


        """)
  }

  @Test func aTaskIsACase() throws {
    var tasks: [UInt8] = []
    GeneratedHistory(cases: 8, steps: 4).tasks { tasks += $0 }
    let lines = String(decoding: tasks, as: UTF8.self).split(separator: "\n")
    try #require(lines.count == 10)
    #expect(lines[0] == "[" && lines[9] == "]")
    #expect(
      lines[1]
        == #"{"uuid":"00000000-0000-4000-8000-000000000000","description":"2016-0001 第1件学校食堂食品安全整治","project":"省教育厅","status":"completed","entry":"20160101T000000Z","due":"20160305T000000Z","end":"20160104T000000Z"},"#
    )
    #expect(
      lines[8]
        == #"{"uuid":"00000000-0000-4000-8000-000000000007","description":"2023-0001 第8件学校食堂食品安全整治","project":"省教育厅","status":"pending","entry":"20230808T000000Z","due":"20231011T000000Z"}"#
    )
  }

  private func faults(_ text: String, _ number: CaseNumber) throws -> [String] {
    func source(_ path: String) throws -> SourceText {
      SourceText(path: path, bytes: try ProjectFiles.bytes(of: path))
    }
    let schema = Schema(
      office: Office.reading(try source("schema/office.yaml")).value,
      units: UnitDirectory.reading(try source("schema/units.yaml")).value,
      calendar: WorkingCalendar.reading(try source("schema/holidays.tsv")).value)
    let file = SourceText(path: "\(number).md", bytes: Array(text.utf8))
    let today = Day(year: 2026, month: 3, day: 2)!  // 2 March is a day
    return Case(Document(markdown: file)).findings(
      schema: schema, fileName: file.path, asOf: today, today: today
    ).filter { $0.severity == .error }.map { "\($0.rule.id): \($0.message)" }
  }
}
