package import Git
import Messages
package import Supervision

/// What a commit does to a case.
package enum RecordedAct: Sendable {
  case step(Step)
  /// Prose, or a header field that is not fixed yet.
  case edit
  /// The 更正 by which a case has given up a number that another case has too.
  case renumbered(Step, FormerNumber)
  /// An existing record brought in.
  case imported

  /// As the subject begins.
  package var name: String {
    switch self {
    case .step(let step): step.kind.name
    case .edit: "修订"
    case .renumbered: "改号"
    case .imported: "导入"
    }
  }

  /// The value of the trailer `Duban-Step`.
  package var identifier: String {
    switch self {
    case .step(let step): step.kind.rawValue
    case .edit: "edit"
    case .renumbered: "renumber"
    case .imported: "import"
    }
  }
}

extension RecordedAct {
  /// What it says in its own words.
  fileprivate var texts: [String] {
    switch self {
    case .step(let step): [step[.note]].compactMap(\.self)
    case .renumbered(let step, let former):
      ["\(former.number) → \(former.replacement)"]
        + [step[.reason], step[.note]].compactMap(\.self)
    case .edit, .imported: []
    }
  }

  /// The trailers that only this act has.
  fileprivate var trailers: [Trailer] {
    switch self {
    case .renumbered(_, let former):
      [Trailer("Duban-Renumbered", former.number)]
    case .step, .edit, .imported: []
    }
  }
}

extension CommitMessage {
  /// Columns that `git log` shows without cutting.
  private static let subjectWidth = 72

  /// The message of the commit that records one act: the step's 说明 below its subject.
  ///
  /// - Parameters:
  ///   - id: the case's number.
  ///   - day: when it happened; for an edit, when it is recorded.
  ///   - note: what the user adds with `-m`.
  package init(_ act: RecordedAct, in subject: Case, id: String, on day: Day, note: String? = nil) {
    let title = subject.header.shownTitle.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    // A secret case is a pointer: its texts do not leave the file either.
    let texts = subject.header.classification.isSecret ? [] : act.texts
    self.init(
      subject: "\(act.name) \(id) \(title)".truncated(toDisplayWidth: Self.subjectWidth),
      texts: texts + [note].compactMap(\.self),
      trailers: [
        Trailer("Duban-Case", id), Trailer("Duban-Step", act.identifier),
        Trailer("Duban-Date", "\(day)"),
      ] + act.trailers)
  }

  /// The trailers of ours that a message has otherwise or not at all.
  ///
  /// An edit has no day of its own, so that any will do.
  package func missing(from said: Trailers) -> [Trailer] {
    let isEdit = trailers.contains(Trailer("Duban-Step", "edit"))
    return trailers.filter { trailer in
      let values = said[trailer.key]
      if isEdit, trailer.key == "Duban-Date" { return values.count != 1 }
      return values != [trailer.value]
    }
  }
}
