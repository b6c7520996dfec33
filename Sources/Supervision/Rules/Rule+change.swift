package import Messages

// What may not become of a recorded case: found by holding two versions of its file together.
extension Rule {
  static let recordedStepChanged = Rule(
    "recorded-step-changed", .error,
    title: Phrase(zh: "改动了已记录的步骤", en: "a recorded step changed"),
    explanation: Phrase(
      zh: "步骤一经记录就不再改动,历史才可信。写错了的,恢复原文,另记一步“更正”,写明原文、改为和理由;整步作废的,更正“步骤”字段,改为“作废”,写明“批准”。",
      en:
        "What is recorded stays, so that the history can be relied on. Restore the text and record a 更正 with what stood there, what should stand there and why; to void a step, correct its 步骤 to 作废, with 批准."
    ),
    wrong: "- 日期: 2018-07-25    # 记录时是 2018-07-24\n  步骤: 审定\n  审定人: 省委秘书长\n",
    right:
      "- 日期: 2018-07-24\n  步骤: 审定\n  审定人: 省委秘书长\n- 日期: 2018-07-26\n  步骤: 更正\n  更正: 4\n  字段: 日期\n  原文: 2018-07-24\n  改为: 2018-07-25\n  理由: 日期笔误\n  批准: 省委秘书长\n"
  )

  static let recordedStepRemoved = Rule(
    "recorded-step-removed", .error,
    title: Phrase(zh: "删除了已记录的步骤", en: "a recorded step removed"),
    explanation: Phrase(
      zh: "已记录的步骤不能删除。恢复原文;记错了的,另记一步“更正”,把它的“步骤”改为“作废”,写明“批准”。",
      en:
        "A recorded step stays. Restore it; if it was recorded by mistake, record a 更正 that turns its 步骤 into 作废, with 批准."
    ))

  static let recordedStepsReordered = Rule(
    "recorded-steps-reordered", .error,
    title: Phrase(zh: "调换了已记录步骤的顺序", en: "recorded steps reordered"),
    explanation: Phrase(
      zh: "过程按记录的先后排列,已记录的步骤不换位置。补记的早先步骤写在最后,并加“补录: 是”。",
      en:
        "Steps stand in the order of recording, and recorded ones keep their places. A step entered late goes to the end and says 补录: 是."
    ))

  package static let stepNotAppended = Rule(
    "step-not-appended", .error,
    title: Phrase(zh: "新步骤没有写在最后", en: "a new step is not at the end"),
    explanation: Phrase(
      zh: "过程按记录的先后排列,新步骤一律写在最后;发生在先、补记在后的,加“补录: 是”。插在中间会使“更正”所指的序号错位。",
      en:
        "Steps stand in the order of recording: a new one goes to the end, with 补录: 是 if it happened before those above it. One put in between would shift the numbers that corrections name."
    ),
    wrong:
      "- 日期: 2018-07-23\n  步骤: 登记\n- 日期: 2018-07-23    # 新写的\n  步骤: 研判\n  意见: 建议立项\n- 日期: 2018-07-23\n  步骤: 立项\n  批准: 省委秘书长\n",
    right:
      "- 日期: 2018-07-23\n  步骤: 登记\n- 日期: 2018-07-23\n  步骤: 立项\n  批准: 省委秘书长\n- 日期: 2018-07-23\n  步骤: 研判\n  意见: 建议立项\n  补录: 是\n"
  )

  static let fixedFieldChanged = Rule(
    "fixed-field-changed", .error,
    title: Phrase(zh: "改动了已固定的表头", en: "a fixed field changed"),
    explanation: Phrase(
      zh: "表头各项在规定的步骤之后固定:编号在登记后,批示在立项或不立项后,缓急、牵头单位、协办单位、任务和各项时限在发函后。此后的变化记为步骤:延期、改派、续批或更正,表头原文不动。",
      en:
        "Fields of the header are fixed by steps: the number by 登记, the instruction by 立项 or 不立项, urgency, units, tasks and limits by 发函. What changes later is a step (延期, 改派, 续批, 更正), and the header stays as it was."
    ))

  static let stepsInseparable = Rule(
    "steps-inseparable", .error,
    title: Phrase(zh: "几个新步骤不能分开记录", en: "new steps that cannot be told apart"),
    explanation: Phrase(
      zh: "一步一个提交。几个新步骤写在同一行的方括号里时,无法逐步记录;把过程写成每步一段。",
      en:
        "Each step becomes one commit. Several new ones inside brackets on one line cannot be recorded one by one; write 过程 as one item a step."
    ),
    wrong: "过程: [{日期: 2018-07-23, 步骤: 登记}, {日期: 2018-07-23, 步骤: 研判, 意见: 立项}]\n",
    right: "过程:\n  - {日期: 2018-07-23, 步骤: 登记}\n  - {日期: 2018-07-23, 步骤: 研判, 意见: 立项}\n")

  package static let sentProseChanged = Rule(
    "sent-prose-changed", .error,
    title: Phrase(zh: "改动了已发文书的正文", en: "the words of a paper changed after it was sent"),
    explanation: Phrase(
      zh: "“## 督办函”“## 催办单”等标题下的正文,记了发函、催办等步骤之后就不再改动:发出去的就是这些话。要改的另写一节,或再发一次。",
      en:
        "What stands under ## 督办函, ## 催办单 and the like stays once 发函, 催办 and so on are recorded: these are the words that went out. Write a section of its own, or send another paper."
    ),
    wrong: "## 督办函    # 发函之后\n\n请于月底前报。\n", right: "## 补充说明\n\n请于月底前报。\n")

  static let changeRules: [Rule] = [
    recordedStepChanged, recordedStepRemoved, recordedStepsReordered, stepNotAppended,
    fixedFieldChanged, sentProseChanged, stepsInseparable,
  ]
}
