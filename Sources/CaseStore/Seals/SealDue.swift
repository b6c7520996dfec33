package import Git
package import Supervision

/// That a seal is owed by the office (封存).
package struct SealDue: Sendable, Hashable {
  /// When the last was made; nil where there is none yet.
  package let last: Day?
  /// By when the next is due; nil where there is none yet: it is due at once.
  package let day: Day?

  /// Nil where the office wants none.
  init?(after last: Day?, under schema: Schema) {
    guard let limit = schema.office.sealing else { return nil }
    self.last = last
    day = last.map { schema.calendar.deadline(limit, from: $0).day }
  }

  /// Whether it is to be made on a day at the latest.
  package func isDue(on today: Day) -> Bool { day.map { $0 <= today } ?? true }
}

extension Repository {
  /// When the office owes the next seal; nil where it wants none.
  ///
  /// - Complexity: reads the tags among the seals, and proves nothing.
  package func sealDue(under schema: Schema) throws(GitError) -> SealDue? {
    guard schema.office.sealing != nil, let head = try head().commit else { return nil }
    var last: Day?
    for tag in try sealTags().tags {
      guard let statement = tag.statement, try contains(tag.target),
        try isAncestor(tag.target, of: head)
      else { continue }
      last = max(last ?? statement.day, statement.day)
    }
    return SealDue(after: last, under: schema)
  }
}
