import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision

/// Records in the case repository we are in, and says what was done.
struct Recorder {
  let book: Casebook
  let session: Session

  init(in session: Session) throws(Failure) {
    self.session = session
    book = try session.casebook()
  }

  /// The path of the case a person means: an id, or a path from the top or from where we are.
  func path(meant name: String) throws(Failure) -> RelativePath {
    let path = name.hasSuffix(".md") ? book.folder.path(of: session.place(of: name)) : nil
    return try inStore(book.path(meant: path.map { "\($0)" } ?? name))
  }

  /// How the case at `path` stands today.
  func state(at path: RelativePath) throws(Failure) -> CaseState {
    CaseState(
      folding: try file(at: path).subject, schema: try schema(), asOf: session.today)
  }

  func schema() throws(Failure) -> Schema {
    return try inStore(book.schemaInForce())
  }

  private func file(at path: RelativePath) throws(Failure) -> CaseFile {
    return CaseFile(path: path, bytes: try inStore(book.folder.bytes(at: path)) ?? [])
  }
}

// MARK: Steps

extension Recorder {
  /// Appends a step to the case at `path` and records it; with `--edit` the user sees the file
  /// first, with `--dry-run` only what would be recorded is shown.
  func record(
    at path: RelativePath, switches: Set<TypedArguments.Switch>, step: (Schema) -> Value
  ) async throws(Failure) {
    guard switches.isDisjoint(with: [.edit, .dryRun]) else {
      try await recordShown(at: path, switches: switches, step: step)
      return
    }
    try await reported { () async throws(CaseStoreError) in
      try await book.record(at: path, today: session.today) { file, schema throws(CaseStoreError) in
        try file.appending(step(schema))
      }
    }
  }

  /// Nobody is kept waiting while the user edits.
  private func recordShown(
    at path: RelativePath, switches: Set<TypedArguments.Switch>, step: (Schema) -> Value
  ) async throws(Failure) {
    let old = try file(at: path)
    let schema = try schema()
    var bytes: [UInt8]
    do throws(CaseStoreError) {
      bytes = try old.appending(step(schema))
    } catch {
      throw failure(error)
    }
    if switches.contains(.edit) {
      bytes = try await Editor(in: session).edited(bytes, named: old.fileName, for: book)
    }
    if switches.contains(.dryRun) {
      try await rehearse(CaseFile(path: path, bytes: bytes), over: old.text.bytes)
      return
    }
    try await reported { () async throws(CaseStoreError) in
      try await book.record(at: path, today: session.today) { file, _ throws(CaseStoreError) in
        guard file.text.bytes == old.text.bytes else { throw .git(.fileChanged(path)) }
        return bytes
      }
    }
  }

  /// Shows what recording a case would do, or why it cannot be.
  func rehearse(
    _ new: CaseFile, over old: [UInt8], from former: RelativePath? = nil, note: String? = nil
  ) async throws(Failure) {
    do throws(CaseStoreError) {
      let rehearsal = try await book.rehearsal(
        of: new, from: former, today: session.today, note: note)
      for commit in rehearsal.plan.commits {
        session.console.write(commit.message.text() + "\n")
      }
      session.console.write(addedLines(from: old, to: new.text.bytes))
      let remarks = session.rendered(
        rehearsal.plan.remarks, top: book.folder.place, colour: session.colourChoice == .always)
      session.console.writeError(
        remarks + words(for: rehearsal), colours: session.colourChoice == .always)
    } catch {
      throw failure(error)
    }
  }

  /// Who would record it and when, with which key, and which hooks would be asked.
  private func words(for rehearsal: Casebook.Rehearsal) -> String {
    let (who, conditions) = (rehearsal.identity.committer, rehearsal.conditions)
    let hooks = conditions.hooks.joined(separator: " ")
    let lines = [
      Phrase(
        zh: "记录人:\(who.person),\(who.digitsText)",
        en: "recorded by \(who.person), \(who.digitsText)"),
      conditions.signing.map { Phrase(zh: "签名:\($0)", en: "signed with \($0)") }
        ?? Phrase(zh: "不签名", en: "not signed"),
      hooks.isEmpty
        ? Phrase(zh: "没有钩子", en: "no hooks") : Phrase(zh: "钩子:\(hooks)", en: "hooks: \(hooks)"),
    ]
    return lines.map { "\(session($0).safeForTerminal)\n" }.joined()
  }

