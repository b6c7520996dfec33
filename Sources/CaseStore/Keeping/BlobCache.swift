import ByteCoding
import Cache
import FrontMatter
import Git
import Messages

/// Answers kept by the blobs of the case files they were made from, under one set of rules.
///
/// The kept file is a table that is looked up where it lies: a few answers cost a few lookups,
/// however many there are.
///
///     places   count
///     place    blob (20 bytes, zeros where there is none), where its value starts (4 bytes), count
///              of its bytes (4 bytes)
///     values   bytes
///
/// Names of blobs are evenly spread, so that the first bytes of one say how far along the places it
/// stands, or behind that. Values lie in the order in which they were given. Integers are
/// little-endian.
///
/// In memory are the places; the values only where that is asked for.
struct BlobCache: Sendable {
  private let file: CacheFile?
  private let kept: (reader: CacheReader, segment: CacheReader.Segment)?
  /// The head and the places, or all that is kept.
  private let table: [UInt8]
  private let places: Int

  private static let headSize = 4
  private static let placeSize = 28

  /// - Parameters:
  ///   - contents: what is kept, with a number that changes with its meaning.
  ///   - isWhole: whether the values are read at once, for whoever looks them up without an order.
  ///   - program: the version of this program.
  init(
    _ name: String, contents: String, isWhole: Bool, under rules: SchemaFiles, program: String,
    in repository: Repository
  ) {
    let schema = rules.files.map { "\(Repository.hash(blob: $0.text.bytes))" }
    file = repository.cacheFile(
      name, contents: "\(contents) \(program) \(schema.joined(separator: " "))")
    let kept = file?.open().flatMap { reader in
      reader.segments.count == 1 ? (reader, reader.segments[0]) : nil
    }
    self.kept = kept
    var places = 0
    var table: [UInt8]?
    if let (reader, segment) = kept, let head = reader.bytes(0..<Self.headSize, of: segment) {
      var head = ByteReader(head)
      places = Int(head.uint32() ?? 0)
      let end = Self.headSize + places * Self.placeSize
      if end <= segment.count {
        table = reader.bytes(0..<(isWhole ? segment.count : end), of: segment)
      }
    }
    self.table = table ?? []
    self.places = table == nil ? 0 : places
  }

  /// Whether anything may be kept.
  var isWanted: Bool { file != nil }

  /// What is kept of a blob; nil if nothing is, or if its values are not in memory (`Walk`).
  ///
  /// - Complexity: some 50 nanoseconds.
  func value(of blob: OID) -> ByteReader? {
    guard let range = range(of: blob), range.upperBound <= table.count else { return nil }
    return ByteReader(table, range)
  }

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
          let start = Int(table.uint32(at: offset + 20))
          return start..<start + Int(table.uint32(at: offset + 24))
        }
        if found == 0, OID(at: offset, of: table) == .zero { return nil }
        place = place + 1 < places ? place + 1 : 0
      }
      return nil
    }
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

// MARK: One after the other

extension BlobCache {
  /// Looks values up in the order in which they were given, with some of them in memory at a time.
  struct Walk {
    private let cache: BlobCache
    private var window: [UInt8] = []
    private var start = 0

    /// What is read at once.
    private static let size = 1 << 16

    init(_ cache: BlobCache) { self.cache = cache }

    /// What is kept of a blob; nil if nothing is.
    mutating func value(of blob: OID) -> ByteReader? {
      range(of: blob).map { ByteReader(window, $0) }
    }

    /// The same as bytes, to be kept again.
    fileprivate mutating func bytes(of blob: OID) -> ArraySlice<UInt8>? {
      range(of: blob).map { window[$0] }
    }

    /// Where in the window the value is, which is moved if need be.
    private mutating func range(of blob: OID) -> Range<Int>? {
      guard let range = cache.range(of: blob), let (reader, segment) = cache.kept,
        range.upperBound <= segment.count
      else { return nil }
      if range.lowerBound < start || range.upperBound > start + window.count {
        let end = min(segment.count, max(range.lowerBound + Self.size, range.upperBound))
        guard let bytes = reader.bytes(range.lowerBound..<end, of: segment) else { return nil }
        (window, start) = (bytes, range.lowerBound)
      }
      return range.lowerBound - start..<range.upperBound - start
    }
  }
}

// MARK: Keeping

extension BlobCache {
  /// What is to be kept of a blob: bytes; nil for those that are kept already.
  typealias Value = (blob: OID, bytes: [UInt8]?)

  /// Keeps these in place of what was kept, for the next run; where that cannot be, it works more.
  ///
  /// - Complexity: O(n) in all bytes; in memory are the places.
  func keep(_ values: [Value]) {
    guard let file else { return }
    // A third is left free, so that few stand far behind their place.
    let places = values.count + values.count / 2 + 1
    var holders = [(blob: OID, start: UInt32, count: UInt32)](
      repeating: (.zero, 0, 0), count: places)
    var size = Self.headSize + places * Self.placeSize
    var isKept = [Bool](repeating: false, count: values.count)
    for (index, value) in values.enumerated() {
      guard let count = value.bytes?.count ?? range(of: value.blob)?.count else { continue }
      var place = Self.place(of: value.blob.prefix, among: places)
      while holders[place].blob != .zero, holders[place].blob != value.blob {
        place = place + 1 < places ? place + 1 : 0
      }
      guard holders[place].blob == .zero else { continue }
      // Past what an offset can say nothing is kept.
      guard size + count <= UInt32.max else { return }
      holders[place] = (value.blob, UInt32(size), UInt32(count))
      isKept[index] = true
      size += count
    }
    file.replace(count: size) { write in
      var table = ByteWriter()
      table.reserve(Self.headSize + places * Self.placeSize)
      table.add(UInt32(places))
      for holder in holders {
        table.add(raw: holder.blob.bytes)
        table.add(holder.start)
        table.add(holder.count)
      }
      guard write(table.bytes[...]) else { return false }
      var former = Walk(self)
      for (index, value) in values.enumerated() where isKept[index] {
        guard let bytes = value.bytes?[...] ?? former.bytes(of: value.blob), write(bytes) else {
          return false
        }
      }
      return true
    }
  }
}
