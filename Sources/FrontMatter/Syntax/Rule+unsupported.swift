package import Messages

// What YAML has and a case file does not: each is refused by its name.

extension Rule {
  package static let anchor = Rule(
    "yaml-anchor", .error,
    title: Phrase(zh: "不用 YAML 锚点(&)", en: "a YAML anchor (&)"),
    explanation: Phrase(
      zh: "锚点让一处内容在别处再用一次,读的人要来回找。请把内容各写一遍;以 & 开头的文字要加引号。",
      en:
        "An anchor lets one value be used again elsewhere, and the reader must look for it. Write the value out each time; text that begins with & goes in quotes."
    ),
    wrong: "牵头单位: &甲 省教育厅",
    right: "牵头单位: 省教育厅")

  package static let alias = Rule(
    "yaml-alias", .error,
    title: Phrase(zh: "不用 YAML 引用(*)", en: "a YAML alias (*)"),
    explanation: Phrase(
      zh: "引用指向别处的锚点。请把内容写出来;以 * 开头的文字要加引号。",
      en:
        "An alias points at an anchor elsewhere. Write the value out; text that begins with * goes in quotes."
    ),
    wrong: "单位: *甲",
    right: "单位: 省教育厅")

  package static let tag = Rule(
    "yaml-tag", .error,
    title: Phrase(zh: "不用 YAML 标签(!)", en: "a YAML tag (!)"),
    explanation: Phrase(
      zh: "值的类型由格式规定,不用标签说明。以 ! 开头的文字要加引号。",
      en:
        "The format says what type a value has, not a tag. Text that begins with ! goes in quotes."),
    wrong: "日期: !!timestamp 2018-07-22",
    right: "日期: 2018-07-22")

  package static let mergeKey = Rule(
    "yaml-merge-key", .error,
    title: Phrase(zh: "不用 YAML 合并键(<<)", en: "a YAML merge key (<<)"),
    explanation: Phrase(
      zh: "合并键把别处的内容并进来。请把内容写出来。",
      en: "A merge key takes in entries from elsewhere. Write them out."),
    wrong: "<<: *缺省",
    right: "缓急: 平件")

  package static let directive = Rule(
    "yaml-directive", .error,
    title: Phrase(zh: "不用 YAML 指令(%)", en: "a YAML directive (%)"),
    explanation: Phrase(
      zh: "指令用来说明 YAML 的版本和标签,这里不用。请删去这一行。",
      en: "Directives state YAML's version and tags, which are not used here. Delete the line."),
    wrong: "%YAML 1.2",
    right: "")

  package static let complexKey = Rule(
    "yaml-complex-key", .error,
    title: Phrase(zh: "键只能是一段文字", en: "a key that is not plain text"),
    explanation: Phrase(
      zh: "YAML 允许用“? ”写复杂的键,或以列表为键,这里不用。",
      en: "YAML allows keys written with `? ` and lists as keys. They are not used here."),
    wrong: "? 缓急\n: 特急",
    right: "缓急: 特急")

  package static let continuedText = Rule(
    "continued-text", .error,
    title: Phrase(zh: "文字续到了下一行", en: "text continued on the next line"),
    explanation: Phrase(
      zh: "值写在一行里。要分行的文字在键后写 |,再从下一行缩进写起。",
      en:
        "A value stands on one line. Text of several lines begins with `|` after the key and stands indented below it."
    ),
    wrong: """
      摘要: 立即核查,部署全省
        疫苗处置和督导检查
      """,
    right: """
      摘要: |
        立即核查,部署全省
        疫苗处置和督导检查
      """)

  package static let valueOnNextLine = Rule(
    "value-on-next-line", .error,
    title: Phrase(zh: "值写到了键的下一行", en: "a value on the line after its key"),
    explanation: Phrase(
      zh: "值与键写在一行;要分行的文字在键后写 |。",
      en:
        "A value stands on the line of its key; text of several lines begins with `|` after the key."
    ),
    wrong: """
      摘要:
        立即核查
      """,
    right: "摘要: 立即核查")
}

extension Diagnostic {
  static func anchor(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .anchor,
      Phrase(
        zh: "不用锚点(&);文字以 & 开头的要加引号",
        en: "no anchors (&) here; text that begins with & goes in quotes"),
      at: range)
  }

  static func alias(at range: Range<Int>, text: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    Diagnostic(
      .alias,
      Phrase(
        zh: "不用引用(*);文字以 * 开头的要加引号",
        en: "no aliases (*) here; text that begins with * goes in quotes"),
      at: range, fixes: bytes.text(in: text).hasPrefix("**") ? [.quoting(text, in: bytes)] : [])
  }

  static func tag(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .tag,
      Phrase(
        zh: "不用标签(!);文字以 ! 开头的要加引号", en: "no tags (!) here; text that begins with ! goes in quotes"),
      at: range)
  }

  static func mergeKey(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .mergeKey,
      Phrase(zh: "不用合并键(<<),请把内容写出来", en: "no merge keys (<<) here; write the entries out"),
      at: range)
  }

  static func directive(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .directive, Phrase(zh: "不用指令(%),请删去这一行", en: "no directives (%) here; delete the line"),
      at: range)
  }

  static func complexKey(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .complexKey, Phrase(zh: "键只能是一段文字", en: "a key can only be text"), at: range,
      help: Phrase(zh: "文字以“? ”开头的要加引号", en: "text that begins with `? ` goes in quotes"))
  }

  static func continuedText(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .continuedText,
      Phrase(zh: "上一行的值已经结束,文字不能续到这一行", en: "the value above has ended and cannot go on here"),
      at: range,
      help: Phrase(
        zh: "写成一行,或在键后写 | 再分行", en: "write one line, or `|` after the key and the lines below it"))
  }

  static func valueOnNextLine(
    at range: Range<Int>, between: Range<Int>, isAlone: Bool, in bytes: [UInt8]
  ) -> Diagnostic {
    // Only where nothing but blanks stands between, so that no comment is lost.
    let isBare = isAlone && bytes[between].allSatisfy { $0 <= .space }
    return Diagnostic(
      .valueOnNextLine, Phrase(zh: "值应与键写在一行", en: "a value stands on the line of its key"),
      at: range,
      help: Phrase(zh: "要分行的文字在键后写 |", en: "text of several lines begins with `|` after the key"),
      fixes: isBare
        ? [
          Fix(
            Phrase(zh: "并到上一行", en: "join it to the line above"),
            edits: [SourceEdit(replacing: between, with: " ")])
        ] : [])
  }
}
