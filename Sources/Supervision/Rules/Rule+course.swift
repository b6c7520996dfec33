import Messages

// What is wrong with the course of a case: found by the fold.
extension Rule {
  static let stepOutOfPlace = Rule(
    "step-out-of-place", .error,
    title: Phrase(zh: "步骤顺序不对", en: "a step out of place"),
    explanation: Phrase(
      zh: "每一步只能在案件处于规定状态时进行:先登记,再研判、立项、审定、发函,牵头单位报结后审核,通过后呈报,领导阅示后办结。"
        + "漏记了中间步骤就补上;漏记的步骤日期较早时,加“补录: 是”。",
      en:
        "A step is lawful only in certain states: register, assess, docket, approve, issue; the lead's final report, its review, submission, the leader's answer. Add the step that is missing; where its date is earlier than those above it, say 补录: 是."
    ),
    wrong: "- 日期: 2018-07-23\n  步骤: 登记\n- 日期: 2018-07-24\n  步骤: 发函\n  主送: [省教育厅]\n",
    right:
      "- 日期: 2018-07-23\n  步骤: 登记\n- 日期: 2018-07-23\n  步骤: 研判\n  意见: 建议立项\n- 日期: 2018-07-23\n  步骤: 立项\n  批准: 省委秘书长\n"
  )

  static let docketedWithoutAssessment = Rule(
    "docketed-without-assessment", .warning,
    title: Phrase(zh: "未经研判即立项", en: "docketed without being assessed"),
    explanation: Phrase(
      zh: "立项前应研读批示、写下领导意图和分类意见,记为“研判”。",
      en: "Before docketing, what the leader wants and how to class it is written down as 研判."))

  static let informativeDocketed = Rule(
    "informative-docketed", .error,
    title: Phrase(zh: "参阅性批示被立项", en: "an informative instruction docketed"),
    explanation: Phrase(
      zh: "参阅性批示(阅、参阅、阅知)只登记、传阅、归档,不立项。确需办理的,应先有新的批示(续批)改变类别。",
      en:
        "An informative instruction is registered, passed on and filed, never docketed. Where action is needed a further instruction comes first."
    ))

  static let actionableDeclined = Rule(
    "actionable-declined", .error,
    title: Phrase(zh: "批办性批示未立项", en: "an actionable instruction declined"),
    explanation: Phrase(
      zh: "批办性批示必须立项督办。如果类别判断有误,先用“更正”改正批示类别。",
      en:
        "An actionable instruction is always docketed. If its class was wrong, correct the class with a 更正."
    ))

  static let letterNotApproved = Rule(
    "letter-not-approved", .warning,
    title: Phrase(zh: "督办函未经审定", en: "a letter issued without approval"),
    explanation: Phrase(
      zh: "每一次发函前都应经领导审定,记为“审定”。",
      en: "Every letter is approved by a leader before it is issued, as 审定."))

  static let unitNotInCase = Rule(
    "unit-not-in-case", .error,
    title: Phrase(zh: "单位不在本案之内", en: "a unit that the case does not have"),
    explanation: Phrase(
      zh:
        "签收、报责任人、进展、申请延期,只能由案件的牵头单位、协办单位、任务承办单位或督办函的主送单位来做;曾经是的也算。上级单位在案内、由下级来做的,只作警告。新参加的单位先由“改派”、再次发函或“更正”写进来。",
      en:
        "签收, 报责任人, 进展 and 申请延期 are acts of a unit that the case has, or had: its lead, a co-unit, a task's unit or one that a letter went to. Of a unit whose superior the case has, it is a warning. A unit that joins is brought in by 改派, a further letter or a 更正."
    ))

  static let issueWithoutLead = Rule(
    "issue-without-lead", .error,
    title: Phrase(zh: "发函时没有牵头单位", en: "a letter without a lead unit"),
    explanation: Phrase(
      zh: "督办函必须落到一个牵头单位。在表头写“牵头单位”,或在后续轮次的发函步骤里写。",
      en: "A letter needs one lead unit: 牵头单位 in the header, or in the letter of a later round."))

  static let issueWithoutTasks = Rule(
    "issue-without-tasks", .error,
    title: Phrase(zh: "发函时没有任务", en: "a letter without tasks"),
    explanation: Phrase(
      zh: "督办函要有任务书。首轮在表头写“任务”;新一轮在发函步骤里写“任务”,或用“重办”列出要重办的任务序号。",
      en:
        "A letter has tasks: 任务 in the header for the first round; 任务 or 重办 in the letter of a later round."
    ))

  static let redoNeedsLimit = Rule(
    "redo-needs-limit", .error,
    title: Phrase(zh: "重办任务没有新时限", en: "a task redone without a new limit"),
    explanation: Phrase(
      zh: "原任务的时限是固定日期,重办时该日期已经过去,发函步骤要写新的“时限”。",
      en: "The task had a fixed date; the letter that takes it up again must set a new 时限."))

  static let noSuchTask = Rule(
    "no-such-task", .error,
    title: Phrase(zh: "任务序号不存在", en: "no task of that number"),
    explanation: Phrase(
      zh: "任务按表头、各轮发函的先后从1连续编号。",
      en: "Tasks are numbered from 1 over the header and the letters of all rounds."))

  static let completionOfWhichTask = Rule(
    "completion-of-which-task", .warning,
    title: Phrase(zh: "没有写明完成的是哪项任务", en: "completion without the task it is of"),
    explanation: Phrase(
      zh: "单位承担多项任务时,“完成”要同时写“任务”序号,否则不计入任何任务。",
      en: "Where a unit has several tasks, 完成 needs the number of the task, or it counts for none.")
  )

