package import Messages

// What no text file of an office should hold, wherever in the file it stands.

extension Rule {
  package static let invalidUTF8 = Rule(
    "invalid-utf8", .error,
    title: Phrase(zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8"),
    explanation: Phrase(
      zh: """
        督办件一律用 UTF-8 编码保存。用 GBK、GB18030 或 UTF-16 保存的文件,换一台电脑就成乱码,也无法比较和检索。
        整个文件是 GBK、GB18030 或 UTF-16 的,duban-git check --fix 能转换(转换后能逐字节还原才写入);也可以在编辑器里选\
        “以 UTF-8 编码重新保存”。位置指向第一个不合编码的字节。
        """,
      en: """
        Case files are UTF-8. One saved as GBK, GB18030 or UTF-16 turns into garbage on the next computer and cannot be \
        compared or searched. duban-git check --fix converts a file that is GBK, GB18030 or UTF-16 throughout (where the \
        result leads back to the same bytes), and an editor can save it again as UTF-8. The position is that of the \
        first byte that does not fit.
        """))

  package static let nulCharacter = Rule(
    "nul-character", .error,
    title: Phrase(zh: "文件里有空字符 NUL", en: "the file holds a NUL character"),
    explanation: Phrase(
      zh: "空字符(U+0000)不属于文本,git 会因此把文件当作二进制,不再显示差异。多为文件损坏或编码错误,请删去。",
      en: """
        U+0000 belongs in no text: git takes the file for binary and stops showing differences. The file is usually \
        damaged or in another encoding. Delete the character.
        """))

  package static let controlCharacter = Rule(
    "control-character", .error,
    title: Phrase(zh: "表头里有控制字符", en: "a control character in the front matter"),
    explanation: Phrase(
      zh: "控制字符看不见、打不出,YAML 也不允许。多为从别处复制时带入,请删去。",
      en: """
        Control characters cannot be seen or typed, and YAML does not allow them. They usually come in with a paste. \
        Delete them.
        """))

  package static let terminalEscape = Rule(
    "terminal-escape", .error,
    title: Phrase(zh: "文件里有终端控制序列", en: "the file holds a terminal escape"),
    explanation: Phrase(
      zh: "终端控制序列(以 ESC 开头)会改变显示的颜色、光标甚至内容,看到的与写下的可能不是一回事。多为从终端复制时带入,请删去。",
      en: """
        Sequences that begin with ESC change colours, the cursor or what is shown, so that what is read may not be what \
        is written. They usually come in with a copy from a terminal. Delete them.
        """))

  package static let bidiControl = Rule(
    "bidi-control", .error,
    title: Phrase(zh: "文件里有双向文字控制符", en: "the file holds a bidirectional control"),
    explanation: Phrase(
      zh: "双向文字控制符能让文字显示的顺序与实际不同,看到的内容因此可能是假的。中文公文用不到它,请删去。",
      en: """
        These characters make text appear in another order than it is written, so that what is read may be false. \
        Documents in Chinese never need them. Delete them.
        """))

  package static let unusualLineBreak = Rule(
    "unusual-line-break", .error,
    title: Phrase(zh: "表头里有特殊换行符", en: "an unusual line break in the front matter"),
    explanation: Phrase(
      zh: "U+0085、U+2028、U+2029 有的程序当作换行,有的不当,同一份文件会读出不同内容。多为从网页或排版软件复制时带入,请换成空格或普通换行。",
      en: """
        Some programs take U+0085, U+2028 and U+2029 for line breaks and some do not, so that one file reads in two \
        ways. They usually come in from web pages and typesetting. Write a space or an ordinary line break instead.
        """))

  package static let loneCarriageReturn = Rule(
    "lone-carriage-return", .error,
    title: Phrase(zh: "表头里有单独的回车符", en: "a carriage return without a line feed"),
    explanation: Phrase(
      zh: "换行应为 LF 或 CRLF。单独的 CR 有的程序当作换行,有的不当。请把它换成换行。",
      en: """
        Lines end with LF or CRLF. A CR alone is a line break to some programs and not to others. Write a line break \
        instead.
        """))

  package static let misplacedByteOrderMark = Rule(
    "misplaced-byte-order-mark", .error,
    title: Phrase(zh: "字节顺序标记不在文件开头", en: "a byte order mark that does not begin the file"),
    explanation: Phrase(
      zh: "字节顺序标记(U+FEFF)只可在文件开头。在别处它看不见,却会使键名对不上。多为几份文件拼接时带入,请删去。",
      en: """
        U+FEFF may only begin a file. Elsewhere it is invisible and makes keys fail to match. It usually comes in \
        when files are joined. Delete it.
        """))

  package static let invisibleCharacter = Rule(
    "invisible-character", .warning,
    title: Phrase(zh: "表头里有看不见的字符", en: "a character in the front matter that nobody sees"),
    explanation: Phrase(
      zh: """
        零宽空格(U+200B)、软连字符(U+00AD)一类的字符看不见,却使键名对不上、单位名称搜不到。多为从网页或聊天软件复制时带入,请删去。
        """,
      en: """
        A zero width space (U+200B), a soft hyphen (U+00AD) and their like cannot be seen and keep keys from matching \
        and names from being found. They usually come in with a paste. Delete them.
        """),
    wrong: "缓急: 特\u{200B}急",
    right: "缓急: 特急")

  package static let conflictMarker = Rule(
    "conflict-marker", .error,
    title: Phrase(zh: "合并冲突没有处理完", en: "an unresolved merge conflict"),
    explanation: Phrase(
      zh: """
        <<<<<<<、=======、>>>>>>> 之间是两个人对同一处的不同写法。请留下应有的内容,删去这三种标记行;
        过程里两边新增的步骤都应保留,按日期排好。然后依次运行 duban-git check、git add -u、git commit;
        不想合并了,运行 git merge --abort。
        """,
      en: """
        Between <<<<<<<, ======= and >>>>>>> stand two versions of one place. Keep what should be there and delete the \
        marker lines; steps that both sides added are all kept, in the order of their dates. Then run duban-git check, \
        git add -u and git commit; git merge --abort gives the merge up.
        """),
    wrong: """
      <<<<<<< HEAD
      缓急: 特急
      =======
      缓急: 急件
      >>>>>>> 甲的修改
      """,
    right: "缓急: 特急")
}

extension Diagnostic {
  static func invalidUTF8(at range: Range<Int>, more: Int) -> Diagnostic {
    Diagnostic(
      .invalidUTF8,
      more == 0
        ? Phrase(zh: "这里不是 UTF-8 编码", en: "this is not UTF-8")
        : Phrase(
          zh: "这里不是 UTF-8 编码,其后还有\(more)处", en: "this is not UTF-8, nor are \(more) places after it"
        ),
      at: range,
      help: Phrase(
        zh: "把文件另存为 UTF-8 编码;原来多半是 GBK 或 GB18030",
        en: "save the file as UTF-8; it is probably GBK or GB18030"))
  }

