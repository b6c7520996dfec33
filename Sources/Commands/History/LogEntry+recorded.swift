import CaseStore
import Git
import Supervision
import Views

extension LogEntry {
  /// - Parameter head: where `HEAD` is, to be shown beside its commit; nil to leave it out.
  init(_ recorded: RecordedSteps, head: Head? = nil) {
    let commit = recorded.commit
    let message = MessageParts(commit.message)
    var decorations: [String] = []
    if let head, head.commit == commit.id {
      let branch = head.branchName
      decorations = [branch.map { "HEAD -> \($0)" } ?? "HEAD"]
    }
    let step = recorded.steps.count == 1 ? recorded.steps.first : nil
    self.init(
      id: "\(commit.id)", abbreviatedID: String(commit.id.abbreviated),
      author: commit.author.person, date: commit.author.dateText, decorations: decorations,
      subject: commit.subject, body: message.body,
      trailers: message.trailers.map { Trailer($0.key, $0.value) },
      step: step.map { Recorded($0.kind, on: $0.day) })
  }
}

/// A commit message taken apart: what stands below the subject, and the trailers at the end.
private struct MessageParts {
  let body: String
  let trailers: [(key: String, value: String)]

  init(_ message: String) {
    var paragraphs: [[Substring]] = [[]]
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if paragraphs.last?.isEmpty == false { paragraphs.append([]) }
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    if paragraphs.last?.isEmpty == true { paragraphs.removeLast() }
    var trailers: [(key: String, value: String)] = []
    if paragraphs.count > 1, let last = paragraphs.last {
      let read = last.compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
      }
      if read.count == last.count, read.contains(where: { $0.0.hasPrefix("Duban-") }) {
        trailers = read
        paragraphs.removeLast()
      }
    }
    self.trailers = trailers
    body = paragraphs.dropFirst().map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }
}
