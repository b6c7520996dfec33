import FrontMatter
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
  fileprivate var trailers: [CommitMessage.Trailer] {
    switch self {
    case .renumbered(_, let former):
      [CommitMessage.Trailer(key: "Duban-Renumbered", value: former.number)]
    case .step, .edit, .imported: []
    }
  }
}

/// The message of the commit that records one act: a subject, the step's 说明, and trailers that
/// `git interpret-trailers` reads.
package struct CommitMessage: Sendable, Hashable {
  package let subject: String
  /// Without the subject and the trailers; may be empty.
  package let body: String
  package let trailers: [Trailer]

  package struct Trailer: Sendable, Hashable {
    package let key: String
    package let value: String
  }

  /// Columns that `git log` shows without cutting.
  static let subjectWidth = 72

  /// - Parameters:
  ///   - id: the case's number.
  ///   - day: when it happened; for an edit, when it is recorded.
  ///   - note: what the user adds with `-m`.
  package init(_ act: RecordedAct, in subject: Case, id: String, on day: Day, note: String? = nil) {
    let title = subject.header.shownTitle.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    self.subject = "\(act.name) \(id) \(title)".truncated(toDisplayWidth: Self.subjectWidth)
    // A secret case is a pointer: its texts do not leave the file either.
    var texts = subject.header.classification.isSecret ? [] : act.texts
    texts += [note].compactMap(\.self)
    body = texts.map(Self.tidied).filter { !$0.isEmpty }.joined(separator: "\n\n")
    trailers =
      [
        Trailer(key: "Duban-Case", value: id), Trailer(key: "Duban-Step", value: act.identifier),
        Trailer(key: "Duban-Date", value: "\(day)"),
      ] + act.trailers
  }

  /// The whole message, as git keeps it.
  package var text: String {
    let parts = [subject, body, trailers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The text without what git itself takes out of a message (space at the ends of lines, more
  /// than one blank line), and with the lines indented that git would take for its own.
  private static func tidied(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let kept = line[
        ..<(line.lastIndex { !$0.isWhitespace }.map { line.index(after: $0) } ?? line.startIndex)]
      if kept.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(kept.isForGit ? " " + kept : kept)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

extension Substring {
  /// Whether git would take the line for the beginning of a patch, or for a trailer
  /// (git-interpret-trailers(1)): `---`, `Duban-Step: close`, `(cherry picked from commit …`.
  fileprivate var isForGit: Bool {
    if hasPrefix("---"), dropFirst(3).first?.isWhitespace ?? true { return true }
    if hasPrefix("(cherry picked from commit ") { return true }
    let token = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let rest = self[token.endIndex...].drop { $0 == " " || $0 == "\t" }
    return !token.isEmpty && rest.first == ":"
  }
}
