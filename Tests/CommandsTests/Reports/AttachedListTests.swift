import FoundationEssentials
import Testing
import TestSupport

/// What a case attaches, wherever it is listed, and its digests held against the files.
@Suite(.seeded) struct AttachedListTests {
  private static let photograph = "cases/2026/2026-0001/照片.jpg"
  private static let entry = "2026-0001/照片.jpg"

  /// A case that attaches a photograph, and names a recording that is kept elsewhere.
  private func withFiles(_ body: (GitCLI, DubanCLI) async throws -> Void) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write("真\n", to: Self.photograph)
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [\(Self.entry), {文件: 录像.mp4, 存放: 档案室三柜}]}\n",
        in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try await body(git, duban)
    }
  }

  private func digest(_ name: String, of text: String, in git: GitCLI) async throws -> String {
    try git.write(text, to: ".git/摘要")
    let line = try await git.run("openssl", "dgst", "-r", "-\(name)", git.path(".git/摘要"))
    return String(line.prefix(64))
  }

  @Test func aPageListsSizeDigestAndStep() async throws {
    try await withFiles { git, duban in
      let digest = try await digest("sha256", of: "真\n", in: git)
      for revision in [[], ["--rev", "HEAD"]] {
        let result = try await duban(["ledger", "--format", "html", "-o", "网页"] + revision)
        #expect(result.status == 0, "\(result.errors)")
        let page = try git.read("网页/cases/2026/2026-0001.html")
        #expect(page.contains(Self.entry) && page.contains("sha256:\(digest)"), "\(page)")
        #expect(page.contains("4B") && page.contains("第3步 研判 2026-03-02"), "\(page)")
        #expect(page.contains("存放:档案室三柜"))
      }
    }
  }

  /// The dossier has what the commit has, whatever lies on the disk.
  @Test(arguments: rows([true, false]))
  func theListOfContentsNamesWhatTheCommitHas(isGone: Bool) async throws {
    try await withFiles { git, duban in
      let digest = try await digest("sha256", of: "真\n", in: git)
      if isGone {
        try FileManager.default.removeItem(atPath: git.path(Self.photograph))
      } else {
        try git.write("假\n", to: Self.photograph)
      }
      let done = try await duban(
        "archive", "2026-0001", "--letters", "md", "-o", git.path("卷"), "--lang", "zh")
      #expect(done.status == 0, "\(done.errors)")
      #expect(try git.read("卷/附件/\(Self.entry)") == "真\n")
      let contents = try git.read("卷/卷内目录.md")
      #expect(contents.contains("附件2件"), "\(contents)")
      #expect(
        contents.contains("附件/\(Self.entry) | 4B | 第3步 研判 2026-03-02 | sha256:\(digest) |"),
        "\(contents)")
      #expect(contents.contains("录像.mp4 | 存放:档案室三柜 |"), "\(contents)")
    }
  }

  /// What a sparse checkout leaves out is recorded, and is read from there.
  @Test func whatIsNotCheckedOutIsListedAndNotMissing() async throws {
    try await withFiles { git, duban in
      let digest = try await digest("sha256", of: "真\n", in: git)
      try await git("sparse-checkout", "set", "--no-cone", "/*", "!/cases/2026/2026-0001/")
      #expect(!git.exists(Self.photograph))
      let shown = try await duban("show", "2026-0001")
      #expect(
        shown.output.contains("\(Self.entry)  4B  step 3\n    sha256:\(digest)"),
        "\(shown.output)\(shown.errors)")
      for arguments in [["check"], ["check", "2026-0001"], ["check", HooksTests.path]] {
        let check = try await duban(arguments)
        #expect(check.status == 0, "\(check.output)")
      }
    }
  }

  /// A better copy by a correction, and a better one still: all three files stay.
  @Test func whatCorrectionsReplacedStaysAttached() async throws {
    try await withFiles { git, duban in
      for (index, name) in ["二.jpg", "三.jpg"].enumerated() {
        try git.write(name, to: "cases/2026/2026-0001/\(name)")
        let former = ["2026-0001/照片.jpg", "2026-0001/二.jpg"][index]
        try HooksTests.append(
          "  - {日期: 2026-03-02, 步骤: 更正, 更正: 3, 字段: 附件.1, 原文: \(former), 改为: 2026-0001/\(name), 理由: 更清楚}\n",
          in: git)
        let commit = try await duban("commit")
        #expect(commit.status == 0, "\(commit.errors)")
      }
      let shown = try await duban("show", "2026-0001").output
      #expect(
        shown.contains("二.jpg  7B  step 4") && shown.contains("三.jpg  7B  step 5"), "\(shown)")
      for name in ["照片.jpg", "二.jpg", "三.jpg"] {
        try git.write("假", to: "cases/2026/2026-0001/\(name)")
        let check = try await duban("check")
        #expect(check.output.contains("[attachment-changed]"), "\(name): \(check.output)")
        try await git("checkout", "--quiet", "--", "cases/2026/2026-0001/\(name)")
      }
      let proof = try await duban("verify", "--full")
      #expect(proof.status == 0, "\(proof.output)")
    }
  }

  // MARK: check --files

  @Test(arguments: rows(["sha256", "sm3"]))
  func checkHoldsEachDigestAgainstTheFileWithinReach(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let digest = try await digest(name, of: "录像", in: git)
      try git.write("录像", to: ".git/柜/录像.mp4")
      let store = git.path(".git/柜")
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [{文件: 录像.mp4, 存放: '\(store)', 校验: '\(name):\(digest)'}, {文件: 底片, 存放: 档案室, 校验: '\(name):\(digest)'}]}\n",
        in: git)
      #expect(try await duban("commit").status == 0)
      for arguments in [["check", "--files"], ["check", "--files", "2026-0001"]] {
        let check = try await duban(arguments)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        #expect(
          check.errors.contains("checksums: 1 held against their files, 1 out of reach"),
          "\(check.errors)")
        #expect(check.errors.contains("out of reach: cases/2026/2026-0001.md: 底片, kept at 档案室"))
      }
      try git.write("假的", to: ".git/柜/录像.mp4")
      #expect(try await duban("check").status == 0)
      let check = try await duban("check", "--files")
      #expect(check.status == 1 && check.output.contains("[attachment-changed]"), "\(check.output)")
      try FileManager.default.removeItem(atPath: store)
      #expect(
        try await duban("check", "--files").errors.contains("0 held against their files, 2 out of"))
    }
  }

  /// A digest binds the file of that name, whatever it is made by.
  @Test(arguments: rows(["sha256", "sm3"]))
  func aDigestBindsTheFileThatIsAttached(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let digest = try await digest(name, of: "真\n", in: git)
      let wrong = String(digest.reversed())
      try git.write("真\n", to: Self.photograph)
      func step(_ digest: String) -> String {
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [{文件: \(Self.entry), 校验: '\(name):\(digest)'}]}\n"
      }
      let before = try git.read(HooksTests.path)
      try HooksTests.append(step(wrong), in: git)
      let refused = try await duban("commit")
      #expect(refused.status == 4, "\(refused.errors)")
      #expect(refused.errors.contains("[attachment-changed]"), "\(refused.errors)")
      try git.write(before, to: HooksTests.path)
      try HooksTests.append(step(digest), in: git)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      let check = try await duban("check", "--files")
      #expect(check.errors.contains("checksums: 1 held"), "\(check.errors)")
      #expect(try await duban("verify", "--full").status == 0)
    }
  }

  @Test func filesAreOnTheDiskAndNotInTheIndex() async throws {
    try await HooksTests.withCase(hooks: false) { _, duban in
      let check = try await duban("check", "--files", "--staged")
      #expect(check.status == 2, "\(check.errors)")
    }
  }
}
