import FrontMatter
import Messages

// What is wrong with the files of `schema/`.
extension Rule {
  static let badFilePattern = Rule(
    "bad-file-pattern", .error,
    title: Phrase(zh: "文件位置写法不对", en: "a wrong pattern for case files"),
    explanation: Phrase(
      zh: "“文件”以 cases/ 开头,以 {编号}.md 结尾,中间可以有 {年} 等文件夹。",
      en: "文件 begins with cases/ and ends with {编号}.md; folders such as {年} may lie between."),
    wrong: "文件: 督办/{编号}.md\n", right: "文件: cases/{年}/{编号}.md\n")

  static let unknownRule = Rule(
    "unknown-rule", .warning,
    title: Phrase(zh: "没有这条规则", en: "no such rule"),
    explanation: Phrase(
      zh: "“级别”的键是规则,用 duban-git explain 列出全部。",
      en: "The keys of 级别 are rules; `duban-git explain` lists them."))

  static let severityOfError = Rule(
    "severity-of-error", .warning,
    title: Phrase(zh: "错误级别不能调整", en: "an error cannot be set otherwise"),
    explanation: Phrase(
      zh: "“级别”只能调整警告和提示;错误意味着文件不可依靠,不能降低。",
      en: "级别 sets warnings and remarks; an error means that the file cannot be relied on."))

  static let duplicateUnit = Rule(
    "duplicate-unit", .error,
    title: Phrase(zh: "单位重复", en: "a unit listed twice"),
    explanation: Phrase(zh: "同一名称的单位只列一次。", en: "List each unit once."))

  static let badHoliday = Rule(
    "bad-holiday", .error,
    title: Phrase(zh: "放假安排写法不对", en: "a wrong line of the calendar"),
    explanation: Phrase(
      zh: "holidays.tsv 每行:日期、holiday 或 workday、节日、通知文号,用制表符分开。",
      en: "Each line of holidays.tsv: date, holiday or workday, name, notice, separated by tabs."))

  static let schemaRules: [Rule] = [
    badFilePattern, unknownRule, severityOfError, duplicateUnit, badHoliday,
  ]
}

extension Diagnostic {
  static func badFilePattern(_ pattern: Located<String>) -> Diagnostic {
    Diagnostic(
      .badFilePattern,
      Phrase(
        zh: "“\(pattern.value)”不能作为文件位置", en: "\"\(pattern.value)\" is no pattern for case files"),
      at: pattern.range,
      help: Phrase(zh: "例如 cases/{年}/{编号}.md", en: "for example cases/{年}/{编号}.md"))
  }

  static func unknownRule(_ key: Node) -> Diagnostic {
    let near = Spelling.nearest(to: key.text, among: Rule.catalogue.map(\.id), most: 1).first
    return Diagnostic(
      .unknownRule,
      Phrase(zh: "没有“\(key.text)”这条规则", en: "there is no rule \"\(key.text)\""),
      at: key.range, help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \"\($0)\"?") })
  }

  static func severityOfError(_ id: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .severityOfError,
      Phrase(zh: "“\(id)”是错误,级别不能调整", en: "\(id) is an error and stays one"), at: range)
  }

  static func duplicateUnit(_ name: Located<String>, first: Located<String>) -> Diagnostic {
    Diagnostic(
      .duplicateUnit,
      Phrase(zh: "单位“\(name.value)”已经列过", en: "\(name.value) is listed already"), at: name.range,
      notes: [Note(Phrase(zh: "第一次在这里", en: "first listed here"), at: first.range)])
  }

  static func badHoliday(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .badHoliday,
      Phrase(
        zh: "这一行不是放假安排", en: "not a line of the calendar"), at: range,
      help: Phrase(
        zh: "写作:2018-10-01<制表符>holiday<制表符>国庆节<制表符>通知文号",
        en: "write: 2018-10-01<tab>holiday<tab>国庆节<tab>notice"))
  }
}
