import Testing
import TestSupport

@Suite(.seeded) struct ConcurrencyTests {
  /// Eight processes record in eight cases and in one that they share.
  @Test func whatIsAcknowledgedIsRecordedOnce() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      let ids = [
        "2017-0003", "2017-0005", "2018-0002", "2018-0006", "2018-0007", "2018-0011", "2018-0007",
        "2018-0007",
      ]
      let rounds = 4
      let said = try await withThrowingTaskGroup(of: [String].self) { group in
        for (process, id) in ids.enumerated() {
          group.addTask {
            var said: [String] = []
            for round in 0..<rounds {
              let note = "第\(process)处第\(round)次"
              let step = [
                "step", id, "续批", "--领导", "省委主要领导", "--类别", "参阅性", "--摘要", note, "--date",
                "2026-03-02",
              ]
              var result = try await duban(step)
              // On a busy machine the others take longer than it waits for its turn.
              for _ in 1...20 where result.status == 5 { result = try await duban(step) }
              if result.status == 0 { said.append(note) } else { Issue.record("\(result.errors)") }
            }
            return said
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(said.count == ids.count * rounds)
      let all = try Set(ids).map { try git.read("cases/\($0.prefix(4))/\($0).md") }.joined()
      for note in said { #expect(all.split(separator: "摘要: \(note)\n").count == 2, "\(note)") }
      try await git("fsck", "--strict")
      #expect(try await git("status", "--porcelain") == "")
    }
  }
}
