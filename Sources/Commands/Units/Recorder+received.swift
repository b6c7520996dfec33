import CaseStore
import Files
import Git
import Messages
import Spreadsheet
import Supervision

extension Recorder {
  /// Records what a reply sheet says, all of it or nothing, or shows what would be recorded.
  func take(_ received: ReceivedFile, isRehearsal: Bool) async throws(Failure) {
    guard !received.answers.steps.isEmpty else {
      return say(
        Phrase(zh: "\(received.name):没有填写,没有记录", en: "\(received.name): nothing was filled in"))
    }
    let replies = try replies(of: received)
    do throws(CaseStoreError) {
      if isRehearsal {
        for reply in replies { try await rehearse(reply) }
        return
      }
      let recorded = try await book.recordReplies(
        replies.map(\.edit), from: try received.source, today: session.today)
      show(recorded)
      say(summary(of: recorded, received))
    } catch {
      throw failure(error, in: received)
    }
  }

  private func say(_ phrase: Phrase) { session.console.write(session(phrase) + "\n") }

  private func summary(of recorded: Casebook.Recorded, _ received: ReceivedFile) -> Phrase {
    let (count, all) = (recorded.commits.count, received.answers.steps.count)
    let (name, unit) = (received.name, received.sheet.basis.unit)
    guard count > 0 else {
      return Phrase(
        zh: "\(name):\(unit)的这份回执已经接收过,没有新填的,没有记录",
        en: "\(name): this sheet of \(unit) was received before, and has nothing new")
    }
    let before = all - count
    return Phrase(
      zh: "\(name):\(unit)答复,记了\(count)步\(before > 0 ? ",另有\(before)步以前记过" : "")",
      en:
        "\(name): \(unit) answers, \(count.counted("step")) recorded\(before > 0 ? ", \(before) were before" : "")"
    )
  }

  // MARK: By cases

  /// What the sheet brings to one case.
  private struct CaseReply {
    let path: RelativePath
    let files: NamedFiles
    let edit: Casebook.Reply
    let added: (CaseFile, Schema) throws(CaseStoreError) -> [UInt8]
  }

  private func replies(of received: ReceivedFile) throws(Failure) -> [CaseReply] {
    var replies: [CaseReply] = []
    var lost: [(ReplyStep, Diagnostic)] = []
    for number in received.caseNumbers {
      let steps = received.steps(ofCase: number)
      guard let path = try? book.path(meant: number) else {
        if let first = steps.first {
          lost.append((first, .caseGone(number, at: first.anchor.range)))
        }
        continue
      }
      let files = try received.attachment(ofCase: number, in: session)
      let entries = files.entries(of: path)
      let added = { (file: CaseFile, schema: Schema) throws(CaseStoreError) -> [UInt8] in
        try file.adding(steps, of: received, attaching: entries, schema.units)
      }
      replies.append(
        CaseReply(
          path: path, files: files,
          edit: Casebook.Reply(at: path, attaching: files.contents(for: path), edit: added),
          added: added))
    }
    try report(received.located(lost), of: received.name)
    return replies
  }

  private func rehearse(_ reply: CaseReply) async throws(CaseStoreError) {
    let old = CaseFile(path: reply.path, bytes: try book.folder.bytes(at: reply.path) ?? [])
    let new = CaseFile(
      path: reply.path, bytes: try reply.added(old, try book.schemaInForce()))
    guard new.text.bytes != old.text.bytes else { return }
    try await showRehearsal(of: new, over: old.text.bytes, attaching: reply.files)
  }

  /// Says what keeps the steps from being recorded at the cells that they came from.
  private func failure(_ error: CaseStoreError, in received: ReceivedFile) -> Failure {
    guard case .wrongInput(let files) = error else { return failure(error) }
    var (placed, others): ([(ReplyStep, Diagnostic)], [FileFindings]) = ([], [])
    for file in files {
      let steps = CaseFile(path: RelativePath(file.text.path), bytes: file.text.bytes).subject.steps
      let rest = file.findings.filter { finding in
        guard let step = steps.first(where: { $0.range.contains(finding.range.lowerBound) }),
          let answer = received.step(recordedAs: step)
        else { return true }
        placed.append((answer, finding.placed(in: step, of: answer)))
        return false
      }
      if !rest.isEmpty { others.append(FileFindings(text: file.text, findings: rest)) }
    }
    if !others.isEmpty { _ = failure(CaseStoreError.wrongInput(others)) }
    do throws(Failure) {
      try report(received.located(placed), of: received.name)
      return Failure(
        .input,
        Phrase(zh: "\(received.name):一步也没有记", en: "\(received.name): nothing recorded"))
    } catch {
      return error
    }
  }
}

