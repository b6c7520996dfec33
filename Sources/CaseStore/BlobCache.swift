import Cache
import FrontMatter
import Git

/// Answers kept by the blobs of the case files they were made from, under one set of rules.
///
/// The kept file is a table that is looked up where it lies: a few answers cost a few lookups,
/// however many there are.
///
///     places   count, a power of two
///     place    blob (20 bytes, zeros where there is none), where its value starts (4 bytes)
///     value    count of bytes, bytes
///
/// A blob stands at the place that its first bytes name, or behind it. Integers are little-endian.
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
    self.places = isWhole && places.nonzeroBitCount == 1 ? places : 0
  }

  /// What is kept of a blob; nil if nothing is.
  func value(of blob: OID) -> ByteReader? {
    guard places > 0 else { return nil }
    let first = Self.place(of: blob, among: places)
    for step in 0..<places {
      let offset = Self.headSize + ((first + step) & (places - 1)) * Self.placeSize
      let found = table.withUnsafeBytes { OID(at: offset, of: $0) }
      if found == .zero { return nil }
      guard found == blob else { continue }
      var reader = ByteReader(table[(offset + 20)..<(offset + 24)])
      guard let start = reader.uint32(), Int(start) <= table.count else { return nil }
      reader = ByteReader(table[Int(start)...])
      return reader.content().map { ByteReader($0) }
    }
    return nil
  }

  /// Keeps these in place of what was kept, for the next run; where that cannot be, it works more.
  func keep(_ values: [(blob: OID, bytes: [UInt8])]) {
    guard let file else { return }
    var places = 64
    while places < values.count * 2 { places *= 2 }
    var holders = [Int?](repeating: nil, count: places)
    for (index, value) in values.enumerated() {
      var place = Self.place(of: value.blob, among: places)
      while let holder = holders[place], values[holder].blob != value.blob {
        place = (place + 1) & (places - 1)
      }
      holders[place] = index
    }
    var table = ByteWriter()
    table.add(UInt32(places))
    var start = Self.headSize + places * Self.placeSize
    for holder in holders {
      guard let holder else {
        table.add(raw: [UInt8](repeating: 0, count: Self.placeSize))
        continue
      }
      table.add(raw: values[holder].blob.bytes)
      table.add(UInt32(start))
      start += 4 + values[holder].bytes.count
    }
    // Past what an offset can say nothing is kept.
    guard start <= UInt32.max else { return }
    for holder in holders {
      if let holder { table.add(values[holder].bytes) }
    }
    file.replace(with: table.bytes)
  }

  private static func place(of blob: OID, among places: Int) -> Int {
    Int(truncatingIfNeeded: blob.prefix) & (places - 1)
  }
}
