import ArgumentParser
import CaseStore
import Files
import Messages

/// `duban-git commit`: records what was edited by hand, one commit a step.
struct Commit: Verb {
  static let name = "commit"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "把手工改动记下来,一步一次提交",
      en: "Record what was edited by hand, one commit a step."),
    discussion: text(
      zh: "不写案件则记全部有改动的案件,schema/ 和 .gitattributes 等规则文件的改动先单独提交。新步骤一步一次提交;只改了正文或尚未固定的表头,记为“修订”。",
      en:
        "Without cases, every edited one, and first the edits of rules (schema/, .gitattributes and their kind) in a commit of their own. New steps are a commit each; prose and header fields not yet fixed are an edit commit."
    ))

  @Argument(help: help(zh: "案件编号或路径", en: "ids or paths of cases", valueName: "case"))
  var cases: [String] = []

  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: help(zh: "加进提交说明的话", en: "added to the commit's message", valueName: "note"))
  var message: String?

  @Flag(
    name: [.customShort("n"), .long],
    help: help(zh: "只看会记下什么、由谁记,不写入", en: "only show what would be recorded, and by whom"))
  var dryRun = false

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    let wanted = try Set(cases.map { try recorder.path(meant: $0) })
    let edited = try await recorder.edited().filter { wanted.isEmpty || wanted.contains($0.path) }
    let hasRules = try wanted.isEmpty && recorder.hasEditedRules()
    guard !edited.isEmpty || hasRules else {
      session.console.write(
        session(Phrase(zh: "没有要记录的改动", en: "nothing to record")) + "\n")
      return
    }
    let message = message?.replacing("\r\n", with: "\n")
    // The rules first: the cases may name units that have just been added.
    if hasRules { try await recorder.recordRules(note: message, isDryRun: dryRun) }
    // One wrong case does not keep the others from being recorded.
    var worst: Failure?
    for edit in edited {
      do {
        try await recorder.record(edit, note: message, isDryRun: dryRun)
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
    let listing = try await askingStore(await book.listing())
    let edited = try inStore(book.edited(in: listing))
    // A case that cannot be read is an edit that cannot be recorded, and told as such.
    let paths = Set(edited.map(\.path))
    session.warn(of: listing.unread.filter { !paths.contains($0.path) }, below: book.folder.place)
    return edited
  }

  func hasEditedRules() throws(Failure) -> Bool {
    return try !inStore(book.editedRules().isEmpty)
  }

  func recordRules(note: String?, isDryRun: Bool = false) async throws(Failure) {
    do throws(CaseStoreError) {
      if isDryRun {
        session.console.write("\(try await book.rehearsalOfRules() ?? "")\n")
        return
      }
      guard let done = try await book.recordRules(note: note) else { return }
      session.console.write("[\(branch) \(done.commit.abbreviated)] \(done.subject)\n")
    } catch {
      throw failure(error)
    }
  }

  func record(_ edit: Casebook.Edited, note: String?, isDryRun: Bool) async throws(Failure) {
    let former: RelativePath?
    switch edit.kind {
    case .changed, .added: former = nil
    case .moved(let from): former = from
    case .removed: throw failure(.wrongInput([.deletedCase(edit.path)]))
    case .unreadable(let reason): throw Failure(.unread(Unread(edit.path, .unreadable(reason))))
    }
    if isDryRun {
      let bytes = try inStore(book.folder.bytes(at: edit.path)) ?? []
      let old = try inStore(book.recordedFile(at: former ?? edit.path))?.text.bytes ?? []
      return try await rehearse(
        CaseFile(path: edit.path, bytes: bytes), over: old, from: former, note: note)
    }
    try await reported { () async throws(CaseStoreError) in
      try await book.recordEdits(
        at: edit.path, from: former, today: session.today, note: note)
    }
  }
}
