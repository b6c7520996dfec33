/// A file of gitattributes(5), by its lines.
package struct AttributeFile: Sendable {
  package struct Line: Sendable, Hashable {
    /// Where it applies; of `[attr]name` the whole.
    package let pattern: String
    /// By their names, as the line has them.
    package let attributes: [Attribute]
    /// Counted from 1.
    package let number: Int

    /// Whether it only gives a name to attributes.
    package var isMacro: Bool { pattern.hasPrefix("[attr]") }
  }

  package struct Attribute: Sendable, Hashable {
    package let name: String
    package let value: AttributeValue
  }

  package let lines: [Line]

  package init(_ bytes: [UInt8]) {
    var lines: [Line] = []
    let text = String(decoding: bytes, as: UTF8.self)
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }
    ).enumerated() {
      var rest = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
      guard let first = rest.first, first != "#" else { continue }
      var pattern = ""
      if first == "\"" {
        // git's own way of quoting; what is escaped in it is left as it is.
        let quoted = rest.dropFirst()
        guard let end = quoted.firstIndex(of: "\"") else { continue }
        pattern = String(quoted[..<end])
        rest = quoted[quoted.index(after: end)...]
      } else {
        let end = rest.firstIndex { $0 == " " || $0 == "\t" } ?? rest.endIndex
        pattern = String(rest[..<end])
        rest = rest[end...]
      }
      let words = rest.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      lines.append(
        Line(
          pattern: pattern, attributes: words.map { Attribute(String($0)) }, number: index + 1))
    }
    self.lines = lines
  }
}

extension AttributeFile.Attribute {
  /// `text`, `-text`, `!text` or `eol=lf`.
  fileprivate init(_ word: String) {
    if word.hasPrefix("-") {
      self.init(name: String(word.dropFirst()), value: .unset)
    } else if word.hasPrefix("!") {
      self.init(name: String(word.dropFirst()), value: .unspecified)
    } else if let equals = word.firstIndex(of: "=") {
      self.init(
        name: String(word[..<equals]), value: .text(String(word[word.index(after: equals)...])))
    } else {
      self.init(name: word, value: .set)
    }
  }
}
