package import Messages

// Plain, quoted and block text.

extension Rule {
  package static let unclosedQuote = Rule(
    "unclosed-quote", .error,
    title: Phrase(zh: "引号没有在本行结束", en: "a quote that does not end on its line"),
    explanation: Phrase(
      zh: "加引号的值要在一行里写完,以同样的引号结束。单引号里的单引号写两遍,双引号里的双引号写成 \\\"。",
      en:
        "A quoted value ends on its line with the same quote. A single quote in single quotes is doubled; a double quote in double quotes is written \\\"."
    ),
    wrong: "标题: \"疫苗处置",
    right: "标题: \"疫苗处置\"")

  package static let textAfterValue = Rule(
    "text-after-value", .error,
    title: Phrase(zh: "值结束后还有文字", en: "text after the end of a value"),
    explanation: Phrase(
      zh: "引号或括号结束后,这一行只能再有注释,注释与值之间空一格。整个值要么全在引号里,要么不用引号。",
      en:
        "After a closing quote or bracket only a comment may follow, with a space before it. A value is in quotes as a whole or not at all."
    ),
    wrong: "标题: \"疫苗\"处置",
    right: "标题: 疫苗处置")

  package static let unknownEscape = Rule(
    "unknown-escape", .error,
    title: Phrase(zh: "双引号里的反斜杠用错", en: "a wrong escape in double quotes"),
    explanation: Phrase(
      zh: "双引号里反斜杠有特殊意义(\\n 换行、\\\" 引号、\\\\ 反斜杠)。文字里有反斜杠的,请改用单引号。",
      en:
        "In double quotes a backslash is special (\\n a line break, \\\" a quote, \\\\ a backslash). Use single quotes for text that has backslashes."
    ),
    wrong: "附件: \"扫描件\\2018.pdf\"",
    right: "附件: '扫描件\\2018.pdf'")

  package static let escapedControlCharacter = Rule(
    "escaped-control-character", .error,
    title: Phrase(zh: "用转义写入了控制字符", en: "an escape that stands for a control character"),
    explanation: Phrase(
      zh: "\\e、\\0、\\u202e 之类写法读出来是看不见的控制字符,显示时会改变颜色、顺序或内容。请删去。",
      en:
        "\\e, \\0, \\u202e and the like read as invisible control characters, which change colours, order or content when shown. Delete them."
    ),
    wrong: "标题: \"\\e[31m疫苗处置\"",
    right: "标题: 疫苗处置")

  package static let colonInText = Rule(
    "colon-in-text", .error,
    title: Phrase(zh: "值里有“: ”", en: "a value with `: ` in it"),
    explanation: Phrase(
      zh: "半角冒号加空格会被当作又一个键。把整个值放进引号,或改用全角冒号。",
      en:
        "A colon and a space would begin another key. Put the whole value in quotes, or use the full-width colon."
    ),
    wrong: "标题: 转办: 疫苗处置",
    right: "标题: '转办: 疫苗处置'")

  package static let reservedCharacter = Rule(
    "reserved-character", .error,
    title: Phrase(zh: "文字以 YAML 的专用字符开头", en: "text that begins with a character reserved by YAML"),
    explanation: Phrase(
      zh: "% @ ` , ] } 等在 YAML 里另有用处,以它们开头的文字要放进引号;方括号、花括号里的文字含有括号的也一样。",
      en:
        "% @ ` , ] } and others are reserved by YAML, and text that begins with them goes in quotes; so does text with brackets inside brackets or braces."
    ),
    wrong: "联系人: @办公室",
    right: "联系人: '@办公室'")

  package static let blockTextHeader = Rule(
    "block-text-header", .error,
    title: Phrase(zh: "| 或 > 之后还有文字", en: "text after | or >"),
    explanation: Phrase(
      zh: "| 和 > 表示多行文字从下一行开始,其后只可有 - + 和一个数字。文字本身以它们开头的,要放进引号。",
      en:
        "| and > say that text begins on the next line; only - + and one digit may follow. Text that itself begins with them goes in quotes."
    ),
    wrong: "说明: > 见附件",
    right: "说明: '> 见附件'")

  package static let blockTextIndentation = Rule(
    "block-text-indentation", .error,
    title: Phrase(zh: "多行文字的缩进不齐", en: "block text that is unevenly indented"),
    explanation: Phrase(
      zh: "多行文字以第一行的缩进为准,其余各行不能比它少;前面的空行也不能比它多。",
      en:
        "The first line of block text sets the indentation: no line below may have less, and no empty line above more."
    ),
    wrong: """
      说明: |
          第一段
        第二段
      """,
    right: """
      说明: |
        第一段
        第二段
      """)

