package import FrontMatter
import Messages

/// What became of a case between two moments, in the words of the trade rather than in lines.
///
/// Both versions are judged by their own rules, each on a day of its own, so that what only the
/// passing of time has done (a light that turned red) is a difference too.
package struct CaseDifference: Sendable {
  /// What a case file said, by which rules it is judged, and on which day.
  package struct Side: Sendable {
    package let subject: Case
    package let schema: Schema
    package let day: Day

    package init(_ subject: Case, schema: Schema, day: Day) {
      self.subject = subject
      self.schema = schema
      self.day = day
    }

    var state: CaseState { CaseState(folding: subject, schema: schema, asOf: day) }
  }

  /// Nil where there was no such case.
  package let before: CaseState?
  /// Nil where there is none any more.
  package let after: CaseState?
  /// What happened first, then what that came to, then what was written around it.
  package let changes: [Change]
  /// Whether a file has faults, so that what is said of it is a guess.
  package let isDoubtful: Bool

  package init(from old: Side?, to new: Side?) {
    (before, after) = (old?.state, new?.state)
    isDoubtful = [old, new].contains { side in
      side?.subject.document.diagnostics.contains { $0.severity == .error } == true
    }
    switch (old, new) {
    case (nil, nil): changes = []
    case (_?, nil): changes = [.removed]
    case (nil, let new?):
      changes =
        [.registered] + new.subject.steps.map(Change.stepAdded)
        + Outcome(from: nil, to: new, added: new.subject.steps).changes
    case (let old?, let new?):
      let steps = Self.stepChanges(from: old.subject, to: new.subject)
      let outcome = Outcome(from: old, to: new, added: steps.compactMap(\.addedStep)).changes
      let written = Self.fieldChanges(from: old.subject, to: new.subject)
      let found =
        Self.renumbering(from: old.subject, to: new.subject) + steps + outcome + written
        + Self.proseChanges(from: old.subject, to: new.subject)
      let isSame = old.subject.document.text.bytes == new.subject.document.text.bytes
      changes = found.isEmpty && !isSame ? [.layout] : found
    }
  }

  /// The case as it is now, or as it was last.
  package var subject: Case? { (after ?? before)?.subject }

  package var isEmpty: Bool { changes.isEmpty }

  /// Whether either version is a pointer to secret papers, of which nothing may be shown.
  package var isSecret: Bool {
    [before, after].contains { $0?.subject.header.classification.isSecret == true }
  }
}

extension CaseDifference {
  package enum Change: Sendable {
    case registered
    case removed
    case renumbered(from: String, to: String)
    case stepAdded(Step)
    /// A recorded step that says something else now; what it said, and what it says.
    case stepChanged(from: Step, to: Step)
    case stepRemoved(Step)
    /// A recorded step that stands elsewhere, and its number before.
    case stepMoved(Step, from: Int)
    case state(from: State?, to: State?)
    case round(from: Int, to: Int)
    /// With what the new light hangs on.
    case light(from: Light, to: Light, DuePoint?)
    case lead(from: String, to: String)
    /// `from` is nil where there was none yet. The step is the one that moved it.
    case deadline(Deadlined, from: Day?, to: Day, by: Step?)
    case taskAdded(TaskState)
    case taskReassigned(TaskState, from: String)
    case taskDone(TaskState, by: Step?)
    case taskExcused(TaskState)
    /// Counted as done before, and owed again.
    case taskReopened(TaskState)
    case officer(of: String, from: String?, to: String)
    /// A value of the header, by the keys that lead to it: `任务`, `2`, `时限`.
    case field([String], from: Value?, to: Value?)
    /// Lines of the prose.
    case prose(added: Int, removed: Int)
    /// Only comments, order or blanks.
    case layout

    var addedStep: Step? {
      guard case .stepAdded(let step) = self else { return nil }
      return step
    }
  }

  /// What a deadline is the end of.
  package enum Deadlined: Sendable, Hashable {
    case finalReport
    /// A task's number.
    case task(Int)
  }
}

