package import ByteCoding

/// Told by its place among all terms of its kind.
extension Term {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let place = Int(try reader.byte())
    guard place < Self.allCases.count else { throw DamagedBytes() }
    self = Self.allCases[place]
  }

  package func write(to writer: inout ByteWriter) {
    writer.add(byte: UInt8(Self.allCases.firstIndex(of: self)!))  // every term is among all terms
  }
}

extension Day: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    // With a larger one nothing could be computed: no day has such a one.
    self = try reader.read { $0.magnitude <= Int.max / 2 ? Day(ordinal: $0) : nil }
  }

  package func write(to writer: inout ByteWriter) { writer.write(ordinal) }
}

extension Located: ByteCodable where Value: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let (value, start, end): (Value, Int, Int) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    guard 0 <= start, start <= end else { throw DamagedBytes() }
    self.init(value, at: start..<end)
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(value, range.lowerBound, range.upperBound)
  }
}
