/// Every mistake that a rule of the trade is about, at least once.
enum Mistakes {
  static let all = mended + shape + place + course + review + record + secrecy

  /// Typing mistakes of Chinese input, which a fix mends.
  static let mended: [Mistake] = [
    Mistake(
      "bad-date", wrong: ["日期: 2018-07-27": "日期: «2018.7.27»"], right: [:]),
    Mistake("bad-date", wrong: ["日期: 2018-07-27": "日期: «2018年7月27日»"], right: [:]),
    Mistake("bad-date", wrong: ["日期: 2018-07-27": "日期: «2018/7/27»"], right: [:]),
    Mistake("bad-date", wrong: ["日期: 2018-07-27": "日期: «２０１８－０７－２７»"], right: [:]),
    Mistake("bad-date", wrong: ["日期: 2018-07-27": "日期: «'2018-7-27'»"], right: [:]),
    Mistake("bad-date", wrong: ["日期: 2018-07-22": "日期: «2018。7。22»"], right: [:]),
    Mistake(
      "bad-limit", wrong: ["时限: 5个工作日": "时限: «五个工作日内»"],
      right: ["时限: 5个工作日": "时限: 5工作日"]),
    Mistake("bad-limit", wrong: ["时限: 5个工作日": "时限: «５个工作日»"], right: [:]),
    Mistake("bad-limit", wrong: ["时限: 5个工作日": "时限: «15日以内»"], right: ["时限: 5个工作日": "时限: 15日"]),
    Mistake("bad-limit", wrong: ["时限: 5个工作日": "时限: «十五日»"], right: ["时限: 5个工作日": "时限: 15天"]),
    Mistake("bad-limit", wrong: ["时限: 5个工作日": "时限: «一个月内»"], right: ["时限: 5个工作日": "时限: 1个月"]),
    Mistake(
      "bad-limit", wrong: ["时限: 2018-08-31": "时限: «2018年8月31日»"],
      right: ["时限: 2018-08-31": "时限: 半年"]),
    Mistake(
      "malformed-letter-number", wrong: ["×督函〔2018〕31号": "«×督函[2018]31号»"],
      right: ["×督函〔2018〕31号": "×督函〔2018〕131号"]),
    Mistake("malformed-letter-number", wrong: ["×督函〔2018〕31号": "«×督函（2018）第31号»"], right: [:]),
    Mistake("malformed-letter-number", wrong: ["×督函〔2018〕31号": "«×督函【2018】031号»"], right: [:]),
    Mistake("malformed-letter-number", wrong: ["×督函〔2018〕31号": "«×督函〔2018〕31»"], right: [:]),
    Mistake("malformed-letter-number", wrong: ["×督函〔2018〕31号": "«×督函〔２０１８〕３１号»"], right: [:]),
    Mistake(
      "bad-number", wrong: ["任务: 1\n": "任务: «１»\n"], right: ["任务: 1\n": "任务: '1'\n"]),
    Mistake("bad-choice", wrong: ["完成: 是": "完成: «１００％»"], right: ["完成: 是": "完成: 100%"]),
    Mistake("bad-case-number", wrong: ["编号: 2018-0007": "编号: «２０１８－０００７»"], right: [:]),
    Mistake("unknown-check", wrong: ["空洞违规": "«空洞违归»"], right: [:]),
    Mistake(
      "unknown-unit", wrong: ["[省公安厅]": "[«省住建厅»]"], right: ["[省公安厅]": "[省住房和城乡建设厅]"]),
  ]

