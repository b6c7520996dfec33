import CGit2
import Files

/// The name of an object. A plain value: it holds no pointer and outlives its repository.
package struct OID: Hashable, Sendable {
  // Two integers and a rest instead of an array: histories keep a million of these.
  private let high, middle: UInt64
  private let low: UInt32

  init(_ raw: git_oid) {
    self = withUnsafeBytes(of: raw.id) { OID(at: 0, of: $0) }
  }

  /// The 20 bytes at `offset`, without a copy.
  package init(at offset: Int, of bytes: UnsafeRawBufferPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
  }

  /// The bytes as big-endian numbers.
  package var words: (UInt64, UInt64, UInt32) { (high, middle, low) }

  /// - Precondition: `bytes` holds 20 bytes.
  package init(bytes: some Collection<UInt8>) {
    precondition(bytes.count == 20, "a SHA-1 name has 20 bytes")
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw.id) { $0.copyBytes(from: Array(bytes)) }
    self.init(raw)
  }

  /// From 40 hexadecimal digits; nil for anything else.
  package init?(hex: some StringProtocol) {
    let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == 40, hex.utf8.count == 40 else { return nil }
    self.init(bytes: stride(from: 0, to: 40, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }

  /// Twenty zero bytes, which git writes for "nothing".
  package static let zero = OID(git_oid())
  /// The tree without entries, which every repository has.
  static let emptyTree = OID(bytes: [
    0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88,
    0xfb, 0xee, 0x49, 0x04,
  ])

  /// 20 bytes (SHA-1).
  package var bytes: [UInt8] {
    withUnsafeBytes(of: raw.id) { Array($0) }
  }

  var raw: git_oid {
    var out = git_oid()
    withUnsafeMutableBytes(of: &out.id) { bytes in
      bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return out
  }
}

extension OID: CustomStringConvertible {
  /// 40 lower-case hexadecimal digits.
  package var description: String { bytes.hexadecimal }

  /// The first 7 digits, as `git log --oneline` shows them. Not checked for being unique.
  package var short: String { String(description.prefix(7)) }
}

extension OID: Comparable {
  package static func < (one: OID, other: OID) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }
}
