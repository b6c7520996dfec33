/// The text that a user or git has put into the file of a commit's message, before the user sees it.
package struct MessageDraft: Sendable, Hashable {
  /// What the user wrote; empty if nothing.
  package let note: String
  /// From the first line that git takes out again: its explanations, and with `-v` the diff.
  private let explanations: String
  private let mark: Character

  /// - Parameter mark: what such lines begin with (`core.commentChar`).
  package init(_ text: String, mark: Character) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { $0.first == mark } ?? lines.endIndex
    note = lines[..<end].joined(separator: "\n").trimmed
    explanations = lines[end...].joined(separator: "\n")
    self.mark = mark
  }

  /// The user's words without a first line that is our subject already.
  package func note(without subject: String) -> String? {
    guard note.hasPrefix(subject) else { return note.isEmpty ? nil : note }
    let rest = String(note.dropFirst(subject.count)).trimmed
    return rest.isEmpty ? nil : rest
  }

  /// The file with `message` in the place of what the user wrote.
  package func replaced(by message: CommitMessage) -> String {
    // Where git takes lines out by their first character, ours must not begin with it.
    let text =
      explanations.isEmpty
      ? message.text
      : message.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.first == mark ? " " + $0 : $0 }.joined(separator: "\n")
    return text + (explanations.isEmpty ? "" : "\n" + explanations)
  }
}

extension CommitMessage {
  /// The trailers of ours that `said`, the lines that `git interpret-trailers --parse` gives, has
  /// otherwise or not at all.
  ///
  /// An edit has no day of its own, so that any will do.
  package func missing(from said: [String]) -> [Trailer] {
    let isEdit = trailers.contains { $0.key == "Duban-Step" && $0.value == "edit" }
    return trailers.filter { trailer in
      let lines = said.filter { $0.hasPrefix("\(trailer.key):") }
      if isEdit, trailer.key == "Duban-Date" { return lines.count != 1 }
      return lines != ["\(trailer.key): \(trailer.value)"]
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
    return String(self[start..<end])
  }
}
