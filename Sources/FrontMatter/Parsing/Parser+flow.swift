import Messages

extension Parser {
  /// A `[…]` or `{…}` on one line.
  ///
  /// - Returns: after the closing bracket; nil if it was reported that there is none, and then the
  ///   records added so far are of no use.
  mutating func parseFlow(at start: Int, mark: Int) -> Int? {
    guard level < FileLimit.levels else {
      report.add(.nestedTooDeep(at: start..<line.end))
      return nil
    }
    level += 1
    defer { level -= 1 }
    let isMapping = bytes[start] == UInt8(ascii: "{")
    let index = open(isMapping ? .flowMapping : .flowSequence, at: start, mark: mark)
    let closing = UInt8(ascii: isMapping ? "}" : "]")
    var keys = KeyTable()
    var count = 0
    var comma: Int?
    var position = start + 1
    while true {
      position = skipBlanks(from: position)
      guard position < line.end, bytes[position] != .hash else { return unclosed(start) }
      switch bytes[position] {
      case closing:
        if let comma { report.add(.strayComma(at: comma..<comma + 1)) }
        extent = position + 1
        close(index, count: count)
        return position + 1
      case .comma:
        report.add(.strayComma(at: position..<position + 1))
        position += 1
        comma = nil
        continue
      case UInt8(ascii: "]"), UInt8(ascii: "}"): return unclosed(start)
      default: break
      }
      guard admitsFlowEntry(at: position) else { return nil }
      count += 1
      let end =
        isMapping ? parseFlowEntry(at: position, keys: &keys) : parseFlowItem(at: position)
      guard let end else { return nil }
      position = skipBlanks(from: end)
      comma = nil
      guard position < line.end, bytes[position] != closing else { continue }
      if bytes[position] == .comma {
        comma = position
        position += 1
      } else if !bytes.isClosingBracket(at: position) && bytes[position] != .hash {
        report.add(.missingComma(at: position..<position + bytes.scalarLength(at: position)))
      }
    }
  }

  private mutating func unclosed(_ start: Int) -> Int? {
    report.add(.unclosedFlow(at: start..<trimmedEnd(from: start), in: bytes))
    return nil
  }

  private mutating func admitsFlowEntry(at position: Int) -> Bool {
    let before = line
    guard !admitsEntry(at: position..<position + 1) else { return true }
    // The line's end is still asked for by the collections around this one.
    line = Line(start: end, content: before.end, end: before.end, next: end, indent: -1)
    return false
  }

  private mutating func parseFlowItem(at start: Int) -> Int? {
    guard let end = parseFlowValue(at: start, mark: start, isItem: true) else { return nil }
    let after = bytes.afterSpaces(from: end, before: line.end)
    guard after < line.end, bytes[after] == .colon else { return end }
    if bytes[start] == UInt8(ascii: "[") || bytes[start] == UInt8(ascii: "{") {
      report.add(.complexKey(at: start..<after))
    } else {
      report.add(.pairInList(at: start..<after + 1))
    }
    // The pair is one fault; what it would have held is not read as an item of its own.
    return afterFlowText(from: after + 1)
  }

  /// The next `,` or bracket.
  private func afterFlowText(from start: Int) -> Int {
    var position = start
    while position < line.end && !bytes[position].isFlowIndicator { position += 1 }
    return position
  }

  private mutating func parseFlowEntry(at start: Int, keys: inout KeyTable) -> Int? {
    guard let key = takeFlowKey(at: start) else { return nil }
    checkKey(key, index: records.count - 1, keys: &keys)
    let position = skipBlanks(from: key.after)
    guard position < line.end, bytes[position] != .comma, !bytes.isClosingBracket(at: position)
    else {
      addScalar(.absent, key.after..<key.after, mark: key.colon)
      return position
    }
    guard let end = parseFlowValue(at: position, mark: key.colon, isItem: false) else { return nil }
    let after = bytes.afterSpaces(from: end, before: line.end)
    guard after < line.end, bytes[after] == .colon else { return end }
    reportColonInFlow(position..<end, colon: after)
    return afterFlowText(from: after + 1)
  }

  /// `{a: 甲，b: 乙}` is a comma typed full-width; any other second colon belongs in quotes.
  private mutating func reportColonInFlow(_ text: Range<Int>, colon: Int) {
    if let comma = bytes.fullWidthComma(in: text) {
      var finding = Diagnostic.fullWidthComma(at: comma, in: comma, of: bytes)
      // Here the line is none that YAML could read.
      finding.severity = .error
      report.add(finding)
    } else {
      report.add(.colonInText(at: colon..<colon + 1, text: text, in: nil))
    }
  }

