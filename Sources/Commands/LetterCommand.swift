import ArgumentParser
import CaseStore
import FrontMatter
import Git
import Supervision
import Views

/// `duban-git letter`: the papers of a case, from templates that an office can edit.
struct LetterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter",
    abstract: text(
      zh: "由案件写督办函、催办单、呈报单等(Markdown)", en: "Write a letter of a case, as Markdown."))

  @Argument(help: help(zh: "编号或文件", en: "its id or path", valueName: "case"))
  var name: String?

  @Option(
    help: help(
      zh: "种类:\(LetterKind.allCases.map(\.name).joined(separator: "、"))(默认督办函)",
      en: "\(LetterKind.allCases.map(\.rawValue).joined(separator: ", ")), or in Chinese"))
  var kind = LetterKind.supervision.name

  @Option(
    help: help(zh: "给哪个单位(默认牵头单位)", en: "to which unit (the lead by default)", valueName: "unit"))
  var unit: String?

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Flag(
    help: help(
      zh: "只印模板,供存入 schema/templates/<种类>.md 修改",
      en: "print the template, to be edited in schema/templates/<kind>.md"))
  var template = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  func run() async throws {
    let session = Session.running
    guard let kind = LetterKind(typed: kind) else {
      let names = LetterKind.allCases.map(\.name).joined(separator: "、")
      throw Failure.usage(
        Phrase(zh: "没有“\(kind)”这种函件", en: "there is no letter '\(kind)'"),
        hint: Phrase(zh: "可用:\(names)", en: "one of: \(names)"))
    }
    let source = try session.templateText(of: kind)
    if template {
      try session.write(source.bytes, to: output)
      return
    }
    guard let name else {
      throw Failure.usage(Phrase(zh: "要写明是哪一件", en: "name the case"))
    }
    let template = Template(source, for: LetterFacts.vocabulary)
    guard template.faults.isEmpty else { throw Failure(template.faults, in: source) }
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let snapshot = try await session.snapshot()
    let file = try session.file(meant: name, in: snapshot, under: try? session.caseFolder())
    var state = CaseState(folding: file.subject, schema: snapshot.schema, asOf: asOf)
    if kind == .supervision, let issued = state.currentLetters.first?.day {
      // The letter says what was known when it went out, not what came of it.
      state = CaseState(folding: file.subject, schema: snapshot.schema, asOf: issued)
    }
    let meant = try unit.map { name throws(Failure) in
      try session.unit(meant: name, in: state, snapshot.schema)
    }
    let facts: LetterFacts
    do throws(LetterFacts.Refusal) {
      facts = try LetterFacts(kind, of: state, for: meant, under: snapshot.schema)
    } catch {
      throw Failure(.usage, error.message, hint: error.hint)
    }
    try session.write(Array(template.filled(with: facts.data).utf8), to: output)
  }
}

extension Session {
  /// The office's template, or the one that is built in.
  fileprivate func templateText(of kind: LetterKind) throws(Failure) -> SourceText {
    let path = GitPath("schema/templates/\(kind.name).md")
    let builtIn = SourceText(path: "\(kind.name).md", bytes: Array(kind.template.utf8))
    guard let folder = try? caseFolder() else { return builtIn }
    do throws(GitError) {
      guard let bytes = try folder.file(at: path).read()?.bytes else { return builtIn }
      return SourceText(path: shown("\(path)", in: folder.place), bytes: bytes)
    } catch {
      throw Failure(error)
    }
  }

  /// The unit of the case that a person means by its full or short name.
  fileprivate func unit(meant name: String, in state: CaseState, _ schema: Schema)
    throws(Failure) -> String
  {
    let full = schema.units.entry(meant: name)?.name.value ?? name
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

extension Failure {
  /// What is wrong with a template, each fault with its line and column.
  fileprivate init(_ faults: [Template.Fault], in source: SourceText) {
    func lines(_ language: Language) -> String {
      faults.map { fault in
        let place = source.location(of: fault.range.lowerBound)
        return "\n  \(source.path):\(place.line):\(place.column): \(fault.message[language])"
      }.joined()
    }
    self.init(
      .input,
      Phrase(
        zh: "模板有\(faults.count)处错误,没有出函\(lines(.zh))",
        en: "the template has \(faults.count) faults; no letter was written\(lines(.en))"))
  }
}
