import FrontMatter
package import Messages

extension Assessment {
  /// Reads `schema/assessment.yaml`. What cannot be read counts for nothing, and is reported.
  package static func reading(_ text: SourceText) -> SchemaFile<Assessment> {
    let document = Document(yaml: text)
    var reader = CaseParser(document)
    var assessment = Assessment()
    if let root = document.root {
      reader.entries(of: root, named: file, at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        guard entry.key.text == "版本" else {
          return reader.report(.unknownKey(entry.key, in: file, among: ["版本"]))
        }
        let versions = reader.list(value, named: "版本", at: nil, inMappings: true) {
          reader, node in reader.version(node)
        }
        assessment.versions = versions.map(\.value).sorted { $0.since < $1.since }
      }
    }
    return SchemaFile(
      value: assessment, text: text, findings: document.findings + reader.diagnostics)
  }

  static let file = "assessment.yaml"
  /// The keys of a version, in the order of the format.
  static let keys = ["起始", "基础分", "协办折算", "扣分", "加分", "扣分封顶", "加分封顶"]
}

extension CaseParser {
  fileprivate mutating func version(_ node: Node) -> Located<Assessment.Version>? {
    var since: Day?
    // The day is not known yet.
    var version = Assessment.Version(since: Day(ordinal: 0))
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: "版本", at: nil) { reader, entry, value, _ in
        let key = entry.key.text
        switch key {
        case "起始": since = reader.day(value, named: key)?.value
        case "基础分": version.base = reader.points(value, named: key) ?? version.base
        case "协办折算": version.coUnitShare = reader.percent(value, named: key) ?? 100
        case "扣分", "加分": reader.read(value, named: key, into: &version.rules)
        case "扣分封顶": version.mostLost = reader.points(value, named: key)
        case "加分封顶": version.mostGained = reader.points(value, named: key)
        default: reader.report(.unknownKey(entry.key, in: "版本", among: Assessment.keys))
        }
      }
    }
    guard let since else {
      if !isFaulty { report(.missingKey("起始", of: "版本", at: node.range)) }
      return nil
    }
    return Located(version.from(since), at: node.range)
  }

  private mutating func read(
    _ node: Node, named name: String, into rules: inout [AssessedEvent: PointRule]
  ) {
    let known = AssessedEvent.allCases.filter { $0.isGain == (name == "加分") }
    entries(of: node, named: name, at: nil) { reader, entry, value, _ in
      guard let event = known.first(where: { $0.name == entry.key.text }) else {
        return reader.report(.unknownKey(entry.key, in: name, among: known.map(\.name)))
      }
      rules[event] = reader.rule(value, of: event)
    }
  }

  /// `1`, `[1, 2, 3]`, or a mapping of 每次, 每日, 封顶 and 字样.
  private mutating func rule(_ node: Node, of event: AssessedEvent) -> PointRule {
    var rule = PointRule()
    guard node.kind == .mapping else {
      rule.each = points(list: node, named: event.name)
      return rule
    }
    let known = event.keys
    entries(of: node, named: event.name, at: nil) { reader, entry, value, _ in
      guard let key = PointRule.Key(name: entry.key.text), known.contains(key) else {
        return reader.report(
          .unknownKey(entry.key, in: event.name, among: known.map(\.name)))
      }
      switch key {
      case .each: rule.each = reader.points(list: value, named: key.name)
      case .daily: rule.daily = reader.points(value, named: key.name)
      case .most: rule.most = reader.points(value, named: key.name)
      case .words: rule.words = reader.lines(value, named: key.name, at: nil).map(\.value)
      }
    }
    return rule
  }

  private mutating func points(list node: Node, named name: String) -> [Points] {
    list(node, named: name, at: nil) { reader, node in
      reader.points(node, named: name).map { Located($0, at: node.range) }
    }.map(\.value)
  }

  private mutating func points(_ node: Node, named name: String) -> Points? {
    guard let text = line(node, named: name) else { return nil }
    guard let points = Points(text.value) else {
      report(.badChoice(text, named: name, among: ["1", "0.5", "1.25"]))
      return nil
    }
    return points
  }

  private mutating func percent(_ node: Node, named name: String) -> Int? {
    guard let text = line(node, named: name) else { return nil }
    guard text.value.hasSuffix("%"), let share = Int(text.value.dropLast()),
      (0...100).contains(share)
    else {
      report(.badChoice(text, named: name, among: ["50%", "100%"]))
      return nil
    }
    return share
  }
}

extension Assessment.Version {
  fileprivate func from(_ day: Day) -> Assessment.Version {
    var version = Assessment.Version(since: day)
    (version.base, version.coUnitShare, version.rules) = (base, coUnitShare, rules)
    (version.mostLost, version.mostGained) = (mostLost, mostGained)
    return version
  }
}
