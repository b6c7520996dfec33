package import Messages

/// The lines that differ between two versions of a file, with three lines around them, as git shows
/// them.
///
/// - Returns: empty where nothing differs.
/// - Complexity: O(n·d) in the lines and the differences.
package func unifiedDiff(from old: SourceText, to new: SourceText, colour: Bool) -> String {
  let diff = LineDiff(from: old, to: new)
  if diff.hunks.isEmpty { return "" }
  let head = ["--- a/\(old.path.safeForTerminal)\n", "+++ b/\(new.path.safeForTerminal)\n"]
  return head.map { $0.styled("1", colour) }.joined()
    + diff.hunks.map { $0.text(colour: colour) }.joined()
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
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let place, _, _): removed.insert(place)
      case .insert(let place, _, _): added.insert(place)
      }
    }
    var lines: [Line] = []
    var (one, other) = (0, 0)
    while one < before.count || other < after.count {
      if one < before.count, removed.contains(one) {
        lines.append(.old(before[one]))
        one += 1
      } else if added.contains(other) {
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
    return ranges.map { range in
      let before = lines[..<range.lowerBound]
      return Hunk(
        oldStart: before.count { $0.isInOld } + 1, newStart: before.count { $0.isInNew } + 1,
        lines: Array(lines[range]))
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
