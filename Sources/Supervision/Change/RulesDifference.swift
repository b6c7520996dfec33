package import Messages

/// What became of the rules, in words: people, roles, keys, and all that the office has set.
package struct RulesDifference: Sendable {
  /// What was changed, an item each.
  package private(set) var words: [Phrase] = []

  package init(from old: Schema, to new: Schema) {
    comparePeople(old.roles, new.roles)
    compareRoles(old.roles, new.roles)
    compare(old.office, new.office)
    compareUnits(old.units, new.units)
    compareDays(old.calendar, new.calendar)
  }

  /// The most items that are told.
  private static let most = 20

  /// All of it on one line.
  package static func sentence(_ words: [Phrase]) -> Phrase {
    let told = words.prefix(most)
    let more = words.count - told.count
    return Phrase(
      zh: told.map(\.zh).joined(separator: ";") + (more > 0 ? ";另有\(more)处" : ""),
      en: told.map(\.en).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : ""))
  }

  private mutating func say(_ zh: String, _ en: String) { words.append(Phrase(zh: zh, en: en)) }

  /// One value that the office sets.
  private mutating func compare(_ name: String, _ old: String?, _ new: String?) {
    guard old != new else { return }
    switch (old, new) {
    case (nil, let new?): say("\(name):\(new)", "\(name): \(new)")
    case (let old?, nil): say("\(name):取消(原为 \(old))", "\(name): taken away (was \(old))")
    case (let old, let new):
      say("\(name):\(old ?? "") → \(new ?? "")", "\(name): \(old ?? "") → \(new ?? "")")
    }
  }
}

// MARK: People and roles

extension RulesDifference {
  private mutating func comparePeople(_ old: Roles, _ new: Roles) {
    let (before, after) = (old.entries, new.entries)
    for (name, person) in after.sorted(by: { $0.key < $1.key }) {
      guard let former = before[name] else {
        say("增加人员 \(name)(\(person.words))", "new person \(name) (\(person.words))")
        continue
      }
      if former.words != person.words {
        say(
          "人员 \(name):\(former.words) → \(person.words)",
          "person \(name): \(former.words) → \(person.words)")
      }
      if former.keyWords != person.keyWords {
        say(
          "人员 \(name) 换了公钥:\(person.keyWords)", "person \(name) has other keys: \(person.keyWords)")
      }
    }
    for name in before.keys.sorted() where after[name] == nil {
      say("去掉人员 \(name)", "person \(name) removed")
    }
  }

  private mutating func compareRoles(_ old: Roles, _ new: Roles) {
    for role in Set(old.permitted.keys).union(new.permitted.keys).sorted() {
      let (before, after) = (old.rightNames(of: role), new.rightNames(of: role))
      guard let after else {
        say("去掉角色“\(role)”", "role \(role) removed")
        continue
      }
      guard let before else {
        let list = after.joined(separator: " ")
        say("增加角色“\(role)”(\(list))", "new role \(role) (\(list))")
        continue
      }
      let changes =
        after.filter { !before.contains($0) }.map { "+\($0)" }
        + before.filter { !after.contains($0) }.map { "-\($0)" }
      guard !changes.isEmpty else { continue }
      let list = changes.joined(separator: " ")
      say("角色“\(role)”:\(list)", "role \(role): \(list)")
    }
    func truth(_ value: Bool) -> String { value ? "是" : "否" }
    compare("代录", truth(old.recordsForUnits), truth(new.recordsForUnits))
    compare("要求签名", truth(old.requiresSignature), truth(new.requiresSignature))
    compare("越权", old.enforcement.name, new.enforcement.name)
    compare("分离", old.separationWords, new.separationWords)
    compare("平台", old.platformWords, new.platformWords)
  }
}

extension Roles {
  /// Each person's entries, by the address.
  fileprivate var entries: [String: [Person]] {
    Dictionary(grouping: people) { $0.email.value.lowercased() }
  }

  /// Nil for a role that is not there.
  fileprivate func rightNames(of role: String) -> [String]? {
    guard let kinds = permitted[role] else { return nil }
    return StepKind.allCases.filter(kinds.contains).map(\.name)
      + Right.allCases.filter { rights[role]?.contains($0) == true }.map(\.name)
  }

  fileprivate var separationWords: String? {
    separated.isEmpty
      ? nil : separated.map { "\($0.first.name)/\($0.second.name)" }.sorted().joined(separator: " ")
  }

  fileprivate var platformWords: String? {
    platforms.isEmpty ? nil : platforms.sorted().joined(separator: " ")
  }
}

extension [Roles.Person] {
  fileprivate var words: String {
    map { person in
      let former = person.formerEmails.map { $0.value.value + $0.period.words }
      let parts =
        [person.role.value + person.period.words] + [person.unit].compactMap(\.self)
        + (former.isEmpty ? [] : ["曾用 " + former.joined(separator: " ")])
      return parts.joined(separator: ",")
    }.joined(separator: "、")
  }

