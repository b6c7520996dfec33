import FrontMatter
package import Messages

/// One file of `schema/` and what is wrong with it.
package struct SchemaFile<Value: Sendable>: Sendable {
  package let value: Value
  package let text: SourceText
  package let findings: [Diagnostic]
}

extension Office {
  /// Reads `schema/office.yaml`. What is wrong or left out keeps its default.
  package static func reading(_ text: SourceText) -> SchemaFile<Office> {
    let document = Document(yaml: text)
    var office = Office()
    var reader = CaseParser(document)
    if let root = document.root {
      reader.entries(of: root, named: "office.yaml", at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        office.read(entry, value, by: &reader)
      }
    }
    return SchemaFile(
      value: office, text: text, findings: document.findings + reader.diagnostics)
  }

  /// 时区 of `schema/office.yaml` alone, which every command asks for: nothing else is decoded.
  package static func zone(in text: SourceText) -> Int {
    let document = Document(yaml: text)
    var office = Office()
    var reader = CaseParser(document)
    if let value = document.root?["时区"] { office.readZone(value, named: "时区", by: &reader) }
    return office.zone
  }

  /// The keys of the file, in the order of the format.
  static let keys = [
    "机关", "代字", "联系人", "文件", "起算", "时限", "办结时限", "回访", "预警", "提醒", "催报", "消息标题", "补录", "时区", "附件上限",
    "封存", "封存摘要", "判规", "并入", "级别", "查询",
  ]

  private mutating func read(_ entry: Entry, _ value: Node, by reader: inout CaseParser) {
    let name = entry.key.text
    switch name {
    case "机关": self.name = reader.line(value, named: name)?.value ?? self.name
    case "代字": code = reader.line(value, named: name)?.value ?? code
    case "联系人": contactLine = reader.line(value, named: name)?.value
    case "文件": readPattern(value, named: name, by: &reader)
    case "起算": clockStart = reader.term(value, named: name)?.value ?? clockStart
    case "时限":
      reader.settings(value, named: name, keys: OfficeLimit.self) { reader, key, value in
        limits[key] = reader.duty(value, key, now: limits[key])
      }
    case "办结时限":
      reader.settings(value, named: name, keys: Urgency.self) { reader, key, value in
        closing[key] = reader.relativeLimit(value, named: key.name) ?? closing[key]
      }
    case "回访":
      reader.settings(value, named: name, keys: Watch.self) { reader, key, value in
        if value.kind == .scalar, value.text.isEmpty {
          revisits[key] = nil
        } else {
          revisits[key] = reader.relativeLimit(value, named: key.name) ?? revisits[key]
        }
      }
    case "预警": warning = reader.relativeLimit(value, named: name) ?? warning
    case "提醒": reminders = reader.relativeLimits(value, named: name) ?? reminders
    case "催报": reminding = reader.relativeLimits(value, named: name) ?? reminding
    case "消息标题": readToldTitles(value, named: name, by: &reader)
    case "补录": lateEntry = reader.relativeLimit(value, named: name) ?? lateEntry
    case "时区": readZone(value, named: name, by: &reader)
    case "附件上限": readAttachmentLimit(value, named: name, by: &reader)
    case "封存":
      sealing =
        value.kind == .scalar && value.text.isEmpty
        ? nil : reader.relativeLimit(value, named: name) ?? sealing
    case "封存摘要": readSealDigest(value, named: name, by: &reader)
    case "判规": judging.read(value, by: &reader)
    case "并入": admittedOrigins = reader.lines(value, named: name, at: nil).map(\.value)
    case "级别": readSeverities(value, named: name, by: &reader)
    case "查询":
      reader.entries(of: value, named: name, at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        queries[entry.key.text] = reader.line(value, named: entry.key.text)?.value
      }
    default: reader.report(.unknownKey(entry.key, in: "office.yaml", among: Self.keys))
    }
  }

