/// Numbers and texts as bytes: little-endian, lengths before contents.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []
  /// The names that were written, by their places.
  private var names: [String: Int] = [:]

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

// MARK: Short forms

// For values of which there are many: most numbers are small, most texts short.
extension ByteWriter {
  /// Any number, seven bits a byte; those near zero take one.
  package mutating func add(short number: Int) {
    // The sign goes last, so that small negative numbers are short too.
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  package mutating func add(short number: Int?) {
    bytes.append(number == nil ? 0 : 1)
    if let number { add(short: number) }
  }

  package mutating func add(short text: String) {
    add(short: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// A text that comes up several times: where it does it is told by its place.
  package mutating func add(name: String) {
    if let place = names[name] {
      add(short: place)
    } else {
      names[name] = names.count + 1
      add(short: 0)
      add(short: name)
    }
  }

  package mutating func add(short text: String?) {
    bytes.append(text == nil ? 0 : 1)
    if let text { add(short: text) }
  }
}
