import Synchronization
import Testing
import TestSupport

@Suite struct SeedTests {
  private static func draw() -> [UInt64] {
    (0..<3).map { _ in
      var generator = Seed.generator()
      return generator.next()
    }
  }

  @Test func theSameSeedGivesTheSameChoices() {
    let first = Seed.with(17) { Self.draw() }
    #expect(first == Seed.with(17) { Self.draw() })
    #expect(first != Seed.with(18) { Self.draw() })
    #expect(Set(first).count == 3)
  }

  @Test func aFailureShowsItsSeed() async throws {
    let shown = Mutex<[String]>([])
    let test = try #require(Test.current)
    let hiding = IssueHandlingTrait.compactMapIssues { issue in
      shown.withLock { $0 += issue.comments.map(\.rawValue) }
      return nil
    }
    try await hiding.provideScope(for: test, testCase: .current) {
      try await Seeded.seeded.provideScope(for: test, testCase: .current) {
        Issue.record()
        Seed.with(17) { _ = Issue.record() }
        throw Fault()
      }
    }
    let seeds = shown.withLock(\.self)
    #expect(seeds.count == 3 && seeds[1] == "DUBAN_SEED=17")
    #expect(seeds[0] == seeds[2] && seeds[0].hasPrefix("DUBAN_SEED="))
  }

  private struct Fault: Error {}
}
