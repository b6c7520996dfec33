/// A value that is kept as bytes and made again from them.
///
/// What is written is read by the same build of the program only, so that nothing in the bytes says
/// what they are: `init` reads in the order in which `write` writes.
@usableFromInline package protocol ByteCodable {
  /// - Throws: where the bytes are of no such value.
  init(from reader: inout ByteReader) throws(DamagedBytes)

  func write(to writer: inout ByteWriter)
}

/// That bytes are not as they were written.
@usableFromInline package struct DamagedBytes: Error, Hashable {
  @usableFromInline package init() {}
}

// Inlinable, since a generic value that is read field by field from another target takes four times
// as long.

extension ByteReader {
  @inlinable package mutating func read<Value: ByteCodable>(_: Value.Type = Value.self)
    throws(DamagedBytes) -> Value
  {
    try Value(from: &self)
  }

  /// What `make` makes of the value that is read.
  @inlinable package mutating func read<Part: ByteCodable, Value>(_ make: (Part) -> Value?)
    throws(DamagedBytes) -> Value
  {
    guard let value = make(try Part(from: &self)) else { throw DamagedBytes() }
    return value
  }
}

extension ByteWriter {
  @inlinable package mutating func write<each Value: ByteCodable>(_ values: repeat each Value) {
    repeat (each values).write(to: &self)
  }
}

extension Int: ByteCodable {
  @usableFromInline package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.number()
  }

  @usableFromInline package func write(to writer: inout ByteWriter) { writer.add(self) }
}

extension Bool: ByteCodable {
  @usableFromInline package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.byte() != 0
  }

  @usableFromInline package func write(to writer: inout ByteWriter) {
    writer.add(byte: self ? 1 : 0)
  }
}

extension String: ByteCodable {
  @usableFromInline package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.text()
  }

  @usableFromInline package func write(to writer: inout ByteWriter) { writer.add(self) }
}

extension Optional: ByteCodable where Wrapped: ByteCodable {
  @inlinable package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try Bool(from: &reader) ? try Wrapped(from: &reader) : nil
  }

  @inlinable package func write(to writer: inout ByteWriter) {
    (self != nil).write(to: &writer)
    self?.write(to: &writer)
  }
}

extension Array: ByteCodable where Element: ByteCodable {
  @inlinable package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let count = try reader.count()
    self.init()
    reserveCapacity(count)
    for _ in 0..<count { append(try Element(from: &reader)) }
  }

  @inlinable package func write(to writer: inout ByteWriter) {
    count.write(to: &writer)
    for element in self { element.write(to: &writer) }
  }
}

/// In the order of its keys, so that equal ones are equal bytes.
extension Dictionary: ByteCodable where Key: ByteCodable & Comparable, Value: ByteCodable {
  @inlinable package init(from reader: inout ByteReader) throws(DamagedBytes) {
    let count = try reader.count()
    self.init(minimumCapacity: count)
    for _ in 0..<count {
      let key = try Key(from: &reader)
      self[key] = try Value(from: &reader)
    }
  }

  @inlinable package func write(to writer: inout ByteWriter) {
    count.write(to: &writer)
    for (key, value) in sorted(by: { $0.key < $1.key }) { writer.write(key, value) }
  }
}
