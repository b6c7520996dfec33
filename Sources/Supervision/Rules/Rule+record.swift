package import Messages

// What is wrong with a case as a record: its dates, names and numbers, and what must not be in it.
extension Rule {
  static let dateOutOfOrder = Rule(
    "date-out-of-order", .error,
    title: Phrase(zh: "日期倒序", en: "dates out of order"),
    explanation: Phrase(
      zh: "过程按记录先后排列,只增不改。补记早先的步骤时,写在最后并加“补录: 是”。",
      en: "Steps stand in the order of recording. One recorded late goes last and says 补录: 是."),
    wrong: "- 日期: 2018-07-25\n  步骤: 调度\n  说明: 第一次\n- 日期: 2018-07-24\n  步骤: 签收\n  单位: 省教育厅\n",
    right:
      "- 日期: 2018-07-25\n  步骤: 调度\n  说明: 第一次\n- 日期: 2018-07-24\n  步骤: 签收\n  补录: 是\n  单位: 省教育厅\n")

  package static let dateInFuture = Rule(
    "date-in-future", .error,
    title: Phrase(zh: "日期在将来", en: "a date in the future"),
    explanation: Phrase(
      zh: "步骤记录已经发生的事,日期不能晚于今天。",
      en: "A step records what has happened; its date cannot be later than today."))

  static let dateOutOfRange = Rule(
    "date-out-of-range", .error,
    title: Phrase(zh: "日期不可能", en: "an impossible date"),
    explanation: Phrase(
      zh: "步骤的日期在1949年到2200年之间。多半是年份写错了一位。",
      en: "A step is dated in the years 1949 to 2200. Most likely a digit of the year is wrong."))

  static let instructionAfterRegistration = Rule(
    "instruction-after-registration", .error,
    title: Phrase(zh: "批示日期晚于登记", en: "an instruction later than its registration"),
    explanation: Phrase(
      zh: "先有批示,后有登记。核对批示日期和登记日期。", en: "The instruction comes first. Check both dates."))

  static let fileNameDiffers = Rule(
    "file-name-differs", .error,
    title: Phrase(zh: "文件名与编号不一致", en: "file name and number differ"),
    explanation: Phrase(
      zh: "案件文件以编号命名,这样两处同时取了同一个号时,git 会报冲突,不会悄悄并存。",
      en:
        "A case file is named by its number, so that two clones that take the same number collide in git."
    ))

  static let unknownUnit = Rule(
    "unknown-unit", .error,
    title: Phrase(zh: "单位不在名录", en: "a unit that is not listed"),
    explanation: Phrase(
      zh: "单位名称要与 schema/units.yaml 的“名称”完全一致,台账才能按单位汇总。新单位先加入名录;名录为空时不检查。",
      en:
        "Units are named as in schema/units.yaml, so that ledgers can count by unit. Add a new unit there first; an empty list checks nothing."
    ))

  static let officerNotNamed = Rule(
    "officer-not-named", .warning,
    title: Phrase(zh: "逾期未报责任人", en: "no officer named in time"),
    explanation: Phrase(
      zh: "发函后承办单位应在规定时限(默认5个工作日)内报一名承办责任人。",
      en:
        "After the letter each unit names its officer within the office's limit (5 working days by default)."
    ))

  static let stepRepeated = Rule(
    "step-repeated", .warning,
    title: Phrase(zh: "步骤重复", en: "the same step twice"),
    explanation: Phrase(
      zh:
        "两个步骤的各项内容完全相同,多半是重复粘贴。确有两次的,用“说明”区分;已记录的用“更正”作废其一。两人各自催报了同一件事的(“催报”相同),两步都留下,如实显示。",
      en:
        "Two steps are equal in every key, most likely pasted twice. Tell them apart with 说明, or void one with a 更正. Where two clerks have each reminded a unit of one thing (催报), both steps stay, and are shown to be two."
    ))

  static let originAnsweredTwice = Rule(
    "origin-answered-twice", .error,
    title: Phrase(zh: "同一来源答复两次", en: "one row answered twice"),
    explanation: Phrase(
      zh:
        "“来源”写明步骤取自哪份回执的哪一行。一行只答复一次:同一来源、同一种步骤又不相同的两步,只能算数一步。合并两边接收的回执时,相同的并为一步,不同的都留下,合并之后用一步经批准的“更正”作废其中一步。单位改了主意的,另出一份回执再填。",
      en:
        "来源 says which row of which reply sheet a step was taken from. A row is answered once: of two steps of one 来源 and one kind that differ only one can count. Where two clones received a sheet, equal steps are one and others both stay; after the merge, void one with an approved 更正. A unit that has changed its mind fills in a new sheet."
    ))

  static let deadlineOnDayOff = Rule(
    "deadline-on-day-off", .info,
    title: Phrase(zh: "时限落在休息日", en: "a deadline on a day off"),
    explanation: Phrase(
      zh: "写明日期的时限照原样执行,不自动顺延。如不是有意,请改为工作日。",
      en: "A date is kept as written and does not move. Choose a working day unless it is meant."))

  static let deadlineBeyondCalendar = Rule(
    "deadline-beyond-calendar", .info,
    title: Phrase(zh: "时限超出已公布的日历", en: "a deadline beyond the published calendar"),
    explanation: Phrase(
      zh: "该年的放假安排尚未公布,工作日只按周末推算。通知公布后更新 schema/holidays.tsv。",
      en:
        "That year's holidays are not in schema/holidays.tsv, so only weekends are known. Add the notice when it is out."
    ))

