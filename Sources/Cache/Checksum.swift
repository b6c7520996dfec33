/// Sixty-four bits that tell whether bytes are the ones that were written.
///
/// Against accidents, not against people: who may write the file may write another checksum. Four
/// lanes, so that a core takes several gigabytes a second; each step can be undone, so that a
/// change within one word is always seen.
func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
  let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
  func word(at place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
  func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let product = (lane ^ word) &* prime
    return product << 31 | product >> 33
  }
  var lanes = (seed ^ 1, seed ^ 2, seed ^ 3, seed ^ 4)
  var place = 0
  while place + 32 <= bytes.count {
    lanes.0 = mixed(lanes.0, word(at: place))
    lanes.1 = mixed(lanes.1, word(at: place + 8))
    lanes.2 = mixed(lanes.2, word(at: place + 16))
    lanes.3 = mixed(lanes.3, word(at: place + 24))
    place += 32
  }
  var sum = UInt64(bytes.count)
  for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { sum = mixed(sum, lane) }
  while place + 8 <= bytes.count {
    sum = mixed(sum, word(at: place))
    place += 8
  }
  var rest: UInt64 = 0
  while place < bytes.count {
    rest = rest << 8 | UInt64(bytes[place])
    place += 1
  }
  sum = mixed(sum, rest)
  return (sum ^ sum >> 29) &* prime
}

/// A number for a key, the same on every machine.
package func keyHash(_ bytes: some Sequence<UInt8>) -> UInt64 {
  let bytes = Array(bytes)
  return bytes.withUnsafeBytes { checksum($0, seed: 0x6475_6261_6E) }
}
