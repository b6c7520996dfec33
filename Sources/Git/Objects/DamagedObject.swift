/// An object whose bytes are not what its name says, or not an object.
package struct DamagedObject: Hashable, Sendable {
  package let id: OID
  /// The file that holds it and nothing else; nil for one in a pack.
  package let file: String?

  package init(_ id: OID, in file: String? = nil) {
    (self.id, self.file) = (id, file)
  }

  /// From `words`, which came back through libgit2, or from what libgit2 says itself of bytes that
  /// have another hash.
  init?(words: String) {
    guard let id = words.split(separator: " ").lazy.compactMap({ OID(hex: $0) }).first else {
      return nil
    }
    let parts = words.split(separator: Self.place, maxSplits: 1)
    self.init(id, in: parts.count == 2 ? String(parts[1]) : nil)
  }

  var words: String { "damaged object \(id)" + (file.map { Self.place + $0 } ?? "") }

  private static let place = " in the file "
}
