package import Messages

// The page of a rule is made from the rule, wherever it is shown.
extension Rule {
  /// What it is, why, and how to mend it, as `explain` shows it.
  package func page(in language: Language) -> String {
    "\(id) (\(severity.phrase[language]))\n\(title[language])\n\n" + plainHelp(in: language)
  }

  /// The explanation and the examples as plain text.
  func plainHelp(in language: Language) -> String {
    var help = explanation[language] + "\n"
    if let beginning { help += "\n\(beginning[language])\n" }
    for (heading, lines) in examples {
      help += "\n\(heading[language])\n"
      help += lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }
    return help
  }

  /// The same as Markdown, without the title.
  package func markdown(_ language: Language) -> String {
    var help = explanation[language].escapedForMarkdown + "\n"
    if let beginning { help += "\n\(beginning[language])\n" }
    for (heading, lines) in examples {
      let fence = lines.contains { $0.contains("```") } ? "````" : "```"
      help += "\n\(heading[language])\n\n\(fence)yaml\n"
      help += lines.map { "\($0)\n" }.joined() + fence + "\n"
    }
    return help
  }

  /// The rule's page of the documentation, in every language.
  package var documentation: String {
    let sections = Language.allCases.map { language in
      "## \(severity.phrase[language]): \(title[language])\n\n" + markdown(language)
    }
    return "# \(id)\n\n\(title.zh) / \(title.en)\n\n" + sections.joined(separator: "\n")
  }

  /// The page that leads to all others, by severity.
  package static func index(of rules: [Rule]) -> String {
    let sections = Severity.allCases.reversed().map { severity in
      "### \(severity.phrase.zh) / \(severity.phrase.en)\n\n"
        + rules.filter { $0.severity == severity }.map { "- <doc:\($0.id)>\n" }.joined()
    }
    return
      "# Diagnostics\n\n规则:是什么、为什么、怎样改 / what check says, why, and how to mend it.\n\n## Topics\n\n"
      + sections.joined(separator: "\n")
  }

  private var beginning: Phrase? {
    since.map {
      Phrase(
        zh: "自\($0)起适用,更早的步骤不受影响。", en: "It applies from \($0); earlier steps are not judged by it."
      )
    }
  }

  private var examples: [(heading: Phrase, lines: [Substring])] {
    let all = [
      (Phrase(zh: "这样写不对:", en: "Wrong:"), wrong),
      (Phrase(zh: "应当这样写:", en: "Right:"), right),
    ]
    return all.filter { !$0.1.isEmpty }.map { heading, example in
      let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
      return (heading, Array(lines.last == "" ? lines.dropLast() : lines))
    }
  }
}

extension Rule.Severity {
  package var phrase: Phrase {
    switch self {
    case .error: Phrase(zh: "错误", en: "error")
    case .warning: Phrase(zh: "警告", en: "warning")
    case .info: Phrase(zh: "提示", en: "remark")
    }
  }
}

extension String {
  /// With the characters that Markdown would take for its own made plain.
  fileprivate var escapedForMarkdown: String {
    var result = ""
    var isCode = false
    for character in self {
      if character == "`" { isCode.toggle() }
      if !isCode, "\\*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
