import Foundation
import Testing
import TestSupport

/// The slips that an office makes, and the help it gets, in the words it reads.
@Suite(.seeded) struct CommonSlipsTests {
  struct Slip: Sendable, CustomTestStringConvertible {
    let front: String
    let says: [String]
    /// What `check --fix` makes of it; nil where a person has to.
    var mended: String?
    var testDescription: String { says[0] }
  }

  private static let head = """
    编号: 2026-0001
    标题: 食堂
    批示: {领导: 省委, 日期: 2026-02-27, 类别: 批办性, 摘要: 查}

    """
  private static let registered = "过程:\n  - 日期: 2026-03-02\n    步骤: 登记\n"

  private static let slips: [Slip] = [
    Slip(
      front: "任务:\n  - 事项: 排查\n    单位: [省教育厅, 省公安厅]\n" + registered,
      says: ["一项任务只写一个单位", "每个单位写一项任务"]),
    Slip(
      front: "任务:\n  - 事项: 排查\n    单位: 省教育厅、省公安厅\n" + registered,
      says: ["一项任务只写一个单位"]),
    Slip(
      front: "任务: 排查食堂\n" + registered,
      says: ["每项“任务”要分行写“事项:”“单位:”“时限:”", "“  - 事项: …”"]),
    Slip(
      front: "任务:\n  - 排查食堂\n" + registered, says: ["每项“任务”要分行写“事项:”“单位:”“时限:”"]),
    Slip(
      front: registered + "  - 登记\n", says: ["每项“过程”要分行写“日期:”“步骤:”"]),
    Slip(
      front: registered + "  - 日期: 2026-03-02\n    意见: 立\n",
      says: ["这一步没有写“步骤”(办的是哪一步)"]),
    Slip(
      front: registered + "- 日期: 2026-03-02\n  步骤: 研判\n  意见: |\n    一\n    二\n",
      says: ["这一项的“-”没有与上面各项对齐", "整项右移2格"],
      mended: registered + "  - 日期: 2026-03-02\n    步骤: 研判\n    意见: |\n      一\n      二\n"),
    Slip(
      front: "时限: 11月31日\n" + registered, says: ["“时限”写的“11月31日”没有这一天:11月只有30天"]),
    Slip(
      front: "时限: 2026-02-30\n" + registered,
      says: ["“时限”写的“2026-02-30”没有这一天:2026年2月只有28天"]),
    Slip(
      front: "过程:\n  - 日期: 2026-11-31\n    步骤: 登记\n",
      says: ["“日期”写的“2026-11-31”没有这一天:11月只有30天"]),
    Slip(
      front: "过程:\n  - 日期: 2026-13-01\n    步骤: 登记\n",
      says: ["“日期”写的“2026-13-01”没有这一天:没有13月"]),
    Slip(
      front: "关\u{200B}注: 重点\n" + registered,
      says: ["“表头”缺少“关注”,这里写的是“关<U+200B>注”"], mended: "关注: 重点\n" + registered),
    Slip(
      front: "缓急: 特\u{200B}急\n" + registered,
      says: ["“缓急”不能写“特<U+200B>急”", "有看不见的字符 U+200B"],
      mended: "缓急: 特急\n" + registered),
    Slip(
      front: "来文: 专\u{200B}报\n" + registered, says: ["有看不见的字符 U+200B"],
      mended: "来文: 专报\n" + registered),
    Slip(
      front: registered
        + "  - {日期: 2026-03-02, 步骤: 更正, 更正: 头, 字段: 标题, 原文: 食堂, 改为: 学校食堂, 理由: 误}\n",
      says: ["“更正”不能写“头”", "写步骤序号(1)或“表头”"]),
    Slip(
      front: "<<<<<<< HEAD\n缓急: 特急\n=======\n缓急: 急件\n>>>>>>> 甲\n" + registered,
      says: ["合并冲突没有处理完", "duban-git check、git add -u、git commit", "git merge --abort"]),
  ]

  @Test(arguments: rows(slips)) func aSlipGetsTheHelpItNeeds(slip: Slip) async throws {
    try await withFolder { git in
      var clerk = git
      clerk.variables["DUBAN_TODAY"] = "2026-03-02"
      let duban = DubanCLI(clerk)
      try git.write("---\n\(Self.head)\(slip.front)---\n", to: "2026-0001.md")
      let found = try await duban("--lang", "zh", "check", "2026-0001.md")
      for words in slip.says { #expect(found.output.contains(words), "\(found.output)") }
      let mended = try await duban("--lang", "zh", "check", "--fix", "2026-0001.md")
      if let text = slip.mended {
        #expect(try git.read("2026-0001.md") == "---\n\(Self.head)\(text)---\n", "\(mended.errors)")
      }
    }
  }

  /// What is recorded is corrected by a step, which is shown, and which mends it.
  @Test func aFixOfWhatIsRecordedIsACorrection() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(
        try git.read(HooksTests.path).replacing(
          "意见: 建议立项", with: "意见: 建议立项\n  - {日期: 2026/03/02, 步骤: 立项, 批准: 省委秘书长}"),
        to: HooksTests.path)
      try await git("commit", "--quiet", "--all", "--message=直接提交")
      let found = try await duban("--lang", "zh", "check", "--fix")
      #expect(found.output.contains("已经记录在案,check --fix 不改;记一步更正:"), "\(found.output)")
      #expect(!found.output.contains("改为“2026-03-02”"))
      let command = try #require(
        found.output.firstMatch(of: /duban-git step 2026-0001 更正 (.*) --理由 …/)
      ).output.1
      #expect(command == "--更正 3 --字段 日期 --原文 '2026/03/02' --改为 '2026-03-02'")
      try await expect(
        duban(
          "step", "2026-0001", "更正", "--更正", "3", "--字段", "日期", "--原文", "2026/03/02", "--改为",
          "2026-03-02", "--理由", "笔误"))
      let after = try await duban("check")
      #expect(after.status == 0, "\(after.output)")
    }
  }

  /// Nothing English is left in Chinese help, nothing but the words that tools read in what is said.
  @Test func chineseHelpIsChinese() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      for verb in ["ledger", "due", "status", "check", "explain", "show", "hooks", "init"] {
        let help = try await duban("--lang", "zh", verb, "--help").output
        for word in ["values:", "default:", "diagnostic", "诊断", "取走"] {
          #expect(!help.contains(word), "\(verb): \(help)")
        }
      }
      let list = try await duban("--lang", "zh", "explain").output
      #expect(list.contains("警告") && !list.contains("warning "))
      try await expect(duban("init", ".", "--no-hooks"))
      try git.write("x", to: "cases/2026-0001.md.txt")
      let said = try await duban("--lang", "zh", "ledger").errors
      #expect(said.contains("duban-git: 警告: "), "\(said)")
    }
  }
}
