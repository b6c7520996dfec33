/// The bytes of one file, with a line table.
///
/// Positions are UTF-8 offsets (0-based) everywhere inside the program; they become
/// line and column only when printed.
package struct SourceText: Sendable {
  /// As shown to the user; `/` between folders.
  package let path: String
  package let bytes: [UInt8]
  /// What stretches are called where the text was made from something that has no lines: the cells of
  /// a workbook. Each begins at its offset; in their order.
  let names: [(offset: Int, name: String)]
  /// Filled at the first question about a line, so that a file without findings never pays for it.
  let lines = LineTable()

  package init(path: String, bytes: [UInt8], names: [(offset: Int, name: String)] = []) {
    self.path = path
    self.bytes = bytes
    self.names = names
  }

  /// The same text as it is called elsewhere.
  package func renamed(_ path: String) -> SourceText {
    SourceText(path: path, bytes: bytes, names: names)
  }

  /// The name of the stretch that holds `offset` (UTF-8); nil where places go by line and column.
  package func name(at offset: Int) -> String? {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? names[low - 1].name : nil
  }
}

extension SourceText: Hashable {
  package static func == (lhs: SourceText, rhs: SourceText) -> Bool {
    lhs.path == rhs.path && lhs.bytes == rhs.bytes
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(bytes)
  }
}
