extension Parser {
  /// `|` or `>` at `start`, and the lines of text below it.
  mutating func parseBlockText(at start: Int, mark: Int, indent: Int) {
    let header = bytes.blockHeader(at: start, before: line.end)
    let after = skipBlanks(from: header.end)
    guard after == line.end || (bytes[after] == .hash && after > header.end) else {
      let text = start..<trimmedEnd(from: start)
      addRefused(text, mark: mark)
      advance()
      report.add(.blockTextHeader(at: text, isAlone: line.indent <= indent, in: bytes))
      skipDeeper(than: indent)
      return
    }
    let form = bytes[start] == UInt8(ascii: "|") ? Form.literal : .folded
    var lines = TextLines(
      indent: indent, columns: header.indentation.map { indent + $0 }, end: line.end)
    lines.next = line.next
    takeTextLines(&lines)
    let end = header.chomping == .keep ? max(lines.next, lines.end) : lines.end
    let index = addScalar(form, start..<end, mark: mark)
    records[index].indentation = UInt32(lines.columns ?? max(lines.blankColumns, indent + 1))
    line.next = lines.next
    advance()
    if line.indent > indent {
      report.add(.blockTextIndentation(at: line.start..<line.content, columns: lines.columns))
      skipDeeper(than: indent)
    }
  }

  /// The lines of one block of text while they are read.
  private struct TextLines {
    /// Of the collection the text is in.
    let indent: Int
    /// What the lines are indented by, as soon as that is known.
    var columns: Int?
    /// After the last line that belongs to the text.
    var end: Int
    var next = 0
    /// The widest of the empty lines before the text.
    var blankColumns = 0

    var needed: Int { columns ?? indent + 1 }
  }

  private mutating func takeTextLines(_ lines: inout TextLines) {
    while lines.next < end {
      let start = lines.next
      let content = bytes.afterSpaces(from: start, before: end)
      let (lineEnd, next) = bytes.lineEnd(from: content, before: end)
      let columns = content - start
      if content == lineEnd {
        if let known = lines.columns {
          if columns > known { lines.end = lineEnd }
        } else {
          lines.blankColumns = max(lines.blankColumns, columns)
        }
      } else if columns < lines.needed {
        guard reportTextIndentation(start, content, lineEnd, lines.columns ?? lines.indent + 2)
        else { return }
        lines.end = lineEnd
      } else {
        if lines.columns == nil {
          // Readers of YAML 1.1 take a tab here for indentation.
          if bytes[content] == .tab {
            _ = reportTextIndentation(start, content, lineEnd, columns)
          }
          lines.columns = columns
          if lines.blankColumns > columns {
            report.add(.blockTextIndentation(at: start..<content, columns: columns))
          }
        }
        lines.end = lineEnd
      }
      lines.next = next
    }
  }

  /// Reports a line of text that is indented by tabs or wide spaces; false if it is neither, and so
  /// ends the text.
  private mutating func reportTextIndentation(
    _ start: Int, _ content: Int, _ lineEnd: Int, _ columns: Int
  ) -> Bool {
    let spaces = String(repeating: " ", count: columns)
    if bytes[content] == .tab {
      var after = content
      while after < lineEnd && bytes[after].isBlank { after += 1 }
      report.add(.tabIndentation(at: start..<after, replacement: after == lineEnd ? "" : spaces))
      return true
    }
    guard let space = bytes.unusualSpace(at: content, before: lineEnd) else { return false }
    // The wide spaces are the paragraph's own; the indentation goes before them.
    let range = start..<content + space.length
    let kept = bytes.text(in: content..<content + space.length)
    report.add(.unusualSpace(at: range, replacement: spaces + kept))
    return true
  }
}
