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

  package static let schemaWithCases = Rule(
    "schema-with-cases", .error,
    title: Phrase(zh: "规矩与案件同一次提交改动", en: "schema and cases changed in one commit"),
    explanation: Phrase(
      zh: "改 schema/ 要单独提交,免得有人为自己的一步放宽规矩。",
      en:
        "A change of schema/ is a commit of its own, so that nobody loosens a rule for his own step."
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

  /// Found by `verify`; the rules of the files themselves are found by `check` too.
  package static let history: [Rule] =
    [
      caseDeleted, numberReused, importChangesCase, mergeAddsStep, mergeAddsChange,
      schemaWithCases, anchorMissing, anchorNotProved,
    ] + trees + commits
}
