import Testing
import TestSupport

/// Lawful histories of every kind are proved without a word.
@Suite(.seeded) struct LawfulHistoryTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    /// Whether only the first rules for histories let it pass.
    let isOlder: Bool
    let change: @Sendable (inout HistoryScript) -> Void
    var testDescription: String { name }

    init(
      _ name: String, isOlder: Bool = false,
      _ change: @escaping @Sendable (inout HistoryScript) -> Void
    ) {
      (self.name, self.isOlder, self.change) = (name, isOlder, change)
    }
  }

  private typealias Script = HistoryScript
  private static let path = HistoryScript.path
  private static let five = HistoryScript.five
  private static let sign = HistoryScript.sign
  private static let contact = HistoryScript.contact

  static let kinds: [Kind] = [
    Kind("nothing more") { _ in },
    Kind("a correction") {
      $0.add(
        "correct", on: 25,
        [
          (
            path,
            Script.text(
              five
                + "  - {日期: 2018-07-25, 步骤: 更正, 更正: 3, 字段: 批准, 原文: 省委秘书长, 改为: 省委副秘书长, 理由: 笔误}\n")
          )
        ])
    },
    Kind("a step made void") {
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign))])
      $0.add(
        "correct", on: 26,
        [
          (
            path,
            Script.text(
              five + sign
                + "  - {日期: 2018-07-26, 步骤: 更正, 更正: 6, 字段: 步骤, 原文: 签收, 改为: 作废, 理由: 误记, 批准: 省委秘书长}\n"
            )
          )
        ])
    },
    Kind("one letter about two cases") {
      for (number, other, day) in [("2018-0008", "2018-0009", 25), ("2018-0009", "2018-0008", 26)] {
        let letter = Script.issue.replacing(
          "主送", with: "文号: ×督函〔2018〕31号, 同函: [\(other)], 主送")
        $0.add(
          "import", on: day, case: number,
          [
            (
              "cases/2018/\(number).md",
              Script.text(five.replacing(Script.issue, with: letter), number: number)
            )
          ])
      }
    },
    Kind("a letter's number that a 更正 has cleared, used again") {
      $0.importLetter("2018-0008", on: 25)
      $0.clearLetter("2018-0008", on: 26)
      $0.importLetter("2018-0009", on: 27)
    },
    Kind("a letter's number cleared and used again on one side") {
      let base = $0.commits.count
      $0.importLetter("2018-0008", on: 25)
      $0.addPlain("别的", on: 26, [("说明.md", "乙")])
      $0.addPlain("另一边", on: 26, [("附记.md", "甲")], after: [base])
      $0.clearLetter("2018-0008", on: 27)
      $0.importLetter("2018-0009", on: 28)
      $0.addPlain("合并", on: 29, [("说明.md", "乙")], after: [base + 4, base + 1])
    },
    Kind("words for a paper that is sent afterwards") {
      let words = "\n## 催办单\n\n请抓紧。\n"
      let urge = "  - {日期: 2018-07-26, 步骤: 催办, 单位: 省教育厅, 等级: 蓝}\n"
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n## 催办单\n\n待写。\n"))])
      $0.add("edit", on: 26, [(path, Script.text(five, prose: words))])
      $0.add("urge", on: 26, [(path, Script.text(five + urge, prose: words))])
      $0.add("edit", on: 27, [(path, Script.text(five + urge, prose: words + "\n## 附记\n"))])
    },
    Kind("a 更正 whose step moves in a merge") {
      let base = $0.commits.count - 1
      func correct(_ number: Int) -> String {
        "  - {日期: 2018-07-26, 步骤: 更正, 更正: \(number), 字段: 方式, 原文: 电话, 改为: 当面, 理由: 误记}\n"
      }
      let early = contact.replacing("07-25", with: "07-24").replacing("教育", with: "卫生")
      $0.add("contact", on: 25, [(path, Script.text(five + contact))])
      $0.add("correct", on: 26, [(path, Script.text(five + contact + correct(6)))])
      $0.add("contact", on: 24, [(path, Script.text(five + early))], after: [base])
      $0.addPlain(
        "合并", on: 27, [(path, Script.text(five + early + contact + correct(7)))],
        after: [base + 2, base + 3])
    },
    Kind("edits of prose and title") {
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n改过的正文。\n"))])
      $0.add("edit", on: 26, [(path, Script.text(five, title: "新标题"))])
    },
    Kind("another layout of what is recorded") {
      $0.add(
        "edit", on: 25,
        [
          (
            path,
            Script.text(
              five.replacing(
                "  - {日期: 2018-07-24, 步骤: 审定, 审定人: 省委秘书长}\n",
                with: "  - 日期: 2018-07-24\n    步骤: 审定\n    审定人: 省委秘书长\n"))
          )
        ])
    },
    Kind("prose along with a step") {
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign, prose: "\n又一段。\n"))])
    },
    Kind("a late entry") {
      $0.add("acknowledge", on: 26, [(path, Script.text(five + sign.replacing("25", with: "26")))])
      $0.add(
        "contact", on: 25,
        [
          (
            path,
            Script.text(
              five + sign.replacing("25", with: "26") + contact.replacing("}", with: ", 补录: 是}"))
          )
        ]
      ) { $0.time = Script.noon(27) }
    },
    Kind("a move to another folder") {
      $0.add("edit", on: 25, [(path, nil), ("cases/省直/2018-0007.md", Script.text(five))])
      $0.add("acknowledge", on: 25, [("cases/省直/2018-0007.md", Script.text(five + sign))])
    },
    Kind("an import") {
      $0.add(
        "import", on: 25, case: "2018-0008",
        [
          (Script.other, Script.text(five, number: "2018-0008"))
        ])
    },
    Kind("a change of the rules by itself") {
      $0.addPlain("放宽", on: 25, [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n补录: 90日\n")])
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign))])
    },
    Kind("a renumbering") {
      $0.renumber(five)
      $0.add(
        "acknowledge", on: 26, case: "2018-0008",
        [
          (
            Script.other,
            ($0.commits.last?.files.last?.text ?? "").replacing(
              "---\n\n正文", with: sign.replacing("25", with: "26") + "---\n\n正文")
          )
        ])
    },
    Kind("a merge of a renumbering and the other side's step and prose") {
      $0.mergeRenumbered(
        other: Script.text(five + contact, prose: "\n改过的正文。\n"),
        leaving: [
          (Script.other, Script.renumbered(five + contact, prose: "\n改过的正文。\n"))
        ])
    },
    Kind("a merge of a renumbering and another case's step") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.addPlain("别的", on: 25, [("说明.md", "乙")], after: [base])
      $0.addPlain(
        "合并", on: 26, [(path, nil), (Script.other, Script.renumbered(five))],
        after: [base + 2, base + 1])
    },
    Kind("one renumbering on both sides") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.renumber(five, after: [base])
      $0.addPlain("合并", on: 26, [("说明.md", "乙")], after: [base + 1, base + 2])
    },
    Kind("two clones that took one number, of which one gave it up") {
      let base = $0.commits.count - 1
      let register = Script.register.replacing("23", with: "24")
      let mine = Script.text(register, number: "2018-0008", title: "一件")
      let correction =
        "  - {日期: 2018-07-25, 步骤: 更正, 更正: 表头, 字段: 编号, 原文: 2018-0008, 改为: 2018-0009, 理由: 两案同号}\n"
      $0.add("register", on: 24, case: "2018-0008", [(Script.other, mine)])
      $0.add(
        "renumber", on: 25, case: "2018-0009",
        [
          (Script.other, nil),
          (
            "cases/2018/2018-0009.md",
            Script.text(register + correction, number: "2018-0009", title: "一件")
          ),
        ], more: "Duban-Renumbered: 2018-0008\n")
      $0.add(
        "register", on: 24, case: "2018-0008",
        [(Script.other, Script.text(register, number: "2018-0008", title: "另一件"))],
        after: [base])
      $0.addPlain(
        "合并", on: 26,
        [(Script.other, Script.text(register, number: "2018-0008", title: "另一件"))],
        after: [base + 2, base + 3])
    },
    Kind("a merge of both sides' steps") {
      let base = $0.commits.count - 1
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign))])
      $0.add("contact", on: 25, [(path, Script.text(five + contact))], after: [base])
      $0.addPlain(
        "合并", on: 26, [(path, Script.text(five + contact + sign))], after: [base + 2, base + 1])
      $0.add(
        "contact", on: 27,
        [
          (path, Script.text(five + contact + sign + contact.replacing("25", with: "27")))
        ])
    },
    Kind("a merge of both sides' tasks as git joins lines", isOlder: true) {
      let tasks = "任务:\n  - {事项: 核查, 单位: 省教育厅}\n  # 一\n  # 二\n  - {事项: 处置, 单位: 省教育厅}\n"
      func text(_ one: String, _ other: String) -> String {
        Script.text(Script.register.replacing("23", with: "24"), number: "2018-0008").replacing(
          "任务: [{事项: 核查, 单位: 省教育厅, 时限: 15日}]\n",
          with: tasks.replacing("核查", with: one).replacing("处置", with: other))
      }
      let base = $0.commits.count
      $0.add("register", on: 24, case: "2018-0008", [(Script.other, text("核查", "处置"))])
      $0.add("edit", on: 25, case: "2018-0008", [(Script.other, text("全面核查", "处置"))])
      $0.add(
        "edit", on: 25, case: "2018-0008", [(Script.other, text("核查", "依法处置"))],
        after: [base])
      $0.addPlain(
        "合并", on: 26, [(Script.other, text("全面核查", "依法处置"))], after: [base + 1, base + 2])
    },
    Kind("a merge of different cases and rules") {
      let base = $0.commits.count - 1
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign))])
      $0.addPlain(
        "名录", on: 25, [("schema/units.yaml", "单位:\n  - {名称: 省教育厅}\n")], after: [base])
      $0.add(
        "register", on: 26, case: "2018-0008",
        [
          (Script.other, Script.text(Script.register, number: "2018-0008"))
        ]
      ) { $0.time = Script.noon(26) }
      $0.commits[$0.commits.count - 1].files[0].text = $0.commits.last?.files[0].text?.replacing(
        "2018-07-23", with: "2018-07-26")
      $0.addPlain("合并", on: 27, [(path, Script.text(five + sign))], after: [base + 3, base + 1])
    },
    Kind("the same registration on two branches") {
      let base = $0.commits.count - 1
      let new = Script.text(
        Script.register.replacing("23", with: "25"), number: "2018-0008", title: "同一件")
      $0.add("register", on: 25, case: "2018-0008", [(Script.other, new)])
      $0.add("register", on: 25, case: "2018-0008", [(Script.other, new)], after: [base])
      $0.addPlain("合并", on: 26, [], after: [base + 1, base + 2])
    },
    Kind("roles that are kept") {
      $0.addPlain(
        "名册", on: 24,
        [
          (
            "schema/roles.yaml",
            "人员:\n  - {邮箱: Office@example.org, 角色: 督查员}\n  - {邮箱: jyt@example.org, 角色: 承办, 单位: 省教育厅}\n"
              + "角色: {督查员: [登记, 沟通], 承办: [签收]}\n分离:\n  - [签收, 沟通]\n"
          )
        ])
      $0.add("acknowledge", on: 25, [(path, Script.text(five + sign))]) {
        $0.author = "jyt@example.org"
        $0.committer = "jyt@example.org"
      }
      $0.add("contact", on: 25, [(path, Script.text(five + sign + contact))])
    },
    Kind("a merge of files that are no cases") {
      let base = $0.commits.count
      func files(_ folder: String, _ one: String, _ other: String) -> [(String, String?)] {
        [
          ("cases/\(folder)/附记.txt", "\(one)\n\n\n\n乙\n"), ("cases/\(folder)/表.csv", "\(other)\n"),
        ]
      }
      let gone: [(String, String?)] = files("2018", "", "").map { ($0.0, nil) }
      $0.addPlain("附件", on: 24, files("2018", "甲", "一"))
      // One side moves them, the other changes one and adds another.
      $0.addPlain("移", on: 25, gone + files("旧", "甲", "一"))
      $0.addPlain(
        "改", on: 25, files("2018", "甲", "二") + [("cases/2018/新.txt", "新")], after: [base])
      $0.addPlain(
        "合并", on: 26, files("旧", "甲", "二") + [("cases/旧/新.txt", "新")],
        after: [base + 1, base + 2])
      // Both change one, and each another.
      $0.addPlain("改", on: 26, files("旧", "丙", "三"))
      $0.addPlain("改", on: 26, [("cases/旧/表.csv", "四\n")], after: [base + 3])
      $0.addPlain("合并", on: 27, [("cases/旧/表.csv", "三或四\n")], after: [base + 4, base + 5])
    },
    Kind("files that are no cases") {
      $0.addPlain("附件", on: 25, [("cases/2018/附件.pdf", "甲"), ("说明.md", "乙")])
      $0.addPlain("附件", on: 26, [("cases/2018/附件.pdf", nil)])
    },
  ]

  @Test(arguments: rows(kinds))
  func aLawfulHistoryIsProved(kind: Kind) async throws {
    for isOlder in kind.isOlder ? [true] : [false, true] {
      try await expectProof(of: kind, isOlder: isOlder)
    }
  }

  /// - Parameter isOlder: whether the office has not agreed to the newer rules for histories.
  private func expectProof(of kind: Kind, isOlder: Bool) async throws {
    var script = isOlder ? HistoryScript.older : .lawful
    kind.change(&script)
    try await script.with { duban in
      let result = try await duban("verify")
      #expect(result.status == 0)
      let remarks = result.output.split(separator: "\n").dropLast().filter {
        !$0.contains("[recorded-late]") && !$0.contains("[rules-changed]")
          && !(isOlder && $0.contains(": info: "))
      }
      #expect(remarks == [], "\(isOlder)")
      let count = try await duban.git("rev-list", "--count", "HEAD").dropLast()
      #expect(result.output.contains("\(count) commits"), "\(result.output)")
    }
  }

  @Test func aCaseThatIsPutBackIsNoOther() async throws {
    var script = HistoryScript.lawful
    script.addPlain("清理", on: 25, [(Self.path, nil)])
    script.addPlain("恢复", on: 26, [(Self.path, HistoryScript.text(Self.five))])
    try await script.with { duban in
      let result = try await duban("verify")
      #expect(result.output.contains("[case-deleted]"))
      #expect(!result.output.contains("[number-reused]"), "\(result.output)")
    }
  }

  @Test func aBareRepositoryIsProved() async throws {
    try await HistoryScript.lawful.with { duban in
      try await duban.git("clone", "--quiet", "--bare", ".", duban.git.path("共享.git"))
      let bare = DubanCLI(GitCLI(directory: duban.git.path("共享.git")))
      for _ in 1...2 {
        let result = try await bare("verify")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("6 commits and 5 steps proved: 0 errors"))
      }
    }
  }

  @Test func aShallowCloneIsProvedFromItsBoundaryOn() async throws {
    try await HistoryScript.lawful.with { duban in
      try await withDirectory { folder in
        let clone = GitCLI(directory: folder)
        try await clone("clone", "-q", "--depth=2", "file://\(duban.git.directory)", folder)
        let result = try await DubanCLI(clone)("verify")
        #expect(result.status == 0, "\(result.output)")
        let end = try await clone("rev-parse", "HEAD~1")
        #expect(result.output.contains("ends at \(end.dropLast()); nothing earlier"))
        #expect(!result.output.contains("["))
        // What was left out then is proved when it has come.
        try await clone("fetch", "-q", "--unshallow")
        #expect(try await DubanCLI(clone)("verify").output.hasPrefix("6 commits"))
      }
    }
  }

  @Test func whatOverlaysTheHistoryIsNamedAndNotFollowed() async throws {
    var script = HistoryScript.lawful
    script.add("edit", on: 25, [(HistoryScript.path, HistoryScript.text(HistoryScript.register))])
    try await script.with { duban in
      let head = try await duban.git("rev-parse", "HEAD").dropLast()
      // Git shows a history without the deed.
      try await duban.git("replace", "HEAD", "HEAD~1")
      try duban.git.write("\(head)\n", to: ".git/info/grafts")
      let result = try await duban("verify")
      #expect(result.status == 1)
      #expect(result.output.contains("[recorded-step-removed]"), "\(result.output)")
      #expect(result.output.contains("refs/replace/\(head) makes git show another history"))
      #expect(result.output.contains("info/grafts makes git show another history"))
    }
  }

  @Test func theSampleIsProved() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", "--no-hooks").status == 0)
      let result = try await duban("verify")
      #expect(result.status == 0, "\(result.output)")
      #expect(!result.output.contains("["), "\(result.output)")
    }
  }
}
