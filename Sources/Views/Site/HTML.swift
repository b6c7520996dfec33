import Messages

/// Markup in which whatever came in as text is text: there is no way to put a `String` into it
/// without its being escaped.
package struct HTML: Sendable, Hashable {
  package let source: String

  /// Markup that a renderer has made, whose input may have been anybody's.
  package init(rendered source: String) {
    self.source = source
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral literal: String) {
    source = literal
  }

  package init(stringInterpolation interpolation: StringInterpolation) {
    source = interpolation.source
  }

  /// Literals stand as they are written here; what is put into them is escaped, for text between
  /// tags and within double quotes alike.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { source += literal }
    package mutating func appendInterpolation(_ text: String) { source += text.oneLine.escaped }
    /// With its lines, as within `pre`.
    package mutating func appendInterpolation(verbatim text: String) { source += text.escaped }
    package mutating func appendInterpolation(_ number: Int) { source += String(number) }
    package mutating func appendInterpolation(_ html: HTML) { source += html.source }
    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { source += part.source }
    }
  }
}

extension HTML {
  static func + (left: HTML, right: HTML) -> HTML { HTML(rendered: left.source + right.source) }

  /// A text of several lines, an element `br` between two.
  init(lines text: String) {
    source = text.lines.map(\.escaped).joined(separator: "<br />")
  }
}

extension String {
  fileprivate var escaped: String {
    guard utf8.contains(where: \.isMarkupInHTML) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 16)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text as a part of an address: everything percent-encoded but letters, digits, `-._~/`.
  var asAddress: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in utf8 {
      switch Unicode.Scalar(byte) {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Prose with its lines, in which nothing is left that a reader cannot see.
  package var safeProse: String {
    if isPlain(also: { $0 == 0x0A }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar != "\n", scalar != "\r", scalar != "\t", let stand = scalar.stand {
        result += stand
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension UInt8 {
  fileprivate var isMarkupInHTML: Bool {
    switch Unicode.Scalar(self) {
    case "&", "<", ">", "\"": true
    default: false
    }
  }
}
