import Testing
import TestSupport

/// A case from an empty folder to its end, as the README tells it, on the built program.
@Suite(.seeded) struct MainJobTests {
  @Test func aCaseGoesFromRegistrationToRevisit() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      try await expect(duban("init", "--no-hooks"), prints: "made a case repository")
      let new = try await duban(
        "new", "--title", "学校食堂蔬菜供应安全", "--leader", "省委主要领导", "--instruction-date", "2018-08-23",
        "--class", "批办性", "--gist", "查清情况,督促整改", "--urgency", "急件", "--watch", "重点", "--date",
        "2018-08-24")
      #expect(new.status == 0)
      #expect(new.output.hasSuffix("] 登记 2018-0001 学校食堂蔬菜供应安全\n"))
      let steps: [[String]] = [
        ["研判", "--意见", "建议立项督办", "--date", "2018-08-24"],
        ["docket", "--approved-by", "省委秘书长", "--date", "2018-08-27"],
      ]
      for step in steps { try await expect(duban(["step", "2018-0001"] + step), prints: "] ") }

      // Two steps by hand, in an editor.
      let path = "cases/2018/2018-0001.md"
      var text = try git.read(path)
      text = text.replacing(
        "过程:\n",
        with: "牵头单位: 省教育厅\n任务:\n  - 事项: 排查食堂\n    单位: 省教育厅\n    时限: 30日   # 自发函之日\n过程:\n")
      text = text.replacing(
        "    批准: 省委秘书长\n",
        with: """
              批准: 省委秘书长
            - 日期: 2018-08-28
              步骤: 审定
              审定人: 省委秘书长
            - 日期: 2018-08-28
              步骤: 发函
              文号: ×督函〔2018〕36号
              主送: [省教育厅]

          """)
      try git.write(text + "领导要求查清。\n", to: path)
      let committed = try await duban("commit")
      #expect(committed.status == 0, "\(committed.errors)")
      #expect(committed.output.split(separator: "\n").count == 2)
      #expect(
        try await git("log", "-2", "--format=%s|%(trailers:key=Duban-Step,valueonly,separator=)")
          == "发函 2018-0001 学校食堂蔬菜供应安全|issue\n审定 2018-0001 学校食堂蔬菜供应安全|approve\n")
      #expect(try git.read(path) == text + "领导要求查清。\n")

      let rest: [[String]] = [
        ["报责任人", "--单位", "省教育厅", "--责任人", "分管副厅长", "--date", "2018-08-31"],
        ["进展", "--单位", "省教育厅", "--任务", "1", "--完成", "是", "-m", "排查完毕", "--date", "2018-09-20"],
        ["报结", "--单位", "省教育厅", "--date", "2018-09-25"],
        ["审核", "--审核人", "督查一处", "--漏题错项", "缺民办学校", "--结论", "退回", "--date", "2018-09-28"],
        ["报结", "--单位", "省教育厅", "--date", "2018-10-10"],
        [
          "核查", "--方式", "暗访", "--地点", "两县六校", "--事实", "与报告相符", "--相符", "是", "--date", "2018-10-12",
        ],
        ["审核", "--审核人", "督查一处", "--五查", "无", "--结论", "通过", "--date", "2018-10-15"],
        ["呈报", "--对象", "省委主要领导", "--date", "2018-10-16"],
        ["办结", "--阅示", "同意", "--date", "2018-10-18"],
        ["归档", "--档号", "2018-督-001", "--date", "2018-11-05"],
        ["回访", "--方式", "实地", "--结果", "巩固", "--date", "2019-01-14"],
      ]
      for step in rest {
        let result = try await duban(["step", "2018-0001"] + step)
        #expect(result.status == 0, "\(step[0]): \(result.errors)")
      }
      try await expect(duban("check"), status: 0)
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
      // The repository, the case, and a commit a step.
      #expect(try await git("rev-list", "--count", "HEAD") == "17\n")
    }
  }

  @Test func aStepThatIsWrongWritesNothing() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      let head = try await git("rev-parse", "HEAD")
      let before = try git.read("cases/2018/2018-0007.md")
      let result = try await duban("step", "2018-0007", "办结", "--阅示", "同意")
      #expect(result.status == 4)
      #expect(result.errors.contains("[step-out-of-place]"))
      // Where its lines are: the case does not have them.
      #expect(result.errors.contains(".git/DUBAN_REFUSED.md:"))
      #expect(try git.read("cases/2018/2018-0007.md") == before)
      #expect(try await git("rev-parse", "HEAD") == head)
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func theSampleIsTheSameEverywhere() async throws {
    let heads = try await [0, 1].asyncMap { _ in
      try await withFolder { git in
        let result = try await DubanCLI(git)("init", "--sample", "--no-hooks")
        #expect(result.status == 0, "\(result.errors)")
        try await git("fsck", "--strict")
        return try await git("log", "-1", "--format=%H %ad", "--date=short")
      }
    }
    #expect(heads[0] == heads[1])
  }

  @Test func editsElsewhereStayAsTheyAre() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      try git.write("staged\n", to: "staged.txt")
      try await git("add", "staged.txt")
      let other = try git.read("cases/2018/2018-0011.md") + "未提交的一行\n"
      try git.write(other, to: "cases/2018/2018-0011.md")
      let result = try await duban(
        "step", "2018-0007", "回访", "--方式", "电话", "--结果", "巩固", "--date", "2019-03-01")
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        try await git("status", "--porcelain") == " M cases/2018/2018-0011.md\nA  staged.txt\n")
      #expect(try git.read("cases/2018/2018-0011.md") == other)
      // A case with edits of its own is not stepped over.
      let refused = try await duban("step", "2018-0011", "通报")
      #expect(refused.status == 4)
      #expect(refused.errors.contains("duban-git commit"))
    }
  }
}

/// Expects a command to succeed and to print something.
func expect(
  _ result: DubanCLI.Result, status: Int32 = 0, prints text: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
  #expect(
    text.isEmpty || result.output.contains(text), "\(result.output)",
    sourceLocation: sourceLocation)
}

extension Array {
  func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var results: [T] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
