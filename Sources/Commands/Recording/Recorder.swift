import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision
import Views

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
  /// What is wrong in the value of a key, of a step that the case at `path` may get.
  func faults(
    in key: StepKey, of kind: StepKind, on day: Day, _ fields: StepQuestions.Fields,
    at path: RelativePath
  ) throws(Failure) -> [Diagnostic] {
    let schema = try schema()
    let step = kind.specification.value(on: day, fields, units: schema.units)
    // What keeps any step from being appended is told when it is recorded.
    guard let bytes = try? file(at: path).appending(step) else { return [] }
    let file = CaseFile(path: path, bytes: bytes)
    return file.errors(
      in: file.subject.stepNodes.last?[key.name], under: schema, today: session.today)
  }

  /// Appends a step to the case at `path` and records it; with `--edit` the user sees the file
  /// first, with `--dry-run` only what would be recorded is shown.
  ///
  /// - Parameters:
  ///   - isAnswered: whether the step was written at the prompts.
  ///   - files: what the step attaches.
  func record(
    at path: RelativePath, switches: Set<TypedArguments.Switch>, isAnswered: Bool = false,
    attaching files: NamedFiles = NamedFiles(), step: (Schema) -> Value
  ) async throws(Failure) {
    let old = try file(at: path)
    let schema = try schema()
    let isRehearsal = switches.contains(.dryRun)
    func typed() throws(Failure) -> TypedCase {
      do throws(CaseStoreError) {
        return try self.typed(old.appending(step(schema)), over: old, isRehearsal: isRehearsal)
      } catch {
        throw failure(error)
      }
    }
    if switches.contains(.edit) {
      try put(files, beside: path)
      return try await edit(typed())
    }
    do throws(CaseStoreError) {
      if isRehearsal {
        let new = CaseFile(path: path, bytes: try old.appending(step(schema)))
        return try await showRehearsal(of: new, over: old.text.bytes, attaching: files)
      }
      show(
        try await book.record(at: path, today: session.today, attaching: files.contents(for: path))
        {
          file, schema throws(CaseStoreError) in try file.appending(step(schema))
        })
    } catch {
      if isAnswered, !isRehearsal {
        try put(files, beside: path)
        return try await mend(typed(), refusedFor: error)
      }
      throw failure(error)
    }
  }

  /// Goes on with the draft that is kept of the case at `path`; false where there is none.
  func goOnWithDraft(at path: RelativePath, switches: Set<TypedArguments.Switch>)
    async throws(Failure) -> Bool
  {
    let old = try file(at: path)
    guard try KeptDraft.kept(of: old.fileName, in: book) != nil else { return false }
    try await edit(typed(old.text.bytes, over: old, isRehearsal: switches.contains(.dryRun)))
    return true
  }

  /// Nobody is kept waiting while the user edits.
  private func typed(_ text: [UInt8], over old: CaseFile, isRehearsal: Bool) -> TypedCase {
    let path = old.path
    return TypedCase(
      name: old.fileName, text: text, command: "duban-git step \(old.id) --edit"
    ) { text throws(CaseStoreError) in
      if isRehearsal {
        try await showRehearsal(of: CaseFile(path: path, bytes: text), over: old.text.bytes)
        return nil
      }
      return try await book.record(at: path, today: session.today) {
        file, _ throws(CaseStoreError) in
        guard file.text.bytes == old.text.bytes else { throw .git(.fileChanged(path)) }
        return text
      }
    }
  }

  /// Shows what recording a case would do, or why it cannot be.
  func rehearse(
    _ new: CaseFile, over old: [UInt8], from former: RelativePath? = nil, note: String? = nil
  ) async throws(Failure) {
    do throws(CaseStoreError) {
      try await showRehearsal(of: new, over: old, from: former, note: note)
    } catch {
      throw failure(error)
    }
  }

  func showRehearsal(
    of new: CaseFile, over old: [UInt8], from former: RelativePath? = nil, note: String? = nil,
    attaching files: NamedFiles = NamedFiles()
  ) async throws(CaseStoreError) {
    let rehearsal = try await book.rehearsal(
      of: new, from: former, today: session.today, note: note,
      attaching: files.contents(for: new.path))
    for commit in rehearsal.plan.commits {
      session.console.write(commit.message.text() + "\n")
    }
    session.console.write(addedLines(from: old, to: new.text.bytes))
    let remarks = session.rendered(
      rehearsal.plan.remarks, top: book.folder.place, colour: session.colourChoice == .always)
    session.console.writeError(
      remarks + words(for: rehearsal), colours: session.colourChoice == .always)
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

  func showCommits(of recorded: Casebook.Recorded) {
    for commit in recorded.commits {
      session.console.write("[\(branch) \(commit.id.abbreviated)] \(commit.message.subject)\n")
    }
  }

  func show(_ recorded: Casebook.Recorded) {
    showCommits(of: recorded)
    if let step = recorded.existing {
      session.console.write(
        session(
          Phrase(
            zh: "这一步已经记录过:第\(step.number)步 \(step.kind.name) \(step.day)",
            en: "recorded already: step \(step.number), \(step.kind.name) of \(step.day)")) + "\n")
    }
    var talk = session.rendered(
      recorded.remarks, top: book.folder.place, colour: session.colourChoice == .always)
    talk += recorded.hookWords
    if !talk.isEmpty {
      session.console.writeError(talk, colours: session.colourChoice == .always)
    }
    if let next = try? state(at: recorded.path).nextWords {
      session.console.writeError(session(next) + "\n")
    }
  }

  /// The branch that is recorded on, as git names it beside a new commit.
  var branch: String {
    guard let name = (try? book.repository.head())?.branchName else { return "HEAD" }
    return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
  }

  /// Says what is wrong with the input where it stands, and gives the failure to end with.
  ///
  /// - Parameter draft: where the text that is refused is kept.
  func failure(_ error: CaseStoreError, in draft: KeptDraft? = nil) -> Failure {
    let files: [FileFindings] =
      switch error {
      case .wrongInput(let files): files
      case .notAppendable(let file): [file]
      default: []
      }
    for file in files { show(file, in: draft) }
    return Failure(error)
  }

  /// Shows findings where their lines are: in the file of the case, or in the draft of what would have
  /// become of it, which is kept for that.
  private func show(_ file: FileFindings, in draft: KeptDraft?) {
    var (shown, top) = (file, book.folder.place)
    let bytes = file.text.bytes
    // Of a case that was deleted there is no text.
    if !bytes.isEmpty, (try? book.folder.bytes(at: RelativePath(file.text.path))) != bytes {
      let draft = draft ?? .ofRefusedCommand(in: book)
      if (try? draft.text()) == bytes || (try? draft.place.save(bytes)) != nil {
        let path = book.folder.path(of: draft.place)
        if path == nil { top = FilePlace("/") }
        shown = FileFindings(
          text: file.text.renamed(
            path.map { "\($0)" } ?? String(draft.place.description.dropFirst())),
          findings: file.findings)
      }
    }
    let colour = session.colourChoice == .always
    session.console.writeError(
      session.rendered([shown], top: top, colour: colour), colours: colour)
  }
}
