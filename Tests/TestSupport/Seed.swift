import FoundationEssentials
import Synchronization
package import Testing

/// What the random choices of a test follow from.
///
/// A failure of a test that is `.seeded` shows `DUBAN_SEED=…`, and with that variable set the test
/// makes the same choices again:
///
///     DUBAN_SEED=17 swift test --filter aFixMakesAFileNoWorse
package final class Seed: Sendable {
  package let value: UInt64
  private let generators: Mutex<SplitMix64>

  package init(_ value: UInt64) {
    self.value = value
    generators = Mutex(SplitMix64(seed: value))
  }

  /// The seed that is to be tried again, and no other.
  package static let given = ProcessInfo.processInfo.environment["DUBAN_SEED"].flatMap {
    UInt64($0)
  }

  /// Of the test that runs, or of the turn that a test takes in `each(of:)`.
  @TaskLocal fileprivate static var current: Seed?

  /// Runs `body` for each seed, or only for the one that is given.
  package static func each(
    of seeds: some Sequence<UInt64>, _ body: (UInt64) throws -> Void
  ) rethrows {
    for seed in chosen(of: seeds) { try with(seed) { try body(seed) } }
  }

  package static func with<T>(_ seed: UInt64, _ body: () throws -> T) rethrows -> T {
    try $current.withValue(Seed(seed), operation: body)
  }

  package static func with<T>(_ seed: UInt64, _ body: () async throws -> T) async rethrows -> T {
    try await $current.withValue(Seed(seed), operation: body)
  }

  /// The seeds, or the one that is given.
  package static func chosen(of seeds: some Sequence<UInt64>) -> [UInt64] {
    given.map { [$0] } ?? Array(seeds)
  }

  /// A generator of its own for everybody who asks: the same ones, in the order of asking.
  package static func generator() -> SplitMix64 {
    guard let current else {
      Issue.record("a test with random choices is .seeded")
      return SplitMix64(seed: 0)
    }
    return SplitMix64(seed: current.generators.withLock { $0.next() })
  }
}

/// Small, quick and the same on every machine (Steele, Lea and Flood, 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Gives each test a seed, and shows it where the test fails.
package struct Seeded: TestTrait, SuiteTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func scopeProvider(for test: Test, testCase: Test.Case?) -> Seeded? {
    testCase == nil ? nil : self
  }

  @concurrent package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let seed = Seed(Seed.given ?? .random(in: 0 ... .max))
    let showing = IssueHandlingTrait.compactMapIssues { issue in
      var issue = issue
      issue.comments.append("DUBAN_SEED=\((Seed.current ?? seed).value)")
      return issue
    }
    try await Seed.$current.withValue(seed) {
      try await showing.provideScope(for: test, testCase: testCase) {
        do {
          try await function()
        } catch let error where !(error is ExpectationFailedError) {
          // Else it would be recorded where the seed is no longer known.
          Issue.record(error, sourceLocation: test.sourceLocation)
        }
      }
    }
  }
}

extension Trait where Self == Seeded {
  /// For tests that make random choices.
  package static var seeded: Seeded { Seeded() }
}
