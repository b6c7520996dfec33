import Testing
import TestSupport

@Suite struct KillTests {
  /// A process killed at any moment leaves the old state or the new one, and the next run puts
  /// right what is left.
  @Test func aKilledStepLeavesTheOldOrTheNewState() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample")
      let path = "cases/2018/2018-0007.md"
      var old = try git.read(path)
      for attempt in 0..<24 {
        let head = try await git("rev-parse", "HEAD")
        let step = [
          "step", "2018-0007", "回访", "--方式", "电话\(attempt)", "--结果", "巩固", "--date", "2019-03-01",
        ]
        // From before it has begun until after it has ended.
        let result = try await duban.killed(afterMilliseconds: attempt * 5, step)
        let now = try await git("rev-parse", "HEAD")
        let text = try git.read(path)
        if now == head {
          #expect(result.status != 0)
          #expect(text == old || text.contains("电话\(attempt)"))
        } else {
          #expect(try await git("show", "HEAD:\(path)") == text)
        }
        try await git("fsck", "--strict")
        // Written and not recorded: commit records it. Nothing of ours stays in the way.
        let next = try await duban("commit")
        #expect(next.status == 0, "\(next.errors)")
        #expect(try await git("status", "--porcelain") == "")
        old = try git.read(path)
      }
    }
  }
}
