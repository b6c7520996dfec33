import Messages
import Supervision

/// The JSON Schema (2020-12) of `schema/assessment.yaml`, made from the catalogue of events that
/// `score` reads by.
package func assessmentSchema() -> JSON {
  func events(_ isGain: Bool) -> JSON {
    [
      "type": "object", "additionalProperties": false,
      "properties": .object(
        AssessedEvent.allCases.filter { $0.isGain == isGain }.map { ($0.name, rule(of: $0)) }),
    ]
  }
  let points: JSON = ["$ref": "#/$defs/points"]
  let version: JSON = [
    "type": "object", "additionalProperties": false, "required": ["起始"],
    "properties": [
      "起始": ["type": "string", "pattern": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}\n?$"#],
      "基础分": points,
      "协办折算": ["type": "string", "pattern": #"^(?:100|[0-9]{1,2})%\n?$"#],
      "扣分": events(false), "加分": events(true), "扣分封顶": points, "加分封顶": points,
    ],
  ]
  return [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "考核办法 / assessment",
    "description": "schema/assessment.yaml,由 duban-git schema assessment 生成",
    "type": "object", "additionalProperties": false,
    "properties": ["版本": ["type": "array", "items": version]],
    "$defs": [
      "points": [
        "anyOf": [
          ["type": "number", "minimum": 0, "exclusiveMaximum": 1_000_000],
          ["type": "string", "pattern": #"^[0-9]{1,6}(?:\.[0-9]{1,2})?\n?$"#],
        ]
      ],
      "list": ["anyOf": [points, ["type": "array", "items": points]]],
    ],
  ]
}

/// Points, a list of them, or a mapping of the keys that the event has.
private func rule(of event: AssessedEvent) -> JSON {
  let list: JSON = ["$ref": "#/$defs/list"]
  let keys: [(String, JSON)] = event.keys.map { key in
    switch key {
    case .each: (key.name, list)
    case .daily, .most: (key.name, ["$ref": "#/$defs/points"])
    case .words:
      (key.name, ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]])
    }
  }
  return [
    "anyOf": [
      list,
      ["type": "object", "additionalProperties": false, "properties": .object(keys)],
    ]
  ]
}