  /// Records the key of an entry in braces.
  private mutating func takeFlowKey(at start: Int) -> Key? {
    var key = Key(range: start..<start, form: .plain, colon: start, after: start)
    switch bytes[start] {
    case .singleQuote, .doubleQuote:
      guard let end = takeQuoted(at: start, mark: start) else { return nil }
      key.form = records[records.count - 1].form
      key.range = start..<end
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard let end = parseFlow(at: start, mark: start) else { return nil }
      report.add(.complexKey(at: start..<end))
      return nil
    case .colon where start + 1 == line.end || bytes[start + 1].isBlank:
      addScalar(.plain, start..<start, mark: start)
    default:
      guard let end = plainFlowEnd(at: start) else { return nil }
      key.range = start..<end
      addScalar(.plain, key.range, mark: start)
    }
    key.colon = bytes.afterSpaces(from: key.range.upperBound, before: line.end)
    key.after = key.colon
    if key.colon < line.end, bytes[key.colon] == .colon {
      key.after += 1
      let next = key.after
      let isGlued = next < line.end && bytes[next].isFlowIndicator
      if isGlued && key.form == .plain { key.mistake = .missingSpace }
      return key
    }
    return reportMissingFlowValue(key)
  }

  /// `{a}`, or an entry whose colon is mistyped; the record of the key is made anew for the latter.
  private mutating func reportMissingFlowValue(_ key: Key) -> Key? {
    var found = key
    for position in key.range where key.form == .plain {
      let isWide = bytes.holds("：", at: position, before: key.range.upperBound)
      guard isWide || bytes[position] == .colon, position > key.range.lowerBound else { continue }
      found.range = key.range.lowerBound..<position
      found.colon = position
      found.after = position + (isWide ? 3 : 1)
      found.mistake = isWide ? .fullWidthColon : .missingSpace
      records.removeLast()
      addScalar(.plain, found.range, mark: found.range.lowerBound)
      return found
    }
    report.add(.missingFlowValue(at: key.range))
    found.colon = key.range.upperBound
    found.after = key.range.upperBound
    return found
  }

  /// One value between commas.
  private mutating func parseFlowValue(at start: Int, mark: Int, isItem: Bool) -> Int? {
    switch bytes[start] {
    case .singleQuote, .doubleQuote: return takeQuoted(at: start, mark: mark)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return parseFlow(at: start, mark: mark)
    default: break
    }
    guard let end = plainFlowEnd(at: start) else { return nil }
    let range = start..<end
    addScalar(.plain, range, mark: mark)
    if isItem, let comma = bytes.fullWidthComma(in: range) {
      report.addSlip(.fullWidthComma(at: comma, in: range, of: bytes))
    } else if bytes[start] >= 0xC2 {
      addTextSlips(range)
    }
    return end
  }

  /// Where plain text in a flow collection ends; nil if it was reported that none may begin here.
  private mutating func plainFlowEnd(at start: Int) -> Int? {
    var end = start
    var position = start
    while position < line.end, !bytes[position].isFlowIndicator {
      let byte = bytes[position]
      let next = position + 1
      if byte == .colon,
        next == line.end || bytes[next].isBlank || bytes[next].isFlowIndicator
          || bytes[next] == .question
      {
        break
      }
      if byte == .hash && position > start && bytes[position - 1].isBlank { break }
      if !byte.isBlank { end = next }
      position = next
    }
    if !bytes[start].beginsText,
      let fault = flowFault(at: start, text: start..<max(end, start + 1))
    {
      report.add(fault)
      return nil
    }
    // `a[1]`: the bracket would begin a collection inside the text.
    if position < line.end,
      bytes[position] == UInt8(ascii: "[") || bytes[position] == UInt8(ascii: "{")
    {
      let text = start..<afterFlowText(from: position + 1)
      report.add(.reservedCharacter(at: position..<position + 1, text: text, in: nil))
      return nil
    }
    if end < position { _ = skipBlanks(from: end) }
    return end
  }

  private func flowFault(at start: Int, text: Range<Int>) -> Diagnostic? {
    switch bytes[start] {
    case UInt8(ascii: "&"): return .anchor(at: text)
    case UInt8(ascii: "*"): return .alias(at: text, text: text, in: bytes)
    case UInt8(ascii: "!"): return .tag(at: text)
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), .hash, .question, .colon:
      return .reservedCharacter(at: start..<start + 1, text: text, in: bytes)
    case .dash:
      let next = start + 1
      let isAlone = next == line.end || bytes[next].isBlank || bytes[next].isFlowIndicator
      return isAlone ? .reservedCharacter(at: start..<next, text: text, in: bytes) : nil
    default: return nil
    }
  }
}

extension [UInt8] {
  /// The first `，` or `、`.
  func fullWidthComma(in range: Range<Int>) -> Range<Int>? {
    let span = self.span
    for index in range where span[index] == 0xEF || span[index] == 0xE3 {
      if holds("，", at: index, before: range.upperBound)
        || holds("、", at: index, before: range.upperBound)
      {
        return index..<index + 3
      }
    }
    return nil
  }
}
