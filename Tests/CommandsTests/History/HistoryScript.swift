import TestSupport

/// A history of cases as a script: what each commit does, the oldest first. Made in one run of `git
/// fast-import`, so that hundreds of histories cost little.
struct HistoryScript: Sendable {
  struct Commit: Sendable {
    /// Places in the script; nil for the commit before.
    var parents: [Int]?
    var author = "office@example.org"
    var committer = "office@example.org"
    /// Seconds since 1970-01-01 UTC.
    var time: Int
    /// The author's time, if it is another.
    var written: Int?
    var message: String
    /// What it writes, by path; nil removes.
    var files: [(path: String, text: String?)]
    var mode = "100644"
  }

  var commits: [Commit] = []

  /// Eleven in the morning of a day of July 2018, by the office's clock.
  static func noon(_ day: Int) -> Int { 1_532_314_800 + (day - 23) * 86_400 }

  /// Adds a commit that says what it does.
  mutating func add(
    _ kind: String, on day: Int, case number: String = "2018-0007", _ files: [(String, String?)],
    after parents: [Int]? = nil, more: String = "", _ change: (inout Commit) -> Void = { _ in }
  ) {
    var commit = Commit(
      parents: parents, time: Self.noon(day),
      message: "\(kind) \(number)\n\nDuban-Case: \(number)\nDuban-Step: \(kind)\n"
        + "Duban-Date: 2018-07-\(day)\n\(more)", files: files)
    change(&commit)
    commits.append(commit)
  }

  /// Adds a commit without trailers.
  mutating func addPlain(
    _ message: String, on day: Int, _ files: [(String, String?)], after parents: [Int]? = nil,
    _ change: (inout Commit) -> Void = { _ in }
  ) {
    var commit = Commit(
      parents: parents, time: Self.noon(day), message: "\(message)\n", files: files)
    change(&commit)
    commits.append(commit)
  }

  var stream: String {
    func data(_ text: String) -> String { "data \(text.utf8.count)\n\(text)\n" }
    var stream = ""
    for (index, commit) in commits.enumerated() {
      // A branch is begun anew where a commit has no parent.
      if index > 0, commit.parents == [] { stream += "reset refs/heads/main\n\n" }
      func who(_ email: String, _ time: Int) -> String { "督查室 <\(email)> \(time) +0800\n" }
      stream += "commit refs/heads/main\nmark :\(index + 1)\n"
      stream += "author \(who(commit.author, commit.written ?? commit.time))"
      stream += "committer \(who(commit.committer, commit.time))" + data(commit.message)
      let parents = commit.parents ?? (index > 0 ? [index - 1] : [])
      for (place, parent) in parents.enumerated() {
        stream += "\(place == 0 ? "from" : "merge") :\(parent + 1)\n"
      }
      for (path, text) in commit.files {
        stream += text.map { "M \(commit.mode) inline \(path)\n" + data($0) } ?? "D \(path)\n"
      }
    }
    return stream
  }

  /// Makes the history in a new repository, with its last commit checked out.
  func with(_ body: (DubanCLI) async throws -> Void) async throws {
    try await withFolder { git in
      try await git("init", "--quiet", "--initial-branch=main")
      // Git says so itself where a branch goes back, as it does between two parents.
      try await git(["fast-import", "--quiet", "--force"], input: stream)
      try await git("reset", "--quiet", "--hard")
      try await body(DubanCLI(git))
    }
  }
}

// MARK: The case of the tests

extension HistoryScript {
  static let path = "cases/2018/2018-0007.md"
  static let other = "cases/2018/2018-0008.md"

  static let register = "  - {日期: 2018-07-23, 步骤: 登记}\n"
  static let assess = "  - {日期: 2018-07-23, 步骤: 研判, 意见: 建议立项}\n"
  static let docket = "  - {日期: 2018-07-23, 步骤: 立项, 批准: 省委秘书长}\n"
  static let approve = "  - {日期: 2018-07-24, 步骤: 审定, 审定人: 省委秘书长}\n"
  static let issue = "  - {日期: 2018-07-24, 步骤: 发函, 主送: [省教育厅]}\n"
  static let five = register + assess + docket + approve + issue
  static let sign = "  - {日期: 2018-07-25, 步骤: 签收, 单位: 省教育厅}\n"
  static let contact = "  - {日期: 2018-07-25, 步骤: 沟通, 方式: 电话, 单位: 省教育厅}\n"

  static let withdraw = "  - {日期: 2018-07-25, 步骤: 撤销, 理由: 并案, 批准: 省委秘书长}\n"
  static let lateSign = sign.replacing("25", with: "26")
  /// What two sides make of the case that do not go together.
  static let unsettled = five + withdraw + lateSign

  static func text(
    _ steps: String, number: String = "2018-0007", title: String = "疫苗处置和督导检查",
    prose: String = "\n正文。\n"
  ) -> String {
    """
    ---
    编号: \(number)
    标题: \(title)
    批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性, 摘要: 立即核查}
    缓急: 特急
    牵头单位: 省教育厅
    任务: [{事项: 核查, 单位: 省教育厅, 时限: 15日}]
    过程:

    """ + steps + "---\n" + prose
  }

  /// A case that has sent a letter with the number 31, which `more` may clear.
  static func withLetter(_ number: String, more: String = "") -> (String, String) {
    let letter = issue.replacing("主送", with: "文号: ×督函〔2018〕31号, 主送")
    return (
      "cases/2018/\(number).md",
      text(five.replacing(issue, with: letter) + more, number: number)
    )
  }

  static func correct(_ number: Int, _ field: String, _ old: String, _ new: String) -> String {
    "  - {日期: 2018-07-25, 步骤: 更正, 更正: \(number), 字段: \(field), 原文: \(old), 改为: \(new), 理由: 误记}\n"
  }

  mutating func importLetter(_ number: String, on day: Int, after parents: [Int]? = nil) {
    add("import", on: day, case: number, [Self.withLetter(number)], after: parents)
  }

  /// Voids the letter, so that its number may be used again.
  mutating func clearLetter(_ number: String, on day: Int) {
    let void =
      "  - {日期: 2018-07-\(day), 步骤: 更正, 更正: 5, 字段: 步骤, 原文: 发函, 改为: 作废, 理由: 误发, 批准: 省委秘书长}\n"
    add("correct", on: day, case: number, [Self.withLetter(number, more: void)])
  }

  /// The rules, and a case with five steps, a commit each.
  static let lawful: HistoryScript = {
    var script = HistoryScript()
    script.addPlain("规矩", on: 23, [("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n")])
    var steps = ""
    for (step, kind, day) in [
      (register, "register", 23), (assess, "assess", 23), (docket, "docket", 23),
      (approve, "approve", 24), (issue, "issue", 24),
    ] {
      steps += step
      script.add(kind, on: day, [(path, text(steps))])
    }
    return script
  }()

  /// The same, of an office that has not agreed to the newer rules for histories (判规).
  static let older: HistoryScript = {
    var script = HistoryScript.lawful
    script.commits[0].files[0].text = "机关: 省委督查室\n"
    return script
  }()

  /// With a file of people added after the rules.
  static func withRoles(_ roles: String) -> HistoryScript {
    var script = HistoryScript.lawful
    script.addPlain("名册", on: 24, [("schema/roles.yaml", roles)])
    return script
  }
}
