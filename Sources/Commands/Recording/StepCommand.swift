import ArgumentParser
import Messages
import Supervision

/// `duban-git step`: appends a step to a case and records it.
struct StepCommand: TypedVerb {
  static let name = "step"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "给案件记一步并提交", en: "Append a step to a case and commit it."),
    usage:
      "duban-git step <case> <kind> [--<key> <value>]... [-m <note>] [--date <date>] [--edit] [--dry-run]",
    discussion: text(
      zh: """
        步骤和键写中文或标识(发函 = issue,--单位 = --unit);列表用逗号隔开或重复写。
        在终端里,缺什么问什么。duban-git step <案件> <步骤> --help 列出该步骤的键。
        """,
      en: """
        Kinds and keys are typed in Chinese or by identifier (发函 = issue, --单位 = --unit); lists by
        commas or by repeating. At a terminal it asks for what is missing.
        `duban-git step <case> <kind> --help` lists the kind's keys.
        """))

  @Argument(
    parsing: .captureForPassthrough,
    help: help(zh: "案件、步骤和各键", en: "case, kind and keys", valueName: "arguments"))
  var arguments: [String] = []

  func run() async throws {
    let session = Session.running
    var typed = try TypedArguments(arguments)
    guard let name = typed.positional.first else {
      if typed.wantsHelp { throw CleanExit.helpRequest(Self.self) }
      throw Failure.usage(
        Phrase(zh: "缺少案件和步骤", en: "a case and a step kind are needed"),
        hint: Phrase(
          zh: "duban-git step <案件> <步骤> …", en: "duban-git step <case> <kind> …"))
    }
    if typed.wantsHelp, typed.positional.count > 1 {
      session.console.write(StepHelp.page(of: try .meant(typed.positional[1]), in: session))
      return
    }
    if typed.wantsHelp { throw CleanExit.helpRequest(Self.self) }
    guard typed.positional.count <= 2 else {
      throw Failure.usage(
        Phrase(
          zh: "多余的参数“\(typed.positional[2])”", en: "unexpected argument '\(typed.positional[2])'"),
        hint: Phrase(zh: "键写作 --键 值", en: "keys are given as --key value"))
    }
    let recorder = try Recorder(in: session)
    let path = try recorder.path(meant: name)
    if typed.switches.contains(.edit),
      try await recorder.goOnWithDraft(at: path, switches: typed.switches)
    {
      return
    }
    let kind =
      try typed.positional.dropFirst().first.map { try StepKind.meant($0) }
      ?? StepQuestions.kind(for: try recorder.state(at: path), in: session)
    let day = try typed.take(StepKey.date.name, "date").map { try session.day($0) } ?? session.today
    let questions = StepQuestions(kind, in: session) { key, fields throws(Failure) in
      try recorder.faults(in: key, of: kind, on: day, fields, at: path)
    }
    let answers = try questions.completed(typed.typed)
    var (fields, files) = (answers.fields, NamedFiles())
    for index in fields.indices where fields[index].field.key == .attachments {
      let named = try recorder.filesNamed(fields[index].values, for: path)
      fields[index].values = named.entries(of: path)
      files.files += named.files
    }
    let answered = fields
    try await recorder.record(
      at: path, switches: typed.switches, isAnswered: answers.areAnswered, attaching: files
    ) { schema in
      kind.specification.value(on: day, answered, units: schema.units)
    }
  }
}

extension StepKind {
  /// The kind a person means, in Chinese or by its identifier in either spelling.
  static func meant(_ typed: String) throws(Failure) -> StepKind {
    guard
      let kind = StepKind(typed: typed)
        ?? StepKind.allCases.first(where: { $0.rawValue.isSpelled(typed) })
    else {
      let names = StepKind.allCases.flatMap { [$0.name, $0.rawValue] }
      let near = Spelling.nearest(to: typed, among: names).joined(separator: "、")
      throw .usage(
        Phrase(zh: "没有步骤“\(typed)”", en: "there is no step kind '\(typed)'"),
        hint: near.isEmpty
          ? Phrase(
            zh: "步骤有:\(StepKind.allCases.map(\.name).joined(separator: "、"))",
            en: "kinds: \(StepKind.allCases.map(\.rawValue).joined(separator: ", "))")
          : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
    }
    return kind
  }
}
