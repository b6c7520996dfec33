import ArgumentParser
import FrontMatter

/// What the argument parser has to say: help that was asked for, or what is wrong with the
/// arguments. Its own words are English; here they are put into the user's language.
struct ArgumentFailure {
  private let error: any Error

  init(_ error: any Error) {
    self.error = error
  }

  /// Prints it where it belongs and gives the exit code.
  func report(in session: Session) -> Int32 {
    let text = DubanGit.fullMessage(for: error)
    guard DubanGit.exitCode(for: error) != .success else {
      session.console.write(Self.translated(text, to: session.language) + "\n")
      return ExitStatus.done.rawValue
    }
    let message = DubanGit.message(for: error)
    let usage = text.split(separator: "\n").filter { $0.hasPrefix("Usage: ") }
      .map { $0.dropFirst("Usage: ".count) }.joined()
    let english = message.split(separator: "\n").first.map(String.init) ?? message
    let failure = Failure.usage(
      Phrase(zh: Self.inChinese(english), en: Self.lowercasedFirst(english)),
      hint: usage.isEmpty ? nil : Phrase(zh: "用法:\(usage)", en: "usage: \(usage)"))
    return Program.report(failure, language: session.language, to: session.console)
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The headings of a help page.
  private static let headings: [(en: String, zh: String)] = [
    ("OVERVIEW: ", ""), ("USAGE: ", "用法:"), ("ARGUMENTS:", "参数:"), ("OPTIONS:", "选项:"),
    ("SUBCOMMANDS:", "命令:"), ("Show help information.", "显示帮助。"),
    ("Show the version.", "显示版本。"), ("<subcommand>", "<命令>"), ("<options>", "<选项>"),
    ("(default: ", "(默认:"), ("(required)", "(必填)"),
    ("  See 'duban-git help ", "  详见 'duban-git help "), ("' for detailed help.", "'。"),
  ]

  static func translated(_ help: String, to language: Language) -> String {
    guard language == .zh else { return help }
    return headings.reduce(help) { text, heading in
      text.split(separator: heading.en, omittingEmptySubsequences: false)
        .joined(separator: heading.zh)
    }
  }

  /// The parser's sentences and ours: what stands between quotes is kept.
  private static let sentences: [(prefix: String, zh: String)] = [
    ("Missing expected argument", "缺少参数"), ("Missing value for", "缺少值:"),
    ("Unknown option", "没有选项"), ("Unexpected argument", "多余的参数"),
    ("Missing one of:", "须写其中之一:"), ("The value", "值不合要求:"),
    ("Value to be set with flag", "选项只能写一次:"), ("Error:", ""),
  ]

  private static func inChinese(_ message: String) -> String {
    let message = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
    for (prefix, zh) in sentences where message.hasPrefix(prefix) {
      return zh + message.dropFirst(prefix.count)
    }
    return "参数有误:\(message)"
  }
}