  /// `+08:00`
  private mutating func readZone(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    guard let text = reader.line(value, named: name) else { return }
    let bytes = Array(text.value.utf8)
    let digits = bytes.compactMap { (0x30...0x39).contains($0) ? Int($0) - 0x30 : nil }
    let minutes =
      digits.count == 4 ? (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3] : .max
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), minutes <= 14 * 60, digits[2] < 6,
      let sign = [UInt8(ascii: "+"): 1, UInt8(ascii: "-"): -1][bytes[0]]
    else {
      reader.report(.badChoice(text, named: name, among: ["+08:00"]))
      return
    }
    zone = sign * minutes
  }

  /// `20MB`, in powers of ten as disks and mail programs count.
  private mutating func readAttachmentLimit(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    guard let text = reader.line(value, named: name) else { return }
    let units = [("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000)]
    guard let (unit, size) = units.first(where: { text.value.hasSuffix($0.0) }),
      let count = Int(text.value.dropLast(unit.count).trimmed), (1...9999).contains(count)
    else {
      reader.report(.badChoice(text, named: name, among: ["20MB", "500KB", "1GB"]))
      return
    }
    attachmentLimit = count * size
  }

  private mutating func readSealDigest(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    guard let text = reader.line(value, named: name) else { return }
    sealsWithSM3 = text.value == Checksum.Algorithm.sm3.rawValue
    let known = Checksum.Algorithm.allCases.map(\.rawValue)
    if !known.contains(text.value) { reader.report(.badChoice(text, named: name, among: known)) }
  }

  private mutating func readPattern(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    guard let pattern = reader.line(value, named: name) else { return }
    let parts = pattern.value.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "cases", parts.last == "{编号}.md",
      !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
    else {
      reader.report(.badFilePattern(pattern))
      return
    }
    filePattern = pattern.value
  }

  /// Those of the cases whose titles a message may have: 公开, or 内部 too.
  private mutating func readToldTitles(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    guard let text = reader.line(value, named: name) else { return }
    let choices = [Classification.public, .internal]
    guard let choice = choices.first(where: { $0.name == text.value }) else {
      reader.report(.badChoice(text, named: name, among: choices.map(\.name)))
      return
    }
    tellsInternalTitles = choice == .internal
  }

  private mutating func readSeverities(
    _ value: Node, named name: String, by reader: inout CaseParser
  ) {
    reader.entries(of: value, named: name, at: CaseParser.Place(target: .header)) {
      reader, entry, value, _ in
      let id = entry.key.text
      guard let rule = Rule.named(id) else {
        reader.report(.unknownRule(entry.key))
        return
      }
      guard let (setting, since) = reader.severity(value, named: id) else { return }
      if rule.severity == .error {
        reader.report(.severityOfError(id, at: entry.key.range))
      } else {
        severities[id] = setting
        severitiesSince[id] = since
      }
    }
  }

  /// The path of a new case's file.
  package func path(for number: CaseNumber) -> String {
    // The pattern's placeholders stand between braces; nothing else in it is special.
    filePattern.split(separator: "{年}", omittingEmptySubsequences: false)
      .joined(separator: "\(number.year)")
      .split(separator: "{编号}", omittingEmptySubsequences: false)
      .joined(separator: "\(number)")
  }
}

extension CaseParser {
  /// Calls `body` with the value of each key of a mapping whose keys are the names of `Key`.
  fileprivate mutating func settings<Key: Term>(
    _ node: Node, named name: String, keys: Key.Type,
    _ body: (inout CaseParser, Key, Node) -> Void
  ) {
    entries(of: node, named: name, at: Place(target: .header)) { reader, entry, value, _ in
      guard let key = Key(name: entry.key.text) else {
        reader.report(.unknownKey(entry.key, in: name, among: Key.allCases.map(\.name)))
        return
      }
      body(&reader, key, value)
    }
  }

  /// `错误`, or `{级: 错误, 起: 2026-12-01}`.
  fileprivate mutating func severity(_ node: Node, named id: String) -> (
    SeveritySetting, since: Day?
  )? {
    guard node.kind == .mapping else {
      return term(node, named: id, as: SeveritySetting.self).map { ($0.value, nil) }
    }
    var setting: SeveritySetting?
    var since: Day?
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: id, at: nil) { reader, entry, value, _ in
        switch entry.key.text {
        case "级": setting = reader.term(value, named: "级")?.value
        case "起": since = reader.day(value, named: "起")?.value
        default: reader.report(.unknownKey(entry.key, in: id, among: ["级", "起"]))
        }
      }
    }
    if setting == nil, !isFaulty { report(.missingKey("级", of: id, at: node.range)) }
    return setting.map { ($0, since) }
  }

  /// One limit or several; empty for none. Nil where one of them is wrong.
  fileprivate mutating func relativeLimits(_ node: Node, named name: String) -> [Limit]? {
    var read: [Located<Limit>] = []
    let isFaulty = findsFault { reader in
      read = reader.list(node, named: name, at: nil) { reader, node in
        reader.relativeLimit(node, named: name).map { Located($0, at: node.range) }
      }
    }
    return isFaulty ? nil : read.map(\.value)
  }

  /// A limit that counts from an event: a fixed day would be past soon.
  fileprivate mutating func relativeLimit(_ node: Node, named name: String) -> Limit? {
    guard let limit = limit(node, named: name) else { return nil }
    guard limit.value.isRelative else {
      report(.badLimit(Located(limit.value.wording, at: limit.range), named: name))
      return nil
    }
    return limit.value
  }

  /// A limit of 时限. Empty means not owed, which only a unit's duties may be: were the office's
  /// own duties not owed, a case could lie with nobody.
  fileprivate mutating func duty(_ node: Node, _ key: OfficeLimit, now: Limit?) -> Limit? {
    guard node.kind == .scalar, node.text.isEmpty else {
      return relativeLimit(node, named: key.name) ?? now
    }
    switch key {
    case .acknowledge, .nameOfficer, .object: return nil
    case .docket, .issue, .answerObjection, .answerExtension, .review, .submit, .archive,
      .suspensionReview, .reopen:
      report(.missingKey(key.name, of: "时限", at: node.range))
      return now
    }
  }
}

