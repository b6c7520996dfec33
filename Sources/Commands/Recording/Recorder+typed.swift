import CaseStore
import Files
import Messages

/// A case as a user writes it, at the prompts or in the editor, on its way into the record.
struct TypedCase {
  /// The name of its file.
  let name: String
  let text: [UInt8]
  /// The command that takes its draft up again.
  let command: String
  /// Records what became of the text; nil where it is only shown what would be recorded.
  let record: ([UInt8]) async throws(CaseStoreError) -> Casebook.Recorded?
}

extension Recorder {
  /// Lets the user edit a case, and records it; or goes on with the draft that an earlier run has kept.
  ///
  /// Nothing is recorded where nothing was written.
  func edit(_ typed: TypedCase) async throws(Failure) {
    if let kept = try KeptDraft.kept(of: typed.name, in: book) {
      say(Phrase(zh: "接着改上次留下的草稿", en: "going on with the draft that was kept"))
      return try await record(typed, from: kept, isKept: true)
    }
    let draft = try KeptDraft.made(of: typed.name, holding: typed.text, in: book)
    try await record(typed, from: draft, isKept: false)
  }

  /// Keeps what was answered at the prompts and is refused, and lets the user mend it.
  func mend(_ typed: TypedCase, refusedFor refusal: CaseStoreError) async throws(Failure) {
    let draft = try KeptDraft.made(of: typed.name, holding: typed.text, in: book)
    try goesOn(with: draft, of: typed, after: failure(refusal, in: draft))
    try await record(typed, from: draft, isKept: true)
  }

  /// - Parameter isKept: whether there is something in the draft that a user has written.
  private func record(_ typed: TypedCase, from draft: KeptDraft, isKept: Bool)
    async throws(Failure)
  {
    while true {
      let refusal: Failure
      do throws(Failure) {
        let before = try onDisk(draft.place.status())
        try await Editor(in: session).edit(draft.place, for: book)
        let text = try draft.text() ?? []
        if try onDisk(draft.place.status()) == before, !isMeantAsItStands {
          throw .nothingRecorded
        }
        guard text.contains(where: { !$0.isBlank }) else {
          try draft.drop()
          throw .nothingRecorded
        }
        guard let recorded = try await record(text, of: typed, in: draft) else {
          return say(.kept(shown(draft), typed.command))
        }
        try draft.drop()
        return show(recorded)
      } catch {
        refusal = error
      }
      let text = try draft.text()
      guard let text, isKept || text != typed.text else {
        // Nobody has written anything.
        if text != nil { try draft.drop() }
        throw refusal
      }
      try goesOn(with: draft, of: typed, after: refusal)
    }
  }

  /// Whether to record a draft that the editor has not written, as when it was left by `:q!`. Where nobody
  /// can be asked, an editor that ends well agrees, as with git.
  private var isMeantAsItStands: Bool {
    guard session.console.inputIsTerminal, session.console.errorIsTerminal else { return true }
    let question = Phrase(
      zh: "编辑器没有写入:照原样记录吗?[y/N] ",
      en: "the editor has written nothing: record it as it stands? [y/N] ")
    let answer = session.console.ask(session(question)) ?? ""
    return ["y", "是"].contains(answer.filter { !$0.isWhitespace }.lowercased())
  }

  private func record(_ text: [UInt8], of typed: TypedCase, in draft: KeptDraft)
    async throws(Failure) -> Casebook.Recorded?
  {
    do throws(CaseStoreError) {
      return try await typed.record(text)
    } catch {
      throw failure(error, in: draft)
    }
  }

  /// Asks what is to become of a draft that is refused; where nobody can be asked, it is kept.
  ///
  /// - Throws: unless it is to be edited again.
  private func goesOn(with draft: KeptDraft, of typed: TypedCase, after refusal: Failure)
    throws(Failure)
  {
    var refusal = refusal
    if session.console.inputIsTerminal, session.console.errorIsTerminal {
      _ = Program.report(refusal, language: session.language, to: session.console)
      refusal = Failure(refusal.status, nil)
      let question = Phrase(
        zh: "再改(e)、留作草稿(k)还是丢弃(d)?[e] ",
        en: "edit again (e), keep as a draft (k) or drop it (d)? [e] ")
      answers: while let answer = session.console.ask(session(question)) {
        switch answer.filter({ !$0.isWhitespace }).lowercased() {
        case "", "e": return
        case "d":
          try draft.drop()
          throw .nothingRecorded
        case "k": break answers
        default: continue
        }
      }
    }
    say(.kept(shown(draft), typed.command))
    throw refusal
  }

  private func shown(_ draft: KeptDraft) -> String {
    book.folder.path(of: draft.place).map { session.shown("\($0)", in: book.folder.place) }
      ?? "\(draft.place)"
  }

  private func say(_ phrase: Phrase) { session.console.writeError(session(phrase) + "\n") }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Phrase {
  fileprivate static func kept(_ draft: String, _ command: String) -> Phrase {
    Phrase(
      zh: "草稿留在 \(draft),接着改:\(command)",
      en: "the draft is kept in \(draft); go on with \(command)")
  }
}

extension Failure {
  /// Ctrl-D at a question, which leaves the cursor behind it.
  static var cancelled: Failure {
    Failure(.input, Phrase(zh: "已取消,没有记录", en: "cancelled; nothing recorded"))
  }

  static var nothingRecorded: Failure {
    Failure(.input, Phrase(zh: "没有记录", en: "nothing recorded"))
  }
}
