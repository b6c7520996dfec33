/// The text that a user or git has put into the file of a commit's message, before the user sees it.
package struct MessageDraft: Sendable, Hashable {
  /// What the user wrote; empty if nothing.
  package let note: String
  /// What git takes out again: its comments at the end, and with `-v` the diff.
  private let explanations: String
  private let mark: String

  /// - Parameter mark: what git's comments begin with.
  package init(_ text: String, commentMark mark: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let cut = lines.firstIndex { $0 == mark + Scissors.afterMark } ?? lines.endIndex
    let end = lines[..<cut].lastIndex { !$0.isBlank && !$0.hasPrefix(mark) }.map { $0 + 1 } ?? 0
    note = lines[..<end].joined(separator: "\n").trimmed
    explanations = lines[end...].drop(while: \.isBlank).joined(separator: "\n")
    self.mark = mark
  }

  /// The first line.
  package var subject: String { String(note.prefix { $0 != "\n" }) }

  package var trailers: Trailers { Trailers(in: note, commentMark: mark) }

  /// The user's words without a first line that is our subject already.
  package func note(without subject: String) -> String? {
    guard note.hasPrefix(subject) else { return note.isEmpty ? nil : note }
    let rest = String(note.dropFirst(subject.count)).trimmed
    return rest.isEmpty ? nil : rest
  }

  /// The file with `message` in the place of what the user wrote.
  package func replaced(by message: CommitMessage) -> String {
    message.text(commentMark: mark) + (explanations.isEmpty ? "" : "\n" + explanations)
  }
}

extension Repository {
  /// What the lines begin with that git takes for comments in a message that is being written.
  ///
  /// - Parameter text: the message as git has put it into its file, by which a git that chooses
  ///   (`auto`) shows what it chose: its comments stand at the end.
  package func commentMark(in text: String = "") throws(GitError) -> String {
    for name in ["core.commentString", "core.commentChar"] {
      guard let mark = try configuredString(name), !mark.isEmpty else { continue }
      if mark != "auto" { return mark }
      let last = text.split(separator: "\n").last?.first
      if let last, "#;@!$%^&|:".contains(last) { return String(last) }
    }
    return "#"
  }
}

extension StringProtocol {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

  fileprivate var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
    return String(self[start..<end])
  }
}
