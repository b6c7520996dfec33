package import Messages

// Keys, colons, dashes: how entries and items are written, and how Chinese input mistypes them.

extension Rule {
  package static let notAnEntry = Rule(
    "not-an-entry", .error,
    title: Phrase(zh: "这一行不是“键: 值”", en: "a line that is no `key: value`"),
    explanation: Phrase(
      zh: "表头的每一行都要有键、半角冒号、空格和值。成段的文字写在正文里,或写在 | 之后。",
      en:
        "Every line of the front matter is a key, a colon, a space and a value. Paragraphs go into the text below, or after `|`."
    ),
    wrong: """
      缓急: 特急
      请尽快办理
      """,
    right: """
      缓急: 特急   # 请尽快办理
      """)

  package static let notAnItem = Rule(
    "not-an-item", .error,
    title: Phrase(zh: "列表里的这一行没有“- ”", en: "a line of a list without `- `"),
    explanation: Phrase(
      zh: "列表的每一项都以“- ”开头。属于上一项的内容要比“-”多缩进两格。",
      en:
        "Every item of a list begins with `- `. What belongs to the item above stands two columns further in than its `-`."
    ),
    wrong: """
      过程:
        - 日期: 2018-07-23
        步骤: 登记
      """,
    right: """
      过程:
        - 日期: 2018-07-23
          步骤: 登记
      """)

  package static let itemAmongEntries = Rule(
    "item-among-entries", .error,
    title: Phrase(zh: "“键: 值”之间夹着列表项", en: "an item of a list among entries"),
    explanation: Phrase(
      zh: "同一层要么都是“键: 值”,要么都是“- ”开头的列表项,不能混写。列表要放在一个键的下面。",
      en: "One level holds either entries or items, never both. A list stands under a key."),
    wrong: """
      缓急: 特急
      - 日期: 2018-07-23
      """,
    right: """
      缓急: 特急
      过程:
        - 日期: 2018-07-23
      """)

  package static let listOnKeyLine = Rule(
    "list-on-key-line", .error,
    title: Phrase(zh: "列表与键写在一行", en: "a list on the line of its key"),
    explanation: Phrase(
      zh: "“- ”开头的列表要从键的下一行写起;写在一行里要用方括号。",
      en: "A list of `- ` begins on the line after its key; on one line it is written in brackets."),
    wrong: "协办单位: - 省教育厅",
    right: "协办单位: [省教育厅]")

  package static let duplicateKey = Rule(
    "duplicate-key", .error,
    title: Phrase(zh: "键重复", en: "a key comes twice"),
    explanation: Phrase(
      zh: "同一层里一个键只能出现一次,否则不知道以哪个为准。请留一个,删去另一个。",
      en:
        "A key stands once in its level, or nothing says which of the two counts. Keep one of them."
    ),
    wrong: """
      缓急: 特急
      缓急: 急件
      """,
    right: "缓急: 特急")

  package static let emptyKey = Rule(
    "empty-key", .error,
    title: Phrase(zh: "冒号前没有键", en: "no key before the colon"),
    explanation: Phrase(zh: "冒号前要有键名。", en: "A key stands before the colon."),
    wrong: ": 特急",
    right: "缓急: 特急")

  package static let keyTooLong = Rule(
    "key-too-long", .error,
    title: Phrase(zh: "键超过 1024 字", en: "a key of more than 1,024 characters"),
    explanation: Phrase(
      zh: "YAML 的键不能超过 1024 字,多半是把正文粘到了这里。",
      en:
        "A YAML key has at most 1,024 characters; this is most likely text pasted in the wrong place."
    ))

  package static let spaceBeforeColon = Rule(
    "space-before-colon", .error,
    title: Phrase(zh: "冒号前有空格", en: "a space before the colon"),
    explanation: Phrase(
      zh: "冒号紧跟键名,空格在冒号之后。", en: "The colon follows the key at once; the space comes after it."),
    wrong: "缓急 : 特急",
    right: "缓急: 特急")

  package static let missingSpaceAfterColon = Rule(
    "missing-space-after-colon", .error,
    title: Phrase(zh: "冒号后没有空格", en: "no space after the colon"),
    explanation: Phrase(
      zh: "冒号后要有一个空格,否则 YAML 把整行当作一段文字。",
      en: "A space follows the colon, or YAML takes the whole line for text."),
    wrong: "缓急:特急",
    right: "缓急: 特急")

  package static let missingSpaceAfterDash = Rule(
    "missing-space-after-dash", .error,
    title: Phrase(zh: "“-”后没有空格", en: "no space after `-`"),
    explanation: Phrase(
      zh: "列表项的“-”后要有一个空格,否则“-”会成为文字的一部分。",
      en: "A space follows the `-` of an item, or it becomes part of the text."),
    wrong: """
      协办单位:
        -省教育厅
      """,
    right: """
      协办单位:
        - 省教育厅
      """)

  package static let fullWidthColon = Rule(
    "full-width-colon", .error,
    title: Phrase(zh: "键后用了全角冒号", en: "a full-width colon after a key"),
    explanation: Phrase(
      zh: "键后要用半角冒号加空格。全角冒号在 YAML 里只是文字。",
      en: "A colon and a space follow a key. To YAML the full-width colon is only text."),
    wrong: "缓急：特急",
    right: "缓急: 特急")

