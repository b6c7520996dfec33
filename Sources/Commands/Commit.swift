import ArgumentParser
import CaseStore
import FrontMatter
import Git

/// `duban-git commit`: records what was edited by hand, one commit a step.
struct Commit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: text(
      zh: "把手工改动记下来,一步一次提交",
      en: "Record what was edited by hand, one commit a step."),
    discussion: text(
      zh: "不写案件则记全部有改动的案件。新步骤一步一次提交;只改了正文或尚未固定的表头,记为“修订”。",
      en:
        "Without cases, every edited one. New steps are a commit each; prose and header fields not yet fixed are an edit commit."
    ))

  @Argument(help: help(zh: "案件编号或路径", en: "ids or paths of cases", valueName: "case"))
  var cases: [String] = []

  @Option(
    name: [.customShort("m"), .long],
    help: help(zh: "加进提交说明的话", en: "added to the commit's message", valueName: "note"))
  var message: String?

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    let wanted = try Set(cases.map { try recorder.path(meant: $0) })
    let edited = try await recorder.edited().filter { wanted.isEmpty || wanted.contains($0.path) }
    guard !edited.isEmpty else {
      session.console.write(
        session(Phrase(zh: "没有要记录的改动", en: "nothing to record")) + "\n")
      return
    }
    // One wrong case does not keep the others from being recorded.
    var worst: Failure?
    for edit in edited {
      do {
        try await recorder.record(edit, note: message)
      } catch {
        _ = Program.report(error, language: session.language, to: session.console)
        worst = error
      }
    }
    if let worst { throw Failure(worst.status, nil) }
  }
}

extension Recorder {
  func edited() async throws(Failure) -> [Casebook.Edited] {
    do throws(CaseStoreError) {
      return try await book.edited()
    } catch {
      throw Failure(error)
    }
  }

  func record(_ edit: Casebook.Edited, note: String?) async throws(Failure) {
    let former: GitPath?
    switch edit.kind {
    case .changed, .added: former = nil
    case .moved(let from): former = from
    case .removed: throw Failure(.caseRemoved(edit.path))
    }
    try await reported { () async throws(CaseStoreError) in
      try await book.recordEdits(
        at: edit.path, from: former, today: session.today, note: note)
    }
  }
}
