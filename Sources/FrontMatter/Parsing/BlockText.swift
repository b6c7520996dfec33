import Messages

/// The first line of block text: `|2-`, `>+`.
struct BlockHeader {
  enum Chomping { case clip, strip, keep }
  var chomping = Chomping.clip
  /// The indentation indicator, 1...9.
  var indentation: Int?
  /// After the indicators.
  var end: Int
}

extension [UInt8] {
  /// Reads the indicators that follow `|` or `>` at `start`.
  func blockHeader(at start: Int, before lineEnd: Int) -> BlockHeader {
    var header = BlockHeader(end: start + 1)
    var hasChomping = false
    while header.end < lineEnd {
      switch self[header.end] {
      case UInt8(ascii: "-") where !hasChomping: header.chomping = .strip
      case UInt8(ascii: "+") where !hasChomping: header.chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9") where header.indentation == nil:
        header.indentation = Int(self[header.end] - UInt8(ascii: "0"))
        header.end += 1
        continue
      default: return header
      }
      hasChomping = true
      header.end += 1
    }
    return header
  }

  /// The text of a `|` or `>` block, by the rules of YAML 1.2 §8.1.
  ///
  /// Line breaks are read as line feeds, whatever the file has.
  func blockText(of record: Record) -> String {
    let end = Int(record.end)
    let indentation = Int(record.indentation)
    let headerEnd = lineEnd(from: Int(record.start), before: count)
    let chomping = blockHeader(at: Int(record.start), before: headerEnd.end).chomping
    var folding = Folding(isLiteral: record.form == .literal)
    var start = headerEnd.next
    while start < end {
      let line = lineEnd(from: start, before: count)
      var content = start
      while content < line.end && content - start < indentation && self[content] == .space {
        content += 1
      }
      folding.take(self[content..<line.end], isTerminated: line.next > line.end)
      start = line.next
    }
    return String(decoding: folding.finished(chomping), as: UTF8.self)
  }

  /// Where the line around `start` ends, without its break, and where the next begins.
  func lineEnd(from start: Int, before limit: Int) -> (end: Int, next: Int) {
    let span = self.span
    var end = start
    while end < limit {
      let byte = span[end]
      // One comparison for all but controls.
      if byte <= .carriageReturn && (byte == .lineFeed || byte == .carriageReturn) { break }
      end &+= 1
    }
    guard end < limit else { return (limit, limit) }
    let isPair =
      span[end] == .carriageReturn && end + 1 < count && span[end + 1] == .lineFeed
    return (end, Swift.min(end + (isPair ? 2 : 1), count))
  }
}

/// Joins the lines of block text: literal as they are, folded with a space for a single break
/// between two lines that do not begin with a blank.
private struct Folding {
  let isLiteral: Bool
  private var text: [UInt8] = []
  /// The break of the last line that has text.
  private var hasLeadingBreak = false
  /// Empty lines since.
  private var trailingBreaks = 0
  private var beganBlank = false

  init(isLiteral: Bool) { self.isLiteral = isLiteral }

  mutating func take(_ line: ArraySlice<UInt8>, isTerminated: Bool) {
    guard let first = line.first else {
      if isTerminated { trailingBreaks += 1 }
      return
    }
    let isFolded = !isLiteral && hasLeadingBreak && !beganBlank && !first.isBlank
    if isFolded {
      if trailingBreaks == 0 { text.append(.space) }
    } else if hasLeadingBreak {
      text.append(.lineFeed)
    }
    text.append(contentsOf: repeatElement(.lineFeed, count: trailingBreaks))
    text += line
    trailingBreaks = 0
    hasLeadingBreak = isTerminated
    beganBlank = first.isBlank
  }

  func finished(_ chomping: BlockHeader.Chomping) -> [UInt8] {
    switch chomping {
    case .strip: text
    case .clip: hasLeadingBreak ? text + [.lineFeed] : text
    case .keep:
      text + repeatElement(.lineFeed, count: trailingBreaks + (hasLeadingBreak ? 1 : 0))
    }
  }
}
