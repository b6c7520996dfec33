package import Messages

// What lies among the cases, and beside them: found by whatever goes over the files.
extension Rule {
  package static let caseUnreadable = Rule(
    "case-unreadable", .error,
    title: Phrase(zh: "案件文件读不出来", en: "a case that cannot be read"),
    explanation: Phrase(
      zh: """
        cases/ 下以 .md 结尾的都应当是能读的普通文件。符号链接、文件夹、管道不读,没有读取权限的读不出来;别的案件照常读,台账里却少了这一件。

        链接换成文件本身(放在 cases/ 之外的不在版本库里,谁都可以改);权限用 chmod 恢复;稀疏检出的部分克隆缺内容时,运行 git fetch --refetch --no-filter。
        """,
      en: """
        What ends in .md below cases/ is a plain file that can be read. Symbolic links, folders and pipes are not read, and neither is what the user may not read: all other cases are, but the ledger is short of this one.

        Put the file itself in place of a link (what lies outside cases/ is under no version control); give the permission back with chmod; where a partial clone lacks contents that a sparse checkout leaves out, run git fetch --refetch --no-filter.
        """))

  package static let nestedRepository = Rule(
    "nested-repository", .warning,
    title: Phrase(zh: "案件中另有一个 git 仓库", en: "another repository among the cases"),
    explanation: Phrase(
      zh:
        "cases/ 下有子模块,或者另一个 git 仓库。其中的文件归那个仓库管,不在本库的台账里,也不在这里记录。要并进来的,把文件搬到外面登记;不要的,移到 cases/ 之外。",
      en:
        "A submodule, or another git repository, lies below cases/. Its files are that repository's: they are not in this ledger and are not recorded here. To take them in, move the files out of it; otherwise move it out of cases/."
    ))

  package static let attachmentRemoved = Rule(
    "attachment-removed", .error,
    title: Phrase(zh: "已记录的附件不见了", en: "a recorded attachment is gone"),
    explanation: Phrase(
      zh: "附件一经记录就随案件保存。案件移到别的文件夹,附件要一起移,路径仍相对于案件文件;duban-git check --fix 会补移。",
      en:
        "What is attached stays with the case once it is recorded. Where the case moves to another folder its attachments move along, since their paths count from its file; duban-git check --fix moves what was left behind."
    ))

  package static let attachmentChanged = Rule(
    "attachment-changed", .error,
    title: Phrase(zh: "已记录的附件换了内容", en: "a recorded attachment changed"),
    explanation: Phrase(
      zh: "附件一经记录就不再改动。有更好的一份,另取文件名,由新的一步附上。",
      en:
        "A recorded attachment stays as it is. A better copy gets a name of its own and comes with a new step."
    ))

  package static let attachmentPath = Rule(
    "attachment-path", .error,
    title: Phrase(zh: "附件的路径不能用", en: "a path that no attachment can have"),
    explanation: Phrase(
      zh: """
        附件写案件文件所在文件夹里的普通文件,从那里起写路径,分隔用 /。不能写绝对路径,不能用 .. 跳到外面,不能是符号链接,文件名不以点开头:那样的文件换了机器就不在,或者谁都可以悄悄换掉。

        别处的文件用 duban-git step … --附件 路径 附上,会复制到案件自己的文件夹;不放进库的(纸质、光盘、太大)写 {文件: 名称, 存放: 地点, 校验: 'sha256:…'}。
        """,
      en: """
        An attachment is a plain file in the folder of its case file or below; its path counts from there, with / between folders. It is not absolute, does not leave the folder by .., is no symbolic link and no name in it begins with a dot: such a file is not there on another machine, or can be exchanged by anybody.

        duban-git step … --附件 PATH attaches a file from elsewhere by copying it into the folder of the case. What is not kept in the repository (paper, a disk, too large) is written {文件: NAME, 存放: PLACE, 校验: 'sha256:…'}.
        """))

  package static let attachmentLate = Rule(
    "attachment-late", .warning,
    title: Phrase(zh: "附件是事后补放的", en: "an attachment that came later"),
    explanation: Phrase(
      zh: "步骤记录时写了这个附件,文件却是后来才放进库的:它是不是当时的那一份,历史不能证明。记步骤时就用 --附件 附上。",
      en:
        "The step named the file when it was recorded, but the file came in later: history cannot show that it is the one that was meant. Attach it with the step, by --附件."
    ))

  package static let attachmentTooLarge = Rule(
    "attachment-too-large", .error,
    title: Phrase(zh: "附件太大", en: "an attachment that is too large"),
    explanation: Phrase(
      zh:
        "大于“附件上限”(schema/office.yaml,默认20MB)的文件不放进库里:历史里的每一份都要随库一直保存、复制。文件另行存放,附件写它的名称、地点和校验值,日后可以对上。",
      en:
        "A file above 附件上限 (schema/office.yaml, 20MB unless it says otherwise) does not go into the repository, which keeps and copies every file of its history for ever. Keep it elsewhere and write its name, the place and the digest, by which it can be proved later."
    ))

  /// The rules about what lies among the cases, whose golden folders are made by `check` itself.
  package static let files = [
    caseUnreadable, nestedRepository, attachmentRemoved, attachmentChanged, attachmentPath,
    attachmentTooLarge,
  ]
}
