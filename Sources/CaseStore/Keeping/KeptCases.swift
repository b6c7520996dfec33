package import ByteCoding
import Git
package import Supervision

/// What is made of a case on a day, and can be kept for the next who asks.
package protocol KeptCase: Sendable {
  /// Nil where nothing is to be made of the case.
  init?(_ state: CaseState, path: String)

  /// Reads what `write` has written; nil where it is not that.
  ///
  /// - Parameters:
  ///   - path: where the case lies now.
  ///   - asOf: the day to make it for: the one of which it was, or a later one if nothing was owed.
  init?(from reader: inout ByteReader, path: String, asOf: Day)

  /// Writes all but the path and the day.
  func write(to writer: inout ByteWriter)
}

/// What was made of cases, by the blobs of their files.
///
/// A cache. In a case where nothing is owed, no day from that of its last step on changes anything:
/// nine of ten in an office of some years. What is made of any other serves on one day only.
struct KeptCases: Sendable {
  /// On which days what was made of a case is right.
  enum Validity: Sendable, Hashable {
    case from(Day)
    case on(Day)

    func includes(_ day: Day) -> Bool {
      switch self {
      case .from(let first): first <= day
      case .on(let only): only == day
      }
    }
  }

  /// What is kept of one case, not read yet.
  struct Entry {
    let validity: Validity
    fileprivate let isEmpty: Bool
    private var reader: ByteReader

    fileprivate init?(_ bytes: ByteReader) {
      reader = bytes
      guard let kind = reader.byte(), let day = reader.day(), let isEmpty = reader.byte() else {
        return nil
      }
      switch kind {
      case 0: validity = .from(day)
      case 1: validity = .on(day)
      default: return nil
      }
      self.isEmpty = isEmpty != 0
    }

    /// What was made of the case, which may be nothing.
    ///
    /// - Returns: the outer optional is nil where it cannot be read.
    func made<Made: KeptCase>(at path: @autoclosure () -> String, asOf: Day) -> Made?? {
      if isEmpty { return .some(nil) }
      var reader = reader
      return Made(from: &reader, path: path(), asOf: asOf).map { .some($0) }
    }
  }

  /// Looks cases up in the order in which they were kept.
  struct Walk {
    private var values: BlobCache.Walk

    fileprivate init(_ cache: BlobCache) { values = BlobCache.Walk(cache) }

    /// The first case from `place` on of which it is not known that nothing is made of it that day,
    /// and what is kept of it.
    ///
    /// Most of a hundred thousand are passed over here, where the type of what is made plays no part.
    mutating func next(
      from place: Int, before end: Int, in items: CaseListing.Items, asOf: Day
    ) -> (place: Int, entry: Entry?)? {
      for place in place..<end {
        let entry = items.blob(at: place).flatMap { values.value(of: $0) }.flatMap { Entry($0) }
        if let entry, entry.isEmpty, entry.validity.includes(asOf) { continue }
        return (place, entry)
      }
      return nil
    }
  }

  private let cache: BlobCache
  /// The share of the cases of which something new must have been made before all are written anew:
  /// one in so many.
  private let share: Int

  /// - Parameters:
  ///   - contents: what is made of a case, with a number that changes with its meaning.
  ///   - share: one in how many cases must be new before all are written anew; a table of much that
  ///     is quickly made again is not written for each edit.
  ///   - program: the version of this program.
  init(
    _ name: String, contents: String, share: Int = .max, under rules: SchemaFiles, program: String,
    in repository: Repository
  ) {
    cache = BlobCache(
      name, contents: contents, isWhole: false, under: rules, program: program, in: repository)
    self.share = share
  }

  /// Whether anything may be kept: else nothing need be made for it.
  var isWanted: Bool { cache.isWanted }

  func walk() -> Walk { Walk(cache) }

  static func bytes(of made: (some KeptCase)?, _ validity: Validity) -> [UInt8] {
    var writer = ByteWriter()
    switch validity {
    case .from(let day):
      writer.add(UInt8(0))
      writer.add(day)
    case .on(let day):
      writer.add(UInt8(1))
      writer.add(day)
    }
    writer.add(UInt8(made == nil ? 1 : 0))
    made?.write(to: &writer)
    return writer.bytes
  }

  /// Whether so many new ones of all are reason to write all anew.
  func isWorthKeeping(_ new: Int, of count: Int) -> Bool { new > 0 && new >= count / share }

  /// Keeps these in place of what was kept, for the next run.
  func keep(_ values: [BlobCache.Value]) { cache.keep(values) }
}
