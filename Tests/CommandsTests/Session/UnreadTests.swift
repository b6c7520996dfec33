import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// What may lie among the cases and is none that can be read.
enum Obstacle: String, CaseIterable, Sendable {
  case danglingLink, linkLoop, link, folder, pipe, huge, linkedFolder, repository, submodule

  var path: String {
    switch self {
    case .danglingLink: "cases/2026/2026-0071.md"
    case .linkLoop: "cases/2026/2026-0072.md"
    case .link: "cases/2026/2026-0073.md"
    case .folder: "cases/2026/2026-0074.md"
    case .pipe: "cases/2026/2026-0075.md"
    case .huge: "cases/2026/2026-0076.md"
    case .linkedFolder: "cases/2025"
    case .repository: "cases/别的"
    case .submodule: "cases/子模块"
    }
  }

  /// Whether a case of ours may be behind it.
  var hidesCases: Bool { self != .repository && self != .submodule }

  func make(in git: GitCLI) async throws {
    let files = FileManager.default
    func link(to target: String) throws {
      try files.createSymbolicLink(atPath: git.path(path), withDestinationPath: target)
    }
    switch self {
    case .danglingLink: try link(to: "没有的.md")
    case .linkLoop: try link(to: "2026-0072.md")
    case .link: try link(to: "2026-0001.md")
    case .folder:
      try files.createDirectory(atPath: git.path(path), withIntermediateDirectories: true)
    case .pipe: #expect(mkfifo(git.path(path), 0o600) == 0)
    case .huge:
      // More than there is memory, and nothing on the disk.
      try git.write("", to: path)
      #expect(truncate(git.path(path), 1 << 36) == 0)
    case .linkedFolder: try link(to: "2026")
    case .repository:
      try await git("init", "--quiet", git.path(path))
      try git.write(try git.read(HooksTests.path), to: "\(path)/2026-0081.md")
    case .submodule:
      try await withDirectory { place in
        var other = GitCLI(directory: place)
        other.variables = git.variables
        try await other("init", "--quiet")
        try other.write(try git.read(HooksTests.path), to: "2026-0082.md")
        try await other("add", ".")
        try await other("commit", "--quiet", "--message=别的案件")
        try await git(
          "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", place, path)
      }
    }
  }
}

