import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import OnDemand
import Supervision
import Views

/// Makes messages, hands them over, and records that somebody took them.
struct MessageWriter {
  enum Way {
    /// A program of the shell, which reads a mail from its standard input.
    case send(String)
    /// An address of the web, which takes JSON.
    case post(String)
  }

  private let way: Way?
  private let folder: String?
  private let records: Bool
  private let source: PaperSource
  private let day: Day
  private let session: Session
  private let recorder: Recorder
  private let template: Template
  private let hook: Template
  /// The address of who sends.
  private let sender: String

  init(
    _ way: Way?, folder: String?, record: Bool, source: PaperSource, day: Day, in session: Session
  ) async throws(Failure) {
    (self.way, self.folder) = (way, folder)
    records = record || way != nil
    (self.source, self.day, self.session) = (source, day, session)
    recorder = try Recorder(in: session)
    template = try session.template(of: .reminder, own: source.own)
    hook = try session.template(of: .hook, own: source.own)
    sender = try await askingGit(await recorder.book.repository.identity()).committer.email
  }

  /// One unit's message, as it is written, sent and recorded.
  private struct Message {
    let reminder: Reminder
    let id: String
    let text: String
    let mail: [UInt8]
  }

  /// Writes, sends and records the message of one unit.
  ///
  /// - Returns: whether it went where it was to go. What did not is told, and not recorded.
  func deliver(_ reminder: Reminder) async throws(Failure) -> Bool {
    let message = try await message(reminder)
    guard folder != nil || way != nil else {
      let to = reminder.address ?? session(Phrase(zh: "没有邮箱", en: "no address"))
      session.console.write(
        "== \(reminder.unit) <\(to)>\n\n\(message.text)\n".safeLines(colours: false))
      return true
    }
    if let folder { try write(message, to: folder) }
    if case .send? = way, reminder.address == nil {
      tell(
        reminder,
        Phrase(
          zh: "没有可用的邮箱,没有发;在 schema/units.yaml 里写“邮箱”",
          en: "has no usable 邮箱 in schema/units.yaml; not sent"))
      return false
    }
    guard records else {
      say(reminder, Phrase(zh: "已写入 \(folder ?? "")", en: "written to \(folder ?? "")"))
      return true
    }
    return try await sendAndRecord(message)
  }

  private func sendAndRecord(_ message: Message) async throws(Failure) -> Bool {
    let reminder = message.reminder
    let told = reminder.toldByCase
    var fault: String?
    let recorded: [Casebook.Recorded]
    do throws(CaseStoreError) {
      // Judged before it is sent: what cannot be recorded would be sent again and again.
      recorded = try await recorder.book.recordTogether(
        at: told.map { RelativePath($0.path) }, today: session.today,
        onceJudged: {
          fault = await send(message)
          return fault == nil
        }
      ) { file, schema throws(CaseStoreError) in
        let words = told.first { $0.path == "\(file.path)" }?.told ?? []
        return try file.appending(
          StepKind.contact.specification.value(
            on: session.today,
            saying: [
              (.means, [ContactMeans.message.name]), (.unit, [reminder.unit]), (.reminded, words),
              (.messageID, [message.id]),
            ], units: schema.units))
      }
    } catch {
      throw recorder.failure(error)
    }
    if let fault {
      tell(reminder, Phrase(zh: "没有发出:\(fault)", en: "not sent: \(fault)"))
      return false
    }
    say(reminder, Phrase(zh: "已发,记为沟通", en: "sent, and recorded"))
    for one in recorded { recorder.showCommits(of: one) }
    return true
  }

  private func say(_ reminder: Reminder, _ words: Phrase) {
    let count = Phrase(zh: "\(reminder.count)项", en: reminder.count.counted("duty", "duties"))
    session.console.write(
      "\(reminder.unit) \(session(count)) \(session(words))".safeForTerminal + "\n")
  }

  private func tell(_ reminder: Reminder, _ words: Phrase) {
    session.console.writeError("\(reminder.unit): \(session(words))".safeForTerminal + "\n")
  }
}

// MARK: Making

