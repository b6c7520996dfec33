extension Node {
  /// The decoded scalar; empty for an absent value and for collections.
  ///
  /// - Complexity: O(n), each time.
  package var text: String {
    switch record.form {
    case .absent, .blockMapping, .blockSequence, .flowMapping, .flowSequence: ""
    case .plain: tree.text(in: range)
    case .singleQuoted, .doubleQuoted:
      record.isEscaped ? tree.bytes.unescaped(range, record.form) : tree.text(in: inner)
    case .literal, .folded: tree.bytes.blockText(of: record)
    }
  }

  /// Whether the scalar says nothing, without decoding it where a look is enough.
  package var isEmptyText: Bool {
    switch record.form {
    case .absent, .plain: range.isEmpty
    case .singleQuoted, .doubleQuoted: range.count == 2
    case .literal, .folded: !tree.bytes.hasText(afterLineAt: range) && text.isEmpty
    case .blockMapping, .blockSequence, .flowMapping, .flowSequence: true
    }
  }

  /// The scalar as a word of a list; nil where it is longer than any, or no scalar.
  package var word: Word? {
    guard kind == .scalar else { return nil }
    guard let bare else { return Word(text) }
    let bytes = tree.bytes
    return Word(bytes.span.extracting(bare))
  }

  /// The bytes of the scalar, if it is written as it reads, on one line.
  package var bareBytes: ArraySlice<UInt8>? {
    kind == .scalar ? bare.map { tree.bytes[$0] } : nil
  }

  /// Whether the scalar is `expected`, scalar by scalar: no canonical equivalence.
  package func isText(_ expected: String) -> Bool {
    guard kind == .scalar else { return false }
    if let bare {
      return bare.count == expected.utf8.count
        && expected.utf8.elementsEqual(tree.bytes[bare])
    }
    return text.utf8.elementsEqual(expected.utf8)
  }

  /// Where the scalar's text stands, if it is written as it reads.
  private var bare: Range<Int>? {
    switch record.form {
    case .absent, .plain: range
    case .singleQuoted, .doubleQuoted: record.isEscaped ? nil : inner
    case .literal, .folded, .blockMapping, .blockSequence, .flowMapping, .flowSequence: nil
    }
  }

  /// Between the quotes. Text whose closing quote is missing was recorded as plain.
  private var inner: Range<Int> { range.lowerBound + 1..<range.upperBound - 1 }
}

extension [UInt8] {
  /// Whether anything but blanks stands below the first line of `range`.
  fileprivate func hasText(afterLineAt range: Range<Int>) -> Bool {
    let first = lineEnd(from: range.lowerBound, before: range.upperBound).next
    return first < range.upperBound && self[first..<range.upperBound].contains { $0 > .space }
  }

  /// The text of a quoted scalar with its escapes resolved; an escape that is none stays as written.
  func unescaped(_ range: Range<Int>, _ form: Form) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var position = range.lowerBound + 1
    let end = range.upperBound - 1
    while position < end {
      let byte = self[position]
      if form == .singleQuoted && byte == .singleQuote {
        result.append(byte)
        position += 2
      } else if form == .doubleQuoted && byte == .backslash,
        let (scalar, length) = escape(at: position, before: end)
      {
        result.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has an encoding
        position += length
      } else {
        result.append(byte)
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What the escape at `position` (its backslash) stands for, and how long it is.
  func escape(at position: Int, before end: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard position + 1 < end else { return nil }
    switch self[position + 1] {
    case UInt8(ascii: "0"): return ("\0", 2)
    case UInt8(ascii: "a"): return ("\u{07}", 2)
    case UInt8(ascii: "b"): return ("\u{08}", 2)
    case UInt8(ascii: "t"), .tab: return ("\t", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "v"): return ("\u{0B}", 2)
    case UInt8(ascii: "f"): return ("\u{0C}", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "e"): return ("\u{1B}", 2)
    case UInt8(ascii: "N"): return ("\u{85}", 2)
    case UInt8(ascii: "_"): return ("\u{A0}", 2)
    case UInt8(ascii: "L"): return ("\u{2028}", 2)
    case UInt8(ascii: "P"): return ("\u{2029}", 2)
    case .space, .doubleQuote, UInt8(ascii: "/"), .backslash:
      return (Unicode.Scalar(self[position + 1]), 2)
    case UInt8(ascii: "x"): return hexadecimal(at: position, digits: 2, before: end)
    case UInt8(ascii: "u"): return hexadecimal(at: position, digits: 4, before: end)
    case UInt8(ascii: "U"): return hexadecimal(at: position, digits: 8, before: end)
    default: return nil
    }
  }

  private func hexadecimal(
    at position: Int, digits: Int, before end: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard position + 2 + digits <= end else { return nil }
    var value: UInt32 = 0
    for digit in self[position + 2..<position + 2 + digits] {
      guard let number = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 0x80 else {
        return nil
      }
      value = value << 4 | UInt32(number)
    }
    return Unicode.Scalar(value).map { ($0, 2 + digits) }
  }
}
