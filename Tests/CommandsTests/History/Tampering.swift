import Testing

/// One way of tampering with a history, and the id it is found by.
struct Tampering: Sendable, CustomTestStringConvertible {
  let name: String
  let id: String
  let make: @Sendable () -> HistoryScript

  init(_ name: String, _ id: String, _ make: @escaping @Sendable () -> HistoryScript) {
    (self.name, self.id, self.make) = (name, id, make)
  }

  /// What is done after the lawful history.
  init(
    _ name: String, _ id: String, after: @escaping @Sendable (inout HistoryScript) -> Void
  ) {
    self.init(name, id) {
      var script = HistoryScript.lawful
      after(&script)
      return script
    }
  }

  /// A step recorded lawfully in itself, where these roles are in force.
  init(
    _ name: String, _ id: String, roles: String,
    _ change: @escaping @Sendable (inout HistoryScript.Commit) -> Void = { _ in }
  ) {
    self.init(name, id) {
      var script = HistoryScript.withRoles(roles)
      script.add("acknowledge", on: 25, [(path, text(five + sign))], change)
      return script
    }
  }

  var testDescription: String { name }
}

private typealias Script = HistoryScript
private let path = Script.path
private let five = Script.five
private let sign = Script.sign
private let contact = Script.contact
private func text(_ steps: String) -> String { Script.text(steps) }

extension HistoryScript {
  /// A change of the case that claims to be an edit.
  fileprivate mutating func edit(_ old: String, _ new: String) {
    add("edit", on: 25, [(Self.path, Self.text(Self.five).replacing(old, with: new))])
  }

  /// A letter that went out, and then its prose as `words` and what stands before have it.
  fileprivate mutating func editLetter(_ words: String, before: String = "") {
    func prose(_ words: String, _ before: String) -> String {
      Self.text(Self.five, prose: "\n\(before)## 督办函\n\n\(words)")
    }
    add("edit", on: 25, [(Self.path, prose("请核查。\n", ""))])
    add("edit", on: 26, [(Self.path, prose(words, before))])
  }

  /// A case that one side withdraws while the other records 签收, and both together.
  fileprivate mutating func mergeUnsettled() {
    let base = commits.count - 1
    let (withdraw, late) = (Self.withdraw, Self.lateSign)
    add("withdraw", on: 25, [(Self.path, Self.text(Self.five + withdraw))])
    add("acknowledge", on: 26, [(Self.path, Self.text(Self.five + late))], after: [base])
    addPlain(
      "合并", on: 27, [(Self.path, Self.text(Self.unsettled))], after: [base + 1, base + 2])
  }

  /// A side branch from the last commit that records 签收, and on the main one an edit of the prose;
  /// then the merge of both, as `change` leaves it.
  fileprivate mutating func merge(_ change: (inout Commit) -> Void) {
    let base = commits.count - 1
    add("acknowledge", on: 25, [(Self.path, Self.text(Self.five + Self.sign))])
    add(
      "edit", on: 25, [(Self.path, Self.text(Self.five, prose: "\n改过的正文。\n"))], after: [base])
    addPlain(
      "合并", on: 26,
      [(Self.path, Self.text(Self.five + Self.sign, prose: "\n改过的正文。\n"))],
      after: [base + 2, base + 1], change)
  }

  /// Somebody is struck off the list on the 25th; a step of his on a branch from before is merged.
  fileprivate mutating func recordOnBranch(on day: Int) {
    func roles(_ people: [String]) -> String {
      "人员:\n" + people.map { "  - {邮箱: \($0)@example.org, 角色: 督查}\n" }.joined()
        + "角色: {督查: [沟通, 签收]}\n"
    }
    let base = commits.count
    addPlain("名册", on: 24, [("schema/roles.yaml", roles(["office", "left"]))])
    addPlain("名册", on: 25, [("schema/roles.yaml", roles(["office"]))])
    let step = Self.contact.replacing("07-25", with: "07-\(day)")
    add("contact", on: day, [(Self.path, Self.text(Self.five + step))], after: [base]) {
      $0.author = "left@example.org"
      $0.committer = "left@example.org"
    }
    addPlain(
      "合并", on: 27, [(Self.path, Self.text(Self.five + step))], after: [base + 1, base + 2])
  }

  /// A merge as git makes it, with the case as `text` has it.
  fileprivate mutating func merge(leaving text: String?) {
    merge { $0.files = [(Self.path, text)] }
  }
}

extension Tampering {
  static let all: [Tampering] =
    steps + cases + trees + messages + times + people + merges + otherFiles
    + renumberings

