package import Messages

// Lists in brackets and mappings in braces.

extension Rule {
  package static let unclosedFlow = Rule(
    "unclosed-bracket", .error,
    title: Phrase(zh: "括号没有在本行结束", en: "a bracket that does not close on its line"),
    explanation: Phrase(
      zh: "方括号列表和花括号要在一行里写完,以对应的半角括号结束。内容多的改为每项一行,以“- ”开头。",
      en:
        "A list in brackets ends on its line with the matching half-width bracket. Write a longer one as one item a line, each with `- `."
    ),
    wrong: "协办单位: [省教育厅, 省财政厅",
    right: "协办单位: [省教育厅, 省财政厅]")

  package static let pairInList = Rule(
    "pair-in-list", .error,
    title: Phrase(zh: "方括号里有“键: 值”", en: "a `key: value` in brackets"),
    explanation: Phrase(
      zh: "方括号里是一个个值,“键: 值”要放进花括号或写成多行。含冒号的文字要加引号。",
      en:
        "Brackets hold values; a `key: value` goes in braces or on lines of its own. Text with a colon goes in quotes."
    ),
    wrong: "任务: [事项: 核查]",
    right: "任务: [{事项: 核查}]")

  package static let missingFlowValue = Rule(
    "missing-flow-value", .error,
    title: Phrase(zh: "花括号里的键没有值", en: "a key without a value in braces"),
    explanation: Phrase(
      zh: "花括号里写“键: 值”;只有值的用方括号。", en: "Braces hold `key: value`; values alone go in brackets."),
    wrong: "协办单位: {省教育厅}",
    right: "协办单位: [省教育厅]")

  package static let strayComma = Rule(
    "stray-comma", .error,
    title: Phrase(zh: "多了逗号", en: "a comma too many"),
    explanation: Phrase(
      zh: "逗号只在两项之间,开头、结尾和连写的要删去。",
      en:
        "A comma stands between two items. One at the beginning, at the end or doubled is deleted."),
    wrong: "协办单位: [省教育厅, 省财政厅,]",
    right: "协办单位: [省教育厅, 省财政厅]")

  package static let missingComma = Rule(
    "missing-comma", .error,
    title: Phrase(zh: "两项之间少了逗号", en: "no comma between two items"),
    explanation: Phrase(
      zh: "方括号、花括号里的各项之间用半角逗号隔开;引号里的值要么是整项,要么不用引号。",
      en:
        "A comma separates the items in brackets and braces. A quoted value is the whole item, or it is not quoted."
    ),
    wrong: "协办单位: ['省教育厅' '省财政厅']",
    right: "协办单位: ['省教育厅', '省财政厅']")

  package static let fullWidthComma = Rule(
    "full-width-comma", .warning,
    title: Phrase(zh: "方括号列表里用了全角逗号或顿号", en: "a full-width comma in a list in brackets"),
    explanation: Phrase(
      zh: "方括号里各项之间用半角逗号加空格。用“，”“、”的,YAML 当作一项。确是一项的请加引号。",
      en:
        "A half-width comma and a space separate the items in brackets; with ， or 、 YAML sees one item. Put it in quotes if it is one."
    ),
    wrong: "协办单位: [省教育厅、省财政厅]",
    right: "协办单位: [省教育厅, 省财政厅]")

  package static let fullWidthBracket = Rule(
    "full-width-bracket", .warning,
    title: Phrase(zh: "列表用了全角括号", en: "full-width brackets around a list"),
    explanation: Phrase(
      zh: "列表用半角方括号。［］【】在 YAML 里只是文字。确是文字的请加引号。",
      en:
        "A list stands in half-width brackets. To YAML ［］【】 are only text. Put it in quotes if it is text."
    ),
    wrong: "协办单位: ［省教育厅, 省财政厅］",
    right: "协办单位: [省教育厅, 省财政厅]")
}

extension Diagnostic {
  static func unclosedFlow(at range: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    let isList = bytes[range.lowerBound] == UInt8(ascii: "[")
    let last = max(range.lowerBound, range.upperBound - 3)..<range.upperBound
    let isWide =
      bytes.isExactly("］", in: last) || bytes.isExactly("】", in: last)
      || bytes.isExactly("｝", in: last)
    return Diagnostic(
      .unclosedFlow,
      isWide
        ? Phrase(zh: "括号应以半角括号结束", en: "a half-width bracket should close this")
        : Phrase(zh: "括号没有在本行结束", en: "the bracket does not close on this line"),
      at: range,
      help: Phrase(
        zh: "列表要分行的,每项一行,以“- ”开头", en: "a list of several lines has one item a line, each with `- `"
      ),
      fixes: isWide
        ? [
          Fix(
            Phrase(zh: "换成半角括号", en: "write a half-width bracket"),
            edits: [SourceEdit(replacing: last, with: isList ? "]" : "}")])
        ] : [])
  }

  static func pairInList(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .pairInList, Phrase(zh: "方括号里不能有“键: 值”", en: "no `key: value` in brackets"), at: range,
      help: Phrase(zh: "用花括号,或把文字放进引号", en: "use braces, or put the text in quotes"))
  }

  static func missingFlowValue(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .missingFlowValue, Phrase(zh: "花括号里应是“键: 值”", en: "braces hold `key: value`"), at: range)
  }

  static func strayComma(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .strayComma, Phrase(zh: "多了一个逗号", en: "a comma too many"), at: range,
      fixes: [.deleting(range, Phrase(zh: "删去逗号", en: "delete the comma"))])
  }

  static func missingComma(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .missingComma, Phrase(zh: "这里应有逗号", en: "a comma should stand here"), at: range,
      help: Phrase(zh: "引号要么括住整项,要么不用", en: "quotes go around the whole item or not at all"))
  }

  /// `comma` is the first; all in `text` are mended together.
  static func fullWidthComma(
    at comma: Range<Int>, in text: Range<Int>, of bytes: [UInt8]
  ) -> Diagnostic {
    var edits: [SourceEdit] = []
    var position = text.lowerBound
    while let next = bytes.fullWidthComma(in: position..<text.upperBound) {
      edits.append(SourceEdit(replacing: next, with: ", "))
      position = next.upperBound
    }
    return Diagnostic(
      .fullWidthComma, Phrase(zh: "各项之间应用半角逗号", en: "a half-width comma separates items"),
      at: comma, fixes: [Fix(Phrase(zh: "换成“, ”", en: "write `, `"), edits: edits)])
  }

  static func fullWidthBracket(at range: Range<Int>, in bytes: [UInt8]) -> Diagnostic {
    let inner = range.lowerBound + 3..<range.upperBound - 3
    var edits = [SourceEdit(replacing: range.lowerBound..<inner.lowerBound, with: "[")]
    edits += fullWidthComma(at: inner, in: inner, of: bytes).fixes[0].edits
    edits.append(SourceEdit(replacing: inner.upperBound..<range.upperBound, with: "]"))
    return Diagnostic(
      .fullWidthBracket, Phrase(zh: "列表应用半角方括号", en: "a list stands in half-width brackets"),
      at: range,
      fixes: [
        Fix(Phrase(zh: "换成半角括号和逗号", en: "write half-width brackets and commas"), edits: edits)
      ])
  }
}
