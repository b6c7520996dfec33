import FrontMatter
package import Messages

/// What a merge made of a case, held against its sides and against what these go back to.
///
/// Which side was there first no merge tells: nothing here asks for the order of the sides.
package struct CaseJoin: Sendable {
  /// What is not as it may be, by its place in the result.
  package private(set) var findings: [JoinFinding] = []

  /// - Parameters:
  ///   - base: what both sides go back to; nil where they have no such version.
  ///   - sides: the case as each parent has it, two at most.
  /// - Complexity: O(n log n) in the lines of the prose; O(n²) in the steps, of which a file has few.
  package init(of sides: [Case], from base: Case?, in result: Case) {
    let steps = (sides: sides.map(\.stepMeanings), result: result.stepMeanings)
    findSteps(steps.result, in: result, beside: sides, steps.sides)
    if sides.count == 2 {
      findOrder(steps.result, in: result, of: steps.sides[0], steps.sides[1])
      findFields(in: result, of: sides[0], sides[1], from: base)
      findProse(in: result, of: sides[0], sides[1], from: base)
    } else if sides.count == 1, let side = sides.first {
      findFields(in: result, of: side, side, from: base)
      findProse(in: result, of: side, side, from: base)
    }
    findings.sort { $0.diagnostic.range.lowerBound < $1.diagnostic.range.lowerBound }
  }

  private mutating func add(_ diagnostic: Diagnostic, isNewer: Bool = false) {
    findings.append(JoinFinding(diagnostic: diagnostic, isNewer: isNewer))
  }
}

/// A finding about what a merge made.
package struct JoinFinding: Sendable, Hashable {
  package let diagnostic: Diagnostic
  /// Whether only the newer rules (判规) know it.
  package let isNewer: Bool
}

// MARK: Steps

extension CaseJoin {
  /// The steps of each side all stand in the result, as they were, and no others do.
  private mutating func findSteps(
    _ steps: [Value], in result: Case, beside sides: [Case], _ known: [[Value]]
  ) {
    var changed: Set<Int> = []
    var counts: [Value: Int] = [:]
    for (side, old) in zip(sides, known) {
      let alignment = StepAlignment(old, steps)
      changed.formUnion(alignment.changed.map(\.to))
      counts.merge(
        Dictionary(old.map { ($0, 1) }, uniquingKeysWith: +), uniquingKeysWith: max)
      for finding in alignment.findings(from: side, to: result)
      where finding.rule != .stepNotAppended { add(finding) }
    }
    for (place, step) in steps.enumerated() {
      if let count = counts[step], count > 0 {
        counts[step] = count - 1
      } else if !changed.contains(place) {
        add(
          Diagnostic(
            .mergeAddsStep,
            Phrase(zh: "这一步哪一边都没有", en: "neither side has this step"),
            at: result.stepNodes[place].range))
      }
    }
  }

  /// Between the steps that both have stand the new ones of both, always the earlier of the next two.
  private mutating func findOrder(
    _ steps: [Value], in result: Case, of one: [Value], _ other: [Value]
  ) {
    guard findings.isEmpty else { return }
    let days = Dictionary(
      result.steps.map { ($0.number, $0.day) }, uniquingKeysWith: { day, _ in day })
    let own = [Set(one).subtracting(other), Set(other).subtracting(one)]
    var latest: [Day?] = [nil, nil]
    for (place, step) in steps.enumerated() {
      guard let side = own.firstIndex(where: { $0.contains(step) }) else {
        latest = [nil, nil]
        continue
      }
      guard let day = days[place + 1] else { continue }
      // Later than what the other side has next: that one should have come first, unless it stands
      // below a later step of its own side.
      if let before = latest[1 - side], day < before, latest[side].map({ $0 <= day }) ?? true {
        add(
          Diagnostic(
            .mergeOrder,
            Phrase(
              zh: "另一边较晚的步骤排在了前面", en: "a later step of the other side stands before it"),
            at: result.stepNodes[place].range), isNewer: true)
        return
      }
      latest[side] = day
    }
  }
}

extension Case {
  /// What each step says, whatever its layout and whether it was entered late, as a rebase may come to
  /// have it; a 更正 names the step that it means and not its number, which a merge may change.
  var stepMeanings: [Value] {
    let values = stepNodes.map(\.value.normalised.withoutLateEntry)
    var meanings: [Value] = []
    for value in values {
      var meaning = value
      if case .mapping(let entries) = value,
        let entry = entries.first(where: { $0.key == StepKey.target.name }),
        case .text(let number) = entry.value, let number = Int(number),
        meanings.indices.contains(number - 1)
      {
        let target = meanings[number - 1]
        // Of several that say the same, which one.
        let ordinal = meanings[..<number].count { $0 == target }
        meaning = .mapping(
          entries.map {
            $0.key == entry.key
              ? Value.Entry($0.key, .list([target.shortened, .text("\(ordinal)")])) : $0
          })
      }
      meanings.append(meaning)
    }
    return meanings
  }
}

extension Value {
  /// A step's value without the mark that it was recorded later than it happened.
  fileprivate var withoutLateEntry: Value {
    switch self {
    case .mapping(let entries): .mapping(entries.filter { $0.key != StepKey.lateEntry.name })
    case .text, .list: self
    }
  }

