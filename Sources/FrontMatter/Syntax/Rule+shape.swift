package import Messages

// The shape of the file as a whole: fences, root, limits.

extension Rule {
  package static let emptyFile = Rule(
    "empty-file", .error,
    title: Phrase(zh: "文件是空的", en: "the file is empty"),
    explanation: Phrase(
      zh: "督办件至少要有表头。误存成空文件的,可用 git restore 取回;新登记请用 duban-git new。",
      en: """
        A case file has front matter at least. If it was emptied by accident, git restore brings it back; a new one is \
        made with duban-git new.
        """))

  package static let missingFrontMatter = Rule(
    "missing-front-matter", .error,
    title: Phrase(zh: "文件没有表头", en: "the file has no front matter"),
    explanation: Phrase(
      zh: "文件第一行必须是顶格的 ---,表头写在它与下一行 --- 之间。",
      en:
        "The first line of the file is --- from column 1, and the front matter stands between it and the next such line."
    ),
    wrong: """
      编号: 2018-0007
      标题: 疫苗处置和督导检查
      """,
    right: """
      ---
      编号: 2018-0007
      标题: 疫苗处置和督导检查
      ---
      """)

  package static let unclosedFrontMatter = Rule(
    "unclosed-front-matter", .error,
    title: Phrase(zh: "表头没有结束", en: "the front matter does not end"),
    explanation: Phrase(
      zh: "表头以单独一行顶格的 --- 结束,正文写在它下面。没有这一行,就分不清哪里是表头、哪里是正文。",
      en: """
        Front matter ends with a line --- from column 1, and the text follows below it. Without that line nothing says \
        where the one ends and the other begins.
        """),
    wrong: """
      ---
      编号: 2018-0007
      """,
    right: """
      ---
      编号: 2018-0007
      ---
      """)

  package static let malformedFence = Rule(
    "malformed-fence", .error,
    title: Phrase(zh: "分隔行写得不对", en: "a malformed fence"),
    explanation: Phrase(
      zh: "表头上下的分隔行是顶格的三个半角减号 ---,前后都不能有别的字符,空格也不行。",
      en:
        "The fences around the front matter are three hyphens --- from column 1 with nothing before or after them, not even a space."
    ),
    wrong: "--- 表头",
    right: "---")

  package static let emptyFrontMatter = Rule(
    "empty-front-matter", .error,
    title: Phrase(zh: "表头里什么也没有", en: "the front matter holds nothing"),
    explanation: Phrase(
      zh: "两行 --- 之间至少要有编号、批示和过程。", en: "Between the fences stand at least 编号, 批示 and 过程."))

  package static let rootNotMapping = Rule(
    "root-not-mapping", .error,
    title: Phrase(zh: "最外层不是“键: 值”", en: "the outermost level is not `key: value`"),
    explanation: Phrase(
      zh: "最外层的每一行都应是“键: 值”,列表要放在某个键的下面。",
      en: "Every line of the outermost level is `key: value`; a list stands under a key."),
    wrong: """
      - 日期: 2018-07-23
        步骤: 登记
      """,
    right: """
      过程:
        - 日期: 2018-07-23
          步骤: 登记
      """)

  package static let documentMarker = Rule(
    "document-marker", .error,
    title: Phrase(zh: "一个文件只能有一份内容", en: "a file holds one document"),
    explanation: Phrase(
      zh: "YAML 用 --- 和 ... 把几份内容放进一个文件,这里不用。schema 下的文件直接从第一个键写起。",
      en: """
        YAML puts several documents into one file with --- and ..., which is not used here. Files under schema/ begin \
        with their first key.
        """),
    wrong: """
      ---
      机关: ×省委督查室
      """,
    right: "机关: ×省委督查室")

  package static let fileTooLarge = Rule(
    "file-too-large", .error,
    title: Phrase(zh: "文件超过 1 MiB", en: "the file is larger than 1 MiB"),
    explanation: Phrase(
      zh: "督办件是给人读的,不会有这么大。图片、扫描件请作为附件另放,只在表头里写路径。",
      en:
        "A case file is for people to read and never grows so large. Put pictures and scans beside it and name their paths."
    ))

  package static let nestedTooDeep = Rule(
    "nested-too-deep", .error,
    title: Phrase(zh: "层次超过 64 层", en: "nested more than 64 levels deep"),
    explanation: Phrase(
      zh: "表头最多三四层。层次过深的内容多半是误粘贴,更深的部分不再读取。",
      en:
        "Front matter is three or four levels deep. Deeper nesting is most likely a wrong paste; what is deeper is not read."
    ))

