import Testing
import TestSupport

/// `due --format ics`, read back by a parser that is not ours.
@Suite(.seeded) struct DueTests {
  private func withSample(_ body: (DubanCLI, GitCLI) async throws -> Void) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      try await body(duban, git)
    }
  }

  private func events(_ duban: DubanCLI, _ arguments: String...) async throws
    -> [CalendarReader.Event]
  {
    let result = try await duban(["due", "--format", "ics"] + arguments)
    #expect(result.status == 0 && result.errors == "")
    return try await CalendarReader(result.output).events
  }

  @Test func anotherProgramReadsEveryDuePoint() async throws {
    try await withSample { duban, _ in
      for day in ["2017-05-02", "2018-08-06", "2021-12-31"] {
        let events = try await events(duban, "--as-of", day)
        let lines = try await duban("status", "--porcelain", "--as-of", day).output
          .split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
          .filter { $0[1] != "-" }
        #expect(events.map(\.start).sorted() == lines.map { $0[1] }.sorted() && !events.isEmpty)
        #expect(Set(events.map(\.uid)).count == events.count)
        for line in lines {
          #expect(
            events.contains {
              $0.start == line[1] && $0.summary.hasPrefix("\(line[2]) ")
                && $0.summary.contains(line[3]) && $0.description.hasSuffix("文件:\(line[5])")
            }, "\(line)")
        }
      }
      let event = try #require(
        try await events(duban, "--as-of", "2018-08-06").first { $0.start == "2018-07-31" })
      #expect(event.end == "2018-08-01" && event.categories == "督办、红")
      #expect(event.summary == "2018-0007 报责任人 省卫生和计划生育委员会 疫苗处置和督导检查")
      #expect(event.description.contains("依据:2018-07-24发函,5个工作日;逾期6天\n应办:"))
    }
  }

  @Test func alarmsRingAsTheOfficeOrTheCommandSays() async throws {
    try await withSample { duban, git in
      func alarms(_ arguments: String...) async throws -> [String] {
        let result = try await duban(
          ["due", "--format", "ics", "--as-of", "2018-08-06"] + arguments)
        let event = try await CalendarReader(result.output).events
          .first { $0.start == "2018-07-31" }
        #expect(event?.shown.allSatisfy { $0.hasSuffix("疫苗处置和督导检查 时限2018-07-31") } == true)
        return event?.alarms ?? ["none"]
      }
      #expect(try await alarms() == ["2018-07-30 09:00"])
      #expect(
        try await alarms("--alarm", "当日,3个工作日") == ["2018-07-26 09:00", "2018-07-31 09:00"])
      // Three days before is a Saturday.
      #expect(try await alarms("--alarm", "3,0") == ["2018-07-27 09:00", "2018-07-31 09:00"])
      #expect(try await alarms("--alarm", "无") == [])

      let office = try git.read("schema/office.yaml")
      let key = "提醒: 1个工作日"
      #expect(office.contains(key))
      try git.write(office.replacing(key, with: "提醒: [5个工作日, 当日]"), to: "schema/office.yaml")
      #expect(try await alarms() == ["2018-07-24 09:00", "2018-07-31 09:00"])
      #expect(try await alarms("--alarm", "1个工作日") == ["2018-07-30 09:00"])
      #expect(try await alarms("--rev", "HEAD") == ["2018-07-30 09:00"])
      try git.write(office.replacing(key, with: "提醒: ''"), to: "schema/office.yaml")
      #expect(try await alarms() == [])
    }
  }

  /// Of a unit that nobody knows it is not said that it owes nothing.
  @Test(
    arguments: rows([
      ["status", "--mine"], ["status", "--porcelain", "--mine"], ["due", "--mine"],
    ]))
  func aUnitThatNobodyKnowsIsRefused(verb: [String]) async throws {
    try await withSample { duban, git in
      let unknown = try await duban(verb + ["省教育庁"])
      #expect(unknown.status == 2 && unknown.output == "", "\(unknown.output)")
      #expect(unknown.errors.contains("省教育厅"), "\(unknown.errors)")
      // Known to the office, to a case, or by a part of the name.
      for name in ["省教育厅", "省委督查室", "环境保护"] {
        let result = try await duban(verb + [name])
        #expect(result.status == 0, "\(name): \(result.errors)")
      }
    }
  }

}
