import ArgumentParser
import CaseStore
import Messages
import Supervision
import Views

/// `duban-git letter`: the papers of a case, from templates that an office can edit.
struct LetterCommand: Verb {
  static let name = "letter"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "由案件写督办函、催办单、呈报单等(Markdown 或 DOCX)",
      en: "Write a letter of a case, as Markdown or DOCX."))

  @Argument(help: help(zh: "编号或文件", en: "its id or path", valueName: "case"))
  var name: String?

  @Option(
    help: help(
      zh: "种类:\(LetterKind.allCases.map(\.name).joined(separator: "、"))(默认督办函)",
      en: "\(LetterKind.allCases.map(\.rawValue).joined(separator: ", ")), or in Chinese"))
  var kind = LetterKind.supervision.name

  @Option(
    help: help(
      zh: "哪一份:文号(如 35号)或步骤序号;默认本轮第一份督办函、最近一次催办等",
      en:
        "which one: a letter's number or its end (35号), or a step's number; by default the round's first letter, the last urging, …",
      valueName: "number"))
  var step: String?

  @Option(
    help: help(
      zh: "给哪个单位(默认步骤里的单位、牵头单位)", en: "to which unit (the step's, or the lead, by default)",
      valueName: "unit"))
  var unit: String?

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @OptionGroup var paper: PaperOptions

  func run() async throws {
    let session = Session.running
    guard let kind = LetterKind(typed: kind) else { throw Failure.unknownLetter(kind) }
    if paper.template {
      try session.writeTemplate(of: .letter(kind), to: paper.output)
      return
    }
    guard name != nil else {
      throw Failure.usage(Phrase(zh: "要写明是哪一件", en: "name the case"))
    }
    var asked = self
    asked.paper.format = try paper.chosenFormat(in: session)
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    // Before a case is looked for.
    _ = try session.template(of: .letter(kind), own: session.ownFile)
    let source = try await session.paperSource(rev: nil)
    try await session.write(asked, of: source, on: asOf, to: paper.output)
    if kind.namesContact, source.schema.office.contactLine == nil, let name,
      try await session.file(meant: name, in: source.source).subject.header.contactLine == nil
    {
      session.warn(
        Phrase(
          zh: "函上没有联系人:在案件表头或 schema/office.yaml 写“联系人: 处室,电话”",
          en: "the letter names nobody to call: write 联系人 into the case, or into schema/office.yaml"
        ))
    }
  }
}

extension LetterKind {
  /// Whether units are to know whom to call about it.
  fileprivate var namesContact: Bool {
    switch self {
    case .supervision, .urging, .returned, .closing, .revisit: true
    case .submission, .feedback, .extensionRequest, .inspectionRecord: false
    }
  }
}

extension LetterCommand: PaperVerb {
  static let paperOptions: [PaperOption<LetterCommand>] =
    [
      .text("", \.name), .text("kind", \.stampedKind), .text("step", \.step), .text("unit", \.unit),
    ] + PaperOptions.stamped(at: \.paper)

  /// As an option that a stamp always has.
  private var stampedKind: String? {
    get { kind }
    set { kind = newValue ?? kind }
  }

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    guard let name, let kind = LetterKind(typed: kind) else { throw .unknownLetter(self.kind) }
    let schema = source.schema
    let template = try session.template(of: .letter(kind), own: source.own)
    let file = try await session.file(meant: name, in: source.source)
    var state = CaseState(folding: file.subject, schema: schema, asOf: day)
    let meant = try unit.map { name throws(Failure) in
      try session.unit(meant: name, in: state, schema)
    }
    let occasion: LetterOccasion
    do throws(LetterOccasion.Refusal) {
      occasion = try LetterOccasion(kind, in: state, named: step, for: meant)
    } catch {
      throw Failure(.usage, error.message, hint: error.hint)
    }
    if let day = occasion.day {
      // The paper says what was known when it went out, not what came of it.
      state = CaseState(folding: file.subject, schema: schema, asOf: day)
    }
    let facts = LetterFacts(
      occasion, of: state, number: paper.number, copies: paper.copies, under: schema)
    var named = self
    (named.name, named.kind) = (file.id, kind.name)
    return try session.bytes(
      of: template.filled(with: facts.data), as: .letter(kind), office: schema.office,
      day: state.asOf, in: paper.format ?? .usual, own: source.own,
      stamp: named.stamp(of: source.only(file), on: day, office: schema.office))
  }
}

extension Failure {
  fileprivate static func unknownLetter(_ kind: String) -> Failure {
    let names = LetterKind.allCases.map(\.name).joined(separator: "、")
    return .usage(
      Phrase(zh: "没有“\(kind)”这种函件", en: "there is no letter '\(kind)'"),
      hint: Phrase(zh: "可用:\(names)", en: "one of: \(names)"))
  }
}

extension Session {
  /// The unit of the case that a person means by its full or short name.
  fileprivate func unit(meant name: String, in state: CaseState, _ schema: Schema)
    throws(Failure) -> String
  {
    let full = schema.units.presentName(of: schema.units.entry(meant: name)?.name.value ?? name)
    var units = state.units.map(\.name)
    if let lead = state.lead, !units.contains(lead) { units.insert(lead, at: 0) }
    guard units.contains(full) else {
      throw .usage(
        Phrase(zh: "“\(name)”不是本件的承办单位", en: "'\(name)' has no part in this case"),
        hint: Phrase(
          zh: "承办单位:\(units.joined(separator: "、"))",
          en: "its units: \(units.joined(separator: ", "))"))
    }
    return full
  }
}
