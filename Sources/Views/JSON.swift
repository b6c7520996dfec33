/// A JSON value whose members keep their order, so that output is the same every time.
package enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  case string(String)
  case int(Int)
  case bool(Bool)
  case null

  /// The text or `null`.
  package init(_ text: String?) {
    self = text.map(JSON.string) ?? .null
  }

  /// On one line, without blanks.
  package var compact: String {
    var result = ""
    write(to: &result, indent: nil)
    return result
  }

  /// One member a line, two columns a level; no line feed at the end.
  package var pretty: String {
    var result = ""
    write(to: &result, indent: 0)
    return result
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
  private func write(to output: inout String, indent: Int?) {
    switch self {
    case .object(let members):
      Self.writeList(members, "{", "}", to: &output, indent: indent) { member, output, inner in
        Self.writeString(member.0, to: &output)
        output += indent == nil ? ":" : ": "
        member.1.write(to: &output, indent: inner)
      }
    case .array(let elements):
      Self.writeList(elements, "[", "]", to: &output, indent: indent) { element, output, inner in
        element.write(to: &output, indent: inner)
      }
    case .string(let text): Self.writeString(text, to: &output)
    case .int(let number): output += String(number)
    case .bool(let truth): output += truth ? "true" : "false"
    case .null: output += "null"
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ opening: String, _ closing: String, to output: inout String,
    indent: Int?, _ body: (Element, inout String, Int?) -> Void
  ) {
    output += opening
    let inner = indent.map { $0 + 1 }
    var isFirst = true
    for element in elements {
      if !isFirst { output += "," }
      isFirst = false
      writeBreak(inner, to: &output)
      body(element, &output, inner)
    }
    if !elements.isEmpty { writeBreak(indent, to: &output) }
    output += closing
  }

  private static func writeBreak(_ indent: Int?, to output: inout String) {
    guard let indent else { return }
    output += "\n" + String(repeating: "  ", count: indent)
  }

  /// Escapes what JSON demands, and what would do harm if the output is shown as it is.
  private static func writeString(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      default:
        if scalar.stand == nil {
          output.unicodeScalars.append(scalar)
        } else {
          // All of them lie in the first plane, where four digits are enough.
          let digits = String(scalar.value, radix: 16)
          output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    output += "\""
  }
}
