import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision
import Testing
import TestSupport

private typealias Repo = CaseRepository

/// What `step`, `new` and `init` record.
@Suite struct RecordTests {
  private static let docket = Value.mapping([
    .init("日期", .text("2018-07-23")), .init("步骤", .text("立项")), .init("批准", .text("省委秘书长")),
  ])

  private func add(_ step: Value, in repo: CaseRepository) async throws -> Casebook.Recorded {
    try await repo.open().record(at: Repo.path, today: Repo.today) { file, _ in
      file.text.applying(file.subject.document.appending(step, toListAt: "过程") ?? [])
    }
  }

  @Test func aStepIsWrittenWithTheSmallestEditAndCommitted() async throws {
    try await Repo.with { repo in
      let recorded = try await add(Self.docket, in: repo)
      #expect(recorded.commits.map(\.act.identifier) == ["docket"])
      #expect(
        try await repo.git("log", "-1", "--format=%H %s")
          == "\(recorded.commits[0].id) 立项 2018-0007 疫苗处置和督导检查\n")
      let diff = try await repo.git("diff", "--numstat", "HEAD~1")
      #expect(diff == "3\t0\t\(Repo.path)\n")
      try await repo.expectClean()
    }
  }

  @Test func theSameStepAgainIsRecordedAlready() async throws {
    try await Repo.with { repo in
      _ = try await add(Self.docket, in: repo)
      let head = try await repo.git("rev-parse", "HEAD")
      let again = try await add(Self.docket, in: repo)
      #expect(again.commits.isEmpty)
      #expect(again.existing?.kind == .docket)
      #expect(try await repo.git("rev-parse", "HEAD") == head)
      try await repo.expectClean()
    }
  }

  @Test func aCaseWithEditsOfItsOwnIsNotSteppedOver() async throws {
    try await Repo.with { repo in
      let text = Repo.text([Repo.register, Repo.assess], prose: "\n手工改的\n")
      try repo.write(text)
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await add(Self.docket, in: repo)
      }
      #expect(error == .unrecordedEdits(Repo.path))
      #expect(try repo.git.read("\(Repo.path)") == text)
    }
  }

  @Test func anUnlawfulStepIsRefusedBeforeAnythingIsWritten() async throws {
    try await Repo.with { repo in
      let before = try repo.git.read("\(Repo.path)")
      let close = Value.mapping([
        .init("日期", .text("2018-07-25")), .init("步骤", .text("办结")), .init("阅示", .text("同意")),
      ])
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await add(close, in: repo)
      }
      #expect(wrongRules(error).contains("step-out-of-place"))
      #expect(try repo.git.read("\(Repo.path)") == before)
      try await repo.expectClean()
    }
  }

  @Test func aHookThatRefusesPutsTheFileBack() async throws {
    try await Repo.with { repo in
      let before = try repo.git.read("\(Repo.path)")
      try repo.git.write("#!/bin/sh\nexit 1\n", to: "hooks/pre-commit")
      try await repo.git("config", "core.hooksPath", "hooks")
      try await repo.git("update-index", "--add", "--chmod=+x", "hooks/pre-commit")
      try await repo.git("checkout-index", "--force", "hooks/pre-commit")
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await add(Self.docket, in: repo)
      }
      guard case .git(.refused(.byHook("pre-commit", _))) = error else {
        throw try #require(error)
      }
      #expect(try repo.git.read("\(Repo.path)") == before)
    }
  }

  @Test func newCasesGetTheNextNumberThatIsFree() async throws {
    try await Repo.with { repo in
      try repo.write("x", to: "cases/旧/2018-0011.md")
      for expected in ["2018-0012", "2018-0013"] {
        let recorded = try await repo.open().recordNew(year: 2018, today: Repo.today) { number, _ in
          #expect(number.description == expected)
          let header = Repo.header.replacing("2018-0007", with: "\(number)")
          return (Array(Repo.text([Repo.register], header: header).utf8), [:])
        }
        #expect(recorded.path == RelativePath("cases/2018/\(expected).md"))
        #expect(recorded.commits.map(\.act.identifier) == ["register"])
      }
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await repo.open().recordNew(
          number: CaseNumber("2018-0007"), year: 2018, today: Repo.today
        ) {
          _, _ in ([], [:])
        }
      }
      #expect(error == .caseExists(Repo.path))
    }
  }

  @Test func casesAreFoundByNumberOrPath() async throws {
    try await Repo.with { repo in
      let folder = CaseFolder(FilePlace(repo.git.directory))
      let found = try ["2018-0007", "\(Repo.path)"].map { try folder.path(meant: $0) }
      #expect(found == [Repo.path, Repo.path])
      #expect(throws: CaseStoreError.unknownCase("2018-0070", near: ["2018-0007"])) {
        try folder.path(meant: "2018-0070")
      }
    }
  }

  @Test func theSampleIsMadeWithItsHistory() async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      var files: [(path: RelativePath, bytes: [UInt8])] = []
      for name in ["office.yaml", "units.yaml", "holidays.tsv"] {
        files.append((RelativePath("schema/\(name)"), try ProjectFiles.bytes(of: "schema/\(name)")))
      }
      let history = try ["2017/2017-0003", "2018/2018-0007", "2020/2020-0003"].map { name in
        CaseFile(
          path: RelativePath("cases/\(name).md"),
          bytes: try ProjectFiles.bytes(of: "cases/\(name).md"))
      }
      _ = try await Casebook.create(
        at: folder, files: files, history: history, message: "建立示例库\n",
        environment: Environment(git.variables))
      let steps = history.reduce(0) { $0 + $1.subject.steps.count }
      #expect(try await git("rev-list", "--count", "HEAD") == "\(steps + 1)\n")
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
      for file in history {
        #expect(try git.bytes("\(file.path)") == file.text.bytes)
        let kinds = try await git(
          "log", "--reverse", "--format=%(trailers:key=Duban-Step,valueonly,separator=)", "--",
          "\(file.path)")
        #expect(
          kinds.split(separator: "\n").map(String.init) == file.subject.steps.map(\.kind.rawValue))
      }
      // Dates never run backwards.
      let times = try await git("log", "--reverse", "--format=%ct").split(separator: "\n")
        .compactMap { Int($0) }
      #expect(times == times.sorted())
      // A second time, nothing is overwritten; what is added to stays.
      try git.write("*.pdf binary\n", to: ".gitattributes")
      _ = try await Casebook.create(
        at: folder, files: [(".gitattributes", Array("*.pdf binary\ncases/** -text\n".utf8))],
        message: "属性\n", environment: Environment(git.variables))
      #expect(try await git("show", "HEAD:.gitattributes") == "*.pdf binary\ncases/** -text\n")
      try git.write("机关: 别的\n", to: "schema/office.yaml")
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await Casebook.create(
          at: folder, files: files, message: "x\n", environment: Environment(git.variables))
      }
      #expect(error == .caseExists("schema/office.yaml"))
    }
  }
}
