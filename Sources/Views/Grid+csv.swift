extension Grid {
  /// The table as comma-separated values.
  ///
  /// - Parameter byteOrderMark: what makes Excel read UTF-8.
  package func csv(byteOrderMark: Bool = false) -> [UInt8] {
    CommaSeparated(columns, rows, byteOrderMark: byteOrderMark).bytes
  }
}

extension LongTable {
  /// The table as comma-separated values.
  ///
  /// - Parameter byteOrderMark: what makes Excel read UTF-8.
  package func csv(byteOrderMark: Bool = false) -> [UInt8] {
    CommaSeparated(columns, rows, byteOrderMark: byteOrderMark).bytes
  }
}

/// RFC 4180: commas, CRLF, quotes where a cell needs them.
private struct CommaSeparated {
  private(set) var bytes: [UInt8] = []

  init(_ columns: [Grid.Column], _ rows: some Sequence<[Cell]>, byteOrderMark: Bool) {
    if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
    writeLine(columns.lazy.map(\.heading))
    for row in rows { writeLine(row.lazy.map(\.csvText)) }
  }

  private mutating func writeLine(_ cells: some Sequence<String>) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(cell)
    }
    bytes += "\r\n".utf8
  }

  private mutating func write(_ cell: String) {
    let needsQuotes = cell.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
    }
    guard needsQuotes else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Cell {
  fileprivate var csvText: String {
    switch self {
    // Line breaks are data: a spreadsheet shows them.
    case .text(let text): text.harmless
    case .none, .day, .number, .tenths, .share, .light, .term: self.text
    }
  }
}

extension String {
  /// The text with an apostrophe before it where a spreadsheet would take it for a formula
  /// (OWASP, CSV injection; full-width signs are formulas in Chinese and Japanese Excel).
  var harmless: String {
    guard let first = unicodeScalars.first else { return self }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": break
    default: return self
    }
    return isPlainNumber ? self : "'" + self
  }

  /// `-12`, `+3.5`
  private var isPlainNumber: Bool {
    var digits = 0
    var points = 0
    for (index, byte) in utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if index > 0 { return false }
      default: return false
      }
    }
    return digits > 0 && points <= 1
  }
}
