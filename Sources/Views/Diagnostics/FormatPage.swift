import Messages
import Supervision

/// The documentation page of the file format, made from the tables of headers and steps.
package enum FormatPage {
  package static let text = """
    # File format

    One case is one Markdown file, `cases/…/编号.md`. Between two lines `---` stands the front matter, a strict subset of
    YAML 1.2 in which every scalar is text; below it the prose. State is never stored: it is derived by folding the steps.
    This page is made from the tables in `Supervision`.

    ## Header

    | key | identifier | value | required | fixed by |
    |---|---|---|---|---|
    \(lines(HeaderSpecification.catalogue.map(row)))

    批示 has \(InstructionKey.allCases.map { "\($0.name) `\($0.rawValue)`" }.joined(separator: ", ")); a task has
    \(TaskKey.allCases.map { "\($0.name) `\($0.rawValue)`" }.joined(separator: ", ")).

    ## Steps

    Every step has 日期 and 步骤, and may have \(common). Keys marked ✱ are required.

    | 步骤 | identifier | stage | keys | from → to |
    |---|---|---|---|---|
    \(lines(StepSpecification.catalogue.map(row)))

    ## States

    | state | identifier | stage | steps that are lawful |
    |---|---|---|---|
    \(lines(State.allCases.map(row)))

    """

  private static func lines(_ rows: [[String]]) -> String {
    rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private static func row(_ header: HeaderSpecification) -> [String] {
    let need =
      switch header.need {
      case .always: "always"
      case .unlessSecret: "unless secret"
      case .ifSecret: "if secret"
      case .from(let kind): "from \(kind.name)"
      case .never: ""
      }
    return [
      header.name, "`\(header.key.rawValue)`", header.purpose.en, need,
      header.fixedBy.map(\.name).joined(separator: ", "),
    ]
  }

  private static var common: String {
    StepSpecification.commonFields.map { "\($0.key.name) `\($0.key.rawValue)`" }
      .joined(separator: ", ")
  }

  private static func row(_ step: StepSpecification) -> [String] {
    let keys = step.fields.map { "\($0.key.name)\($0.isRequired ? "✱" : "")" }
    return [
      step.name, "`\(step.kind.rawValue)`", step.stage?.name ?? "",
      keys.joined(separator: " "), ways(of: step).joined(separator: "; "),
    ]
  }

  private static func ways(of step: StepSpecification) -> [String] {
    guard !step.transitions.isEmpty else { return ["→ \(State.registered.name)"] }
    return step.transitions.map { way in
      let from = State.allCases.filter(way.from.contains).map(\.name).joined(separator: ", ")
      let condition =
        switch way.condition {
        case .always: ""
        case .conclusion(let conclusion): " (\(conclusion.name))"
        case .demandsAction: " (not \(InstructionClass.informative.name))"
        }
      let round = way.opensRound ? ", a new round" : ""
      return "\(from)\(way.to.map { " → \($0.name)" } ?? "")\(condition)\(round)"
    }
  }

  private static func row(_ state: State) -> [String] {
    let lawful = StepSpecification.catalogue.filter { step in
      step.transitions.contains { $0.from.contains(state) }
    }
    return [
      state.name, "`\(state.rawValue)`", state.stage.name,
      lawful.map(\.name).joined(separator: " "),
    ]
  }
}
