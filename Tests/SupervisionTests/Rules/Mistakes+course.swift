extension Mistakes {
  private static let assessment = "  - 日期: 2018-07-23\n    步骤: 研判\n    意见: 建议立项\n"
  private static let docketing = "  - 日期: 2018-07-23\n    步骤: 立项\n    批准: 省委秘书长\n"
  private static let approval = "  - 日期: 2018-07-24\n    步骤: 审定\n    审定人: 省委秘书长\n"
  private static let done = "    任务: 1\n    完成: 是\n"
  private static let final = "  - 日期: 2018-08-07\n    步骤: 报结\n    单位: 省教育厅\n"
  private static let passed = "    结论: 通过\n"
  private static let next = "  - 日期: 2018-08-09\n    步骤: 呈报\n    对象: 省委主要领导\n"
  private static let secondRound =
    next
    + "  - 日期: 2018-08-10\n    步骤: 续批\n    领导: 省委主要领导\n    类别: 批办性\n    摘要: 再查一遍\n"
    + "  - 日期: 2018-08-10\n    步骤: 审定\n    审定人: 省委秘书长\n"
  /// A correction of the report.
  private static func corrected(_ field: String, _ old: String, _ new: String) -> String {
    "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 8\n    字段: \(field)\n    原文: \(old)\n    改为: \(new)\n    理由: 错\n"
  }
  private static let cutAfterDone = "  - 日期: 2018-08-07\n    步骤: 报结…"

  /// A step that the case cannot take where it stands: one cause, one finding.
  static let place: [Mistake] = [
    Mistake(
      "step-out-of-place",
      wrong: [
        "  - 日期: 2018-07-23\n    步骤: 登记\n": "", "步骤: 研判": "步骤: «研判»",
      ], right: [:]),
    Mistake(
      "step-out-of-place",
      wrong: ["    步骤: 登记\n": "    步骤: 登记\n  - 日期: 2018-07-23\n    步骤: «登记»\n    说明: 又一次\n"],
      right: [:]),
    Mistake(
      "step-out-of-place",
      wrong: [
        "  - 日期: 2018-07-23\n    步骤: 登记\n" + assessment: assessment
          + "  - 日期: 2018-07-23\n    步骤: «登记»\n"
      ], right: [:]),
    Mistake("step-out-of-place", wrong: [docketing: "", "步骤: 审定": "步骤: «审定»"], right: [:]),
    Mistake(
      "step-out-of-place",
      wrong: [
        "  - 日期: 2018-07-24\n    步骤: 发函\n    文号: ×督函〔2018〕31号\n    主送: [省教育厅, 省公安厅]\n": "",
        "步骤: 报责任人\n    单位: 省教育厅": "步骤: «报责任人»\n    单位: 省教育厅",
      ], right: [:]),
    Mistake(
      "step-out-of-place", wrong: [final: "", "步骤: 审核": "步骤: «审核»"], right: [:]),
    Mistake(
      "step-out-of-place",
      wrong: [passed: passed + "  - 日期: 2018-08-09\n    步骤: «办结»\n    阅示: 同意\n"],
      right: [passed: passed + next + "  - 日期: 2018-08-09\n    步骤: 办结\n    阅示: 同意\n"]),
    Mistake(
      "step-out-of-place",
      wrong: [
        final: final + "  - 日期: 2018-08-07\n    步骤: «催办»\n    单位: 省教育厅\n    等级: 蓝\n"
      ], right: [final: "  - 日期: 2018-08-07\n    步骤: 催办\n    单位: 省教育厅\n    等级: 蓝\n" + final]),
    Mistake(
      "step-out-of-place",
      wrong: [
        done: done + "  - 日期: 2018-07-30\n    步骤: 中止\n    理由: 等候鉴定\n    批准: 省委秘书长\n"
          + "  - 日期: 2018-08-01\n    步骤: «进展»\n    单位: 省公安厅\n"
          + "  - 日期: 2018-08-02\n    步骤: 调度\n    说明: 专题\n"
      ],
      right: [
        done: done + "  - 日期: 2018-07-30\n    步骤: 中止\n    理由: 等候鉴定\n    批准: 省委秘书长\n"
          + "  - 日期: 2018-08-01\n    步骤: 恢复\n"
          + "  - 日期: 2018-08-01\n    步骤: 进展\n    单位: 省公安厅\n"
      ]),
    Mistake(
      "step-out-of-place",
      wrong: [passed: passed + secondRound + "  - 日期: 2018-08-13\n    步骤: «报结»\n    单位: 省教育厅\n"],
      right: [
        passed: passed + secondRound
          + "  - 日期: 2018-08-13\n    步骤: 发函\n    主送: 省教育厅\n    重办: 1\n"
      ]),
    Mistake(
      "step-out-of-place",
      wrong: [
        passed: passed + next
          + "  - 日期: 2018-08-06\n    步骤: «报结»\n    补录: 是\n    单位: 省教育厅\n"
      ],
      right: [
        passed: passed + next
          + "  - 日期: 2018-08-06\n    步骤: 签收\n    补录: 是\n    单位: 省教育厅\n"
      ]),
  ]

  static let course: [Mistake] = [
    Mistake(
      "docketed-without-assessment", wrong: [assessment: "", "步骤: 立项": "步骤: «立项»"], right: [:]),
    Mistake(
      "informative-docketed", wrong: ["类别: 批办性": "类别: 参阅性", "步骤: 立项": "步骤: «立项»"],
      right: [
        "类别: 批办性": "类别: 参阅性",
        assessment:
          "  - 日期: 2018-07-23\n    步骤: 续批\n    领导: 省长\n    类别: 批办性\n    摘要: 要办\n" + assessment,
      ]),
    Mistake(
      "actionable-declined",
      wrong: [
        "  - 日期: 2018-07-23\n    步骤: 立项…": "  - 日期: 2018-07-23\n    步骤: «不立项»\n    理由: 已办\n"
      ],
      right: [
        "类别: 批办性": "类别: 指导性",
        "  - 日期: 2018-07-23\n    步骤: 立项…": "  - 日期: 2018-07-23\n    步骤: 不立项\n    理由: 已办\n",
      ]),
    Mistake(
      "letter-not-approved", wrong: [approval: "", "步骤: 发函": "步骤: «发函»"], right: [:]),
    Mistake(
      "letter-not-approved",
      wrong: [done: done + "  - 日期: 2018-07-30\n    步骤: «发函»\n    主送: 省公安厅\n"],
      right: [
        done: done + "  - 日期: 2018-07-30\n    步骤: 审定\n    审定人: 省委秘书长\n"
          + "  - 日期: 2018-07-30\n    步骤: 发函\n    主送: 省公安厅\n"
      ]),
    Mistake(
      "issue-without-lead", wrong: ["牵头单位: 省教育厅\n": "", "步骤: 发函": "步骤: «发函»"],
      right: ["牵头单位: 省教育厅\n": "", "步骤: 发函": "步骤: 发函\n    牵头单位: 省教育厅"]),
    Mistake(
      "issue-without-tasks",
      wrong: [
        "任务:\n  - 事项: 核查采购使用情况\n    单位: 省教育厅\n    时限: 5个工作日\n": "", "步骤: 发函": "步骤: «发函»",
      ],
      right: [
        "任务:\n  - 事项: 核查采购使用情况\n    单位: 省教育厅\n    时限: 5个工作日\n": "",
        "步骤: 发函": "步骤: 发函\n    任务:\n      - 事项: 核查\n        单位: 省教育厅",
      ]),
    Mistake(
      "redo-needs-limit",
      wrong: [
        "时限: 5个工作日": "时限: 2018-07-31",
        passed: passed + secondRound
          + "  - 日期: 2018-08-13\n    步骤: 发函\n    主送: 省教育厅\n    重办: [«1»]\n",
      ],
      right: [
        "时限: 5个工作日": "时限: 2018-07-31",
        passed: passed + secondRound
          + "  - 日期: 2018-08-13\n    步骤: 发函\n    主送: 省教育厅\n    重办: [1]\n    时限: 15日\n",
      ]),
    Mistake(
      "no-such-task", wrong: ["任务: 1\n": "任务: «2»\n"],
      right: [
        "任务: 1\n": "任务: 2\n",
        "    时限: 5个工作日\n": "    时限: 5个工作日\n  - 事项: 整改\n    单位: 省教育厅\n",
        final: "  - 日期: 2018-08-07\n    步骤: 进展\n    单位: 省教育厅\n    任务: 1\n    完成: 是\n" + final,
      ]),
    Mistake(
      "no-such-task",
      wrong: [
        passed: passed + secondRound
          + "  - 日期: 2018-08-13\n    步骤: 发函\n    主送: 省教育厅\n    重办: [1, «3»]\n"
      ], right: [:]),
    Mistake(
      "completion-of-which-task",
      wrong: [
        "    时限: 5个工作日\n": "    时限: 5个工作日\n  - 事项: 整改\n    单位: 省教育厅\n",
        done: "    完成: «是»\n",
      ], right: [done: "    完成: 是\n"]),
    Mistake(
      "objection-late",
      wrong: [
        done: done + "  - 日期: «2018-07-30»\n    步骤: 异议\n    单位: 省公安厅\n    理由: 不归我管\n"
          + "  - 日期: 2018-07-31\n    步骤: 维持\n    单位: 省公安厅\n    批准: 省委秘书长\n"
      ],
      right: [
        done: done + "  - 日期: 2018-07-27\n    步骤: 异议\n    单位: 省公安厅\n    理由: 不归我管\n"
          + "  - 日期: 2018-07-31\n    步骤: 维持\n    单位: 省公安厅\n    批准: 省委秘书长\n"
      ]),
    Mistake(
      "nothing-to-answer",
      wrong: [
        done: done + "  - 日期: 2018-07-31\n    步骤: «维持»\n    单位: 省公安厅\n    批准: 省委秘书长\n"
      ], right: [:]),
    Mistake(
      "nothing-to-answer",
      wrong: [
        done: done + "  - 日期: 2018-07-31\n    步骤: «不准延期»\n    批准: 省委秘书长\n"
      ],
      right: [
        done: done
          + "  - 日期: 2018-07-30\n    步骤: 申请延期\n    单位: 省教育厅\n    理由: 等候鉴定\n    新时限: 2018-09-28\n"
          + "  - 日期: 2018-07-31\n    步骤: 不准延期\n    批准: 省委秘书长\n"
      ]),
    Mistake(
      "extension-asked-late",
      wrong: [
        "  - 日期: 2018-07-27\n    步骤: 进展":
          "  - 日期: «2018-08-01»\n    步骤: 申请延期\n    单位: 省教育厅\n    任务: 1\n    理由: 等候\n    新时限: 3日\n"
          + "  - 日期: 2018-08-01\n    步骤: 延期\n    批准: 省委秘书长\n    任务: 1\n    新时限: 3日\n"
          + "  - 日期: 2018-08-02\n    步骤: 进展"
      ],
      right: [
        "  - 日期: 2018-07-27\n    步骤: 进展":
          "  - 日期: 2018-07-31\n    步骤: 申请延期\n    单位: 省教育厅\n    任务: 1\n    理由: 等候\n    新时限: 3日\n"
          + "  - 日期: 2018-08-01\n    步骤: 延期\n    批准: 省委秘书长\n    任务: 1\n    新时限: 3日\n"
          + "  - 日期: 2018-08-02\n    步骤: 进展"
      ]),
    Mistake(
      "reassign-without-task",
      wrong: [
        done: done
          + "  - 日期: 2018-07-30\n    步骤: 改派\n    原单位: «省住房和城乡建设厅»\n    新单位: 省司法厅\n    批准: 省委秘书长\n"
          + "  - 日期: 2018-07-30\n    步骤: 报责任人\n    单位: 省司法厅\n    责任人: 副厅长\n"
      ],
      right: [
        "    时限: 5个工作日\n": "    时限: 5个工作日\n  - 事项: 侦办\n    单位: 省住房和城乡建设厅\n",
        done: done
          + "  - 日期: 2018-07-30\n    步骤: 改派\n    原单位: 省住房和城乡建设厅\n    新单位: 省司法厅\n    批准: 省委秘书长\n"
          + "  - 日期: 2018-07-30\n    步骤: 报责任人\n    单位: 省司法厅\n    责任人: 副厅长\n"
          + "  - 日期: 2018-07-31\n    步骤: 进展\n    单位: 省司法厅\n    任务: 2\n    完成: 是\n",
      ]),
    Mistake(
      "reassign-without-task",
      wrong: [
        "  - 日期: 2018-07-27\n    步骤: 进展":
          "  - 日期: 2018-07-26\n    步骤: 改派\n    原单位: «省公安厅»\n    新单位: 省司法厅\n    任务: 1\n    批准: 秘书长\n"
          + "  - 日期: 2018-07-27\n    步骤: 进展"
      ], right: [:]),
    // A co-unit may be relieved of a matter in which it has no task.
    Mistake(
      "reassign-without-task",
      wrong: [
        done: done
          + "  - 日期: 2018-07-30\n    步骤: 改派\n    原单位: «省司法厅»\n    新单位: 省公安厅\n    批准: 省委秘书长\n"
      ],
      right: [
        done: done
          + "  - 日期: 2018-07-30\n    步骤: 改派\n    原单位: 省公安厅\n    新单位: 省司法厅\n    批准: 省委秘书长\n"
          + "  - 日期: 2018-07-30\n    步骤: 报责任人\n    单位: 省司法厅\n    责任人: 副厅长\n"
      ]),
  ]

  static let review: [Mistake] = [
    Mistake(
      "final-report-by-other-unit",
      wrong: [final: "  - 日期: 2018-08-07\n    步骤: 报结\n    单位: «省公安厅»\n"], right: [:]),
    Mistake(
      "unit-not-in-case",
      wrong: ["步骤: 进展\n    单位: 省教育厅": "步骤: 进展\n    单位: «省司法厅»"],
      right: ["步骤: 进展\n    单位: 省教育厅": "步骤: 进展\n    单位: 省公安厅"]),
    Mistake(
      "reported-unfinished",
      wrong: [
        "完成: 是": "完成: 99%", "步骤: 报结": "步骤: «报结»",
        passed: passed + "    豁免: [1]\n    理由: 事项并入另案\n",
      ], right: ["完成: 是": "完成: 100%"]),
    Mistake(
      "reported-unfinished passed-unfinished",
      wrong: ["完成: 是": "完成: 否", "步骤: 报结": "步骤: «报结»", passed: "    结论: «通过»\n"],
      right: [:]),
    Mistake(
      "reported-unfinished exemption-without-reason",
      wrong: [
        "完成: 是": "完成: 否", "步骤: 报结": "步骤: «报结»", passed: passed + "    豁免: «[1]»\n",
      ], right: [:]),
    Mistake(
      "review-contradicts-checks", wrong: ["空洞违规: 无": "空洞违规: 措施空泛", passed: "    结论: «通过»\n"],
      right: ["空洞违规: 无": "空洞违规: 措施空泛", passed: "    结论: 退回\n"]),
    Mistake(
      "review-contradicts-checks", wrong: [passed: "    结论: «退回»\n"],
      right: [passed: "    结论: 退回\n    理由: 没有盖章\n"]),
    Mistake(
      "contradiction-unanswered",
      wrong: [
        final: "  - 日期: 2018-08-07\n    步骤: 核查\n    方式: 暗访\n    地点: 甲市\n    事实: 未整改\n    相符: 否\n"
          + final,
        passed: "    结论: «通过»\n",
      ],
      right: [
        final: "  - 日期: 2018-08-07\n    步骤: 核查\n    方式: 暗访\n    地点: 甲市\n    事实: 未整改\n    相符: 否\n"
          + final
          + "  - 日期: 2018-08-07\n    步骤: 核查\n    方式: 明察\n    地点: 甲市\n    事实: 已整改\n    相符: 是\n"
      ]),
    Mistake(
      "reviewer-of-unit", wrong: ["审核人: 督查室主任": "审核人: «省教育厅办公室主任»"],
      right: ["审核人: 督查室主任": "审核人: 省司法厅办公室主任"]),
  ]

  static let record: [Mistake] = [
    Mistake(
      "date-out-of-order",
      wrong: [done: done + "  - 日期: «2018-07-26»\n    步骤: 调度\n    说明: 专题\n"],
      right: [done: done + "  - 日期: 2018-07-26\n    步骤: 调度\n    补录: 是\n    说明: 专题\n"]),
    Mistake(
      "date-out-of-order",
      wrong: [done: done + "  - 日期: «2017-07-28»\n    步骤: 签收\n    单位: 省公安厅\n"],
      right: [
        done: done + "  - 日期: 2017-07-28\n    步骤: 签收\n    单位: 省公安厅\n"
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 9\n    字段: 日期\n    原文: 2017-07-28\n"
          + "    改为: 2018-07-28\n    理由: 年份写错\n    批准: 省委秘书长\n"
      ]),
    Mistake(
      "date-in-future",
      wrong: [passed: passed + "  - 日期: «2018-10-08»\n    步骤: 呈报\n    对象: 省委主要领导\n"],
      right: [passed: passed + "  - 日期: 2018-09-28\n    步骤: 呈报\n    对象: 省委主要领导\n"]),
    Mistake(
      "date-out-of-range",
      wrong: [done: done + "  - 日期: «1948-12-31»\n    步骤: 调度\n    补录: 是\n    说明: 专题\n"],
      right: [done: done + "  - 日期: 2018-07-26\n    步骤: 调度\n    补录: 是\n    说明: 专题\n"]),
    Mistake(
      "instruction-after-registration", wrong: ["日期: 2018-07-22": "日期: «2018-07-24»"],
      right: ["日期: 2018-07-22": "日期: 2018-07-23"]),
    Mistake(
      "file-name-differs", wrong: ["编号: 2018-0007": "编号: «2018-0008»"], right: [:]),
    Mistake(
      "unknown-unit", wrong: ["[省公安厅]": "[«省公安局»]"],
      right: ["[省公安厅]": "[省司法厅]"]),
    Mistake(
      "unknown-unit",
      wrong: [done: done + "  - 日期: 2018-07-27\n    步骤: 签收\n    单位: «省公安亭»\n"],
      right: [
        done: done + "  - 日期: 2018-07-27\n    步骤: 签收\n    单位: 省公安亭\n"
          + "  - 日期: 2018-07-27\n    步骤: 更正\n    更正: 9\n    字段: 单位\n    原文: 省公安亭\n"
          + "    改为: 省公安厅\n    理由: 错字\n"
      ]),
    Mistake(
      "officer-not-named",
      wrong: [
        "    主送: [省教育厅, 省公安厅]\n": "    主送: [省教育厅, «省公安厅»]\n",
        "  - 日期: 2018-07-25\n    步骤: 报责任人\n    单位: 省公安厅…": "",
      ], right: [cutAfterDone: ""], asOf: "2018-08-01"),
    Mistake(
      "officer-not-named",
      wrong: [
        done: "    任务: 1\n    完成: 否\n"
          + "  - 日期: 2018-07-30\n    步骤: 改派\n    原单位: 省教育厅\n    新单位: «省司法厅»\n    批准: 省委秘书长\n",
        cutAfterDone: "",
      ],
      right: [
        done: "    任务: 1\n    完成: 否\n"
          + "  - 日期: 2018-07-31\n    步骤: 改派\n    原单位: 省教育厅\n    新单位: 省司法厅\n    批准: 省委秘书长\n",
        cutAfterDone: "",
      ], asOf: "2018-08-07"),
    Mistake(
      "step-repeated",
      wrong: [
        done: done + "  - 日期: 2018-07-28\n    步骤: 签收\n    单位: 省公安厅\n"
          + "  - 日期: 2018-07-28\n    单位: 省公安厅\n    步骤: «签收»\n"
      ],
      right: [
        done: done + "  - 日期: 2018-07-28\n    步骤: 签收\n    单位: 省公安厅\n"
          + "  - 日期: 2018-07-28\n    步骤: 签收\n    单位: 省公安厅\n"
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 10\n    字段: 步骤\n    原文: 签收\n"
          + "    改为: 作废\n    理由: 重复\n    批准: 省委秘书长\n"
      ]),
    Mistake(
      "origin-answered-twice",
      wrong: [
        done: done + "    来源: 20180726-D41C07A2#3\n"
          + "  - 日期: 2018-07-28\n    步骤: 进展\n    单位: 省教育厅\n"
          + "    说明: 已核查三个县\n    来源: «20180726-D41C07A2#3»\n"
      ],
      right: [
        done: done + "    来源: 20180726-D41C07A2#3\n"
          + "  - 日期: 2018-07-28\n    步骤: 签收\n    单位: 省公安厅\n"
          + "    来源: 20180726-D41C07A2#3\n"
          + "  - 日期: 2018-07-29\n    步骤: 进展\n    单位: 省教育厅\n"
          + "    说明: 已核查三个县\n    来源: 20180726-D41C07A2#4\n"
      ]),
    Mistake(
      "deadline-on-day-off", wrong: ["时限: 2018-08-31": "时限: «2018-09-01»"],
      right: ["时限: 2018-08-31": "时限: 2018-09-29"]),
    Mistake(
      "deadline-beyond-calendar", wrong: ["时限: 2018-08-31": "时限: «2027-01-04»"],
      right: ["时限: 2018-08-31": "时限: 2026-12-31"]),
    Mistake(
      "correction-mismatch",
      wrong: [
        done: done
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 4\n    字段: 审定人\n    原文: «省长»\n    改为: 秘书长\n    理由: 错\n"
      ],
      right: [
        done: done
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 4\n    字段: 审定人\n    原文: 省委秘书长\n    改为: 秘书长\n    理由: 错\n"
      ]),
    Mistake(
      "correction-mismatch",
      wrong: [
        done: done
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 表头\n    字段: «任务.2.时限»\n    原文: 5个工作日\n    改为: 15日\n    理由: 错\n"
      ],
      right: [
        done: done
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: 表头\n    字段: 任务.1.时限\n    原文: 5个工作日\n    改为: 15日\n    理由: 错\n"
      ]),
    Mistake(
      "correction-mismatch",
      wrong: [
        done: done
          + "  - 日期: 2018-07-28\n    步骤: 更正\n    更正: «11»\n    字段: 审核人\n    原文: 督查室主任\n    改为: 副主任\n    理由: 错\n"
      ], right: [:]),
    Mistake(
      "correction-not-approved",
      wrong: [done: done + corrected("步骤", "进展", "«作废»"), cutAfterDone: ""],
      right: [done: done + corrected("步骤", "进展", "作废") + "    批准: 省委秘书长\n", cutAfterDone: ""]),
    Mistake(
      "not-correctable", wrong: [done: done + corrected("步骤", "进展", "«签收»")],
      right: [done: done + corrected("任务", "1", "1")]),
    Mistake(
      "not-correctable", wrong: [done: done + corrected("«补录»", "''", "是")],
      right: [done: done + corrected("任务", "1", "1")]),
    Mistake(
      "not-correctable",
      wrong: [
        done: done + corrected("任务", "1", "1")
          + corrected("«字段»", "任务", "单位").replacing("更正: 8", with: "更正: 9")
      ], right: [done: done + corrected("任务", "1", "1")]),
    Mistake(
      "not-correctable",
      wrong: [
        done: done + corrected("日期", "2018-07-27", "2018-07-26") + "    批准: 省委秘书长\n"
          + corrected("«改为»", "2018-07-26", "2018-07-25").replacing("更正: 8", with: "更正: 9")
      ], right: [done: done + corrected("任务", "1", "1")]),
    Mistake(
      "duty-as-recorded", wrong: [done: done + corrected("日期", "2018-07-27", "«2018-07-26»")],
      right: [done: done + corrected("日期", "2018-07-27", "2018-07-26") + "    批准: 省委秘书长\n"]),
    Mistake(
      "duty-as-recorded", wrong: [done: done + corrected("单位", "省教育厅", "«省公安厅»")],
      right: [
        done: "" + corrected("单位", "省教育厅", "省公安厅") + "    批准: 省委秘书长\n", cutAfterDone: "",
      ]),
    Mistake(
      "date-in-future", wrong: [done: done + corrected("日期", "2018-07-27", "«2030-01-01»")],
      right: [:]),
    Mistake(
      "personal-number", wrong: ["责任人: 治安总队负责人": "责任人: 负责人«13800138000»"],
      right: ["责任人: 治安总队负责人": "责任人: 负责人0791-80000104"]),
    Mistake(
      "personal-number", wrong: ["摘要: 立即核查": "摘要: 核查«11010519491231002X»反映的事"],
      right: ["摘要: 立即核查": "摘要: 核查110105194912310021反映的事"]),
  ]

  static let secrecy: [Mistake] = [
    Mistake(
      "classified-text", wrong: ["摘要: 立即核查": "摘要: 按«机密★»10年来文核查"],
      right: ["摘要: 立即核查": "摘要: 不涉及机密,立即核查"]),
    Mistake(
      "secret-case-has-text secret-case-has-text secret-case-has-text secret-case-has-text",
      wrong: [
        "标题: 疫": "密级: 秘密\n保密期限: 10年\n存放处: 机要室\n«标题»: 疫", "摘要: 立即核查": "摘要: «立即核查»",
        "任务:\n": "«任务»:\n", "审定人: 省委秘书长": "审定人: 省委秘书长\n    说明: «已改»",
      ],
      right: [
        "标题: 疫苗处置和督导检查": "密级: 秘密\n保密期限: 10年\n存放处: 机要室", "  摘要: 立即核查\n": "",
        "任务:\n  - 事项: 核查采购使用情况\n    单位: 省教育厅\n    时限: 5个工作日\n": "",
        done: "",
      ]),
  ]
}
