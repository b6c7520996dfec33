import Messages

extension Parser {
  /// A value that begins on the line of its key or dash.
  mutating func parseInline(at start: Int, mark: Int, indent: Int, isItem: Bool) {
    let index = records.count
    switch bytes[start] {
    case .singleQuote, .doubleQuote: parseQuoted(at: start, mark: mark, indent: indent)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      parseInlineFlow(at: start, mark: mark, indent: indent)
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      parseBlockText(at: start, mark: mark, indent: indent)
    case UInt8(ascii: "&"), UInt8(ascii: "!"):
      let end = skipProperties(from: start)
      parseValue(from: end, mark: mark, indent: indent, isItem: isItem)
    case let first where first.beginsText:
      // The common case, without building the finding that there is none.
      parsePlain(at: start, mark: mark, indent: indent)
    default:
      if let fault = plainFault(at: start) {
        report.add(fault)
        refuseLine(at: start, mark: mark, indent: indent)
      } else {
        parsePlain(at: start, mark: mark, indent: indent)
      }
    }
    if isItem { records[index].isBlockItem = true }
  }

  /// Reports the anchors and tags before a value, and gives the end of the last.
  private mutating func skipProperties(from start: Int) -> Int {
    var position = start
    while true {
      let word = wordRange(at: position)
      report.add(bytes[position] == UInt8(ascii: "&") ? .anchor(at: word) : .tag(at: word))
      position = bytes.afterSpaces(from: word.upperBound, before: line.end)
      guard position < line.end,
        bytes[position] == UInt8(ascii: "&") || bytes[position] == UInt8(ascii: "!")
      else { return word.upperBound }
    }
  }

  /// Takes the rest of the line as a value that was reported, and leaves out what stands deeper.
  private mutating func refuseLine(at start: Int, mark: Int, indent: Int) {
    addRefused(start..<trimmedEnd(from: start), mark: mark)
    advance()
    skipDeeper(than: indent)
  }

  /// Why no plain text may begin at `start`, if so.
  private func plainFault(at start: Int) -> Diagnostic? {
    let text = start..<trimmedEnd(from: start)
    let first = start..<start + 1
    switch bytes[start] {
    case UInt8(ascii: "*"): return .alias(at: wordRange(at: start), text: text, in: bytes)
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), .comma, .hash,
      UInt8(ascii: "]"), UInt8(ascii: "}"):
      return .reservedCharacter(at: first, text: text, in: bytes)
    case .dash, .question, .colon:
      guard start + 1 == line.end || bytes[start + 1].isBlank else { return nil }
      if bytes[start] == .dash { return .listOnKeyLine(at: text) }
      if bytes[start] == .question { return .complexKey(at: text) }
      return .reservedCharacter(at: first, text: text, in: bytes)
    default: return nil
    }
  }

  private mutating func parsePlain(at start: Int, mark: Int, indent: Int) {
    let (end, stop) = plainEnd(from: start)
    if stop < line.end && bytes[stop] == .colon {
      let text = start..<trimmedEnd(from: start)
      report.add(.colonInText(at: stop..<stop + 1, text: text, in: bytes))
      refuseLine(at: start, mark: mark, indent: indent)
      return
    }
    if end < stop { _ = skipBlanks(from: end) }
    addScalar(.plain, start..<end, mark: mark)
    if bytes[start] >= 0xC2 || bytes[end - 1] >= 0x80 { addTextSlips(start..<end) }
    finishInline(indent: indent)
  }

  /// Where plain text ends, and where reading it stopped: at a comment, at a colon that YAML would
  /// take for a key's, or at the line's end.
  private func plainEnd(from start: Int) -> (end: Int, stop: Int) {
    let span = bytes.span
    var end = start
    var position = start
    while position < line.end {
      let byte = span[position]
      if byte == .colon {
        if position + 1 == line.end || span[position + 1].isBlank { return (end, position) }
      } else if byte == .hash {
        if position > start && span[position - 1].isBlank { return (end, position) }
      }
      position += 1
      if !byte.isBlank { end = position }
    }
    return (end, line.end)
  }

  /// Full-width quotes, brackets and spaces around text are text to YAML, and rarely meant.
  mutating func addTextSlips(_ range: Range<Int>) {
    let (start, end) = (range.lowerBound, range.upperBound)
    if let space = bytes.unusualSpace(at: start, before: end) {
      report.addSlip(.unusualSpace(at: start..<start + space.length, replacement: ""))
    }
    if let space = bytes.trailingUnusualSpace(in: range) {
      report.addSlip(.unusualSpace(at: space, replacement: ""))
    }
    guard range.count > 6 else { return }
    if bytes.holds("“", at: start, before: end), bytes.holds("”", at: end - 3, before: end) {
      report.addSlip(.fullWidthQuote(at: range, in: bytes))
    } else if bytes.holds("［", at: start, before: end) || bytes.holds("【", at: start, before: end),
      bytes.holds("］", at: end - 3, before: end) || bytes.holds("】", at: end - 3, before: end)
    {
      report.addSlip(.fullWidthBracket(at: range, in: bytes))
    }
  }
}

