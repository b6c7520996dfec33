package import Messages
import Supervision

/// The lines that differ between two versions of a file, with three lines around them, as git shows
/// them.
///
/// - Returns: empty where nothing differs.
/// - Complexity: O(n log n) in the lines.
package func unifiedDiff(from old: SourceText, to new: SourceText, colour: Bool) -> String {
  let diff = LineDiff(from: old, to: new)
  if diff.hunks.isEmpty { return "" }
  let head = ["--- a/\(old.path.safeForTerminal)\n", "+++ b/\(new.path.safeForTerminal)\n"]
  return head.map { $0.styled("1", colour) }.joined()
    + diff.hunks.map { $0.text(colour: colour) }.joined()
}

/// A patch of git's, in its colours; the lines of files that are in it are harmless.
package func coloured(patch: String, _ colour: Bool) -> String {
  var isHead = true
  let lines = patch.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  return lines.map { bytes in
    let isCRLF = bytes.last == UInt8(ascii: "\r")
    let line =
      String(Substring(isCRLF ? bytes.dropLast() : bytes)).safeLines() + (isCRLF ? "\r" : "")
    if line.hasPrefix("diff ") { isHead = true }
    if line.hasPrefix("@@") { isHead = false }
    let style =
      switch line.first {
      case "@": "36"
      case _ where isHead && !line.isEmpty: "1"
      case "+": "32"
      case "-": "31"
      default: ""
      }
    return colour && !style.isEmpty ? "\u{1B}[\(style)m\(line)\u{1B}[m" : line
  }.joined(separator: "\n")
}

/// Which lines of one text are in another.
package struct LineDiff: Sendable {
  enum Line {
    case both(String), old(String), new(String)
  }

  struct Hunk {
    var oldStart: Int
    var newStart: Int
    var lines: [Line] = []
  }

  private let lines: [Line]
  static let context = 3

  package init(from old: SourceText, to new: SourceText) {
    let (before, after) = (old.splitLines, new.splitLines)
    let alignment = Alignment(of: before, in: after)
    let (there, back) = (alignment.places, alignment.placesBack)
    var lines: [Line] = []
    var (one, other) = (0, 0)
    while one < before.count || other < after.count {
      if one < before.count, there[one] == nil {
        lines.append(.old(before[one]))
        one += 1
      } else if other < after.count, back[other] == nil {
        lines.append(.new(after[other]))
        other += 1
      } else {
        lines.append(.both(after[other]))
        one += 1
        other += 1
      }
    }
    self.lines = lines
  }

  /// The numbers, from 1, of the lines that only the new version has.
  package var newLines: Set<Int> {
    var number = 0
    var found: Set<Int> = []
    for line in lines {
      switch line {
      case .both: number += 1
      case .old: break
      case .new:
        number += 1
        found.insert(number)
      }
    }
    return found
  }

  /// The differences with their surroundings; those that would meet are one.
  var hunks: [Hunk] {
    let changes = lines.indices.filter { if case .both = lines[$0] { false } else { true } }
    var ranges: [Range<Int>] = []
    for change in changes {
      let range =
        max(0, change - Self.context)..<min(lines.count, change + Self.context + 1)
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    var (old, new, counted) = (0, 0, 0)
    return ranges.map { range in
      let between = lines[counted..<range.lowerBound]
      old += between.count { $0.isInOld }
      new += between.count { $0.isInNew }
      counted = range.lowerBound
      return Hunk(oldStart: old + 1, newStart: new + 1, lines: Array(lines[range]))
    }
  }
}

extension LineDiff.Line {
  fileprivate var isInOld: Bool {
    switch self {
    case .both, .old: true
    case .new: false
    }
  }

  fileprivate var isInNew: Bool {
    switch self {
    case .both, .new: true
    case .old: false
    }
  }

  fileprivate func text(colour: Bool) -> String {
    switch self {
    case .both(let line): " \(line.shown)"
    case .old(let line): "-\(line.shown)".styled("31", colour)
    case .new(let line): "+\(line.shown)".styled("32", colour)
    }
  }
}

extension LineDiff.Hunk {
  fileprivate func text(colour: Bool) -> String {
    func place(_ start: Int, _ count: Int) -> String {
      "\(count == 0 ? start - 1 : start)" + (count == 1 ? "" : ",\(count)")
    }
    let old = place(oldStart, lines.count { $0.isInOld })
    let new = place(newStart, lines.count { $0.isInNew })
    return "@@ -\(old) +\(new) @@\n".styled("36", colour)
      + lines.map { $0.text(colour: colour) }.joined()
  }
}

extension SourceText {
  /// The lines with their breaks.
  fileprivate var splitLines: [String] {
    var lines: [String] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(String(decoding: bytes[start...index], as: UTF8.self))
      start = index + 1
    }
    if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return lines
  }
}

extension String {
  /// A line of a file: harmless, and on a line of its own.
  fileprivate var shown: String {
    let isEnded = utf8.last == UInt8(ascii: "\n")
    let bare = isEnded ? String(unicodeScalars.dropLast()) : self
    let isCRLF = isEnded && bare.utf8.last == UInt8(ascii: "\r")
    let line = isCRLF ? String(bare.unicodeScalars.dropLast()) + "\r" : bare
    let shown =
      isCRLF ? String(line.unicodeScalars.dropLast()).safeForTerminal + "\r" : line.safeForTerminal
    return shown + (isEnded ? "\n" : "\n\\ No newline at end of file\n")
  }

  fileprivate func styled(_ style: String, _ colour: Bool) -> String {
    guard colour, utf8.last == UInt8(ascii: "\n") else { return self }
    return "\u{1B}[\(style)m" + String(unicodeScalars.dropLast()) + "\u{1B}[m\n"
  }
}
