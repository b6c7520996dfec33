package import Messages

// What may be wrong with a commit itself: its message, its times, its people and its signature.
extension Rule {
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
    title: Phrase(zh: "一次提交记了几步或几件", en: "several steps or cases in one commit"),
    explanation: Phrase(
      zh: "一步一次提交,一次一件,谁在何时记了哪一步才分得清。",
      en: "A commit records one step in one case, so that who recorded it and when is plain."))

  package static let stepAfterCommit = Rule(
    "step-after-commit", .error,
    title: Phrase(zh: "步骤日期晚于提交", en: "a step dated after its commit"),
    explanation: Phrase(
      zh: "步骤记的是已经发生的事,日期不能晚于记录它的提交。", en: "A step has happened when it is recorded."))

  package static let commitTimeImplausible = Rule(
    "commit-time-implausible", .warning,
    title: Phrase(zh: "提交时间可疑", en: "an implausible commit time"),
    explanation: Phrase(
      zh: "提交不会早于它的父提交,撰写不会晚于提交,也不会早于所记的步骤。比父提交早一天以上,或撰写比提交晚一小时以上的,不是机器时钟不准,就是有人改了时间。",
      en:
        "No commit is made before its parent, and none is written after it was made or before the step it records. Where a parent is a day younger, or the writing an hour, a clock was wrong or the time was set."
    ))

  package static let commitTimeOutOfRange = Rule(
    "commit-time-out-of-range", .error,
    title: Phrase(zh: "提交时间不可能", en: "an impossible commit time"),
    explanation: Phrase(
      zh: "动了案件或 schema/ 的提交,撰写和提交的时间都在2005年到2200年之间。git 允许写任何数,这样的时间什么也证明不了。先校准机器时钟,再重新提交。",
      en:
        "A commit that touches a case or schema/ was written and made in the years 2005 to 2200. Git lets any number be written, and such a time proves nothing. Set the clock right and commit again."
    ))

  package static let recordedLate = Rule(
    "recorded-late", .info,
    title: Phrase(zh: "补录", en: "recorded late"),
    explanation: Phrase(
      zh: "步骤发生后超过“补录”期限才记录。不是错误,只作提示。",
      en: "The step was recorded later than the office's limit 补录 allows. Only a remark."))

  package static let cameInLate = Rule(
    "came-in-late", .info,
    title: Phrase(zh: "迟到的提交", en: "came in late"),
    explanation: Phrase(
      zh:
        "提交写的是较早的日期,过了“补录”期限才进共享仓库:可能是长期没有推送,也可能是把日期写早了。共享仓库的钩子把何时进来、从哪到哪逐行记在 duban-arrivals 里,只增不改;在那里运行 verify 就会提示,推送的人当时也会看到。不是错误,只作提示。",
      en:
        "A commit bears an earlier day and reached the shared repository later than the office's limit 补录 allows: it was not pushed for long, or its date was set back. The hook of the shared repository keeps a line of what came in and when in duban-arrivals, which only grows; verify there remarks on it, and whoever pushes is told at once. Only a remark."
    ))

  package static let unknownPerson = Rule(
    "unknown-person", .error,
    title: Phrase(zh: "提交人不在名册", en: "a committer who is not listed"),
    explanation: Phrase(
      zh:
        "记录步骤、改动规矩、合并案件的人,提交当日都要在 schema/roles.yaml 的“人员”里,按提交的邮箱(邮箱、曾用邮箱)认人,“起”“止”之外不算。",
      en:
        "Whoever records a step, changes the rules or merges cases is listed under 人员 of schema/roles.yaml on the day of the commit (起, 止), by its address (邮箱, 曾用邮箱)."
    ))

  package static let roleNotPermitted = Rule(
    "role-not-permitted", .error,
    title: Phrase(zh: "角色不能记录这一步", en: "a role that may not record the step"),
    explanation: Phrase(
      zh:
        "每个角色能做什么,由 schema/roles.yaml 的“角色”规定:各种步骤,以及修订、导入、改号、规则、封存。后四项和修订别的单位的案件没有写给任何角色的,只有督查室的人能做。“更正”还要有所更正的那一步的权限。",
      en:
        "What a role may do stands under 角色 of schema/roles.yaml: kinds of steps, and 修订 导入 改号 规则 封存. The last four, and 修订 of what is another unit's matter, are the office's own people's where no role is given them. A 更正 also needs the right to the step that it corrects."
    ))

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
      zh: "schema/roles.yaml 写了“要求签名: 是”,动了案件或 schema/ 的提交都要有能够验证的签名。",
      en:
        "Where roles.yaml says 要求签名: 是, every commit that touches a case or schema/ has a signature that git can verify."
    ))

  package static let badSignature = Rule(
    "bad-signature", .error,
    title: Phrase(zh: "签名与提交不符", en: "a signature that is not the commit's"),
    explanation: Phrase(
      zh: "提交上的签名是对别的内容作的:签名之后,内容、说明、人员或时间被改过。",
      en:
        "The signature was made for something else: contents, message, people or time were changed after it."
    ))

  package static let signerNotCommitter = Rule(
    "signer-not-committer", .error,
    title: Phrase(zh: "签名人不是提交人", en: "a signature by somebody else"),
    explanation: Phrase(
      zh: "签名要用提交人自己的钥匙,即 schema/roles.yaml 里他的“公钥”(ssh 公钥,或 OpenPGP 指纹);没有写公钥的,钥匙的主人要是提交人的邮箱。",
      en:
        "A commit is signed with the committer's own key: his 公钥 in schema/roles.yaml (an ssh key or an OpenPGP fingerprint), or, where none is written there, one that belongs to his address."
    ))

  package static let keyMissing = Rule(
    "key-missing", .warning,
    title: Phrase(zh: "签名的公钥不在这里", en: "a signature whose key is not here"),
    explanation: Phrase(
      zh:
        "没有公钥,签名无法核对,既不算真也不算假。导入该人的 OpenPGP 公钥,或由督查室把公钥文件放进 schema/keys/(*.asc)。要求签名的,共享仓库不收无法核对的提交。核对签名用系统的 gpg、gpgsm、ssh-keygen,以及系统和用户的 git 配置,不用被核对的仓库自己的配置。",
      en:
        "Without the key a signature can be told neither true nor false. Import the person's OpenPGP key, or let the office put it into schema/keys/ (*.asc). Where signatures are required the shared repository takes no commit that it cannot check. Signatures are checked by the system's gpg, gpgsm and ssh-keygen and the configuration of the system and the user, never by that of the judged repository."
    ))

  package static let recordedForAnother = Rule(
    "recorded-for-another", .info,
    title: Phrase(zh: "一人撰写,另一人提交", en: "written by one person and committed by another"),
    explanation: Phrase(
      zh:
        "撰写人和提交人不是一个人:两人都要有权,分离时两人都算。要求签名的,记录步骤的提交必须由本人撰写、提交、签名,否则是错误;只有督查室代录(代录: 是)单位的步骤例外,“经办”写明是谁。",
      en:
        "Author and committer are two persons: both must have the right, and both count where steps are separated. Where signatures are required, who writes, commits and signs a commit that records steps is one person, and anything else is an error; but the office may record what a unit does (代录: 是), and says in 经办 who did it."
    ))

  static let commits: [Rule] = [
    trailersMissing, trailersDiffer, severalSteps, stepAfterCommit, commitTimeImplausible,
    commitTimeOutOfRange, recordedLate, cameInLate, unknownPerson, roleNotPermitted, actOfOtherUnit,
    stepsNotSeparated, unsigned,
    badSignature, signerNotCommitter, keyMissing, recordedForAnother,
  ]
}
