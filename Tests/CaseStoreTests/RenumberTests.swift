import CaseStore
import Files
import Git
import Testing
import TestSupport

private typealias Repo = CaseRepository

@Suite struct RenumberTests {
  private static let new: RelativePath = "cases/2018/2018-0008.md"

  /// Wherever the world fails, the case stands whole under one number, on disk and in `HEAD`.
  @Test(arguments: rows(Recording.Point.allCases))
  func aFailureLeavesTheCaseUnderOneNumber(point: Recording.Point) async throws {
    try await Repo.with { repo in
      let before = try repo.git.read("\(Repo.path)")
      let head = try await repo.git("rev-parse", "HEAD")
      let full = FileError.system(call: "write", path: "disk", code: 28)
      do {
        _ = try await repo.open().renumber(
          at: Repo.path, on: Repo.today, today: Repo.today, reason: "重号"
        ) { reached throws(GitError) in if reached == point { throw .file(full) } }
      } catch {
        // Of the index it is said that the rest is recorded.
        if case .git(.indexBehind(let commit, .file(full))) = error as? CaseStoreError {
          #expect(try await repo.git("rev-parse", "HEAD") == "\(commit)\n")
        } else {
          #expect(error as? CaseStoreError == .file(full))
        }
      }
      if try await repo.git("rev-parse", "HEAD") == head {
        #expect(try repo.git.read("\(Repo.path)") == before)
        #expect(!repo.git.exists("\(Self.new)"))
      } else {
        #expect(!repo.git.exists("\(Repo.path)"))
        #expect(try await repo.git("show", "HEAD:\(Self.new)") == repo.git.read("\(Self.new)"))
      }
      _ = try await repo.open().clearUp()
      try await repo.expectClean()
    }
  }

  @Test func onlyTheNumberAndTheNewStepDiffer() async throws {
    try await Repo.with { repo in
      let before = try repo.git.read("\(Repo.path)")
      let recorded = try await repo.open().renumber(
        at: Repo.path, on: Repo.today, today: Repo.today, reason: "与另一件重号")
      #expect(recorded.path == Self.new)
      #expect(recorded.commits.map(\.act.identifier) == ["renumber"])
      let step =
        "  - 日期: 2018-08-01\n    步骤: 更正\n    更正: 表头\n    字段: 编号\n    原文: 2018-0007\n    改为: 2018-0008\n    理由: 与另一件重号\n"
      #expect(
        try repo.git.read("\(Self.new)")
          == before.replacing("编号: 2018-0007", with: "编号: 2018-0008").replacing(
            "---\n\n## 研判", with: "\(step)---\n\n## 研判"))
      try await repo.expectClean()
    }
  }
}