  private static let steps: [Tampering] = [
    Tampering("a step is rewritten", "recorded-step-changed") { $0.edit("建议立项", "不建议立项") },
    Tampering("a step is taken out", "recorded-step-removed") { $0.edit(Script.approve, "") },
    Tampering("steps change places", "recorded-steps-reordered") {
      $0.edit(Script.register + Script.assess, Script.assess + Script.register)
    },
    Tampering("a step is slipped in", "step-not-appended") {
      $0.edit(Script.docket, "  - {日期: 2018-07-23, 步骤: 研判, 意见: 再议}\n" + Script.docket)
    },
    Tampering("a step is rewritten in the commit of the next", "recorded-step-changed") {
      $0.add("acknowledge", on: 25, [(path, text((five + sign).replacing("秘书长", with: "书记")))])
    },
    Tampering("a limit is moved by hand", "fixed-field-changed") { $0.edit("15日", "150日") },
    Tampering("the number is changed in the file", "fixed-field-changed") {
      $0.edit("编号: 2018-0007", "编号: 2018-0070")
    },
    Tampering("a step is recorded out of place", "step-out-of-place") {
      $0.add("close", on: 25, [(path, text(five + "  - {日期: 2018-07-25, 步骤: 办结, 阅示: 同意}\n"))])
    },
    Tampering("a step is voided without 批准", "correction-not-approved") {
      $0.add("correct", on: 25, [(path, text(five + Script.correct(5, "步骤", "发函", "作废")))])
    },
    Tampering("a step becomes another", "not-correctable") {
      $0.add("correct", on: 25, [(path, text(five + Script.correct(4, "步骤", "审定", "调度")))])
    },
    Tampering("a commit is dropped", "step-out-of-place") {
      var script = HistoryScript.lawful
      script.commits.remove(at: 3)
      for index in 3..<script.commits.count {
        script.commits[index].files[0].text =
          script.commits[index].files[0].text?.replacing(Script.docket, with: "")
      }
      return script
    },
  ]

  private static let cases: [Tampering] = [
    Tampering("a case is deleted", "case-deleted") { $0.addPlain("清理", on: 25, [(path, nil)]) },
    Tampering("a case is renamed", "case-deleted") {
      $0.addPlain("改号", on: 25, [(path, nil), ("cases/2018/2018-0070.md", text(five))])
    },
    Tampering("a case becomes a link", "case-deleted") {
      $0.addPlain("链接", on: 25, [(path, "../别处.md")]) { $0.mode = "120000" }
    },
    Tampering("a number is used again", "number-reused") {
      $0.addPlain("清理", on: 24, [(path, nil)])
      $0.add("register", on: 25, [(path, Script.text(Script.register, title: "另一件"))])
    },
    Tampering("a number is used twice at once", "number-reused") {
      $0.add(
        "register", on: 25, [("cases/2018-0007.md", Script.text(Script.register, title: "另一件"))])
    },
    Tampering("a case is renumbered without a 更正", "case-deleted") {
      $0.add(
        "renumber", on: 25, case: "2018-0008",
        [(path, nil), (Script.other, Script.text(five, number: "2018-0008"))],
        more: "Duban-Renumbered: 2018-0007\n")
    },
    Tampering("a case is renumbered and a step rewritten", "recorded-step-changed") {
      $0.renumber(five.replacing("建议立项", with: "不建议立项"))
    },
    Tampering("a number that was given up is used again", "number-reused") {
      $0.renumber(five)
      $0.add("register", on: 26, [(path, Script.text(Script.register, title: "另一件"))])
    },
    Tampering("an import changes a case", "import-changes-case") {
      $0.add("import", on: 25, [(path, text(five + sign))])
    },
    Tampering("a rule is loosened along with a step", "schema-with-cases") {
      $0.add(
        "acknowledge", on: 25,
        [("schema/office.yaml", "机关: 省委督查室\n补录: 90日\n"), (path, text(five + sign))])
    },
  ]

