import FrontMatter

extension CaseParser {
  /// Reads 过程. A step whose kind or date cannot be read is reported and left out.
  mutating func steps(_ node: Node?, missingAt anchor: Range<Int>) -> [Step] {
    let name = HeaderKey.steps.name
    guard let node, !node.isEmpty else {
      if !isBroken(in: 0..<Int.max) { report(.missingKey(name, of: "表头", at: anchor)) }
      return []
    }
    guard node.kind == .sequence else {
      report(.wrongShape(name, keys: Self.shownStepKeys, inList: true, at: node.range))
      return []
    }
    return node.items.enumerated().compactMap { step($1, number: $0 + 1) }
  }

  private mutating func step(_ node: Node, number: Int) -> Step? {
    guard node.kind == .mapping else {
      report(
        .wrongShape(
          HeaderKey.steps.name, keys: Self.shownStepKeys, inList: true, at: node.range))
      return nil
    }
    stepAtHand = number
    let place = place(.step(number))
    let anchor = node.entries.first?.key.range ?? node.range
    let isBroken = isBroken(in: node.itemLines)
    guard let written = node[Self.kindWord] else {
      if !isBroken { reportMissingKind(of: node, at: anchor) }
      return nil
    }
    let inForce = effective(written, at: place?.appending(StepKey.kind.name))
    let isVoid = inForce.isText(Self.void)
    let named = isVoid ? written : inForce
    guard let kind = kind(named) else { return nil }
    let specification = kind.specification
    var fields: [Step.Field] = []
    fields.reserveCapacity(node.entries.count)
    var day: Located<Day>?
    var faulty: [StepKey] = []
    var unknown: [Node] = []
    entries(of: node, named: "步骤", at: place) { reader, entry, value, place in
      guard let field = specification.field(written: entry.key) else {
        unknown.append(entry.key)
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
    for added in additions(to: node, at: place) {
      guard let field = specification.addable(added.name),
        let read = value(added.value, of: field, at: added.place)
      else { continue }
      let range = added.value.range
      fields.append(Step.Field(key: field.key, value: read, keyRange: range, range: range))
    }
    var missing: [StepKey] = []
    for field in specification.fields
    where field.isRequired && !isBroken && !faulty.contains(field.key)
      && !fields.contains(where: { $0.key == field.key })
    {
      missing.append(field.key)
    }
    if day == nil, !isBroken, !faulty.contains(.date) { missing.append(.date) }
    report(
      unknown: unknown, missing: missing.map { ($0.name, anchor) }, of: kind.name,
      among: specification.allFields.map(\.key.name))
    guard let day else { return nil }
    return Step(
      number: number, kind: kind, day: day.value, fields: fields, anchor: anchor,
      kindRange: named.range, dayRange: day.range, range: node.range, isVoid: isVoid)
  }

  /// Without 步骤 nothing is known of the other keys but which of them may be meant for it.
  private mutating func reportMissingKind(of node: Node, at anchor: Range<Int>) {
    let names = StepKey.allCases.map(\.name)
    let unknown = node.entries.map(\.key).filter { key in !names.contains { key.isText($0) } }
    let misspelt = unknown.filter {
      Spelling.nearest(to: $0.text, among: names, most: 1).first == StepKey.kind.name
    }
    report(
      unknown: Array(misspelt.prefix(1)), missing: [(StepKey.kind.name, anchor)], of: "步骤",
      among: names)
  }

  private static let shownStepKeys = [StepKey.date.name, StepKey.kind.name]

  private static let kindWord = Word(StepKey.kind.name)!  // six bytes

  /// What a correction of 步骤 says to void a step.
  static let void = "作废"

  private mutating func kind(_ node: Node) -> StepKind? {
    if !node.isRefused, let kind = StepKind(written: node) { return kind }
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
    _ node: Node, of field: StepSpecification.Field, at place: Place?
  ) -> StepValue? {
    let name = field.key.name
    switch field.shape {
    case .text: return prose(node, named: name).map { .prose($0) }
    case .line, .caseNumber, .cycle, .checksum:
      return line(node, named: name).map { .text($0.value) }
    case .unit: return unit(node, named: name).map { .text($0.value) }
    case .letterNumber:
      guard let text = line(node, named: name) else { return nil }
      if LetterNumber(text.value) == nil { report(.malformedLetterNumber(text)) }
      return .text(text.value)
    case .day: return day(node, named: name).map { .day($0.value) }
    case .limit: return limit(node, named: name).map { .limit($0.value) }
    case .units:
      let units = units(node, named: name, at: place)
      return units.isEmpty ? nil : .texts(units)
    case .lines:
      let lines = lines(node, named: name, at: place)
      return lines.isEmpty ? nil : .texts(lines)
    case .attachments:
      let attachments = attachments(node, named: name, at: place)
      return attachments.isEmpty ? nil : .attachments(attachments)
    case .number: return number(node, named: name).map { .number($0.value) }
    case .numbers:
      let numbers = numbers(node, named: name, at: place)
      return numbers.isEmpty ? nil : .numbers(numbers)
    case .completion: return completion(node, named: name).map { .completion($0) }
    case .choice(let choices):
      if !node.isRefused, let word = node.word,
        let choice = choices.first(where: { $0.word == word })
      {
        return .text(choice.name)
      }
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
    case .any:
      // `原文: ''` says that nothing stood there.
      let isNothing = field.key == .original ? node.isAbsent : node.isEmptyText
      return node.kind == .scalar && isNothing ? nil : .any(node)
    case .instruction, .steps, .stepKind: return nil
    }
  }

  /// Text of any length, which is decoded only when it is asked for.
  private mutating func prose(_ node: Node, named name: String) -> Node? {
    guard node.kind == .scalar, !node.isRefused else {
      return text(node, named: name).map { _ in node }
    }
    return node.isEmptyText ? nil : node
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
      report(.badTarget(text, named: name, steps: stepAtHand - 1))
      return nil
    }
    return .step(number)
  }

  private mutating func checks(_ node: Node, named name: String, at place: Place?)
    -> ShortMap<Check, Located<String>>?
  {
    // `五查: 无` says of all five what it says of one.
    var checks = ShortMap<Check, Located<String>>(minimumCapacity: Check.allCases.count)
    if node.isText(Check.nothing) {
      for check in Check.allCases { checks[check] = Located(Check.nothing, at: node.range) }
      return checks
    }
    if node.kind == .scalar, node.isEmptyText { return nil }
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: name, keys: Check.allCases.map(\.name), at: place) {
        reader, entry, value, _ in
        guard let check = Check(word: entry.key.word) else {
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

extension StepSpecification {
  /// The field of a name, where a correction may give it to a step that has none: never 日期 or 步骤, which
  /// every step has.
  func addable(_ name: String) -> Field? {
    allFields.first { $0.key.name == name && $0.key != .date && $0.key != .kind }
  }
}

extension StepKind {
  /// The kind of the name that is written.
  init?(written node: Node) {
    guard let kind = StepSpecification.vocabulary[node.word] else { return nil }
    self = kind
  }
}

extension Node {
  /// Whether nothing is written here, or nothing between the brackets.
  fileprivate var isEmpty: Bool {
    switch kind {
    case .scalar: isEmptyText
    case .sequence: items.isEmpty
    case .mapping: entries.isEmpty
    }
  }
}
