package import Messages

/// A text with places for data, as an office edits it: `{{名}}`, `{{#名}}…{{/名}}` for each item of a
/// list or where there is such a text, `{{^名}}…{{/名}}` where there is none, `{{@版式}}` for how the
/// next paragraph or table stands on paper, `{{! a remark }}`.
///
/// No logic, as in Mustache; but a name that the paper has not is an error at its place and not an
/// empty space in what is sent.
package struct Template: Sendable {
  /// The names that a paper has: texts, and lists with the names of their items.
  package struct Vocabulary: Sendable {
    package let texts: Set<String>
    package let lists: [String: Set<String>]

    package init(texts: Set<String>, lists: [String: Set<String>]) {
      self.texts = texts
      self.lists = lists
    }

    func has(_ name: String, in list: String?) -> Bool {
      texts.contains(name) || list.flatMap { lists[$0] }?.contains(name) == true
    }
  }

  /// What a name stands for.
  package enum Value: Sendable, Hashable {
    case text(String)
    case list([[String: String]])
  }

  /// A stretch of a filled template: what the office wrote, or what a case says. Only the former
  /// can be markup.
  package enum Piece: Sendable, Hashable {
    case markup(String)
    case data(String)
    /// How what follows stands on paper.
    case role(TextRole)
  }

  indirect enum Part: Sendable {
    case plain(String)
    case value(String)
    case role(TextRole)
    case section(String, isInverted: Bool, [Part])
  }

  private let parts: [Part]
  /// Everything that is wrong, in the order of the text.
  package let findings: [Diagnostic]

  package init(_ source: SourceText, for vocabulary: Vocabulary) {
    var parser = TemplateParser(source.bytes, vocabulary)
    parts = parser.parse()
    findings = parser.findings.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The most bytes of a paper: a value may stand in a template ten thousand times.
  package static let mostBytes = 16 << 20

  /// The text with the data in it. What would be longer than `mostBytes` ends with a note.
  ///
  /// - Precondition: the template has no faults, and the data has every name of its vocabulary.
  package func filled(with data: [String: Value]) -> [Piece] {
    var pieces: [Piece] = []
    var left = Self.mostBytes
    Self.write(parts, data, item: [:], to: &pieces, &left)
    if left < 0 { pieces.append(.markup("\n\n（文书太长，以下从略）\n")) }
    return pieces
  }

  private static func write(
    _ parts: [Part], _ data: [String: Value], item: [String: String], to pieces: inout [Piece],
    _ left: inout Int
  ) {
    func append(_ piece: Piece, _ text: String) {
      left -= text.utf8.count
      if left >= 0 { pieces.append(piece) }
    }
    for part in parts where left >= 0 {
      switch part {
      case .plain(let plain): append(.markup(plain), plain)
      case .role(let role): pieces.append(.role(role))
      case .value(let name):
        if let value = item[name] {
          append(.data(value), value)
        } else if case .text(let value)? = data[name] {
          append(.data(value), value)
        }
      case .section(let name, let isInverted, let inner):
        let items = items(named: name, data, item: item)
        if isInverted {
          if items.isEmpty { write(inner, data, item: item, to: &pieces, &left) }
        } else {
          for item in items where left >= 0 { write(inner, data, item: item, to: &pieces, &left) }
        }
      }
    }
  }

  /// What a section is repeated for: a list's items, or the same item where a text is not empty.
  private static func items(
    named name: String, _ data: [String: Value], item: [String: String]
  ) -> [[String: String]] {
    if let value = item[name] { return value.isEmpty ? [] : [item] }
    return switch data[name] {
    case .list(let items): items
    case .text(let value): value.isEmpty ? [] : [item]
    case nil: []
    }
  }
}

/// How a paragraph or a table stands on paper. In Markdown it makes no difference.
package enum TextRole: String, Term {
  case urgency, number, addressees, attachments, signature, date, remark, copies
  case form, centred, right, newPage

  package var name: String {
    switch self {
    case .urgency: "紧急程度"
    case .number: "文号"
    case .addressees: "主送"
    case .attachments: "附件"
    case .signature: "署名"
    case .date: "日期"
    case .remark: "附注"
    case .copies: "抄送"
    case .form: "表单"
    case .centred: "居中"
    case .right: "居右"
    case .newPage: "另页"
    }
  }
}