extension MessageWriter {
  private func message(_ reminder: Reminder) async throws(Failure) -> Message {
    let sheet = try await sheet(for: reminder)
    let text = template.filled(with: reminder.data(withSheet: sheet != nil)).plainText
    let digest = try digest(of: "\(reminder.identity)\n\(sender)")
    let id = "\(digest)@\(sender.split(separator: "@").last ?? "duban-git")"
    let office = source.schema.office
    var attachments = [
      MailMessage.Attachment(
        name: "督办到期事项.ics", type: "text/calendar; charset=utf-8; method=PUBLISH",
        bytes: reminder.calendar(stamp: nil).bytes)
    ]
    if let sheet { attachments.append(sheet) }
    let mail = MailMessage(
      from: MailMessage.Mailbox(name: office.name, address: sender),
      to: MailMessage.Mailbox(name: reminder.unit, address: reminder.address),
      about: reminder.subject, on: day, zone: office.zone, id: id, text: text,
      attachments: attachments)
    return Message(reminder: reminder, id: id, text: text, mail: mail.bytes)
  }

  /// What tells this message from every other, in 32 digits.
  private func digest(of text: String) throws(Failure) -> String {
    let bytes: [UInt8]
    do throws(LibraryFault) {
      bytes = try sha256(Array(text.utf8))
    } catch {
      throw Failure(error)
    }
    return bytes.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0\(digits)" : digits
    }.joined()
  }

  /// The unit's reply sheet, of the cases whose titles may leave; nil without any.
  private func sheet(for reminder: Reminder) async throws(Failure) -> MailMessage.Attachment? {
    guard !reminder.openCases.isEmpty, var verb = try? ReplySheetCommand.parse([]) else {
      return nil
    }
    (verb.unit, verb.cases) = (reminder.unit, reminder.openCases)
    guard let bytes = try await verb.paper(nil, of: source, on: day, in: session) else {
      return nil
    }
    return MailMessage.Attachment(
      name: "回执-\(reminder.unit.asFileName).xlsx",
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes: bytes)
  }

  private func write(_ message: Message, to folder: String) throws(Failure) {
    let stem = message.reminder.unit.asFileName
    for (ending, bytes) in [("eml", message.mail), ("txt", Array(message.text.utf8))] {
      let place = session.place(of: "\(folder)/\(stem).\(ending)")
      try onDisk(place.parent.makeFolders(below: session.directory, durable: false))
      try onDisk(place.save(bytes))
    }
  }
}

// MARK: Sending

extension MessageWriter {
  /// Hands a message over.
  ///
  /// - Returns: why it was not taken; nil where it was.
  private func send(_ message: Message) async -> String? {
    switch way {
    case nil: return nil
    case .send(let program):
      let output = await run(
        Child(
          "sh", ["-c", program], environment: session.environment, in: "\(session.directory)",
          input: message.mail))
      return output.fault
    case .post(let url):
      let json = hook.filled(with: message.reminder.hookData(saying: message.text)).jsonText
      var child = Child(
        "curl",
        [
          "--silent", "--show-error", "--fail", "--max-time", "60", "--max-filesize", "1000000",
          "--proto", "=http,https", "--header", "Content-Type: application/json; charset=utf-8",
          "--data-binary", "@-", "--output", "-", "--url", url,
        ], environment: session.environment, input: Array(json.utf8))
      child.mostOutput = 1_000_000
      let output = await run(child)
      return output.fault ?? Self.refusal(in: output.answer)
    }
  }

  private func run(_ child: Child) async -> (answer: String, fault: String?) {
    do throws(FileError) {
      let output = try await child.run()
      let words = String(decoding: output.standardError, as: UTF8.self)
      let last = words.split(whereSeparator: \.isNewline).last.map(String.init)
      return (
        String(decoding: output.standardOutput, as: UTF8.self),
        output.status == 0 ? nil : last ?? "\(child.program): \(output.status)"
      )
    } catch {
      return ("", "\(child.program): \(error)")
    }
  }

  /// Robots answer a message that they do not take with 200 as well, and an `errcode` that is not 0.
  private static func refusal(in answer: String) -> String? {
    guard let found = answer.firstMatch(of: /"errcode"\s*:\s*(-?[0-9]+)/), found.1 != "0" else {
      return nil
    }
    return String(answer.prefix(200))
  }
}

extension String {
  /// As the name of a file.
  var asFileName: String {
    let name = String(
      String.UnicodeScalarView(
        oneLine.unicodeScalars.map { $0 == "/" || $0.value < 0x20 ? "_" : $0 }))
    return name.hasPrefix(".") || name.isEmpty ? "_\(name)" : name
  }
}
