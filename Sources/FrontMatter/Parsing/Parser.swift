/// Reads the lines of `region` into an arena of records, and reports every fault it meets.
///
/// A recursive descent by indentation: each collection takes the lines of its own column and leaves
/// the first line that stands further left to its parent. After a fault it goes on at the next line
/// of lesser or equal indentation. Time and memory are linear in the bytes; recursion is bounded by
/// `Limit.levels`.
struct Parser {
  let bytes: [UInt8]
  /// The end of the region.
  let end: Int
  var records: [Record] = []
  var report: ParseReport
  var line: Line
  /// Lines that are not read: what a merge conflict brought in twice. In order.
  var skips: ArraySlice<Range<Int>>
  /// The end of what the last record took.
  var extent = 0
  /// Of the collection being read; the root's is 1.
  var level = 1
  /// The block collections being read, the outermost first.
  var columns: [Column] = []
  var entryCount = 0
  /// Whether lines below the last value, which may belong to its mapping, were left out.
  var hasLeftOutLines = false

  /// Where the keys or dashes of a block collection stand.
  struct Column {
    let indent: Int
    let isSequence: Bool
  }

  /// The line under the cursor, from which an outer collection may already have taken its dash.
  struct Line {
    /// The line's first byte.
    var start: Int
    /// The first byte that is not yet taken.
    var content: Int
    /// After the last byte before the line break.
    var end: Int
    var next: Int
    /// The column of `content`, from 0; -1 after the last line.
    var indent: Int
  }

  init(_ bytes: [UInt8], region: Range<Int>, skipping skips: [Range<Int>], report: ParseReport) {
    self.bytes = bytes
    end = region.upperBound
    self.report = report
    self.skips = skips[...]
    line = Line(
      start: region.lowerBound, content: region.lowerBound, end: region.lowerBound,
      next: region.lowerBound, indent: 0)
    // Typical front matter has a node for every dozen bytes.
    records.reserveCapacity(region.count / 12 + 8)
  }

  var isAtEnd: Bool { line.indent < 0 }

  /// Reads everything; the root is the first record, if there is one.
  mutating func parse() {
    let start = line.start
    advance()
    if isAtEnd {
      report.add(.emptyFrontMatter(at: start))
    } else if bytes[line.content] == UInt8(ascii: "{") && !bytes.isComplexKey(line) {
      parseFlowRoot()
    } else if isDash(at: line.content) {
      report.add(.rootNotMapping(at: line.content..<line.end))
      parseSequence(mark: line.content, isIndentless: false)
      skipDeeper(than: -1)
      records = []
    } else {
      parseRootMapping()
    }
  }

  private mutating func parseRootMapping() {
    let index = open(.blockMapping, at: line.content, mark: line.content)
    var keys = KeyTable()
    var count = 0
    var indent = line.indent
    while !isAtEnd {
      if line.indent < indent {
        report.add(.unexpectedIndentation(at: line.start..<line.content, expected: indent))
        indent = line.indent
      }
      count += parseEntries(of: index, indent: indent, keys: &keys)
    }
    if count == 0 { records = [] } else { close(index, count: count) }
  }

  private mutating func parseFlowRoot() {
    let start = line.content
    guard let after = parseFlow(at: start, mark: start) else {
      records = []
      skipDeeper(than: -1)
      return
    }
    expectLineEnd(after: after)
    advance()
    if !isAtEnd { report.add(.continuedText(at: line.content..<line.end)) }
  }
}

// MARK: - Lines

extension Parser {
  /// Moves to the next line that holds more than blanks and a comment.
  mutating func advance() {
    var start = line.next
    while start < end && !report.isFull {
      if let skip = skips.first, start >= skip.lowerBound {
        start = max(start, skip.upperBound)
        skips.removeFirst()
        continue
      }
      let content = bytes.afterSpaces(from: start, before: end)
      let (lineEnd, next) = bytes.lineEnd(from: content, before: end)
      if content == lineEnd || bytes[content] == .hash {
        start = next
        continue
      }
      line = Line(
        start: start, content: content, end: lineEnd, next: next, indent: content - start)
      if bytes[content] <= .space || bytes[content] >= 0xC2, !takeUnusualIndentation() {
        start = next
        continue
      }
      if line.indent == 0, isDocumentMarker(line) {
        let isFirst = records.isEmpty && bytes[content] == .dash && content + 3 == lineEnd
        report.add(.documentMarker(line, isFirst: isFirst))
        guard isFirst else { break }
        start = next
        continue
      }
      return
    }
    line = Line(start: end, content: end, end: end, next: end, indent: -1)
  }

