/// The trailers of a commit's message, as `git interpret-trailers --parse` reads them by default:
/// the last paragraph that is made of `Key: value` lines, before a line `---` and before what git
/// itself has written below.
package struct Trailers: Sendable, Hashable {
  package struct Trailer: Sendable, Hashable {
    package let key: String
    /// Unfolded: on one line.
    package let value: String
  }

  package private(set) var all: [Trailer] = []

  /// The values of a trailer, in their order; the case of its letters does not matter.
  package subscript(key: String) -> [String] {
    all.filter { $0.key.lowercased() == key.lowercased() }.map(\.value)
  }

  /// - Complexity: O(n) in the length of the message.
  package init(in message: String) {
    var lines = Lines(Array(message.utf8)).all
    if let patch = lines.firstIndex(where: \.beginsPatch) { lines.removeSubrange(patch...) }
    lines.removeLast(lines.countOfNotes)
    guard let start = lines.startOfTrailers else { return }
    var open: [ArraySlice<UInt8>]?
    for line in lines[start...] {
      if let folded = open, line.first?.isSpace == true {
        open = folded + [line]
        continue
      }
      if let open { add(open) }
      open = line.separator.map { $0 >= 1 } == true ? [line] : nil
    }
    if let open { add(open) }
  }

  private mutating func add(_ lines: [ArraySlice<UInt8>]) {
    guard let first = lines.first, first.first != .comment, let separator = first.separator else {
      return
    }
    let key = first[..<(first.startIndex + separator)].trimmed
    let parts =
      [first[(first.startIndex + separator + 1)...].trimmed] + lines.dropFirst().map(\.trimmed)
    all.append(
      Trailer(
        key: String(decoding: key, as: UTF8.self),
        value: parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
          .joined(separator: " ")))
  }
}

/// The lines of a text, without their breaks.
private struct Lines {
  let all: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    all = lines
  }
}

extension UInt8 {
  fileprivate static let comment = UInt8(ascii: "#")

  /// `isspace` of C.
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  fileprivate var isWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var isBlank: Bool { allSatisfy(\.isSpace) }

  fileprivate var trimmed: ArraySlice<UInt8> {
    guard let start = firstIndex(where: { !$0.isSpace }) else { return [] }
    // There is one that is no space, so there is a last.
    return self[start...lastIndex { !$0.isSpace }!]
  }

  /// `---`, after which git takes all for a patch.
  fileprivate var beginsPatch: Bool {
    starts(with: "---".utf8) && dropFirst(3).first?.isSpace ?? true
  }

  /// How far in the `:` of a trailer stands; nil where the line is none.
  fileprivate var separator: Int? {
    var hasSpace = false
    for (offset, byte) in enumerated() {
      if byte == UInt8(ascii: ":") { return offset }
      if !hasSpace, byte.isWord { continue }
      guard offset > 0, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { return nil }
      hasSpace = true
    }
    return nil
  }

  /// What git itself writes, which makes a paragraph one of trailers although a few lines are none.
  fileprivate var isGenerated: Bool {
    starts(with: "Signed-off-by: ".utf8) || starts(with: "(cherry picked from commit ".utf8)
  }
}

extension [ArraySlice<UInt8>] {
  /// How many lines at the end are comments, empty, or the list of conflicts that git once wrote.
  fileprivate var countOfNotes: Int {
    let scissors = "# ------------------------ >8 ------------------------"
    let end = firstIndex { $0.elementsEqual(scissors.utf8) } ?? count
    var start: Int?
    var isInConflicts = false
    for (index, line) in self[..<end].enumerated() {
      if line.isEmpty || line.first == .comment {
        start = start ?? index
      } else if line.elementsEqual("Conflicts:".utf8) {
        isInConflicts = true
        start = start ?? index
      } else if !(isInConflicts && line.first == UInt8(ascii: "\t")) {
        start = nil
        isInConflicts = false
      }
    }
    return count - (start ?? end)
  }

  /// Where the last paragraph begins, if it is one of trailers. The first is the title, and never.
  fileprivate var startOfTrailers: Int? {
    let title = firstIndex { $0.first != .comment && $0.isBlank } ?? count
    var (trailers, others, folded) = (0, 0, 0)
    var (isGenerated, hasText) = (false, false)
    for index in (title..<Swift.max(title, count)).reversed() {
      let line = self[index]
      if line.first == .comment {
        others += folded
        folded = 0
      } else if line.isBlank {
        guard hasText else { continue }
        others += folded
        if isGenerated, trailers * 3 >= others { return index + 1 }
        return trailers > 0 && others == 0 ? index + 1 : nil
      } else {
        hasText = true
        if line.isGenerated {
          trailers += 1
          folded = 0
          isGenerated = true
        } else if line.first?.isSpace == true {
          folded += 1
        } else if line.separator.map({ $0 >= 1 }) == true {
          trailers += 1
          folded = 0
        } else {
          others += 1 + folded
          folded = 0
        }
      }
    }
    return nil
  }
}
