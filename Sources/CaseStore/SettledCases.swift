import Cache
import FrontMatter
import Git
import Supervision

/// The cases in which nothing is owed any more, and nothing will be before another step is written:
/// nine of ten in an office of some years. Whoever asks what is owed need not read them.
///
/// A cache, by the blobs of the files: from the day of a case's last step on, no day changes that
/// nothing is owed.
struct SettledCases: Sendable {
  /// A table of `Self.slot` bytes each: the blob, and the day of the last step; zeros where there is
  /// none. A blob stands at the place that its first bytes name, or behind it.
  private let table: [UInt8]

  private static let slot = 24

  typealias Item = (blob: OID, day: Day)

  /// What is settled otherwise than by the version before makes this another number.
  private static let rules = 1

  private static func file(in repository: Repository, _ rules: SchemaFiles, _ program: String)
    -> CacheFile?
  {
    let schema = rules.files.map { "\(Repository.hash(blob: $0.text.bytes))" }
    return repository.cacheFile(
      "settled",
      contents: "settled \(Self.rules) \(program) \(schema.joined(separator: " "))")
  }

  /// What was kept under the same rules; none where it cannot be relied on.
  ///
  /// - Parameter program: the version of this program.
  init(keptIn repository: Repository, _ rules: SchemaFiles, program: String) {
    let reader = Self.file(in: repository, rules, program)?.open()
    let table = reader.flatMap { reader in
      reader.segments.count == 1 ? reader.bytes(of: reader.segments[0]) : nil
    }
    self.table = table.flatMap { Self.isTable($0) ? $0 : nil } ?? []
  }

  /// Keeps these in place of what was kept, for the next run; where that cannot be, it reads more.
  static func keep(
    _ settled: [Item], in repository: Repository, _ rules: SchemaFiles,
    program: String
  ) {
    guard let file = file(in: repository, rules, program) else { return }
    var places = 64
    while places < settled.count * 2 { places *= 2 }
    var table = [UInt8](repeating: 0, count: places * slot)
    for (blob, day) in settled {
      var place = Self.place(of: blob, among: places)
      while !isFree(place, in: table), Self.blob(at: place, in: table) != blob {
        place = (place + 1) % places
      }
      table.replaceSubrange(place * slot..<place * slot + 20, with: blob.bytes)
      var writer = ByteWriter()
      writer.add(UInt32(bitPattern: Int32(clamping: day.ordinal)))
      table.replaceSubrange(place * slot + 20..<(place + 1) * slot, with: writer.bytes)
    }
    file.replace(with: table)
  }

  /// The day of the last step of a settled case; nil for any other.
  func day(of blob: OID) -> Day? {
    let places = table.count / Self.slot
    guard places > 0 else { return nil }
    var place = Self.place(of: blob, among: places)
    // At most half of the places are taken, so that the walk ends.
    while !Self.isFree(place, in: table) {
      if Self.blob(at: place, in: table) == blob {
        var reader = ByteReader(table[(place * Self.slot + 20)..<((place + 1) * Self.slot)])
        return reader.uint32().map { Day(ordinal: Int(Int32(bitPattern: $0))) }
      }
      place = (place + 1) % places
    }
    return nil
  }
}

// MARK: The table

extension SettledCases {
  private static func isTable(_ bytes: [UInt8]) -> Bool {
    let places = bytes.count / slot
    return bytes.count % slot == 0 && places > 0 && places & (places - 1) == 0
      && (0..<places).contains { isFree($0, in: bytes) }
  }

  private static func place(of blob: OID, among places: Int) -> Int {
    Int(truncatingIfNeeded: blob.prefix) & (places - 1)
  }

  private static func isFree(_ place: Int, in table: [UInt8]) -> Bool {
    Self.blob(at: place, in: table) == .zero
  }

  private static func blob(at place: Int, in table: [UInt8]) -> OID {
    table.withUnsafeBytes { OID(at: place * slot, of: $0) }
  }
}
