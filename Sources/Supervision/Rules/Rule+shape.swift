import Messages

// What is wrong with a key or a value, whatever the course of the case.
extension Rule {
  static let wrongShape = Rule(
    "wrong-shape", .error,
    title: Phrase(zh: "值的形式不对", en: "a value of the wrong shape"),
    explanation: Phrase(
      zh: "有的键写一行文字,有的写列表,有的下面再分键。按提示改成所要的形式。",
      en:
        "Some keys take a line of text, some a list, some keys of their own. Write what the message asks for."
    ),
    wrong: "牵头单位:\n  - 省教育厅\n", right: "牵头单位: 省教育厅\n")

  static let missingKey = Rule(
    "missing-key", .error,
    title: Phrase(zh: "缺少必填的键", en: "a required key is missing"),
    explanation: Phrase(
      zh: "每一种步骤、表头和任务都有必填的键,缺了就无法判断案件走到哪一步。补上该键并写值。",
      en:
        "Every step kind, the header and every task have keys that must be there. Add the key and its value."
    ),
    wrong: "- 日期: 2018-07-23\n  步骤: 立项\n",
    right: "- 日期: 2018-07-23\n  步骤: 立项\n  批准: 省委秘书长\n")

  static let unknownKey = Rule(
    "unknown-key", .info,
    title: Phrase(zh: "不认识的键", en: "a key that is not known"),
    explanation: Phrase(
      zh: "不在格式表里的键原样保留,但工具不会用它。多半是写错了键名,或写在了别的步骤里。",
      en:
        "A key that the format does not know is kept but not used. It is often a misspelling, or belongs to another step."
    ),
    wrong: "- 日期: 2018-07-23\n  步骤: 立项\n  批准人: 省委秘书长\n",
    right: "- 日期: 2018-07-23\n  步骤: 立项\n  批准: 省委秘书长\n")

  static let notOneLine = Rule(
    "not-one-line", .error,
    title: Phrase(zh: "应为一行", en: "a value that must be one line"),
    explanation: Phrase(
      zh: "标题、单位、文号等只能写一行;长文字写进“说明”或正文。",
      en: "Titles, units, numbers and the like are one line. Put longer text in 说明 or in the prose."
    ),
    wrong: "标题: |\n  疫苗处置\n  和督导检查\n", right: "标题: 疫苗处置和督导检查\n")

  static let badDate = Rule(
    "bad-date", .error,
    title: Phrase(zh: "日期写法不对", en: "not a date"),
    explanation: Phrase(
      zh: "日期写作 2018-07-23:四位年、两位月、两位日,用半角短横连接,且日历上确有此日。",
      en: "Dates are written 2018-07-23: four digits, two and two, and must exist in the calendar."),
    wrong: "- 日期: 2018.7.23\n", right: "- 日期: 2018-07-23\n")

  static let badLimit = Rule(
    "bad-limit", .error,
    title: Phrase(zh: "时限写法不对", en: "not a time limit"),
    explanation: Phrase(
      zh: "时限写作:5个工作日、15日、60天、2周、1个月、半年、1年、当日,或一个日期 2018-08-31。",
      en:
        "Limits are worded 5个工作日, 15日, 60天, 2周, 1个月, 半年, 1年, 当日, or are a date such as 2018-08-31."),
    wrong: "时限: 五天内\n", right: "时限: 5日\n")

  static let badChoice = Rule(
    "bad-choice", .error,
    title: Phrase(zh: "不在可选值之内", en: "not one of the values allowed"),
    explanation: Phrase(
      zh: "该键只能写规定的几个词之一,提示里列出了全部。",
      en: "The key takes one of a few words; the message lists them."),
    wrong: "缓急: 加急\n", right: "缓急: 急件\n")

  static let badNumber = Rule(
    "bad-number", .error,
    title: Phrase(zh: "应为从1起的序号", en: "not a number counted from 1"),
    explanation: Phrase(
      zh: "任务和步骤按先后从1编号,写半角阿拉伯数字。",
      en: "Tasks and steps are numbered from 1 in order; write plain digits."),
    wrong: "任务: 第一项\n", right: "任务: 1\n")

  static let badChecksum = Rule(
    "bad-checksum", .error,
    title: Phrase(zh: "校验值写法不对", en: "not a digest"),
    explanation: Phrase(
      zh: "“校验”写 sha256:(或 sm3:)加64位小写十六进制数,用 sha256sum 算出:别处存放的文件日后拿来,可以对上。",
      en:
        "校验 is sha256: (or sm3:) and 64 small hexadecimal digits, as sha256sum prints them: a file that is kept elsewhere can be held against it."
    ),
    wrong: "附件: {文件: 录像.mp4, 存放: 档案室, 校验: 'sha256:12'}\n",
    right: "附件: {文件: 录像.mp4, 存放: 档案室}\n")

  static let badCaseNumber = Rule(
    "bad-case-number", .error,
    title: Phrase(zh: "编号写法不对", en: "not a case number"),
    explanation: Phrase(
      zh: "编号写作 2018-0007:四位年份、短横、四位以上顺序号。",
      en: "Case numbers are written 2018-0007: the year, a hyphen, four or more digits."),
    wrong: "编号: 2018-7\n", right: "编号: 2018-0007\n")

  static let malformedLetterNumber = Rule(
    "malformed-letter-number", .warning,
    title: Phrase(zh: "发文字号不合规范", en: "a malformed letter number"),
    explanation: Phrase(
      zh: "发文字号由机关代字、年份、序号组成:年份写全称并用六角括号〔〕括入,序号不加“第”字,不编虚位(GB/T 9704-2012)。",
      en:
        "A letter number is the office's code, the full year in hexagonal brackets 〔〕, and a number without leading zeros or 第 (GB/T 9704-2012)."
    ),
    wrong: "文号: ×督函[2018]第031号\n", right: "文号: ×督函〔2018〕31号\n",
    // The day the standard came into force.
    since: "2012-07-01")

  static let unknownCheck = Rule(
    "unknown-check", .error,
    title: Phrase(zh: "五查之外的项目", en: "not one of the five checks"),
    explanation: Phrase(
      zh: "五查只有:跑偏走样、漏题错项、避重就轻、空洞违规、漂浮落空。",
      en: "The five checks are 跑偏走样, 漏题错项, 避重就轻, 空洞违规 and 漂浮落空."),
    wrong: "五查: {走样: 无}\n", right: "五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}\n")

  static let checksIncomplete = Rule(
    "checks-incomplete", .error,
    title: Phrase(zh: "五查不全", en: "the five checks are incomplete"),
    explanation: Phrase(
      zh: "审核必须五项都查,每项写“无”或写明问题。五项都无问题时可以只写“五查: 无”。",
      en:
        "A review answers all five questions, each 无 or what is wrong. Where nothing is, `五查: 无` says so of all."
    ),
    wrong: "五查: {跑偏走样: 无, 漏题错项: 无}\n", right: "五查: 无\n")

  static let shapeRules: [Rule] = [
    wrongShape, missingKey, unknownKey, notOneLine, badDate, badLimit, badChoice, badNumber,
    badChecksum,
    badCaseNumber, malformedLetterNumber, unknownCheck, checksIncomplete,
  ]
}
