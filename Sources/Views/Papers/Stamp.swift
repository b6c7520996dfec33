package import Messages
package import Supervision

/// Where a paper comes from and what makes it again, as each of its forms carries it.
///
/// As text it is a line for a shell: the command, and behind `#` what the command was given by the run:
/// `duban-git ledger '--where=灯:红' --format=xlsx # commit=… day=2018-08-06 office=×省委督查室 program=0.2.0`.
package struct Stamp: Sendable, Hashable {
  package struct Option: Sendable, Hashable {
    /// Without its dashes.
    package let name: String
    /// Nil for a flag.
    package let value: String?

    package init(_ name: String, _ value: String?) {
      (self.name, self.value) = (name, value)
    }
  }

  package let verb: String
  /// The case; nil where the paper is of many.
  package let subject: String?
  package let options: [Option]
  /// In full; nil where the cases are in no repository, or in none with commits.
  package let commit: String?
  /// How many files the paper was made of that the commit has otherwise, or not at all.
  package let edits: Int
  package let day: Day
  package let office: String
  /// The version of the program.
  package let program: String
  /// Of a site, the page.
  package var page: String?

  package init(
    verb: String, subject: String?, options: [Option], commit: String?, edits: Int, day: Day,
    office: String, program: String
  ) {
    (self.verb, self.subject, self.options) = (verb, subject, options)
    (self.commit, self.edits, self.day) = (commit, edits, day)
    (self.office, self.program) = (office, program)
  }

  package func option(_ name: String) -> Option? { options.first { $0.name == name } }

  /// The same for a paper in one of the two languages.
  package func `in`(_ language: Language) -> Stamp {
    Stamp(
      verb: verb, subject: subject, options: options + [Option("lang", language.rawValue)],
      commit: commit, edits: edits, day: day, office: office, program: program)
  }

  package func of(page: String) -> Stamp {
    var stamp = self
    stamp.page = page
    return stamp
  }
}

// MARK: As text and back

extension Stamp {
  /// No stamp of ours is longer; of others' ones no more is looked at.
  package static let mostBytes = 16_384
  /// How every text begins.
  static let beginning = "duban-git "

  /// `duban-git letter 2018-0007 --kind=督办函 --format=docx`
  package var command: String {
    let words = options.map { option in
      option.value.map { "--\(option.name)=\($0)" } ?? "--\(option.name)"
    }
    return Self.beginning
      + ([verb] + [subject].compactMap(\.self) + words).map(\.quoted).joined(separator: " ")
  }

  package var text: String {
    var fields = ["commit=\(commit ?? "-")"]
    if edits > 0 { fields.append("edits=\(edits)") }
    fields += ["day=\(day)", "office=\(office)", "program=\(program)"]
    if let page { fields.append("page=\(page)") }
    return "\(command) # " + fields.map(\.quoted).joined(separator: " ")
  }

  /// Nil for what is no stamp, or has what this program does not know.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= Self.mostBytes, let words = text.shellWords,
      let hash = words.firstIndex(of: "#"), hash >= 2, "\(words[0]) " == Self.beginning
    else { return nil }
    verb = words[1]
    var (subject, options): (String?, [Option]) = (nil, [])
    for word in words[2..<hash] {
      guard word.hasPrefix("--") else {
        guard subject == nil, options.isEmpty, !word.isEmpty else { return nil }
        subject = word
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard !parts[0].isEmpty else { return nil }
      options.append(Option(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil))
    }
    var fields: [String: String] = [:]
    for word in words[(hash + 1)...] {
      guard let equals = word.firstIndex(of: "="),
        fields.updateValue(
          String(word[word.index(after: equals)...]), forKey: String(word[..<equals])) == nil
      else { return nil }
    }
    guard
      Set(fields.keys).isSubset(of: ["commit", "edits", "day", "office", "program", "page"]),
      Set(options.map(\.name)).count == options.count,
      let commit = fields["commit"], let day = fields["day"].flatMap({ Day($0) }),
      let edits = Int(fields["edits"] ?? "0"), edits >= 0, let office = fields["office"],
      let program = fields["program"]
    else { return nil }
    (self.subject, self.options) = (subject, options)
    self.commit = commit == "-" ? nil : commit
    (self.edits, self.day, self.office, self.program) = (edits, day, office, program)
    page = fields["page"]
  }
}

extension String {
  /// The text as one word for a shell. A backslash, and what cannot be seen, is `\u{…}`, which a shell
  /// does not know.
  fileprivate var quoted: String {
    var text = ""
    for scalar in unicodeScalars {
      if scalar == "'" {
        text += "'\\''"
      } else if scalar == "\\" || scalar.stand != nil {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    let isPlain = !isEmpty && self != "#" && text.unicodeScalars.allSatisfy(\.isPlainInShells)
    return isPlain ? text : "'\(text)'"
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainInShells: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "/", ":", ",", "=", "+", "@", "%": true
    default: value >= 0xA1
    }
  }
}

extension StringProtocol {
  /// The words of a line, as `quoted` writes them; nil for another line. A `#` in quotes is none.
  fileprivate var shellWords: [String]? {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      case "\\" where rest.first == "'" && !isQuoted:
        rest.removeFirst()
        word = (word ?? "") + "'"
      case "\\":
        guard rest.prefix(2).elementsEqual("u{".unicodeScalars), let end = rest.firstIndex(of: "}"),
          let value = UInt32(
            String(Substring.UnicodeScalarView(rest[..<end])).dropFirst(2), radix: 16),
          let named = Unicode.Scalar(value)
        else { return nil }
        word = word ?? ""
        word?.unicodeScalars.append(named)
        rest = rest[rest.index(after: end)...]
      default:
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    guard !isQuoted else { return nil }
    return words + [word].compactMap(\.self)
  }
}
