import Messages
import Supervision

/// The JSON Schema (2020-12) of a case's front matter, made from the tables that `check` reads by.
///
/// It says what a schema can: keys, shapes and choices. What it rejects, `check` rejects too; what
/// only the course of a case shows is left to `check`. A value may be text, as everything is to us,
/// or what a reader that gives scalars types makes of it; a value left out may be empty.
package func caseSchema() -> JSON {
  [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "督办件 / case",
    "description": "督办件文件的表头,由 duban-git schema 生成 / the front matter of a case file",
    "type": "object",
    "properties": .object(
      HeaderSpecification.catalogue.map { row in
        let isNeeded = row.need == .always
        return (row.name, row.shape.schema(isRequired: isNeeded, row.purpose))
      }),
    "required": .strings(names { $0 == .always }),
    "if": [
      "properties": [
        "密级": ["enum": .strings(Classification.allCases.filter(\.isSecret).map(\.name))]
      ],
      "required": ["密级"],
    ],
    "then": present(names { $0 == .ifSecret }),
    "else": .object([
      ("required", .strings(names { $0 == .unlessSecret })),
      (
        "properties",
        .object(
          names { $0 == .unlessSecret }.map { ($0, ["$ref": "#/$defs/line"]) } + [
            (HeaderKey.instruction.name, present([InstructionKey.gist.name], as: "text"))
          ])
      ),
    ]),
    "$defs": .object(definitions),
  ]
}

private func names(_ isMeant: (HeaderSpecification.Need) -> Bool) -> [String] {
  HeaderSpecification.catalogue.filter { isMeant($0.need) }.map(\.name)
}

/// An object that has these keys, and values for them.
private func present(_ names: [String], as definition: String = "line") -> JSON {
  [
    "required": .strings(names),
    "properties": .object(names.map { ($0, ["$ref": .string("#/$defs/\(definition)")]) }),
  ]
}

