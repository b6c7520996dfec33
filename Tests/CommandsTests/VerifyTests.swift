import TestSupport
import Testing

/// A history is proved as it was recorded, and every way of tampering with it is found.
@Suite struct VerifyTests {
  static let path = "cases/2018/2018-0007.md"
  static let head = """
    ---
    编号: 2018-0007
    标题: 疫苗处置和督导检查
    批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性, 摘要: 立即核查}
    缓急: 特急
    牵头单位: 省教育厅
    任务: [{事项: 核查, 单位: 省教育厅, 时限: 15日}]
    过程:

    """
  static let register = "  - {日期: 2018-07-23, 步骤: 登记}\n"
  static let assess = "  - {日期: 2018-07-23, 步骤: 研判, 意见: 建议立项}\n"
  static let docket = "  - {日期: 2018-07-23, 步骤: 立项, 批准: 省委秘书长}\n"
  static let approve = "  - {日期: 2018-07-24, 步骤: 审定, 审定人: 省委秘书长}\n"
  static let issue = "  - {日期: 2018-07-24, 步骤: 发函, 主送: [省教育厅]}\n"

  static func text(_ steps: String..., header: String = head, prose: String = "\n正文。\n") -> String {
    header + steps.joined() + "---\n" + prose
  }

  /// A lawful history of five steps, one commit each.
  static func with(_ body: (DubanCLI) async throws -> Void) async throws {
    try await withRepository { git in
      var git = git
      git.date("2018-07-23T10:00:00+08:00")
      try git.write("机关: 省委督查室\n", to: "schema/office.yaml")
      try await git("add", ".")
      try await git("commit", "-qm", "规矩")
      let all = [
        (register, "register", "23"), (assess, "assess", "23"), (docket, "docket", "23"),
        (approve, "approve", "24"), (issue, "issue", "24"),
      ]
      var steps = ""
      for (step, kind, day) in all {
        steps += step
        git.date("2018-07-\(day)T11:00:00+08:00")
        try await git.record(text(steps), kind, "2018-07-\(day)")
      }
      try await body(DubanCLI(git))
    }
  }

  static let five = register + assess + docket + approve + issue

  enum Tampering: String, CaseIterable, Sendable {
    case changedStep, removedStep, reorderedSteps, insertedStep, changedHeader, changedNumber
    case deletedCase, renamedCase, forgedCase, forgedStep, forgedDate, noTrailers, twoSteps
    case futureStep, unlawfulStep, loosenedSchema, unlistedPerson, wrongRole, otherUnit
    case notSeparated, unsigned, evilMergeStep, evilMergeDrop

    var id: String {
      switch self {
      case .changedStep: "recorded-step-changed"
      case .removedStep: "recorded-step-removed"
      case .reorderedSteps: "recorded-steps-reordered"
      case .insertedStep: "step-not-appended"
      case .changedHeader, .changedNumber: "fixed-field-changed"
      case .deletedCase, .renamedCase: "case-deleted"
      case .forgedCase, .forgedStep, .forgedDate: "trailers-differ"
      case .noTrailers: "trailers-missing"
      case .twoSteps: "several-steps-in-commit"
      case .futureStep: "step-after-commit"
      case .unlawfulStep: "step-out-of-place"
      case .loosenedSchema: "schema-with-cases"
      case .unlistedPerson: "unknown-person"
      case .wrongRole: "role-not-permitted"
      case .otherUnit: "act-of-other-unit"
      case .notSeparated: "steps-not-separated"
      case .unsigned: "unsigned"
      case .evilMergeStep: "merge-adds-step"
      case .evilMergeDrop: "recorded-step-removed"
      }
    }