  /// The lines that stand in `new` and not in `old`, each after a `+`.
  private func addedLines(from old: [UInt8], to new: [UInt8]) -> String {
    let newline = UInt8(ascii: "\n")
    let (before, after) = (old.split(separator: newline), new.split(separator: newline))
    return zip(after, Alignment(of: before, in: after).placesBack).compactMap { line, old in
      old == nil ? "+\(String(decoding: line, as: UTF8.self).safeForTerminal)\n" : nil
    }.joined()
  }
}

// MARK: Saying what was done

extension Recorder {
  /// Runs one recording, prints its commits as git does, and what is to be remarked on.
  func reported(
    _ recording: () async throws(CaseStoreError) -> Casebook.Recorded
  ) async throws(Failure) {
    let recorded: Casebook.Recorded
    do throws(CaseStoreError) {
      recorded = try await recording()
    } catch {
      throw failure(error)
    }
    show(recorded)
  }

  func show(_ recorded: Casebook.Recorded) {
    for commit in recorded.commits {
      session.console.write("[\(branch) \(commit.id.abbreviated)] \(commit.message.subject)\n")
    }
    if let step = recorded.existing {
      session.console.write(
        session(
          Phrase(
            zh: "这一步已经记录过:第\(step.number)步 \(step.kind.name) \(step.day)",
            en: "recorded already: step \(step.number), \(step.kind.name) of \(step.day)")) + "\n")
    }
    var talk = session.rendered(
      recorded.remarks, top: book.folder.place, colour: session.colourChoice == .always)
    talk += words(for: recorded.mendings)
    if let fault = recorded.indexFault {
      let reason = Failure(fault).message.map { session($0) } ?? ""
      talk +=
        session(
          Phrase(
            zh: "已记录,但索引未能更新(下次自动补上):\(reason)",
            en: "recorded, but the index could not be refreshed (the next run will): \(reason)"))
        + "\n"
    }
    talk += recorded.hookWords
    if !talk.isEmpty {
      session.console.writeError(talk, colours: session.colourChoice == .always)
    }
  }

  /// Puts right what a killed run left behind, and says so.
  func clearUp() async throws(Failure) {
    let talk = words(for: try await askingStore(await book.clearUp()))
    if !talk.isEmpty { session.console.writeError(talk) }
  }

  private func words(for mendings: [Recording.Mending]) -> String {
    mendings.map { session($0.words) + "\n" }.joined()
  }

  /// The branch that is recorded on, as git names it beside a new commit.
  var branch: String {
    guard let name = (try? book.repository.head())?.branchName else { return "HEAD" }
    return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
  }

  private func showFindings(in files: [FileFindings]) {
    session.console.writeError(
      session.rendered(files, top: book.folder.place, colour: session.colourChoice == .always),
      colours: session.colourChoice == .always)
  }

  /// Says what is wrong with the input where it stands, and gives the failure to end with.
  func failure(_ error: CaseStoreError) -> Failure {
    switch error {
    case .wrongInput(let files): showFindings(in: files)
    case .notAppendable(let file): showFindings(in: [file])
    default: break
    }
    return Failure(error)
  }
}

extension Recording.Mending {
  /// What a killed process had left, and what was done about it.
  fileprivate var words: Phrase {
    switch self {
    case .removedLock(let path):
      Phrase(zh: "已清除上次中断留下的锁 \(path)", en: "removed a lock that a killed run had left: \(path)")
    case .removedTemporaryFile(let path):
      Phrase(zh: "已清除上次中断留下的临时文件 \(path)", en: "removed a temporary file of a killed run: \(path)")
    case .refreshedIndexEntry(let path):
      Phrase(
        zh: "已补上上次中断时 \(path) 的索引", en: "refreshed the index entry of \(path) after a killed run")
    }
  }
}
