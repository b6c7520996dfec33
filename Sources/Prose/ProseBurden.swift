/// What a text may cost the library beyond what its bytes do, reckoned from its lines before it gets
/// it: rows of a table are filled up to the columns of its head, every line is held against all that
/// it may be nested in, a mark looks for its other half as far as the paragraph goes, and a link that
/// is defined once may be named a thousand times.
///
/// It may be reckoned too high, never too low.
///
/// - Complexity: O(n) in the bytes.
package struct ProseBurden: Sendable {
  /// The deepest that quotes and lists may be nested.
  package private(set) var depth = 0
  /// The cells of all tables.
  package private(set) var cells = 0
  /// The marks of each paragraph times its bytes.
  package private(set) var looks = 0
  /// The bytes of the longest definition of a link times the brackets.
  package private(set) var linked = 0

  private let bytes: Int

  /// The limits: levels; and for each byte, with what a short text has free, cells, bytes looked at,
  /// and bytes of addresses.
  package static let mostLevels = 64
  package static let mostCells = (each: 4, free: 20_000)
  package static let mostLooks = (each: 2_048, free: 1 << 22)
  package static let mostLinked = (each: 64, free: 1 << 16)

  package var isBearable: Bool {
    func bears(_ count: Int, _ most: (each: Int, free: Int)) -> Bool {
      count <= most.free + most.each * bytes
    }
    return depth <= Self.mostLevels && bears(cells, Self.mostCells)
      && bears(looks, Self.mostLooks) && bears(linked, Self.mostLinked)
  }

  package init(of text: String) {
    bytes = text.utf8.count
    var (length, marks, columns, brackets) = (0, 0, 0, 0)
    var (definition, isDefining) = (0, false)
    for bytes in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: \.endsLine) {
      let line = ProseLine(bytes)
      depth = max(depth, line.levels + min(depth, line.indentation / 2))
      if line.isBlank || line.endsParagraph {
        looks += length * marks
        (length, marks) = (0, 0)
      }
      columns = line.isBlank ? 0 : line.isBelowHead ? max(columns, line.bars + 1) : columns
      cells += columns
      // The library counts the cells of a row anew for each.
      looks += line.bars * line.bars
      length += line.length
      marks += line.marks + (line.isBelowHead ? 1 : 0)
      brackets += line.brackets
      // An address may stand below its name.
      if line.defines || isDefining { definition = max(definition, line.length) }
      isDefining = line.defines || isDefining && line.isBlank
    }
    looks += length * marks
    linked = definition * brackets
  }
}

/// What is seen of one line without knowing those around it.
private struct ProseLine {
  /// Quotes and items that begin on it.
  private(set) var levels = 0
  /// The columns of the blanks before and between these.
  private(set) var indentation = 0
  private(set) var length = 1
  private(set) var isBlank = false
  /// Whether it ends a paragraph wherever it stands.
  private(set) var endsParagraph = false
  /// Whether it may stand below the head of a table.
  private(set) var isBelowHead = false
  private(set) var defines = false
  private(set) var bars = 0
  private(set) var brackets = 0
  private(set) var marks = 0

  init(_ line: Substring.UTF8View) {
    passBeginnings(of: line)
    var (dashes, others) = (0, 0)
    var before: UInt8 = 0
    for byte in line {
      length += 1
      switch byte {
      case UInt8(ascii: "|"): bars += 1
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: ":"): if before == UInt8(ascii: "]") { defines = true }
      case UInt8(ascii: ">"), 0x09...0x0C, 0x20: break
      case UInt8(ascii: "]"):
        brackets += 1
        marks += 1
        others += 1
      case UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "`"):
        marks += 1
        others += 1
      default: others += 1
      }
      before = byte
    }
    isBelowHead = dashes > 0 && others == 0
    isBlank = dashes + bars + others == 0
  }

  /// Passes over the quotes and items that begin on the line.
  private mutating func passBeginnings(of line: Substring.UTF8View) {
    var rest = line
    var isInItem = false
    while true {
      while let blank = rest.first, (0x09...0x0C).contains(blank) || blank == 0x20 {
        indentation += blank == 0x09 ? 4 - indentation % 4 : 1
        rest = rest.dropFirst()
      }
      guard let first = rest.first else { return }
      if first == UInt8(ascii: ">") {
        rest = rest.dropFirst()
      } else if let item = rest.afterItem {
        if !isInItem, rest.isRule { return }
        isInItem = true
        if levels == 0, indentation < 4, !item.isNumbered, !item.rest.isEmpty {
          endsParagraph = true
        }
        rest = item.rest
      } else {
        return
      }
      levels += 1
    }
  }
}

extension Substring.UTF8View {
  /// What follows the sign of an item: `-`, `*`, `+`, `1.`, `1)`; nil where there is none.
  fileprivate var afterItem: (isNumbered: Bool, rest: Self)? {
    let digits = prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = self[digits.endIndex...]
    switch rest.first {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      guard digits.isEmpty else { return nil }
    case UInt8(ascii: "."), UInt8(ascii: ")"): guard !digits.isEmpty else { return nil }
    default: return nil
    }
    let after = rest.dropFirst()
    guard let next = after.first else { return (!digits.isEmpty, after) }
    return next == 0x20 || next == 0x09 ? (!digits.isEmpty, after) : nil
  }

  /// Whether it is a line across the page, as `* * *` is.
  fileprivate var isRule: Bool {
    guard let sign = first,
      [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_")].contains(sign)
    else { return false }
    return allSatisfy { $0 == sign || $0 == 0x20 || $0 == 0x09 }
  }
}

extension UInt8 {
  fileprivate var endsLine: Bool { self == 0x0A || self == 0x0D }
}
