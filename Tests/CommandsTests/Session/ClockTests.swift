import Testing
import TestSupport

/// What day it is. These runs are given none, as every day.
@Suite(.seeded) struct ClockTests {
  /// Where the machine's clock is a day behind the office's, the office's day counts; and the other way
  /// round the machine's, since what somebody does today must not be refused as tomorrow's.
  @Test(arguments: rows(["Etc/GMT+12 +14:00", "Etc/GMT-14 -12:00", "Etc/GMT-14 +14:00"]))
  func theDayIsThatOfWhicheverClockIsAhead(zones: String) async throws {
    let zones = zones.split(separator: " ").map(String.init)
    try await HooksTests.withCase(hooks: false) { git, duban in
      func day(machine: String, office: String) async throws -> String {
        let text = try git.read("schema/office.yaml")
        try git.write(text.replacing("时区: +08:00", with: "时区: \(office)"), to: "schema/office.yaml")
        defer { try? git.write(text, to: "schema/office.yaml") }
        var here = git
        here.variables["DUBAN_TODAY"] = nil
        here.variables["TZ"] = machine
        var there = DubanCLI(here)
        there.variables["DUBAN_TODAY"] = nil
        let result = try await there("ledger", "--format", "json")
        #expect(result.status == 0, "\(result.errors)")
        return try #require(result.output.firstMatch(of: /"asOf": "([0-9-]+)"/)).output.1
          .description
      }
      // The day may change between two runs, but not twice.
      let before = try await day(machine: "Etc/GMT-14", office: "+14:00")
      let told = try await day(machine: zones[0], office: zones[1])
      let after = try await day(machine: "Etc/GMT-14", office: "+14:00")
      #expect([before, after].contains(told), "\(zones)")
    }
  }

  @Test func aDayThatIsNoneIsRefusedByEveryVerb() async throws {
    try await HooksTests.withCase(hooks: false) { _, duban in
      var odd = duban
      odd.variables["DUBAN_TODAY"] = "2026-02-30"
      for verb in ["explain", "status"] {
        let result = try await odd(verb)
        #expect(result.status == 2 && result.errors.contains("2026-02-30"), "\(result.errors)")
      }
    }
  }
}
