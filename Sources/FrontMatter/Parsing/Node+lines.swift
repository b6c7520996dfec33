import Messages

extension Node {
  /// The whole lines this node occupies, line breaks included.
  ///
  /// For an item of a block sequence: from the comment lines directly above its dash that are
  /// indented like it, up to where the next item's lines begin; the last item ends with its last
  /// line and the comment lines after it that are indented deeper than its dash. Cutting these lines
  /// takes the item out of the file and nothing else.
  package var itemLines: Range<Int> {
    let bytes = tree.bytes
    guard record.isBlockItem else { return bytes.lines(of: range) }
    let dash = bytes.lineStart(containing: Int(record.mark))
    let column = Int(record.mark) - dash
    let end = bytes.nextLine(afterValueEndingAt: max(range.upperBound, Int(record.mark) + 1))
    return bytes.commentsStart(
      above: dash, column: column)..<bytes.gapEnd(
        after: end, column: column)
  }
}

extension [UInt8] {
  func lineStart(containing offset: Int) -> Int {
    var position = offset
    while position > 0 && self[position - 1] != .lineFeed { position -= 1 }
    return position
  }

  /// The whole lines that `range` touches.
  func lines(of range: Range<Int>) -> Range<Int> {
    let start = lineStart(containing: range.lowerBound)
    // Block text that keeps its empty lines ends where the next line begins.
    if range.upperBound > start, self[range.upperBound - 1] == .lineFeed {
      return start..<range.upperBound
    }
    return start..<lineEnd(from: range.upperBound, before: count).next
  }

  /// Where the line after a value begins. Block text that keeps its empty lines ends just there.
  func nextLine(afterValueEndingAt offset: Int) -> Int {
    offset > 0 && self[offset - 1] == .lineFeed ? offset : lineEnd(from: offset, before: count).next
  }

  /// The first of the comment lines directly above the line at `start` that begin in `column`.
  func commentsStart(above start: Int, column: Int) -> Int {
    var first = start
    while first > 0 {
      let line = lineStart(containing: first - 1)
      guard isComment(at: line, column: column) else { break }
      first = line
    }
    return first
  }

  private func isComment(at line: Int, column: Int) -> Bool {
    let content = afterSpaces(from: line, before: count)
    return content - line == column && content < count && self[content] == .hash
  }

  /// Where the lines of an item end, whose last value ends with the line before `start`.
  func gapEnd(after start: Int, column: Int) -> Int {
    var position = start
    var deeperEnd = start
    while position < count {
      let content = afterSpaces(from: position, before: count)
      let line = lineEnd(from: content, before: count)
      if content < line.end && self[content] != .hash {
        let isItem =
          content - position == column && self[content] == .dash
          && (content + 1 == line.end || self[content + 1].isBlank)
        return isItem ? commentsStart(above: position, column: column) : deeperEnd
      }
      if content < line.end && content - position > column { deeperEnd = line.next }
      position = line.next
    }
    return deeperEnd
  }
}
