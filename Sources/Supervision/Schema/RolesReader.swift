import FrontMatter
package import Messages

extension Roles {
  /// Reads `schema/roles.yaml`.
  package static func reading(_ text: SourceText) -> SchemaFile<Roles> {
    let document = Document(yaml: text)
    var roles = Roles()
    var reader = CaseParser(document)
    if let root = document.root {
      reader.entries(of: root, named: "roles.yaml", at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        roles.read(entry, value, by: &reader)
      }
    }
    reader.reportDoubtful(roles)
    return SchemaFile(
      value: roles, text: text, findings: document.findings + reader.diagnostics)
  }

  static let keys = ["人员", "角色", "代录", "分离", "越权", "要求签名", "平台"]

  private mutating func read(_ entry: Entry, _ value: Node, by reader: inout CaseParser) {
    let name = entry.key.text
    switch name {
    case "人员": people = reader.items(of: value, named: name).compactMap { reader.person($0) }
    case "角色":
      reader.entries(of: value, named: name, at: CaseParser.Place(target: .header)) {
        reader, entry, value, place in
        var granted: Set<Right> = []
        let kinds: [Located<StepKind>] = reader.list(value, named: entry.key.text, at: place) {
          guard let right = Right(word: $1.word) else { return $0.term($1, named: "步骤") }
          granted.insert(right)
          return nil
        }
        rights[entry.key.text] = granted
        permitted[entry.key.text] = Set(kinds.map(\.value))
      }
    case "代录": recordsForUnits = reader.truth(value, named: name) ?? recordsForUnits
    case "越权": enforcement = reader.term(value, named: name)?.value ?? enforcement
    case "要求签名": requiresSignature = reader.truth(value, named: name) ?? requiresSignature
    case "平台":
      platforms = Set(reader.lines(value, named: name, at: nil).map { $0.value.lowercased() })
    case "分离": separated = reader.items(of: value, named: name).compactMap { reader.pair($0) }
    default: reader.report(.unknownKey(entry.key, in: "roles.yaml", among: Self.keys))
    }
  }
}

/// 是 or 否.
private enum Truth: String, Term {
  case yes, no

  var name: String {
    switch self {
    case .yes: "是"
    case .no: "否"
    }
  }
}

extension CaseParser {
  fileprivate mutating func truth(_ node: Node, named name: String) -> Bool? {
    term(node, named: name, as: Truth.self).map { $0.value == .yes }
  }

  /// The items of a list; nothing, reported or empty, for anything else.
  fileprivate mutating func items(of node: Node, named name: String) -> [Node] {
    guard node.kind != .sequence else { return node.items.map { $0 } }
    if node.kind == .mapping || !node.text.isEmpty {
      report(.wrongShape(name, expected: .list, at: node.range))
    }
    return []
  }

  fileprivate mutating func person(_ node: Node) -> Roles.Person? {
    var values: [String: Located<String>] = [:]
    var former: [Roles.Dated] = []
    var keys: [Roles.Dated] = []
    var period = Period()
    let known = ["邮箱", "曾用邮箱", "角色", "单位", "公钥", "起", "止"]
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: "人员", at: Place(target: .header)) {
        reader, entry, value, _ in
        let key = entry.key.text
        switch key {
        case "邮箱", "角色", "单位": values[key] = reader.line(value, named: key)
        case "曾用邮箱": former = reader.dated(value, named: key, item: "邮箱")
        case "公钥": keys = reader.dated(value, named: key, item: key)
        case "起", "止": reader.read(key, value, into: &period)
        default: reader.report(.unknownKey(entry.key, in: "人员", among: known))
        }
      }
    }
    reportReversed(period, at: node.range)
    for key in keys where !key.value.value.isPublicKey { report(.badPublicKey(key.value)) }
    guard let email = values["邮箱"], let role = values["角色"] else {
      if !isFaulty {
        for key in ["邮箱", "角色"] where values[key] == nil {
          report(.missingKey(key, of: "人员", at: node.range))
        }
      }
      return nil
    }
    return Roles.Person(
      email: email, formerEmails: former, role: role, unit: values["单位"]?.value, keys: keys,
      period: period)
  }

  /// One or several, each by itself or as a mapping that says when it is the person's.
  ///
  /// - Parameter item: the key of the mapping that has it.
  private mutating func dated(_ node: Node, named name: String, item: String) -> [Roles.Dated] {
    (node.kind == .sequence ? node.items.map { $0 } : [node]).compactMap { node in
      guard node.kind == .mapping else {
        return line(node, named: name).map { Roles.Dated(value: $0, period: Period()) }
      }
      var found: Located<String>?
      var period = Period()
      entries(of: node, named: name, at: nil) { reader, entry, value, _ in
        switch entry.key.text {
        case item: found = reader.line(value, named: item)
        case "起", "止": reader.read(entry.key.text, value, into: &period)
        default: reader.report(.unknownKey(entry.key, in: name, among: [item, "起", "止"]))
        }
      }
      reportReversed(period, at: node.range)
      if found == nil { report(.missingKey(item, of: name, at: node.range)) }
      return found.map { Roles.Dated(value: $0, period: period) }
    }
  }

  private mutating func read(_ key: String, _ node: Node, into period: inout Period) {
    let day = day(node, named: key)?.value
    if key == "起" { period.since = day } else { period.until = day }
  }

  private mutating func reportReversed(_ period: Period, at range: Range<Int>) {
    if period.isReversed { report(.periodReversed(period, at: range)) }
  }

  fileprivate mutating func pair(_ node: Node) -> Roles.Pair? {
    guard node.kind == .sequence else {
      report(.badSeparation(at: node.range))
      return nil
    }
    let count = node.items.count { _ in true }
    let kinds: [Located<StepKind>] = list(node, named: "分离", at: Place(target: .header)) {
      $0.term($1, named: "步骤")
    }
    guard count == 2, kinds.first?.value != kinds.last?.value || kinds.count < 2 else {
      report(.badSeparation(at: node.range))
      return nil
    }
    return kinds.count == 2 ? Roles.Pair(first: kinds[0].value, second: kinds[1].value) : nil
  }

  /// What is wrong between the people and their roles.
  fileprivate mutating func reportDoubtful(_ roles: Roles) {
    for (second, first) in roles.doublyListed { report(.duplicatePerson(second, first: first)) }
    for person in roles.people {
      if roles.permitted[person.role.value] == nil {
        report(.unknownRole(person.role, among: roles.permitted.keys.sorted()))
      }
    }
  }
}

extension String {
  /// Whether it can be a key: an ssh key, or an OpenPGP fingerprint of 16 digits at least.
  fileprivate var isPublicKey: Bool {
    let text = hasPrefix("key::") ? dropFirst("key::".count) : self[...]
    let words = text.split(separator: " ")
    if words.count >= 2, words[1].hasPrefix("AAAA") { return true }
    var digits = filter { !$0.isWhitespace }
    if digits.lowercased().hasPrefix("0x") { digits.removeFirst(2) }
    return digits.utf8.count >= 16 && digits.utf8.allSatisfy(\.isHexDigit)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
  }
}