  private static let trees: [Tampering] = [
    Tampering("a name has a backslash", "unsafe-name") {
      $0.addPlain("附件", on: 25, [("\"cases/2018/a\\\\b.pdf\"", "甲")])
    },
    Tampering("an attachment is a link", "not-a-plain-file") {
      $0.addPlain("附件", on: 25, [("cases/2018/附件.pdf", "/etc/passwd")]) { $0.mode = "120000" }
    },
    Tampering("the rules are a link", "not-a-plain-file") {
      $0.addPlain("规矩", on: 25, [("schema/units.yaml", "../别处")]) { $0.mode = "120000" }
    },
    Tampering("a folder is there twice, by case", "names-alike") {
      $0.addPlain("附件", on: 25, [("Cases/2018/2018-0007.md", Script.text(five))])
    },
    Tampering("two sides of a merge bring one name", "names-alike") {
      let base = $0.commits.count - 1
      $0.addPlain("附件", on: 25, [("cases/2018/caf\u{E9}.pdf", "甲")])
      $0.addPlain("附件", on: 25, [("cases/2018/cafe\u{301}.pdf", "乙")], after: [base])
      $0.addPlain(
        "合并", on: 26, [("cases/2018/caf\u{E9}.pdf", "甲")], after: [base + 2, base + 1])
    },
  ]