// MARK: What is written

extension CaseDifference {
  private static func renumbering(from old: Case, to new: Case) -> [Change] {
    guard let former = old.id, let number = new.id, former != number,
      new.formerNumbers.contains(where: { $0.number == former })
    else { return [] }
    return [.renumbered(from: former, to: number)]
  }

  private static func stepChanges(from old: Case, to new: Case) -> [Change] {
    let alignment = StepAlignment(from: old, to: new)
    func step(_ place: Int, of subject: Case) -> Step? {
      subject.steps.first { $0.number == place + 1 }
    }
    let removed = alignment.removed.compactMap { step($0, of: old).map(Change.stepRemoved) }
    let changed = alignment.changed.compactMap { place -> Change? in
      guard let was = step(place.from, of: old), let now = step(place.to, of: new) else {
        return nil
      }
      return .stepChanged(from: was, to: now)
    }
    let moved = alignment.moved.compactMap { place in
      step(place.to, of: new).map { Change.stepMoved($0, from: place.from + 1) }
    }
    let added = alignment.added.sorted().compactMap { step($0, of: new).map(Change.stepAdded) }
    return removed + changed + moved + added
  }

  private static func fieldChanges(from old: Case, to new: Case) -> [Change] {
    let (was, now) = (old.fields, new.fields)
    let isRenumbered = !renumbering(from: old, to: new).isEmpty
    return pairs(was, now).flatMap { key, was, now -> [Change] in
      if key == HeaderKey.id.name, isRenumbered { return [] }
      return changes(at: [key], from: was, to: now)
    }
  }

  /// What two mappings have under each key, the keys of the later one first.
  private static func pairs(_ was: [Value.Entry], _ now: [Value.Entry])
    -> [(key: String, was: Value?, now: Value?)]
  {
    func values(_ entries: [Value.Entry]) -> [String: Value] {
      Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (values(was), values(now))
    let keys = now.map(\.key) + was.map(\.key).filter { new[$0] == nil }
    return keys.map { ($0, old[$0], new[$0]) }
  }

  /// As deep as both sides have something to compare.
  private static func changes(at path: [String], from old: Value?, to new: Value?) -> [Change] {
    guard old != new else { return [] }
    switch (old, new) {
    case (.mapping(let was)?, .mapping(let now)?):
      return pairs(was, now).flatMap { changes(at: path + [$0.key], from: $0.was, to: $0.now) }
    case (.list(let was)?, .list(let now)?) where (was + now).contains(where: \.isMapping):
      return (0..<max(was.count, now.count)).flatMap { index in
        changes(
          at: path + ["\(index + 1)"], from: was.indices.contains(index) ? was[index] : nil,
          to: now.indices.contains(index) ? now[index] : nil)
      }
    default: return [.field(path, from: old, to: new)]
    }
  }

  private static func proseChanges(from old: Case, to new: Case) -> [Change] {
    let (was, now) = (old.proseLines, new.proseLines)
    guard was != now else { return [] }
    let alignment = Alignment(of: was, in: now)
    return [
      .prose(
        added: alignment.placesBack.count { $0 == nil },
        removed: alignment.places.count { $0 == nil })
    ]
  }
}

extension Case {
  /// The header as it is written, without the steps.
  fileprivate var fields: [Value.Entry] {
    (document.root?.entries.map { $0 } ?? []).filter { $0.key.text != HeaderKey.steps.name }
      .map { Value.Entry($0.key.text, $0.value.value.normalised) }
  }

  /// The lines of the prose that say something.
  fileprivate var proseLines: [ArraySlice<UInt8>] {
    document.text.bytes[document.body].split(separator: UInt8(ascii: "\n")).filter { line in
      line.contains { $0 > 0x20 }
    }
  }
}

extension Value {
  fileprivate var isMapping: Bool {
    switch self {
    case .mapping: true
    case .text, .list: false
    }
  }
}
