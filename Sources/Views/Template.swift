package import FrontMatter

/// A text with places for data, as an office edits it: `{{名}}`, `{{#名}}…{{/名}}` for each item of a
/// list or where there is such a text, `{{^名}}…{{/名}}` where there is none, `{{! a remark }}`.
///
/// No logic, as in Mustache; but a name that the letter has not is an error at its place and not an
/// empty space in what is sent.
package struct Template: Sendable {
  /// What is wrong with a template, at a range of its text.
  package struct Fault: Error, Sendable, Hashable {
    package let message: Phrase
    package let range: Range<Int>
  }

  /// The names that a letter has: texts, and lists with the names of their items.
  package struct Vocabulary: Sendable {
    package let texts: Set<String>
    package let lists: [String: Set<String>]

    package init(texts: Set<String>, lists: [String: Set<String>]) {
      self.texts = texts
      self.lists = lists
    }
  }

  /// What a name stands for.
  package enum Value: Sendable, Hashable {
    case text(String)
    case list([[String: String]])
  }

  private indirect enum Part: Sendable {
    case plain(String)
    case value(String)
    case section(String, isInverted: Bool, [Part])
  }

  private struct Open {
    let name: String
    let isInverted: Bool
    let range: Range<Int>
    var parts: [Part] = []
  }

  private let parts: [Part]
  /// Everything that is wrong, in the order of the text.
  package let faults: [Fault]

  package init(_ source: SourceText, for vocabulary: Vocabulary) {
    let bytes = source.bytes
    var faults: [Fault] = []
    var stack = [Open(name: "", isInverted: false, range: 0..<0)]
    var start = 0
    var index = 0
    func add(_ part: Part) { stack[stack.count - 1].parts.append(part) }
    func addPlain(upTo end: Int) {
      if start < end { add(.plain(String(decoding: bytes[start..<end], as: UTF8.self))) }
    }
    while let open = Self.find("{{", in: bytes, from: index) {
      guard let close = Self.find("}}", in: bytes, from: open + 2),
        !bytes[open..<close].contains(0x0A)
      else {
        faults.append(Fault(message: .unclosedTag, range: open..<(open + 2)))
        index = open + 2
        continue
      }
      let end = close + 2
      let range = open..<end
      let inner = String(decoding: bytes[(open + 2)..<close], as: UTF8.self).trimmed
      let sigil = inner.first.flatMap { "#^/!".contains($0) ? $0 : nil }
      let name = sigil == nil ? inner : String(inner.dropFirst()).trimmed
      index = end
      let whole = sigil == nil ? nil : Self.wholeLine(range, in: bytes)
      addPlain(upTo: whole?.lowerBound ?? open)
      start = whole?.upperBound ?? end
      switch sigil {
      case "!": break
      case "/":
        if stack.count > 1, stack[stack.count - 1].name == name {
          let section = stack.removeLast()
          add(.section(name, isInverted: section.isInverted, section.parts))
        } else {
          faults.append(Fault(message: .closesNothing(name), range: range))
        }
      case "#", "^":
        let list = stack.last { vocabulary.lists[$0.name] != nil && !$0.isInverted }?.name
        let isOfItem = list.map { vocabulary.lists[$0]!.contains(name) } ?? false  // found there
        if !isOfItem, vocabulary.lists[name] == nil, !vocabulary.texts.contains(name) {
          faults.append(
            Fault(message: .unknownName(name, among: vocabulary, in: list), range: range))
        }
        stack.append(Open(name: name, isInverted: sigil == "^", range: range))
      default:
        let list = stack.last { vocabulary.lists[$0.name] != nil && !$0.isInverted }?.name
        let isKnown =
          vocabulary.texts.contains(name)
          || list.map { vocabulary.lists[$0]!.contains(name) } ?? false  // it was found there
        if isKnown {
          add(.value(name))
        } else {
          faults.append(
            Fault(message: .unknownName(name, among: vocabulary, in: list), range: range))
        }
      }
      index = max(index, start)
    }
    addPlain(upTo: bytes.count)
    for open in stack.dropFirst() {
      faults.append(Fault(message: .leftOpen(open.name), range: open.range))
    }
    parts = stack[0].parts
    self.faults = faults.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The text with the data in it.
  ///
  /// - Precondition: the template has no faults, and the data has every name of its vocabulary.
  package func filled(with data: [String: Value]) -> String {
    var text = ""
    Self.write(parts, data, item: [:], to: &text)
    return text
  }

  private static func write(
    _ parts: [Part], _ data: [String: Value], item: [String: String], to text: inout String
  ) {
    for part in parts {
      switch part {
      case .plain(let plain): text += plain
      case .value(let name):
        if let value = item[name] {
          text += value
        } else if case .text(let value)? = data[name] {
          text += value
        }
      case .section(let name, let isInverted, let inner):
        let items: [[String: String]] =
          if let value = item[name] {
            value.isEmpty ? [] : [item]
          } else {
            switch data[name] {
            case .list(let items): items
            case .text(let value): value.isEmpty ? [] : [item]
            case nil: []
            }
          }
        if isInverted {
          if items.isEmpty { write(inner, data, item: item, to: &text) }
        } else {
          for item in items { write(inner, data, item: item, to: &text) }
        }
      }
    }
  }

  private static func find(_ pair: String, in bytes: [UInt8], from start: Int) -> Int? {
    let pair = Array(pair.utf8)
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == pair[0], bytes[index + 1] == pair[1] { return index }
      index += 1
    }
    return nil
  }

  /// The line around a tag that stands alone on it, its line feed included; nil where it does not.
  private static func wholeLine(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    var start = range.lowerBound
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
    var end = range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x0D { end += 1 }
    guard end == bytes.count || bytes[end] == 0x0A else { return nil }
    return start..<min(end + 1, bytes.count)
  }
}

extension Phrase {
  fileprivate static let unclosedTag = Phrase(
    zh: "“{{”没有在同一行用“}}”收住", en: "'{{' is not closed by '}}' on its line")

  fileprivate static func closesNothing(_ name: String) -> Phrase {
    Phrase(zh: "{{/\(name)}} 前面没有对应的 {{#\(name)}}", en: "{{/\(name)}} closes nothing")
  }

  fileprivate static func leftOpen(_ name: String) -> Phrase {
    Phrase(zh: "{{#\(name)}} 没有用 {{/\(name)}} 收住", en: "{{#\(name)}} is not closed by {{/\(name)}}")
  }

  fileprivate static func unknownName(
    _ name: String, among vocabulary: Template.Vocabulary, in list: String?
  ) -> Phrase {
    let names =
      (list.flatMap { vocabulary.lists[$0] } ?? []).sorted() + vocabulary.texts.sorted()
      + vocabulary.lists.keys.sorted()
    let offered = names.joined(separator: "、")
    return Phrase(
      zh: "没有“\(name)”这一项;可用:\(offered)", en: "there is no '\(name)'; one of: \(offered)")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
