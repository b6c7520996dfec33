import ByteCoding
import Cache
import Files
import Git
import Supervision

/// The cases in which a check found nothing, with the numbers they use, which is all that a check of
/// the others needs of them.
///
/// A cache, by the blobs of the files, for one day. Cases with attachments are left out, since those
/// may go while the case stays.
struct CleanCases: Sendable {
  private let store: Store

  /// Nil where the user wants nothing kept.
  init?(keptIn repository: Repository, under rules: SchemaFiles, _ judging: Judging) {
    let store = repository.store(
      "clean", of: ["\(judging.asOf)", "\(judging.today)"] + rules.marks, isForMany: true)
    guard let store else { return nil }
    self.store = store
  }

  /// The numbers of a case without findings; nil for any other. What is found depends on the path
  /// too.
  func numbers(of blob: OID, at path: RelativePath) -> UsedNumbers? {
    guard var reader = try? store.record(of: RecordKey(blob)),
      let numbers = try? UsedNumbers(from: &reader), numbers.path == "\(path)"
    else { return nil }
    return numbers
  }

  /// Keeps these in place of what was kept, for the next run.
  func keep(_ clean: [(blob: OID, numbers: UsedNumbers)]) {
    store.keep(clean.map { (RecordKey($0.blob), ByteWriter($0.numbers).bytes) })
  }
}
