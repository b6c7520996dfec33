extension String {
  /// What a text of a workbook says: `_x000A_` stands for the scalar that XML cannot hold, and `_x005F_`
  /// for the underscore of what only looks so (ECMA-376 Part 1, 22.9.2.19). Returns go, since a line ends
  /// with its feed.
  var withoutEscapes: String {
    guard contains("_x") else { return self }
    return replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      guard let value = UInt32(match.1, radix: 16), value != 0x0D,
        let scalar = Unicode.Scalar(value)
      else { return UInt32(match.1, radix: 16) == 0x0D ? "" : String(match.0) }
      return String(scalar)
    }
  }
}
