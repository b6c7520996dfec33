/// The bytes of one file, with a line table.
///
/// Positions are UTF-8 offsets (0-based) everywhere inside the program; they become
/// line and column only when printed.
package struct SourceText: Sendable, Hashable {
  /// As shown to the user; `/` between folders.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
