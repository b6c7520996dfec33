import CaseStore
import FrontMatter
import Git
import Supervision
import TestSupport
import Testing

@Suite struct SettledCasesTests {
  private static let late = Day(year: 2026, month: 3, day: 2)!  // a day of the calendar

  /// A repository with the project's own cases, of which some have ended.
  private static func with(_ body: (GitCLI, GitEnvironment) async throws -> Void) async throws {
    try await withFolder { git in
      let paths = try ProjectFiles.paths(below: "cases", "schema")
      let environment = GitEnvironment(git.variables)
      _ = try await Casebook.create(
        at: git.directory,
        files: try paths.map { (GitPath($0), try ProjectFiles.bytes(of: $0)) },
        message: "建立案件库\n", environment: environment)
      // Of files that are as young as itself git's index proves nothing.
      try await git.setModified("2018-01-01", under: "cases")
      try await git("update-index", "--refresh")
      try await body(git, environment)
    }
  }

  /// The paths of the cases that are read, and of those in which something is owed.
  private static func asked(
    _ git: GitCLI, _ environment: GitEnvironment, asOf: Day, program: String = "1"
  ) async throws -> (read: Set<String>, owing: Set<String>) {
    let book = try Casebook(
      at: CaseFolder(FilePlace(git.directory)), environment: environment)
    let (_, results) = try await book.owing(
      in: try await book.listing(), asOf: asOf, program: program
    ) { ("\($0.path)", $1.duePoints.isEmpty) }
    return (Set(results.map(\.0)), Set(results.filter { !$0.1 }.map(\.0)))
  }

  @Test func settledCasesAreReadOnce() async throws {
    try await Self.with { git, environment in
      let all = Set(try ProjectFiles.paths(below: "cases"))
      let first = try await Self.asked(git, environment, asOf: Self.late)
      #expect(first.read == all && !first.owing.isEmpty && first.owing.count < all.count)
      let second = try await Self.asked(git, environment, asOf: Self.late)
      #expect(second.read == first.owing && second.owing == first.owing)
      // On an earlier day they were not settled yet.
      let before = try await Self.asked(git, environment, asOf: CaseRepository.today)
      #expect(before.read == all)
      #expect(
        try await Self.asked(git, environment, asOf: Self.late.advanced(by: 400)).read
          == first.owing)
      // Another program may judge otherwise.
      #expect(
        try await Self.asked(git, environment, asOf: Self.late, program: "2").read == all)
      // Other rules may set other days.
      try git.write(try git.read("schema/office.yaml") + "\n# 新\n", to: "schema/office.yaml")
      #expect(
        try await Self.asked(git, environment, asOf: Self.late, program: "2").read == all)
    }
  }

  @Test func aCaseThatIsEditedIsReadAgain() async throws {
    try await Self.with { git, environment in
      let first = try await Self.asked(git, environment, asOf: Self.late)
      let path = try #require(first.read.subtracting(first.owing).sorted().first)
      try git.write(try git.read(path) + "\n", to: path)
      let second = try await Self.asked(git, environment, asOf: Self.late)
      #expect(second.read == first.owing.union([path]) && second.owing == first.owing)
    }
  }
}
