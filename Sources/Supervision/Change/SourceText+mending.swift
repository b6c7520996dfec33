import FrontMatter
package import Messages

/// A text with the safe fixes of its findings made.
package struct Mending: Sendable, Hashable {
  package let text: SourceText
  /// How many fixes were made.
  package let fixes: Int
}

extension SourceText {
  /// Makes every fix that proves itself, until none is left.
  ///
  /// A fix is made where its finding is no mere remark and offers no other; and it stays only if,
  /// read again, the text has one finding less than before of the finding's layer and none more of
  /// the layers above: mending syntax may uncover what was hidden behind it, but adds nothing to it.
  ///
  /// - Parameters:
  ///   - allows: whether a mended text may be; a recorded step, say, may not change.
  ///   - judge: what is wrong with a text.
  /// - Complexity: mostly one reading a layer; never more than `Mender.mostReadings`.
  package func mended(
    allows: @escaping (SourceText) -> Bool = { _ in true },
    judge: @escaping (SourceText) -> [Diagnostic]
  ) -> Mending {
    var mender = Mender(self, allows: allows, judge: judge)
    while mender.improve() {}
    return Mending(text: mender.text, fixes: mender.fixes)
  }
}

private struct Mender {
  /// What hides what: with broken syntax a value is not read, with a value unread a step is not.
  enum Layer: CaseIterable { case syntax, shape, course }

  static let mostReadings = 400

  let allows: (SourceText) -> Bool
  let judge: (SourceText) -> [Diagnostic]
  private(set) var text: SourceText
  private(set) var fixes = 0
  private var findings: [Diagnostic]
  private var readings = 0

  init(
    _ text: SourceText, allows: @escaping (SourceText) -> Bool,
    judge: @escaping (SourceText) -> [Diagnostic]
  ) {
    self.allows = allows
    self.judge = judge
    self.text = text
    findings = judge(text)
  }

  /// Makes fixes of the first layer that has any: all at once, or else the first that holds.
  mutating func improve() -> Bool {
    for layer in Layer.allCases {
      let candidates = findings.filter { $0.layer == layer }.compactMap(\.safeFix)
      let apart = candidates.withoutOverlaps
      if apart.count > 1, make(apart, in: layer) { return true }
      for fix in candidates where make([fix], in: layer) { return true }
    }
    return false
  }

  private mutating func make(_ made: [Diagnostic.Fix], in layer: Layer) -> Bool {
    guard readings < Self.mostReadings else { return false }
    readings += 1
    let edited = SourceText(path: text.path, bytes: text.applying(made.flatMap(\.edits)))
    let found = judge(edited)
    for above in Layer.allCases {
      let (before, after) = (findings.count(in: above), found.count(in: above))
      guard above == layer else {
        if after > before { return false }
        continue
      }
      guard after <= before - made.count else { return false }
      break
    }
    guard edited.bytes != text.bytes, allows(edited) else { return false }
    (text, findings, fixes) = (edited, found, fixes + made.count)
    return true
  }
}

extension Diagnostic {
  fileprivate var layer: Mender.Layer {
    if Self.syntaxIds.contains(rule.id) { return .syntax }
    return Self.shapeIds.contains(rule.id) ? .shape : .course
  }

  private static let syntaxIds = Set(Rule.syntax.map(\.id))
  private static let shapeIds = Set(Rule.shapeRules.map(\.id))

  /// The one fix of what is surely wrong; of several, a person chooses.
  fileprivate var safeFix: Fix? {
    severity > .info && fixes.count == 1 && !fixes[0].edits.isEmpty ? fixes[0] : nil
  }
}

extension [Diagnostic] {
  fileprivate func count(in layer: Mender.Layer) -> Int { count { $0.layer == layer } }
}

extension [Diagnostic.Fix] {
  /// As many as can be made together, the earlier first.
  fileprivate var withoutOverlaps: [Diagnostic.Fix] {
    var taken: [Range<Int>] = []
    return filter { fix in
      let isFree = fix.edits.allSatisfy { edit in
        !taken.contains { $0.touches(edit.range) }
      }
      if isFree { taken += fix.edits.map(\.range) }
      return isFree
    }
  }
}

extension Range<Int> {
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}
