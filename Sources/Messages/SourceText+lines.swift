import Synchronization

/// A place as a person names it.
package struct SourceLocation: Sendable, Hashable {
  /// From 1; a line ends with a line feed, and a carriage return before it belongs to the break.
  package var line: Int
  /// From 1, in Unicode scalars: what an editor shows as the column of Chinese text.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of one text begin, found once and only when asked for.
final class LineTable: Sendable {
  final class Lines: Sendable {
    let starts: [Int]
    /// Places on long lines whose columns are known: a thousand findings on one line need not count
    /// its characters a thousand times.
    let marks: [Mark]

    init(of bytes: [UInt8]) {
      var starts = [0]
      let span = bytes.span
      for index in span.indices where span[index] == .lineFeed { starts.append(index + 1) }
      self.starts = starts
      marks = zip(starts, starts.dropFirst() + [bytes.count]).flatMap { start, end in
        end - start > 2 * Mark.distance ? Mark.along(bytes, from: start, to: end) : []
      }
    }
  }

  struct Mark: Sendable {
    let offset: Int
    let column: Int

    static let distance = 1024

    fileprivate static func along(_ bytes: [UInt8], from start: Int, to end: Int) -> [Mark] {
      var marks: [Mark] = []
      var (position, column) = (bytes.firstCharacter(ofLineAt: start), 1)
      while position < end {
        if position - (marks.last?.offset ?? start) >= distance {
          marks.append(Mark(offset: position, column: column))
        }
        position += bytes[position] < 0x80 ? 1 : bytes.scalarLength(at: position)
        column += 1
      }
      return marks
    }
  }

  private let known = AtomicLazyReference<Lines>()

  func lines(of bytes: [UInt8]) -> Lines {
    known.load() ?? known.storeIfNil(Lines(of: bytes))
  }
}

extension [UInt8] {
  /// After the byte order mark, which takes no column.
  fileprivate func firstCharacter(ofLineAt start: Int) -> Int {
    start == 0 && startsWithByteOrderMark ? 3 : start
  }
}

extension SourceText {
  /// The 1-based line, and 1-based column in Unicode scalars, of `utf8Offset`.
  ///
  /// Inside a scalar it is that scalar's column; a byte that is no valid UTF-8 counts as one column.
  ///
  /// - Precondition: `0 <= utf8Offset <= bytes.count`.
  /// - Complexity: O(log n); the first call O(n).
  package func location(of utf8Offset: Int) -> SourceLocation {
    precondition((0...bytes.count).contains(utf8Offset), "an offset outside the text")
    let line = lineIndex(containing: utf8Offset)
    let lines = lines.lines(of: bytes)
    var column = 1
    var position = min(bytes.firstCharacter(ofLineAt: lines.starts[line]), utf8Offset)
    if let mark = lines.marks.last(upTo: utf8Offset), mark.offset > position {
      (position, column) = (mark.offset, mark.column)
    }
    let span = bytes.span
    while position < utf8Offset {
      position += span[position] < 0x80 ? 1 : bytes.scalarLength(at: position)
      if position <= utf8Offset { column += 1 }
    }
    return SourceLocation(line: line + 1, column: column)
  }

  /// The line `offset` is in, without its line break.
  ///
  /// - Precondition: `0 <= offset <= bytes.count`.
  package func lineRange(containing offset: Int) -> Range<Int> {
    precondition((0...bytes.count).contains(offset), "an offset outside the text")
    let starts = lines.lines(of: bytes).starts
    let line = lineIndex(containing: offset)
    let start = starts[line]
    guard line + 1 < starts.count else { return start..<bytes.count }
    let feed = starts[line + 1] - 1
    return start..<(feed > start && bytes[feed - 1] == .carriageReturn ? feed - 1 : feed)
  }

  /// The bytes with `edits` made. Edits may come in any order; of two insertions at one place the
  /// earlier in the list comes first.
  ///
  /// - Precondition: no two edits overlap and all lie within the text.
  package func applying(_ edits: [SourceEdit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.replacement.utf8.count })
    var position = 0
    for edit in edits.inOrder {
      precondition(edit.range.lowerBound >= position, "edits of one file overlap")
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement.utf8
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }

  private func lineIndex(containing offset: Int) -> Int {
    lines.lines(of: bytes).starts.count(upTo: { $0 <= offset }) - 1
  }
}

extension [LineTable.Mark] {
  fileprivate func last(upTo offset: Int) -> LineTable.Mark? {
    isEmpty ? nil : self[..<count(upTo: { $0.offset <= offset })].last
  }
}

extension Array {
  /// How many elements there are at the beginning that `isBefore` holds of.
  ///
  /// - Complexity: O(log n).
  fileprivate func count(upTo isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [SourceEdit] {
  /// By position; a stable sort, so that insertions at one place keep their order.
  fileprivate var inOrder: [SourceEdit] {
    enumerated().sorted { lhs, rhs in
      (lhs.element.range.lowerBound, lhs.element.range.upperBound, lhs.offset)
        < (rhs.element.range.lowerBound, rhs.element.range.upperBound, rhs.offset)
    }.map(\.element)
  }
}
