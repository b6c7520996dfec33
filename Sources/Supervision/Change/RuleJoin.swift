import FrontMatter
import Messages

/// What a merge made of a file of rules, held against its sides entry by entry: a person by the
/// address, a unit by the name, any other by its key.
package struct RuleJoin: Sendable {
  /// What is neither side's, or was changed on one side and is not in the result.
  package private(set) var findings: [JoinFinding] = []
  /// Whether both sides changed an entry, so that the merge had to choose.
  package private(set) var isChosen = false

  /// - Parameters:
  ///   - isYAML: whether the file has entries; others are held by their lines.
  ///   - bases: what both sides go back to; of several the two last, which have to be joined first.
  ///     Nil, as the sides and the result, where there is no such file.
  ///   - origin: what two bases go back to.
  package init(
    isYAML: Bool, of one: [UInt8]?, _ other: [UInt8]?, from bases: [[UInt8]?],
    originally origin: [UInt8]?, in result: [UInt8]?
  ) {
    let base = bases.allSatisfy { $0 == bases.first } ? bases.first ?? nil : nil
    if one == other ? result == one : other == base ? result == one : one == base && result == other
    {
      return
    }
    let texts = [one, other, result, origin] + bases
    if isYAML {
      let documents = texts.map { $0.map { Document(yaml: SourceText(path: "", bytes: $0)) } }
      if documents.allSatisfy({ $0?.findings.isEmpty ?? true }) {
        let values = documents.map { $0?.root?.value.normalised }
        let common = values.dropFirst(4).reduce(values.dropFirst(4).first ?? nil) {
          Self.joined($0, $1, from: values[3])
        }
        hold(values[2], against: values[0], values[1], from: common, named: "")
        return
      }
    }
    guard let result else {
      // Gone though a side has changed it, or though both have it.
      report(.mergeDropsChange, "", isOfBoth: one == other)
      return
    }
    let join = LineJoin(
      of: (one ?? [])[...], (other ?? [])[...], from: (base ?? [])[...], in: result[...])
    findings = join.findings(from: 0)
    isChosen = one != base && other != base && one != other
  }

  private mutating func hold(
    _ result: Value?, against one: Value?, _ other: Value?, from base: Value?, named name: String
  ) {
    if one == other || other == base {
      if result != one {
        differ(
          result, one, other, Self.place(of: result, beside: one, below: name),
          isOfBoth: one == other)
      }
    } else if one == base {
      if result != other {
        differ(result, one, other, Self.place(of: result, beside: other, below: name))
      }
    } else if let parts = Self.parts(of: [result, one, other, base]) {
      for key in Set(parts.joined().map(\.key)).sorted() {
        let values = parts.map { part in part.first { $0.key == key }?.value }
        hold(
          values[0], against: values[1], values[2], from: values[3],
          named: Self.name(key, below: name))
      }
    } else if result == one || result == other {
      isChosen = true
    } else {
      differ(result, one, other, name)
    }
  }

  private static func name(_ key: String, below name: String) -> String {
    name.isEmpty ? key : "\(name).\(key)"
  }

  /// The first entry in which two values differ, as deep as entries go.
  private static func place(of one: Value?, beside other: Value?, below name: String) -> String {
    guard one != nil, other != nil, let parts = parts(of: [one, other]) else { return name }
    for key in Set(parts.joined().map(\.key)).sorted() {
      let values = parts.map { part in part.first { $0.key == key }?.value }
      if values[0] != values[1] {
        return place(of: values[0], beside: values[1], below: self.name(key, below: name))
      }
    }
    return name
  }

  /// What two versions come to, without what both changed differently.
  private static func joined(_ one: Value?, _ other: Value?, from base: Value?) -> Value? {
    if one == other || other == base { return one }
    if one == base { return other }
    guard let parts = parts(of: [one, other, base]) else { return nil }
    var entries: Part = []
    for key in Set(parts.joined().map(\.key)).sorted() {
      let values = parts.map { part in part.first { $0.key == key }?.value }
      if let value = joined(values[0], values[1], from: values[2]) { entries.append((key, value)) }
    }
    if case .list? = one ?? other { return .list(entries.map(\.value)) }
    return .mapping(entries.map { Value.Entry($0.key, $0.value) })
  }

  /// - Parameter isOfBoth: whether both sides have it as it should be.
  private mutating func differ(
    _ result: Value?, _ one: Value?, _ other: Value?, _ name: String, isOfBoth: Bool = false
  ) {
    if result != nil, result != one, result != other {
      report(.mergeAddsChange, name, isOfBoth: isOfBoth)
    } else {
      report(.mergeDropsChange, name, isOfBoth: isOfBoth)
    }
  }

  private mutating func report(_ rule: Rule, _ name: String, isOfBoth: Bool) {
    let (zh, en) = name.isEmpty ? ("这个文件", "the file") : ("规矩“\(name)”", "the rule \(name)")
    let phrase =
      rule == .mergeAddsChange
      ? Phrase(zh: "\(zh)与哪一边都不同", en: "\(en) is as on neither side")
      : isOfBoth
        ? Phrase(zh: "\(zh)两边都有,合并后没有了", en: "both sides have \(en), and the merge has not")
        : Phrase(
          zh: "\(zh)有一边改过,合并后没有这一改动",
          en: "one side has changed \(en), and the merge has not")
    findings.append(
      JoinFinding(diagnostic: Diagnostic(rule, phrase, at: 0..<0), isNewer: true))
  }

  private typealias Part = [(key: String, value: Value)]

  /// The entries of values that are all mappings, or all lists of things that have names; nil where
  /// some are neither.
  private static func parts(of values: [Value?]) -> [Part]? {
    var parts: [Part] = []
    for value in values {
      switch value {
      case nil: parts.append([])
      case .mapping(let entries)?: parts.append(entries.map { ($0.key, $0.value) })
      case .list(let items)?:
        let named = items.map { ($0.name, $0) }
        guard Set(named.map(\.0)).count == named.count else { return nil }
        parts.append(named.map { (key: $0.0, value: $0.1) })
      case .text?: return nil
      }
    }
    return parts
  }
}

extension Value {
  /// What tells an entry of a list of rules from the others.
  fileprivate var name: String {
    switch self {
    case .text(let text): text
    case .list(let items): items.map(\.name).joined(separator: "、")
    case .mapping(let entries):
      (["邮箱", "名称", "姓名"].lazy.compactMap { key in entries.first { $0.key == key } }.first
        ?? entries.first)?.value.name ?? ""
    }
  }
}