  package static let tooManyEntries = Rule(
    "too-many-entries", .error,
    title: Phrase(zh: "超过一万项", en: "more than 10,000 entries"),
    explanation: Phrase(
      zh: "一件督办件不会有一万项内容,多半是误粘贴。其后的内容不再读取。",
      en:
        "No case has ten thousand entries; this is most likely a wrong paste. What follows is not read."
    ))

  package static let tooManyFindings = Rule(
    "too-many-findings", .error,
    title: Phrase(zh: "问题超过一千处", en: "more than 1,000 findings"),
    explanation: Phrase(
      zh: "问题太多,其余不再列出。请先改正前面的,再检查一遍。",
      en: "There are too many findings to list the rest. Mend the first ones and check again."))
}

extension Diagnostic {
  static func emptyFile() -> Diagnostic {
    Diagnostic(.emptyFile, Phrase(zh: "文件是空的", en: "the file is empty"), at: 0..<0)
  }

  static func missingFrontMatter(at range: Range<Int>, fix: Fix?) -> Diagnostic {
    Diagnostic(
      .missingFrontMatter,
      Phrase(
        zh: "文件第一行应是 ---,表头写在它下面",
        en: "the first line should be ---, with the front matter below it"),
      at: range,
      help: Phrase(
        zh: "在表头前后各加一行顶格的 ---", en: "put a line --- before the front matter and one after it"),
      fixes: fix.map { [$0] } ?? [])
  }

  static func unclosedFrontMatter(at range: Range<Int>, end: Int, insertion: String) -> Diagnostic {
    Diagnostic(
      .unclosedFrontMatter,
      Phrase(zh: "表头从这里开始,却没有结束的 ---", en: "the front matter begins here and no --- ends it"),
      at: range,
      help: Phrase(
        zh: "在表头之后、正文之前加一行 ---", en: "put a line --- after the front matter, before the text"),
      fixes: [
        Fix(
          Phrase(zh: "加上结束的 ---", en: "add the closing ---"),
          edits: [SourceEdit(replacing: end..<end, with: insertion)])
      ])
  }

  static func malformedFence(at range: Range<Int>, line: Range<Int>, isFixable: Bool) -> Diagnostic
  {
    Diagnostic(
      .malformedFence,
      Phrase(zh: "分隔行应是顶格的 ---,没有别的字符", en: "a fence is --- from column 1 and nothing else"),
      at: range,
      fixes: isFixable
        ? [
          Fix(
            Phrase(zh: "改为 ---", en: "write ---"), edits: [SourceEdit(replacing: line, with: "---")]
          )
        ] : [])
  }

  static func emptyFrontMatter(at offset: Int) -> Diagnostic {
    Diagnostic(
      .emptyFrontMatter, Phrase(zh: "这里没有任何“键: 值”", en: "there is no `key: value` here"),
      at: offset..<offset)
  }

  static func rootNotMapping(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .rootNotMapping,
      Phrase(
        zh: "最外层应是“键: 值”,这里是列表",
        en: "the outermost level should be `key: value`, but this is a list"),
      at: range, help: Phrase(zh: "把列表放到一个键的下面", en: "put the list under a key"))
  }

  static func documentMarker(_ line: Parser.Line, isFirst: Bool) -> Diagnostic {
    Diagnostic(
      .documentMarker,
      isFirst
        ? Phrase(
          zh: "文件直接从第一个键写起,不用分隔行",
          en: "the file begins with its first key, not with a document marker")
        : Phrase(
          zh: "这里不能有文档分隔行,其后的内容没有读取",
          en: "no document marker may stand here; what follows it was not read"),
      at: line.content..<line.end,
      fixes: isFirst
        ? [.deleting(line.start..<line.next, Phrase(zh: "删去这一行", en: "delete the line"))] : [])
  }

  /// - Parameter count: of the file's bytes.
  package static func fileTooLarge(_ count: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLarge,
      Phrase(
        zh: "文件有 \(count) 字节,超过 1 MiB,没有读取",
        en: "the file has \(count) bytes, more than 1 MiB, and was not read"),
      at: 0..<0)
  }

  static func nestedTooDeep(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      Phrase(
        zh: "层次超过 \(FileLimit.levels) 层,更深的没有读取",
        en: "nested more than \(FileLimit.levels) levels deep; what is deeper was not read"),
      at: range)
  }

  static func tooManyEntries(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .tooManyEntries,
      Phrase(
        zh: "超过 \(FileLimit.entries) 项,其后的没有读取",
        en: "more than \(FileLimit.entries) entries; what follows was not read"),
      at: range)
  }

  static func tooManyFindings(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .tooManyFindings,
      Phrase(
        zh: "问题超过 \(FileLimit.findings) 处,其余没有列出",
        en: "more than \(FileLimit.findings) findings; the rest are left out"),
      at: range)
  }
}
