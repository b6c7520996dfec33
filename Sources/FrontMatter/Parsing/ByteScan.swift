import Messages

/// What a merge left behind: the marker lines of one conflict.
struct Conflict {
  /// The line `<<<<<<<`, or a marker that stands alone.
  var first: Range<Int>
  /// `|||||||`, the common ancestor, where git was asked to show it.
  var base: Range<Int>?
  /// `=======`.
  var middle: Range<Int>?
  /// `>>>>>>>`.
  var last: Range<Int>?
}

/// Looks at every byte of a file for what no file should hold.
///
/// One pass, linear; printable ASCII and ideographs are passed over at once. A conflict may begin in
/// one part of the file and end in another.
struct ByteScan {
  let bytes: [UInt8]
  private var range = 0..<0
  /// Front matter is YAML, which allows less than Markdown.
  private var isFrontMatter = false
  private(set) var conflicts: [Conflict] = []
  private var isInConflict = false
  private(set) var firstInvalid: Range<Int>?
  private(set) var invalidCount = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run(over range: Range<Int>, isFrontMatter: Bool, _ report: inout ParseReport) {
    self.range = range
    self.isFrontMatter = isFrontMatter
    var position = range.lowerBound
    if position < range.upperBound { noteMarker(at: position) }
    while true {
      position = bytes.afterOrdinary(from: position, before: range.upperBound)
      guard position < range.upperBound, !report.isFull else { break }
      if bytes[position] == .lineFeed {
        position += 1
        if position < range.upperBound { noteMarker(at: position) }
      } else {
        position = examine(position, &report)
      }
    }
  }

  /// Reports what is only known at the end of the file.
  func finish(_ report: inout ParseReport) {
    for conflict in conflicts { report.add(.conflictMarker(conflict)) }
    if let firstInvalid { report.add(.invalidUTF8(at: firstInvalid, more: invalidCount - 1)) }
  }

  /// What there is to say of a file that is no UTF-8 from one end to the other, as Chinese Windows saves
  /// it: one thing, since nothing of it can be read.
  var otherEncoding: Diagnostic? {
    guard let firstInvalid, invalidCount > bytes.longScalars else { return nil }
    if bytes.isGB18030 { return .otherEncoding("GBK(GB18030)", at: firstInvalid) }
    // A few wrong bytes are told where they are.
    return invalidCount > 16 ? .unknownEncoding(at: firstInvalid) : nil
  }

  /// The lines that the parser leaves out, so that a conflict is one finding: its markers, and
  /// everything but the first side.
  var skippedLines: [Range<Int>] {
    conflicts.flatMap { conflict in
      let first = bytes.wholeLine(conflict.first)
      guard let middle = conflict.middle else { return [first] }
      let other = conflict.base ?? middle
      let last = bytes.wholeLine(conflict.last ?? middle)
      return [first, other.lowerBound..<last.upperBound]
    }
  }

