package import Messages

// What lies among the cases and cannot be read as one: found by whatever goes over them.
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

  /// The rules about what lies among the cases, whose golden folders are made by `check` itself.
  package static let files = [caseUnreadable, nestedRepository]
}
