import FrontMatter

extension CaseParser {
  /// Reads every header key but 过程, which is handed back as it stands.
  mutating func header(_ root: Node) -> (header: Header, steps: Node?) {
    var header = Header(anchor: root.entries.first?.key.range ?? root.range)
    var steps: Node?
    var faulty: [HeaderKey] = []
    var unknown: [Node] = []
    entries(of: root, named: "表头", at: place(.header)) { reader, entry, value, place in
      guard let key = HeaderKey(written: entry.key) else {
        unknown.append(entry.key)
        return
      }
      header.keys[key] = entry.key.range
      if key == .steps {
        steps = value
      } else {
        let isFaulty = reader.findsFault { $0.read(value, as: key, into: &header, at: place) }
        if isFaulty { faulty.append(key) }
      }
    }
    for added in additions(to: root, at: place(.header)) {
      guard let key = HeaderKey.addable(added.name) else { continue }
      header.keys[key] = added.value.range
      read(added.value, as: key, into: &header, at: added.place)
    }
    let isBroken = isHeaderBroken(root, before: steps)
    report(
      unknown: unknown, missing: isBroken ? [] : missing(in: header, besides: faulty), of: "表头",
      among: HeaderKey.allCases.map(\.name))
    report(
      unknown: instructionKeys.unknown, missing: isBroken ? [] : missingOfInstruction(in: header),
      of: "批示", among: InstructionKey.allCases.map(\.name))
    return (header, steps)
  }

  private mutating func read(
    _ value: Node, as key: HeaderKey, into header: inout Header, at place: Place?
  ) {
    let name = key.name
    switch key {
    case .id: header.id = caseNumber(value, named: name)
    case .title: header.title = line(value, named: name)
    case .source: header.source = line(value, named: name)
    case .instruction: header.instruction = instruction(value, named: name, at: place)
    case .urgency: header.urgency = term(value, named: name)?.value ?? .ordinary
    case .classification: header.classification = term(value, named: name)?.value ?? .internal
    case .secrecyTerm: header.secrecyTerm = line(value, named: name)
    case .keptAt: header.keptAt = line(value, named: name)
    case .lead: header.lead = unit(value, named: name)
    case .coUnits: header.coUnits = units(value, named: name, at: place)
    case .tasks: header.tasks = tasks(value, named: name, at: place)
    case .firstReport: header.firstReport = limit(value, named: name)
    case .limit: header.limit = limit(value, named: name)
    case .cycle: header.cycle = cycle(value, named: name) ?? .once
    case .stocktakes: header.stocktakes = cycle(value, named: name) ?? .once
    case .bulletins: header.bulletins = cycle(value, named: name) ?? .once
    case .watch: header.watch = term(value, named: name)?.value ?? .ordinary
    case .contactLine: header.contactLine = line(value, named: name)
    case .attachments: header.attachments = attachments(value, named: name, at: place)
    case .steps: break
    }
  }

  private mutating func caseNumber(_ node: Node, named name: String) -> Located<String>? {
    guard let text = line(node, named: name) else { return nil }
    guard CaseNumber(text.value) != nil else {
      report(.badCaseNumber(text))
      return nil
    }
    return text
  }

  private mutating func cycle(_ node: Node, named name: String) -> Cycle? {
    guard let text = line(node, named: name) else { return nil }
    guard let cycle = Cycle(name: text.value) else {
      report(.badChoice(text, named: name, among: Cycle.fixed.map(\.name) + ["每月N日前"]))
      return nil
    }
    return cycle
  }

  private mutating func instruction(_ node: Node, named name: String, at place: Place?)
    -> Instruction?
  {
    var instruction = Instruction(range: node.range)
    entries(of: node, named: name, keys: InstructionKey.allCases.map(\.name), at: place) {
      reader, entry, value, _ in
      guard let key = InstructionKey.vocabulary[entry.key.word] else {
        reader.instructionKeys.unknown.append(entry.key)
        return
      }
      let isFaulty = reader.findsFault { reader in
        switch key {
        case .leader: instruction.leader = reader.line(value, named: key.name)
        case .date: instruction.date = reader.day(value, named: key.name)
        case .instructionClass: instruction.instructionClass = reader.term(value, named: key.name)
        case .gist: instruction.gist = reader.text(value, named: key.name)
        }
      }
      if isFaulty { reader.instructionKeys.faulty.append(key) }
    }
    return node.kind == .mapping ? instruction : nil
  }

  private func isHeaderBroken(_ root: Node, before steps: Node?) -> Bool {
    guard let steps else { return isBroken(in: 0..<root.range.upperBound) }
    return isBroken(in: 0..<steps.range.lowerBound)
      || isBroken(in: steps.range.upperBound..<max(steps.range.upperBound, root.range.upperBound))
  }

  /// What the header must have whatever the steps are; what a step asks for is judged in the fold.
  private func missing(in header: Header, besides faulty: [HeaderKey])
    -> [(name: String, place: Range<Int>)]
  {
    var missing: [(name: String, place: Range<Int>)] = []
    let absent: [HeaderKey] = [
      header.id == nil ? .id : nil, header.title == nil ? .title : nil,
      header.instruction == nil ? .instruction : nil,
      header.secrecyTerm == nil ? .secrecyTerm : nil, header.keptAt == nil ? .keptAt : nil,
    ].compactMap { $0 }
    for key in absent where !faulty.contains(key) {
      let isNeeded =
        switch key.specification.need {
        case .always: true
        case .unlessSecret: !header.classification.isSecret
        case .ifSecret: header.classification.isSecret
        case .from, .never: false
        }
      if isNeeded { missing.append((key.name, header.keys[key] ?? header.anchor)) }
    }
    return missing
  }

  private func missingOfInstruction(in header: Header) -> [(name: String, place: Range<Int>)] {
    guard let instruction = header.instruction else { return [] }
    let absent: [InstructionKey] = [
      instruction.leader == nil ? .leader : nil, instruction.date == nil ? .date : nil,
      instruction.instructionClass == nil ? .instructionClass : nil,
      instruction.gist == nil && !header.classification.isSecret ? .gist : nil,
    ].compactMap { $0 }
    return absent.filter { !instructionKeys.faulty.contains($0) }.map {
      ($0.name, header.keys[.instruction] ?? header.anchor)
    }
  }
}

extension HeaderKey {
  /// The key of a name, where a correction may give it to a header that has none.
  static func addable(_ name: String) -> HeaderKey? {
    allCases.first { $0.name == name && $0 != .id && $0 != .steps }
  }

  /// The key of the name that is written.
  init?(written node: Node) {
    guard let key = HeaderSpecification.vocabulary[node.word] else { return nil }
    self = key
  }
}
