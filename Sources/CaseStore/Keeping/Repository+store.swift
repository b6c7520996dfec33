package import ByteCoding
import Cache
package import Files
package import Git

extension Environment {
  /// Whether the user wants no caches (`DUBAN_NO_CACHE=1`).
  package var avoidsCaches: Bool { isTrue("DUBAN_NO_CACHE") }
}

extension Repository {
  /// The records kept under a name; nil where the user wants none.
  ///
  /// They are those of a program of the same sources: another may judge otherwise.
  ///
  /// - Parameters: as for `Store`.
  func store(
    _ name: String, of contents: [String] = [], isPrivate: Bool = false, isForMany: Bool = false
  ) -> Store? {
    guard !environment.avoidsCaches else { return nil }
    return Store(
      name, in: commonDirectory, of: [sourceFingerprint] + contents, isPrivate: isPrivate,
      isForMany: isForMany)
  }
}

extension RecordKey {
  init(_ id: OID) { self.init(id.words.0, id.words.1, id.words.2) }
}

extension OID: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(bytes: try reader.raw(20))
  }

  package func write(to writer: inout ByteWriter) { writer.add(raw: bytes) }
}
