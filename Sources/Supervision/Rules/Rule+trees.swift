package import Messages

// What may be wrong with the files and folders of a commit, whatever is in them.
extension Rule {
  package static let unsafeName = Rule(
    "unsafe-name", .error,
    title: Phrase(zh: "不能用的文件名", en: "a name that cannot be used"),
    explanation: Phrase(
      zh:
        "文件和文件夹的名字里没有斜线、反斜线、控制字符,也没有不是 UTF-8 的字节,更不叫“..”“.git”之类。这样的名字,git 取出时会写到别处去,或者有的系统根本取不出来;git 自己写不出来的,多半是有人造的。",
      en:
        "The name of a file or folder has no slash, backslash, control character or byte that is no UTF-8, and is not `..`, `.git` or the like. Git would write such a file somewhere else, or some systems could not have it; what git itself cannot write was most likely made on purpose."
    ))

  package static let notAPlainFile = Rule(
    "not-a-plain-file", .error,
    title: Phrase(zh: "不是普通文件", en: "not a plain file"),
    explanation: Phrase(
      zh: "cases/ 和 schema/ 下只有普通文件和文件夹。符号链接和子模块指向别处,那里的内容可以随时更换,什么也证明不了。把文件本身放进来。",
      en:
        "Below cases/ and schema/ there are plain files and folders. A symbolic link or a submodule leads to something that may be changed at any time, and proves nothing. Put the file itself there."
    ))

  package static let namesAlike = Rule(
    "names-alike", .error,
    title: Phrase(zh: "名字只差大小写或字形编码", en: "names that differ only by case or Unicode form"),
    explanation: Phrase(
      zh:
        "同一文件夹中两个名字只差大小写,或只差 Unicode 的编码形式(如 é 的两种写法)。在 Windows 和 macOS 上这是同一个文件,取出时一个盖掉另一个。给其中一个改名。",
      en:
        "Two names of one folder differ only by case, or by how their characters are composed. On Windows and macOS they are one file, and one of the two is lost on checkout. Rename one."
    ))

  package static let malformedObject = Rule(
    "malformed-object", .error,
    title: Phrase(zh: "不合 git 格式的提交", en: "a commit that is not as git writes it"),
    explanation: Phrase(
      zh:
        "提交和其中的目录要照 git 的格式:头部各行齐全,各项有序、不重复、都有内容。git 自己写不出别样的;别样的,不同的程序会读出不同的内容。运行 git fsck --strict 看哪里不对。",
      en:
        "A commit and its folders are as git writes them: every line of the header there, entries in order, each once, each with contents. Git cannot write others, and different programs read different things in them. git fsck --strict says what is wrong."
    ))

  static let trees: [Rule] = [unsafeName, notAPlainFile, namesAlike, malformedObject]
}
