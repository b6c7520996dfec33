import Messages

/// The line a finding is on, and the line below it that points at the place.
///
/// Widths are those of a terminal, so that the caret stands right under Chinese text, combining
/// marks and tabs. What a terminal would obey is shown as a picture or a code point.
struct Excerpt {
  /// The number of the line, from 1.
  let number: Int
  private(set) var line = ""
  /// Columns before the caret.
  private(set) var column = 0
  /// Columns it points at, at least 1.
  private(set) var width = 0

  /// A tab reaches to the next multiple of this.
  private static let tabStop = 4
  /// Bytes shown before and after the beginning of the range, where the line is very long.
  private static let reach = (before: 120, after: 240)

  init(of range: Range<Int>, in text: SourceText) {
    number = text.location(of: range.lowerBound).line
    let whole = text.lineRange(containing: range.lowerBound)
    let place = min(range.lowerBound, whole.upperBound)
    let end = min(max(range.upperBound, place), whole.upperBound)
    let start = text.bytes.scalarStart(from: max(whole.lowerBound, place - Self.reach.before))
    let limit = text.bytes.scalarStart(from: min(whole.upperBound, place + Self.reach.after))
    var columns = 0
    if start > whole.lowerBound { columns += append("…") }
    var position = start
    while position < limit {
      if position == place { column = columns }
      if position == whole.lowerBound && text.bytes.hasByteOrderMark(at: position) {
        position += 3
        continue
      }
      columns += appendScalar(at: &position, before: limit, of: text.bytes, columns: columns)
      if position <= end { width = columns }
    }
    if place >= limit { column = columns }
    if limit < whole.upperBound { columns += append("…") }
    width = max(1, width - column)
  }

  private mutating func append(_ text: String) -> Int {
    line += text
    return text.displayWidth
  }

  /// Appends what stands for the scalar at `position`, moves past it, and gives its columns.
  private mutating func appendScalar(
    at position: inout Int, before limit: Int, of bytes: [UInt8], columns: Int
  ) -> Int {
    let byte = bytes[position]
    if byte == UInt8(ascii: "\t") {
      position += 1
      return append(String(repeating: " ", count: Self.tabStop - columns % Self.tabStop))
    }
    guard let scalar = bytes.scalar(at: position, before: limit) else {
      position += 1
      return append("<\(String(byte, radix: 16, uppercase: true))>")
    }
    position += UTF8.width(scalar)
    if let stand = scalar.stand { return append(stand) }
    line.unicodeScalars.append(scalar)
    return scalar.displayWidth
  }
}

extension [UInt8] {
  /// `index`, or the start of the scalar it is inside of.
  fileprivate func scalarStart(from index: Int) -> Int {
    var position = index
    while position > 0, position < count, index - position < 3, self[position] & 0xC0 == 0x80 {
      position -= 1
    }
    return position
  }

  fileprivate func hasByteOrderMark(at index: Int) -> Bool {
    self[index...].starts(with: [0xEF, 0xBB, 0xBF])
  }
}