  private static let messages: [Tampering] = [
    Tampering("a message names another case", "trailers-differ") {
      $0.add("acknowledge", on: 25, case: "2018-0008", [(path, text(five + sign))])
    },
    Tampering("a message names another step", "trailers-differ") {
      $0.add("close", on: 25, [(path, text(five + sign))])
    },
    Tampering("a message names another day", "trailers-differ") {
      $0.add("acknowledge", on: 24, [(path, text(five + sign))]) { $0.time = Script.noon(25) }
    },
    Tampering("an empty commit claims a step", "trailers-differ") {
      $0.add("close", on: 25, [])
    },
    Tampering("a message claims a renumbering", "trailers-differ") {
      $0.add(
        "acknowledge", on: 25, [(path, text(five + sign))], more: "Duban-Renumbered: 2018-0001\n")
    },
    Tampering("there are no trailers", "trailers-missing") {
      $0.addPlain("签收", on: 25, [(path, text(five + sign))])
    },
    Tampering("what looks like trailers is text", "trailers-missing") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))], more: "\n另有说明。\n")
    },
    Tampering("a commit records two steps", "several-steps-in-commit") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign + contact))])
    },
    Tampering("a commit touches two cases", "several-steps-in-commit") {
      $0.add(
        "register", on: 24, case: "2018-0008",
        [
          (Script.other, Script.text(Script.register, number: "2018-0008"))
        ])
      $0.add(
        "edit", on: 25,
        [
          (path, Script.text(five, prose: "\n甲\n")),
          (Script.other, Script.text(Script.register, number: "2018-0008", prose: "\n乙\n")),
        ])
    },
  ]

  private static let times: [Tampering] = [
    Tampering("a step is dated after its commit", "step-after-commit") {
      $0.add(
        "acknowledge", on: 26,
        [
          (path, text(five + sign.replacing("07-25", with: "07-26")))
        ]
      ) { $0.time = Script.noon(25) }
    },
    Tampering("a step of the next day is out of place", "step-out-of-place") {
      let archive = "  - {日期: 2018-07-26, 步骤: 归档, 档号: 甲1}\n"
      $0.add("archive", on: 26, [(path, text(five + archive))]) {
        // Half an hour before that day, which is within the grace of an hour.
        $0.time = Script.noon(25) + 45_000
      }
    },
    Tampering("a correction moves a step past its commit", "date-in-future") {
      let correct = """
          - {日期: 2018-07-25, 步骤: 更正, 更正: 5, 字段: 日期, 原文: 2018-07-24, 改为: 2018-07-30, 理由: 误}

        """
      $0.add("correct", on: 25, [(path, text(five + correct))])
    },
    Tampering("a late entry lies before registration", "date-out-of-order") {
      let contact = contact.replacing("07-25", with: "07-22").replacing("}", with: ", 补录: 是}")
      $0.add("contact", on: 22, [(path, text(five + contact))]) { $0.time = Script.noon(25) }
    },
    Tampering("a commit is backdated", "commit-time-implausible") {
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n改\n"))]) {
        $0.time = Script.noon(20)
      }
    },
    Tampering("an author is backdated", "commit-time-implausible") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))]) { $0.written = Script.noon(24) }
    },
    Tampering("an author is postdated", "commit-time-implausible") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))]) { $0.written = Script.noon(27) }
    },
    Tampering("a commit is made before git was", "commit-time-out-of-range") {
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n改\n"))]) { $0.time = 0 }
    },
    Tampering("a change of the rules is written in another age", "commit-time-out-of-range") {
      $0.addPlain("放宽", on: 25, [("schema/office.yaml", "机关: 省委督查室\n补录: 90日\n")]) {
        $0.written = 99_999_999_999
      }
    },
    Tampering("the last commit is of the future", "commit-time-implausible") {
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n改\n"))]) {
        $0.time = Script.noon(23 + 4000)
      }
    },
  ]

  private static let me = "人员:\n  - {邮箱: office@example.org, 角色: 督查员"

  private static let people: [Tampering] = [
    Tampering(
      "nobody knows who records", "unknown-person",
      roles: "人员:\n  - {邮箱: other@example.org, 角色: 督查员}\n角色: {督查员: [签收]}\n代录: 是\n"),
    Tampering(
      "an author is forged", "unknown-person", roles: me + "}\n角色: {督查员: [签收]}\n代录: 是\n"
    ) { $0.author = "leader@example.org" },
    Tampering(
      "a committer is forged", "unknown-person", roles: me + "}\n角色: {督查员: [签收]}\n代录: 是\n"
    ) { $0.committer = "leader@example.org" },
    Tampering(
      "a role records what it may not", "role-not-permitted",
      roles: me + "}\n角色: {督查员: [登记]}\n代录: 是\n"),
    Tampering(
      "a unit records for another", "act-of-other-unit",
      roles: me + ", 单位: 省公安厅}\n角色: {督查员: [签收]}\n代录: 是\n"),
    Tampering(
      "the office records for a unit", "act-of-other-unit", roles: me + "}\n角色: {督查员: [签收]}\n"),
    Tampering(
      "one person does two separated steps", "steps-not-separated", roles: "分离:\n  - [立项, 签收]\n"),
    Tampering(
      "one person commits two separated steps, the second as another's", "steps-not-separated",
      roles: "分离:\n  - [立项, 签收]\n"
    ) { $0.author = "other@example.org" },
    Tampering("a step is not signed", "unsigned", roles: "要求签名: 是\n"),
    Tampering(
      "one records what another wrote", "recorded-for-another",
      roles: me + "}\n  - {邮箱: other@example.org, 角色: 督查员}\n角色: {督查员: [签收]}\n代录: 是\n"
    ) { $0.committer = "other@example.org" },
    Tampering("a stranger becomes one of the office", "rules-changed") {
      var script = HistoryScript.withRoles(me + "}\n角色: {督查员: [签收]}\n")
      script.addPlain(
        "名册", on: 25,
        [
          (
            "schema/roles.yaml",
            me + "}\n  - {邮箱: other@example.org, 角色: 督查员}\n角色: {督查员: [签收, 封存]}\n"
          )
        ])
      return script
    },
    Tampering("the rules are gone", "judging-rules-lowered") {
      $0.addPlain("清理", on: 25, [("schema/office.yaml", nil)])
    },
    Tampering("attributes take the cases from the merge driver", "harmful-attribute") {
      $0.addPlain("整理", on: 25, [(".gitattributes", "cases/** !merge\n")])
    },
    Tampering("attributes hide the cases", "harmful-attribute") {
      $0.addPlain("整理", on: 25, [(".gitattributes", "cases/** export-ignore\n")])
    },
    Tampering("a unit that a case has is left out of the list", "rules-break-cases") {
      $0.addPlain("名录", on: 25, [("schema/units.yaml", "单位:\n  - {名称: 省公安厅}\n")])
    },
    Tampering("an edit calls itself an import", "message-differs") {
      $0.add("import", on: 25, [(path, Script.text(five, title: "另一题"))])
    },
    Tampering("a unit changes the rules", "role-not-permitted") {
      var script = HistoryScript.withRoles(me + ", 单位: 省教育厅}\n角色: {督查员: [签收]}\n")
      script.addPlain("放宽", on: 25, [("schema/office.yaml", "机关: 省委督查室\n补录: 90日\n")])
      return script
    },
  ]

  private static let merges: [Tampering] = [
    Tampering("a merge adds a step", "merge-adds-step") {
      $0.merge(leaving: Script.text(five + sign + contact, prose: "\n改过的正文。\n"))
    },
    Tampering("a merge drops a step", "recorded-step-removed") { $0.merge(leaving: text(five)) },
    Tampering("a merge rewrites a step", "recorded-step-changed") {
      $0.merge(leaving: text((five + sign).replacing("建议立项", with: "不建议立项")))
    },
    Tampering("steps change places in a merge", "recorded-steps-reordered") {
      $0.merge(
        leaving: text(
          five.replacing(Script.register + Script.assess, with: Script.assess + Script.register)
            + sign))
    },
    Tampering("a merge changes the title", "merge-adds-change") {
      $0.merge(leaving: Script.text(five + sign, title: "别的标题"))
    },
    Tampering("a merge adds prose", "merge-adds-change") {
      $0.merge(leaving: Script.text(five + sign, prose: "\n改过的正文。\n夹带。\n"))
    },
    Tampering("a merge moves a limit", "fixed-field-changed") {
      $0.merge(leaving: text(five + sign).replacing("15日", with: "150日"))
    },
    Tampering("a merge drops the case", "case-deleted") { $0.merge(leaving: nil) },
    Tampering("a merge brings in a case", "merge-adds-step") {
      $0.merge { commit in
        commit.files.append((Script.other, Script.text(Script.register, number: "2018-0008")))
      }
    },
    Tampering("a merge loosens the rules", "merge-adds-change") {
      $0.merge { commit in
        commit.files.append(("schema/office.yaml", "机关: 省委督查室\n补录: 90日\n"))
      }
    },
    Tampering("a merge takes the older prose", "merge-drops-change") {
      $0.merge(leaving: text(five + sign))
    },
    Tampering("a merge takes the older title", "merge-drops-change") {
      let base = $0.commits.count - 1
      $0.add("acknowledge", on: 25, [(path, text(five + sign))])
      $0.add("edit", on: 25, [(path, Script.text(five, title: "新标题"))], after: [base])
      $0.addPlain("合并", on: 26, [(path, text(five + sign))], after: [base + 1, base + 2])
    },
    Tampering("a merge with an ancestor goes back", "recorded-step-removed") {
      let base = $0.commits.count - 1
      $0.add("acknowledge", on: 25, [(path, text(five + sign))])
      $0.addPlain("合并", on: 26, [(path, text(five))], after: [base + 1, base])
    },
    Tampering("a merge puts a later step first", "merge-order") {
      let base = $0.commits.count - 1
      let early = contact.replacing("25", with: "24")
      $0.add("acknowledge", on: 25, [(path, text(five + sign))])
      $0.add("contact", on: 24, [(path, text(five + early))], after: [base])
      $0.addPlain("合并", on: 26, [(path, text(five + sign + early))], after: [base + 1, base + 2])
    },
    Tampering("a merge of three branches", "octopus") {
      let base = $0.commits.count - 1
      $0.add("acknowledge", on: 25, [(path, text(five + sign))])
      $0.add("contact", on: 25, [(path, text(five + contact))], after: [base])
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n改\n"))], after: [base])
      $0.addPlain(
        "合并", on: 26, [(path, Script.text(five + contact + sign, prose: "\n改\n"))],
        after: [base + 1, base + 2, base + 3])
    },
    Tampering("two sides do not go together", "unsettled") { $0.mergeUnsettled() },
    Tampering("a merge puts lines of the prose in another order", "merge-drops-change") {
      let base = $0.commits.count - 1
      func prose(_ lines: String) -> String {
        Script.text(five, prose: "\n" + lines.map { "\($0)\n" }.joined())
      }
      $0.add("edit", on: 25, [(path, prose("一二三四五六"))])
      $0.add("edit", on: 26, [(path, prose("一改三四五六"))])
      $0.add("edit", on: 26, [(path, prose("一二三四五末"))], after: [base + 1])
      $0.addPlain(
        "合并", on: 27, [(path, prose("一改四三五末"))], after: [base + 2, base + 3])
    },
    Tampering("a letter that went out gets a second text", "sent-prose-changed") {
      $0.editLetter("请核查。\n\n## 附记\n\n甲\n\n## 督办函\n\n又一段\n")
    },
    Tampering("a letter that went out gets a second text under a line", "sent-prose-changed") {
      $0.editLetter("请核查。\n\n## 附记\n\n督办函\n---\n\n又一段\n")
    },
    Tampering("a comment hides a letter that went out", "sent-prose-changed") {
      $0.editLetter("请核查。\n", before: "话\n\n<!--\n\n")
    },
    Tampering("a fence makes code of a letter that went out", "sent-prose-changed") {
      $0.editLetter("请核查。\n", before: "~~~\n")
    },
    Tampering("the words of a letter change after it went out", "sent-prose-changed") {
      func prose(_ words: String) -> String {
        Script.text(five, prose: "\n## 督办函\n\n\(words)\n\n## 附记\n")
      }
      $0.add("edit", on: 25, [(path, prose("请核查。"))])
      $0.add("edit", on: 26, [(path, prose("请核查,月底前报。"))])
    },
    Tampering(
      "a merge takes other words than those of the side that sent them", "sent-prose-changed"
    ) {
      let base = $0.commits.count - 2
      func text(_ steps: String, _ words: String) -> String {
        Script.text(steps, prose: "\n## 督办函\n\n\(words)\n")
      }
      let four = five.replacing(Script.issue, with: "")
      $0.add("edit", on: 24, [(path, text(four, "请核查。"))], after: [base])
      $0.add("issue", on: 24, [(path, text(five, "请核查。"))])
      $0.add("edit", on: 24, [(path, text(four, "请复查。"))], after: [base + 2])
      $0.addPlain("合并", on: 25, [(path, text(five, "请复查。"))], after: [base + 3, base + 4])
    },
    Tampering("a first line says another step", "message-differs") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))]) {
        $0.message = $0.message.replacing("acknowledge 2018-0007\n\n", with: "办结 2018-0007 疫苗\n\n")
      }
    },
    Tampering("a first line says another case", "message-differs") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))]) {
        $0.message = $0.message.replacing("acknowledge 2018-0007\n\n", with: "签收2018-0008\n\n")
      }
    },
    Tampering("a first line says a merge", "message-differs") {
      $0.add("acknowledge", on: 25, [(path, text(five + sign))]) {
        $0.message = $0.message.replacing(
          "acknowledge 2018-0007\n\n", with: "Merge branch '旁支'\n\n")
      }
    },
    Tampering("a merge says a step", "message-differs") {
      $0.merge { $0.message = "合并\n\nDuban-Case: 2018-0007\nDuban-Step: close\n" }
    },
    Tampering("a letter has the number of another", "duplicate-letter-number") {
      let letter = Script.issue.replacing("主送", with: "文号: ×督函〔2018〕31号, 主送")
      let steps = five.replacing(Script.issue, with: letter)
      $0.add(
        "import", on: 25, case: "2018-0008",
        [(Script.other, Script.text(steps, number: "2018-0008"))]
      )
      $0.add(
        "import", on: 26, case: "2018-0009",
        [("cases/2018/2018-0009.md", Script.text(steps, number: "2018-0009"))])
    },
    Tampering("two sides give a letter one number", "unsettled") {
      let letter = Script.issue.replacing("主送", with: "文号: ×督函〔2018〕31号, 主送")
      let steps = five.replacing(Script.issue, with: letter)
      let base = $0.commits.count - 1
      let eight = Script.text(steps, number: "2018-0008")
      $0.add("import", on: 25, case: "2018-0008", [(Script.other, eight)])
      $0.add(
        "import", on: 26, case: "2018-0009",
        [("cases/2018/2018-0009.md", Script.text(steps, number: "2018-0009"))], after: [base])
      $0.addPlain("合并", on: 27, [(Script.other, eight)], after: [base + 2, base + 1])
    },
    Tampering(
      "a letter has a number that only the other side has cleared", "duplicate-letter-number"
    ) {
      let base = $0.commits.count
      $0.importLetter("2018-0008", on: 25)
      $0.clearLetter("2018-0008", on: 26)
      $0.importLetter("2018-0009", on: 27, after: [base])
      $0.addPlain(
        "合并", on: 28, [Script.withLetter("2018-0009")], after: [base + 1, base + 2])
    },
    Tampering("what a merge left is passed over", "before-settling") {
      $0.mergeUnsettled()
      let stocktake = "  - {日期: 2018-07-28, 步骤: 通报}\n"
      $0.add("bulletin", on: 28, [(path, text(Script.unsettled + stocktake))])
    },
    Tampering("a merge shifts a 更正 to another step", "recorded-step-changed") {
      let base = $0.commits.count - 1
      let correct =
        "  - {日期: 2018-07-26, 步骤: 更正, 更正: 6, 字段: 方式, 原文: 电话, 改为: 面谈, 理由: 误记}\n"
      let early = contact.replacing("07-25", with: "07-24").replacing("教育", with: "卫生")
      $0.add("contact", on: 25, [(path, text(five + contact))])
      $0.add("correct", on: 26, [(path, text(five + contact + correct))])
      $0.add("contact", on: 24, [(path, text(five + early))], after: [base])
      $0.addPlain(
        "合并", on: 27, [(path, text(five + early + contact + correct))], after: [base + 2, base + 3])
    },
    Tampering("a merge drops a case that a side has moved", "case-deleted") {
      let base = $0.commits.count - 1
      $0.add("edit", on: 25, [(path, nil), ("cases/旧/2018-0007.md", text(five))])
      $0.addPlain("别的", on: 25, [("说明.md", "乙")], after: [base])
      $0.addPlain(
        "合并", on: 26, [("cases/旧/2018-0007.md", nil)], after: [base + 1, base + 2])
    },
    Tampering("a merge keeps a moved case twice", "number-reused") {
      let base = $0.commits.count - 1
      $0.add("edit", on: 25, [(path, nil), ("cases/旧/2018-0007.md", text(five))])
      $0.addPlain("别的", on: 25, [("说明.md", "乙")], after: [base])
      $0.addPlain("合并", on: 26, [(path, text(five))], after: [base + 1, base + 2])
    },
    Tampering("both sides register one number", "duplicate-case-number") {
      let base = $0.commits.count - 1
      func new(_ title: String) -> String {
        Script.text(
          Script.register.replacing("23", with: "25"), number: "2018-0008", title: title)
      }
      $0.add("register", on: 25, case: "2018-0008", [(Script.other, new("一件"))])
      $0.add("register", on: 25, case: "2018-0008", [(Script.other, new("另一件"))], after: [base])
      $0.addPlain("合并", on: 26, [(Script.other, new("一件"))], after: [base + 1, base + 2])
    },
    Tampering("a merge brings another beginning", "unrelated-history") {
      let tip = $0.commits.count - 1
      let other = Script.text(Script.register, number: "2018-0009")
      $0.add(
        "register", on: 23, case: "2018-0009",
        [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n"), ("cases/2018/2018-0009.md", other)],
        after: [])
      $0.addPlain(
        "合并", on: 26, [("cases/2018/2018-0009.md", other)], after: [tip, tip + 1])
    },
    Tampering("a merge gives two people each other's roles", "merge-adds-change") {
      func roles(_ one: String, _ other: String, _ note: String) -> String {
        "\(note)人员:\n  - {邮箱: office@example.org, 角色: \(one)}\n  - {邮箱: b@example.org, 角色: \(other)}\n角色: {处长: [登记], 科员: [登记]}\n"
      }
      let base = $0.commits.count
      $0.addPlain("名册", on: 24, [("schema/roles.yaml", roles("处长", "科员", ""))])
      $0.addPlain("注", on: 25, [("schema/roles.yaml", roles("处长", "科员", "# 一\n"))])
      $0.addPlain(
        "注", on: 25, [("schema/roles.yaml", roles("处长", "科员", "# 二\n"))], after: [base])
      $0.addPlain(
        "合并", on: 26, [("schema/roles.yaml", roles("科员", "处长", "# 一\n"))],
        after: [base + 1, base + 2])
    },
    Tampering("a merge with an ancestor loosens the rules", "merge-drops-change") {
      let base = $0.commits.count - 1
      $0.addPlain(
        "规矩", on: 25, [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n补录: 1日\n")])
      $0.addPlain(
        "合并", on: 26, [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n")],
        after: [base + 1, base])
    },
    Tampering("one who left records on a branch from before", "right-withdrawn") {
      $0.recordOnBranch(on: 26)
    },
    Tampering("one who left has recorded before", "right-withdrawn-since") {
      $0.recordOnBranch(on: 24)
    },
    Tampering("a file of rules is made unreadable", "rules-unreadable") {
      $0.addPlain("整理", on: 25, [("schema/roles.yaml", "人员: 无\n")])
    },
    Tampering("the first rules are asked for again", "judging-rules-lowered") {
      $0.addPlain("整理", on: 25, [("schema/office.yaml", "机关: 省委督查室\n")])
    },
    Tampering("a merge leaves conflict markers", "conflict-marker") {
      $0.merge(
        leaving: Script.text(
          five + sign, prose: "\n<<<<<<< HEAD\n改过的正文。\n=======\n正文。\n>>>>>>> 旁支\n"))
    },
    Tampering("a merge writes a number of an identity card", "personal-number") {
      let base = $0.commits.count - 1
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n甲\n"))])
      $0.add("edit", on: 25, [(path, Script.text(five, prose: "\n乙\n"))], after: [base])
      $0.addPlain(
        "合并", on: 26, [(path, Script.text(five, prose: "\n身份证 11010519491231002X\n"))],
        after: [base + 1, base + 2])
    },
  ]

  private static let note = "cases/2018/附记.txt"

  private static let otherFiles: [Tampering] = [
    Tampering("a merge adds a file", "merge-adds-change") {
      $0.merge { commit in commit.files.append((note, "甲")) }
    },
    Tampering("a merge adds a file that is no case", "merge-adds-change") {
      $0.merge { commit in commit.files.append(("cases/2018/说明.md", "甲")) }
    },
    Tampering("a merge changes a file", "merge-adds-change") {
      $0.addPlain("附记", on: 25, [(note, "甲")])
      $0.merge { commit in commit.files.append((note, "乙")) }
    },
    Tampering("a merge takes a file away", "merge-adds-change") {
      $0.addPlain("附记", on: 25, [(note, "甲")])
      $0.merge { commit in commit.files.append((note, nil)) }
    },
    Tampering("a merge drops a file of one side", "merge-drops-change") {
      let base = $0.commits.count - 1
      $0.addPlain("附记", on: 25, [(note, "甲")])
      $0.addPlain("别的", on: 25, [("说明.md", "乙")], after: [base])
      $0.addPlain("合并", on: 26, [("说明.md", "乙"), (note, nil)], after: [base + 1, base + 2])
    },
  ]

  private static let renumberings: [Tampering] = [
    Tampering("a merge drops a step recorded under a number given up", "recorded-step-changed") {
      $0.mergeRenumbered(other: text(five + contact), leaving: [])
    },
    Tampering("a merge drops it the other way round", "recorded-step-changed") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.add("contact", on: 25, [(path, text(five + contact))], after: [base])
      $0.addPlain(
        "合并", on: 26, [(path, nil), (Script.other, Script.renumbered(five))],
        after: [base + 2, base + 1])
    },
    Tampering("a merge drops prose written under a number given up", "merge-drops-change") {
      $0.mergeRenumbered(other: Script.text(five, prose: "\n改过的正文。\n"), "edit", leaving: [])
    },
    Tampering("a merge keeps a renumbered case twice", "number-reused") {
      $0.mergeRenumbered(other: text(five + contact), leaving: [(path, text(five + contact))])
    },
    Tampering("a merge brings a number back that was given up", "number-reused") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.addPlain("别的", on: 25, [("说明.md", "乙")], after: [base])
      $0.addPlain("合并", on: 26, [(path, text(five))], after: [base + 1, base + 2])
    },
    Tampering("a merge takes the old number back", "case-deleted") {
      $0.mergeRenumbered(
        other: text(five + contact), leaving: [(path, text(five + contact)), (Script.other, nil)])
    },
    Tampering("a merge keeps both of two new numbers", "number-reused") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.renumber(five, on: 26, to: "2018-0009", after: [base])
      $0.addPlain(
        "合并", on: 27,
        [("cases/2018/2018-0009.md", Script.renumbered(five, on: 26, to: "2018-0009"))],
        after: [base + 1, base + 2])
    },
    Tampering("a merge drops one of two new numbers and its step", "recorded-step-changed") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.renumber(five, on: 26, to: "2018-0009", after: [base])
      $0.addPlain("合并", on: 27, [], after: [base + 1, base + 2])
    },
    Tampering("two sides give a case different numbers", "unsettled") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.renumber(five, on: 26, to: "2018-0009", after: [base])
      let second = Script.correction(to: "2018-0009", on: 26)
      $0.addPlain(
        "合并", on: 27, [(Script.other, Script.renumbered(five, more: second))],
        after: [base + 1, base + 2])
    },
    Tampering("two sides give a case one number, each for itself", "unsettled") {
      let base = $0.commits.count - 1
      $0.renumber(five)
      $0.renumber(five, on: 26, after: [base])
      let second = Script.correction(to: "2018-0008", on: 26)
      $0.addPlain(
        "合并", on: 27, [(Script.other, Script.renumbered(five, more: second))],
        after: [base + 1, base + 2])
    },
  ]
}