  static let shape: [Mistake] = [
    Mistake(
      "wrong-shape", wrong: ["牵头单位: 省教育厅": "牵头单位: «[省教育厅]»"],
      right: ["牵头单位: 省教育厅": "牵头单位: '省教育厅'"]),
    Mistake(
      "wrong-shape", wrong: ["标题: 疫苗处置和督导检查": "标题:\n  «甲: 乙»"],
      right: ["标题: 疫苗处置和督导检查": "标题: '甲: 乙'"]),
    Mistake(
      "wrong-shape",
      wrong: ["五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}": "五查: «[无, 无]»"],
      right: ["五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}": "五查: 无"]),
    Mistake(
      "missing-key",
      wrong: [
        "    批准: 省委秘书长\n": "", "  - 日期: 2018-07-23\n    步骤: 立项": "  - «日期»: 2018-07-23\n    步骤: 立项",
      ],
      right: ["    批准: 省委秘书长\n": "    批准: 秘书长\n"]),
    Mistake(
      "missing-key", wrong: ["标题: 疫苗处置和督导检查": "«标题»:"], right: ["标题: 疫苗处置和督导检查": "标题: 疫苗"]),
    Mistake(
      "missing-key", wrong: ["---\n编号: 2018-0007\n标题: 疫苗处置和督导检查": "---\n«编号»: 2018-0007"],
      right: [:]),
    Mistake("missing-key", wrong: ["批示:": "«批示»:", "  领导: 省委主要领导\n": ""], right: [:]),
    Mistake(
      "missing-key", wrong: ["  - 事项: 核查采购使用情况\n    单位: 省教育厅": "  - «事项»: 核查采购使用情况"], right: [:]),
    Mistake(
      "missing-key", wrong: ["    步骤: 进展\n": "", "日期: 2018-07-27": "«日期»: 2018-07-27"], right: [:]),
    Mistake(
      "missing-key",
      wrong: ["    任务: 1\n    完成: 是": "    任务: 1\n    完成: 是\n  - «步骤»: 调度\n    说明: 专题"],
      right: [
        "    任务: 1\n    完成: 是": "    任务: 1\n    完成: 是\n  - 步骤: 调度\n    日期: 2018-07-27\n    说明: 专题"
      ]),
    // A key misspelt is one mistake, not a missing and an unknown one.
    Mistake("missing-key", wrong: ["标题: 疫苗": "«标　题»: 疫苗"], right: [:]),
    Mistake("missing-key", wrong: ["标题: 疫苗": "«主题»: 疫苗"], right: [:]),
    Mistake("missing-key", wrong: ["  领导: 省委主要领导": "  «领 导»: 省委主要领导"], right: [:]),
    Mistake("missing-key", wrong: ["- 事项: 核查": "- «事由»: 核查"], right: [:]),
    Mistake("missing-key", wrong: ["    意见: 建议立项": "    «意件»: 建议立项"], right: [:]),
    Mistake("missing-key", wrong: ["日期: 2018-07-27": "«日子»: 2018-07-27"], right: [:]),
    Mistake("missing-key", wrong: ["    步骤: 进展": "    «步聚»: 进展"], right: [:]),
    Mistake(
      "unknown-key", wrong: ["批准: 省委秘书长": "批准: 省委秘书长\n    «批准人»: 秘书长"],
      right: ["批准: 省委秘书长": "批准: 省委秘书长\n    经办: 督查一处"]),
    Mistake(
      "unknown-key", wrong: ["时限: 2018-08-31": "时限: 2018-08-31\n«备注»: 无"],
      right: ["时限: 2018-08-31": "时限: 2018-08-31\n联系人: 督查室"]),
    Mistake(
      "not-one-line", wrong: ["标题: 疫苗处置和督导检查": "标题: «|\n  疫苗处置\n  和督导检查»"],
      right: ["标题: 疫苗处置和督导检查": "标题: |\n  疫苗处置和督导检查"]),
    Mistake(
      "bad-date", wrong: ["日期: 2018-07-22": "日期: «2018-02-29»"],
      right: ["日期: 2018-07-22": "日期: 2018-02-28"]),
    Mistake("bad-limit", wrong: ["时限: 5个工作日": "时限: «尽快»"], right: ["时限: 5个工作日": "时限: 当日"]),
    Mistake(
      "bad-choice", wrong: ["类别: 批办性": "类别: «批办»"], right: ["类别: 批办性": "类别: 指导性"]),
    Mistake("bad-choice", wrong: ["步骤: 进展": "步骤: «进度»"], right: [:]),
    Mistake("bad-choice", wrong: ["完成: 是": "完成: «已完成»"], right: [:]),
    Mistake("bad-choice", wrong: ["结论: 通过": "结论: «合格»"], right: [:]),
    Mistake(
      "bad-choice", wrong: ["时限: 2018-08-31": "时限: 2018-08-31\n反馈: «每月底»"],
      right: ["时限: 2018-08-31": "时限: 2018-08-31\n反馈: 每月31日前"]),
    Mistake("bad-number", wrong: ["任务: 1\n": "任务: «第一项»\n"], right: [:]),
    Mistake(
      "bad-checksum",
      wrong: [
        "时限: 2018-08-31": "时限: 2018-08-31\n附件: {文件: 录像.mp4, 存放: 档案室, 校验: «sha256:12»}"
      ],
      right: ["时限: 2018-08-31": "时限: 2018-08-31\n附件: {文件: 录像.mp4, 存放: 档案室}"]),
    Mistake("bad-case-number", wrong: ["编号: 2018-0007": "编号: «2018-7»"], right: [:]),
    Mistake(
      "checks-incomplete",
      wrong: ["{跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}": "«{跑偏走样: 无, 避重就轻: 无}»"],
      right: [:]),
  ]
}
