import CaseStore
import Git
import Supervision
import Views

extension LogEntry {
  /// - Parameter head: where `HEAD` is, to be shown beside its commit; nil to leave it out.
  init(_ recorded: StepCommit, head: Head? = nil) {
    let commit = recorded.commit
    let read = Trailers(in: commit.message)
    // Prose may look like trailers (`https://…`), and is shown as it stands.
    let isOurs = read.all.contains { $0.key.hasPrefix("Duban-") }
    let words = isOurs ? read.above : commit.message[...]
    var decorations: [String] = []
    if let head, head.commit == commit.id {
      let branch = head.branchName
      decorations = [branch.map { "HEAD -> \($0)" } ?? "HEAD"]
    }
    let step = recorded.steps.count == 1 ? recorded.steps.first : nil
    self.init(
      id: "\(commit.id)", abbreviatedID: String(commit.id.abbreviated),
      author: commit.author.person, date: commit.author.dateText, decorations: decorations,
      subject: commit.subject, body: words.belowTitle,
      trailers: isOurs ? read.all.map { Trailer($0.key, $0.value) } : [],
      step: step.map { Recorded($0.kind, on: $0.day) })
  }
}

extension Substring {
  /// A message without its first line, and without blank lines at either end.
  fileprivate var belowTitle: String {
    let lines = drop { $0 != "\n" }.drop(while: \.isNewline)
    return lines.lastIndex { !$0.isNewline }.map { String(lines[...$0]) } ?? ""
  }
}
