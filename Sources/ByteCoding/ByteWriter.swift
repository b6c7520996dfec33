/// Numbers and texts as bytes, short where they are small or come up again.
@usableFromInline package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []
  /// The places of the texts that were written, from 1.
  private var texts: [String: Int] = [:]

  package init() {}

  /// The bytes of one value.
  package init(_ value: some ByteCodable) { value.write(to: &self) }

  @usableFromInline package mutating func add(byte: UInt8) { bytes.append(byte) }

  /// Any number, seven bits a byte; those near zero take one.
  @usableFromInline package mutating func add(_ number: Int) {
    // The sign goes last, so that small negative numbers are short too.
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A text; where it comes up again it is told by its place.
  @usableFromInline package mutating func add(_ text: String) {
    if let place = texts[text] { return add(place) }
    texts[text] = texts.count + 1
    add(0)
    add(counted: text.utf8)
  }

  /// Bytes whose count the reader knows.
  package mutating func add(raw content: some Sequence<UInt8>) {
    bytes.append(contentsOf: content)
  }

  /// Bytes after their count.
  package mutating func add(counted content: some Collection<UInt8>) {
    add(content.count)
    bytes.append(contentsOf: content)
  }
}
