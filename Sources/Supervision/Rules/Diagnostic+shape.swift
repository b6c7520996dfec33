import FrontMatter
import Messages

extension Diagnostic {
  enum ExpectedShape {
    case scalar, list, mapping

    var phrase: Phrase {
      switch self {
      case .scalar: Phrase(zh: "一行文字", en: "text")
      case .list: Phrase(zh: "列表(每行以“- ”开头)", en: "a list (each line begins with \"- \")")
      case .mapping: Phrase(zh: "下分各键(“键: 值”)", en: "keys of its own (\"key: value\")")
      }
    }
  }

  static func wrongShape(_ name: String, expected: ExpectedShape, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .wrongShape,
      Phrase(
        zh: "“\(name)”应写成\(expected.phrase.zh)", en: "\"\(name)\" takes \(expected.phrase.en)"),
      at: range)
  }

  /// A mapping that is written as something else is shown by its keys.
  static func wrongShape(_ name: String, keys: [String], inList: Bool, at range: Range<Int>)
    -> Diagnostic
  {
    let lines = keys.map { "“\($0):”" }.joined()
    let listed = keys.map { "\($0):" }.joined(separator: ", ")
    let first = keys.first ?? ""
    return Diagnostic(
      .wrongShape,
      inList
        ? Phrase(
          zh: "每项“\(name)”要分行写\(lines)",
          en: "each of \"\(name)\" has lines of its own: \(listed)")
        : Phrase(
          zh: "“\(name)”要分行写\(lines)", en: "\"\(name)\" has lines of its own: \(listed)"),
      at: range,
      help: inList
        ? Phrase(
          zh: "先写一行“  - \(first): …”,其余各行与“\(first)”对齐",
          en: "begin with a line \"  - \(first): …\" and align the others with \"\(first)\"")
        : Phrase(
          zh: "“\(name):”后面换行,下面各行缩进两格写“\(first): …”",
          en: "break the line after \"\(name):\" and indent \"\(first): …\" and the others by two"))
  }

  static func severalUnits(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .wrongShape,
      Phrase(zh: "一项任务只写一个单位", en: "a task has one unit"), at: range,
      help: Phrase(
        zh: "几个单位都要办的,每个单位写一项任务", en: "where several are to act, write a task for each"))
  }

  static func missingKey(_ name: String, of owner: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .missingKey,
      lack(of: name, in: owner), at: range,
      help: Phrase(zh: "补写一行“\(name): …”", en: "add a line \"\(name): …\""))
  }

  private static func lack(of name: String, in owner: String) -> Phrase {
    switch (owner, name) {
    case ("步骤", "步骤"):
      Phrase(zh: "这一步没有写“步骤”(办的是哪一步)", en: "this step does not say which it is: \"步骤\"")
    case ("更正", "更正"):
      Phrase(
        zh: "这一步没有写“更正”(更正第几步,或“表头”)",
        en: "this step does not say what it corrects: \"更正\"")
    default: Phrase(zh: "“\(owner)”缺少“\(name)”", en: "\"\(owner)\" lacks \"\(name)\"")
    }
  }

  /// A key that is missing and was probably meant by one that is not known.
  static func missingKey(_ name: String, of owner: String, writtenAs key: Node) -> Diagnostic {
    let typed = key.text
    return Diagnostic(
      .missingKey,
      Phrase(
        zh: "\(lack(of: name, in: owner).zh),这里写的是“\(typed)”",
        en: "\(lack(of: name, in: owner).en); here it says \"\(typed)\""),
      at: key.range, help: Phrase(zh: "是不是“\(name)”?", en: "did you mean \"\(name)\"?"),
      fixes: Spelling.halfWidth(typed) == name ? [.replacing(key.range, with: name)] : [])
  }

  static func unknownKey(_ key: Node, in owner: String, among names: [String]) -> Diagnostic {
    let near = Spelling.nearest(to: key.text, among: names, most: 1).first
    return Diagnostic(
      .unknownKey,
      Phrase(
        zh: "“\(owner)”没有“\(key.text)”这个键,已原样保留",
        en: "\"\(owner)\" has no key \"\(key.text)\"; it is kept but not used"),
      at: key.range,
      help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \"\($0)\"?") })
  }

  static func notOneLine(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .notOneLine, Phrase(zh: "“\(name)”只能写一行", en: "\"\(name)\" must be one line"), at: range)
  }

  static func badDate(_ text: Located<String>, named name: String) -> Diagnostic {
    let meant = Day(loose: text.value)
    return Diagnostic(
      .badDate,
      Day.impossibility(of: text.value)?.of(text.value, named: name)
        ?? Phrase(
          zh: "“\(name)”写的“\(text.value)”不是日期",
          en: "\"\(text.value)\" of \"\(name)\" is not a date"),
      at: text.range, help: Phrase(zh: "日期写作 2018-07-23", en: "write dates as 2018-07-23"),
      fixes: meant.map { [.replacing(text.range, with: "\($0)")] } ?? [])
  }

  static func badLimit(_ text: Located<String>, named name: String) -> Diagnostic {
    let meant = Day(loose: text.value).map { "\($0)" } ?? Limit.mended(text.value)
    return Diagnostic(
      .badLimit,
      Day.impossibility(of: text.value)?.of(text.value, named: name)
        ?? Phrase(
          zh: "“\(name)”写的“\(text.value)”不是时限",
          en: "\"\(text.value)\" of \"\(name)\" is not a time limit"),
      at: text.range,
      help: Phrase(
        zh: "写作 5个工作日、15日、1个月、半年、当日,或日期 2018-08-31",
        en: "write 5个工作日, 15日, 1个月, 半年, 当日, or a date such as 2018-08-31"),
      fixes: meant.map { [.replacing(text.range, with: $0)] } ?? [])
  }

  static func badChoice(_ text: Located<String>, named name: String, among choices: [String])
    -> Diagnostic
  {
    let listed = choices.joined(separator: "、")
    let near = Spelling.nearest(to: text.value, among: choices, most: 1).first
    return Diagnostic(
      .badChoice,
      Phrase(
        zh: "“\(name)”不能写“\(text.value)”", en: "\"\(name)\" cannot be \"\(text.value)\""),
      at: text.range,
      help: near.map {
        Phrase(zh: "是不是“\($0)”?可写:\(listed)", en: "did you mean \"\($0)\"? one of: \(listed)")
      }
        ?? Phrase(zh: "可写:\(listed)", en: "one of: \(listed)"),
      fixes: .retyping(text) { choices.contains($0) })
  }

  static func badCompletion(_ text: Located<String>, named name: String) -> Diagnostic {
    Diagnostic(
      .badChoice,
      Phrase(
        zh: "“\(name)”不能写“\(text.value)”", en: "\"\(name)\" cannot be \"\(text.value)\""),
      at: text.range, help: Phrase(zh: "可写:是、否、50%", en: "one of: 是, 否, 50%"),
      fixes: .retyping(text) { Completion($0) != nil })
  }

  /// - Parameter steps: how many steps there are to correct.
  static func badTarget(_ text: Located<String>, named name: String, steps: Int) -> Diagnostic {
    let numbers = steps > 1 ? "1至\(steps)" : "1"
    let range = steps > 1 ? "1 to \(steps)" : "1"
    return Diagnostic(
      .badChoice,
      Phrase(
        zh: "“\(name)”不能写“\(text.value)”", en: "\"\(name)\" cannot be \"\(text.value)\""),
      at: text.range,
      help: Phrase(
        zh: "写步骤序号(\(numbers))或“表头”", en: "write the number of a step (\(range)) or 表头"),
      fixes: .retyping(text) { Int($0).map { $0 > 0 } == true })
  }

  static func badNumber(_ text: Located<String>, named name: String) -> Diagnostic {
    Diagnostic(
      .badNumber,
      Phrase(
        zh: "“\(name)”应写从1起的序号,不是“\(text.value)”",
        en: "\"\(name)\" is a number counted from 1, not \"\(text.value)\""),
      at: text.range, fixes: .retyping(text) { Int($0).map { $0 > 0 } == true })
  }

  static func badChecksum(_ text: Located<String>, named name: String) -> Diagnostic {
    Diagnostic(
      .badChecksum,
      Phrase(
        zh: "“\(name)”应写 sha256: 加64位小写十六进制数,不是“\(text.value)”",
        en: "\"\(name)\" is sha256: and 64 small hexadecimal digits, not \"\(text.value)\""),
      at: text.range,
      help: Phrase(
        zh: "用 sha256sum 文件名 算出", en: "sha256sum FILE prints the digits"))
  }

  static func badCaseNumber(_ text: Located<String>) -> Diagnostic {
    Diagnostic(
      .badCaseNumber,
      Phrase(zh: "“\(text.value)”不是编号", en: "\"\(text.value)\" is not a case number"),
      at: text.range, help: Phrase(zh: "编号写作 2018-0007", en: "write it as 2018-0007"),
      fixes: .retyping(text) { CaseNumber($0) != nil })
  }

  static func malformedLetterNumber(_ text: Located<String>) -> Diagnostic {
    Diagnostic(
      .malformedLetterNumber,
      Phrase(
        zh: "文号“\(text.value)”不合规范", en: "\"\(text.value)\" is not a well-formed letter number"),
      at: text.range,
      help: Phrase(
        zh: "写作 机关代字〔年份〕序号号,如 ×督函〔2018〕31号",
        en: "write code〔year〕number号, such as ×督函〔2018〕31号"),
      fixes: LetterNumber.mended(text.value).map { [.replacing(text.range, with: $0)] } ?? [])
  }

  static func unknownCheck(_ key: Node) -> Diagnostic {
    let names = Check.allCases.map(\.name)
    let near = Spelling.nearest(to: key.text, among: names, most: 1).first
    return Diagnostic(
      .unknownCheck,
      Phrase(zh: "五查里没有“\(key.text)”", en: "\"\(key.text)\" is not one of the five checks"),
      at: key.range,
      help: Phrase(
        zh: "五查是:\(names.joined(separator: "、"))", en: "they are: \(names.joined(separator: ", "))"),
      fixes: near.map { [.replacing(key.range, with: $0)] } ?? [])
  }

  static func checksIncomplete(_ missing: [Check], at range: Range<Int>) -> Diagnostic {
    let names = missing.map(\.name)
    return Diagnostic(
      .checksIncomplete,
      Phrase(
        zh: "五查缺少\(names.map { "“\($0)”" }.joined())",
        en: "the five checks lack \(names.joined(separator: ", "))"),
      at: range, help: Phrase(zh: "每项写“无”或写明问题", en: "give each as 无 or what is wrong"))
  }
}

extension Phrase {
  /// `“时限”写的“11月31日”没有这一天:11月只有30天`
  fileprivate func of(_ text: String, named name: String) -> Phrase {
    Phrase(
      zh: "“\(name)”写的“\(text)”没有这一天:\(zh)",
      en: "\"\(text)\" of \"\(name)\" is no day: \(en)")
  }
}

extension Diagnostic.Fix {
  static func replacing(_ range: Range<Int>, with text: String) -> Diagnostic.Fix {
    Diagnostic.Fix(
      Phrase(zh: "改为“\(text)”", en: "replace with \"\(text)\""),
      edits: [SourceEdit(replacing: range, with: text)])
  }
}

extension [Diagnostic.Fix] {
  /// The text without its full-width digits and signs, where that makes it right.
  static func retyping(_ text: Located<String>, if isRight: (String) -> Bool) -> [Diagnostic.Fix] {
    let typed = Spelling.halfWidth(text.value)
    return typed != text.value && isRight(typed) ? [.replacing(text.range, with: typed)] : []
  }
}