  static let classifiedText = Rule(
    "classified-text", .error,
    title: Phrase(zh: "疑有涉密标志", en: "text marked as classified"),
    explanation: Phrase(
      zh: "国家秘密不得进入联网计算机,git 也无法真正删除。涉密件只登记编号、密级、保密期限和存放处;若已误录,立即报告保密部门。",
      en:
        "State secrets never enter a networked computer, and git cannot unlearn. A secret case is a pointer only."
    ))

  static let secretCaseHasText = Rule(
    "secret-case-has-text", .error,
    title: Phrase(zh: "涉密件写有内容", en: "a secret case with content"),
    explanation: Phrase(
      zh: "密级为秘密、机密、绝密的案件只是索引:不写标题、来文、摘要、任务和正文。",
      en: "A case classed 秘密, 机密 or 绝密 is a pointer: no title, source, gist, tasks or prose."))

  static let personalNumber = Rule(
    "personal-number", .error,
    title: Phrase(zh: "含有身份证号或手机号", en: "an identity-card or mobile number"),
    explanation: Phrase(
      zh: "案件文件不记个人信息。联系方式写办公电话,人员写职务。",
      en: "No personal data in a case: give an office's line and a person's post."))

  package static let attachmentMissing = Rule(
    "attachment-missing", .error,
    title: Phrase(zh: "附件不存在", en: "an attachment that is not there"),
    explanation: Phrase(
      zh: "“附件”写的是相对于案件文件的路径,文件与步骤一并记录。早于判规的步骤只提醒。",
      en:
        "附件 are paths beside the case file, and the files are recorded with the step. Of a step from before 判规 it is a warning."
    ))

  static let correctionMismatch = Rule(
    "correction-mismatch", .error,
    title: Phrase(zh: "更正与原文对不上", en: "a correction that does not fit"),
    explanation: Phrase(
      zh: "“更正”写步骤序号(从1起)或“表头”,“字段”写键名(可用“任务.2.时限”),“原文”照抄现在的值。",
      en:
        "更正 gives the step's number from 1 or 表头, 字段 its key (任务.2.时限 for an inner one), 原文 the value as it stands."
    ))

  package static let correctionNotApproved = Rule(
    "correction-not-approved", .error,
    title: Phrase(zh: "未经批准作废步骤", en: "a step voided without approval"),
    explanation: Phrase(
      zh: "把已记录的步骤作废(字段“步骤”,改为“作废”),或者恢复作废的步骤,要经批准:在“更正”里写明“批准”。判规采用以前的更正不受此限。",
      en:
        "A recorded step is voided (步骤 corrected to 作废), and one that was voided brought back, only with approval: the 更正 says by whom (批准). One of before the newer rules (判规) stays as it is."
    ),
    wrong: "- 日期: 2018-07-26\n  步骤: 更正\n  更正: 6\n  字段: 步骤\n  原文: 签收\n  改为: 作废\n  理由: 误记\n",
    right:
      "- 日期: 2018-07-26\n  步骤: 更正\n  更正: 6\n  字段: 步骤\n  原文: 签收\n  改为: 作废\n  理由: 误记\n  批准: 省委秘书长\n"
  )

  package static let notCorrectable = Rule(
    "not-correctable", .error,
    title: Phrase(zh: "不能这样更正", en: "what no correction may change"),
    explanation: Phrase(
      zh:
        "“更正”改的是一步里写错的内容,不能把一步变成另一步:“步骤”只能改为“作废”,“补录”不能改,一步更正所指的步骤和字段(“更正”“字段”)也不能改。整步记错的,经批准作废,再按实际另记一步。",
      en:
        "A 更正 mends what is written wrong in a step and makes no other step of it: 步骤 becomes 作废 and nothing else, 补录 and 来源 are not corrected, nor is what a 更正 is about (更正, 字段). A step that is wrong altogether is voided with 批准, and the right one recorded."
    ))

  static let dutyAsRecorded = Rule(
    "duty-as-recorded", .info,
    title: Phrase(zh: "责任仍按原记", en: "duties go by what was recorded"),
    explanation: Phrase(
      zh:
        "更正一步的“日期”或“单位”,没有写“批准”的,原记和更正都看得到,谁该何时办什么仍按原记算;写明“批准”的,从更正之日起按更正算。",
      en:
        "Where the 日期 or 单位 of a step is corrected without 批准, both can be seen, and who owes what until when still goes by what was recorded. With 批准 it goes by the correction, from its day on."
    ))

  package static let duplicateCaseNumber = Rule(
    "duplicate-case-number", .error,
    title: Phrase(zh: "编号重复", en: "two cases with one number"),
    explanation: Phrase(
      zh: "编号在仓库内唯一,永不重用。", en: "A number is unique in the repository and never reused."))

  package static let duplicateLetterNumber = Rule(
    "duplicate-letter-number", .error,
    title: Phrase(zh: "文号重复", en: "two letters with one number"),
    explanation: Phrase(
      zh: "每件督办函有自己的发文字号。一函办几件的,各件的“发函”用“同函”写明其他件的编号,日期、主送都要一致。抄错的用“更正”改,更正之后就不再重复。",
      en:
        "Every letter has a number of its own. Where one letter is about several cases, 同函 in the 发函 of each names the others, and day and addressees agree. A slip is put right by a 更正, after which the number is no longer used twice."
    ))

  static let recordRules: [Rule] = [
    dateOutOfOrder, dateInFuture, dateOutOfRange, instructionAfterRegistration, fileNameDiffers,
    unknownUnit,
    officerNotNamed, stepRepeated, originAnsweredTwice, deadlineOnDayOff, deadlineBeyondCalendar,
    classifiedText,
    secretCaseHasText, personalNumber, attachmentMissing, correctionMismatch, correctionNotApproved,
    notCorrectable,
    dutyAsRecorded,
    duplicateCaseNumber, duplicateLetterNumber,
  ]
}