  /// Looks at one scalar that is not ordinary.
  private mutating func examine(_ position: Int, _ report: inout ParseReport) -> Int {
    let byte = bytes[position]
    if byte < 0x80 { return examineControl(position, &report) }
    guard let scalar = bytes.scalar(at: position, before: range.upperBound) else {
      let end = bytes.afterInvalid(from: position, before: range.upperBound)
      if firstInvalid == nil { firstInvalid = position..<end }
      invalidCount += 1
      return end
    }
    let end = position + scalar.utf8Length
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      report.add(.bidiControl(scalar.codePoint, at: position..<end))
    case 0x9B:
      report.add(.terminalEscape(at: position..<end))
    case 0x85 where isFrontMatter, 0x2028 where isFrontMatter, 0x2029 where isFrontMatter:
      report.add(.unusualLineBreak(scalar.codePoint, at: position..<end))
    case 0x80...0x9F where isFrontMatter, 0xFFFE where isFrontMatter, 0xFFFF where isFrontMatter:
      report.add(.controlCharacter(scalar.codePoint, at: position..<end))
    case 0xFEFF where isFrontMatter:
      report.add(.misplacedByteOrderMark(at: position..<end))
    // The joiners are seen by the signs that they join.
    case _ where isFrontMatter && scalar.isInvisible && !(0x200C...0x200D).contains(scalar.value):
      report.addSlip(.invisibleCharacter(scalar.codePoint, at: position..<end))
    default: break
    }
    return end
  }

  private func examineControl(_ position: Int, _ report: inout ParseReport) -> Int {
    switch bytes[position] {
    case .tab: return position + 1
    case .carriageReturn:
      let isPair = position + 1 < bytes.count && bytes[position + 1] == .lineFeed
      if !isPair && isFrontMatter { report.add(.loneCarriageReturn(at: position..<position + 1)) }
      return position + 1
    case 0:
      var end = position + 1
      while end < range.upperBound && bytes[end] == 0 { end += 1 }
      report.add(.nulCharacter(at: position..<end))
      return end
    case 0x1B:
      let end = bytes.afterEscapeSequence(from: position, before: range.upperBound)
      report.add(.terminalEscape(at: position..<end))
      return end
    default:
      if isFrontMatter {
        let name = Unicode.Scalar(bytes[position]).codePoint
        report.add(.controlCharacter(name, at: position..<position + 1))
      }
      return position + 1
    }
  }

  /// Notes a conflict marker: seven of one character at the beginning of a line, then a blank or
  /// the line's end.
  private mutating func noteMarker(at start: Int) {
    let marker = bytes[start]
    guard
      marker == UInt8(ascii: "<") || marker == UInt8(ascii: "=") || marker == UInt8(ascii: ">")
        || marker == UInt8(ascii: "|"), isMarker(marker, at: start)
    else { return }
    let line = start..<bytes.lineEnd(from: start, before: range.upperBound).end
    let last = conflicts.count - 1
    switch marker {
    case UInt8(ascii: "<"):
      conflicts.append(Conflict(first: line))
      isInConflict = true
    case UInt8(ascii: "|") where isInConflict: conflicts[last].base = line
    case UInt8(ascii: "=") where isInConflict: conflicts[last].middle = line
    case UInt8(ascii: ">") where isInConflict:
      conflicts[last].last = line
      isInConflict = false
    // In Markdown a line of `=` underlines a heading, and one of `|` may be a table.
    case UInt8(ascii: "=") where !isFrontMatter: break
    case UInt8(ascii: ">"), UInt8(ascii: "="): conflicts.append(Conflict(first: line))
    default: break
    }
  }

  private func isMarker(_ marker: UInt8, at start: Int) -> Bool {
    let end = start + 7
    guard end <= range.upperBound else { return false }
    for index in start..<end where bytes[index] != marker { return false }
    return end == range.upperBound || bytes[end] <= .space
  }
}

extension [UInt8] {
  /// The first position from `start` that needs a look: a line feed, a control, or a scalar outside
  /// the common ideographs and full-width forms.
  fileprivate func afterOrdinary(from start: Int, before end: Int) -> Int {
    let span = self.span
    var position = start
    while position < end {
      let byte = span[position]
      if byte >= 0x20 && byte < 0x7F {
        position += 1
      } else if byte >= 0xE3 && byte <= 0xEC && position + 2 < end
        && span[position + 1].isContinuation && span[position + 2].isContinuation
      {
        position += 3
      } else if byte == 0xEF && position + 2 < end
        && (span[position + 1] == 0xBC || span[position + 1] == 0xBD)
        && span[position + 2].isContinuation
      {
        position += 3
      } else {
        return position
      }
    }
    return end
  }

  /// After the bytes at `start` that fit no scalar: the first, and continuations after it.
  fileprivate func afterInvalid(from start: Int, before end: Int) -> Int {
    var position = start + 1
    while position < end && position < start + 4 && self[position].isContinuation { position += 1 }
    return position
  }

  /// After ESC, and the rest of a CSI or OSC sequence where one follows.
  fileprivate func afterEscapeSequence(from start: Int, before end: Int) -> Int {
    var position = start + 1
    guard position < end else { return position }
    switch self[position] {
    case UInt8(ascii: "["):
      position += 1
      while position < end, (0x20...0x3F).contains(self[position]) { position += 1 }
      return position < end && (0x40...0x7E).contains(self[position]) ? position + 1 : position
    case UInt8(ascii: "]"):
      while position < end, self[position] >= 0x20 { position += 1 }
      return position < end && self[position] == 0x07 ? position + 1 : position
    default: return position
    }
  }

  /// How many scalars of more than one byte there are, where the bytes are taken for UTF-8.
  fileprivate var longScalars: Int {
    var (position, count) = (0, 0)
    while position < self.count {
      let length = scalarLength(at: position)
      if length > 1 { count += 1 }
      position += length
    }
    return count
  }

  /// Whether they are put together as GB18030 is, of which GBK and GB2312 are parts.
  fileprivate var isGB18030: Bool {
    var rest = self[...]
    while let lead = rest.popFirst() {
      if lead < 0x80 { continue }
      guard (0x81...0xFE).contains(lead), let second = rest.popFirst() else { return false }
      switch second {
      case 0x40...0x7E, 0x80...0xFE: continue
      case 0x30...0x39:
        guard let third = rest.popFirst(), (0x81...0xFE).contains(third),
          let fourth = rest.popFirst(), (0x30...0x39).contains(fourth)
        else { return false }
      default: return false
      }
    }
    return true
  }

  /// The line that `range` is in, with its break.
  func wholeLine(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<lineEnd(from: range.upperBound, before: count).next
  }
}
