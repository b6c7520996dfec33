/// The message of a commit that is to be made: a subject, a body and trailers, so written that git
/// reads these trailers and takes no line of the body for one of its own.
package struct CommitMessage: Sendable, Hashable {
  package let subject: String
  /// Without the subject and the trailers; may be empty.
  package let body: String
  package private(set) var trailers: [Trailer]

  /// - Parameter texts: what the body says, each a paragraph or more of its own.
  package init(subject: String, texts: [String], trailers: [Trailer]) {
    self.subject = subject
    body = texts.map(Self.tidied).filter { !$0.isEmpty }.joined(separator: "\n\n")
    self.trailers = trailers
  }

  package mutating func add(_ trailers: [Trailer]) { self.trailers += trailers }

  /// The whole message, as git keeps it.
  ///
  /// - Parameter mark: what the lines begin with that git takes out again. A git that knows only one
  ///   character (before 2.45) takes the first of it.
  package func text(commentMark mark: String = "#") -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.map { $0.hasPrefix(mark.prefix(1)) ? " " + $0 : $0 }.joined(separator: "\n")
    let trailers = trailers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    return [subject, body, trailers].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
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
  /// Whether git would take the line for the beginning of a patch, a trailer
  /// (git-interpret-trailers(1)), a comment, or the place to cut a message off: `---`,
  /// `Duban-Step: close`, `(cherry picked from commit …`, `# …`.
  fileprivate var isForGit: Bool {
    if hasPrefix("---") || hasPrefix("#") || hasPrefix("(cherry picked from commit ") {
      return true
    }
    if hasSuffix(Scissors.afterMark) { return true }
    let token = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let rest = self[token.endIndex...].drop { $0 == " " || $0 == "\t" }
    return !token.isEmpty && rest.first == ":"
  }
}

/// The line below which git cuts a message off, with the mark of comments before it.
enum Scissors {
  static let afterMark = " ------------------------ >8 ------------------------"
}