  static func otherEncoding(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .invalidUTF8,
      Phrase(zh: "文件是 \(name) 编码,应为 UTF-8", en: "the file is \(name) and should be UTF-8"),
      at: range,
      help: Phrase(
        zh: "运行 duban-git check --fix 转换,或在编辑器里另存为 UTF-8",
        en: "duban-git check --fix converts it, or save it as UTF-8 in your editor"))
  }

  static func unknownEncoding(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .invalidUTF8, Phrase(zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8"), at: range,
      help: Phrase(
        zh: "在编辑器里用原来的编码打开,另存为 UTF-8",
        en: "open it in your editor in the encoding that it has, and save it as UTF-8"))
  }

  static func nulCharacter(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .nulCharacter, Phrase(zh: "有空字符 NUL(U+0000)", en: "a NUL character (U+0000)"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去空字符", en: "delete it"))])
  }

  static func controlCharacter(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .controlCharacter, Phrase(zh: "有控制字符 \(name)", en: "a control character, \(name)"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去控制字符", en: "delete it"))])
  }

  static func terminalEscape(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .terminalEscape, Phrase(zh: "有终端控制序列", en: "a terminal escape sequence"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去控制序列", en: "delete the sequence"))])
  }

  static func bidiControl(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .bidiControl,
      Phrase(zh: "有双向文字控制符 \(name)", en: "a bidirectional control, \(name)"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去控制符", en: "delete it"))])
  }

  static func unusualLineBreak(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unusualLineBreak, Phrase(zh: "有特殊换行符 \(name)", en: "an unusual line break, \(name)"),
      at: range,
      fixes: [
        Fix(
          Phrase(zh: "换成空格", en: "write a space"), edits: [SourceEdit(replacing: range, with: " ")])
      ])
  }

  static func loneCarriageReturn(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .loneCarriageReturn,
      Phrase(zh: "有单独的回车符 CR", en: "a carriage return without a line feed"), at: range,
      fixes: [
        Fix(
          Phrase(zh: "换成换行", en: "write a line feed"),
          edits: [SourceEdit(replacing: range, with: "\n")])
      ])
  }

  static func misplacedByteOrderMark(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .misplacedByteOrderMark,
      Phrase(zh: "字节顺序标记(U+FEFF)不在文件开头", en: "a byte order mark (U+FEFF) inside the file"),
      at: range, fixes: [.deleting(range, Phrase(zh: "删去标记", en: "delete it"))])
  }

  static func invisibleCharacter(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .invisibleCharacter,
      Phrase(zh: "有看不见的字符 \(name)", en: "an invisible character, \(name)"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去它", en: "delete it"))])
  }

  static func conflictMarker(_ conflict: Conflict) -> Diagnostic {
    var notes: [Note] = []
    if let middle = conflict.middle {
      notes.append(Note(Phrase(zh: "另一方的写法从这里开始", en: "the other side begins here"), at: middle))
    }
    if let last = conflict.last {
      notes.append(Note(Phrase(zh: "冲突到这里为止", en: "the conflict ends here"), at: last))
    }
    return Diagnostic(
      .conflictMarker, Phrase(zh: "合并冲突没有处理完", en: "an unresolved merge conflict"),
      at: conflict.first, notes: notes,
      help: Phrase(
        zh:
          "留下应有的内容(两边的步骤都留),删去标记行,再依次运行 duban-git check、git add -u、git commit;不想合并了:git merge --abort",
        en:
          "keep what should be there (the steps of both sides), delete the marker lines, then run duban-git check, git add -u and git commit; to give the merge up: git merge --abort"
      ))
  }
}

extension Diagnostic.Fix {
  static func deleting(_ range: Range<Int>, _ title: Phrase) -> Self {
    Self(title, edits: [SourceEdit(replacing: range, with: "")])
  }
}
