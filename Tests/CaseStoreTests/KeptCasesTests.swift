import ByteCoding
import CaseStore
import Files
import Supervision
import Testing
import TestSupport

/// A program that makes something of cases.
private protocol Program: Sendable { static var fingerprint: String { get } }
private enum One: Program { static let fingerprint = "1" }
private enum Other: Program { static let fingerprint = "2" }

/// What a program makes of a case: whether it was read for it.
private struct Seen<By: Program>: KeptCase {
  static var fingerprint: String { By.fingerprint }

  let path: String
  let owes: Bool
  let isRead: Bool
  var id: String { CaseFile.id(at: RelativePath(path)) }

  init?(_ state: CaseState, path: String) {
    self.path = path
    owes = !state.duePoints.isEmpty
    isRead = true
  }

  init(from reader: inout ByteReader, path: String, asOf: Day) throws(DamagedBytes) {
    self.path = path
    owes = try reader.read()
    isRead = false
  }

  func write(to writer: inout ByteWriter) { writer.write(owes) }
}

@Suite struct KeptCasesTests {
  private static let late = Day(year: 2026, month: 3, day: 2)!  // a day of the calendar

  /// A repository with the project's own cases, of which some have ended.
  private static func with(_ body: (GitCLI, Environment) async throws -> Void) async throws {
    try await withFolder { git in
      let paths = try ProjectFiles.paths(below: "cases", "schema")
      let environment = Environment(git.variables)
      _ = try await Casebook.create(
        at: git.directory,
        files: try paths.map { (RelativePath($0), try ProjectFiles.bytes(of: $0)) },
        message: "建立案件库\n", environment: environment)
      // Of files that are as young as itself git's index proves nothing.
      try await git.setModified(under: "cases")
      try await body(git, environment)
    }
  }

  /// The paths of the cases that are read, and of those in which something is owed.
  private static func asked(
    _ git: GitCLI, _ environment: Environment, asOf: Day, today: Day? = nil
  ) async throws -> (read: Set<String>, owing: Set<String>) {
    try await asked(git, environment, asOf: asOf, today: today, by: One.self)
  }

  private static func asked<By: Program>(
    _ git: GitCLI, _ environment: Environment, asOf: Day, today: Day? = nil, by _: By.Type
  ) async throws -> (read: Set<String>, owing: Set<String>) {
    let book = try Casebook(
      at: CaseFolder(FilePlace(git.directory)), environment: environment)
    let source = try CaseSource(try await book.listing(), of: book)
    let seen: MadeCases<Seen<By>> = try await source.owing(
      asOf: asOf, today: today ?? asOf, keptIn: book.repository)
    return (
      Set(seen.cases.filter(\.isRead).map(\.path)), Set(seen.cases.filter(\.owes).map(\.path))
    )
  }

  @Test func onOneDayCasesAreReadOnce() async throws {
    try await Self.with { git, environment in
      let all = Set(try ProjectFiles.paths(below: "cases"))
      let first = try await Self.asked(git, environment, asOf: Self.late)
      #expect(first.read == all && !first.owing.isEmpty && first.owing.count < all.count)
      let second = try await Self.asked(git, environment, asOf: Self.late)
      #expect(second.read.isEmpty && second.owing == first.owing)
      // Another program may judge otherwise.
      #expect(
        try await Self.asked(git, environment, asOf: Self.late, by: Other.self).read == all)
      // Other rules may set other days.
      try git.write(try git.read("schema/office.yaml") + "\n# 新\n", to: "schema/office.yaml")
      #expect(
        try await Self.asked(git, environment, asOf: Self.late, by: Other.self).read == all)
      #expect(
        try await Self.asked(git, environment, asOf: Self.late, by: Other.self).read.isEmpty)
    }
  }

  @Test func anotherDayReadsOnlyWhatOwesSomething() async throws {
    try await Self.with { git, environment in
      let all = Set(try ProjectFiles.paths(below: "cases"))
      let owing = try await Self.asked(git, environment, asOf: Self.late).owing
      // The next morning, once.
      let morning = Self.late.advanced(by: 1)
      #expect(try await Self.asked(git, environment, asOf: morning).read == owing)
      #expect(try await Self.asked(git, environment, asOf: morning).read.isEmpty)
      // Of a day when they were not settled yet nothing is known.
      #expect(
        try await Self.asked(git, environment, asOf: CaseRepository.today, today: morning).read
          == all)
      #expect(
        try await Self.asked(git, environment, asOf: Self.late.advanced(by: 400), today: morning)
          .read == owing)
      // A look at other days has cost today nothing.
      #expect(try await Self.asked(git, environment, asOf: morning).read.isEmpty)
    }
  }

  @Test func theFirstDayAskedAboutIsKeptWhicheverItIs() async throws {
    try await Self.with { git, environment in
      let some = Self.late.advanced(by: -100)
      _ = try await Self.asked(git, environment, asOf: some, today: Self.late)
      #expect(try await Self.asked(git, environment, asOf: some, today: Self.late).read.isEmpty)
      let owing = try await Self.asked(git, environment, asOf: Self.late)
      #expect(owing.read == owing.owing)
    }
  }

  @Test func aCaseThatIsEditedIsReadAgain() async throws {
    try await Self.with { git, environment in
      let first = try await Self.asked(git, environment, asOf: Self.late)
      for path in [first.owing.sorted()[0], first.read.subtracting(first.owing).sorted()[0]] {
        try git.write(try git.read(path) + "\n", to: path)
        let second = try await Self.asked(git, environment, asOf: Self.late)
        #expect(second.read == [path] && second.owing == first.owing)
        try await git("add", path)
        try await git.setModified(under: path)
        #expect(try await Self.asked(git, environment, asOf: Self.late).read == [path])
        #expect(try await Self.asked(git, environment, asOf: Self.late).read.isEmpty)
      }
    }
  }

  @Test func whatIsAGuessIsNeverKept() async throws {
    try await Self.with { git, environment in
      let path = "cases/2018/2018-0004.md"
      try git.write(try git.read(path).replacing("编号: 2018-0004", with: "编号 2018-0004"), to: path)
      try await git("add", path)
      try await git.setModified(under: path)
      for _ in 0..<3 { _ = try await Self.asked(git, environment, asOf: Self.late) }
      #expect(try await Self.asked(git, environment, asOf: Self.late).read == [path])
    }
  }
}
