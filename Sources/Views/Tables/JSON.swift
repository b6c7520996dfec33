import Messages
package import Supervision

/// A JSON value whose members keep their order, so that output is the same every time.
package enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  case string(String)
  case int(Int)
  /// A number with as many decimals as it needs, two at most.
  case points(Points)
  case bool(Bool)
  case null

  /// The text or `null`.
  package init(_ text: String?) {
    self = text.map(JSON.string) ?? .null
  }

  package static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// On one line, without blanks.
  package var compact: String { text(indent: nil) }

  /// One member a line, two columns a level; no line feed at the end.
  package var pretty: String { text(indent: 0) }

  private func text(indent: Int?) -> String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: indent)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  package init(dictionaryLiteral members: (String, JSON)...) { self = .object(members) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
}

extension JSON {
  /// Appends the value in UTF-8; `indent` is the level it stands on, nil for one line.
  ///
  /// - Complexity: O(n) in the bytes written.
  package func write(to output: inout [UInt8], indent: Int?) {
    switch self {
    case .object(let members):
      Self.writeList(members, "{", "}", to: &output, indent: indent) { member, output, inner in
        Self.writeString(member.0, to: &output)
        output += (indent == nil ? ":" : ": ").utf8
        member.1.write(to: &output, indent: inner)
      }
    case .array(let elements):
      Self.writeList(elements, "[", "]", to: &output, indent: indent) { element, output, inner in
        element.write(to: &output, indent: inner)
      }
    case .string(let text): Self.writeString(text, to: &output)
    case .int(let number): output += String(number).utf8
    case .points(let points): output += points.text.utf8
    case .bool(let truth): output += (truth ? "true" : "false").utf8
    case .null: output += "null".utf8
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ opening: String, _ closing: String, to output: inout [UInt8],
    indent: Int?, _ body: (Element, inout [UInt8], Int?) -> Void
  ) {
    output += opening.utf8
    let inner = indent.map { $0 + 1 }
    var isFirst = true
    for element in elements {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      writeBreak(inner, to: &output)
      body(element, &output, inner)
    }
    if !elements.isEmpty { writeBreak(indent, to: &output) }
    output += closing.utf8
  }

  private static func writeBreak(_ indent: Int?, to output: inout [UInt8]) {
    guard let indent else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  /// Escapes what JSON demands, and what would do harm if the output is shown as it is.
  private static func writeString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    if text.isPlain(), !text.utf8.contains(where: \.isEscapedInJSON) {
      output += text.utf8
    } else {
      for scalar in text.unicodeScalars { write(scalar, to: &output) }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func write(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch scalar {
    case "\"": output += "\\\"".utf8
    case "\\": output += "\\\\".utf8
    case "\n": output += "\\n".utf8
    case "\r": output += "\\r".utf8
    case "\t": output += "\\t".utf8
    default:
      if scalar.stand == nil {
        output += UTF8.encode(scalar)!  // every scalar has an encoding
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          output += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
        }
      }
    }
  }
}

extension UInt8 {
  fileprivate var isEscapedInJSON: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
