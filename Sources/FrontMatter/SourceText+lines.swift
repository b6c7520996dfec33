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
  private final class Starts: Sendable {
    let offsets: [Int]
    init(_ offsets: [Int]) { self.offsets = offsets }
  }
  private let known = AtomicLazyReference<Starts>()

  func starts(of bytes: [UInt8]) -> [Int] {
    if let starts = known.load() { return starts.offsets }
    var offsets = [0]
    let span = bytes.span
    for index in span.indices where span[index] == .lineFeed { offsets.append(index + 1) }
    return known.storeIfNil(Starts(offsets)).offsets
  }
}

extension SourceText {
  /// The 1-based line, and 1-based column in Unicode scalars, of `utf8Offset`.
  ///
  /// Inside a scalar it is that scalar's column; a byte that is no valid UTF-8 counts as one column.
  ///
  /// - Precondition: `0 <= utf8Offset <= bytes.count`.
  /// - Complexity: O(log n) in the number of lines, plus the length of the line; the first call O(n).
  package func location(of utf8Offset: Int) -> SourceLocation {
    precondition((0...bytes.count).contains(utf8Offset), "an offset outside the text")
    let line = lineIndex(containing: utf8Offset)
    var column = 1
    var position = lines.starts(of: bytes)[line]
    if position == 0 && bytes.startsWithByteOrderMark { position = min(3, utf8Offset) }
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
    let starts = lines.starts(of: bytes)
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
    let starts = lines.starts(of: bytes)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
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
