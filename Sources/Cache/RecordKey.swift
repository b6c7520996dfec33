/// What a record is found by: twenty bytes that are spread evenly, such as the name of a git object.
package struct RecordKey: Hashable, Sendable, Comparable {
  private let high, middle: UInt64
  private let low: UInt32

  package init(_ high: UInt64, _ middle: UInt64, _ low: UInt32) {
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// The key of a text, the same on every machine.
  package init(of text: some Sequence<UInt8>) {
    self = Array(text).withUnsafeBytes {
      RecordKey(checksum($0, seed: 1), checksum($0, seed: 2), 0)
    }
  }

  package static func < (one: RecordKey, other: RecordKey) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }

  /// How far along `count` places it stands.
  func place(among count: Int) -> Int {
    Int(high.multipliedFullWidth(by: UInt64(count)).high)
  }
}

// MARK: As bytes

extension RecordKey {
  static let size = 20
  /// Stands where there is no record.
  static let none = RecordKey(0, 0, 0)

  init(at offset: Int, of bytes: UnsafeRawBufferPointer) {
    high = bytes.number(at: offset)
    middle = bytes.number(at: offset + 8)
    low = bytes.number(at: offset + 16)
  }

  func write(to bytes: inout [UInt8]) {
    bytes.append(number: high)
    bytes.append(number: middle)
    bytes.append(number: low)
  }
}

// Integers in files are little-endian.

extension UnsafeRawBufferPointer {
  func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}

extension [UInt8] {
  mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
