import ArgumentParser
import CaseStore
import Files
import Messages
import Supervision

/// `duban-git new`: registers a case under the next number.
struct New: TypedVerb {
  static let name = "new"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "登记新件,取下一个编号", en: "Register a case under the next number."),
    usage:
      "duban-git new [--title <title>] [--leader <office>] [--<key> <value>]... [--id <number>] [--date <date>] [--edit] [--dry-run]",
    discussion: text(
      zh: "表头各键都可以给,写中文或标识;在终端里,缺什么问什么。可给的键:\n\(NewHelp.keys)",
      en:
        "Every header key may be given, in Chinese or by identifier; at a terminal it asks for what is missing. The keys:\n\(NewHelp.keys)"
    ))

  @Argument(
    parsing: .captureForPassthrough,
    help: help(zh: "表头各键", en: "header keys", valueName: "arguments"))
  var arguments: [String] = []

  func run() async throws {
    let session = Session.running
    var typed = try TypedArguments(arguments)
    if typed.wantsHelp { throw CleanExit.helpRequest(Self.self) }
    if let extra = typed.positional.first {
      throw Failure.usage(
        Phrase(zh: "多余的参数“\(extra)”", en: "unexpected argument '\(extra)'"),
        hint: Phrase(zh: "标题用 --title 给出", en: "give the title with --title"))
    }
    let day = try typed.take("日期", "date").map { try session.day($0) } ?? session.today
    let number = try typed.take("编号", "id").map { try CaseNumber.meant($0) }
    let isEdited = typed.switches.contains(.edit)
    let recorder = try Recorder(in: session)
    let isRehearsal = typed.switches.contains(.dryRun)
    if isEdited, let kept = try KeptDraft.newCase(number, in: recorder.book) {
      return try await recorder.edit(
        recorder.typed([], as: kept, on: day, isRehearsal: isRehearsal))
    }
    let schema = try recorder.schema()
    let questions = NewQuestions(in: session) { key, fields in
      let number = number ?? CaseNumber(year: day.year, sequence: 1)
      let text = NewCase(number: number, registered: day, fields: fields).text(units: schema.units)
      let file = CaseFile(path: RelativePath("\(number).md"), bytes: text)
      return file.errors(in: file.subject.value(of: key), under: schema, today: session.today)
    }
    let answers = try questions.completed(typed.typed, isAsking: !isEdited)
    var (place, files) = (RelativePath.root, NamedFiles())
    for field in answers.fields where field.key == .header(.attachments) {
      place = RelativePath(
        schema.office.path(for: try await recorder.number(number, in: day.year)))
      files.files += try recorder.filesNamed(field.values, for: place).files
    }
    let attached = files
    func text(_ number: CaseNumber, _ schema: Schema) -> [UInt8] {
      var fields = answers.fields
      let path = RelativePath(schema.office.path(for: number))
      if let index = fields.firstIndex(where: { $0.key == .header(.attachments) }) {
        fields.removeAll { $0.key == .header(.attachments) }
        fields.insert((.header(.attachments), attached.entries(of: path)), at: index)
      }
      return NewCase(number: number, registered: day, fields: fields).text(units: schema.units)
    }
    func typedCase() async throws(Failure) -> TypedCase {
      let number = try await recorder.number(number, in: day.year)
      return recorder.typed(text(number, schema), as: number, on: day, isRehearsal: isRehearsal)
    }
    if isEdited {
      try recorder.put(attached, beside: place)
      return try await recorder.edit(typedCase())
    }
    if isRehearsal {
      session.console.write(String(decoding: try await typedCase().text, as: UTF8.self))
      return
    }
    do throws(CaseStoreError) {
      recorder.show(
        try await recorder.book.recordNew(number: number, year: day.year, today: session.today) {
          number, schema throws(CaseStoreError) in
          let path = RelativePath(schema.office.path(for: number))
          return (text(number, schema), attached.contents(for: path))
        })
    } catch {
      if answers.areAnswered {
        try recorder.put(attached, beside: place)
        return try await recorder.mend(typedCase(), refusedFor: error)
      }
      throw recorder.failure(error)
    }
  }
}

/// The keys that `new` takes, for its help.
enum NewHelp {
  static var keys: String {
    NewCase.Key.all.map { "  --\($0.name), --\($0.identifier.kebab)" }.joined(separator: "\n")
  }
}

/// The header fields typed, and at a terminal the answers for those a case always has.
struct NewQuestions {
  typealias Fields = [(key: NewCase.Key, values: [String])]

  private let session: Session
  /// What is wrong in the value of a key, of the case with these fields.
  private let faults: (NewCase.Key, Fields) -> [Diagnostic]

  init(in session: Session, faults: @escaping (NewCase.Key, Fields) -> [Diagnostic]) {
    self.session = session
    self.faults = faults
  }

  /// - Returns: the fields, and whether any was asked for.
  func completed(_ typed: [Typed], isAsking: Bool) throws(Failure) -> (
    fields: Fields, areAnswered: Bool
  ) {
    var (fields, areAnswered): (Fields, Bool) = ([], false)
    for entry in typed {
      guard let key = NewCase.Key(typed: entry.name) else { throw unknownKey(entry.name) }
      fields.append((key, entry.values))
    }
    guard isAsking, session.console.inputIsTerminal else { return (fields, false) }
    let classification = fields.first { $0.key == .header(.classification) }?.values.last
    let isSecret = classification.flatMap { Classification(typed: $0) }?.isSecret == true
    for key in NewCase.Key.all
    where key.isNeeded(inSecretCase: isSecret) && !fields.contains(where: { $0.key == key }) {
      if let answer = try answer(for: key, beside: fields) { fields.append((key, [answer])) }
      areAnswered = true
    }
    return (fields, areAnswered)
  }

  /// Nil where the key is left empty.
  private func answer(for key: NewCase.Key, beside fields: Fields) throws(Failure) -> String? {
    let hint = key.shape.hint.map { " (\(session($0)))" } ?? ""
    while true {
      guard let line = session.console.ask("\(key.name)\(hint): ") else { throw .cancelled }
      if line.allSatisfy(\.isWhitespace) { return nil }
      let faults = faults(key, fields + [(key, [line])])
      if faults.isEmpty { return line }
      session.tell(faults)
    }
  }

  private func unknownKey(_ name: String) -> Failure {
    let names = NewCase.Key.all.flatMap { [$0.name, $0.identifier.kebab] }
    return .usage(
      Phrase(zh: "表头没有键“\(name)”", en: "the header has no key '\(name)'"),
      hint: Spelling.nearest(to: name, among: names).first.map {
        Phrase(zh: "是不是 --\($0)?", en: "did you mean --\($0)?")
      } ?? Phrase(zh: "duban-git new --help 列出全部", en: "duban-git new --help lists them"))
  }
}

extension Recorder {
  /// The number given, or the next one of `year`.
  func number(_ given: CaseNumber?, in year: Int) async throws(Failure) -> CaseNumber {
    if let given { return given }
    return try await askingStore(await book.takenNumbers().next(in: year))
  }

  /// A new case as the user writes it.
  func typed(_ text: [UInt8], as number: CaseNumber, on day: Day, isRehearsal: Bool) -> TypedCase {
    TypedCase(name: "\(number).md", text: text, command: "duban-git new --edit") {
      text throws(CaseStoreError) in
      if isRehearsal {
        session.console.write(String(decoding: text, as: UTF8.self))
        return nil
      }
      return try await book.recordNew(number: number, year: day.year, today: session.today) {
        _, _ in (text, [:])
      }
    }
  }
}
