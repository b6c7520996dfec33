/// The bytes of one file, with a line table.
///
/// Positions are UTF-8 offsets (0-based) everywhere inside the program; they become
/// line and column only when printed.
package struct SourceText: Sendable {
  /// As shown to the user; `/` between folders.
  package let path: String
  package let bytes: [UInt8]
  /// Filled at the first question about a line, so that a file without findings never pays for it.
  let lines = LineTable()

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
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
