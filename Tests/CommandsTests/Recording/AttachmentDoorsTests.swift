import FoundationEssentials
import Testing
import TestSupport

/// What is done to recorded attachments is found by every door that can see it.
@Suite(.seeded) struct AttachmentDoorsTests {
  private static let photograph = "cases/2026/2026-0001/照片.jpg"

  private func withPhotograph(
    hooks: Bool = false, _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: hooks) { git, duban in
      try git.write("真\n", to: Self.photograph)
      let step = try await duban(
        "step", "2026-0001", "研判", "--意见", "再议", "--附件", Self.photograph)
      #expect(step.status == 0, "\(step.errors)")
      try await body(git, duban)
    }
  }

  /// The entry is gone with the file, and no place in the text that is left is the entry's.
  @Test func aStepThatGoesWithItsFileIsAFinding() async throws {
    try await withPhotograph { git, duban in
      try await git("revert", "--no-edit", "HEAD")
      let proof = try await duban("verify", "--full")
      #expect(proof.status == 1, "\(proof.errors)")
      #expect(proof.output.contains("[attachment-removed]"), "\(proof.output)")
      try await git("reset", "--quiet", "--hard", "HEAD^")
      let old = try await git("show", "HEAD^:\(HooksTests.path)")
      try git.write(old, to: HooksTests.path)
      try FileManager.default.removeItem(atPath: git.path(Self.photograph))
      let check = try await duban("check")
      #expect(check.status == 1 && check.output.contains("[attachment-removed]"), "\(check.output)")
    }
  }

  /// Beside a merge that changes no case somebody puts another photograph in place.
  @Test func aMergeOnDiskIsAskedAboutFiles() async throws {
    try await withPhotograph(hooks: true) { git, duban in
      try await git("checkout", "--quiet", "-b", "其他")
      for (branch, name) in [("其他", "甲.txt"), ("main", "乙.txt")] {
        try await git("checkout", "--quiet", branch)
        try git.write("", to: name)
        try await git("add", name)
        try await git("commit", "--quiet", "-m", name)
      }
      try await git("merge", "--quiet", "--no-commit", "其他")
      #expect(try await duban("check").status == 0)
      try git.write("假\n", to: Self.photograph)
      for staged in [false, true] {
        if staged { try await git("add", "--all") }
        let check = try await duban(staged ? ["check", "--staged"] : ["check"])
        #expect(
          check.status == 1 && check.output.contains("[attachment-changed]"), "\(check.output)")
      }
    }
  }

  /// Of two files by one name the side that is not pushed yet gives way, as the finding says.
  @Test func theSideThatIsNotPushedGivesWay() async throws {
    try await HooksTests.withCase(hooks: true) { git, duban in
      try await git("checkout", "--quiet", "-b", "其他")
      for (branch, words) in [("其他", "甲\n"), ("main", "乙\n")] {
        try await git("checkout", "--quiet", branch)
        try git.write(words, to: Self.photograph)
        let step = try await duban(
          "step", "2026-0001", "研判", "--意见", words, "--附件", Self.photograph)
        #expect(step.status == 0, "\(step.errors)")
      }
      try await git("branch", "--set-upstream-to=其他")
      _ = await HooksTests.refusal(git, "merge", "--quiet", "--no-edit", "其他")
      let check = try await duban("check")
      #expect(check.status == 1 && check.output.contains("[attachment-changed]"), "\(check.output)")
      let way = "git merge --abort && git reset $(git merge-base HEAD @{upstream})"
      #expect(check.output.contains(way), "\(check.output)")
      try await git.run("sh", "-c", "cd \"$1\" && \(way)", "sh", git.directory)
      let renamed = "cases/2026/2026-0001/照片-乙.jpg"
      try FileManager.default.moveItem(
        atPath: git.path(Self.photograph), toPath: git.path(renamed))
      try git.write(
        try git.read(HooksTests.path).replacing("照片.jpg", with: "照片-乙.jpg"), to: HooksTests.path)
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      try await git("merge", "--quiet", "--no-edit", "其他")
      #expect(try await duban("verify", "--full").status == 0)
      #expect(try git.read(Self.photograph) == "甲\n")
    }
  }

  /// What is kept elsewhere comes later, and is not what its digest says.
  @Test func aFileThatComesLaterIsHeldAgainstItsDigest() async throws {
    try await HooksTests.withCase { git, duban in
      let digest = "sha256:" + String(repeating: "0", count: 64)
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: {文件: 2026-0001/远.bin, 存放: 柜, 校验: '\(digest)'}}\n",
        in: git)
      #expect(try await duban("commit").status == 0)
      try git.write("近", to: "cases/2026/2026-0001/远.bin")
      let check = try await duban("check")
      #expect(check.status == 1 && check.output.contains("[attachment-changed]"), "\(check.output)")
      try await git("add", "--all")
      let refusal = await HooksTests.refusal(git, "commit", "--quiet", "-m", "补")
      #expect(refusal.contains("[attachment-changed]"), "\(refusal)")
      try await git("commit", "--quiet", "--no-verify", "-m", "补")
      let proof = try await duban("verify", "--full")
      #expect(proof.status == 1 && proof.output.contains("[attachment-changed]"), "\(proof.output)")
    }
  }

  /// Above the limit nothing is recorded, by whatever door, and it is not read to find that out.
  @Test func aFileAboveTheLimitIsFoundInTheHistory() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(
        try git.read("schema/office.yaml") + "附件上限: 1KB\n", to: "schema/office.yaml")
      #expect(try await duban("commit").status == 0)
      try git.write(String(repeating: "大", count: 400), to: "cases/2026/2026-0001/大.txt")
      try HooksTests.append(
        "  - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: [2026-0001/大.txt]}\n", in: git)
      try await git("add", "--all")
      try await git("commit", "--quiet", "--no-verify", "-m", "大")
      let proof = try await duban("verify", "--full")
      #expect(
        proof.status == 1 && proof.output.contains("[attachment-too-large]"), "\(proof.output)")
    }
  }

  /// A disk that takes no more in the middle of a long file: nothing is recorded, and it is said why.
  @Test func whyALongFileCannotBeStoredIsSaid() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      let head = try await git("rev-parse", "HEAD")
      let script = """
        cd "$1" && head -c 1000000 /dev/urandom >.git/长.bin && mkdir -p cases/2026/2026-0001
        cp .git/长.bin cases/2026/2026-0001/长.bin && trap '' XFSZ && ulimit -f 500 && export LC_ALL=C.UTF-8
        duban-git step 2026-0001 研判 --意见 甲 --附件 "$2" 2>&1; echo "=$?"
        """
      for path in ["cases/2026/2026-0001/长.bin", ".git/长.bin"] {
        let said = try await git.run("sh", "-c", script, "sh", git.directory, path)
        #expect(said.contains("File too large") && said.hasSuffix("=5\n"), "\(said)")
        #expect(try await git("rev-parse", "HEAD") == head)
        #expect(try await git("status", "--porcelain") == "?? cases/2026/2026-0001/\n")
        #expect(try git.names(in: "cases/2026/2026-0001") == ["长.bin"])
      }
    }
  }

  @Test(arguments: rows(["/没有.jpg", "../../没有.jpg", ""]))
  func aFileFromElsewhereHasToBeThere(name: String) async throws {
    try await HooksTests.withCase(hooks: false) { _, duban in
      let step = try await duban("step", "2026-0001", "研判", "--意见", "甲", "--附件", name)
      #expect(step.status == 4 && !step.errors.contains("attachment-path"), "\(step.errors)")
    }
  }

  /// Two files of one content that some systems take for one name.
  @Test func namesThatAreAlikeAreNotAttachedTogether() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      for folder in ["一", "二"] {
        try git.write("同\n", to: ".git/\(folder)/\(folder == "一" ? "A" : "a").txt")
      }
      let step = try await duban(
        "step", "2026-0001", "研判", "--意见", "甲", "--附件", ".git/一/A.txt", "--附件", ".git/二/a.txt")
      #expect(step.status == 5 || step.status == 3 || step.status == 4, "\(step.errors)")
      #expect(try await git("status", "--porcelain") == "")
    }
  }
}
