import Testing
import TestSupport

/// Who may record what, and who may change the rules, as a history shows it.
@Suite(.seeded) struct PeopleTests {
  private typealias Script = HistoryScript
  private static let five = HistoryScript.five
  private static let sign = HistoryScript.sign
  private static let path = HistoryScript.path

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    /// All that is found, with its severity, but for remarks on changed rules.
    let found: [String]
    /// Whether the first rules for histories find it too, or do not know the words of its rules.
    var isOlder = false
    let roles: String
    let change: @Sendable (inout HistoryScript) -> Void
    var testDescription: String { name }
  }

  private static func person(_ name: String, _ more: String = "") -> String {
    "  - {邮箱: \(name)@example.org, 角色: 督查员\(more)}\n"
  }

  private static func roles(_ people: String, _ rights: String, _ more: String = "") -> String {
    "人员:\n\(people)角色: {督查员: [\(rights)]}\n代录: 是\n\(more)"
  }

  /// A step recorded on the 25th.
  private static func step(
    _ step: String, _ kind: String = "acknowledge",
    _ change: @escaping @Sendable (inout HistoryScript.Commit) -> Void = { _ in }
  ) -> @Sendable (inout HistoryScript) -> Void {
    { $0.add(kind, on: 25, [(path, Script.text(five + step))], change) }
  }

  @Sendable private static func by(_ name: String) -> @Sendable (inout HistoryScript.Commit) -> Void
  {
    {
      $0.author = "\(name)@example.org"
      $0.committer = "\(name)@example.org"
    }
  }

  /// Files changed on the 25th.
  private static func files(
    _ files: [(String, String?)],
    _ change: @escaping @Sendable (inout HistoryScript.Commit) -> Void = { _ in }
  ) -> @Sendable (inout HistoryScript) -> Void {
    { $0.addPlain("整理", on: 25, files, change) }
  }

  private static func correction(_ target: String, _ field: String, _ old: String, _ new: String)
    -> String
  {
    "  - {日期: 2018-07-25, 步骤: 更正, 更正: \(target), 字段: \(field), 原文: \(old), 改为: \(new), 理由: 笔误}\n"
  }

  private static let notSeparated = ["error: steps-not-separated"]
  private static let notPermitted = ["error: role-not-permitted"]
  private static let unknown = ["error: unknown-person"]

  // MARK: People

  private static let people: [Row] = [
    Row(
      name: "a former address", found: [],
      roles: roles(person("new", ", 曾用邮箱: [office@example.org]"), "签收"), change: step(sign)),
    Row(
      name: "a former address that is no longer used", found: unknown,
      isOlder: true,
      roles: roles(
        person("new", ", 曾用邮箱: {邮箱: office@example.org, 止: 2018-07-24}"), "签收"),
      change: step(sign)),
    Row(
      name: "two separated steps under two addresses", found: notSeparated,
      roles: roles(
        person("new", ", 曾用邮箱: [office@example.org]"), "签收", "分离: [[立项, 签收]]\n"),
      change: step(sign, "acknowledge", by("new"))),
    Row(
      name: "one who has left", found: unknown,
      isOlder: true, roles: roles(person("office", ", 止: 2018-07-24"), "签收"), change: step(sign)),
    Row(
      name: "one who has not come yet", found: unknown,
      isOlder: true, roles: roles(person("office", ", 起: 2018-07-26"), "签收"), change: step(sign)),
    Row(
      name: "one on the last day", found: [],
      roles: roles(person("office", ", 起: 2018-07-25, 止: 2018-07-25"), "签收"), change: step(sign)),
    Row(
      name: "one who has left and dates it back", found: unknown,
      isOlder: true, roles: roles(person("office", ", 止: 2018-07-24") + person("b"), "沟通")
    ) {
      $0.addPlain("其他", on: 26, [("说明.md", "一\n")], by("b"))
      $0.add(
        "contact", on: 24,
        [(path, Script.text(five + Script.contact.replacing("07-25", with: "07-24")))]
      ) { $0.time = Script.noon(26) - 80_000 }
    },
    Row(
      name: "another role from a day on", found: notPermitted,
      isOlder: true,
      roles: "人员:\n  - {邮箱: office@example.org, 角色: 登记员, 止: 2018-07-24}\n"
        + "  - {邮箱: office@example.org, 角色: 督查员, 起: 2018-07-25}\n"
        + "角色: {督查员: [沟通], 登记员: [签收]}\n代录: 是\n", change: step(sign)),
    Row(
      name: "a host that commits", found: [],
      roles: roles(person("office"), "签收", "平台: [noreply@host.example]\n"),
      change: step(sign) { $0.committer = "NoReply@host.example" }),
    Row(
      name: "a host that nobody knows", found: unknown, isOlder: true,
      roles: roles(person("office"), "签收"),
      change: step(sign) { $0.committer = "noreply@host.example" }),
    Row(
      name: "recorded for another", found: ["info: recorded-for-another"],
      roles: roles(person("office") + person("b"), "签收"),
      change: step(sign) { $0.committer = "b@example.org" }),
    Row(
      name: "one person under two addresses", found: [],
      roles: roles(person("office", ", 曾用邮箱: [b@example.org]"), "签收"),
      change: step(sign) { $0.committer = "b@example.org" }),
    Row(
      name: "recorded for another where all is signed",
      found: ["error: recorded-for-another", "error: unsigned"],
      isOlder: true, roles: roles(person("office") + person("b"), "签收", "要求签名: 是\n"),
      change: step(sign) { $0.committer = "b@example.org" }),
    Row(
      name: "a unit's act that the office records and says so",
      found: ["info: recorded-for-another", "error: unsigned"],
      isOlder: true, roles: roles(person("office") + person("b"), "签收", "要求签名: 是\n"),
      change: step(sign.replacing("}", with: ", 经办: 张某}")) { $0.committer = "b@example.org" }),
    Row(
      name: "a stranger who touches no case", found: ["warning: unknown-person"],
      roles: roles(person("office"), "签收"), change: files([("说明.md", "一\n")], by("b"))),
  ]

  /// One who was struck off the list joins that with what was before, from either side.
  private static func mergeByStranger(first: Int) -> @Sendable (inout HistoryScript) -> Void {
    {
      let base = $0.commits.count - 1
      $0.addPlain("其他", on: 25, [("说明.md", "一\n")])
      $0.addPlain(
        "名册", on: 25, [("schema/roles.yaml", roles(person("office"), "签收"))], after: [base])
      let parents = [base + 1, base + 2]
      $0.addPlain(
        "合并", on: 26,
        [("schema/roles.yaml", roles(person("office"), "签收")), ("说明.md", "一\n")],
        after: first == 0 ? parents : parents.reversed(), by("b"))
    }
  }

  private static let merges: [Row] = (0...1).map { first in
    Row(
      name: "a merge by one who was struck off, from side \(first)", found: unknown, isOlder: true,
      roles: roles(person("office") + person("b"), "签收"), change: mergeByStranger(first: first))
  }

  // MARK: Rights

  private static let rights: [Row] = [
    Row(
      name: "a correction without the right to the step", found: notPermitted,
      roles: roles(person("office"), "更正"),
      change: step(correction("3", "批准", "省委秘书长", "书记"), "correct")),
    Row(
      name: "a correction with it", found: [], roles: roles(person("office"), "更正, 立项"),
      change: step(correction("3", "批准", "省委秘书长", "书记"), "correct")),
    Row(
      name: "a correction of what 发函 fixed", found: notPermitted,
      roles: roles(person("office"), "更正, 立项"),
      change: step(correction("表头", "缓急", "特急", "急件"), "correct")),
    Row(
      name: "the same with the right to 发函", found: [], roles: roles(person("office"), "更正, 发函"),
      change: step(correction("表头", "缓急", "特急", "急件"), "correct")),
    Row(
      name: "a correction counts as the step", found: notSeparated,
      roles: roles(person("office"), "更正, 审定", "分离: [[审定, 发函]]\n"),
      change: step(correction("4", "审定人", "省委秘书长", "书记"), "correct")),
    Row(
      name: "a pair within an import", found: [],
      roles: roles(person("office"), "签收", "分离: [[立项, 审定]]\n")
    ) {
      $0.add(
        "import", on: 25, case: "2018-0008",
        [(Script.other, Script.text(five, number: "2018-0008"))])
    },
    Row(
      name: "the importer records what is separated", found: notSeparated,
      roles: roles(person("office"), "签收", "分离: [[立项, 签收]]\n")
    ) {
      $0.add(
        "import", on: 25, case: "2018-0008",
        [(Script.other, Script.text(five, number: "2018-0008"))])
      $0.add(
        "acknowledge", on: 25, case: "2018-0008",
        [(Script.other, Script.text(five + sign, number: "2018-0008"))])
    },
    Row(
      name: "an edit of another unit's matter", found: notPermitted,
      roles: roles(person("office", ", 单位: 省公安厅"), "签收")
    ) { $0.add("edit", on: 25, [(path, Script.text(five, title: "另一题"))]) },
    Row(
      name: "an edit that makes a case one's own matter", found: notPermitted,
      roles: roles(person("office", ", 单位: 省公安厅"), "登记")
    ) {
      let text = Script.text(
        Script.register.replacing("07-23", with: "07-25"), number: "2018-0008")
      $0.add("register", on: 25, case: "2018-0008", [(Script.other, text)])
      $0.add(
        "edit", on: 25, case: "2018-0008",
        [(Script.other, text.replacing("缓急: 特急", with: "缓急: 特急\n协办单位: [省公安厅]"))])
    },
    Row(
      name: "an edit of one's own matter", found: [],
      roles: roles(person("office", ", 单位: 省教育厅"), "签收")
    ) { $0.add("edit", on: 25, [(path, Script.text(five, title: "另一题"))]) },
    Row(
      name: "an edit where the right is another role's", found: notPermitted,
      roles: roles(person("office", ", 单位: 省教育厅"), "签收").replacing(
        "角色: {", with: "角色: {修订员: [修订], ")
    ) { $0.add("edit", on: 25, [(path, Script.text(five, title: "另一题"))]) },
    Row(
      name: "an edit along with a step", found: notPermitted,
      roles: roles(person("office", ", 单位: 省教育厅"), "签收").replacing(
        "角色: {", with: "角色: {修订员: [修订], ")
    ) { $0.add("acknowledge", on: 25, [(path, Script.text(five + sign, title: "另一题"))]) },
    Row(
      name: "a step alone where the right to edit is another's", found: [],
      roles: roles(person("office", ", 单位: 省教育厅"), "签收").replacing(
        "角色: {", with: "角色: {修订员: [修订], "), change: step(sign)),
    Row(
      name: "a renumbering by a unit", found: notPermitted,
      roles: roles(person("office", ", 单位: 省教育厅"), "更正")
    ) { $0.renumber(five) },
    Row(
      name: "a renumbering by the office without 更正", found: [], isOlder: true,
      roles: roles(person("office"), "签收")
    ) { $0.renumber(five) },
    Row(
      name: "an import by a role that has the right", found: [],
      roles: roles(person("office", ", 单位: 省教育厅"), "导入")
    ) {
      $0.add(
        "import", on: 25, case: "2018-0008",
        [(Script.other, Script.text(five, number: "2018-0008"))])
    },
    Row(
      name: "rules that are changed by a role that has the right", found: [],
      roles: roles(person("office", ", 单位: 省教育厅"), "规则"),
      change: files([("schema/units.yaml", "单位:\n  - {名称: 省教育厅}\n")])),
    Row(
      name: "rules that are changed without the right", found: notPermitted,
      isOlder: true,
      roles: roles(person("office") + person("b").replacing("督查员", with: "主任"), "签收").replacing(
        "角色: {", with: "角色: {主任: [规则], "),
      change: files([("schema/units.yaml", "单位:\n  - {名称: 省教育厅}\n")])),
    Row(
      name: "an office that only wants to be warned", found: ["warning: role-not-permitted"],
      isOlder: true, roles: roles(person("office"), "登记", "越权: 警告\n"), change: step(sign)),
    Row(
      name: "strangers where the office only wants to be warned",
      found: ["warning: unknown-person"],
      isOlder: true, roles: roles(person("office"), "签收", "越权: 警告\n"),
      change: step(sign, "acknowledge", by("b"))),
    Row(
      name: "the rules are nobody's to change for a warning", found: notPermitted, isOlder: true,
      roles: roles(person("office", ", 单位: 省教育厅"), "登记", "越权: 警告\n"),
      change: files([("schema/units.yaml", "单位:\n  - {名称: 省教育厅}\n")])),
    Row(
      name: "an edit that calls itself an import",
      found: ["error: import-changes-case", "error: message-differs"], isOlder: true,
      roles: roles(person("office"), "签收")
    ) { $0.add("import", on: 25, [(path, Script.text(five, title: "另一题"))]) },
  ]

  // MARK: Rules

  private static let unitRoles = roles(person("office", ", 单位: 省教育厅"), "签收")

  private static let rules: [Row] = [
    Row(
      name: "attributes that filter", found: ["error: harmful-attribute"], roles: "",
      change: files([(".gitattributes", "cases/** filter=lfs\n")])),
    Row(
      name: "attributes below the cases", found: ["error: harmful-attribute"], roles: "",
      change: files([("cases/2018/.gitattributes", "*.md export-ignore\n")])),
    Row(
      name: "attributes below the rules", found: ["error: harmful-attribute"], roles: "",
      change: files([("schema/.gitattributes", "roles.yaml filter=x\n")])),
    Row(
      name: "another merge driver", found: ["error: harmful-attribute"], roles: "",
      change: files([(".gitattributes", "*.md merge=union\n")])),
    Row(
      name: "a macro that hides cases", found: ["error: harmful-attribute"], roles: "",
      change: files([(".gitattributes", "[attr]plain export-ignore\ncases/** plain\n")])),
    Row(
      name: "attributes that are ours, or of others", found: [], roles: "",
      change: files([
        (
          ".gitattributes",
          "# 注\ncases/** -text merge=duban diff=duban\nschema/** -text\n/docs/** filter=lfs\n"
            + "*.png binary\n.gitignore export-ignore\n* text=auto\n"
        )
      ])),
    Row(
      name: "attributes with a step", found: ["error: schema-with-cases"], roles: "",
      change: {
        $0.add(
          "acknowledge", on: 25,
          [(path, Script.text(five + sign)), (".gitattributes", "* -text\n")])
      }),
    Row(
      name: "a unit hides new cases", found: notPermitted, roles: unitRoles,
      change: files([("cases/.gitignore", "2019\n")])),
    Row(
      name: "a unit writes elsewhere", found: [], roles: unitRoles,
      change: files([("说明/甲.txt", "一\n")])),
    Row(
      name: "a unit that a case has is left out", found: ["error: rules-break-cases"], roles: "",
      change: files([("schema/units.yaml", "单位:\n  - {名称: 省公安厅}\n")])),
    Row(
      name: "a severity is raised for what is recorded", found: ["error: rules-break-cases"],
      isOlder: true, roles: "",
      change: files([
        (
          "schema/office.yaml",
          "机关: 省委督查室\n判规: {版: 2}\n级别: {officer-not-named: 错误, limit-on-day-off: 错误}\n"
            .replacing(", limit-on-day-off: 错误", with: "")
        )
      ]) { $0.time = Script.noon(25) + 40 * 86_400 }),
    Row(
      name: "a severity is raised from a day on", found: [], roles: "",
      change: files([
        (
          "schema/office.yaml",
          "机关: 省委督查室\n判规: {版: 2}\n级别: {officer-not-named: {级: 错误, 起: 2018-09-01}}\n"
        )
      ]) { $0.time = Script.noon(25) + 40 * 86_400 }),
  ]

  static let all = people + merges + rights + rules

  @Test(arguments: rows(all))
  func everythingIsFoundAndNothingElse(row: Row) async throws {
    try await expect(row, isOlder: false)
  }

  /// What only newer rules know is no error in an office that has not agreed to them.
  @Test(arguments: rows(all.filter { !$0.isOlder }))
  func anOlderHistoryStaysLawful(row: Row) async throws {
    try await expect(row, isOlder: true)
  }

  private func expect(_ row: Row, isOlder: Bool) async throws {
    var script = isOlder ? HistoryScript.older : .lawful
    if !row.roles.isEmpty { script.addPlain("名册", on: 24, [("schema/roles.yaml", row.roles)]) }
    row.change(&script)
    try await script.with { duban in
      let result = try await duban("verify")
      let lines = result.output.split(separator: "\n").dropLast().filter {
        !$0.contains("[rules-changed]") && !$0.contains("[recorded-late]")
      }
      let found = lines.map { line in
        let severity = ["error", "warning", "info"].first { line.contains(": \($0): ") } ?? ""
        let id = line.split(separator: "[").last?.dropLast() ?? ""
        return "\(severity): \(id)"
      }
      if isOlder {
        #expect(!found.contains { $0.hasPrefix("error: ") }, "\(result.output)")
      } else {
        #expect(Set(found) == Set(row.found), "\(result.output)")
        // As the shared repository has it, which sees what comes in alone.
        if found == Self.notSeparated {
          let last = try await duban("verify", "HEAD~1..HEAD")
          #expect(last.output.contains("error: ") && last.status == 1, "\(last.output)")
        }
      }
    }
  }

  @Test func changesOfTheRulesAreToldInWords() async throws {
    var script = HistoryScript.withRoles(
      Self.roles(Self.person("office"), "签收", "分离: [[立项, 审定]]\n"))
    script.addPlain(
      "改", on: 25,
      [
        (
          "schema/roles.yaml",
          Self.roles(
            Self.person("office", ", 公钥: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA")
              + Self.person("b", ", 起: 2018-08-01"),
            "签收, 沟通, 封存", "要求签名: 是\n")
        ),
        ("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n时限: {审核: 7个工作日}\n"),
        ("schema/holidays.tsv", "2018-10-01\tholiday\t国庆节\n"), (".gitignore", "*.bak\n"),
      ])
    try await script.with { duban in
      let words = try await duban("--lang", "zh", "verify").output
      for word in [
        "增加人员 office@example.org(督查员)", "分离:立项/审定", "增加人员 b@example.org(督查员 起2018-08-01)",
        "人员 office@example.org 换了公钥", "角色“督查员”:+沟通 +封存", "要求签名:否 → 是", "分离:取消(原为 立项/审定)",
        "时限.审核:5个工作日 → 7个工作日", "放假安排改了1天(2018-10-01)", ".gitignore 有改动",
      ] {
        #expect(words.contains(word), "\(word): \(words)")
      }
    }
  }
}
