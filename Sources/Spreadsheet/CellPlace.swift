/// Where a cell is: `B7` is column 2 of row 7.
struct CellPlace: Hashable, Comparable {
  let row: Int
  let column: Int

  /// The most that a sheet can have.
  static let last = CellPlace(row: 1_048_576, column: 16_384)

  init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Nil for what names no cell of a sheet.
  init?(_ name: some StringProtocol) {
    var (row, column) = (0, 0)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      guard row <= Self.last.row, column <= Self.last.column else { return nil }
    }
    guard row > 0 else { return nil }
    self.init(row: row, column: column)
  }

  var name: String {
    var letters = ""
    var rest = column
    while rest > 0 {
      rest -= 1
      letters.insert(
        Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26))), at: letters.startIndex)
      rest /= 26
    }
    return "\(letters)\(row)"
  }

  static func < (lhs: CellPlace, rhs: CellPlace) -> Bool {
    (lhs.row, lhs.column) < (rhs.row, rhs.column)
  }
}
