import Messages

extension Parser {
  /// Names what the line under the cursor is, where a `key: value` should be.
  mutating func reportNoEntry() {
    let start = line.content
    let text = start..<trimmedEnd(from: start)
    switch bytes[start] {
    case UInt8(ascii: "&"): report.add(.anchor(at: wordRange(at: start)))
    case UInt8(ascii: "*"): report.add(.alias(at: wordRange(at: start), text: text, in: bytes))
    case UInt8(ascii: "!"): report.add(.tag(at: wordRange(at: start)))
    case UInt8(ascii: "%") where start == line.start: report.add(.directive(at: text))
    case .singleQuote, .doubleQuote:
      report.add(
        quotedScalar(at: start) == nil
          ? .unclosedQuote(at: text, in: bytes) : .notAnEntry(at: text))
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      report.add(bytes.isComplexKey(line) ? .complexKey(at: text) : .notAnEntry(at: text))
    case .question where start + 1 == line.end || bytes[start + 1].isBlank:
      report.add(.complexKey(at: text))
      skipValueOfComplexKey()
    default:
      report.add(
        bytes.holds("＃", at: start, before: line.end)
          ? .notAnEntry(
            at: text, help: Phrase(zh: "注释用半角 # 开头", en: "a comment begins with a half-width #"))
          : .notAnEntry(at: text))
    }
  }

  /// `? a` is followed by `: b`, which belongs to the same fault.
  private mutating func skipValueOfComplexKey() {
    let indent = line.indent
    let isFollowed = peekingNextLine {
      var next = $0
      next.skipDeeper(than: indent)
      return next.line.indent == indent && next.isBareColon
    }
    guard isFollowed else { return }
    advance()
    skipDeeper(than: indent)
  }

  private var isBareColon: Bool {
    bytes[line.content] == .colon
      && (line.content + 1 == line.end || bytes[line.content + 1].isBlank)
  }
}
