import FrontMatter

extension CaseReader {
  /// Reads 过程. A step whose kind or date cannot be read is reported and left out.
  mutating func steps(_ node: Node?, missingAt anchor: Range<Int>) -> [Step] {
    let name = HeaderKey.steps.name
    guard let node, !node.isEmpty else {
      if !isBroken(in: 0..<Int.max) { report(.missingKey(name, of: "表头", at: anchor)) }
      return []
    }
    guard node.kind == .sequence else {
      report(.wrongShape(name, expected: .list, at: node.range))
      return []
    }
    return node.items.enumerated().compactMap { step($1, number: $0 + 1) }
  }

  private mutating func step(_ node: Node, number: Int) -> Step? {
    guard node.kind == .mapping else {
      report(.wrongShape("步骤", expected: .mapping, at: node.range))
      return nil
    }
    let place = Place(target: .step(number))
    let anchor = node.entries.first?.key.range ?? node.range
    let isBroken = isBroken(in: node.itemLines)
    guard let written = node[StepKey.kind.name] else {
      if !isBroken { report(.missingKey(StepKey.kind.name, of: "步骤", at: anchor)) }
      return nil
    }
    let inForce = effective(written, at: inner(StepKey.kind.name, of: place))
    let isVoid = inForce.text == Self.void
    let named = isVoid ? written : inForce
    guard let kind = kind(named) else { return nil }
    let specification = kind.specification
    var fields: [Step.Field] = []
    fields.reserveCapacity(node.entries.count)
    var day: Located<Day>?
    var faulty: [StepKey] = []
    entries(of: node, named: "步骤", at: place) { reader, entry, value, place in
      guard let field = specification.field(written: entry.key) else {
        reader.report(
          .unknownKey(
            entry.key, in: kind.name, among: specification.allFields.map(\.key.name)))
        return
      }
      if field.key == .kind { return }
      let isFaulty = reader.findsFault { reader in
        if field.key == .date {
          day = reader.day(value, named: field.key.name)
        } else if let read = reader.value(value, of: field, at: place) {
          fields.append(
            Step.Field(
              key: field.key, value: read, keyRange: entry.key.range, range: value.range))
        }
      }
      if isFaulty { faulty.append(field.key) }
    }
    for field in specification.fields
    where field.isRequired && !isBroken && !faulty.contains(field.key)
      && !fields.contains(where: { $0.key == field.key })
    {
      report(.missingKey(field.key.name, of: kind.name, at: anchor))
    }
    guard let day else {
      if !isBroken, !faulty.contains(.date) {
        report(.missingKey(StepKey.date.name, of: kind.name, at: anchor))
      }
      return nil
    }
    return Step(
      number: number, kind: kind, day: day.value, fields: fields, anchor: anchor,
      kindRange: named.range, dayRange: day.range, range: node.range, isVoid: isVoid)
  }

  /// What a correction of 步骤 says to void a step.
  static let void = "作废"

  private mutating func kind(_ node: Node) -> StepKind? {
    guard let text = line(node, named: StepKey.kind.name) else {
      if node.kind == .scalar {
        report(.missingKey(StepKey.kind.name, of: "步骤", at: node.range))
      }
      return nil
    }
    guard let kind = StepKind(written: node) else {
      report(
        .badChoice(text, named: StepKey.kind.name, among: StepKind.allCases.map(\.name)))
      return nil
    }
    return kind
  }

  private mutating func value(
    _ node: Node, of field: StepSpecification.Field, at place: Place
  ) -> StepValue? {
    let name = field.key.name
    switch field.shape {
    case .text: return text(node, named: name).map { .text($0.value) }
    case .line, .unit, .caseNumber, .cycle: return line(node, named: name).map { .text($0.value) }
    case .letterNumber:
      guard let text = line(node, named: name) else { return nil }
      if LetterNumber(text.value) == nil { report(.malformedLetterNumber(text)) }
      return .text(text.value)
    case .day: return day(node, named: name).map { .day($0.value) }
    case .limit: return limit(node, named: name).map { .limit($0.value) }
    case .units, .lines:
      let lines = lines(node, named: name, at: place)
      return lines.isEmpty ? nil : .texts(lines)
    case .number: return number(node, named: name).map { .number($0.value) }
    case .numbers:
      let numbers = numbers(node, named: name, at: place)
      return numbers.isEmpty ? nil : .numbers(numbers)
    case .completion: return completion(node, named: name).map { .completion($0) }
    case .choice(let choices):
      guard let text = line(node, named: name) else { return nil }
      guard choices.contains(where: { $0.name == text.value }) else {
        report(.badChoice(text, named: name, among: choices.map(\.name)))
        return nil
      }
      return .text(text.value)
    case .tasks:
      let tasks = tasks(node, named: name, at: place)
      return tasks.isEmpty ? nil : .tasks(tasks)
    case .checks: return checks(node, named: name, at: place).map { .checks($0) }
    case .target: return target(node, named: name).map { .target($0) }
    case .any: return node.kind == .scalar && node.text.isEmpty ? nil : .any(node)
    case .instruction, .steps, .stepKind: return nil
    }
  }

  private mutating func completion(_ node: Node, named name: String) -> Completion? {
    guard let text = line(node, named: name) else { return nil }
    guard let completion = Completion(text.value) else {
      report(.badCompletion(text, named: name))
      return nil
    }
    return completion
  }

  private mutating func target(_ node: Node, named name: String) -> CorrectionTarget? {
    guard let text = line(node, named: name) else { return nil }
    if text.value == "表头" { return .header }
    guard let number = Int(text.value), number > 0 else {
      report(.badChoice(text, named: name, among: ["表头", "1", "2"]))
      return nil
    }
    return .step(number)
  }

  private mutating func checks(_ node: Node, named name: String, at place: Place)
    -> [Check: Located<String>]?
  {
    // `五查: 无` says of all five what it says of one.
    if node.kind == .scalar, node.text == Check.nothing {
      let nothing = Located(Check.nothing, at: node.range)
      return Dictionary(uniqueKeysWithValues: Check.allCases.map { ($0, nothing) })
    }
    if node.kind == .scalar, node.text.isEmpty { return nil }
    var checks: [Check: Located<String>] = [:]
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: name, at: place) { reader, entry, value, _ in
        guard let check = Check(name: entry.key.text) else {
          reader.report(.unknownCheck(entry.key))
          return
        }
        checks[check] = reader.text(value, named: check.name)
      }
    }
    let missing = Check.allCases.filter { checks[$0] == nil }
    if !isFaulty, !missing.isEmpty {
      report(.checksIncomplete(missing, at: node.range))
    }
    return checks
  }
}

extension StepKind {
  /// The kind of the name that is written.
  init?(written node: Node) {
    guard let row = StepSpecification.catalogue.first(where: { node.isText($0.name) }) else {
      return nil
    }
    self = row.kind
  }
}

extension Node {
  /// Whether nothing is written here, or nothing between the brackets.
  fileprivate var isEmpty: Bool {
    switch kind {
    case .scalar: text.isEmpty
    case .sequence: items.isEmpty
    case .mapping: entries.isEmpty
    }
  }
}
