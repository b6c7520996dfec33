import Supervision

// RFC 4180: commas, CRLF, quotes where a cell needs them.

extension Grid {
  /// - Parameter byteOrderMark: what makes Excel read UTF-8.
  package func csv(byteOrderMark: Bool = false) -> [UInt8] {
    var out = Self.csvHead(columns, byteOrderMark: byteOrderMark)
    for row in rows { Self.writeCSV(row, to: &out) }
    return out
  }

  /// The line above all others.
  package static func csvHead(_ columns: [Column], byteOrderMark: Bool) -> [UInt8] {
    var out: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    writeCSV(columns.map { .text($0.heading) }, to: &out)
    return out
  }

  /// A line of cells.
  package static func csvLine(_ cells: [Cell]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(512)
    writeCSV(cells, to: &out)
    return out
  }

  private static func writeCSV(_ cells: [Cell], to out: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      cell.writeCSV(to: &out)
    }
    out += "\r\n".utf8
  }
}

extension Cell {
  fileprivate func writeCSV(to out: inout [UInt8]) {
    switch self {
    case .none: break
    // Line breaks are data: a spreadsheet shows them.
    case .text(let text): text.safeProse.harmless.writeQuoted(to: &out)
    case .day(let day): day.write(to: &out)
    // `1/3` a spreadsheet takes for a day.
    case .share(let part, let whole): out += "完成\(part)共\(whole)".utf8
    case .number, .tenths, .points, .light, .term: text.writeQuoted(to: &out)
    }
  }
}

extension String {
  /// Appends the text, in quotes where a comma, a quote or a line break is in it.
  fileprivate func writeQuoted(to out: inout [UInt8]) {
    let start = out.count
    out += utf8
    guard out[start...].contains(where: \.needsQuotes) else { return }
    out.removeSubrange(start...)
    out.append(UInt8(ascii: "\""))
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") { out.append(byte) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
  }
}

extension UInt8 {
  fileprivate var needsQuotes: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: "\"") || self == 0x0D || self == 0x0A
  }

  /// Whether no text that begins so is a formula: letters and digits, and most of what is not ASCII.
  fileprivate var beginsNoFormula: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    // Full-width signs begin with 0xEF.
    default: self >= 0x80 && self != 0xEF
    }
  }
}

extension String {
  /// The text with an apostrophe before it where a spreadsheet would take it for a formula
  /// (OWASP, CSV injection; full-width signs are formulas in Chinese and Japanese Excel).
  var harmless: String {
    if utf8.first?.beginsNoFormula ?? true { return self }
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
