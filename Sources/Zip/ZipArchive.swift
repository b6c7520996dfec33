/// A ZIP file made in memory.
///
/// The same entries give the same bytes, now and in ten years: every field is set here and nothing
/// is compressed, since what a library writes of both differs from one of its versions to the next.
package struct ZipArchive: Sendable {
  /// Everything in front of the directory.
  private var files: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// Adds a file; entries stand in the order in which they were added.
  ///
  /// - Precondition: together the files stay below 4 GB and 65,536, which is what the format's plain
  ///   form can say.
  package mutating func add(_ bytes: [UInt8], at path: String) {
    precondition(
      count < 0xFFFF && files.count + bytes.count < 0xFF00_0000, "a ZIP file without its extension")
    let name = Array(path.utf8)
    let fields = Self.fields(of: bytes, name: name)
    let place = UInt32(files.count)
    files += Self.localHeader + fields + name + bytes
    directory +=
      Self.directoryHeader + fields
      // No comment, the first disk, no attributes of the file or of a machine.
      + [UInt8](repeating: 0, count: 10) + place.littleEndianBytes + name
    count += 1
  }

  package var bytes: [UInt8] {
    let entries = UInt16(count).littleEndianBytes
    return files + directory
      // The end of the directory, on the first and only disk.
      + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + entries + entries
      + UInt32(directory.count).littleEndianBytes + UInt32(files.count).littleEndianBytes
      // No comment.
      + [0, 0]
  }

  private static let localHeader: [UInt8] = [0x50, 0x4B, 3, 4]
  /// Made by version 2.0 of the format on DOS, which knows no owners and permissions.
  private static let directoryHeader: [UInt8] = [0x50, 0x4B, 1, 2, 20, 0]

  /// What the headers in front of a file and in the directory have in common.
  private static func fields(of bytes: [UInt8], name: [UInt8]) -> [UInt8] {
    let size = UInt32(bytes.count).littleEndianBytes
    // Bit 11: the name is UTF-8. Some readers want it clear where that makes no difference.
    let flags: UInt16 = name.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11
    // 1980-01-01, where the format's time begins, at noon.
    let (date, time): (UInt16, UInt16) = (1 << 5 | 1, 12 << 11)
    // Readable by version 1.0 of the format; stored; no extra fields.
    return [10, 0] + flags.littleEndianBytes + [0, 0] + time.littleEndianBytes
      + date.littleEndianBytes + crc32(bytes).littleEndianBytes + size + size
      + UInt16(name.count).littleEndianBytes + [0, 0]
  }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}

/// The check sum of ISO 3309 that ZIP asks for.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { sum, byte in
    sum >> 8 ^ crcTable[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
  }
}

/// What each byte does to the sum.
private let crcTable: [UInt32] = (0..<256).map { byte in
  (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 0 ? 0 : 0xEDB8_8320) }
}
