import FoundationEssentials
import Testing
import TestSupport

/// What a step attaches is recorded with it, once and for ever.
@Suite(.seeded) struct AttachmentTests {
  private static let attaching = ["step", "2026-0001", "研判", "--意见", "再议", "--附件"]

  /// The files that the last commit changes, each with what became of it.
  private func changes(_ git: GitCLI) async throws -> [Substring] {
    let text = try await git(
      "-c", "core.quotePath=off", "show", "--format=", "--name-status", "--no-renames", "HEAD")
    return text.split(separator: "\n")
  }

  private func expectProved(_ duban: DubanCLI) async throws {
    let proof = try await duban("verify", "--full")
    #expect(
      proof.status == 0 && proof.output.contains(" 0 errors"), "\(proof.output)\(proof.errors)")
    let check = try await duban("check")
    #expect(check.status == 0, "\(check.output)")
  }

  @Test(
    arguments: rows([
      ("报告.PDF", #"报告-[0-9A-F]{8}\.pdf"#), ("带 空格.jpg", #"带 空格-[0-9A-F]{8}\.jpg"#),
      ("e\u{301}.txt", "e\u{301}" + #"-[0-9A-F]{8}\.txt"#), ("无扩展名", "无扩展名-[0-9A-F]{8}"),
      (".隐藏", "隐藏-[0-9A-F]{8}"), ("a,b.txt", #"a,b-[0-9A-F]{8}\.txt"#),
      ("很长.docx", #"很长-[0-9A-F]{8}\.docx"#),
    ]))
  func aFileFromElsewhereIsCopiedAndRecordedWithTheStep(name: String, pattern: String)
    async throws
  {
    // Of 200 bytes and more.
    let long = String(repeating: "长", count: 66)
    let (name, pattern) = (
      name.replacing("很长", with: long), pattern.replacing("很长", with: long)
    )
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("照片\u{0}", to: "../\(name)")
      defer { try? FileManager.default.removeItem(atPath: git.path("../\(name)")) }
      let step = try await duban(Self.attaching + ["../\(name)"])
      #expect(step.status == 0, "\(step.errors)")
      let changed = try await changes(git)
      #expect(changed.count == 2 && changed.contains("M\t\(HooksTests.path)"), "\(changed)")
      let added = try #require(changed.first { $0.hasPrefix("A\t") }?.dropFirst(2))
      let place = try Regex("cases/2026/2026-0001/" + pattern)
      #expect(added.wholeMatch(of: place) != nil, "\(added)")
      #expect(try git.read(String(added)) == "照片\u{0}")
      let trailer = try await git("log", "-1", "--format=%(trailers:key=Duban-File,valueonly)")
      #expect(trailer.hasPrefix("sha256:b78c9595"), "\(trailer)")
      #expect(trailer.contains(" \(added)\n"), "\(trailer)")
      #expect(try await git("status", "--porcelain") == "")
      #expect(
        try await git("log", "--format=%s", "--", String(added)).split(separator: "\n").count == 1)
      try await expectProved(duban)
    }
  }

  @Test func aFileBesideTheCaseStaysWhereItIs() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("", to: "cases/2026/附件/空.txt")
      let step = try await duban(Self.attaching + ["cases/2026/附件/空.txt"])
      #expect(step.status == 0, "\(step.errors)")
      #expect(try await changes(git).contains("A\tcases/2026/附件/空.txt"))
      #expect(try git.read(HooksTests.path).contains("附件/空.txt"))
      try await expectProved(duban)
    }
  }

  @Test func eachStepOfAHandEditBringsItsOwnFile() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      for name in ["一.txt", "二.txt"] { try git.write(name, to: "cases/2026/2026-0001/\(name)") }
      try HooksTests.append(
        """
          - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: 2026-0001/一.txt}
          - {日期: 2026-03-02, 步骤: 研判, 意见: 乙, 附件: [2026-0001/二.txt]}

        """, in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      for (revision, name) in [("HEAD^", "一.txt"), ("HEAD", "二.txt")] {
        let names = try await git(
          "-c", "core.quotePath=off", "show", "--format=", "--name-only", revision)
        #expect(names.contains(name), "\(names)")
        #expect(names.split(separator: "\n").count == 2, "\(names)")
      }
      #expect(try await git("status", "--porcelain") == "")
      try await expectProved(duban)
    }
  }

  @Test func aNewCaseBringsWhatItsHeaderAttaches() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("批示", to: "../批示.pdf")
      let new = try await duban(
        "new", "--title", "饮水", "--leader", "省长", "--instruction-date", "2026-02-27", "--class",
        "批办性", "--gist", "查清情况", "--附件", "../批示.pdf")
      #expect(new.status == 0, "\(new.errors)")
      #expect(try await changes(git).count == 2)
      try await expectProved(duban)
      // What the header has attached stays.
      let path = "cases/2026/2026-0002.md"
      let lines = try git.read(path).split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex { $0.hasPrefix("附件:") })
      let end = try #require(lines.firstIndex { $0.hasPrefix("过程:") })
      try git.write((lines[..<start] + lines[end...]).joined(separator: "\n"), to: path)
      let refused = try await duban("commit")
      #expect(refused.status == 4 && refused.errors.contains("[attachment-removed]"))
      #expect(try await duban("check").output.contains("[attachment-removed]"))
    }
  }

  enum Obstacle: String, CaseIterable, Sendable {
    case missing, link, linkedFolder, outside, hidden, folder, tooLarge, digest

    var rule: String {
      switch self {
      case .missing: "attachment-missing"
      case .link, .linkedFolder, .outside, .hidden, .folder: "attachment-path"
      case .tooLarge: "attachment-too-large"
      case .digest: "attachment-changed"
      }
    }

    /// The entry, after what it needs is made.
    func make(in git: GitCLI, _ duban: DubanCLI) async throws -> String {
      let folder = "cases/2026/2026-0001"
      switch self {
      case .missing: return "2026-0001/没有.pdf"
      case .link:
        try git.write("", to: "\(folder)/空")
        try FileManager.default.createSymbolicLink(
          atPath: git.path("\(folder)/链接"), withDestinationPath: "空")
        return "2026-0001/链接"
      case .linkedFolder:
        try git.write("", to: "../外面/空")
        try git.write("", to: "\(folder)/空")
        try FileManager.default.createSymbolicLink(
          atPath: git.path("\(folder)/夹"), withDestinationPath: git.path("../外面"))
        return "2026-0001/夹/空"
      case .outside: return "../../schema/office.yaml"
      case .hidden:
        try git.write("", to: "\(folder)/.空")
        return "2026-0001/.空"
      case .folder:
        try git.write("", to: "\(folder)/夹/空")
        return "2026-0001/夹"
      case .tooLarge:
        try git.write(
          try git.read("schema/office.yaml") + "附件上限: 1KB\n", to: "schema/office.yaml")
        let commit = try await duban("commit")
        #expect(commit.status == 0, "\(commit.errors)")
        try git.write(String(repeating: "大", count: 400), to: "\(folder)/大.txt")
        return "2026-0001/大.txt"
      case .digest:
        try git.write("", to: "\(folder)/空")
        return "{文件: 2026-0001/空, 校验: 'sha256:\(String(repeating: "0", count: 64))'}"
      }
    }
  }

  @Test(arguments: rows(Obstacle.allCases))
  func whatCannotBeAttachedIsRefused(obstacle: Obstacle) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let entry = try await obstacle.make(in: git, duban)
      let head = try await git("rev-parse", "HEAD")
      try HooksTests.append("  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [\(entry)]}\n", in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 4, "\(commit.output)\(commit.errors)")
      #expect(commit.errors.contains("[\(obstacle.rule)]"), "\(commit.errors)")
      // What commit refuses for its content, check names.
      let check = try await duban("check")
      #expect(
        check.status == 1 && check.output.contains("[\(obstacle.rule)]"), "\(check.output)")
      #expect(try await git("rev-parse", "HEAD") == head)
    }
  }

  @Test func whatIsKeptElsewhereNeedsNoFile() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let digest = "sha256:" + String(repeating: "a", count: 64)
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [{文件: 录像.mp4, 存放: 档案室, 校验: '\(digest)'}]}\n",
        in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try await expectProved(duban)
    }
  }

  enum Tampering: String, CaseIterable, Sendable {
    case changed, removed, executable, emptied

    var rule: String { self == .removed ? "attachment-removed" : "attachment-changed" }

    func make(_ path: String, in git: GitCLI) throws {
      switch self {
      case .changed: try git.write("假", to: path)
      case .removed: try FileManager.default.removeItem(atPath: git.path(path))
      case .executable: try git.write("真\r\n", to: path)
      case .emptied: try git.write("", to: path)
      }
    }
  }

  @Test(arguments: rows(Tampering.allCases))
  func aRecordedFileIsFixed(tampering: Tampering) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let path = "cases/2026/附件/照片.jpg"
      try git.write("真\n", to: path)
      let step = try await duban(Self.attaching + [path])
      #expect(step.status == 0, "\(step.errors)")
      try tampering.make(path, in: git)
      let check = try await duban("check")
      #expect(check.status == 1 && check.output.contains("[\(tampering.rule)]"), "\(check.output)")
      #expect(check.output.contains("git checkout HEAD -- \(path)"), "\(check.output)")

      #expect(try await duban("hooks", "install").status == 0)
      try await git("add", "--all")
      let refusal = await HooksTests.refusal(git, "commit", "--quiet", "-m", "换")
      #expect(refusal.contains("[\(tampering.rule)]"), "\(refusal)")
      try await git("commit", "--quiet", "--no-verify", "-m", "换")
      let proof = try await duban("verify", "--full")
      #expect(proof.status == 1 && proof.output.contains("[\(tampering.rule)]"), "\(proof.output)")
      let going = try await duban("verify")
      #expect(going.output.contains("[\(tampering.rule)]"), "\(going.output)")
    }
  }

  @Test func twoClonesAttachFilesOfOneName() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await git("checkout", "--quiet", "-b", "其他")
      for (branch, words) in [("其他", "甲"), ("main", "乙")] {
        try await git("checkout", "--quiet", branch)
        try git.write(words, to: "../照片.jpg")
        let step = try await duban("step", "2026-0001", "研判", "--意见", words, "--附件", "../照片.jpg")
        #expect(step.status == 0, "\(step.errors)")
      }
      #expect(try await duban("hooks", "install").status == 0)
      try await git("merge", "--quiet", "--no-edit", "其他")
      let names = try await git("ls-files", "cases/2026/2026-0001").split(separator: "\n")
      #expect(names.count == 2, "\(names)")
      try await expectProved(duban)
    }
  }

  /// Both sides put a file of one name beside the case: git tells them apart, and spoils neither.
  @Test(arguments: rows(["照片.jpg", "说明.md"]))
  func aMergeWritesNoMarksIntoAPhotograph(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let path = "cases/2026/2026-0001/\(name)"
      try await git("checkout", "--quiet", "-b", "其他")
      for (branch, words) in [("其他", "甲\n"), ("main", "乙\n")] {
        try await git("checkout", "--quiet", branch)
        try git.write(words, to: path)
        let step = try await duban("step", "2026-0001", "研判", "--意见", words, "--附件", path)
        #expect(step.status == 0, "\(step.errors)")
      }
      #expect(try await duban("hooks", "install").status == 0)
      _ = await HooksTests.refusal(git, "merge", "--quiet", "--no-edit", "其他")
      let text = try git.read(path)
      #expect(name.hasSuffix(".md") || text == "乙\n", "\(text)")
      #expect(try !git.read(HooksTests.path).contains("<<<<<<<"))
      try await git("checkout", "--ours", "--", path)
      try await git("add", "--all")
      let refusal = await HooksTests.refusal(git, "commit", "--quiet", "--no-edit")
      #expect(!refusal.isEmpty)
      try await git("commit", "--quiet", "--no-edit", "--no-verify")
      let proof = try await duban("verify", "--full")
      #expect(proof.output.contains("[attachment-changed]"), "\(proof.output)")
    }
  }

  @Test(arguments: rows(["hooks", "upgrade"]))
  func anOlderLineOfAttributesIsRewritten(door: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let former = "*.pdf binary\ncases/** -text merge=duban diff=duban\nschema/** -text\n"
      try git.write(former, to: ".gitattributes")
      let office = try git.read("schema/office.yaml")
      try git.write(
        office.split(separator: "\n").filter { !$0.hasPrefix("判规") }.joined(separator: "\n") + "\n",
        to: "schema/office.yaml")
      try await git("commit", "--quiet", "--all", "--no-verify", "-m", "旧规矩")
      let result = try await duban(door == "hooks" ? ["hooks", "install"] : ["upgrade"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        try git.read(".gitattributes")
          == """
          *.pdf binary
          cases/** -text -merge -diff
          cases/**/*.md merge=duban diff=duban
          schema/** -text

          """)
      if door == "upgrade" { #expect(try await git("status", "--porcelain") == "") }
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func statusNamesFilesThatNoStepHasRecorded() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let path = "cases/2026/2026-0001/夹/照片.jpg"
      for loose in [path, "cases/2026/2026-0001/.暂存", "cases/2026/2026-0001/忽略.tmp"] {
        try git.write("", to: loose)
      }
      try git.write("*.tmp\n", to: ".git/info/exclude")
      let status = try await duban("status")
      #expect(status.output.contains("    \(path)\n"), "\(status.output)")
      #expect(!status.output.contains("暂存") && !status.output.contains("忽略"))
      #expect(try await duban("status", "-s").output.hasSuffix("? \(path)\n"))
      #expect(try await duban(Self.attaching + [path]).status == 0)
      #expect(try await duban("status").output.contains(path) == false)
    }
  }

  /// A step names a file that is recorded already, and that this clone does not check out.
  @Test func aFileThatIsNotCheckedOutCanBeNamedAgain() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let path = "cases/2026/附件/照片.jpg"
      try git.write("真\n", to: path)
      #expect(try await duban(Self.attaching + [path]).status == 0)
      try await git("sparse-checkout", "set", "--no-cone", "/*", "!/cases/2026/附件/")
      #expect(!FileManager.default.fileExists(atPath: git.path(path)))
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长, 附件: 附件/照片.jpg}\n", in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try await expectProved(duban)
    }
  }

  /// What is said to be kept elsewhere lies in the repository as well: its digest binds it, and no trailer
  /// is asked for.
  @Test func aFileThatIsKeptElsewhereMayBeHereToo() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      try git.write("", to: "cases/2026/附件/空.txt")
      #expect(try await duban(Self.attaching + ["cases/2026/附件/空.txt"]).status == 0)
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长, 附件: {文件: 附件/空.txt, 存放: 档案室, 校验: '\(digest)'}}\n",
        in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try await expectProved(duban)
    }
  }

  @Test func showTellsSizeAndDigest() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let path = "cases/2026/附件/空.txt"
      try git.write("", to: path)
      #expect(try await duban(Self.attaching + [path]).status == 0)
      let digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      for arguments in [["show", "2026-0001"], ["show", "2026-0001", "--at", "HEAD"]] {
        let shown = try await duban(arguments)
        #expect(
          shown.output.contains("Attachments\n  附件/空.txt  0B  step 3\n    \(digest)\n"),
          "\(shown.output)\(shown.errors)")
      }
      let json = try await duban("show", "2026-0001", "--format", "json").output
      #expect(json.contains("\"checksum\": \"\(digest)\""), "\(json)")
    }
  }

  @Test func whatWasKeptElsewhereMayComeLater() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: {文件: 2026-0001/空, 存放: 档案室}}\n", in: git)
      #expect(try await duban("commit").status == 0)
      try git.write("", to: "cases/2026/2026-0001/空")
      let step = try await duban(Self.attaching + ["cases/2026/2026-0001/空"])
      #expect(step.status == 0, "\(step.errors)")
      #expect(try await changes(git).contains("A\tcases/2026/2026-0001/空"))
      try await expectProved(duban)
    }
  }
}
