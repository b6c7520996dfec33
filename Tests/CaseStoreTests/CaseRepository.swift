import CaseStore
import Files
import Messages
import Supervision
import Testing
import TestSupport

/// A case repository with the project's own schema and one case of two recorded steps.
struct CaseRepository {
  let git: GitCLI

  static let path: RelativePath = "cases/2018/2018-0007.md"
  static let today = Day(year: 2018, month: 8, day: 1)!  // a day of the calendar

  static let header = """
    编号: 2018-0007
    标题: 疫苗处置和督导检查
    批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性, 摘要: 立即核查}
    缓急: 特急
    过程:

    """
  static let register = "  - 日期: 2018-07-23\n    步骤: 登记\n"
  static let assess = "  # 阅研\n  - 日期: 2018-07-23\n    步骤: 研判\n    意见: 建议立项\n"
  static let docket =
    "  - 日期: 2018-07-23\n    步骤: 立项\n    批准: 省委秘书长\n    说明: |\n      领导同意。\n\n      ---\n      Duban-Step: close\n"
  static let approve = "  - {日期: 2018-07-24, 步骤: 审定, 审定人: 省委秘书长}\n"

  static func text(
    _ steps: [String], header: String = Self.header, prose: String = "\n## 研判\n\n旧的正文。\n"
  ) -> String {
    "---\n\(header)\(steps.joined())---\n\(prose)"
  }

  static func with(_ body: (CaseRepository) async throws -> Void) async throws {
    try await withDirectory { folder in
      let git = GitCLI(directory: folder)
      var files: [(path: RelativePath, bytes: [UInt8])] = []
      for name in ["office.yaml", "units.yaml", "holidays.tsv"] {
        files.append((RelativePath("schema/\(name)"), try ProjectFiles.bytes(of: "schema/\(name)")))
      }
      files.append((path, Array(text([register, assess]).utf8)))
      _ = try await Casebook.create(
        at: folder, files: files, message: "建立案件库\n",
        environment: Environment(git.variables))
      try await body(CaseRepository(git: git))
    }
  }

  func open() throws -> Casebook {
    try Casebook(
      at: CaseFolder(FilePlace(git.directory)), environment: Environment(git.variables))
  }

  func write(_ text: String, to path: RelativePath = Self.path) throws {
    try git.write(text, to: "\(path)")
  }

  func recordEdits(_ path: RelativePath = Self.path, note: String? = nil) async throws
    -> Casebook.Recorded
  {
    try await open().recordEdits(at: path, today: Self.today, note: note)
  }

  func subjects() async throws -> [String] {
    try await git("log", "--reverse", "--format=%s").split(separator: "\n").map(String.init)
  }

  /// Nothing is left to be recorded, nothing of ours is left lying about, and git finds no fault.
  func expectClean(sourceLocation: Testing.SourceLocation = #_sourceLocation) async throws {
    let status = try await git("status", "--porcelain")
    #expect(status == "", sourceLocation: sourceLocation)
    try await git("fsck", "--strict")
    let left = try git.names(in: ".git").filter { $0.contains("duban") || $0.contains("lock") }
    #expect(left == [], sourceLocation: sourceLocation)
  }
}

/// The ids of what was found wrong by an error.
func wrongRules(_ error: CaseStoreError?) -> [String] {
  guard case .wrongInput(let files)? = error else { return [] }
  return files.flatMap { $0.findings.map(\.rule.id) }
}