  static let objectionLate = Rule(
    "objection-late", .warning,
    title: Phrase(zh: "超过异议时限", en: "an objection after its limit"),
    explanation: Phrase(
      zh: "承办单位对交办有异议的,应在规定时限(默认3个工作日)内提出。",
      en: "A unit objects to its assignment within the office's limit (3 working days by default).")
  )

  static let nothingToAnswer = Rule(
    "nothing-to-answer", .warning,
    title: Phrase(zh: "没有可答复的异议或申请", en: "nothing to answer"),
    explanation: Phrase(
      zh: "“维持”答复异议,“不准延期”答复延期申请;此前没有该单位(及任务)的异议或申请。",
      en:
        "维持 answers an objection and 不准延期 a request for more time; the unit has made none that is open."
    ))

  static let extensionAskedLate = Rule(
    "extension-asked-late", .warning,
    title: Phrase(zh: "逾期后才申请延期", en: "an extension asked for after the limit"),
    explanation: Phrase(
      zh: "延期应在时限届满前申请。逾期后批准的延期只改变现行时限,仍按原定时限计逾期。",
      en:
        "More time is asked for before the limit. One granted later moves the date, but lateness counts from the original one."
    ))

  static let reassignWithoutTask = Rule(
    "reassign-without-task", .error,
    title: Phrase(zh: "改派的单位没有任务", en: "reassigning a unit that has no task"),
    explanation: Phrase(
      zh: "“原单位”应是牵头单位、承担未完成任务的单位,或者没有任务的协办单位、主送单位(这时不写“任务”)。",
      en:
        "原单位 must be the lead, a unit with a task not yet done, or a co-unit or addressee without one, of which no 任务 is named."
    ))

  static let finalReportByOtherUnit = Rule(
    "final-report-by-other-unit", .error,
    title: Phrase(zh: "报结的不是牵头单位", en: "a final report not from the lead"),
    explanation: Phrase(
      zh: "办结报告由牵头单位汇总后报送,协办单位的情况写成“进展”。",
      en: "One report goes up, from the lead. What a co-unit reports is a 进展."))

  static let reportedUnfinished = Rule(
    "reported-unfinished", .warning,
    title: Phrase(zh: "任务未完成即报结", en: "a final report with unfinished tasks"),
    explanation: Phrase(
      zh: "报结前各项任务应已完成(进展中写“完成: 是”);确不能完成的,审核通过时要列入“豁免”并写理由。",
      en:
        "Tasks are done before the final report (完成: 是 in a 进展), or excused in the review with 豁免 and a reason."
    ))

  static let passedUnfinished = Rule(
    "passed-unfinished", .error,
    title: Phrase(zh: "有任务未完成却审核通过", en: "passed with unfinished tasks"),
    explanation: Phrase(
      zh: "办结要求每个单位的每项任务都已完成或明确豁免。把未完成的退回,或在“豁免”中列出任务序号并写理由。",
      en:
        "Every task is done or expressly excused before a case is closed: return the report, or list the tasks in 豁免 with a reason."
    ))

  static let exemptionWithoutReason = Rule(
    "exemption-without-reason", .error,
    title: Phrase(zh: "豁免任务没有理由", en: "tasks excused without a reason"),
    explanation: Phrase(zh: "写“豁免”时必须同时写“理由”。", en: "豁免 needs a 理由."))

  static let reviewContradictsChecks = Rule(
    "review-contradicts-checks", .error,
    title: Phrase(zh: "审核结论与五查不一致", en: "the conclusion contradicts the five checks"),
    explanation: Phrase(
      zh: "“通过”要求五查均为“无”;“退回”要求至少一项写有问题,或写明形式上的理由。",
      en: "通过 needs five 无; 退回 needs at least one that is not, or a 理由 of form."),
    wrong: "结论: 通过\n五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 整改措施未见实效}\n",
    right: "结论: 退回\n五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 整改措施未见实效}\n")

  static let contradictionUnanswered = Rule(
    "contradiction-unanswered", .error,
    title: Phrase(zh: "核查不符尚未处理即通过", en: "passed over a contradicting inspection"),
    explanation: Phrase(
      zh: "实地核查与报告不符的,要退回补办,或再次核查相符,才能通过审核。",
      en:
        "An inspection that contradicts the report is followed by a return or by a later one that agrees before the review passes."
    ))

  static let reviewerOfUnit = Rule(
    "reviewer-of-unit", .error,
    title: Phrase(zh: "审核人来自承办单位", en: "a reviewer from a unit of the case"),
    explanation: Phrase(
      zh: "报告不能由写报告的单位自己审核。", en: "The reviewer of a report is never from a unit that wrote it."))

  static let courseRules: [Rule] = [
    stepOutOfPlace, unitNotInCase, docketedWithoutAssessment, informativeDocketed,
    actionableDeclined,
    letterNotApproved, issueWithoutLead, issueWithoutTasks, redoNeedsLimit, noSuchTask,
    completionOfWhichTask, objectionLate, nothingToAnswer, extensionAskedLate,
    reassignWithoutTask, finalReportByOtherUnit, reportedUnfinished, passedUnfinished,
    exemptionWithoutReason, reviewContradictsChecks, contradictionUnanswered, reviewerOfUnit,
  ]
}
