import CaseStore
import FrontMatter
import Messages
import Supervision

/// The keys of a step: those typed, and at a terminal the answers for those that are missing.
struct StepQuestions {
  typealias Fields = [(field: StepSpecification.Field, values: [String])]

  private let kind: StepKind
  private let session: Session
  /// What is wrong in the value of a key, of the step with these keys.
  private let faults: (StepKey, Fields) throws(Failure) -> [Diagnostic]

  init(
    _ kind: StepKind, in session: Session,
    faults: @escaping (StepKey, Fields) throws(Failure) -> [Diagnostic]
  ) {
    self.kind = kind
    self.session = session
    self.faults = faults
  }

  /// - Returns: the keys, and whether any was asked for.
  func completed(_ typed: [Typed]) throws(Failure) -> (fields: Fields, areAnswered: Bool) {
    var (fields, areAnswered): (Fields, Bool) = ([], false)
    var checks: [String] = []
    for key in typed {
      if let field = kind.specification.field(typed: key.name) {
        fields.append((field, key.values))
      } else if kind == .review, let check = Check(typed: key.name) {
        // The five checks may be given one by one; what is not given is 无.
        checks += key.values.map { "\(check.name)=\($0)" }
      } else {
        throw unknownKey(key.name)
      }
    }
    if !checks.isEmpty, let field = kind.specification.field(typed: StepKey.checks.name) {
      fields.append((field, checks))
    }
    for field in kind.specification.fields
    where field.isRequired && !fields.contains(where: { $0.field.key == field.key }) {
      fields.append((field, [try answer(for: field, beside: fields)]))
      areAnswered = true
    }
    return (fields, areAnswered)
  }

  private func unknownKey(_ name: String) -> Failure {
    let names = kind.specification.allFields.flatMap { [$0.key.name, $0.key.rawValue.kebab] }
    let near = Spelling.nearest(to: name, among: names).first
    return .usage(
      Phrase(zh: "“\(kind.name)”没有键“\(name)”", en: "\(kind.name) has no key '\(name)'"),
      hint: near.map { Phrase(zh: "是不是 --\($0)?", en: "did you mean --\($0)?") }
        ?? Phrase(
          zh: "duban-git step <案件> \(kind.name) --help 列出全部",
          en: "duban-git step <case> \(kind.rawValue) --help lists them"))
  }

  private func answer(for field: StepSpecification.Field, beside fields: Fields) throws(Failure)
    -> String
  {
    let name = field.key.name
    guard session.console.inputIsTerminal else {
      let what =
        field.shape.hint.map { Phrase(zh: "(\($0.zh))", en: "(\($0.en))") }
        ?? Phrase(zh: "…", en: "…")
      throw Failure(
        .input,
        name == kind.name
          ? Phrase(zh: "这一步没有写“\(name)”", en: "this step lacks \(name)")
          : Phrase(zh: "“\(kind.name)”缺少“\(name)”", en: "\(kind.name) lacks \(name)"),
        hint: Phrase(
          zh: "加上 --\(name) \(what.zh)",
          en: "add --\(name) \(what.en), or --\(field.key.rawValue.kebab)"))
    }
    while true {
      let choices = field.shape.hint.map { " (\(session($0)))" } ?? ""
      guard let line = session.console.ask("\(name)\(choices): ") else {
        throw .cancelled
      }
      if line.allSatisfy(\.isWhitespace) { continue }
      let faults = try faults(field.key, fields + [(field, [line])])
      if faults.isEmpty { return line }
      session.tell(faults)
    }
  }

  /// Asks which step is to be recorded of those that are lawful now.
  static func kind(for state: CaseState, in session: Session) throws(Failure) -> StepKind {
    let lawful = StepKind.allCases.filter { kind in
      kind.specification.transitions.contains { $0.from.contains(state.state ?? .registered) }
    }
    let names = lawful.map(\.name).joined(separator: "、")
    guard session.console.inputIsTerminal else {
      throw .usage(
        Phrase(zh: "缺少步骤", en: "a step kind is needed"),
        hint: Phrase(zh: "现在可记:\(names)", en: "now lawful: \(names)"))
    }
    while true {
      let question = session(Phrase(zh: "步骤(\(names))", en: "step (\(names))"))
      guard let line = session.console.ask("\(question): ") else {
        throw .cancelled
      }
      let answer = line.filter { !$0.isWhitespace }
      if answer.isEmpty { continue }
      do throws(Failure) {
        let kind = try StepKind.meant(answer)
        if lawful.contains(kind) { return kind }
        throw .usage(
          Phrase(zh: "现在不能记“\(kind.name)”", en: "\(kind.name) is not lawful now"),
          hint: Phrase(zh: "现在可记:\(names)", en: "now lawful: \(names)"))
      } catch {
        _ = Program.report(error, language: session.language, to: session.console)
      }
    }
  }
}

extension Session {
  /// Says at a question what is wrong with the answer.
  func tell(_ faults: [Diagnostic]) {
    for fault in faults {
      let words = [fault.message, fault.help].compactMap(\.self).map { self($0) }
      console.writeError(words.joined(separator: "\n") + "\n")
    }
  }
}

extension CaseFile {
  /// The errors that stand in a value of the file.
  func errors(in value: Node?, under schema: Schema, today: Day) -> [Diagnostic] {
    guard let range = value?.range else { return [] }
    return subject.findings(schema: schema, fileName: fileName, asOf: today, today: today)
      .filter { $0.severity == .error && range.contains($0.range.lowerBound) }
  }
}

extension Shape {
  /// What may be written, for a question and for help; nil where it is free.
  var hint: Phrase? {
    switch self {
    case .choice(let choices):
      let names = choices.map(\.name).joined(separator: "|")
      return Phrase(zh: names, en: names)
    case .units: return Phrase(zh: "单位,可多个,逗号隔开", en: "units, by commas")
    case .unit: return Phrase(zh: "单位", en: "a unit")
    case .attachments:
      return Phrase(zh: "文件路径,可多个,逗号隔开", en: "paths of files, several by commas")
    case .lines: return Phrase(zh: "可多个,逗号隔开", en: "several, by commas")
    case .day: return Phrase(zh: "日期,如 2018-07-23", en: "a date such as 2018-07-23")
    case .limit: return Phrase(zh: "如 5个工作日、15日、2018-08-31", en: "such as 5个工作日, 15日, 2018-08-31")
    case .cycle:
      let names = Cycle.fixed.map(\.name).joined(separator: "|") + "|每月N日前"
      return Phrase(zh: names, en: names)
    case .number, .numbers: return Phrase(zh: "序号,从1起", en: "a number from 1")
    case .completion: return Phrase(zh: "是|否|50%", en: "是|否|50%")
    case .letterNumber: return Phrase(zh: "如 ×督函〔2018〕31号", en: "such as ×督函〔2018〕31号")
    case .checks:
      return Phrase(zh: "无,或 漂浮落空=问题", en: "无, or 漂浮落空=what is wrong")
    case .tasks:
      return Phrase(
        zh: "事项=…;单位=…;时限=…", en: "事项=…;单位=…;时限=… (matter, unit, limit)")
    case .target: return Phrase(zh: "步骤序号,或 表头", en: "a step's number, or 表头")
    case .text, .line, .caseNumber, .checksum, .instruction, .any, .steps, .stepKind: return nil
    }
  }
}
