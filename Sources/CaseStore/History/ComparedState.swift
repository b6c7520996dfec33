package import Git
package import Supervision

/// A state of the cases that can be held against another.
package struct ComparedState: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// Before the first commit.
    case nothing
    case commit(OID)
    case workTree
  }

  package let place: Place
  /// The day as of which the cases are judged.
  package var day: Day
  /// Whether it was asked for by its day, so that what time has done is part of the answer.
  package let isDated: Bool

  package init(_ place: Place, day: Day, isDated: Bool = false) {
    self.place = place
    self.day = day
    self.isDated = isDated
  }

  package var commit: OID? {
    switch place {
    case .commit(let id): id
    case .nothing, .workTree: nil
    }
  }
}

extension Repository {
  /// What a person means by a date, or by any name of a commit.
  ///
  /// A date is the end of that day on the branch we are on: the last of its own commits (what it
  /// merged came with the merge) whose committer had that day or an earlier one on his calendar.
  /// So the answer is the same in every time zone.
  ///
  /// - Throws: `.unknownRevision`, `.wrongKind`.
  package func comparedState(_ name: String) throws(GitError) -> ComparedState {
    if let day = Day(name) { return try comparedState(endOf: day) }
    do throws(GitError) {
      let id = try resolveCommit(name)
      return ComparedState(.commit(id), day: try commit(id).committer.day)
    } catch {
      // `2018.8.6` may be a tag; only where it is none is it a date written loosely.
      guard case .unknownRevision = error, let day = Day(loose: name) else { throw error }
      return try comparedState(endOf: day)
    }
  }

  /// - Complexity: one commit read for each since that day.
  private func comparedState(endOf day: Day) throws(GitError) -> ComparedState {
    guard let head = try head().commit else {
      return ComparedState(.nothing, day: day, isDated: true)
    }
    let walk = try history(from: [head], firstParentOnly: true)
    while let id = try walk.next() {
      if try commit(id).committer.day <= day {
        return ComparedState(.commit(id), day: day, isDated: true)
      }
    }
    return ComparedState(.nothing, day: day, isDated: true)
  }

  /// `HEAD`; before the first commit, nothing.
  package func comparedStateOfHead(today: Day) throws(GitError) -> ComparedState {
    guard let head = try head().commit else { return ComparedState(.nothing, day: today) }
    return ComparedState(.commit(head), day: try commit(head).committer.day)
  }
}
