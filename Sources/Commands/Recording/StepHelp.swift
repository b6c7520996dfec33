import Messages
import Supervision

/// The help page of one step kind, made from the step table.
enum StepHelp {
  static func page(of kind: StepKind, in session: Session) -> String {
    let specification = kind.specification
    var page = "\(kind.name) (\(kind.rawValue)): \(session(specification.purpose))\n\n"
    let from = State.allCases.filter { state in
      specification.transitions.contains { $0.from.contains(state) }
    }
    if !from.isEmpty {
      let names = from.map(\.name).joined(separator: "、")
      page += session(Phrase(zh: "何时:\(names)", en: "lawful in: \(names)")) + "\n\n"
    }
    page += session(Phrase(zh: "键(✱ 必填):", en: "keys (✱ required):")) + "\n"
    let rows = specification.allFields.filter { $0.key != .kind }.map { field in
      (
        "  --\(field.key.name), --\(field.key.rawValue.kebab)",
        (field.isRequired && field.key != .date ? "✱ " : "")
          + (field.shape.hint.map { session($0) } ?? "")
      )
    }
    let width = rows.map(\.0.displayWidth).max() ?? 0
    for (key, hint) in rows {
      page += hint.isEmpty ? key : key.padded(toDisplayWidth: width + 2) + hint
      page += "\n"
    }
    return page
  }
}
