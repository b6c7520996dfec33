package import FrontMatter
package import Messages

/// What became of a case between one version of its file and a later one.
///
/// Steps are compared by content, whatever their layout: the recorded ones must all be there, in
/// their order, with the new ones after them; and what a step has fixed may not change by hand.
package struct CaseChange: Sendable {
  /// The steps that only the later version has, in its order.
  package let added: [Step]
  /// The number that one of the added steps says the case has given up, and the one it has now.
  package let renumbering: FormerNumber?
  /// What may not be so, by its place in the later version.
  package let findings: [Diagnostic]
  /// The version before; nil for a case that is new.
  private let old: Case?
  private let new: Case

  /// - Parameter old: nil for a case that is new.
  package init(from old: Case?, to new: Case) {
    (self.old, self.new) = (old, new)
    guard let old else {
      added = new.steps
      renumbering = nil
      findings = []
      return
    }
    let alignment = StepAlignment(from: old, to: new)
    let numbers = Set(alignment.added.map { $0 + 1 })
    added = new.steps.filter { numbers.contains($0.number) }
    renumbering = Self.renumbering(from: old, to: new, by: added)
    let isRenumbered = renumbering != nil
    let fixed = Self.fixedFieldFindings(from: old, to: new).filter {
      $0.key != .id || !isRenumbered
    }
    findings =
      (alignment.findings(from: old, to: new) + fixed.map(\.finding) + old.changedPapers(in: new))
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether something else than the steps was changed: the header, but for a number that a step gives,
  /// or the prose.
  package var isEdit: Bool {
    guard let old else { return false }
    func rest(_ subject: Case) -> Value? {
      guard case .mapping(let entries)? = subject.document.root?.value.normalised else {
        return nil
      }
      let left = [HeaderKey.steps.name] + (renumbering == nil ? [] : [HeaderKey.id.name])
      return .mapping(entries.filter { !left.contains($0.key) })
    }
    func prose(_ subject: Case) -> ArraySlice<UInt8> {
      subject.document.text.bytes[subject.document.body]
    }
    return prose(old) != prose(new) || rest(old) != rest(new)
  }

  /// A number changes in the file itself, and only with a 更正 that says so (改号).
  private static func renumbering(from old: Case, to new: Case, by added: [Step])
    -> FormerNumber?
  {
    let given = added.compactMap(\.renumbering)
    guard let first = given.first, let last = given.last, first.number == old.id,
      last.replacement == new.id, old.id != new.id
    else { return nil }
    return FormerNumber(
      number: first.number, replacement: last.replacement, day: last.day, step: last.step)
  }

  /// The header fields that differ although a recorded step has fixed them.
  private static func fixedFieldFindings(from old: Case, to new: Case)
    -> [(key: HeaderKey, finding: Diagnostic)]
  {
    let kinds = Set(old.steps.filter { !$0.isVoid }.map(\.kind))
    return HeaderSpecification.catalogue.compactMap { field in
      guard let kind = field.fixedBy.first(where: kinds.contains),
        old.meaning(of: field) != new.meaning(of: field)
      else { return nil }
      return (field.key, .fixedFieldChanged(field, by: kind, from: old, to: new))
    }
  }
}

/// How the steps of one version lie in another. Places count from 0.
struct StepAlignment {
  /// In the later version only.
  private(set) var added: [Int] = []
  /// In the later version, before a step that the earlier one has too.
  private var inserted: [Int] = []
  private(set) var moved: [(from: Int, to: Int)] = []
  private(set) var changed: [(from: Int, to: Int)] = []
  private(set) var removed: [Int] = []

  /// Of two versions of a case, by the content of the steps, whatever their layout.
  init(from old: Case, to new: Case) {
    self.init(old.stepNodes.map(\.value.normalised), new.stepNodes.map(\.value.normalised))
  }

  init(_ oldSteps: [Value], _ newSteps: [Value]) {
    // As a rule steps are only added at the end, which needs no closer look.
    let common = zip(oldSteps, newSteps).prefix { $0 == $1 }.count
    if common == oldSteps.count {
      added = Array(common..<newSteps.count)
      return
    }
    let (old, new) = Alignment.numbered(oldSteps, newSteps)
    var gone: [Int] = []
    for change in new.difference(from: old).inferringMoves() {
      switch change {
      case .insert(let place, _, let from?): moved.append((from, place))
      case .insert(let place, _, nil): added.append(place)
      case .remove(let place, _, nil): gone.append(place)
      case .remove(_, _, _?): break
      }
    }
    pair(gone, old.count, new.count)
    let kept = new.indices.filter { place in
      !added.contains(place) && !moved.contains { $0.to == place }
        && !changed.contains { $0.to == place }
    }
    inserted = added.filter { $0 < kept.last ?? 0 }
  }

  /// A step that is gone and one that came in the same gap are one step that was changed.
  private mutating func pair(_ gone: [Int], _ oldCount: Int, _ newCount: Int) {
    let oldKept = (0..<oldCount).filter { place in
      !gone.contains(place) && !moved.contains { $0.from == place }
    }
    let newKept = (0..<newCount).filter { place in
      !added.contains(place) && !moved.contains { $0.to == place }
    }
    for place in gone {
      let before = oldKept.count { $0 < place }
      let start = before == 0 ? 0 : newKept[before - 1] + 1
      let end = before < newKept.count ? newKept[before] : newCount
      if let found = added.firstIndex(where: { (start..<end).contains($0) }) {
        changed.append((place, added.remove(at: found)))
      } else {
        removed.append(place)
      }
    }
  }

  func findings(from old: Case, to new: Case) -> [Diagnostic] {
    let (before, after) = (old.stepNodes, new.stepNodes)
    let anchor = new.header.keys[.steps] ?? new.header.anchor
    return changed.map {
      .recordedStepChanged(
        $0.from + 1, from: before[$0.from], of: old, to: after[$0.to], of: new)
    }
      + moved.map { .recordedStepsReordered($0.from + 1, at: after[$0.to].range) }
      + removed.map { .recordedStepRemoved($0 + 1, before[$0], at: anchor) }
      + inserted.map { .stepNotAppended(at: after[$0].range) }
  }
}

extension Case {
  /// The items of 过程 as they are written.
  package var stepNodes: [Node] {
    document.root?[HeaderKey.steps.name]?.items.map { $0 } ?? []
  }

  /// A header field's value without what makes no difference: layout, a list of one written
  /// without brackets, a default that is written out.
  func meaning(of field: HeaderSpecification) -> Value? {
    let written = document.root?[field.name]?.value.normalised
    switch field.key {
    case .urgency: return .text(header.urgency.name)
    case .cycle, .stocktakes, .bulletins: return written.isNothing ? .text("一次性") : written
    case .coUnits, .attachments:
      if case .text? = written, !written.isNothing { return written.map { .list([$0]) } }
      return written.isNothing ? nil : written
    case .id, .title, .source, .instruction, .classification, .secrecyTerm, .keptAt, .lead, .tasks,
      .firstReport, .limit, .watch, .contactLine, .steps:
      return written.isNothing ? nil : written
    }
  }
}

extension Value {
  /// With the entries of mappings in one order.
  package var normalised: Value {
    switch self {
    case .text: self
    case .list(let items): .list(items.map(\.normalised))
    case .mapping(let entries):
      .mapping(
        entries.map { Entry($0.key, $0.value.normalised) }.sorted { $0.key < $1.key })
    }
  }
}

extension Value? {
  fileprivate var isNothing: Bool { self == nil || self == .text("") || self == .list([]) }
}