  /// The end of a key tells it from others.
  fileprivate var keyWords: String {
    let keys = flatMap(\.keys).map { key in
      let text = key.value.value.split(separator: " ").prefix(2).joined(separator: " ")
      return "…\(text.suffix(16))\(key.period.words)"
    }
    return keys.isEmpty ? "-" : keys.joined(separator: " ")
  }
}

extension Period {
  fileprivate var words: String {
    (since.map { " 起\($0)" } ?? "") + (until.map { " 止\($0)" } ?? "")
  }
}

// MARK: The office

extension RulesDifference {
  private mutating func compare(_ old: Office, _ new: Office) {
    compare("机关", old.name, new.name)
    compare("代字", old.code, new.code)
    compare("联系人", old.contactLine ?? "", new.contactLine ?? "")
    compare("文件", old.filePattern, new.filePattern)
    compare("起算", old.clockStart.name, new.clockStart.name)
    for key in OfficeLimit.allCases {
      compare("时限.\(key.name)", old.limits[key]?.wording, new.limits[key]?.wording)
    }
    for key in Urgency.allCases {
      compare("办结时限.\(key.name)", old.closing[key]?.wording, new.closing[key]?.wording)
    }
    for key in Watch.allCases {
      compare("回访.\(key.name)", old.revisits[key]?.wording, new.revisits[key]?.wording)
    }
    compare("预警", old.warning.wording, new.warning.wording)
    compare("补录", old.lateEntry.wording, new.lateEntry.wording)
    compare("时区", old.zoneWords, new.zoneWords)
    compare("判规", old.judging.words, new.judging.words)
    for origin in new.admittedOrigins where !old.admittedOrigins.contains(origin) {
      say("并入 \(origin)", "histories taken in (并入): \(origin)")
    }
    for origin in old.admittedOrigins where !new.admittedOrigins.contains(origin) {
      say("不再并入 \(origin)", "histories no longer taken in (并入): \(origin)")
    }
    for id in Set(old.severities.keys).union(new.severities.keys).sorted() {
      compare("级别.\(id)", old.severityWords(of: id), new.severityWords(of: id))
    }
  }

  private mutating func compareUnits(_ old: UnitDirectory, _ new: UnitDirectory) {
    let before = Dictionary(old.entries.map { ($0.name.value, $0.words) }) { one, _ in one }
    let after = Dictionary(new.entries.map { ($0.name.value, $0.words) }) { one, _ in one }
    var (come, gone) = (
      after.keys.filter { before[$0] == nil }, before.keys.filter { after[$0] == nil }
    )
    for name in gone.sorted() where new.isFormer(name) {
      let present = new[name]?.name.value ?? name
      say("单位 \(name) 改名 \(present)", "unit renamed: \(name) to \(present)")
      gone.removeAll { $0 == name }
      come.removeAll { $0 == present }
    }
    func list(_ names: [String]) -> String {
      let told = names.sorted().prefix(5).joined(separator: " ")
      return names.count > 5 ? "\(told) … (\(names.count))" : told
    }
    if !come.isEmpty { say("增加单位 \(list(come))", "new units: \(list(come))") }
    if !gone.isEmpty { say("去掉单位 \(list(gone))", "units removed: \(list(gone))") }
    let changed = after.keys.filter { before[$0] != nil && before[$0] != after[$0] }
    if !changed.isEmpty { say("单位有改动 \(list(changed))", "units changed: \(list(changed))") }
  }

  private mutating func compareDays(_ old: WorkingCalendar, _ new: WorkingCalendar) {
    let days = Set(old.noticed.keys).union(new.noticed.keys)
      .filter { old.noticed[$0] != new.noticed[$0] }.sorted()
    guard let first = days.first, let last = days.last else { return }
    let range = first == last ? "\(first)" : "\(first) … \(last)"
    say("放假安排改了\(days.count)天(\(range))", "holidays: \(days.count) days changed (\(range))")
  }
}

extension Office {
  fileprivate var zoneWords: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (zone < 0 ? "-" : "+") + two(abs(zone) / 60) + ":" + two(abs(zone) % 60)
  }

  fileprivate func severityWords(of id: String) -> String? {
    severities[id].map { setting in
      setting.name + (severitiesSince[id].map { " 起\($0)" } ?? "")
    }
  }
}

extension JudgingRules {
  fileprivate var words: String { "\(version)" + (since.map { " 起\($0)" } ?? "") }
}

extension UnitDirectory.Entry {
  /// All that the entry says.
  fileprivate var words: [String?] {
    shortNames.map(Optional.some)
      + formerNames.map { $0.name + ($0.until.map { " 止\($0)" } ?? "") }
      + [superior, liaison, telephone, email, closed.map { "\($0)" }, mergedInto]
  }
}