extension ReceivedFile {
  /// In the order of their rows.
  fileprivate var caseNumbers: [String] {
    answers.steps.reduce(into: []) { numbers, step in
      if !numbers.contains(step.row.caseNumber) { numbers.append(step.row.caseNumber) }
    }
  }

  /// In the order in which they are lawful: who asks for the review reports first.
  fileprivate func steps(ofCase number: String) -> [ReplyStep] {
    let own = answers.steps.filter { $0.row.caseNumber == number }
    let (last, others) = (
      own.filter { $0.kind == .finalReport }, own.filter { $0.kind != .finalReport }
    )
    return others + last
  }

  fileprivate func step(recordedAs step: Step) -> ReplyStep? {
    answers.steps.first { $0.kind == step.kind && sheet.origin(of: $0.row) == step.origin?.row }
  }

  /// As each commit names it: `回执.xlsx sha256:…`
  fileprivate var source: String {
    get throws(CaseStoreError) {
      let base = name.split(separator: "/").last.map(String.init) ?? name
      do throws(GitError) {
        return "\(base.oneLine) \(try Checksum(of: bytes))"
      } catch {
        throw .git(error)
      }
    }
  }

  /// The file that came in, as it may lie beside a case: other cases' rows are blank. One that is of the
  /// case alone stays as it is.
  fileprivate func attachment(ofCase number: String, in session: Session) throws(Failure)
    -> NamedFiles
  {
    var copy = bytes
    if let row = sheet.rows.first(where: { $0.caseNumber == number }),
      sheet.rows.contains(where: { $0.path != row.path })
    {
      let digits = try inGit(Checksum(of: bytes))
      copy = try session.bytes(
        of: ReplyBook(
          sheet, stamp: stamp, only: row.path,
          filled: reading.filled.mapValues { $0.mapValues(\.text) },
          remark: "摘录:只留\(number)的各行,别的案件的行隐去。原件 \(digits)。"))
    }
    let name = "回执-\(sheet.basis.unit)-\(sheet.basis.id).xlsx"
    return try NamedFiles(copying: copy, as: name)
  }

  fileprivate func located(_ findings: [(step: ReplyStep, finding: Diagnostic)]) -> [FileFindings] {
    texts.indices.map { place in
      FileFindings(
        text: texts[place],
        findings: findings.filter { $0.step.anchor.sheet == place }.map(\.finding))
    }
  }
}

extension CaseFile {
  /// The case with the steps that it does not have yet; the first of them attaches the file.
  fileprivate func adding(
    _ steps: [ReplyStep], of received: ReceivedFile, attaching entries: [String],
    _ units: UnitDirectory
  ) throws(CaseStoreError) -> [UInt8] {
    var file = self
    var entries = entries
    for step in steps where !step.isRecorded(in: subject, on: received.day, units) {
      let isLate = file.subject.steps.contains { $0.day > received.day }
      let value = step.value(
        on: received.day, isLate: isLate, attaching: entries, units: units)
      file = CaseFile(path: path, bytes: try file.appending(value))
      entries = []
    }
    return file.text.bytes
  }
}

extension Diagnostic {
  /// The finding where the value was written that it is about.
  fileprivate func placed(in step: Step, of answer: ReplyStep) -> Diagnostic {
    let field = step.fields.first { $0.range.contains(range.lowerBound) || $0.keyRange == range }
    let cell = field.flatMap { answer.cells[$0.key] } ?? answer.anchor
    let row = answer.row.number
    var finding = self
    finding.message = Phrase(
      zh: "第\(row)行记不成“\(answer.kind.name)”:\(message.zh)",
      en: "row \(row) cannot be recorded as \(answer.kind.name): \(message.en)")
    (finding.range, finding.notes, finding.fixes) = (cell.range, [], [])
    return finding
  }

  fileprivate static func caseGone(_ number: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      Phrase(
        zh: "这里没有案件 \(number),可能改了号", en: "there is no case \(number); it may have another number"),
      at: range,
      help: Phrase(
        zh: "用 duban-git step 记在现在的编号下", en: "record it under the present number by duban-git step")
    )
  }
}
