package import Messages

// Blanks: what stands before and between the words of the front matter.

extension Rule {
  package static let tabIndentation = Rule(
    "tab-indentation", .error,
    title: Phrase(zh: "用制表符缩进", en: "indented with a tab"),
    explanation: Phrase(
      zh: "制表符在各人的编辑器里宽窄不同,YAML 不允许用它缩进。请用空格,每层两个。",
      en:
        "A tab is wide in one editor and narrow in another, and YAML does not allow it as indentation. Use spaces, two a level."
    ),
    wrong: "批示:\n\t领导: 省委主要领导",
    right: "批示:\n  领导: 省委主要领导")

  package static let tabBetweenTokens = Rule(
    "tab-between-tokens", .error,
    title: Phrase(zh: "制表符用作间隔", en: "a tab between words"),
    explanation: Phrase(
      zh: "冒号、减号之后和注释之前用空格,不用制表符。",
      en: "Write a space, not a tab, after a colon or a hyphen and before a comment."),
    wrong: "缓急:\t特急",
    right: "缓急: 特急")

  package static let unusualSpace = Rule(
    "unusual-space", .error,
    title: Phrase(zh: "用全角空格或不换行空格", en: "a full-width or no-break space"),
    explanation: Phrase(
      zh: "YAML 只认半角空格。全角空格(U+3000)和不换行空格(U+00A0)看上去一样,却会成为键或值的一部分。请换成半角空格。",
      en: """
        To YAML only the ordinary space is a blank. The full-width space (U+3000) and the no-break space (U+00A0) look \
        the same and become part of the key or the value. Write ordinary spaces.
        """),
    wrong: "批示:\n　领导: 省委主要领导",
    right: "批示:\n  领导: 省委主要领导")

  package static let unexpectedIndentation = Rule(
    "unexpected-indentation", .error,
    title: Phrase(zh: "缩进对不齐", en: "indentation that fits nothing"),
    explanation: Phrase(
      zh: "同一层的各行要左端对齐,下一层比上一层多缩进两格。对不齐就不知道这一行属于谁。",
      en:
        "Lines of one level begin in one column, and the next level stands two columns further in. A line in between belongs to nothing."
    ),
    wrong: """
      批示:
        领导: 省委主要领导
          日期: 2018-07-22
      """,
    right: """
      批示:
        领导: 省委主要领导
        日期: 2018-07-22
      """)
}

extension Diagnostic {
  static func tabIndentation(at range: Range<Int>, replacement: String) -> Diagnostic {
    Diagnostic(
      .tabIndentation, Phrase(zh: "缩进用了制表符,应用空格", en: "a tab as indentation; use spaces"),
      at: range,
      fixes: [
        Fix(
          Phrase(zh: "换成空格", en: "write spaces"),
          edits: [SourceEdit(replacing: range, with: replacement)])
      ])
  }

  static func tabBetweenTokens(at range: Range<Int>, isTrailing: Bool) -> Diagnostic {
    Diagnostic(
      .tabBetweenTokens,
      isTrailing
        ? Phrase(zh: "行末有制表符", en: "a tab at the end of the line")
        : Phrase(zh: "这里应是空格,不是制表符", en: "this should be a space, not a tab"),
      at: range,
      fixes: [
        Fix(
          isTrailing
            ? Phrase(zh: "删去制表符", en: "delete the tab") : Phrase(zh: "换成空格", en: "write a space"),
          edits: [SourceEdit(replacing: range, with: isTrailing ? "" : " ")])
      ])
  }

  static func unusualSpace(at range: Range<Int>, replacement: String) -> Diagnostic {
    Diagnostic(
      .unusualSpace,
      Phrase(zh: "这里有全角空格或不换行空格,应用半角空格", en: "a full-width or no-break space; use ordinary spaces"),
      at: range,
      fixes: [
        Fix(
          replacement.isEmpty
            ? Phrase(zh: "删去空格", en: "delete the space")
            : Phrase(zh: "换成半角空格", en: "write ordinary spaces"),
          edits: [SourceEdit(replacing: range, with: replacement)])
      ])
  }

  static func unexpectedIndentation(at range: Range<Int>, expected: Int) -> Diagnostic {
    Diagnostic(
      .unexpectedIndentation,
      Phrase(
        zh: "缩进对不齐:这一层的各行应从第\(expected + 1)列开始,这一行及其下层没有读取",
        en:
          "indentation that fits nothing: lines of this level begin in column \(expected + 1); this line was not read"
      ),
      at: range)
  }
}
