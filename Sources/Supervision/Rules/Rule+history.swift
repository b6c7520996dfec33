package import Messages

// What may not become of cases in the history: found by `verify`, commit by commit.
extension Rule {
  package static let caseDeleted = Rule(
    "case-deleted", .error,
    title: Phrase(zh: "案件被删除或改了编号", en: "a case deleted or renumbered"),
    explanation: Phrase(
      zh: "已登记的案件不能删除。误登记的,记“撤销”或“不立项”。两个克隆取了同一编号的,用 duban-git renumber 改号,提交说明和“更正”都写明原号。",
      en:
        "A registered case stays. Record 撤销 or 不立项 instead. Where two clones took one number, duban-git renumber gives one of them another; its commit and a 更正 say so."
    ))

  package static let numberReused = Rule(
    "number-reused", .error,
    title: Phrase(zh: "编号重用", en: "a number used again"),
    explanation: Phrase(
      zh: "编号一经使用就不再给别的案件,案件删除或改号之后也不例外。给新案件另取编号。",
      en:
        "A number that a case has had is never given to another, not even after the case was deleted or renumbered. Take another number."
    ))

  package static let importChangesCase = Rule(
    "import-changes-case", .error,
    title: Phrase(zh: "导入改动了已有案件", en: "an import that changes a case"),
    explanation: Phrase(
      zh: "导入只能新增案件。已有案件的变化按步骤记录。",
      en: "An import only adds cases. What changes in one that is there is recorded as steps."))

  package static let mergeAddsStep = Rule(
    "merge-adds-step", .error,
    title: Phrase(zh: "合并时夹带了步骤", en: "a step that only a merge has"),
    explanation: Phrase(
      zh: "合并只汇总两边已记录的步骤。新步骤要另作一次提交。",
      en: "A merge joins what both sides recorded. A new step is a commit of its own."))

  package static let mergeAddsChange = Rule(
    "merge-adds-change", .error,
    title: Phrase(zh: "合并时夹带了改动", en: "a change that only a merge has"),
    explanation: Phrase(
      zh: "合并后的表头各项、正文各行和 schema/ 各行,都应当是某一边原有的;两边都有的不能丢。要改的,合并之后另作一次提交。",
      en:
        "Every field of the header and every line of the prose and of schema/ is one side's, and what both sides have stays. Whatever else is to change is a commit of its own, after the merge."
    ))

  package static let mergeDropsChange = Rule(
    "merge-drops-change", .error,
    title: Phrase(zh: "合并时丢了一边的改动", en: "a change of one side that a merge drops"),
    explanation: Phrase(
      zh: "只有一边改过的,合并后照改过的;一边的步骤定下的(如发函定下任务),照那一边。不要用“取一边”的办法解决冲突。重作这次合并。",
      en:
        "What one side alone has changed is in the merge as that side has it, and so is what a step of one side fixes, as 发函 fixes the tasks. Do not take one side whole. Make the merge anew."
    ))

  package static let mergeOrder = Rule(
    "merge-order", .warning,
    title: Phrase(zh: "合并后步骤次序不对", en: "steps joined in another order"),
    explanation: Phrase(
      zh: "两边都有的步骤之间,两边的新步骤按日期先后排列,各边自己的次序不变。duban-git 的合并驱动就这样排。",
      en:
        "Between the steps that both sides have, new ones of both stand by date, each side's in its own order, as the merge driver of duban-git puts them."
    ))

  package static let octopus = Rule(
    "octopus", .error,
    title: Phrase(zh: "一次合并了几个分支的案件", en: "a merge of cases of several branches"),
    explanation: Phrase(
      zh: "案件一次只合并两边,谁改了什么才说得清。逐个分支合并。",
      en:
        "Cases are merged from two sides at a time, so that it is plain who changed what. Merge one branch after the other."
    ))

  package static let unsettled = Rule(
    "unsettled", .warning,
    title: Phrase(zh: "两边各自合规,合在一起不合规", en: "lawful on either side and not together"),
    explanation: Phrase(
      zh: "两边各自记的步骤放在一起有了矛盾,排在后面的一步不起作用。合并之后另作一次提交,用“更正”作废其中一步。",
      en:
        "The steps of both sides do not go together, and the later one has no effect. After the merge a 更正, a commit of its own, voids one of them."
    ))