extension HistoryScript {
  /// The case under another number, with the step that says so.
  static func renumbered(
    _ steps: String, on day: Int = 25, to number: String = "2018-0008", more: String = "",
    prose: String = "\n正文。\n"
  ) -> String {
    text(steps + correction(to: number, on: day) + more, number: number, prose: prose)
  }

  static func correction(to number: String, on day: Int) -> String {
    "  - {日期: 2018-07-\(day), 步骤: 更正, 更正: 表头, 字段: 编号, 原文: 2018-0007, 改为: \(number), 理由: 两案同号}\n"
  }

  /// Gives the case another number, as `renumber` does.
  mutating func renumber(
    _ steps: String, on day: Int = 25, to number: String = "2018-0008", after parents: [Int]? = nil
  ) {
    add(
      "renumber", on: day, case: number,
      [
        (Self.path, nil),
        ("cases/2018/\(number).md", Self.renumbered(steps, on: day, to: number)),
      ], after: parents, more: "Duban-Renumbered: 2018-0007\n")
  }

  /// One side gives the case another number, the other goes on with it under the old one; and a merge of
  /// both that changes these files of the first.
  mutating func mergeRenumbered(
    other: String, _ kind: String = "contact", leaving files: [(String, String?)]
  ) {
    let base = commits.count - 1
    renumber(Self.five)
    add(kind, on: 25, [(Self.path, other)], after: [base])
    addPlain("合并", on: 26, files, after: [base + 1, base + 2])
  }
}
