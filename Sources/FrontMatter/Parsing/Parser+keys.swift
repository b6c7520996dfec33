import Messages

/// A key found on a line, with its colon.
struct Key {
  var range: Range<Int>
  var form: Form
  var isEscaped = false
  var colon: Int
  /// Where the value may begin: after the colon.
  var after: Int
  var mistake: Mistake?

  enum Mistake { case fullWidthColon, missingSpace }
}

/// The keys of one mapping so far, to find one that comes again.
struct KeyTable {
  /// The text of a key and its record; only built where a walk along the arena would cost too much.
  private var known: [String: Int]?
  private var seen = 0
  private var first = 0

  /// Enters the key at `index` and gives the record of an earlier one with the same text.
  mutating func enter(_ index: Int, in records: [Record], bytes: [UInt8]) -> Int? {
    if seen == 0 { first = index }
    seen += 1
    if seen <= 12 { return walk(to: index, in: records, bytes: bytes) }
    if known == nil {
      known = [:]
      var other = first
      while other < index {
        note(other, in: records, bytes: bytes)
        other = Int(records[other + 1].next)
      }
    }
    return note(index, in: records, bytes: bytes)
  }

  @discardableResult
  private mutating func note(_ index: Int, in records: [Record], bytes: [UInt8]) -> Int? {
    let text = bytes.keyText(records[index])
    if let earlier = known?[text] { return earlier }
    known?[text] = index
    return nil
  }