  package static let beforeSettling = Rule(
    "before-settling", .error,
    title: Phrase(zh: "没有理顺就接着记录", en: "recorded before a merge was settled"),
    explanation: Phrase(
      zh: "合并后有矛盾的案件,先用“更正”理顺,此前只能记“更正”“沟通”“续批”。",
      en:
        "In a case that a merge has left unlawful, only 更正, 沟通 and 续批 are recorded until a 更正 has settled it."
    ))

  package static let unrelatedHistory = Rule(
    "unrelated-history", .error,
    title: Phrase(zh: "另有来历的历史", en: "a history with another beginning"),
    explanation: Phrase(
      zh: "一个仓库的案件只有一个开端,别的开端不受任何规矩约束。机关合并的,先由督查室在 schema/office.yaml 的“并入”里写上那个仓库第一次提交的全号,再合并。",
      en:
        "The cases of a repository have one beginning; another is bound by no rules. Where offices are merged, the office first lists the full id of the other's first commit under 并入 of schema/office.yaml."
    ))

  package static let rulesUnreadable = Rule(
    "rules-unreadable", .error,
    title: Phrase(zh: "规矩改得读不出", en: "rules that cannot be read"),
    explanation: Phrase(
      zh: "schema/ 的文件有错误就读不出,此前最后一个读得出的继续有效。改正后另作一次提交。",
      en:
        "A file of schema/ with errors is not read, and the last one that can be read stays in force. Mend it in a commit of its own."
    ))

  package static let judgingRulesLowered = Rule(
    "judging-rules-lowered", .error,
    title: Phrase(zh: "判规被取消或降低", en: "判规 taken away or lowered"),
    explanation: Phrase(
      zh: "office.yaml 的“判规”写明历史按哪一版规则核对,只能提高,不能取消或降低。恢复原来的一行。",
      en:
        "判规 of office.yaml says by which rules the history is judged; it is only ever raised. Put the line back."
    ))

  package static let rulesChanged = Rule(
    "rules-changed", .info,
    title: Phrase(zh: "规矩有改动", en: "the rules were changed"),
    explanation: Phrase(
      zh:
        "规矩的每次改动,verify 用一行话说明:人员、角色、公钥、签名、分离、级别、时限、放假安排,以及 schema/ 之外的规矩(.gitattributes、.gitmodules、.gitignore、.mailmap、.lfsconfig)。不是错误,供核对。",
      en:
        "`verify` tells every change of the rules in one line: people, roles, keys, signatures, separated steps, severities, limits, holidays, and the rules outside schema/ (.gitattributes, .gitmodules, .gitignore, .mailmap, .lfsconfig). No error; it is there to be read."
    ))

  package static let harmfulAttribute = Rule(
    "harmful-attribute", .error,
    title: Phrase(zh: "属性会改变或隐藏案件", en: "attributes that change or hide cases"),
    explanation: Phrase(
      zh:
        ".gitattributes 不能给案件、附件和规矩设 filter、ident、eol、export-ignore、export-subst、working-tree-encoding,也不能换掉合并驱动(merge 只用 duban):否则取出、导出、合并的就不是所记录的。去掉这一行,另作一次提交。",
      en:
        "A .gitattributes sets no filter, ident, eol, export-ignore, export-subst or working-tree-encoding for cases, attachments and rules, and no other merge driver than duban: what is checked out, exported or joined would not be what was recorded. Take the line out in a commit of its own."
    ))

  package static let rulesBreakCases = Rule(
    "rules-break-cases", .error,
    title: Phrase(zh: "新规矩使已记录的案件出错", en: "new rules that make recorded cases wrong"),
    explanation: Phrase(
      zh:
        "改规矩不能使已经合规记录的案件变成不合规的:案件用过的单位不从名录里删掉;调高级别的,写明从哪天起(规则编号: {级: 错误, 起: 日期})。改好再提交。",
      en:
        "A change of the rules makes nothing wrong that was recorded lawfully: a unit that a case names stays in the list, and a severity that is raised says from which day (id: {级: 错误, 起: DATE}). Mend the change, and commit that."
    ))

  package static let rightWithdrawn = Rule(
    "right-withdrawn", .error,
    title: Phrase(zh: "权限取消之后还在记录", en: "recorded after the right was withdrawn"),
    explanation: Phrase(
      zh: "合并的另一边先已取消此人(或其角色)的权限,此后他记的步骤不能合进来。由有权的人另记。",
      en:
        "The other side of the merge had already taken the right from this person or role. What was recorded after that does not come in; somebody who may records it."
    ))