  /// As a key of its own, so that a 更正 of a 更正 does not hold all before it.
  fileprivate var shortened: Value {
    guard case .mapping(let entries) = self else { return self }
    return .mapping(
      entries.map { entry in
        guard case .list(let items) = entry.value, items.count == 2,
          entry.key == StepKey.target.name
        else { return entry }
        return Entry(entry.key, items[1])
      })
  }
}

// MARK: Header

extension CaseJoin {
  private mutating func findFields(
    in result: Case, of one: Case, _ other: Case, from base: Case?
  ) {
    var names: [String] = []
    for subject in [result, one, other] {
      for entry in subject.document.root?.entries.map({ $0 }) ?? []
      where entry.key.text != HeaderKey.steps.name && !names.contains(entry.key.text) {
        names.append(entry.key.text)
      }
    }
    for name in names { findField(name, in: result, of: one, other, from: base) }
  }

  private mutating func findField(
    _ name: String, in result: Case, of one: Case, _ other: Case, from base: Case?
  ) {
    let field = HeaderSpecification.catalogue.first { $0.name == name }
    func value(_ subject: Case) -> Value? { subject.meaning(ofKey: name) }
    let (first, second, was, now) = (value(one), value(other), base.flatMap(value), value(result))
    var lawful: [Value?]
    if first == second || second == was {
      lawful = [first]
    } else if first == was {
      lawful = [second]
    } else {
      lawful = [first, second]
    }
    // What a step of one side has fixed stands as that side has it.
    if let field, !field.fixedBy.isEmpty, first != second {
      let fixed = [one, other].filter { $0.hasFixed(field) }
      if fixed.count == 1, base.map({ !$0.hasFixed(field) }) ?? true { lawful = [value(fixed[0])] }
    }
    if lawful.contains(now) { return }
    if let field, let side = [one, other].first(where: { $0.hasFixed(field) && value($0) != now }),
      let kind = side.steps.first(where: { !$0.isVoid && field.fixedBy.contains($0.kind) })?.kind
    {
      add(.fixedFieldChanged(field, by: kind, from: side, to: result))
      return
    }
    let entry = result.document.root?.entries.first { $0.key.text == name }
    let place = entry?.key.range ?? result.header.anchor
    // The first rules for histories let pass what is made of both sides' items.
    let isOnNeitherSide =
      now != first && now != second && !isMadeOf([first, second], now)
    let isGone = now == nil && first != nil && second != nil
    if isOnNeitherSide, now != nil {
      add(
        Diagnostic(
          .mergeAddsChange,
          Phrase(zh: "“\(name)”与哪一边都不同", en: "\(name) is as on neither side"), at: place))
    } else if isGone {
      add(
        Diagnostic(
          .mergeAddsChange,
          Phrase(zh: "两边都有的“\(name)”不见了", en: "\(name), which both sides have, is gone"),
          at: place))
    } else {
      let isOneSides = now == nil || now == first || now == second
      add(isOneSides ? .dropped(name, at: place) : .mixed(name, at: place), isNewer: true)
    }
  }

  /// Whether every item of a list is one of the sides', as git joins the lines of both.
  private func isMadeOf(_ sides: [Value?], _ value: Value?) -> Bool {
    guard case .list(let items)? = value else { return false }
    let known = sides.flatMap { side -> [Value] in
      if case .list(let items)? = side { items } else { side.map { [$0] } ?? [] }
    }
    return items.allSatisfy(known.contains)
  }
}

extension Diagnostic {
  fileprivate static func dropped(_ name: String, at place: Range<Int>) -> Diagnostic {
    Diagnostic(
      .mergeDropsChange,
      Phrase(
        zh: "“\(name)”有一边改过,合并后没有这一改动",
        en: "one side has changed \(name), and the merge has not"),
      at: place)
  }

  fileprivate static func mixed(_ name: String, at place: Range<Int>) -> Diagnostic {
    Diagnostic(
      .mergeAddsChange,
      Phrase(
        zh: "“\(name)”应是一边的全部,不能两边拼成",
        en: "\(name) is to be as on one side, not made of both"),
      at: place)
  }
}

extension Case {
  /// A field's value by its key, whether it is one that is known or not.
  func meaning(ofKey name: String) -> Value? {
    HeaderSpecification.catalogue.first { $0.name == name }.map(meaning)
      ?? document.root?[name]?.value.normalised
  }

  func hasFixed(_ field: HeaderSpecification) -> Bool {
    steps.contains { !$0.isVoid && field.fixedBy.contains($0.kind) }
  }
}

// MARK: Prose

extension CaseJoin {
  private mutating func findProse(
    in result: Case, of one: Case, _ other: Case, from base: Case?
  ) {
    guard let base else {
      let join = LineJoin(of: one.prose[...], other.prose[...], from: [], in: result.proseBytes)
      findings += join.findings(from: result.document.body.lowerBound)
      return
    }
    // Of what one side has sent the other's words do not count.
    for (sender, listener) in [(one, other), (other, one)] {
      for finding in result.changedPapers(of: sender, beside: listener, from: base) {
        add(finding, isNewer: true)
      }
    }
    let mine = one.yielding(to: other, from: base)?.bytes ?? one.prose
    let their = other.yielding(to: one, from: base)?.bytes ?? other.prose
    let join = LineJoin(of: mine[...], their[...], from: base.prose[...], in: result.proseBytes)
    for finding in join.findings(from: result.document.body.lowerBound) { findings.append(finding) }
  }
}