// MARK: - Quotes

extension Parser {
  struct Quoted {
    var form: Form
    /// After the closing quote.
    var end: Int
    var isEscaped: Bool
  }

  /// The quoted scalar at `start`; nil if it does not end on its line.
  func quotedScalar(at start: Int) -> Quoted? {
    let quote = bytes[start]
    var isEscaped = false
    var position = start + 1
    let span = bytes.span
    while position < line.end {
      let byte = span[position]
      if byte == .backslash && quote == .doubleQuote {
        isEscaped = true
        position += 2
      } else if byte == quote {
        if quote == .singleQuote && position + 1 < line.end && span[position + 1] == quote {
          isEscaped = true
          position += 2
        } else {
          let form = quote == .singleQuote ? Form.singleQuoted : .doubleQuoted
          return Quoted(form: form, end: position + 1, isEscaped: isEscaped)
        }
      } else {
        position += 1
      }
    }
    return nil
  }

  /// Records the quoted scalar at `start` and checks its escapes.
  ///
  /// - Returns: after the closing quote; nil, with nothing recorded, where there is none.
  mutating func takeQuoted(at start: Int, mark: Int) -> Int? {
    guard let quoted = quotedScalar(at: start) else {
      report.add(.unclosedQuote(at: start..<trimmedEnd(from: start), in: bytes))
      return nil
    }
    let index = addScalar(quoted.form, start..<quoted.end, mark: mark)
    records[index].isEscaped = quoted.isEscaped
    if quoted.isEscaped && quoted.form == .doubleQuoted {
      checkEscapes(start + 1..<quoted.end - 1, index: index)
    }
    return quoted.end
  }

  mutating func checkEscapes(_ range: Range<Int>, index: Int) {
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == .backslash else {
        position += 1
        continue
      }
      if let (scalar, length) = bytes.escape(at: position, before: range.upperBound) {
        if scalar.isHarmful {
          report.addSlip(.escapedControlCharacter(scalar, at: position..<position + length))
        }
        position += length
      } else {
        let length = 1 + bytes.scalarLength(at: position + 1)
        report.add(.unknownEscape(at: position..<position + length))
        records[index].isRefused = true
        position += length
      }
    }
  }

  private mutating func parseQuoted(at start: Int, mark: Int, indent: Int) {
    guard let end = takeQuoted(at: start, mark: mark) else {
      refuseLine(at: start, mark: mark, indent: indent)
      return
    }
    expectLineEnd(after: end)
    finishInline(indent: indent)
  }

  /// After a quote or bracket only a comment may follow.
  mutating func expectLineEnd(after end: Int) {
    let position = skipBlanks(from: end)
    guard position < line.end, !(bytes[position] == .hash && position > end) else { return }
    report.add(.textAfterValue(at: position..<trimmedEnd(from: position), in: bytes))
  }

  private mutating func parseInlineFlow(at start: Int, mark: Int, indent: Int) {
    let checkpoint = records.count
    guard let end = parseFlow(at: start, mark: mark) else {
      records.removeSubrange(checkpoint...)
      addRefused(start..<trimmedEnd(from: start), mark: mark)
      advance()
      while line.indent > indent || (!isAtEnd && bytes.isClosingBracket(at: line.content)) {
        advance()
      }
      return
    }
    expectLineEnd(after: end)
    finishInline(indent: indent)
  }
}

extension [UInt8] {
  func isClosingBracket(at index: Int) -> Bool {
    self[index] == UInt8(ascii: "]") || self[index] == UInt8(ascii: "}")
  }
}
