/// Numbers and texts as bytes: little-endian, lengths before contents.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package mutating func add(_ number: UInt8) { bytes.append(number) }

  package mutating func add(_ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func add(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Bytes whose count the reader knows.
  package mutating func add(raw content: some Sequence<UInt8>) {
    bytes.append(contentsOf: content)
  }

  /// Bytes after their count.
  package mutating func add(_ content: some Collection<UInt8>) {
    add(UInt32(content.count))
    bytes.append(contentsOf: content)
  }

  package mutating func add(_ text: String) { add(text.utf8) }
}

/// Reads what a `ByteWriter` has written. Every answer is nil past the end, so that bytes which are
/// not what they should be end in nil and never in a trap.
package struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  package var isAtEnd: Bool { place == bytes.endIndex }

  package mutating func byte() -> UInt8? {
    guard place < bytes.endIndex else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  package mutating func raw(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.endIndex - place else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }

  package mutating func uint32() -> UInt32? {
    raw(4).map { slice in
      slice.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)) }
    }
  }

  package mutating func uint64() -> UInt64? {
    raw(8).map { slice in
      slice.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
  }

  package mutating func content() -> ArraySlice<UInt8>? {
    guard let count = uint32() else { return nil }
    return raw(Int(count))
  }

  package mutating func text() -> String? {
    content().flatMap { String(validating: $0, as: UTF8.self) }
  }
}
