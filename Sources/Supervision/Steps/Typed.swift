package import FrontMatter

/// One key and its values as a person types them: `--主送 省教育厅,省公安厅`.
package struct Typed: Sendable, Hashable {
  package let name: String
  package let values: [String]

  package init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }
}

extension StepSpecification {
  /// The field a person means by its Chinese name, or by its identifier in either spelling
  /// (`newLimit`, `new-limit`).
  package func field(typed name: String) -> Field? {
    allFields.first { $0.key.name == name || $0.key.rawValue.isSpelled(name) }
  }

  /// The step as it is to be written, its keys in the order of the table.
  ///
  /// Values are put as they are meant, not judged: a check of the new text does that. Units may be
  /// given by their short names and dates loosely.
  package func value(
    on day: Day, _ fields: [(field: Field, values: [String])], units: UnitDirectory
  )
    -> Value
  {
    var entries = [
      Value.Entry(StepKey.date.name, .text("\(day)")),
      Value.Entry(StepKey.kind.name, .text(name)),
    ]
    for field in allFields {
      let values = fields.filter { $0.field.key == field.key }.flatMap(\.values)
      guard !values.isEmpty, field.key != .date, field.key != .kind else { continue }
      entries.append(Value.Entry(field.key.name, field.shape.value(of: values, units: units)))
    }
    return .mapping(entries)
  }
}

extension StepSpecification {
  /// The same of keys that the kind has; others are left out.
  package func value(
    on day: Day, saying keys: [(key: StepKey, values: [String])], units: UnitDirectory
  ) -> Value {
    value(
      on: day,
      keys.compactMap { said in
        allFields.first { $0.key == said.key }.map { (field: $0, values: said.values) }
      }, units: units)
  }
}

extension Shape {
  /// The value that what was typed for it stands for.
  package func value(of typed: [String], units: UnitDirectory) -> Value {
    switch self {
    case .units: .list(Self.parts(of: typed).map { .text(units.fullName($0)) })
    case .attachments: .list(typed.map { .text($0) })
    case .lines, .numbers: .list(Self.parts(of: typed).map { .text($0) })
    case .unit: .text(units.fullName(typed.last ?? ""))
    case .day, .limit: .text(Self.date(typed.last ?? ""))
    case .tasks: .list(typed.map { Self.task($0, units: units) })
    case .checks: Self.checks(typed)
    case .text: .text(typed.joined(separator: "\n"))
    case .line, .caseNumber, .letterNumber, .cycle, .checksum, .number, .completion, .choice,
      .instruction,
      .target, .any, .steps, .stepKind:
      .text(typed.last ?? "")
    }
  }

  private static func date(_ text: String) -> String { Day(loose: text).map { "\($0)" } ?? text }

  private static func parts(of texts: [String]) -> [String] {
    texts.flatMap { text in
      text.split(whereSeparator: { ",，、".contains($0) })
        .map { $0.trimmed }.filter { !$0.isEmpty }
    }
  }

  /// `事项=核查批次;单位=省疾控中心;时限=5个工作日`, or only the matter.
  private static func task(_ text: String, units: UnitDirectory) -> Value {
    var entries: [Value.Entry] = []
    for part in text.split(whereSeparator: { ";；".contains($0) }) {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2,
        let key = TaskKey.allCases.first(where: {
          pair[0].trimmed == $0.name || $0.rawValue.isSpelled(pair[0].trimmed)
        })
      else {
        entries.append(Value.Entry(TaskKey.matter.name, .text(part.trimmed)))
        continue
      }
      entries.append(
        Value.Entry(key.name, key.shape.value(of: [pair[1].trimmed], units: units)))
    }
    return .mapping(entries)
  }

  /// `无`, or `漂浮落空=第3项未见实效;…` with 无 for the others.
  private static func checks(_ texts: [String]) -> Value {
    var found: [Check: String] = [:]
    for part in texts.flatMap({ $0.split(whereSeparator: { ";；".contains($0) }) }) {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else {
        if part.trimmed == Check.nothing { continue }
        return .text(part.trimmed)
      }
      guard let check = Check(typed: pair[0].trimmed) else { return .text(part.trimmed) }
      found[check] = pair[1].trimmed
    }
    return .mapping(
      Check.allCases.map { Value.Entry($0.name, .text(found[$0] ?? Check.nothing)) })
  }
}

extension UnitDirectory {
  /// The full name of the unit meant by `name`; `name` itself where it is not listed.
  func fullName(_ name: String) -> String { entry(meant: name)?.name.value ?? name }
}

extension String {
  /// Whether `typed` spells this identifier: `newLimit`, `new-limit`.
  package func isSpelled(_ typed: String) -> Bool {
    self == typed || kebab == typed
  }

  /// `newLimit` as `new-limit`.
  package var kebab: String {
    // Identifiers are ASCII; every help page needs many, and characters are slow.
    var bytes: [UInt8] = []
    for byte in utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      if isCapital { bytes.append(UInt8(ascii: "-")) }
      bytes.append(isCapital ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension StringProtocol {
  /// Without blanks and line breaks at either end.
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// Its lines as one, a blank between them.
  var onOneLine: String {
    split(whereSeparator: \.isNewline).map { $0.trimmed }.joined(separator: " ")
  }
}