/// What cannot be read is named and keeps nothing else from being read, whatever it is and whichever
/// verb meets it.
@Suite(.seeded) struct UnreadTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let arguments: String
    var status: Int32 = 0
    /// What is shown of the case that can be read.
    var shows = "2026-0001"
    var testDescription: String { arguments }
  }

  private static let verbs: [Row] = [
    Row(arguments: "status"), Row(arguments: "status --porcelain"),
    Row(arguments: "status --exit-code", status: 1),
    Row(arguments: "due --as-of 2026-03-02"), Row(arguments: "due --format json"),
    Row(arguments: "ledger"), Row(arguments: "ledger --format csv"),
    Row(arguments: "ledger --format json"), Row(arguments: "ledger --format md"),
    Row(arguments: "ledger --by stage", shows: "合计"),
    Row(arguments: "ledger --where 事项:食堂"),
    Row(arguments: "ledger --format xlsx -o 台账.xlsx", shows: ""),
    Row(arguments: "ledger --format html -o 网页", shows: ""),
    Row(arguments: "show 2026-0001"), Row(arguments: "check", status: 1, shows: ""),
    Row(arguments: "fmt --check", status: 1, shows: ""),
    Row(arguments: "diff 2026-02-01"), Row(arguments: "diff", shows: ""),
    Row(arguments: "bulletin --since 2026-02-01", shows: "食堂"),
    Row(arguments: "commit", status: 4, shows: ""),
  ]

  @Test(arguments: rows(verbs)) func everyVerbNamesThemAndShowsTheOthers(row: Row) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      for obstacle in Obstacle.allCases { try await obstacle.make(in: git) }
      let result = try await duban(row.arguments.split(separator: " ").map(String.init))
      #expect(result.status == row.status, "\(result.output)\(result.errors)")
      #expect(row.shows.isEmpty || result.output.contains(row.shows), "\(result.output)")
      // Where one case is shown, the others are not read.
      let named = Obstacle.allCases.filter { $0 != .huge || !row.arguments.hasPrefix("show") }
      for obstacle in named {
        #expect(
          (result.output + result.errors).contains(obstacle.path),
          "\(obstacle): \(result.output)\(result.errors)")
      }
      #expect(!result.output.contains("2026-008"), "\(result.output)")
    }
  }

  /// The steps of other cases are recorded, and each of these is told when it is meant.
  @Test(arguments: rows(Obstacle.allCases)) func othersAreRecorded(obstacle: Obstacle) async throws
  {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await obstacle.make(in: git)
      try await expect(duban("step", "2026-0001", "立项", "--批准", "省委秘书长"))
      try await expect(
        duban(
          "new", "--title", "另一件", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
          "--class", "批办性", "--gist", "查清情况"))
      try git.write(try git.read(HooksTests.path) + "\n补记。\n", to: HooksTests.path)
      let committed = try await duban("commit")
      #expect(committed.output.contains("修订 2026-0001"), "\(committed.output)\(committed.errors)")
      guard obstacle.hidesCases, obstacle != .linkedFolder else { return }
      let id = String(obstacle.path.split(separator: "/").last?.dropLast(3) ?? "")
      for arguments in [["show", id], ["step", id, "立项", "--批准", "省委秘书长"], ["commit", id]] {
        let result = try await duban(arguments)
        #expect([3, 4].contains(result.status), "\(arguments): \(result.output)\(result.errors)")
        #expect(result.errors.contains(obstacle.path), "\(arguments): \(result.errors)")
      }
    }
  }

  /// In commits and in the index too, and from a bare repository.
  @Test func recordedOnesAreNamedToo() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let recorded: [Obstacle] = [.danglingLink, .linkedFolder, .submodule]
      for obstacle in recorded { try await obstacle.make(in: git) }
      try await git("add", ".")
      let staged = try await duban("check", "--staged")
      #expect(staged.status == 1)
      try await git("commit", "--quiet", "--message=链接")
      for arguments in [
        ["ledger", "--rev", "HEAD"], ["status", "--rev", "HEAD"],
        ["show", "2026-0001", "--at", "HEAD"],
        ["check"], ["check", "--since", "HEAD~1"], ["diff"],
      ] {
        let result = try await duban(arguments)
        for obstacle in recorded {
          #expect(
            (result.output + result.errors).contains(obstacle.path),
            "\(arguments): \(result.output)\(result.errors)")
        }
      }
      // What was there before is no change.
      let since = try await duban("check", "--since", "HEAD")
      #expect(since.status == 0, "\(since.output)\(since.errors)")
      #expect(try await duban("commit").output == "nothing to record\n")
      try await expect(duban("log"))
      try await git("clone", "--quiet", "--bare", ".", "裸.git")
      var clone = GitCLI(directory: git.path("裸.git"))
      clone.variables = git.variables
      let bare = try await DubanCLI(clone)("ledger", "--rev", "HEAD", "--format", "csv")
      #expect(bare.status == 0 && bare.output.contains("2026-0001"), "\(bare.errors)")
      #expect(bare.errors.contains(Obstacle.danglingLink.path))
    }
  }

  /// A pipe in the place of a rule gives its reader nothing to wait for.
  @Test(
    arguments: rows(["units.yaml", "office.yaml", "holidays.tsv", "roles.yaml", "templates/督办函.md"])
  )
  func aPipeAmongTheRulesIsNamed(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let place = git.path("schema/\(name)")
      try FileManager.default.createDirectory(
        atPath: git.path("schema/templates"), withIntermediateDirectories: true)
      try? FileManager.default.removeItem(atPath: place)
      #expect(mkfifo(place, 0o600) == 0)
      let result = try await duban("check")
      #expect(result.status == 5, "\(result.output)\(result.errors)")
      #expect(result.errors.contains("schema/\(name)"), "\(result.errors)")
    }
  }

  /// A repository that comes to lie around files of ours does not make them its own.
  @Test func recordedFilesStayOursInAnotherRepository() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await git("init", "--quiet", git.path("cases/2026"))
      for arguments in [["ledger", "--format", "csv"], ["status", "--porcelain"]] {
        let result = try await duban(arguments)
        #expect(result.output.contains("2026-0001"), "\(result.output)\(result.errors)")
        #expect(result.errors.contains("cases/2026:"), "\(result.errors)")
      }
    }
  }

  /// What is named in another repository is refused, and none of its files is written.
  @Test(arguments: rows(["cases/外单位/事.md", "cases/外单位/深/", "cases/外单位/深/2026-0007.md"]))
  func whatIsNamedInAnotherRepositoryIsRefused(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let inside = git.path("cases/外单位/深")
      try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
      try await git("init", "--quiet", git.path("cases/外单位"))
      let text = "---\n编号:  x\n---\n"
      for path in ["cases/外单位/事.md", "cases/外单位/深/2026-0007.md"] {
        try git.write(text, to: path)
      }
      for verb in [["check"], ["check", "--fix"], ["fmt"]] {
        let result = try await duban(verb + [name])
        #expect(result.status == 2, "\(verb) \(result.output)\(result.errors)")
        #expect(result.errors.contains("in another repository, cases/外单位"), "\(result.errors)")
        #expect(try git.read("cases/外单位/事.md") == text)
      }
      let whole = try await duban("check", "cases/外单位")
      #expect(whole.output.contains("nested-repository"), "\(whole.output)\(whole.errors)")
    }
  }

  /// Names of any bytes but a slash and NUL are read like others.
  @Test func aNameOfOddBytesIsRead() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let text = try git.read(HooksTests.path)
      let names: [[UInt8]] = [[0xFF, 0xFE], Array("a\u{7}b\nc".utf8), Array("'\" \\".utf8)]
      for (number, name) in names.enumerated() {
        let bytes = Array(text.replacing("2026-0001", with: "2026-009\(number)").utf8)
        let path = Array(git.path("cases/2026/").utf8) + name + Array(".md".utf8) + [0]
        let file = path.withUnsafeBufferPointer {
          fopen($0.withMemoryRebound(to: CChar.self) { $0.baseAddress! }, "w")
        }
        let stream = try #require(file)
        #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        fclose(stream)
      }
      let ledger = try await duban("ledger", "--format", "csv")
      #expect(ledger.output.split(separator: "\r\n").count == 5, "\(ledger.output)\(ledger.errors)")
      #expect(try await duban("status").status == 0)
      #expect(try await duban("check").status == 1)
      #expect(try await duban("check", "--fix").status == 1)
      #expect(try await duban("diff").status == 0)
    }
  }
}
