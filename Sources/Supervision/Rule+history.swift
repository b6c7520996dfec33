package import FrontMatter

// What may not be in the history of the cases: found by `verify`, commit by commit.
extension Rule {
  package static let caseDeleted = Rule(
    "case-deleted", .error,
    title: Phrase(zh: "案件被删除或改了编号", en: "a case deleted or renumbered"),
    explanation: Phrase(
      zh: "已登记的案件不能删除,编号不能重用。误登记的,记“撤销”或“不立项”。",
      en: "A registered case stays, and its number is never used again. Record 撤销 or 不立项 instead."))

  package static let mergeAddsStep = Rule(
    "merge-adds-step", .error,
    title: Phrase(zh: "合并时夹带了步骤", en: "a step that only a merge has"),
    explanation: Phrase(
      zh: "合并只汇总两边已记录的步骤。新步骤要另作一次提交。",
      en: "A merge joins what both sides recorded. A new step is a commit of its own."))

  package static let trailersMissing = Rule(
    "trailers-missing", .warning,
    title: Phrase(zh: "提交说明没有写明案件和步骤", en: "a commit that does not name its case and step"),
    explanation: Phrase(
      zh: "动了案件的提交,说明末尾要有 Duban-Case、Duban-Step、Duban-Date 三行。用 duban-git 记录,或安装钩子。",
      en:
        "A commit that touches a case ends with Duban-Case, Duban-Step and Duban-Date. Record with duban-git, or install the hooks."
    ))

  package static let trailersDiffer = Rule(
    "trailers-differ", .error,
    title: Phrase(zh: "提交说明与改动不符", en: "a commit message at odds with its change"),
    explanation: Phrase(
      zh: "Duban-Case、Duban-Step、Duban-Date 要与提交对案件的改动一致,台账和日志才可信。",
      en: "Duban-Case, Duban-Step and Duban-Date say what the commit did to the case."))

  package static let severalSteps = Rule(
    "several-steps-in-commit", .warning,
    title: Phrase(zh: "一次提交记了几步", en: "several steps in one commit"),
    explanation: Phrase(
      zh: "一步一次提交,谁在何时记了哪一步才分得清。",
      en: "A commit records one step, so that who recorded it and when is plain."))

  package static let stepAfterCommit = Rule(
    "step-after-commit", .error,
    title: Phrase(zh: "步骤日期晚于提交", en: "a step dated after its commit"),
    explanation: Phrase(
      zh: "步骤记的是已经发生的事,日期不能晚于记录它的提交。", en: "A step has happened when it is recorded."))

  package static let recordedLate = Rule(
    "recorded-late", .info,
    title: Phrase(zh: "补录", en: "recorded late"),
    explanation: Phrase(
      zh: "步骤发生后超过“补录”期限才记录。不是错误,只作提示。",
      en: "The step was recorded later than the office's limit 补录 allows. Only a remark."))

  package static let schemaWithCases = Rule(
    "schema-with-cases", .error,
    title: Phrase(zh: "规矩与案件同一次提交改动", en: "schema and cases changed in one commit"),
    explanation: Phrase(
      zh: "改 schema/ 要单独提交,免得有人为自己的一步放宽规矩。",
      en:
        "A change of schema/ is a commit of its own, so that nobody loosens a rule for his own step."
    ))

  package static let unknownPerson = Rule(
    "unknown-person", .error,
    title: Phrase(zh: "提交人不在名册", en: "a committer who is not listed"),
    explanation: Phrase(
      zh: "记录步骤的人要列在 schema/roles.yaml 的“人员”里,按提交的邮箱认人。",
      en:
        "Whoever records a step is listed under 人员 of schema/roles.yaml, by the address of the commit."
    ))

  package static let roleNotPermitted = Rule(
    "role-not-permitted", .error,
    title: Phrase(zh: "角色不能记录这一步", en: "a role that may not record the step"),
    explanation: Phrase(
      zh: "每个角色能记录哪些步骤,由 schema/roles.yaml 的“角色”规定。",
      en: "What a role may record stands under 角色 of schema/roles.yaml."))

  package static let actOfOtherUnit = Rule(
    "act-of-other-unit", .error,
    title: Phrase(zh: "替别的单位记录", en: "a step recorded for another unit"),
    explanation: Phrase(
      zh: "单位的步骤(签收、报责任人、进展、报结等)由该单位的人记录;写了“代录: 是”的,督查室也可以代记。",
      en:
        "What a unit does is recorded by its own people, or by the office where roles.yaml says 代录: 是."
    ))

  package static let stepsNotSeparated = Rule(
    "steps-not-separated", .error,
    title: Phrase(zh: "应分开的两步由一人记录", en: "two separated steps recorded by one person"),
    explanation: Phrase(
      zh: "schema/roles.yaml 的“分离”列出的两步,同一案件中不能由一人记录。",
      en: "The two steps of a pair under 分离 are not recorded by one person in one case."))

  package static let unsigned = Rule(
    "unsigned", .error,
    title: Phrase(zh: "提交没有可信的签名", en: "a commit without a good signature"),
    explanation: Phrase(
      zh: "schema/roles.yaml 写了“要求签名: 是”,动了案件的提交都要有能够验证的签名。",
      en:
        "Where roles.yaml says 要求签名: 是, every commit that touches a case has a signature that git can verify."
    ))

  /// Found by `verify`; the rules of the files themselves are found by `check` too.
  package static let history: [Rule] = [
    caseDeleted, mergeAddsStep, trailersMissing, trailersDiffer, severalSteps,
    stepAfterCommit, recordedLate, schemaWithCases, unknownPerson, roleNotPermitted,
    actOfOtherUnit, stepsNotSeparated, unsigned,
  ]
}