  private func walk(to index: Int, in records: [Record], bytes: [UInt8]) -> Int? {
    let wanted = records[index]
    var other = first
    while other < index {
      if bytes.isSameKey(records[other], wanted) { return other }
      other = Int(records[other + 1].next)
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate func isSameKey(_ lhs: Record, _ rhs: Record) -> Bool {
    guard lhs.form == .plain && rhs.form == .plain else { return keyText(lhs) == keyText(rhs) }
    return lhs.range.count == rhs.range.count
      && self[lhs.range].elementsEqual(self[rhs.range])
  }

  func keyText(_ record: Record) -> String {
    Node(tree: NodeTree(bytes: self, records: [record]), index: 0).text
  }
}

// MARK: - Finding

extension Parser {
  /// The key at `start`, if YAML sees an entry there: text or quotes, then `:` and a blank or the
  /// line's end. Whether the key is a good one is for `checkKey` to say.
  func entryKey(at start: Int) -> Key? {
    switch bytes[start] {
    case .doubleQuote, .singleQuote: return quotedKey(at: start)
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"), .hash:
      return nil
    case .question where start + 1 == line.end || bytes[start + 1].isBlank: return nil
    default: break
    }
    guard let colon = plainColon(from: start) else { return nil }
    var end = colon
    while end > start && bytes[end - 1].isBlank { end -= 1 }
    return Key(range: start..<end, form: .plain, colon: colon, after: colon + 1)
  }

  private func plainColon(from start: Int) -> Int? {
    let span = bytes.span
    var position = start
    while position < line.end {
      let byte = span[position]
      if byte == .colon && (position + 1 == line.end || span[position + 1].isBlank) {
        return position
      }
      if byte == .hash && position > start && span[position - 1].isBlank { return nil }
      position += 1
    }
    return nil
  }

  private func quotedKey(at start: Int) -> Key? {
    guard let quoted = quotedScalar(at: start) else { return nil }
    var colon = quoted.end
    while colon < line.end && bytes[colon].isBlank { colon += 1 }
    guard colon < line.end, bytes[colon] == .colon else { return nil }
    let isSpaced = colon + 1 == line.end || bytes[colon + 1].isBlank
    return Key(
      range: start..<quoted.end, form: quoted.form, isEscaped: quoted.isEscaped,
      colon: colon, after: colon + 1, mistake: isSpaced ? nil : .missingSpace)
  }

  /// The key of a line that is no entry to YAML, but was surely meant as one: its colon is
  /// full-width, or no space follows it.
  func mistypedKey(at start: Int) -> Key? {
    switch bytes[start] {
    case .singleQuote, .doubleQuote, .hash, .question, .colon: return nil
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"): return nil
    default: break
    }
    var position = start
    while position < line.end {
      if bytes.holds("：", at: position, before: line.end) {
        return mistypedKey(start, colon: position, length: 3, .fullWidthColon)
      }
      if bytes[position] == .colon {
        if bytes.holds("://", at: position, before: line.end) { return nil }
        return mistypedKey(start, colon: position, length: 1, .missingSpace)
      }
      if bytes[position].isBlank {
        position = skippingBlanks(from: position)
        let isColon =
          bytes.holds("：", at: position, before: line.end)
          || bytes.holds(":", at: position, before: line.end)
        if !isColon { return nil }
      } else {
        position += 1
      }
    }
    return nil
  }

  private func mistypedKey(
    _ start: Int, colon: Int, length: Int, _ mistake: Key.Mistake
  ) -> Key? {
    var end = colon
    while end > start && bytes[end - 1].isBlank { end -= 1 }
    guard end > start else { return nil }
    return Key(
      range: start..<end, form: .plain, colon: colon, after: colon + length, mistake: mistake)
  }

  private func skippingBlanks(from start: Int) -> Int {
    var position = start
    while position < line.end && bytes[position].isBlank { position += 1 }
    return position
  }

  /// Whether the text of an item begins a mapping by mistake: `- 日期：…` over `  步骤: …`.
  func isMistypedEntry(at position: Int) -> Bool {
    guard mistypedKey(at: position) != nil else { return false }
    let column = line.indent + position - line.content
    return peekingNextLine {
      $0.line.indent == column && !$0.isDash(at: $0.line.content)
        && ($0.entryKey(at: $0.line.content) ?? $0.mistypedKey(at: $0.line.content)) != nil
    }
  }

  /// The dash of a line in a list, or at its beginning, that is not written as `- `.
  func mistypedDash(isIndentless: Bool, startsBlock: Bool = false) -> Range<Int>? {
    let start = line.content
    guard let length = bytes.dashLength(at: start, before: line.end) else { return nil }
    guard let key = entryKey(at: start) else { return start..<start + length }
    if isIndentless { return nil }
    if !startsBlock { return start..<start + length }
    // A mapping with a key like `-事项` is valid. Lines below it that belong to an item say that it
    // is none: YAML could not read them.
    let value = skippingBlanks(from: key.after)
    let hasText =
      value < line.end
      && ![.hash, UInt8(ascii: "|"), UInt8(ascii: ">")].contains(bytes[value])
    let isItem = hasText && peekingNextLine { [indent = line.indent] in $0.line.indent > indent }
    return isItem ? start..<start + length : nil
  }
}

extension [UInt8] {
  /// The length of what may stand for an item's dash: `-` without its space, `－`, `—`, `–`, `−`.
  func dashLength(at index: Int, before end: Int) -> Int? {
    if self[index] == .dash { return holds("--", at: index, before: end) ? nil : 1 }
    for dash in ["－", "—", "–", "−"] as [StaticString] where holds(dash, at: index, before: end) {
      return dash.utf8CodeUnitCount
    }
    return nil
  }

  /// A wide or no-break space at `index`, and the columns it takes.
  func unusualSpace(at index: Int, before end: Int) -> (length: Int, columns: Int)? {
    switch self[index] {
    case 0xC2 where holds("\u{A0}", at: index, before: end): (2, 1)
    case 0xE3 where holds("\u{3000}", at: index, before: end): (3, 2)
    default: nil
    }
  }

  func afterSpaces(from start: Int, before end: Int) -> Int {
    let span = self.span
    var position = start
    while position < end && span[position] == .space { position += 1 }
    return position
  }

  /// Whether the flow collection that begins the line is a key: a bracket, then a colon.
  func isComplexKey(_ line: Parser.Line) -> Bool {
    for position in line.content..<line.end where isClosingBracket(at: position) {
      var colon = position + 1
      while colon < line.end && self[colon].isBlank { colon += 1 }
      if colon < line.end && self[colon] == .colon {
        return colon + 1 == line.end || self[colon + 1].isBlank
      }
    }
    return false
  }
}

// MARK: - Judging

extension Parser {
  /// Reports what is wrong with the key just recorded at `index`.
  mutating func checkKey(_ key: Key, index: Int, keys: inout KeyTable) {
    let start = key.range.lowerBound
    checkColon(key)
    if key.range.isEmpty || (key.form != .plain && key.range.count == 2) {
      records[index].isRefused = true
      report.add(.emptyKey(at: key.range.isEmpty ? key.colon..<key.colon + 1 : key.range))
      return
    }
    if key.form == .plain, !bytes[start].beginsText, let fault = keyFault(key) {
      records[index].isRefused = true
      report.add(fault)
      return
    }
    if key.range.count > 1024, bytes.text(in: key.range).unicodeScalars.count > 1024 {
      report.add(.keyTooLong(at: key.range))
    }
    if let earlier = keys.enter(index, in: records, bytes: bytes) {
      records[index].isRefused = true
      if key.form == .plain, let length = bytes.dashLength(at: start, before: line.end) {
        report.add(.dashInKey(at: start..<start + length, in: bytes))
      } else {
        let text = bytes.keyText(records[index])
        report.add(.duplicateKey(text, at: key.range, first: records[earlier].range))
      }
    } else if key.form == .plain && key.mistake == nil {
      addKeySlips(key)
    }
  }

  private mutating func checkColon(_ key: Key) {
    switch key.mistake {
    case .fullWidthColon:
      var end = key.after
      while end < line.end, let space = bytes.anySpace(at: end, before: line.end) { end += space }
      report.add(
        .fullWidthColon(
          at: key.colon..<key.after, replacing: key.range.upperBound..<end,
          isLast: end == line.end))
    case .missingSpace:
      report.add(.missingSpaceAfterColon(at: key.colon..<key.after, keyEnd: key.range.upperBound))
    case nil where key.colon > key.range.upperBound && !key.range.isEmpty:
      report.add(.spaceBeforeColon(at: key.range.upperBound..<key.colon))
    case nil: break
    }
  }

  private func keyFault(_ key: Key) -> Diagnostic? {
    let first = bytes[key.range.lowerBound]
    let word = wordRange(at: key.range.lowerBound)
    switch first {
    case UInt8(ascii: "&"): return .anchor(at: word)
    case UInt8(ascii: "*"): return .alias(at: word, text: key.range, in: bytes)
    case UInt8(ascii: "!"): return .tag(at: word)
    case UInt8(ascii: "%") where key.range.lowerBound == line.start:
      return .directive(at: key.range.lowerBound..<trimmedEnd(from: key.range.lowerBound))
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), .comma, UInt8(ascii: "]"),
      UInt8(ascii: "}"):
      return .reservedCharacter(
        at: key.range.lowerBound..<key.range.lowerBound + 1, text: key.range, in: bytes)
    default:
      return bytes.isExactly("<<", in: key.range) ? .mergeKey(at: key.range) : nil
    }
  }

  private mutating func addKeySlips(_ key: Key) {
    let start = key.range.lowerBound
    if let length = bytes.dashLength(at: start, before: key.range.upperBound) {
      report.addSlip(.dashInKey(at: start..<start + length, in: bytes))
      return
    }
    guard bytes[start] >= 0xC2 else { return }
    if let space = bytes.trailingUnusualSpace(in: key.range) {
      report.addSlip(.unusualSpace(at: space, replacement: ""))
    }
    for position in key.range where bytes[position] == 0xEF {
      if bytes.holds("：", at: position, before: key.range.upperBound) {
        // The line has another colon, and mending this one would leave that in the value.
        var slip = Diagnostic.fullWidthColon(at: position..<position + 3, replacing: 0..<0)
        slip.fixes = []
        report.addSlip(slip)
        return
      }
    }
  }

  /// From `start` to the next blank.
  func wordRange(at start: Int) -> Range<Int> {
    var end = start
    while end < line.end && !bytes[end].isBlank { end += 1 }
    return start..<end
  }
}

extension [UInt8] {
  /// The length of a space of any kind at `index`.
  func anySpace(at index: Int, before end: Int) -> Int? {
    self[index].isBlank ? 1 : unusualSpace(at: index, before: end)?.length
  }

  func trailingUnusualSpace(in range: Range<Int>) -> Range<Int>? {
    for length in [2, 3] where range.count > length {
      let start = range.upperBound - length
      if let space = unusualSpace(at: start, before: range.upperBound), space.length == length {
        return start..<range.upperBound
      }
    }
    return nil
  }
}