/// The shapes that more than one key has.
private var definitions: [(String, JSON)] {
  [
    ("text", scalar()),
    ("line", scalar(pattern: #"^[^\n]*\n?$"#)),
    ("caseNumber", matching("[0-9]{4}-[0-9]{4,9}")),
    ("day", matching(day)),
    ("limit", matching("\(day)|\(limitWordings)")),
    ("cycle", matching("\(Cycle.fixed.map(\.name).joined(separator: "|"))|每月[0-9]{1,2}日前")),
    ("lines", oneOrMany("line")),
    ("checksum", matching(Checksum.pattern)),
    (
      "attachment",
      [
        "anyOf": [
          ["$ref": "#/$defs/line"],
          object(Attachment.Key.allCases.map { ($0.name, $0.shape, $0.isRequired, nil) }),
        ]
      ]
    ),
    ("attachments", oneOrMany("attachment")),
    ("number", numeric("[1-9][0-9]*")),
    ("numbers", oneOrMany("number")),
    ("completion", matching("是|否|[+-]?[0-9]+%")),
    ("target", numeric(#"表头|\+?[0-9]+"#)),
    (
      "instruction",
      object(
        InstructionKey.allCases.map { ($0.name, $0.shape, $0 != .gist, nil) })
    ),
    ("task", object(TaskKey.allCases.map { ($0.name, $0.shape, $0.isRequired, nil) })),
    ("tasks", ["type": "array", "items": ["$ref": "#/$defs/task"]]),
    (
      "checks",
      [
        "anyOf": [
          ["const": .string(Check.nothing)],
          object(Check.allCases.map { ($0.name, .text, true, nil) }),
        ]
      ]
    ),
    ("steps", ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/step"]]),
    ("step", step),
  ]
}

/// The keys that a step may and must have follow from its kind.
private var step: JSON {
  [
    "type": "object",
    "properties": [
      "日期": ["$ref": "#/$defs/day"],
      "步骤": ["enum": .strings(StepKind.allCases.map(\.name))],
    ],
    "required": ["日期", "步骤"],
    "allOf": .array(
      StepSpecification.catalogue.map { row in
        [
          "if": ["properties": ["步骤": ["const": .string(row.name)]], "required": ["步骤"]],
          "then": object(
            row.allFields.filter { $0.key != .date && $0.key != .kind }.map {
              ($0.key.name, $0.shape, $0.isRequired, nil)
            }, row.purpose),
        ]
      }),
  ]
}

private func object(
  _ rows: [(name: String, shape: Shape, isRequired: Bool, purpose: Phrase?)],
  _ purpose: Phrase? = nil
) -> JSON {
  var members: [(String, JSON)] = []
  if let purpose { members.append(("description", purpose.both)) }
  members += [
    ("type", "object"),
    (
      "properties",
      .object(rows.map { ($0.name, $0.shape.schema(isRequired: $0.isRequired, $0.purpose)) })
    ),
    ("required", .strings(rows.filter(\.isRequired).map(\.name))),
  ]
  return .object(members)
}

// MARK: Scalars

/// A scalar that is not empty.
private func scalar(pattern: String? = nil) -> JSON {
  var members: [(String, JSON)] = [
    ("type", ["string", "number", "boolean"]), ("minLength", 1),
  ]
  if let pattern { members.append(("pattern", .string(pattern))) }
  return .object(members)
}

/// Text that is all of this; block text ends with a line feed.
private func matching(_ pattern: String) -> JSON {
  ["type": "string", "pattern": .string(#"^(?:\#(pattern))\n?$"#)]
}

private func numeric(_ pattern: String) -> JSON {
  ["anyOf": [matching(pattern), ["type": "integer", "minimum": 1]]]
}

private func oneOrMany(_ definition: String) -> JSON {
  let reference: JSON = ["$ref": .string("#/$defs/\(definition)")]
  return [
    "anyOf": [
      reference, ["type": "array", "items": ["anyOf": [reference, nothing]]],
    ]
  ]
}

/// What stands where nothing is written.
private let nothing: JSON = ["enum": ["", nil]]

private let day = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"

/// The wordings of limits. Blanks may stand anywhere in them.
private let limitWordings: String = {
  func loose(_ text: String) -> String { text.map(String.init).joined(separator: " *") }
  let units = ["个工作日", "工作日", "日", "天", "个自然日", "自然日", "周", "个星期", "个月", "月", "年"]
  let fixed = ["当日", "当天", "半年", "半个月"]
  return " *(?:(?:[0-9] *){1,4}(?:\(units.map(loose).joined(separator: "|")))"
    + "|\(fixed.map(loose).joined(separator: "|"))) *"
}()

extension Shape {
  fileprivate func schema(isRequired: Bool, _ purpose: Phrase?) -> JSON {
    var members: [(String, JSON)] = purpose.map { [("description", $0.both)] } ?? []
    if case .choice(let choices) = self {
      let names = choices.map { JSON.string($0.name) }
      members.append(("enum", .array(isRequired ? names : names + ["", nil])))
    } else if let definition {
      let reference: JSON = ["$ref": .string("#/$defs/\(definition)")]
      members.append(
        isRequired
          ? ("$ref", .string("#/$defs/\(definition)")) : ("anyOf", [reference, nothing]))
    }
    return .object(members)
  }

  /// Nil where every value is taken.
  private var definition: String? {
    switch self {
    case .text: "text"
    case .line, .letterNumber, .unit, .stepKind: "line"
    case .caseNumber: "caseNumber"
    case .day: "day"
    case .limit: "limit"
    case .cycle: "cycle"
    case .attachments: "attachments"
    case .checksum: "checksum"
    case .units, .lines: "lines"
    case .number: "number"
    case .numbers: "numbers"
    case .completion: "completion"
    case .instruction: "instruction"
    case .tasks: "tasks"
    case .checks: "checks"
    case .target: "target"
    case .steps: "steps"
    case .any, .choice: nil
    }
  }
}

extension Phrase {
  fileprivate var both: JSON { .string("\(zh) / \(en)") }
}
