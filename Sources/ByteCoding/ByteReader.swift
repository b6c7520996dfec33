/// Reads what a `ByteWriter` has written. Every answer is nil past the end, so that bytes which are
/// not what they should be end in nil and never in a trap.
///
/// - Complexity: nothing is copied or counted but what is handed out.
package struct ByteReader {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int
  /// The names that were read.
  private var names: [String] = []

  package init(_ bytes: [UInt8]) { self.init(bytes, bytes.indices) }

  /// Reads a part of `bytes`.
  ///
  /// - Precondition: `range` lies in `bytes`.
  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a part outside")
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  package var isAtEnd: Bool { place == end }

  package mutating func byte() -> UInt8? {
    guard place < end else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  package mutating func raw(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= end - place else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }

  package mutating func uint32() -> UInt32? {
    guard end - place >= 4 else { return nil }
    defer { place += 4 }
    return bytes.withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
  }

  package mutating func uint64() -> UInt64? {
    guard end - place >= 8 else { return nil }
    defer { place += 8 }
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  package mutating func content() -> ArraySlice<UInt8>? {
    guard let count = uint32() else { return nil }
    return raw(Int(count))
  }

  package mutating func text() -> String? {
    guard let count = uint32() else { return nil }
    return text(of: Int(count))
  }

  /// So many bytes as text; nil where they are no UTF-8.
  private mutating func text(of count: Int) -> String? {
    guard count >= 0, count <= end - place else { return nil }
    defer { place += count }
    return bytes.withUnsafeBytes {
      String(validating: UnsafeRawBufferPointer(rebasing: $0[place..<place + count]), as: UTF8.self)
    }
  }
}

// MARK: Short forms

// The outer optional of two says that the bytes are wrong, the inner one that there is no value.
extension ByteReader {
  package mutating func shortNumber() -> Int? {
    var (number, shift) = (UInt(0), UInt(0))
    while shift < UInt.bitWidth, let byte = byte() {
      number |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1) }
      shift += 7
    }
    return nil
  }

  package mutating func optionalNumber() -> Int?? {
    guard let isThere = byte() else { return nil }
    return isThere == 0 ? .some(nil) : shortNumber().map { .some($0) }
  }

  /// How many values follow, each of a byte at least, so that no wrong number asks for memory.
  package mutating func count() -> Int? {
    guard let count = shortNumber(), count >= 0, count <= end - place else { return nil }
    return count
  }

  package mutating func shortText() -> String? {
    guard let count = shortNumber() else { return nil }
    return text(of: count)
  }

  /// One text in memory for all places where it was written as a name.
  package mutating func name() -> String? {
    guard let place = shortNumber() else { return nil }
    if place > 0 { return place <= names.count ? names[place - 1] : nil }
    guard place == 0, let name = shortText() else { return nil }
    names.append(name)
    return name
  }

  package mutating func optionalText() -> String?? {
    guard let isThere = byte() else { return nil }
    return isThere == 0 ? .some(nil) : shortText().map { .some($0) }
  }
}
