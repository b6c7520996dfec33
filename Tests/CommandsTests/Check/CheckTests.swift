import Foundation
import Testing
import TestSupport

/// `check` and `fmt` on the built program.
@Suite(.seeded) struct CheckTests {
  private let typed = """
    ——
    编号：2018-0008
    标题：校园食堂食品安全整改
    批示：
      领导：省委主要领导
      日期：2018.7.22
      类别：批办性
      摘要：彻查，限期整改
    协办单位：［省市场监督管理局，省公安厅］
    过程：
    －日期：2018年7月23日
      步骤：登记
    ———
    正文
    """

  @Test func aFileTypedWithFullWidthPunctuationIsMendedAndLaidOut() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try git.write(typed, to: "2018-0008.md")
      #expect(try await duban("check", "2018-0008.md").status == 1)
      #expect(try await duban("fmt", "2018-0008.md").status == 1)
      #expect(try git.read("2018-0008.md") == typed)
      let mended = try await duban("check", "--fix", "2018-0008.md")
      #expect(mended.status == 0, "\(mended.output)")
      #expect(mended.errors.hasPrefix("2018-0008.md: "))
      #expect(try await duban("check", "2018-0008.md").errors.hasSuffix("0 errors, 0 warnings\n"))

      let listed = try await duban("fmt", "--check", "2018-0008.md")
      #expect(listed.status == 1 && listed.output == "2018-0008.md\n")
      let diff = try await duban("fmt", "--diff", "2018-0008.md")
      #expect(diff.status == 0 && diff.output.contains("\n-- 日期: 2018-07-23\n"))
      #expect(try await duban("fmt", "2018-0008.md").output == "2018-0008.md\n")
      #expect(
        try git.read("2018-0008.md") == """
          ---
          编号: 2018-0008
          标题: 校园食堂食品安全整改
          批示:
            领导: 省委主要领导
            日期: 2018-07-22
            类别: 批办性
            摘要: 彻查，限期整改
          协办单位: [省市场监督管理局, 省公安厅]
          过程:
            - 日期: 2018-07-23
              步骤: 登记
          ---

          正文

          """)
      let again = try await duban("fmt", "--check", "2018-0008.md")
      #expect(again.status == 0 && again.output == "")
    }
  }

  @Test func theSampleCasesAreCleanInEveryWay() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--sample", "--no-hooks")
      try await duban.succeeds("fmt", "--check")
      try await duban.succeeds("check", "--fix")
      #expect(try await git("status", "--porcelain") == "")
      let log = try await duban.succeeds("check", "--format", "sarif")
      #expect(log.contains("\"version\": \"2.1.0\""))
    }
  }

  @Test func aNewCaseIsLaidOutAlready() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--no-hooks")
      let new = try await duban(
        "new", "--title", "校园食堂", "--leader", "省委主要领导", "--instruction-date", "2026-03-01",
        "--class",
        "批办性", "--gist", "彻查", "--date", "2026-03-02")
      #expect(new.status == 0, "\(new.errors)")
      let layout = try await duban("fmt", "--check")
      #expect(layout.status == 0, "\(layout.output)")
    }
  }

  @Test func noFixTouchesARecordedStep() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--sample", "--no-hooks")
      let path = "cases/2018/2018-0007.md"
      let text = try git.read(path)
      try git.write(text.replacing("标题: ", with: "标题："), to: path)
      let mended = try await duban("check", "--fix", "2018-0007")
      #expect(mended.errors.hasPrefix("cases/2018/2018-0007.md: 1 fix made\n"))
      #expect(try git.read(path) == text)
    }
  }

  @Test func whatIsStagedIsCheckedAndNotWhatIsOnDisk() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--sample", "--no-hooks")
      let path = "cases/2018/2018-0007.md"
      let text = try git.read(path)
      try git.write(text.replacing("标题: ", with: "标题："), to: path)
      let nothing = try await duban("check", "--staged")
      #expect(nothing.errors == "0 files checked: 0 errors, 0 warnings\n")

      try await git("add", path)
      try git.write(text, to: path)
      let staged = try await duban("check", "--staged")
      #expect(staged.status == 1)
      #expect(staged.output.hasPrefix("\(path):3:3: error: "))
      #expect(staged.errors == "1 file checked: 1 error, 0 warnings\n")
      let other = try await duban("check", "--staged", "2018-0011")
      #expect(other.status == 0 && other.errors.hasPrefix("0 files"))
      // What is staged need not be on disk.
      try await git("rm", "--cached", "--quiet", "cases/2018/2018-0011.md")
      try await git("mv", path, "cases/2018/甲.md")
      try FileManager.default.removeItem(atPath: git.directory + "/cases/2018/甲.md")
      for name in ["cases/2018/甲.md", "cases/2018", "甲"] {
        let gone = try await duban("check", "--staged", name)
        #expect(gone.status == 1, "\(name): \(gone.errors)")
        #expect(gone.output.hasPrefix("cases/2018/甲.md:"))
      }
      let unknown = try await duban("check", "--staged", "cases/2018/2018-0011.md")
      #expect(unknown.status == 2, "\(unknown.errors)")
      // As git runs a hook.
      var hook = duban
      hook.variables["GIT_INDEX_FILE"] = ".git/index"
      #expect(try await hook("check", "--staged").status == 1)
    }
  }

  @Test func aNumberUsedTwiceIsReportedWhereverItStands() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--sample", "--no-hooks")
      let text = try git.read("cases/2018/2018-0007.md")
      // Its path comes first, and still it is the copy: the other is recorded.
      try git.write(text, to: "cases/2016/2018-0007.md")
      try await git("add", ".")
      for arguments in [["--staged"], ["--since", "HEAD"]] {
        let found = try await duban(["check"] + arguments)
        #expect(found.status == 1)
        #expect(found.output.contains("cases/2016/2018-0007.md:2:5: error: "))
        #expect(found.output.contains("[duplicate-case-number]"))
      }
    }
  }

  @Test func onlyWhatAChangeTouchesIsReported() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await duban.succeeds("init", "--sample", "--no-hooks")
      let path = "cases/2018/2018-0004.md"
      let text = try git.read(path)
      let all = try await duban("check")
      #expect(all.output.contains("[extension-asked-late]"))
      #expect(try await duban("check", "--since", "HEAD").output == "")

      try git.write(text.replacing("缓急: ", with: "# 注\n缓急: 很"), to: path)
      let changed = try await duban("check", "--since", "HEAD")
      #expect(changed.status == 1)
      #expect(changed.output.contains("[bad-choice]"))
      #expect(!changed.output.contains("[extension-asked-late]"))

      // The step above is gone: the place of the next is wrong, though nobody touched its lines.
      let issue = "  - 日期: 2018-"
      let start = try #require(text.range(of: issue))
      let next = try #require(text[start.upperBound...].range(of: issue))
      try git.write(String(text[..<start.lowerBound] + text[next.lowerBound...]), to: path)
      let consequence = try await duban("check", "--since", "HEAD", path)
      #expect(consequence.status == 1, "\(consequence.output)")
      let unknown = try await duban("check", "--since", "v9")
      #expect(unknown.status == 2, "\(unknown.errors)")
    }
  }
}

extension DubanCLI {
  /// What the program prints where it ends with 0.
  @discardableResult
  fileprivate func succeeds(_ arguments: String...) async throws -> String {
    let result = try await self(arguments)
    #expect(result.status == 0, "\(arguments): \(result.output)\(result.errors)")
    return result.output
  }
}
