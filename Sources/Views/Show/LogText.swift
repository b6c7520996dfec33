package import Messages
package import Supervision

/// One commit of the history, as git has it and as the trade reads it.
package struct LogEntry: Sendable, Hashable {
  package let id: String
  package let abbreviatedID: String
  /// `督查室 <office@example.org>`
  package let author: String
  /// As it is shown, in git's default format.
  package let date: String
  /// `HEAD -> main`, `tag: v1`
  package let decorations: [String]
  package let subject: String
  /// Without the subject and the trailers; may be of several lines.
  package let body: String
  package let trailers: [Trailer]
  /// What was recorded; nil for a commit that recorded no step.
  package let step: Recorded?

  package struct Recorded: Sendable, Hashable {
    package let kind: StepKind
    package let day: Day

    package init(_ kind: StepKind, on day: Day) {
      self.kind = kind
      self.day = day
    }
  }

  package struct Trailer: Sendable, Hashable {
    package let key: String
    package let value: String

    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  package init(
    id: String, abbreviatedID: String, author: String, date: String, decorations: [String] = [],
    subject: String, body: String = "", trailers: [Trailer] = [],
    step: Recorded? = nil
  ) {
    self.id = id
    self.abbreviatedID = abbreviatedID
    self.author = author
    self.date = date
    self.decorations = decorations
    self.subject = subject
    self.body = body
    self.trailers = trailers
    self.step = step
  }
}

/// `log`: commits as git shows them, newest first as they are given.
package struct LogText: Sendable {
  let entries: [LogEntry]
  let language: Language
  let colour: Bool

  package init(_ entries: [LogEntry], language: Language, colour: Bool = false) {
    self.entries = entries
    self.language = language
    self.colour = colour
  }

  /// The full form, an empty line between two commits.
  package var text: String { entries.map(full).joined(separator: "\n") }

  /// `--oneline`
  package var oneline: String { entries.map { oneline($0) + "\n" }.joined() }

  /// One commit in full; `log -p` puts a change behind each.
  package func full(_ entry: LogEntry) -> String {
    var lines = ["commit \(entry.id)".inked(.yellow, colour) + decoration(entry)]
    lines.append("Author: \(entry.author.oneLine)")
    lines.append("Date:   \(entry.date.oneLine)")
    if let step = entry.step {
      lines.append("Step:   \(step.kind.words[language]) \(step.day)")
    }
    lines += ["", indented(entry.subject.oneLine)]
    let body = entry.body.lines
    if !body.isEmpty { lines += [""] + body.map(indented) }
    if !entry.trailers.isEmpty {
      lines.append("")
      lines += entry.trailers.map { indented("\($0.key.oneLine): \($0.value.oneLine)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `8f3c1a2 (HEAD -> main) 发函 2018-0007 疫苗处置和督导检查`
  package func oneline(_ entry: LogEntry) -> String {
    let id = entry.abbreviatedID.inked(.yellow, colour)
    return "\(id)\(decoration(entry)) \(entry.subject.oneLine)"
  }

  private func indented(_ line: String) -> String { line.isEmpty ? "" : "    \(line)" }

  private func decoration(_ entry: LogEntry) -> String {
    guard !entry.decorations.isEmpty else { return "" }
    return " "
      + "(\(entry.decorations.map(\.oneLine).joined(separator: ", ")))".inked(.yellow, colour)
  }
}
