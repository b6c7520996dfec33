import ByteCoding
import Cache
import FrontMatter
import Git

/// Answers kept by the blobs of the case files they were made from, under one set of rules.
///
/// The kept file is a table that is looked up where it lies: a few answers cost a few lookups,
/// however many there are.
///
///     places   count
///     place    blob (20 bytes, zeros where there is none), where its value starts (4 bytes)
///     value    count of bytes, bytes
///
/// Names of blobs are evenly spread, so that the first bytes of one say how far along the places it
/// stands, or behind that. Values lie in the order in which they were given. Integers are
/// little-endian.
struct BlobCache: Sendable {
  private let file: CacheFile?
  private let table: [UInt8]
  private let places: Int

  private static let headSize = 4
  private static let placeSize = 24

  /// - Parameters:
  ///   - contents: what is kept, with a number that changes with its meaning.
  ///   - program: the version of this program.
  init(
    _ name: String, contents: String, under rules: SchemaFiles, program: String,
    in repository: Repository
  ) {
    let schema = rules.files.map { "\(Repository.hash(blob: $0.text.bytes))" }
    file = repository.cacheFile(
      name, contents: "\(contents) \(program) \(schema.joined(separator: " "))")
    let reader = file?.open()
    table =
      reader.flatMap { $0.segments.count == 1 ? $0.bytes(of: $0.segments[0]) : nil } ?? []
    var head = ByteReader(table)
    let places = Int(head.uint32() ?? 0)
    let isWhole = places <= (table.count - Self.headSize) / Self.placeSize
    self.places = isWhole ? places : 0
  }

  /// What is kept of a blob; nil if nothing is.
  ///
  /// - Complexity: some 50 nanoseconds.
  func value(of blob: OID) -> ByteReader? { range(of: blob).map { ByteReader(table, $0) } }

  /// The same as bytes, to be kept again.
  func bytes(of blob: OID) -> ArraySlice<UInt8>? { range(of: blob).map { table[$0] } }

  private func range(of blob: OID) -> Range<Int>? {
    let prefix = blob.prefix
    return table.withUnsafeBytes { table in
      var place = Self.place(of: prefix, among: places)
      for _ in 0..<places {
        let offset = Self.headSize + place * Self.placeSize
        // Hardly ever do two begin alike, so that few names are looked at whole.
        let found = UInt64(
          bigEndian: table.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        if found == prefix, OID(at: offset, of: table) == blob {
          let start = Int(table.uint32(at: offset + 20)) + 4
          guard start <= table.count else { return nil }
          let count = Int(table.uint32(at: start - 4))
          return count <= table.count - start ? start..<start + count : nil
        }
        if found == 0, OID(at: offset, of: table) == .zero { return nil }
        place = place + 1 < places ? place + 1 : 0
      }
      return nil
    }
  }

  /// Keeps these in place of what was kept, for the next run; where that cannot be, it works more.
  func keep(_ values: [(blob: OID, bytes: ArraySlice<UInt8>)]) {
    guard let file else { return }
    // A third is left free, so that few stand far behind their place.
    let places = values.count + values.count / 2 + 1
    var starts = [UInt32](repeating: 0, count: places)
    var holders = [OID](repeating: .zero, count: places)
    var size = Self.headSize + places * Self.placeSize
    var kept: [ArraySlice<UInt8>] = []
    kept.reserveCapacity(values.count)
    for value in values {
      var place = Self.place(of: value.blob.prefix, among: places)
      while holders[place] != .zero, holders[place] != value.blob {
        place = place + 1 < places ? place + 1 : 0
      }
      guard holders[place] == .zero else { continue }
      // Past what an offset can say nothing is kept.
      guard size + 4 + value.bytes.count <= UInt32.max else { return }
      holders[place] = value.blob
      starts[place] = UInt32(size)
      kept.append(value.bytes)
      size += 4 + value.bytes.count
    }
    var table = ByteWriter()
    table.reserve(size)
    table.add(UInt32(places))
    for (holder, start) in zip(holders, starts) {
      table.add(raw: holder.bytes)
      table.add(start)
    }
    for bytes in kept { table.add(bytes) }
    file.replace(with: table.bytes)
  }

  private static func place(of prefix: UInt64, among places: Int) -> Int {
    Int(prefix.multipliedFullWidth(by: UInt64(places)).high)
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func uint32(at offset: Int) -> UInt32 {
    UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