extension UnitDirectory {
  /// Reads `schema/units.yaml`.
  package static func reading(_ text: SourceText) -> SchemaFile<UnitDirectory> {
    let document = Document(yaml: text)
    var reader = CaseParser(document)
    var entries: [UnitDirectory.Entry] = []
    if let root = document.root {
      reader.entries(of: root, named: "units.yaml", at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        guard entry.key.text == "单位" else {
          reader.report(.unknownKey(entry.key, in: "units.yaml", among: ["单位"]))
          return
        }
        guard value.kind == .sequence else {
          if value.kind == .mapping || !value.text.isEmpty {
            reader.report(.wrongShape("单位", expected: .list, at: value.range))
          }
          return
        }
        entries = value.items.compactMap { reader.unit($0) }
      }
    }
    var seen: [String: Located<String>] = [:]
    for entry in entries {
      if let first = seen[entry.name.value] {
        reader.report(.duplicateUnit(entry.name, first: first))
      } else {
        seen[entry.name.value] = entry.name
      }
    }
    return SchemaFile(
      value: UnitDirectory(entries), text: text,
      findings: document.findings + reader.diagnostics)
  }
}

extension CaseParser {
  fileprivate mutating func unit(_ node: Node) -> UnitDirectory.Entry? {
    var name: Located<String>?
    var shortNames: [String] = []
    var formerNames: [UnitDirectory.FormerName] = []
    var closed: Day?
    var values: [String: String] = [:]
    entries(of: node, named: "单位", at: Place(target: .header)) { reader, entry, value, _ in
      let key = entry.key.text
      switch key {
      case "名称": name = reader.line(value, named: key)
      case "简称":
        shortNames = reader.lines(value, named: key, at: Place(target: .header)).map(\.value)
      case "曾用名":
        formerNames = reader.list(value, named: key, at: nil, inMappings: true) { reader, node in
          reader.formerName(node)
        }.map(\.value)
      case "止": closed = reader.day(value, named: key)?.value
      case "上级", "联络员", "电话", "邮箱", "并入":
        values[key] = reader.line(value, named: key)?.value
      default: reader.report(.unknownKey(entry.key, in: "单位", among: Self.unitKeys))
      }
    }
    guard let name else {
      if node.kind == .mapping { report(.missingKey("名称", of: "单位", at: node.range)) }
      return nil
    }
    return UnitDirectory.Entry(
      name: name, shortNames: shortNames, superior: values["上级"], liaison: values["联络员"],
      telephone: values["电话"], email: values["邮箱"], formerNames: formerNames, closed: closed,
      mergedInto: values["并入"])
  }

  private static let unitKeys = [
    "名称", "简称", "上级", "联络员", "电话", "邮箱", "曾用名", "止", "并入",
  ]

  /// A name, or a mapping of 名称 and 止.
  private mutating func formerName(_ node: Node) -> Located<UnitDirectory.FormerName>? {
    guard node.kind == .mapping else {
      return line(node, named: "曾用名").map {
        Located(UnitDirectory.FormerName(name: $0.value, until: nil), at: $0.range)
      }
    }
    var name: Located<String>?
    var until: Day?
    entries(of: node, named: "曾用名", at: Place(target: .header)) { reader, entry, value, _ in
      switch entry.key.text {
      case "名称": name = reader.line(value, named: "名称")
      case "止": until = reader.day(value, named: "止")?.value
      default: reader.report(.unknownKey(entry.key, in: "曾用名", among: ["名称", "止"]))
      }
    }
    if name == nil { report(.missingKey("名称", of: "曾用名", at: node.range)) }
    return name.map {
      Located(UnitDirectory.FormerName(name: $0.value, until: until), at: $0.range)
    }
  }
}

extension WorkingCalendar {
  /// Reads `schema/holidays.tsv`: date, holiday or workday, name, notice, separated by tabs.
  package static func reading(_ text: SourceText) -> SchemaFile<WorkingCalendar> {
    var noticed: [Day: Bool] = [:]
    var findings: [Diagnostic] = []
    var start = 0
    while start < text.bytes.count {
      let end = text.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.bytes.count
      let range = start..<end
      var line = text.bytes[range]
      if start == 0, line.starts(with: "\u{FEFF}".utf8) { line = line.dropFirst(3) }
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      start = end + 1
      if line.isEmpty || line.first == UInt8(ascii: "#") || line.starts(with: "date\t".utf8) {
        continue
      }
      let columns = line.split(
        separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
      guard columns.count >= 2, let day = Day(utf8: columns[0]) else {
        findings.append(.badHoliday(at: range))
        continue
      }
      if columns[1].elementsEqual("holiday".utf8) {
        noticed[day] = false
      } else if columns[1].elementsEqual("workday".utf8) {
        noticed[day] = true
      } else {
        findings.append(.badHoliday(at: range))
      }
    }
    return SchemaFile(value: WorkingCalendar(noticed: noticed), text: text, findings: findings)
  }
}
