import Cache
import Git
import Supervision

/// The cases in which nothing is owed any more, and nothing will be before another step is written:
/// nine of ten in an office of some years. Whoever asks what is owed need not read them.
///
/// A cache, by the blobs of the files: from the day of a case's last step on, no day changes that
/// nothing is owed.
struct SettledCases: Sendable {
  typealias Item = (blob: OID, day: Day)

  private let cache: BlobCache

  /// - Parameter program: the version of this program.
  init(keptIn repository: Repository, under rules: SchemaFiles, program: String) {
    cache = BlobCache(
      "settled", contents: "settled 1", under: rules, program: program, in: repository)
  }

  /// The day of the last step of a settled case; nil for any other.
  func day(of blob: OID) -> Day? {
    var reader = cache.value(of: blob)
    return reader?.uint32().map { Day(ordinal: Int(Int32(bitPattern: $0))) }
  }

  /// Keeps these in place of what was kept, for the next run.
  func keep(_ settled: [Item]) {
    cache.keep(
      settled.map { item in
        var writer = ByteWriter()
        writer.add(UInt32(bitPattern: Int32(clamping: item.day.ordinal)))
        return (item.blob, writer.bytes)
      })
  }
}
