package import ByteCoding
import Cache
import Git
import Messages
package import Supervision

/// What is made of a case on a day, and can be kept for the next who asks.
package protocol KeptCase: Sendable {
  /// Of all sources by which it is made and kept.
  static var fingerprint: String { get }

  /// 编号, as it is shown.
  var id: String { get }

  /// Nil where nothing is to be made of the case.
  init?(_ state: CaseState, path: String)

  /// Reads what `write` has written.
  ///
  /// - Parameters:
  ///   - path: where the case lies now.
  ///   - asOf: the day to make it for: the one of which it was, or a later one if nothing was owed.
  init(from reader: inout ByteReader, path: String, asOf: Day) throws(DamagedBytes)

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

    fileprivate init(_ record: ByteReader) throws(DamagedBytes) {
      reader = record
      validity = try reader.read()
      isEmpty = try reader.read()
    }

    /// What was made of the case; nil where that was nothing or cannot be read.
    func made<Made: KeptCase>(at path: @autoclosure () -> String, asOf: Day) -> Made? {
      var reader = reader
      return isEmpty ? nil : try? Made(from: &reader, path: path(), asOf: asOf)
    }
  }

  /// Looks cases up in the order in which they were kept.
  struct Walk {
    private var records: Store.Walk

    fileprivate init(_ store: Store) { records = Store.Walk(store) }

    /// The first case from `place` on of which it is not known that nothing is made of it that day,
    /// and what is kept of it.
    ///
    /// Most of a hundred thousand are passed over here, where the type of what is made plays no part.
    mutating func next(
      from place: Int, before end: Int, in cases: CaseList, asOf: Day
    ) -> (place: Int, entry: Entry?)? {
      for place in place..<end {
        let record = cases.blob(at: place).flatMap { try? records.record(of: RecordKey($0)) }
        let entry = record.flatMap { try? Entry($0) }
        if let entry, entry.isEmpty, entry.validity.includes(asOf) { continue }
        return (place, entry)
      }
      return nil
    }
  }

  private let store: Store
  /// The share of the cases of which something new must have been made before all are written anew:
  /// one in so many.
  private let share: Int

  /// - Parameters:
  ///   - fingerprint: of what makes something of a case.
  ///   - share: one in how many cases must be new before all are written anew; a table of much that
  ///     is quickly made again is not written for each edit.
  /// - Returns: nil where nothing may be kept.
  init?(
    _ name: String, _ fingerprint: String, share: Int = .max, under rules: SchemaFiles,
    in repository: Repository
  ) {
    guard
      let store = repository.store(name, of: [fingerprint] + rules.marks, isForMany: true)
    else { return nil }
    (self.store, self.share) = (store, share)
  }

  func walk() -> Walk { Walk(store) }

  static func bytes(of made: (some KeptCase)?, _ validity: Validity) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(validity, made == nil)
    made?.write(to: &writer)
    return writer.bytes
  }

  /// Whether so many new ones of all are reason to write all anew.
  func isWorthKeeping(_ new: Int, of count: Int) -> Bool { new > 0 && new >= count / share }

  /// Keeps these in place of what was kept, for the next run.
  ///
  /// - Parameter values: bytes; nil for those that are kept already.
  func keep(_ values: [(blob: OID, bytes: [UInt8]?)]) {
    store.keep(values.map { (RecordKey($0.blob), $0.bytes) })
  }
}

extension KeptCases.Validity: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.read() ? .from(try reader.read()) : .on(try reader.read())
  }

  func write(to writer: inout ByteWriter) {
    switch self {
    case .from(let day): writer.write(true, day)
    case .on(let day): writer.write(false, day)
    }
  }
}

extension SchemaFiles {
  /// What tells these rules from others.
  var marks: [String] {
    files.map { "\($0.text.path) \(Repository.hash(blob: $0.text.bytes))" }
  }
}