  /// Reads tabs and wide spaces as the indentation they look like, and says so.
  ///
  /// - Returns: false where nothing else is on the line.
  private mutating func takeUnusualIndentation() -> Bool {
    var position = line.content
    var hasTab = false
    while position < line.end {
      if bytes[position] == .tab {
        hasTab = true
        line.indent += 2
        position += 1
      } else if bytes[position] == .space {
        line.indent += 1
        position += 1
      } else if let space = bytes.unusualSpace(at: position, before: line.end) {
        line.indent += space.columns
        position += space.length
      } else {
        break
      }
    }
    guard position > line.content else { return true }
    let range = line.start..<position
    if hasTab && position < line.end { takeTabs(in: range) }
    line.content = position
    let isBlank = position == line.end
    if isBlank && !hasTab {
      // YAML has no blank here but text: reported where it stands, and read as an empty line.
      report.add(.unusualSpace(at: range, replacement: ""))
    } else {
      let spaces = String(repeating: " ", count: isBlank ? 0 : line.indent)
      report.add(
        hasTab
          ? .tabIndentation(at: range, replacement: spaces)
          : .unusualSpace(at: range, replacement: spaces))
    }
    return !isBlank && bytes[position] != .hash
  }

  /// Gives tabs the width that brings the line to the column of a collection that it may belong to;
  /// two where none does.
  private mutating func takeTabs(in blank: Range<Int>) {
    let isSequence = isDash(at: blank.upperBound)
    let tabs = bytes[blank].count { $0 == .tab }
    for width in [2, 4, 8] {
      let indent = line.indent + tabs * (width - 2)
      if columns.contains(where: { $0.indent == indent && $0.isSequence == isSequence }) {
        line.indent = indent
        return
      }
    }
  }

  private func isDocumentMarker(_ line: Line) -> Bool {
    guard
      bytes.holds("---", at: line.content, before: line.end)
        || bytes.holds("...", at: line.content, before: line.end)
    else { return false }
    return line.content + 3 == line.end || bytes[line.content + 3].isBlank
  }

  mutating func skipDeeper(than indent: Int) {
    while line.indent > indent { advance() }
  }

  /// Runs `body` on the next line and comes back; findings of the look ahead are forgotten.
  func peekingNextLine<T>(_ body: (Parser) -> T) -> T {
    var ahead = self
    ahead.advance()
    return body(ahead)
  }

  /// Whether a block sequence item begins at `position`.
  func isDash(at position: Int) -> Bool {
    bytes[position] == .dash && (position + 1 == line.end || bytes[position + 1].isBlank)
  }

  /// Skips blanks inside the line; tabs among them are reported.
  mutating func skipBlanks(from start: Int) -> Int {
    var position = start
    while position < line.end && bytes[position] == .space { position += 1 }
    guard position < line.end && bytes[position] == .tab else { return position }
    while position < line.end && bytes[position].isBlank { position += 1 }
    report.add(.tabBetweenTokens(at: start..<position, isTrailing: position == line.end))
    return position
  }

  /// Whether a comment begins at `position`, which follows a blank or begins the line.
  func isComment(at position: Int) -> Bool {
    bytes[position] == .hash && (position == line.start || bytes[position - 1].isBlank)
  }
}

// MARK: - Records

extension Parser {
  mutating func open(_ form: Form, at start: Int, mark: Int) -> Int {
    records.append(
      Record(start: UInt32(start), end: UInt32(start), next: 0, mark: UInt32(mark), form: form))
    return records.count - 1
  }

  mutating func close(_ index: Int, count: Int) {
    records[index].count = UInt32(count)
    records[index].end = UInt32(max(extent, Int(records[index].start)))
    records[index].next = UInt32(records.count)
  }

  @discardableResult
  mutating func addScalar(_ form: Form, _ range: Range<Int>, mark: Int) -> Int {
    records.append(
      Record(
        start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        next: UInt32(records.count + 1), mark: UInt32(mark), form: form))
    extent = range.upperBound
    return records.count - 1
  }

  /// A value that was reported, as the text that stands there.
  mutating func addRefused(_ range: Range<Int>, mark: Int) {
    let index = addScalar(range.isEmpty ? .absent : .plain, range, mark: mark)
    records[index].isRefused = true
  }

  /// Counts one entry or item; false beyond the limit, and then the rest is not read.
  mutating func admitsEntry(at range: Range<Int>) -> Bool {
    entryCount += 1
    guard entryCount > FileLimit.entries else { return true }
    if entryCount == FileLimit.entries + 1 { report.add(.tooManyEntries(at: range)) }
    line = Line(start: end, content: end, end: end, next: end, indent: -1)
    return false
  }

  /// Goes a level down for `body`; beyond the limit it reports and leaves the deeper lines out.
  mutating func descending(
    at start: Int, mark: Int, parent: Int, _ body: (inout Parser) -> Void
  ) {
    guard level < FileLimit.levels else {
      report.add(.nestedTooDeep(at: start..<line.end))
      addRefused(start..<start, mark: mark)
      advance()
      skipDeeper(than: parent)
      return
    }
    level += 1
    body(&self)
    level -= 1
  }
}
