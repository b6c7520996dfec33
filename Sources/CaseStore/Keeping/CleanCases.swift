import ByteCoding
import Cache
import Files
import Git
import Messages
import Supervision

/// The cases in which a check found nothing, with the numbers they use, which is all that a check of
/// the others needs of them.
///
/// A cache, by the blobs of the files, for one day. Cases with attachments are left out, since those
/// may go while the case stays.
struct CleanCases: Sendable {
  typealias Item = (blob: OID, numbers: UsedNumbers)

  private let cache: BlobCache

  /// - Parameter program: the version of this program.
  init(keptIn repository: Repository, under rules: SchemaFiles, _ judging: Judging, program: String)
  {
    cache = BlobCache(
      "clean", contents: "clean 3 \(judging.asOf) \(judging.today)", isWhole: true, under: rules,
      program: program, in: repository)
  }

  /// The numbers of a case without findings; nil for any other. What is found depends on the path
  /// too.
  func numbers(of blob: OID, at path: RelativePath) -> UsedNumbers? {
    guard var reader = cache.value(of: blob), reader.content()?.elementsEqual(path.bytes) == true
    else { return nil }
    return reader.numbers(at: "\(path)")
  }

  /// Keeps these in place of what was kept, for the next run.
  func keep(_ clean: [Item]) {
    cache.keep(
      clean.map { item in
        var writer = ByteWriter()
        writer.add(item.numbers.path.utf8)
        writer.add(item.numbers)
        return (item.blob, writer.bytes)
      })
  }
}

extension ByteWriter {
  fileprivate mutating func add(_ numbers: UsedNumbers) {
    let letters = numbers.letters
    add(UInt8(numbers.id == nil ? 0 : 1))
    if let id = numbers.id { add(id) }
    add(UInt32(bitPattern: numbers.registered.map { Int32(clamping: $0.ordinal) } ?? .min))
    add(UInt32(letters.count))
    for letter in letters { add(letter) }
  }

  private mutating func add(_ number: Located<String>) {
    add(number.value)
    add(UInt32(number.range.lowerBound))
    add(UInt32(number.range.count))
  }
}

extension ByteReader {
  fileprivate mutating func numbers(at path: String) -> UsedNumbers? {
    guard let hasID = byte() else { return nil }
    var id: Located<String>?
    if hasID != 0 {
      id = located()
      if id == nil { return nil }
    }
    guard let day = uint32(), let count = uint32() else { return nil }
    let ordinal = Int32(bitPattern: day)
    var letters: [Located<String>] = []
    for _ in 0..<count {
      guard let letter = located() else { return nil }
      letters.append(letter)
    }
    return UsedNumbers(
      path: path, id: id, registered: ordinal == .min ? nil : Day(ordinal: Int(ordinal)),
      letters: letters)
  }

  private mutating func located() -> Located<String>? {
    guard let value = text(), let start = uint32(), let count = uint32() else { return nil }
    return Located(value, at: Int(start)..<Int(start) + Int(count))
  }
}