  package static let fullWidthDash = Rule(
    "full-width-dash", .error,
    title: Phrase(zh: "列表项用了全角减号或破折号", en: "a full-width dash before an item"),
    explanation: Phrase(
      zh: "列表项以半角减号加空格开头。－、—、– 在 YAML 里只是文字。",
      en: "An item begins with a hyphen and a space. To YAML －, — and – are only text."),
    wrong: """
      协办单位:
        － 省教育厅
      """,
    right: """
      协办单位:
        - 省教育厅
      """)
}

extension Diagnostic {
  static func notAnEntry(at range: Range<Int>, help: Phrase? = nil) -> Diagnostic {
    Diagnostic(
      .notAnEntry, Phrase(zh: "这一行不是“键: 值”", en: "this line is no `key: value`"), at: range,
      help: help)
  }

  static func notAnItem(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .notAnItem, Phrase(zh: "列表的每一项应以“- ”开头", en: "every item of a list begins with `- `"),
      at: range,
      help: Phrase(
        zh: "属于上一项的内容,比它的“-”多缩进两格",
        en: "what belongs to the item above stands two columns further in than its `-`"))
  }

  /// - Parameter fix: puts the item into the list above it.
  static func itemAmongEntries(at range: Range<Int>, fix: Fix?) -> Diagnostic {
    guard let fix else {
      return Diagnostic(
        .itemAmongEntries,
        Phrase(
          zh: "这一层是“键: 值”,不能夹列表项",
          en: "this level holds entries, and an item cannot stand among them"), at: range,
        help: Phrase(
          zh: "列表要放在一个键的下面,如“过程:”", en: "a list stands under a key, such as \"过程:\""))
    }
    return Diagnostic(
      .itemAmongEntries,
      Phrase(
        zh: "这一项的“-”没有与上面各项对齐", en: "the \"-\" of this item is not aligned with those above"),
      at: range, fixes: [fix])
  }

  static func listOnKeyLine(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .listOnKeyLine,
      Phrase(zh: "“- ”开头的列表要从下一行写起", en: "a list of `- ` begins on the next line"), at: range,
      help: Phrase(zh: "写在一行里用方括号:[甲, 乙]", en: "on one line write it in brackets: [甲, 乙]"))
  }

  static func duplicateKey(_ key: String, at range: Range<Int>, first: Range<Int>) -> Diagnostic {
    Diagnostic(
      .duplicateKey, Phrase(zh: "键“\(key)”重复", en: "the key “\(key)” comes twice"), at: range,
      notes: [Note(Phrase(zh: "它已在这里出现", en: "it stands here already"), at: first)])
  }

  static func emptyKey(at range: Range<Int>) -> Diagnostic {
    Diagnostic(.emptyKey, Phrase(zh: "冒号前没有键", en: "no key before the colon"), at: range)
  }

  static func keyTooLong(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .keyTooLong, Phrase(zh: "键超过 1024 字", en: "a key of more than 1,024 characters"), at: range)
  }

  static func spaceBeforeColon(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .spaceBeforeColon, Phrase(zh: "冒号前有空格", en: "a space before the colon"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去空格", en: "delete the space"))])
  }

  static func missingSpaceAfterColon(at colon: Range<Int>, keyEnd: Int) -> Diagnostic {
    Diagnostic(
      .missingSpaceAfterColon, Phrase(zh: "冒号后应有空格", en: "a space should follow the colon"),
      at: colon,
      fixes: [
        Fix(
          Phrase(zh: "加上空格", en: "add the space"),
          edits: [SourceEdit(replacing: keyEnd..<colon.upperBound, with: ": ")])
      ])
  }

  /// - Parameter isLast: whether nothing else is on the line, and so no blank is wanted.
  static func fullWidthColon(
    at colon: Range<Int>, replacing range: Range<Int>, isLast: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      .fullWidthColon,
      Phrase(zh: "键后应是半角冒号和空格", en: "a half-width colon and a space should follow the key"),
      at: colon,
      fixes: [
        Fix(
          isLast ? Phrase(zh: "换成“:”", en: "write `:`") : Phrase(zh: "换成“: ”", en: "write `: `"),
          edits: [SourceEdit(replacing: range, with: isLast ? ":" : ": ")])
      ])
  }

  /// The same where YAML sees a key that begins with the dash: mending one line alone would not do.
  static func dashInKey(at dash: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    var finding = mistypedDash(at: dash, in: bytes)
    finding.fixes = []
    return finding
  }

  /// A dash without its space, or another character in its place.
  static func mistypedDash(at dash: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    var end = dash.upperBound
    while end < bytes.count, let space = bytes.anySpace(at: end, before: bytes.count) {
      end += space
    }
    let fix = Fix(
      Phrase(zh: "换成“- ”", en: "write `- `"),
      edits: [SourceEdit(replacing: dash.lowerBound..<end, with: "- ")])
    if bytes[dash.lowerBound] != .dash {
      return Diagnostic(
        .fullWidthDash,
        Phrase(zh: "列表项应以半角“- ”开头", en: "an item begins with a half-width `- `"), at: dash,
        fixes: [fix])
    }
    if end > dash.upperBound {
      return Diagnostic(
        .unusualSpace,
        Phrase(zh: "“-”后应是半角空格", en: "an ordinary space should follow `-`"),
        at: dash.upperBound..<end, fixes: [fix])
    }
    return Diagnostic(
      .missingSpaceAfterDash, Phrase(zh: "“-”后应有空格", en: "a space should follow `-`"), at: dash,
      fixes: [fix])
  }
}

extension Diagnostic.Fix {
  static func indenting(by columns: Int, edits: [SourceEdit]) -> Self {
    Self(
      Phrase(
        zh: "整项右移\(columns)格", en: "move the item \(columns) columns to the right"), edits: edits)
  }
}
