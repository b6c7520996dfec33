import Messages

/// A table of comma-separated text (RFC 4180) in which every cell knows its place.
///
/// Semicolons and tabs separate too, if the first line has more of them than commas: what spreadsheets
/// write depends on the country.
struct CSVTable: Sendable {
  struct Cell: Sendable, Hashable {
    /// Without the quotes that stand around it.
    let text: String
    /// UTF-8 offsets, the quotes included.
    let range: Range<Int>
    /// Whether it is one merged cell with that above it.
    var continuesAbove = false
    /// Whether it stood empty in a text, and has what the cell above it has.
    var isFilled = false

    /// Whether it is a formula whose value is not there: `="2018-08-20"` is its own value, and an ended
    /// `=` begins no formula.
    var isFormula: Bool {
      text.hasPrefix("=") && !text.hasPrefix("=\"") && text.contains { $0.isLetter || $0.isNumber }
    }
  }

  /// Every line with something in it, the headings among them.
  let rows: [[Cell]]
  let findings: [Diagnostic]

  /// - Complexity: linear in the bytes.
  init(_ text: SourceText) {
    var reader = CSVReader(text.bytes)
    reader.readAll()
    rows = text.name(at: text.bytes.count) == nil ? reader.rows : reader.rows.joined(in: text)
    findings = reader.findings
  }
}

/// The texts of comma-separated cells, row by row, without rows that are empty.
package func cells(ofCSV bytes: [UInt8]) -> [[String]] {
  CSVTable(SourceText(path: "", bytes: bytes)).rows.map { $0.map(\.text) }
}

extension [[CSVTable.Cell]] {
  /// The rows of a workbook, where merged cells have one name.
  fileprivate func joined(in text: SourceText) -> Self {
    var above: [String?] = []
    return map { row in
      let names = row.map { text.name(at: $0.range.lowerBound) }
      let joined = row.indices.map { index in
        var cell = row[index]
        cell.continuesAbove =
          !cell.text.isEmpty && index < above.count && names[index] == above[index]
        return cell
      }
      above = names
      return joined
    }
  }
}

private struct CSVReader {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var position: Int
  private(set) var rows: [[CSVTable.Cell]] = []
  private(set) var findings: [Diagnostic] = []

  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = Self.separator(of: bytes)
  }

  /// The one of comma, semicolon and tab that the first line has most of, outside of quotes.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [(sign: UInt8, count: Int)] = ",;\t".utf8.map { ($0, 0) }
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if let index = counts.firstIndex(where: { $0.sign == byte }) { counts[index].count += 1 }
    }
    let most = counts.map(\.count).max() ?? 0
    return counts.first { $0.count == most }?.sign ?? UInt8(ascii: ",")
  }

  mutating func readAll() {
    while position < bytes.count {
      let row = readRow()
      if row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
    }
  }

  private mutating func readRow() -> [CSVTable.Cell] {
    var row: [CSVTable.Cell] = []
    while true {
      row.append(readCell())
      guard position < bytes.count else { return row }
      let sign = bytes[position]
      position += 1
      if sign == separator { continue }
      if sign == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      return row
    }
  }

  private mutating func readCell() -> CSVTable.Cell {
    guard position < bytes.count, bytes[position] == Self.quote else { return readBareCell() }
    let start = position
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == Self.quote else {
        content.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == Self.quote else {
        let closed = position
        skipToEndOfCell()
        if position > closed { findings.append(.textAfterQuote(at: closed..<position)) }
        return cell(content, at: start..<position)
      }
      content.append(byte)
      position += 1
    }
    findings.append(.unclosedCell(at: start..<(start + 1)))
    return cell(content, at: start..<position)
  }

  private mutating func readBareCell() -> CSVTable.Cell {
    let start = position
    skipToEndOfCell()
    return cell(bytes[start..<position], at: start..<position)
  }

  private mutating func skipToEndOfCell() {
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A,
      bytes[position] != 0x0D
    {
      position += 1
    }
  }

  private func cell(_ content: some Collection<UInt8>, at range: Range<Int>) -> CSVTable.Cell {
    CSVTable.Cell(text: String(decoding: content, as: UTF8.self).trimmed, range: range)
  }
}
