/// SHA-1 of bytes as they are, which the index is sealed with.
///
/// libgit2 only offers the hash of an object, with its header. Not for trusting anything:
/// objects are named by libgit2's collision-detecting implementation.
package func sha1(_ bytes: some Sequence<UInt8>) -> [UInt8] {
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
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { buffer in
      // A buffer of eighty words has an address.
      let words = buffer.baseAddress!
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
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { buffer in
      let words = buffer.baseAddress!
      last.withUnsafeBytes { bytes in
        for offset in stride(from: 0, to: bytes.count, by: 64) { mix(bytes, at: offset, words) }
      }
    }
    return [state.0, state.1, state.2, state.3, state.4].flatMap { word in
      withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
  }

  private mutating func mix(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, _ words: UnsafeMutablePointer<UInt32>
  ) {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ index &* 4, as: UInt32.self))
    }
    for index in 16..<80 {
      words[index] = rotated(
        words[index &- 3] ^ words[index &- 8] ^ words[index &- 14] ^ words[index &- 16], 1)
    }
    var (a, b, c, d, e) = state
    // Four loops, so that nothing is chosen inside them: the index may have ten million bytes.
    func step(_ mixed: UInt32, _ constant: UInt32, _ word: UInt32) {
      let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ word
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
    }
    for index in 0..<20 { step((b & c) | (~b & d), 0x5a82_7999, words[index]) }
    for index in 20..<40 { step(b ^ c ^ d, 0x6ed9_eba1, words[index]) }
    for index in 40..<60 { step((b & c) | (b & d) | (c & d), 0x8f1b_bcdc, words[index]) }
    for index in 60..<80 { step(b ^ c ^ d, 0xca62_c1d6, words[index]) }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  @inline(__always)
  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}
