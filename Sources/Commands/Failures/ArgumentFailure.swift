import ArgumentParser
import Messages
import Supervision

/// What the argument parser has to say: help that was asked for, or what is wrong with the
/// arguments. Its own words are English; here they are put into the user's language.
struct ArgumentFailure {
  private let error: any Error
  private let arguments: [String]

  init(_ error: any Error, in arguments: [String]) {
    self.error = error
    self.arguments = arguments
  }

  /// Prints it where it belongs and gives the exit code.
  func report(in session: Session) -> Int32 {
    let text = DubanGit.fullMessage(for: error)
    guard DubanGit.exitCode(for: error) != .success else {
      session.console.write(HelpWords.translated(text, to: session.language) + "\n")
      return ExitStatus.done.rawValue
    }
    return Program.report(
      unknownVerb ?? failure(text), language: session.language, to: session.console)
  }

  private func failure(_ text: String) -> Failure {
    let message = DubanGit.message(for: error)
    let usage = text.split(separator: "\n").filter { $0.hasPrefix("Usage: ") }
      .map { $0.dropFirst("Usage: ".count) }.joined()
    let english = Self.onOneLine(message)
    return .usage(
      Phrase(
        zh: ParserSentence(english).inChinese,
        en: english.prefix(1).lowercased() + english.dropFirst()),
      hint: usage.isEmpty
        ? nil
        : Phrase(zh: "用法:\(HelpWords.translated(usage, to: .zh))", en: "usage: \(usage)"))
  }

  /// The first line, and where that announces a list, the list.
  private static func onOneLine(_ message: String) -> String {
    let lines = message.split(separator: "\n")
    guard let first = lines.first, first.hasSuffix(":") else {
      return lines.first.map(String.init) ?? message
    }
    let items = lines.dropFirst().map { $0.drop { $0 == " " || $0 == "-" } }
    return ([first] + [Substring(items.joined(separator: ", "))]).joined(separator: " ")
  }

  /// A word where a verb should stand is no verb: the parser only calls it unexpected.
  private var unknownVerb: Failure? {
    var verbs = DubanGit.configuration.subcommands
    for argument in arguments where !verbs.isEmpty {
      guard !argument.hasPrefix("-") else { continue }
      let names = verbs.map { $0._commandName } + ["help"]
      guard names.contains(argument) else {
        let near = Spelling.nearest(to: argument, among: names)
        return .usage(
          Phrase(zh: "没有命令“\(argument)”", en: "there is no command '\(argument)'"),
          hint: near.isEmpty
            ? Phrase(zh: "duban-git help 列出全部命令", en: "duban-git help lists them")
            : Phrase(
              zh: "是不是 \(near.joined(separator: "、"))?",
              en: "did you mean \(near.joined(separator: " or "))?"))
      }
      verbs = verbs.first { $0._commandName == argument }?.configuration.subcommands ?? []
    }
    return nil
  }
}

/// One of the parser's sentences. They are few, and what is particular stands in quotes.
struct ParserSentence {
  private let text: String
  /// What stands between single quotes, in order.
  private let quoted: [String]

  init(_ text: String) {
    self.text = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
    quoted = self.text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { HelpWords.translated(String($0.element), to: .zh) }
  }

  var inChinese: String {
    guard let first = quoted.first else { return other }
    let rest = quoted.dropFirst()
    let meant = rest.isEmpty ? "" : ",是不是“\(rest.joined(separator: "”或“"))”?"
    if text.hasPrefix("Missing expected argument") { return "缺少参数 \(first)" }
    if text.hasPrefix("Missing value for") { return "“\(first)”缺少值" }
    if text.hasPrefix("Unknown option") { return "没有选项“\(first)”\(meant)" }
    if text.hasPrefix("Unexpected argument") || text.contains(" unexpected arguments: ") {
      return "多余的参数“\(quoted.joined(separator: "”、“"))”"
    }
    if text.hasPrefix("The value "), let option = rest.first {
      // A short list stands in quotes, a long one below the sentence.
      let list = text.split(separator: " following: ").dropFirst().last.map { [String($0)] }
      let allowed = (list ?? Array(rest.dropFirst())).joined(separator: "、")
        .split(separator: ", ").joined(separator: "、")
      return "“\(first)”不能用作“\(option)”的值" + (allowed.isEmpty ? "" : ";可用:\(allowed)")
    }
    if text.contains("does not take any value"), let value = rest.first {
      return "选项“\(first)”不带值,却写了“\(value)”"
    }
    return other
  }

  /// Our own sentences are Chinese already.
  private var other: String {
    text.unicodeScalars.contains { $0.value >= 0x2E80 } ? text : "参数有误:\(text)"
  }
}

/// The words that the parser puts into help pages, and the names of values, which stand in
/// declarations once for both languages.
enum HelpWords {
  private static let words: [(en: String, zh: String)] = [
    ("OVERVIEW: ", ""), ("USAGE: ", "用法:"), ("ARGUMENTS:", "参数:"), ("OPTIONS:", "选项:"),
    ("SUBCOMMANDS:", "命令:"), ("Show help information.", "显示帮助。"),
    ("Show the version.", "显示版本。"), ("(default: ", "(默认:"), ("(required)", "(必填)"),
    ("(values: ", "(可写:"), ("; default: ", ";默认:"),
    ("  See 'duban-git help ", "  详见 'duban-git help "), ("' for detailed help.", "'。"),
  ]

  private static let values = [
    "subcommand": "命令", "options": "选项", "arguments": "参数", "case": "案件", "columns": "列",
    "date": "日期", "date|rev|case": "日期|版本|案件", "days": "天数", "dir": "目录", "file": "文件",
    "format": "格式", "rule": "规则", "kind": "步骤", "limit": "时限", "n": "个数", "name": "名称",
    "note": "说明", "number": "编号", "oid": "提交", "output": "文件", "path": "路径", "query": "条件",
    "range": "范围", "reason": "理由", "rev": "版本", "sort": "次序", "stage": "阶段",
    "text": "文字", "unit": "单位", "value": "值", "key": "键", "title": "标题", "office": "职务",
    "by": "分组", "where": "条件", "message": "说明", "as-of": "日期", "since": "版本",
  ]

  static func translated(_ help: String, to language: Language) -> String {
    guard language == .zh else { return help }
    let text = words.reduce(help) { text, word in
      text.split(separator: word.en, omittingEmptySubsequences: false).joined(separator: word.zh)
    }
    return values.sorted { $0.key < $1.key }.reduce(text) { text, value in
      text.split(separator: "<\(value.key)>", omittingEmptySubsequences: false)
        .joined(separator: "<\(value.value)>")
    }
  }
}
