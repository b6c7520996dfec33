import Messages
import Supervision

extension TextForm {
  /// Whether a piece is known by its place alone.
  package var isTable: Bool { self == .csv }

  /// What people read of a paper of this form.
  package func words(of bytes: [UInt8]) -> [PaperWord] {
    if self == .csv {
      return cells(ofCSV: bytes).enumerated().flatMap { row, cells in
        cells.enumerated().filter { !$1.isEmpty }.map { column, text in
          PaperWord(
            Phrase(
              zh: "第\(row + 1)行第\(column + 1)列", en: "row \(row + 1), column \(column + 1)"), text)
        }
      }
    }
    var lines = SourceText.lines(of: bytes)
    while lines.last == "" { lines.removeLast() }
    return lines.enumerated().map { number, line in
      PaperWord(Phrase(zh: "第\(number + 1)行", en: "line \(number + 1)"), line)
    }
  }

  /// Whether two papers of this form differ in nothing but blanks between their pieces.
  package func areAlike(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    self == .json && Self.compact(one) == Self.compact(other)
  }

  /// JSON without the blanks outside of its texts.
  private static func compact(_ bytes: [UInt8]) -> [UInt8] {
    var compact: [UInt8] = []
    var (isText, isEscaped) = (false, false)
    for byte in bytes {
      if !isText, byte <= 0x20 { continue }
      compact.append(byte)
      if byte == UInt8(ascii: "\""), !isEscaped { isText.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return compact
  }
}

extension SourceText {
  /// Without a mark of the byte order and the ends of lines, of whichever kind.
  fileprivate static func lines(of bytes: [UInt8]) -> [String] {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
  }
}
