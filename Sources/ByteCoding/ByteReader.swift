/// Reads what a `ByteWriter` has written. Bytes that are not what they should be end in an error and
/// never in a trap, and ask for no more memory than they take themselves.
///
/// - Complexity: nothing is copied or counted but what is handed out.
@usableFromInline package struct ByteReader {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int
  /// The texts that were read: one in memory for all places where it stands.
  private var texts: [String] = []

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

  @usableFromInline package mutating func byte() throws(DamagedBytes) -> UInt8 {
    guard place < end else { throw DamagedBytes() }
    defer { place += 1 }
    return bytes[place]
  }

  @usableFromInline package mutating func number() throws(DamagedBytes) -> Int {
    var (number, shift) = (UInt(0), UInt(0))
    while shift < UInt.bitWidth {
      let byte = try byte()
      number |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1) }
      shift += 7
    }
    throw DamagedBytes()
  }

  /// How many values follow, of a byte each at least.
  @usableFromInline package mutating func count() throws(DamagedBytes) -> Int {
    let count = try number()
    guard count >= 0, count <= end - place else { throw DamagedBytes() }
    return count
  }

  @usableFromInline package mutating func text() throws(DamagedBytes) -> String {
    let known = try number()
    if known > 0, known <= texts.count { return texts[known - 1] }
    guard known == 0 else { throw DamagedBytes() }
    let range = try range(of: try count())
    guard let text = String(utf8: bytes.span.extracting(range)) else { throw DamagedBytes() }
    texts.append(text)
    return text
  }

  package mutating func raw(_ count: Int) throws(DamagedBytes) -> ArraySlice<UInt8> {
    bytes[try range(of: count)]
  }

  package mutating func counted() throws(DamagedBytes) -> ArraySlice<UInt8> {
    bytes[try range(of: try count())]
  }

  private mutating func range(of count: Int) throws(DamagedBytes) -> Range<Int> {
    guard count >= 0, count <= end - place else { throw DamagedBytes() }
    defer { place += count }
    return place..<place + count
  }
}

extension String {
  /// Nil where the bytes are no UTF-8.
  fileprivate init?(utf8 bytes: Span<UInt8>) {
    guard let utf8 = try? UTF8Span(validating: bytes) else { return nil }
    self.init(copying: utf8)
  }
}
