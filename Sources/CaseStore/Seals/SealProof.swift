import Git
package import Supervision

/// What the seals of a history come to.
package struct SealProof: Sendable {
  /// What is not as it should be with them, or is to be remarked on.
  package internal(set) var findings: [ProofFinding] = []
  /// The seals of the history, oldest first.
  package internal(set) var seals: [Standing] = []
  /// The errors and warnings that the latest seal says are known, where they are the same now.
  package internal(set) var known: [ProofFinding] = []

  /// A seal of the history.
  package struct Standing: Sendable {
    package let tag: SealTag
    package let statement: SealStatement
    package internal(set) var stamp: TimeStamp?
    /// Whether no error was found of it.
    package internal(set) var holds = true

    /// A seal of what comes later has more commits, whatever the clocks said.
    static func isBefore(_ one: Standing, _ other: Standing) -> Bool {
      (one.statement.tally.commits, one.tag.tagger.time, one.tag.name)
        < (other.statement.tally.commits, other.tag.tagger.time, other.tag.name)
    }

    /// The earliest time at which it can have been there for others to see.
    var time: Int64 { stamp?.time ?? tag.tagger.time }
  }

  /// The seal up to which the history is sealed.
  package var latest: Standing? { seals.last(where: \.holds) }

  package init() {}
}
