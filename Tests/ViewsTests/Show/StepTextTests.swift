import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct StepTextTests {
  static let steps: [(String, String)] = [
    ("步骤: 登记", "登记"),
    ("步骤: 登记, 说明: 机要件", "登记 机要件"),
    ("步骤: 研判, 意见: 建议立项", "研判 建议立项"),
    ("步骤: 立项, 批准: 省委秘书长", "立项 省委秘书长批准"),
    ("步骤: 不立项, 理由: 仅供参阅, 去向: 研究室", "不立项 转研究室:仅供参阅"),
    ("步骤: 审定, 审定人: 省委秘书长", "审定 省委秘书长"),
    ("步骤: 发函, 文号: ×督函〔2018〕31号, 主送: [甲局, 乙局]", "发函 ×督函〔2018〕31号 主送甲局、乙局"),
    ("步骤: 发函, 主送: 甲局, 重办: [2, 3]", "发函 主送甲局 重办任务2、3"),
    ("步骤: 异议, 单位: 甲局, 理由: 不属职责", "异议 甲局:不属职责"),
    ("步骤: 维持, 单位: 甲局, 批准: 秘书长", "维持 甲局 秘书长批准"),
    ("步骤: 签收, 单位: 甲局", "签收 甲局"),
    ("步骤: 报责任人, 单位: 省教育厅, 责任人: 副厅长", "报责任人 省教育厅:副厅长"),
    (
      "步骤: 沟通, 方式: 消息, 单位: 甲局, 催报: [报责任人 2018-08-31 当日], 消息号: 一@乙", "沟通 消息 甲局 催报:报责任人 2018-08-31 当日"
    ),
    ("步骤: 沟通, 方式: 电话, 单位: 甲局, 说明: 两日内报来", "沟通 电话 甲局:两日内报来"),
    (
      "步骤: 进展, 单位: 甲局, 类型: 续报, 任务: 2, 完成: 45%, 风险: 可控, 问题: 记录不连续",
      "进展 甲局 续报 任务2 45% 风险可控:记录不连续"
    ),
    ("步骤: 进展, 单位: 甲局, 完成: 是, 风险: 无", "进展 甲局 完成"),
    ("步骤: 催办, 单位: 甲局, 等级: 橙, 方式: 函, 说明: 仍未报", "催办 橙色 甲局 函:仍未报"),
    ("步骤: 申请延期, 单位: 甲局, 理由: 汛期, 新时限: 15日, 任务: 1", "申请延期 甲局 任务1 新时限15日:汛期"),
    ("步骤: 延期, 批准: 秘书长, 新时限: 2018-09-30, 单位: 甲局", "延期 甲局 新时限2018-09-30 秘书长批准"),
    ("步骤: 不准延期, 批准: 秘书长, 理由: 已延过", "不准延期 秘书长批准:已延过"),
    ("步骤: 改派, 原单位: 甲局, 新单位: 乙局, 批准: 秘书长", "改派 甲局→乙局 秘书长批准"),
    ("步骤: 调度, 说明: 第一次周调度", "调度 第一次周调度"),
    ("步骤: 通报, 文号: ×督通〔2018〕8号", "通报 ×督通〔2018〕8号"),
    (
      "步骤: 紧急通知, 标题: 立即停用涉事批次, 主送: [甲局, 乙局], 文号: ×督明电〔2018〕2号", "紧急通知 ×督明电〔2018〕2号 立即停用涉事批次 主送甲局、乙局"
    ),
    ("步骤: 紧急通知, 标题: 立即停用, 主送: 甲局", "紧急通知 立即停用 主送甲局"),
    ("步骤: 续批, 领导: 省委主要领导, 类别: 批办性, 摘要: 再查", "续批 省委主要领导 批办性:再查"),
    ("步骤: 中止, 理由: 汛期, 批准: 秘书长, 预计恢复: 30日", "中止 预计30日恢复:汛期"),
    ("步骤: 恢复", "恢复"),
    ("步骤: 撤销, 理由: 机构撤并, 批准: 秘书长", "撤销 秘书长批准:机构撤并"),
    ("步骤: 报结, 单位: 甲局, 文号: 甲发〔2018〕9号", "报结 甲局 甲发〔2018〕9号"),
    ("步骤: 核查, 方式: 暗访, 地点: 某县, 事实: 未整改, 相符: 否", "核查 暗访 某县 与报告不符:未整改"),
    (
      "步骤: 审核, 审核人: 副主任, 结论: 退回, 五查: {跑偏走样: 无, 漏题错项: 漏了第3项, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 未见实效}",
      "审核 副主任 退回:漏题错项——漏了第3项;漂浮落空——未见实效"
    ),
    ("步骤: 审核, 审核人: 副主任, 结论: 通过, 五查: 无", "审核 副主任 通过"),
    ("步骤: 呈报, 对象: 省委主要领导", "呈报 省委主要领导"),
    ("步骤: 办结, 阅示: 圈阅", "办结 圈阅"),
    ("步骤: 归档, 档号: 督查-2018-007", "归档 督查-2018-007"),
    ("步骤: 回访, 方式: 实地, 结果: 推进, 下次: 90日", "回访 实地 推进 下次90日"),
    ("步骤: 重启, 理由: 反弹, 批准: 秘书长", "重启 秘书长批准:反弹"),
    ("步骤: 更正, 更正: 3, 字段: 责任人, 原文: 甲, 改为: 乙, 理由: 笔误", "更正 第3步 责任人 甲→乙:笔误"),
    ("步骤: 更正, 更正: 表头, 字段: 任务.2.时限, 原文: 5日, 改为: 15日, 理由: 笔误", "更正 表头 任务.2.时限 5日→15日:笔误"),
  ]

  private func step(_ fields: String) throws -> Step {
    var text = "---\n编号: 2018-0001\n过程:\n  - 日期: 2018-07-02\n"
    text += Self.blockLines(fields).map { "    \($0)\n" }.joined() + "---\n"
    return try #require(state(text, asOf: day("2018-07-03")).subject.steps.first)
  }

  /// The keys of a step a line each; commas inside brackets stay.
  private static func blockLines(_ fields: String) -> [String] {
    var lines = [""]
    var depth = 0
    for character in fields {
      if character == "[" || character == "{" { depth += 1 }
      if character == "]" || character == "}" { depth -= 1 }
      if character == ",", depth == 0 {
        lines.append("")
      } else {
        lines[lines.count - 1].append(character)
      }
    }
    return lines.map { String($0.drop { $0 == " " }) }
  }

  @Test(arguments: rows(steps))
  func aStepIsOneLineOfWords(fields: String, text: String) throws {
    #expect(StepText(try step(fields), in: .zh).text == text)
  }

  /// In English only what somebody has written is Chinese: no word of the form's own.
  @Test(arguments: rows(steps))
  func inEnglishNoWordOfTheFormIsChinese(fields: String, text: String) throws {
    let english = StepText(try step(fields), in: .en).text
    for word in [
      "批准", "主送", "任务", "重办", "完成", "风险", "色", "新时限", "与报告", "第3步", "表头", "下次",
      "预计", "电话", "函 ", "续报", "暗访", "批办性", "通过", "退回", "推进", "——", "漂浮落空", "转研究室",
    ] where !english.contains("任务.2.时限") {
      #expect(!english.contains(word), "\(english)")
    }
  }

  @Test func everyKindIsInTheTable() throws {
    let kinds = Set(try Self.steps.map { try step($0.0).kind })
    #expect(kinds == Set(StepKind.allCases))
  }

  @Test func aNoteOfSeveralLinesBecomesOne() throws {
    let text =
      "---\n编号: 2018-0001\n过程:\n  - 日期: 2018-07-02\n    步骤: 调度\n    说明: |\n      一\n\n      二\n---\n"
    let step = try #require(state(text, asOf: day("2018-07-03")).subject.steps.first)
    #expect(StepText(step, in: .en).text == "stocktake 一 二")
  }

  @Test func ofASecretCaseOnlyTheKindIsShown() throws {
    #expect(StepText(try step("步骤: 调度, 说明: 密"), in: .zh, isSecret: true).text == "调度")
  }
}