  package static let fullWidthQuote = Rule(
    "full-width-quote", .info,
    title: Phrase(zh: "值两端是中文引号", en: "Chinese quotation marks around a value"),
    explanation: Phrase(
      zh: "中文引号在 YAML 里是文字的一部分,不起引用作用。确实要显示引号的不必改。",
      en:
        "To YAML Chinese quotation marks are part of the text. Leave them if they should be shown."),
    wrong: "标题: “疫苗处置”",
    right: "标题: 疫苗处置")
}

extension Diagnostic {
  static func unclosedQuote(at range: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    Diagnostic(
      .unclosedQuote, Phrase(zh: "引号没有在本行结束", en: "the quote does not end on this line"),
      at: range,
      help: Phrase(
        zh: "补上结束的引号;要分行的文字在键后写 |",
        en: "add the closing quote; text of several lines begins with `|` after the key"))
  }

  static func textAfterValue(at range: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    if !range.isEmpty && bytes[range.lowerBound] == .hash {
      return Diagnostic(
        .textAfterValue, Phrase(zh: "注释与值之间要空一格", en: "a space should stand before the comment"),
        at: range.lowerBound..<range.lowerBound + 1,
        fixes: [
          Fix(
            Phrase(zh: "加上空格", en: "add the space"),
            edits: [SourceEdit(replacing: range.lowerBound..<range.lowerBound, with: " ")])
        ])
    }
    return Diagnostic(
      .textAfterValue, Phrase(zh: "值已经结束,后面还有文字", en: "text after the end of the value"), at: range)
  }

  static func unknownEscape(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unknownEscape, Phrase(zh: "没有这样的转义写法", en: "there is no such escape"), at: range,
      help: Phrase(zh: "文字里有反斜杠的用单引号", en: "use single quotes for text that has backslashes"))
  }

  static func escapedControlCharacter(_ scalar: Unicode.Scalar, at range: Range<Int>) -> Diagnostic
  {
    Diagnostic(
      .escapedControlCharacter,
      Phrase(
        zh: "这里读出来是控制字符 \(scalar.codePoint)",
        en: "this reads as a control character, \(scalar.codePoint)"),
      at: range, fixes: [.deleting(range, Phrase(zh: "删去", en: "delete it"))])
  }

  static func colonInText(at colon: Range<Int>, text: Range<Int>, in bytes: [UInt8]?) -> Diagnostic
  {
    Diagnostic(
      .colonInText,
      Phrase(zh: "值里的“: ”会被当作又一个键", en: "`: ` inside a value would begin another key"), at: colon,
      help: Phrase(
        zh: "把整个值放进引号,或用全角冒号", en: "put the whole value in quotes, or use the full-width colon"),
      fixes: bytes.map { [.quoting(text, in: $0)] } ?? [])
  }

  static func reservedCharacter(
    at range: Range<Int>, text: Range<Int>, in bytes: [UInt8]?
  ) -> Diagnostic {
    Diagnostic(
      .reservedCharacter,
      Phrase(
        zh: "这个字符在 YAML 里另有用处,文字要放进引号",
        en: "this character is reserved by YAML; put the text in quotes"),
      at: range, fixes: bytes.map { [.quoting(text, in: $0)] } ?? [])
  }

  static func blockTextHeader(
    at range: Range<Int>, isAlone: Bool, in bytes: [UInt8]
  ) -> Diagnostic {
    Diagnostic(
      .blockTextHeader,
      Phrase(zh: "| 或 > 之后应换行", en: "a line break should follow | or >"), at: range,
      help: Phrase(
        zh: "文字从下一行写起;以 | 或 > 开头的文字放进引号",
        en: "begin the text on the next line; put text that begins with | or > in quotes"),
      fixes: isAlone ? [.quoting(range, in: bytes)] : [])
  }

  static func blockTextIndentation(at range: Range<Int>, columns: Int?) -> Diagnostic {
    Diagnostic(
      .blockTextIndentation,
      columns.map {
        Phrase(zh: "多行文字应从第\($0 + 1)列开始", en: "this block of text begins in column \($0 + 1)")
      } ?? Phrase(zh: "多行文字的缩进不齐", en: "block text that is unevenly indented"),
      at: range)
  }

  static func fullWidthQuote(at range: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    Diagnostic(
      .fullWidthQuote,
      Phrase(zh: "中文引号是文字的一部分", en: "Chinese quotation marks are part of the text"), at: range)
  }
}

extension Diagnostic.Fix {
  /// Puts the text in `range` into quotes as it stands.
  static func quoting(_ range: Range<Int>, in bytes: [UInt8]) -> Self {
    Self(
      Phrase(zh: "加引号", en: "put it in quotes"),
      edits: [SourceEdit(replacing: range, with: Document.quoted(bytes.text(in: range)))])
  }
}
