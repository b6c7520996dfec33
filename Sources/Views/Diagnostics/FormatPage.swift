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

    ## People and rights

    `schema/roles.yaml` says who may record what; without it nobody is asked. A commit is judged by the rules of its parent, on its
    own day, which is never before that of a parent. Its author and its committer both need the right, and are told by their addresses.

    | key | value |
    |---|---|
    | 人员 | a list of 邮箱✱, 角色✱, 单位 (none: of the office), 曾用邮箱 (the same person's earlier addresses), 公钥 (an ssh key or an OpenPGP fingerprint), 起 and 止 (the first and the last day); 曾用邮箱 and 公钥 are one or a list, each by itself or as `{邮箱: …, 起: …, 止: …}`, `{公钥: …, 起: …, 止: …}` |
    | 角色 | role → list of steps, and of \(Right.allCases.map(\.name).joined(separator: ", ")). A 更正 also needs the right to what it corrects. A right beside steps that no role is given is the office's; 修订 of a unit's own matter is that unit's, too |
    | 代录 | 是: the office may record what units do |
    | 分离 | pairs of steps that one person must not both record in a case |
    | 要求签名 | 是: what touches cases or rules is signed with the committer's 公钥; who writes, commits and signs a step is one person, unless the office records for a unit and says in 经办 who did it |
    | 越权 | 拒绝 (default) or 警告: what becomes of a record of somebody who has not the right, at every door alike; the rules are never changed without it |
    | 平台 | addresses under which hosts commit what somebody wrote: then the author alone is asked |

    OpenPGP keys may lie in `schema/keys/*.asc`. A severity in 级别 of `schema/office.yaml` may be `{级: 错误, 起: DATE}`: what was written
    before that day keeps its own.

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
