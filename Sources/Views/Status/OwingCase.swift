package import ByteCoding
package import Supervision

/// A case in which something is owed, or a letter has no number, with all that lists of what is owed say of it.
///
/// A class, since an item of such a list holds it with each of its due points.
package final class OwingCase: Sendable {
  package let path: String
  package let id: String
  /// `(涉密)` for a secret case, of which nothing that is written is shown.
  package let title: String
  /// When the present round was submitted.
  package let submitted: Day?
  package let duePoints: [DuePoint]
  /// Its letters without a number.
  package let unnumbered: [UnnumberedLetter]
  /// What the tasks are about that due points name; none for a secret case.
  private let matters: [Int: String]

  private init(
    path: String, id: String, title: String, submitted: Day?, duePoints: [DuePoint],
    unnumbered: [UnnumberedLetter], matters: [Int: String]
  ) {
    self.path = path
    self.id = id
    self.title = title
    self.submitted = submitted
    self.duePoints = duePoints
    self.unnumbered = unnumbered
    self.matters = matters
  }

  /// Nil where nothing is owed, and every letter has its number.
  package convenience init?(_ state: CaseState, path: String) {
    let unnumbered = state.unnumberedLetters
    guard state.state != nil, !state.duePoints.isEmpty || !unnumbered.isEmpty else { return nil }
    let header = state.subject.header
    let named = Set(state.duePoints.compactMap(\.task))
    let tasks = header.classification.isSecret ? [] : state.tasks
    self.init(
      path: path, id: state.id(at: path), title: header.shownTitle,
      submitted: state.milestones.submitted, duePoints: state.duePoints,
      unnumbered: unnumbered,
      matters: Dictionary(
        tasks.filter { named.contains($0.number) }.map { ($0.number, $0.matter) },
        uniquingKeysWith: { one, _ in one }))
  }

  /// A case of which only some due points are told, as others are not the reader's.
  ///
  /// - Parameter title: what stands in its title's place, without what its tasks are about; nil to tell
  ///   all.
  convenience init?(_ state: CaseState, path: String, telling points: [DuePoint], title: String?) {
    guard let whole = OwingCase(state, path: path) else { return nil }
    self.init(
      path: path, id: whole.id, title: title ?? whole.title, submitted: whole.submitted,
      duePoints: points, unnumbered: [], matters: title == nil ? whole.matters : [:])
  }

  /// With these of its due points alone; nil without any.
  func telling(of points: [DuePoint]) -> OwingCase? {
    points.isEmpty
      ? nil
      : OwingCase(
        path: path, id: id, title: title, submitted: submitted, duePoints: points, unnumbered: [],
        matters: matters)
  }

  package var isOverdue: Bool { duePoints.contains { $0.light == .red } }

  /// What a task is about; nil where that is not to be shown.
  ///
  /// - Parameter task: the number that a due point names.
  package func matter(of task: Int) -> String? { matters[task] }
}

extension [LedgerRow] {
  /// The cases in which something is owed.
  package var owing: [OwingCase] { compactMap { OwingCase($0) } }
}

extension OwingCase {
  /// Nil where nothing is owed.
  fileprivate convenience init?(_ row: LedgerRow) {
    guard !row.duePoints.isEmpty || !row.unnumbered.isEmpty else { return nil }
    let named = Set(row.duePoints.compactMap(\.task))
    self.init(
      path: row.path, id: row.id, title: row.title, submitted: row.milestones.submitted,
      duePoints: row.duePoints, unnumbered: row.unnumbered,
      matters: row.matters.filter { named.contains($0.key) })
  }
}

// MARK: Bytes

extension OwingCase {
  /// Reads what `write(to:)` has written. What is owed names its days itself.
  ///
  /// - Complexity: O(n) in its bytes, about a microsecond.
  package convenience init(from reader: inout ByteReader, path: String, asOf _: Day)
    throws(DamagedBytes)
  {
    self.init(
      path: path, id: try reader.read(), title: try reader.read(), submitted: try reader.read(),
      duePoints: try reader.read(), unnumbered: try reader.read(), matters: try reader.read())
    guard !duePoints.isEmpty || !unnumbered.isEmpty else { throw DamagedBytes() }
  }

  /// Everything but the path, in some 200 bytes.
  package func write(to writer: inout ByteWriter) {
    writer.write(id, title, submitted, duePoints, unnumbered, matters)
  }

  /// Of all sources by which it is made and kept.
  package static var fingerprint: String { sourceFingerprint }
}
