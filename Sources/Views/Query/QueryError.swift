package import Messages
import Supervision

/// What is wrong with something typed on the command line: a query, a list of columns, an order.
package struct QueryError: Error, Sendable, Hashable {
  /// The whole text that was typed, or that of the saved query it stands in.
  package let text: String
  /// The saved query, without its `@`; nil where the text was typed.
  package let saved: String?
  /// UTF-8 offsets in the text.
  package let range: Range<Int>
  package let message: Phrase
  package let help: Phrase?

  init(
    in text: String, saved: String? = nil, at range: Range<Int>, _ message: Phrase,
    help: Phrase? = nil
  ) {
    self.text = text
    self.saved = saved
    self.range = range
    self.message = message
    self.help = help
  }

  /// The text, and below it a line that points at the place:
  ///
  ///     light:红 stat:办理中
  ///              ^~~~
  package var excerpt: String {
    let bytes = Array(text.utf8)
    func width(_ range: Range<Int>) -> Int {
      String(decoding: bytes[range], as: UTF8.self).oneLine.displayWidth
    }
    let prefix = saved.map { "@\($0.oneLine): " } ?? ""
    let before = String(repeating: " ", count: prefix.displayWidth + width(0..<range.lowerBound))
    let caret = "^" + String(repeating: "~", count: max(0, width(range) - 1))
    return "\(prefix)\(text.oneLine)\n\(before)\(caret)\n"
  }
}

extension QueryError {
  /// What fact a person may have meant, called as the person calls things.
  static func help(for name: String, among facts: [LedgerFact]) -> Phrase? {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let (names, identifiers) = (facts.map(\.name), facts.map(\.identifier))
    guard Spelling.nearest(to: name, among: isASCII ? identifiers : names).isEmpty else {
      return help(for: name, among: isASCII ? identifiers : names)
    }
    return Phrase(
      zh: "可以用:\(names.joined(separator: "、"))",
      en: "known: \(identifiers.joined(separator: ", "))")
  }

  /// What a person may have meant, or else everything there is.
  static func help(for word: String, among names: [String]) -> Phrase? {
    let near = Spelling.nearest(to: word, among: names)
    if !near.isEmpty {
      return Phrase(
        zh: "是不是“\(near.joined(separator: "”“"))”?",
        en: "did you mean \(near.joined(separator: ", "))?")
    }
    guard !names.isEmpty else { return nil }
    return Phrase(
      zh: "可以用:\(names.joined(separator: "、"))", en: "known: \(names.joined(separator: ", "))")
  }
}

/// The parts of a comma-separated list, Chinese commas included, and where they stand (UTF-8).
struct ListParts: Sequence {
  let parts: [(text: String, range: Range<Int>)]

  init(_ text: String) {
    var parts: [(String, Range<Int>)] = []
    var part = ""
    var start = 0
    var offset = 0
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      if scalar == "," || scalar == "，" || scalar == "、" {
        parts.append((part, start..<offset))
        part = ""
        start = offset + length
      } else if scalar == " ", part.isEmpty {
        start = offset + length
      } else {
        part.unicodeScalars.append(scalar)
      }
      offset += length
    }
    parts.append((part, start..<offset))
    self.parts = parts.map { text, range in
      let trimmed =
        text.utf8.count
        - (text.lastIndex { $0 != " " }.map {
          text[...$0].utf8.count
        } ?? 0)
      return (String(text.dropLast(trimmed)), range.lowerBound..<range.upperBound - trimmed)
    }.filter { !$0.0.isEmpty }
  }

  func makeIterator() -> IndexingIterator<[(text: String, range: Range<Int>)]> {
    parts.makeIterator()
  }
}
