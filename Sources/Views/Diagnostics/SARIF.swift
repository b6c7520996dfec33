package import Messages

/// Findings as a SARIF 2.1.0 log of one run, for code scanning and editors.
///
/// Regions have 1-based lines and columns in Unicode code points; paths are percent-encoded and count
/// from the top of the case repository.
///
/// - Parameters:
///   - findings: each file with what was found in it.
///   - texts: other files that notes point into, by path; a note in one that is missing has no region.
///   - rules: the catalogue that results point into.
package func sarif(
  of findings: [(text: SourceText, diagnostics: [Diagnostic])], texts: [String: SourceText] = [:],
  rules: [Rule], version: String, language: Language
) -> JSON {
  var known = texts
  for finding in findings { known[finding.text.path] = finding.text }
  let log = SARIF(rules: rules, texts: known, language: language)
  return [
    "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
    "version": "2.1.0",
    "runs": [
      [
        "tool": [
          "driver": [
            "name": "duban-git", "version": .string(version),
            "language": .string(language == .zh ? "zh-CN" : "en"),
            "rules": .array(rules.map(log.descriptor)),
          ]
        ],
        "invocations": [["executionSuccessful": true]],
        "columnKind": "unicodeCodePoints",
        "results": .array(
          findings.flatMap { text, diagnostics in diagnostics.map { log.result($0, in: text) } }),
      ]
    ],
  ]
}

private struct SARIF {
  let rules: [Rule]
  let numbers: [String: Int]
  let texts: [String: SourceText]
  let language: Language

  init(rules: [Rule], texts: [String: SourceText], language: Language) {
    self.rules = rules
    numbers = Dictionary(
      rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.texts = texts
    self.language = language
  }

  func descriptor(_ rule: Rule) -> JSON {
    [
      "id": .string(rule.id),
      "shortDescription": message(rule.title[language]),
      "fullDescription": message(rule.explanation[language]),
      "help": [
        "text": .string(rule.plainHelp(in: language)), "markdown": .string(rule.markdown(language)),
      ],
      "defaultConfiguration": ["level": .string(rule.severity.level)],
    ]
  }

  func result(_ diagnostic: Diagnostic, in text: SourceText) -> JSON {
    let words = [diagnostic.message, diagnostic.help].compactMap { $0?[language] }
    var members: [(String, JSON)] = [("ruleId", .string(diagnostic.rule.id))]
    if let number = numbers[diagnostic.rule.id] { members.append(("ruleIndex", .int(number))) }
    members += [
      ("level", .string(diagnostic.severity.level)),
      ("message", message(words.joined(separator: "\n"))),
      ("locations", [["physicalLocation": place(diagnostic.range, in: text)]]),
    ]
    if !diagnostic.notes.isEmpty {
      members.append(("relatedLocations", .array(diagnostic.notes.map { related($0, in: text) })))
    }
    let fixes = diagnostic.fixes.filter { !$0.edits.isEmpty }
    if !fixes.isEmpty {
      members.append(("fixes", .array(fixes.map { fix($0, in: text) })))
    }
    return .object(members)
  }

  private func related(_ note: Diagnostic.Note, in text: SourceText) -> JSON {
    let path = note.path ?? text.path
    let source = path == text.path ? text : texts[path]
    return [
      "physicalLocation": source.map { place(note.range, in: $0) }
        ?? ["artifactLocation": ["uri": .string(path.uri)]],
      "message": message(note.message[language]),
    ]
  }

  private func fix(_ fix: Diagnostic.Fix, in text: SourceText) -> JSON {
    let replacements = fix.edits.map { edit -> JSON in
      var members: [(String, JSON)] = [("deletedRegion", region(edit.range, in: text))]
      if !edit.replacement.isEmpty {
        members.append(("insertedContent", message(edit.replacement)))
      }
      return .object(members)
    }
    return [
      "description": message(fix.title[language]),
      "artifactChanges": [
        ["artifactLocation": ["uri": .string(text.path.uri)], "replacements": .array(replacements)]
      ],
    ]
  }

  private func place(_ range: Range<Int>, in text: SourceText) -> JSON {
    ["artifactLocation": ["uri": .string(text.path.uri)], "region": region(range, in: text)]
  }

  /// The end is the place after the last character.
  private func region(_ range: Range<Int>, in text: SourceText) -> JSON {
    let start = text.location(of: range.lowerBound)
    let end = text.location(of: range.upperBound)
    return [
      "startLine": .int(start.line), "startColumn": .int(start.column),
      "endLine": .int(end.line), "endColumn": .int(end.column),
    ]
  }

  private func message(_ text: String) -> JSON { ["text": .string(text)] }
}

extension Rule.Severity {
  fileprivate var level: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}

extension String {
  /// The path as a URI reference (RFC 3986): every byte that is not unreserved is percent-encoded,
  /// the colon too, so that no folder is taken for a scheme.
  fileprivate var uri: String {
    var result: [UInt8] = Array((hasPrefix("/") ? "file://" : "").utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in utf8 {
      if byte.isUnreserved || byte == UInt8(ascii: "/") {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
