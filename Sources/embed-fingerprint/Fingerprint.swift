/// A number that files have together by their names and bytes (FNV-1a).
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// - Parameter path: from a folder that they have in common, wherever that is.
  mutating func add(_ path: String, _ bytes: some Collection<UInt8>) {
    // No path has a line feed, so that each file tells where the next begins.
    add("\(path)\n\(bytes.count)\n".utf8)
    add(bytes)
  }

  private mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
