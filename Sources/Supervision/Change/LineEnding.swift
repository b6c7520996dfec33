import Messages

/// How the lines of a text end.
enum LineEnding: Sendable, Hashable {
  case lf, crlf
  /// Some so, some otherwise.
  case mixed

  /// `lf` for a text without any.
  ///
  /// - Complexity: O(n).
  init(of bytes: [UInt8]) {
    var (plain, pairs, previous) = (0, 0, UInt8(0))
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        if previous == UInt8(ascii: "\r") { pairs += 1 } else { plain += 1 }
      }
      previous = byte
    }
    self = pairs == 0 ? .lf : plain == 0 ? .crlf : .mixed
  }
}

extension SourceText {
  /// The text with a line feed alone at the end of each line.
  var withoutCarriageReturns: SourceText {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), result.last == UInt8(ascii: "\r") { result.removeLast() }
      result.append(byte)
    }
    return SourceText(path: path, bytes: result)
  }
}

extension [UInt8] {
  /// With a carriage return before each line feed.
  var withCarriageReturns: [UInt8] {
    flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
  }
}