    func make(in git: GitCLI) async throws {
      var git = git
      git.date("2018-07-25T09:00:00+08:00")
      let path = VerifyTests.path
      let five = VerifyTests.five
      let sign = "  - {日期: 2018-07-25, 步骤: 签收, 单位: 省教育厅}\n"
      func edit(_ old: String, _ new: String) async throws {
        try await git.record(VerifyTests.text(five).replacing(old, with: new), "edit", "2018-07-25")
      }
      func roles(_ text: String) async throws {
        try git.write(text, to: "schema/roles.yaml")
        try await git("add", ".")
        try await git("commit", "-qm", "名册")
      }
      let me = "人员:\n  - {邮箱: office@example.org, 角色: 督查员"
      switch self {
      case .changedStep: try await edit("建议立项", "不建议立项")
      case .removedStep: try await edit(VerifyTests.approve, "")
      case .reorderedSteps:
        try await edit(
          VerifyTests.register + VerifyTests.assess, VerifyTests.assess + VerifyTests.register)
      case .insertedStep:
        try await edit(
          VerifyTests.docket, "  - {日期: 2018-07-23, 步骤: 研判, 意见: 再议}\n" + VerifyTests.docket)
      case .changedHeader: try await edit("时限: 15日", "时限: 150日")
      case .changedNumber: try await edit("编号: 2018-0007", "编号: 2018-0070")
      case .deletedCase:
        try await git("rm", "-q", path)
        try await git("commit", "-qm", "清理")
      case .renamedCase:
        try await git("mv", path, "cases/2018/2018-0070.md")
        try await git("commit", "-qm", "改号")
      case .forgedCase:
        try await git.record(
          VerifyTests.text(five + sign), "acknowledge", "2018-07-25", "2018-0008")
      case .forgedStep: try await git.record(VerifyTests.text(five + sign), "close", "2018-07-25")
      case .forgedDate:
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-24")
      case .noTrailers:
        try git.write(VerifyTests.text(five + sign), to: path)
        try await git("commit", "-qam", "签收")
      case .twoSteps:
        let contact = "  - {日期: 2018-07-25, 步骤: 沟通, 方式: 电话, 单位: 省教育厅}\n"
        try await git.record(VerifyTests.text(five + sign + contact), "acknowledge", "2018-07-25")
      case .futureStep:
        try await git.record(
          VerifyTests.text(five + sign.replacing("07-25", with: "07-26")), "acknowledge",
          "2018-07-26")
      case .unlawfulStep:
        try await git.record(
          VerifyTests.text(five + "  - {日期: 2018-07-25, 步骤: 办结, 阅示: 同意}\n"), "close", "2018-07-25")
      case .loosenedSchema:
        try git.write("机关: 省委督查室\n补录: 90日\n", to: "schema/office.yaml")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .unlistedPerson:
        try await roles(
          "人员:\n  - {邮箱: other@example.org, 角色: 督查员}\n角色: {督查员: [签收]}\n代录: 是\n")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .wrongRole:
        try await roles(me + "}\n角色: {督查员: [登记]}\n代录: 是\n")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .otherUnit:
        try await roles(me + ", 单位: 省公安厅}\n角色: {督查员: [签收]}\n代录: 是\n")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .notSeparated:
        try await roles("分离:\n  - [立项, 签收]\n")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .unsigned:
        try await roles("要求签名: 是\n")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
      case .evilMergeStep, .evilMergeDrop:
        try await git("checkout", "-qb", "side")
        try await git.record(VerifyTests.text(five + sign), "acknowledge", "2018-07-25")
        try await git("checkout", "-q", "main")
        try await git("merge", "-q", "--no-ff", "--no-commit", "side")
        let contact = "  - {日期: 2018-07-25, 步骤: 沟通, 方式: 电话, 单位: 省教育厅}\n"
        let steps = self == .evilMergeStep ? five + sign + contact : five
        try git.write(VerifyTests.text(steps), to: path)
        try await git("add", ".")
        try await git("commit", "-qm", "合并")
      }
    }
  }

  @Test(arguments: Tampering.allCases)
  func tamperingIsFound(how: Tampering) async throws {
    try await Self.with { duban in
      try await how.make(in: duban.git)
      let result = try await duban("verify")
      #expect(result.output.contains("[\(how.id)]"), "\(result.output)")
      let isError = !["trailers-missing", "several-steps-in-commit"].contains(how.id)
      if isError { #expect(result.status == 1) }
    }
  }

  @Test func aLawfulHistoryIsProved() async throws {
    try await Self.with { duban in
      var git = duban.git
      git.date("2018-07-25T09:00:00+08:00")
      try await git.record(Self.text(Self.five, prose: "\n改过的正文。\n"), "edit", "2018-07-25")
      try await git("mv", Self.path, "cases/2018-0007.md")
      try await git.record(nil, "edit", "2018-07-25")
      let result = try await duban("verify")
      #expect(result.status == 0)
      #expect(result.output.split(separator: "\n").count == 1, "\(result.output)")
      let first = try await git("rev-parse", "HEAD~4")
      let id = String(first.dropLast())
      #expect(try await duban("verify", "--anchor", id).status == 0)
      let lost = String(repeating: "a", count: 40)
      #expect(try await duban("verify", "--anchor", lost).status == 1)
    }
  }

  @Test func aRewrittenHistoryDoesNotHoldItsAnchor() async throws {
    try await Self.with { duban in
      let old = String(try await duban.git("rev-parse", "HEAD").dropLast())
      try await duban.git(
        "commit", "-q", "--amend", "--date=2018-07-24T12:00:00+08:00", "-C", "HEAD")
      var later = duban.git
      later.date("2018-07-24T13:00:00+08:00")
      try await later("commit", "-q", "--amend", "--no-edit", "--reset-author")
      #expect(try await duban("verify", "--anchor", old).status == 1)
    }
  }

  @Test func aShallowCloneIsProvedFromItsBoundaryOn() async throws {
    try await Self.with { duban in
      try await withDirectory { folder in
        let clone = GitCLI(directory: folder)
        try await clone("clone", "-q", "--depth=2", "file://\(duban.git.directory)", folder)
        let result = try await DubanCLI(clone)("verify")
        #expect(result.status == 0, "\(result.output)")
        let end = try await clone("rev-parse", "HEAD~1")
        #expect(result.output.contains("ends at \(end.dropLast()); nothing earlier"))
        #expect(!result.output.contains("["))
      }
    }
  }

  @Test func theSampleIsProved() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample").status == 0)
      let result = try await duban("verify")
      #expect(result.status == 0, "\(result.output)")
      #expect(!result.output.contains("[trailers"), "\(result.output)")
    }
  }
}

extension GitCLI {
  fileprivate mutating func date(_ text: String) {
    variables["GIT_AUTHOR_DATE"] = text
    variables["GIT_COMMITTER_DATE"] = text
  }

  /// Commits everything, and the case's new text, with the trailers of one step.
  fileprivate func record(
    _ text: String?, _ kind: String, _ day: String, _ id: String = "2018-0007"
  ) async throws {
    if let text { try write(text, to: VerifyTests.path) }
    try await self("add", "--all")
    try await self(
      "commit", "-qm", "\(id)\n\nDuban-Case: \(id)\nDuban-Step: \(kind)\nDuban-Date: \(day)")
  }
}
