/// SHA-1 of bytes as they are, which the index is sealed with.
///
/// libgit2 only offers the hash of an object, with its header. Not for trusting anything:
/// objects are named by libgit2's collision-detecting implementation.
func sha1(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var hash = SHA1()
  let whole: Void? = bytes.withContiguousStorageIfAvailable { hash.update($0) }
  if whole == nil { Array(bytes).withUnsafeBufferPointer { hash.update($0) } }
  return hash.finish()
}

/// FIPS 180-4, section 6.1.2.
private struct SHA1 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0
  )
  private var tail: [UInt8] = []
  private var length = 0

  /// Takes everything at once: called once, before `finish()`.
  mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    length = bytes.count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      var offset = 0
      while offset + 64 <= bytes.count {
        mix(UnsafeRawBufferPointer(bytes), at: offset, words)
        offset += 64
      }
      tail = Array(bytes[offset...])
    }
  }

  mutating func finish() -> [UInt8] {
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    withUnsafeBytes(of: (UInt64(length) * 8).bigEndian) { tail += $0 }
    let last = tail
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      last.withUnsafeBytes { bytes in
        for offset in stride(from: 0, to: bytes.count, by: 64) { mix(bytes, at: offset, words) }
      }
    }
    return [state.0, state.1, state.2, state.3, state.4].flatMap { word in
      withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
  }

  private mutating func mix(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, _ words: UnsafeMutableBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: offset + index * 4, as: UInt32.self))
    }
    for index in 16..<80 {
      words[index] = rotated(
        words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = state
    for index in 0..<80 {
      let (mixed, constant): (UInt32, UInt32) =
        switch index {
        case ..<20: ((b & c) | (~b & d), 0x5a82_7999)
        case ..<40: (b ^ c ^ d, 0x6ed9_eba1)
        case ..<60: ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc)
        default: (b ^ c ^ d, 0xca62_c1d6)
        }
      let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ words[index]
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
    }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}
