package import ByteCoding
package import Supervision

/// A case in which something is owed, with all that lists of what is owed say of it.
///
/// A class, since an item of such a list holds it with each of its due points.
package final class OwingCase: Sendable {
  package let path: String
  package let id: String
  /// `(涉密)` for a secret case, of which nothing that is written is shown.
  package let title: String
  /// When the present round was submitted.
  package let submitted: Day?
  /// At least one.
  package let duePoints: [DuePoint]
  /// What the tasks are about that due points name; none for a secret case.
  private let matters: [Matter]

  private struct Matter {
    let task: Int
    let text: String
  }

  private init(
    path: String, id: String, title: String, submitted: Day?, duePoints: [DuePoint],
    matters: [Matter]
  ) {
    self.path = path
    self.id = id
    self.title = title
    self.submitted = submitted
    self.duePoints = duePoints
    self.matters = matters
  }

  /// Nil where nothing is owed.
  package convenience init?(_ state: CaseState, path: String) {
    guard state.state != nil, !state.duePoints.isEmpty else { return nil }
    let header = state.subject.header
    let named = Set(state.duePoints.compactMap(\.task))
    let tasks = header.classification.isSecret ? [] : state.tasks
    self.init(
      path: path, id: state.id(at: path), title: header.shownTitle,
      submitted: state.milestones.submitted, duePoints: state.duePoints,
      matters: tasks.filter { named.contains($0.number) }
        .map { Matter(task: $0.number, text: $0.matter) })
  }

  package var isOverdue: Bool { duePoints.contains { $0.light == .red } }

  /// What a task is about; nil where that is not to be shown.
  ///
  /// - Parameter task: the number that a due point names.
  package func matter(of task: Int) -> String? { matters.first { $0.task == task }?.text }
}

extension [LedgerRow] {
  /// The cases in which something is owed.
  package var owing: [OwingCase] { compactMap { OwingCase($0) } }
}

extension OwingCase {
  /// Nil where nothing is owed.
  fileprivate convenience init?(_ row: LedgerRow) {
    guard !row.duePoints.isEmpty else { return nil }
    let named = Set(row.duePoints.compactMap(\.task))
    self.init(
      path: row.path, id: row.id, title: row.title, submitted: row.milestones.submitted,
      duePoints: row.duePoints,
      matters: named.sorted().compactMap { task in
        row.matters[task].map { Matter(task: task, text: $0) }
      })
  }
}

// MARK: Bytes

extension OwingCase {
  /// Everything but the path, in some 200 bytes.
  package func write(to writer: inout ByteWriter) {
    writer.add(short: id)
    writer.add(short: title)
    writer.add(submitted)
    duePoints.write(to: &writer)
    writer.add(short: matters.count)
    for matter in matters {
      writer.add(short: matter.task)
      writer.add(short: matter.text)
    }
  }

  /// Nil where the bytes are of no such case.
  ///
  /// - Complexity: O(n) in its bytes, about a microsecond.
  package convenience init?(from reader: inout ByteReader, path: String) {
    guard let id = reader.shortText(), let title = reader.shortText(),
      let submitted = reader.optionalDay(), let duePoints = [DuePoint](from: &reader),
      !duePoints.isEmpty, let count = reader.count()
    else { return nil }
    var matters: [Matter] = []
    for _ in 0..<count {
      guard let task = reader.shortNumber(), let text = reader.shortText() else { return nil }
      matters.append(Matter(task: task, text: text))
    }
    self.init(
      path: path, id: id, title: title, submitted: submitted, duePoints: duePoints,
      matters: matters)
  }
}