  package static let rightWithdrawnSince = Rule(
    "right-withdrawn-since", .warning,
    title: Phrase(zh: "记录之后权限已取消", en: "recorded before the right was withdrawn"),
    explanation: Phrase(
      zh: "这一步记录时有权,合并前另一边取消了此人(或其角色)的权限。核对日期是否属实。",
      en:
        "The person had the right on that day, and the other side of the merge has since taken it away. See whether the date is true."
    ))

  package static let schemaWithCases = Rule(
    "schema-with-cases", .error,
    title: Phrase(zh: "规矩与案件同一次提交改动", en: "rules and cases changed in one commit"),
    explanation: Phrase(
      zh:
        "改规矩(schema/,以及各处的 .gitattributes、.gitmodules、.gitignore、.mailmap、.lfsconfig)要单独提交,免得有人为自己的一步放宽规矩。",
      en:
        "A change of the rules (schema/, and .gitattributes, .gitmodules, .gitignore, .mailmap and .lfsconfig anywhere) is a commit of its own, so that nobody loosens a rule for his own step."
    ))

  package static let messageDiffers = Rule(
    "message-differs", .error,
    title: Phrase(zh: "提交说明与提交的事不是一回事", en: "a message that says another kind of commit"),
    explanation: Phrase(
      zh:
        "提交是登记、记步骤、修订、导入、改号、改规矩还是合并,看它改动了什么,不看说明怎么写。说明写成导入或改号,第一行写的是别的步骤、别的案件或合并,合并却写了 Duban-Step 的,照实际核对,并报这一条。",
      en:
        "Whether a commit records steps, edits, imports, renumbers, changes rules or merges follows from what it changes, not from its words. One that calls itself an import or a renumbering and is none, whose first line names another step, another case or a merge, or a merge with a Duban-Step, is judged by what it is, and reported."
    ))

  package static let anchorMissing = Rule(
    "anchor-missing", .error,
    title: Phrase(zh: "抄下的提交不在历史中", en: "a commit noted earlier is gone"),
    explanation: Phrase(
      zh: "先前抄在纸上或存在别处的提交,已经不在历史中:此后的历史被改写或截断过。向持有旧副本的人核对。",
      en:
        "A commit that was noted on paper or elsewhere is no longer in the history, which has been rewritten or cut short since. Compare with whoever has an older copy."
    ))

  package static let anchorNotProved = Rule(
    "anchor-not-proved", .error,
    title: Phrase(zh: "抄下的提交号不全", en: "a commit noted by a part of its id"),
    explanation: Phrase(
      zh: "只有40位的完整提交号才证明历史未变;前几位相同的另一个提交,有心人造得出来。这里找到了以此开头的提交,但不能算作证明:请抄写、保存完整的提交号。",
      en:
        "Only the 40 digits of an id prove that the history is still the same: another commit whose id begins alike can be made by whoever wants to. One that begins so was found, which proves nothing. Note the whole id."
    ))

  /// Whether the first rules for histories (判规) did not have it; of others only some findings are new.
  package var isNewerForHistories: Bool { Self.newerForHistories.contains(id) }

  private static let newerForHistories = Set(
    (trees
      + [
        commitTimeOutOfRange, dateOutOfRange, sentProseChanged, correctionNotApproved,
        notCorrectable,
        commitTimeOutOfRange, dateOutOfRange, sentProseChanged, attachmentMissing,
        attachmentChanged,
        attachmentRemoved, attachmentPath, attachmentLate, attachmentTooLarge,
      ]).map(\.id))

  /// Found by `verify`; the rules of the files themselves are found by `check` too.
  package static let history: [Rule] =
    [
      caseDeleted, numberReused, importChangesCase, mergeAddsStep, mergeAddsChange,
      mergeDropsChange, mergeOrder, octopus, unsettled, beforeSettling, unrelatedHistory,
      rulesUnreadable, judgingRulesLowered, rulesChanged, harmfulAttribute, rulesBreakCases,
      rightWithdrawn, rightWithdrawnSince, messageDiffers, schemaWithCases, anchorMissing,
      anchorNotProved, attachmentLate,
    ] + trees + commits + seals
}
